"""§13: an end that takes days which are approved or paid is two people's (K13.2)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kapitel.slut.avslut import avbrottsdokument
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.liv.forlopp import utfor
from domain.liv.insyn import ser_post
from domain.liv.kommandon import las_kommando
from domain.skeende.handelse import DORR_HELA_ANDRA_UTGAVAN
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import ANORDNARE, KV, Spel, tid


def pagaende() -> Spel:
    return Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3)


def mars_godkand() -> Spel:
    """March is approved on 10 April, and paid on the 16th."""
    return pagaende().hel_manad("2024-03")


def foresla(fall: Spel, nar: str, avslutsdatum: str, orsak: str = "flytt", **fakta: Any) -> Spel:
    sagt = {"orsak": orsak, "avslutsdatum": avslutsdatum, "nasta_steg": "x", "motivering": "kom sent"}
    return fall.kv(nar, "foresla_avslut", **(sagt | fakta))


@pytest.mark.krav("K13.2", sort="avslag")
def test_the_kv_alone_does_not_take_days_of_an_approved_month() -> None:
    fall = mars_godkand()
    fall.avvisas("K13.2", fall.avsluta, "2024-04-11", "2024-03-29", "flytt", falt="avslutsdatum")
    assert fall.insats.avslutsbeslut is None


@pytest.mark.krav("K13.2", sort="gräns")
def test_whose_days_are_not_taken_needs_no_other() -> None:
    assert mars_godkand().avsluta("2024-04-11", "2024-03-31", "flytt").insats.avslutsbeslut  # March stands whole
    assert mars_godkand().avsluta("2024-04-11", "2024-04-11", "flytt").insats.avslutsbeslut  # not behind
    inlamnad = pagaende().rapportera("2024-03").avsluta("2024-04-04", "2024-03-29", "flytt")  # not approved
    assert inlamnad.insats.avslutsbeslut


@pytest.mark.krav("K13.2", "K0.7")
def test_a_paid_month_needs_it_also_when_its_report_lies_returned() -> None:
    fall = pagaende().rapportera("2024-03").fakturera("2024-03").till("2024-04-16")
    assert fall.utbetalning("2024-03").status == "utbetald"
    fall.avvisas("K13.2", fall.avsluta, "2024-04-17", "2024-03-29", "flytt", falt="avslutsdatum")


@pytest.mark.krav("K13.2", "K13.10")
def test_the_arbetsledare_decides_what_the_kv_has_proposed() -> None:
    fall = foresla(mars_godkand(), "2024-04-11", "2024-03-29")
    assert fall.insats.avslutsbeslut is None
    assert fall.brev("arbetsledare", "Förslag att ta ställning till: avslut 2024-03-29")
    fall.arbetsledare("2024-04-12", "attestera_avslut", motivering="stämmer")
    (h,) = fall.handelser("avslut_beslutat")
    assert (h.avslutsdatum.isoformat(), h.form, h.beslutad_av) == ("2024-03-29", "avbruten", "al1")  # type: ignore[attr-defined]
    assert fall.insats.avslutsforslag is None
    assert fall.brev("anordnare", "Avbrottsdokument: insatsen avslutas 2024-03-29")
    assert fall.brev("karriarvagledare", "Arbetsledaren har beslutat om avslutet 2024-03-29 som var föreslaget")
    fall.avvisas("K13.2", fall.arbetsledare, "2024-04-12T13:00", "attestera_avslut", motivering="igen")


@pytest.mark.krav("K13.1", "K13.2")
def test_the_document_names_the_arbetsledare_who_decided() -> None:
    fall = mars_godkand().avsluta_av_tva("2024-04-11", "2024-03-29", "flytt")
    (h,) = fall.handelser("avslut_beslutat")
    assert isinstance(h, AvslutBeslutat)
    assert "Beslutat av arbetsledaren al1 enligt §13" in avbrottsdokument(fall.insats, h)


@pytest.mark.krav("K13.2")
def test_what_is_refused_ends_nothing_and_is_told() -> None:
    fall = foresla(mars_godkand(), "2024-04-11", "2024-03-29")
    fall.arbetsledare("2024-04-12", "attestera_avslut", beslut="avsla", motivering="fel dag")
    assert (fall.insats.avslutsbeslut, fall.insats.avslutsforslag) == (None, None)
    assert fall.brev("karriarvagledare", "Arbetsledaren har avslagit ditt förslag om avslut 2024-03-29")


@pytest.mark.krav("K13.2", sort="avslag")
def test_nobody_decides_on_what_they_have_proposed_whatever_their_role() -> None:
    fall = mars_godkand()
    fall.avvisas("K13.2", fall.arbetsledare, "2024-04-11", "attestera_avslut", motivering="x")  # nothing is proposed
    foresla(fall, "2024-04-11T13:00", "2024-03-29")
    samma = Aktor(Roll.ARBETSLEDARE, KV.id.upper())
    fall.avvisas("K13.2", fall.sager, samma, "2024-04-12", "attestera_avslut", motivering="x", falt="av")
    fall.avvisas("K13.2", fall.kv, "2024-04-12", "attestera_avslut", motivering="x", falt="av")
    annan = Aktor(Roll.KARRIARVAGLEDARE, "kv2")
    fall.avvisas("K13.2", fall.sager, annan, "2024-04-12", "attestera_avslut", motivering="x", falt="av")


@pytest.mark.krav("K13.2", "K13.1", sort="avslag")
def test_a_proposal_is_held_against_the_rules_of_the_decision() -> None:
    fall = mars_godkand()
    fall.avvisas("K13.2", foresla, fall, "2024-04-11", "2024-03-29", motivering=None, falt="motivering")
    fall.avvisas("K13.1", foresla, fall, "2024-04-11", "2024-03-29", "egen_forsorjning", falt="forsorjning")
    assert fall.insats.avslutsforslag is None


@pytest.mark.krav("K13.2", "K13.7")
def test_a_proposal_lapses_with_another_decision_or_with_the_insats() -> None:
    fall = foresla(mars_godkand(), "2024-04-11", "2024-03-29").avsluta("2024-04-12", "2024-04-30", "flytt")
    assert fall.insats.avslutsforslag is None
    kvar = foresla(mars_godkand(), "2024-06-10", "2024-03-29")
    assert kvar.insats.avslutsforslag and kvar.till("2024-06-11").insats.avslutsforslag is None


@pytest.mark.krav("K13.2", "K3.7")
def test_the_anordnare_is_told_of_the_decision_and_not_of_the_proposal() -> None:
    fall = foresla(mars_godkand(), "2024-04-11", "2024-03-29")
    post = next(p for p in fall.poster if p.handelse.slag == "avslut_foreslaget")
    assert not ser_post(ANORDNARE, post) and ser_post(KV, post)


@pytest.mark.krav("K13.2", "K0.7")
def test_what_one_decided_alone_before_the_rule_stands_when_something_else_is_corrected() -> None:
    fall = mars_godkand()
    sagt = {"kommando": "besluta_avslut", "orsak": "flytt", "avslutsdatum": "2024-03-29", "nasta_steg": "x"}
    k = las_kommando(sagt | {"motivering": "kom sent"})
    i = utfor(fall.insats, Inkommet("k", KV, k), tid("2024-04-11"), dorr=DORR_HELA_ANDRA_UTGAVAN - 1).insats
    assert i.avslutsbeslut
    with pytest.raises(Avvisning, match="så beslutar arbetsledaren"):
        utfor(fall.insats, Inkommet("k", KV, k), tid("2024-04-11"))
    nr = next(s.nr for s in i.sagda if s.kommando["kommando"] == "lagg_in_uppdrag")
    ratta = las_kommando(
        {"kommando": "ratta", "nr": nr, "vad": "lagg_in_uppdrag", "andringar": {"startdatum": "2024-03-12"},
         "motivering": "fel"}
    )  # fmt: skip
    efter = utfor(i, Inkommet("r", KV, ratta), tid("2024-04-12")).insats
    assert efter.avslutsbeslut and efter.startdatum and efter.startdatum.isoformat() == "2024-03-12"


@pytest.mark.krav("K13.2", "K16.2")
def test_in_an_older_case_the_kv_decides_alone() -> None:
    assert mars_godkand().fore_reglerna().avsluta("2024-04-11", "2024-03-29", "flytt").insats.avslutsbeslut
