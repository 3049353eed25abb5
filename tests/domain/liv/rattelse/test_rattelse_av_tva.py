"""§13: a correction is no way round the two people that an end takes (K13.2, K0.7)."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Status
from domain.liv import rutin
from domain.liv.forlopp import utfor
from domain.liv.insyn import ser_post
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import insats_fran_json, insats_till_json
from domain.skeende.handelse import DORR_MED_FORARBETE
from domain.skeende.inkommet import Inkommet
from tests.verktyg.spel import ANORDNARE, ARBETSLEDARE, KV, Spel, tid

ANDRA_KV = Aktor(Roll.KARRIARVAGLEDARE, "kv2")


def mars_betald() -> Spel:
    """March is approved and paid; the insats goes on to 2024-06-10."""
    return Spel.pagaende("AMI1", start="2024-03-11", langd_manader=3).hel_manad("2024-03")


def beslutat() -> Spel:
    """And an end lies ahead, which takes no such day."""
    return mars_betald().avsluta("2024-04-18", "2024-04-30", "flytt")


def ratta(fall: Spel, nar: str, vad: str = "besluta_avslut", av: Aktor = KV, **andringar: Any) -> Spel:
    sagt = {"andringar": andringar} if andringar else {"stryk": True}
    return fall.sager(av, nar, "ratta", vad=vad, motivering="fel", **sagt)


def slut(fall: Spel) -> str:
    return str(fall.insats.slutdatum)


@pytest.mark.krav("K13.2", "K0.7", sort="avslag")
def test_the_kv_alone_does_not_move_an_end_into_a_paid_month() -> None:
    fall = ratta(beslutat(), "2024-04-19", avslutsdatum="2024-03-29")
    assert slut(fall) == "2024-04-30"
    assert fall.insats.rattelseforslag
    (brev,) = fall.brev("arbetsledare", "Förslag att ta ställning till: rättelse av avslutet")
    assert brev.endswith("(§13, K13.2)")
    (rad,) = (p for p in fall.poster if p.handelse.slag == "rattelse_foreslagen")
    assert rutin.mening(rad).text.startswith("Föreslagen rättelse: ")


@pytest.mark.krav("K13.2", "K0.7")
def test_the_arbetsledare_decides_and_what_was_paid_is_settled() -> None:
    fall = ratta(beslutat(), "2024-04-19", avslutsdatum="2024-03-29")
    fall.arbetsledare("2024-04-19T13:00", "besluta_rattelse", motivering="stämmer")
    assert (slut(fall), fall.insats.rattelseforslag) == ("2024-03-29", None)
    assert fall.brev("anordnare", "En registrerad uppgift är rättad: besluta avslut")
    fall.till("2024-05-16")
    assert [str(u.belopp) for u in fall.utbetalningar() if u.slag == "justering"] == ["-258.40"]  # two days of March
    fall.avvisas("K13.2", fall.arbetsledare, "2024-05-16", "besluta_rattelse", motivering="igen")


@pytest.mark.krav("K13.2")
def test_what_is_refused_changes_nothing_and_is_told() -> None:
    fall = ratta(beslutat(), "2024-04-19", avslutsdatum="2024-03-29")
    fall.arbetsledare("2024-04-19T13:00", "besluta_rattelse", beslut="avsla", motivering="fel dag")
    assert (slut(fall), fall.insats.rattelseforslag) == ("2024-04-30", None)
    assert fall.brev("karriarvagledare", "Arbetsledaren har avslagit din rättelse av avslutet")


@pytest.mark.krav("K13.2", sort="avslag")
def test_nobody_decides_on_what_they_have_proposed_whatever_their_role() -> None:
    fall = ratta(beslutat(), "2024-04-19", avslutsdatum="2024-03-29")
    samma = Aktor(Roll.ARBETSLEDARE, KV.id.upper())
    fall.avvisas("K13.2", fall.sager, samma, "2024-04-19T13:00", "besluta_rattelse", motivering="x", falt="av")
    fall.avvisas("K13.2", fall.kv, "2024-04-19T13:00", "besluta_rattelse", motivering="x", falt="av")


@pytest.mark.krav("K13.2", "K0.7", sort="gräns")
@pytest.mark.parametrize(("dag", "tva"), [("2024-03-30", True), ("2024-03-31", False), ("2024-04-20", False)])
def test_a_correction_that_takes_no_paid_day_is_the_kvs_own(dag: str, tva: bool) -> None:
    fall = ratta(beslutat(), "2024-04-19", avslutsdatum=dag)
    assert (fall.insats.rattelseforslag is not None, slut(fall)) == (tva, "2024-04-30" if tva else dag)


@pytest.mark.krav("K13.2", "K0.7")
def test_an_uppdrag_made_shorter_is_an_end_too_and_a_moved_start_is_not() -> None:
    kort = mars_betald().hel_manad("2024-04")
    ratta(kort, "2024-05-18", "lagg_in_uppdrag", langd_manader=1)  # to 2024-04-10: April is approved
    assert kort.insats.rattelseforslag and slut(kort) == "2024-06-10"
    flyttad = ratta(mars_betald(), "2024-04-19", "lagg_in_uppdrag", startdatum="2024-03-12")
    assert flyttad.insats.rattelseforslag is None and slut(flyttad) == "2024-06-11"


@pytest.mark.krav("K13.2", "K0.7")
def test_a_revocation_that_is_struck_ends_it_again_by_two() -> None:
    fall = mars_betald().avsluta("2024-04-18", "2024-04-30", "flytt")
    fall.kv("2024-04-19", "aterkalla_avslut", motivering="x").hel_manad("2024-04")
    fall.kv("2024-05-17", "ratta", vad="aterkalla_avslut", stryk=True, motivering="fel")
    assert fall.insats.rattelseforslag is None  # April stands whole
    ratta(fall, "2024-05-20", avslutsdatum="2024-04-29")
    assert fall.insats.rattelseforslag


def av_tva() -> Spel:
    """An end that two have decided."""
    return mars_betald().avsluta_av_tva("2024-04-18", "2024-03-29", "flytt")


@pytest.mark.krav("K13.2", "K0.7")
@pytest.mark.parametrize("andring", [{"avslutsdatum": "2024-03-30"}, {"orsak": "dodsfall"}, {"orsak": "annan_insats"}])
def test_day_and_reason_of_what_two_have_decided_are_put_right_by_two(andring: dict[str, str]) -> None:
    fall = ratta(av_tva(), "2024-04-19", "foresla_avslut", **andring)
    assert slut(fall) == "2024-03-29" and fall.insats.avslutsbeslut and fall.insats.avslutsbeslut.orsak == "flytt"
    fall.arbetsledare("2024-04-19T13:00", "besluta_rattelse", motivering="x")
    assert (slut(fall), fall.insats.avslutsbeslut.orsak) == (
        andring.get("avslutsdatum", "2024-03-29"), andring.get("orsak", "flytt"),
    )  # fmt: skip
    assert fall.brev("anordnare", f"Beslutet om avslut är rättat: insatsen avslutas {slut(fall)} (§13, K13.2)")


@pytest.mark.krav("K13.2", sort="gräns")
def test_a_proposal_that_nobody_has_decided_is_its_sayers_own_to_put_right() -> None:
    fall = mars_betald()
    sagt = {"orsak": "flytt", "avslutsdatum": "2024-03-29", "nasta_steg": "x", "motivering": "kom sent"}
    ratta(fall.kv("2024-04-18", "foresla_avslut", **sagt), "2024-04-19", "foresla_avslut", avslutsdatum="2024-03-28")
    assert fall.insats.rattelseforslag is None and fall.insats.avslutsforslag
    assert str(fall.insats.avslutsforslag.avslutsdatum) == "2024-03-28"


@pytest.mark.krav("K13.2", sort="avslag")
def test_who_proposed_an_end_does_not_turn_the_no_to_it_into_a_yes() -> None:
    fall = mars_betald()
    sagt = {"orsak": "flytt", "avslutsdatum": "2024-03-29", "nasta_steg": "x", "motivering": "kom sent"}
    fall.kv("2024-04-18", "foresla_avslut", **sagt)
    fall.arbetsledare("2024-04-19", "attestera_avslut", beslut="avsla", motivering="nej")
    samma = Aktor(Roll.ARBETSLEDARE, "KV1")
    ja = {"beslut": "bevilja"}
    fall.avvisas("K13.2", ratta, fall, "2024-04-20", "attestera_avslut", samma, falt="av", **ja)
    assert slut(ratta(fall, "2024-04-20T13:00", "attestera_avslut", ARBETSLEDARE, **ja)) == "2024-03-29"


@pytest.mark.krav("K13.2", "K13.7", "K0.7")
def test_a_completed_case_waits_for_the_decision_and_completes_again() -> None:
    fall = beslutat().till("2024-05-01").hel_manad("2024-04").slutrapportera("2024-05-10", mal_uppnatt=False)
    fall.kv("2024-05-13", "granska_slutrapport", beslut="godkand").till("2024-06-20")
    assert fall.insats.status is Status.SLUTFORD
    ratta(fall, "2024-06-20", avslutsdatum="2024-04-20")
    assert fall.insats.status is Status.AVSLUTAD and slut(fall) == "2024-04-30"
    assert fall.till("2024-08-01").insats.status is Status.AVSLUTAD  # open for as long as it waits
    assert insats_fran_json(insats_till_json(fall.insats)).rattelseforslag == fall.insats.rattelseforslag
    fall.arbetsledare("2024-08-01", "besluta_rattelse", beslut="avsla", motivering="nej")
    assert fall.insats.status is Status.SLUTFORD


@pytest.mark.krav("K13.2")
def test_a_proposal_gives_way_to_another_correction_of_the_same() -> None:
    fall = ratta(beslutat(), "2024-04-19", avslutsdatum="2024-03-29")
    ratta(fall, "2024-04-20", av=ANDRA_KV, avslutsdatum="2024-04-29")
    assert (slut(fall), fall.insats.rattelseforslag) == ("2024-04-29", None)
    fall.avvisas("K13.2", fall.arbetsledare, "2024-04-20T13:00", "besluta_rattelse", motivering="x")


@pytest.mark.krav("K13.2", "K3.7")
def test_the_anordnare_does_not_see_what_is_only_proposed() -> None:
    poster = ratta(beslutat(), "2024-04-19", avslutsdatum="2024-03-29").poster
    (post,) = (p for p in poster if p.handelse.slag == "rattelse_foreslagen")
    assert not ser_post(ANORDNARE, post) and ser_post(KV, post) and ser_post(ARBETSLEDARE, post)


@pytest.mark.krav("K13.2", "K16.2", sort="gräns")
def test_in_an_older_case_and_in_a_run_begun_before_the_kv_corrects_alone() -> None:
    assert slut(ratta(beslutat().fore_reglerna(), "2024-04-19", avslutsdatum="2024-03-29")) == "2024-03-29"
    fall = beslutat()
    k = las_kommando({"kommando": "ratta", "vad": "besluta_avslut", "andringar": {"avslutsdatum": "2024-03-29"},
                      "motivering": "fel"})  # fmt: skip
    steg = utfor(fall.insats, Inkommet("r", KV, k), tid("2024-04-19"), dorr=DORR_MED_FORARBETE - 1)
    assert str(steg.insats.slutdatum) == "2024-03-29"
    steg = utfor(fall.insats, Inkommet("r", KV, k), tid("2024-04-19"), dorr=DORR_MED_FORARBETE)
    assert steg.poster[0].handelse.slag == "rattelse_foreslagen"
