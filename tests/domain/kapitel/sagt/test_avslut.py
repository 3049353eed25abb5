"""§11, §13: what the log, the parties and the document say of an end and of an extension, word for word."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.insats.insats import med
from domain.insats.uppgifter import Avslutsbeslut
from domain.kapitel.slut.avslut import KAPITEL, InsatsAvslutad, avbrottsdokument, klockslag
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat, mening_beslutat
from domain.skeende.klockslag import VIKT_SLUT, Klockslag
from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel, d, tid

JA: dict[str, Any] = {"motivering": "målet kan nås"}


def ami2() -> Spel:
    """Six months from 11 March: the last day is 10 September."""
    return Spel.pagaende(start="2024-03-11", langd_manader=6)


def sagt_sedan(fall: Spel, fore: int, regel: str) -> list[tuple[str, str]]:
    return [(str(m.till), m.rubrik) for m in fall.meddelanden[fore:] if m.regel == regel]


def beslutat(**fakta: Any) -> AvslutBeslutat:
    hel = {"orsak": "flytt", "avslutsdatum": d("2024-04-30"), "form": "avbruten", "samtal_datum": None}
    return AvslutBeslutat(**({**hel, "mal_uppnatt": False} | fakta))


# The decision


@pytest.mark.krav("K13.1", "K2.3")
@pytest.mark.parametrize(
    ("fakta", "text"),
    [
        ({}, "avbrott 2024-04-30, orsak: flytt"),
        ({"form": "aterkallad"}, "återkallad 2024-04-30, orsak: flytt"),
        (
            {"orsak": "egen_forsorjning", "form": "fortid", "forsorjning": "eget_foretagande"},
            "avslut i förtid 2024-04-30, orsak: egen försörjning, eget företagande",
        ),
        (
            {"orsak": "mal_natt", "form": "fortid", "natt_mal": "stegforflyttning", "steg_till": "FAI1"},
            "avslut i förtid 2024-04-30, orsak: målet är nått; målet är nått: stegförflyttning till FAI1",
        ),
        (
            {"orsak": "flytt", "natt_mal": "arbete", "forsorjning": "arbete"},
            "avbrott 2024-04-30, orsak: flytt, arbete; målet är nått: arbete",
        ),
    ],
)
def test_the_log_says_form_day_reason_and_what_came_of_it(fakta: dict[str, Any], text: str) -> None:
    assert mening_beslutat(beslutat(**fakta)) == Mening(f"Beslut: {text}", "K13.1")


@pytest.mark.krav("K13.1", "K13.3")
@pytest.mark.parametrize(
    ("fakta", "namn", "sort", "orsak", "av"),
    [
        ({"beslutad_av": "kv1"}, None, "Avbrott", "Flytt", "karriärvägledaren kv1"),
        ({"beslutad_av": "kv1"}, "Kim Ek", "Avbrott", "Flytt", "karriärvägledaren Kim Ek (kv1)"),
        ({}, None, "Avbrott", "Flytt", "karriärvägledaren"),  # from before it was told who
        (
            {"beslutad_av": "al1", "beslutad_roll": Roll.ARBETSLEDARE, "form": "fortid", "orsak": "insats_via_af"},
            None, "Avslut i förtid", "Insats via Arbetsförmedlingen", "arbetsledaren al1",
        ),
        (
            {"beslutad_av": "kv1", "form": "aterkallad"}, None, "Återkallad insats", "Flytt", "karriärvägledaren kv1",
        ),
        (
            {"beslutad_av": "kv1", "orsak": "oforutsedd_handelse", "orsak_dold": True}, None, "Avbrott",
            "Avbrott §13.4", "karriärvägledaren kv1",
        ),
    ],
)  # fmt: skip
def test_the_document_is_whole_and_keeps_back_only_the_hidden_reason(
    fakta: dict[str, Any], namn: str | None, sort: str, orsak: str, av: str
) -> None:
    i = ami2().avsluta("2024-04-10", "2024-04-30", "flytt").insats
    assert avbrottsdokument(i, beslutat(**fakta), namn) == (
        "AVBROTTSDOKUMENT\n\nÄrende: arende-1\nInsats: AMI2\nAnordnare: A\n"
        f"Beslut: {sort}\nBeslutsdag: 2024-04-10\nAvslutsdatum: 2024-04-30\nOrsak: {orsak}\n\n"
        f"Beslutat av {av} enligt §13 (K13.1).\n"
    )


@pytest.mark.krav("K13.2", "K13.10")
def test_an_end_is_told_to_the_anordnare_and_where_the_arbetsledare_decided_to_the_kv() -> None:
    till_anordnaren = ("anordnare", "Avbrottsdokument: insatsen avslutas 2024-04-30 (§13, K13.1)")
    fall = ami2()
    fore = len(fall.meddelanden)
    fall.avsluta("2024-04-10", "2024-04-30", "flytt")
    assert sagt_sedan(fall, fore, "K13.1") == [till_anordnaren]
    assert sagt_sedan(fall, fore, "K13.2") == []
    fall = ami2().hel_manad("2024-03")
    fore = len(fall.meddelanden)
    fall.avsluta_av_tva("2024-04-11", "2024-03-29", "flytt")
    assert sagt_sedan(fall, fore, "K13.2") == [
        (
            "arbetsledare",
            "Förslag att ta ställning till: avslut 2024-03-29, i en godkänd eller betald månad (§13, K13.2)",
        ),
        ("karriarvagledare", "Arbetsledaren har beslutat om avslutet 2024-03-29 som var föreslaget (§13, K13.2)"),
    ]
    assert rader(fall.poster, "avslut_foreslaget") == [
        Mening("Avslut 2024-03-29 är föreslaget för arbetsledaren", "K13.2")
    ]


@pytest.mark.krav("K13.2")
@pytest.mark.parametrize("uppdrag", [True, False])
def test_what_is_revoked_says_until_when_the_insats_goes_on_where_there_is_an_end(uppdrag: bool) -> None:
    fall = ami2() if uppdrag else Spel.aktualiserat("AMI2", "2024-03-01T09:00")
    fall.avsluta("2024-03-04", "2024-03-20", "flytt")
    fore = len(fall.meddelanden)
    fall.kv("2024-03-05", "aterkalla_avslut", motivering="ångrat")
    tom = " t.o.m. 2024-09-10" if uppdrag else ""
    assert sagt_sedan(fall, fore, "K13.2") == [
        ("anordnare", f"Beslutet om avslut är återkallat; insatsen fortsätter{tom} (§13, K13.2)")
    ]
    assert rader(fall.poster, "avslut_aterkallat") == [
        Mening("Beslutet om avslut är återkallat; insatsen fortsätter", "K13.2")
    ]
    assert (fall.insats.avslutsbeslut, fall.insats.avslutsorsak) == (None, None)
    if uppdrag:
        assert fall.insats.uppdrag and fall.insats.uppdrag.slutdatum_satt == tid("2024-03-05")


@pytest.mark.krav("K13.2", "K13.3")
@pytest.mark.parametrize("dold", [True, False])
def test_a_decision_is_kept_whole_and_settles_what_waited_for_it(dold: bool) -> None:
    vik = KAPITEL.foljder[AvslutBeslutat].vik
    assert vik is not None
    fore = med(ami2().insats, slutrapport_oppnad=True)
    i = vik(fore, beslutat(orsak_dold=dold), tid("2024-04-10"))
    assert i.avslutsbeslut == Avslutsbeslut(tid("2024-04-10"), d("2024-04-30"), "flytt", "avbruten")
    assert (i.avslutsorsak, i.orsak_dold, i.slutrapport_oppnad) == ("flytt", dold, False)
    assert (i.forslag_avgjort, i.avslutsforslag) == (tid("2024-04-10"), None)


# The end itself


@pytest.mark.krav("K13.7")
@pytest.mark.parametrize(
    ("avslutsdatum", "ord_", "form"),
    [("2024-03-10", "återkallad", "återkallad"), ("2024-03-11", "avslutad", "avbrott")],
)
def test_an_end_that_has_come_is_told_to_both_sides(avslutsdatum: str, ord_: str, form: str) -> None:
    fall = ami2().avsluta("2024-03-05", avslutsdatum, "flytt").till("2024-04-01")
    text = f"Insatsen är {ord_} {avslutsdatum} (§13, K13.7)"
    assert [m for m in sagt_sedan(fall, 0, "K13.7") if "Insatsen är" in m[1]] == [
        ("anordnare", text), ("karriarvagledare", text),
    ]  # fmt: skip
    assert rader(fall.poster, "insats_avslutad") == [Mening(f"Insatsen är slut {avslutsdatum}: {form}", "K13.7")]


@pytest.mark.krav("K13.7", sort="gräns")
def test_the_clock_ends_the_insats_at_midnight_after_its_last_day_once_and_at_once_where_that_is_past() -> None:
    i = ami2().insats
    slut = InsatsAvslutad(d("2024-09-10"), "fullfoljd")
    (k,) = klockslag(i)
    assert k == Klockslag(tid("2024-09-11T00:00"), VIKT_SLUT, "slut", slut)
    assert (k.handelse, k.sammanfattning) == (slut, "insatsen slutar 2024-09-10 · K13.7")
    assert list(klockslag(med(i, avslutad=i.senast))) == []
    assert list(klockslag(Spel.aktualiserat().insats)) == []
    sent = ami2().avsluta("2024-04-10", "2024-04-09", "flytt")
    (k,) = klockslag(med(sent.insats, avslutad=None))
    assert (k.nar, k.handelse) == (tid("2024-04-10"), InsatsAvslutad(d("2024-04-09"), "avbruten"))


# An extension


@pytest.mark.krav("K11.1")
def test_an_extension_is_told_in_the_log_and_to_both_sides() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").arbetsledare("2024-06-05", "besluta_forlangning", **JA)
    text = "Insatsen är förlängd t.o.m. 2024-07-10 (§11, K11.1)"
    assert [m for m in sagt_sedan(fall, 0, "K11.1") if "förlängd" in m[1]] == [
        ("anordnare", text), ("karriarvagledare", text),
    ]  # fmt: skip
    assert rader(fall.poster, "insats_forlangd") == [
        Mening("Insatsen är förlängd t.o.m. 2024-07-10 (månad 1)", "K11.1", "god")
    ]


# What puts the question


@pytest.mark.krav("K13.10")
@pytest.mark.parametrize(
    ("sort", "text"),
    [
        ("inskriven_hos_af", "Inskriven hos Arbetsförmedlingen 2024-04-08"),
        ("malgrupp_upphord", "Utanför målgruppen 2024-04-08"),
    ],
)
def test_what_puts_the_question_of_an_end_is_told_in_the_log_and_awaited(sort: str, text: str) -> None:
    fall = ami2().anordnare("2024-04-10T09:00", "registrera_avslutsanledning", sort=sort, datum="2024-04-08")
    assert rader(fall.poster, "avslutsanledning_registrerad") == [Mening(text, "K13.10")]
    fraga = fall.bevakning("beslut_om_avslut", f"{sort}-2024-04-08")
    assert (fraga.regel, fraga.ansvarig, fraga.utfall) == ("K13.10", "karriarvagledare", "oppen")
    assert fraga.oppnad == tid("2024-04-10T09:00")


@pytest.mark.krav("K13.10")
def test_the_same_is_not_registered_twice_but_another_day_or_another_cause_is() -> None:
    fall = ami2()
    for sort, dag in (("inskriven_hos_af", "2024-04-08"), ("inskriven_hos_af", "2024-04-09"),
                      ("malgrupp_upphord", "2024-04-09")):  # fmt: skip
        fall.kv("2024-04-10", "registrera_avslutsanledning", sort=sort, datum=dag)
        fall.avvisas("K13.10", fall.kv, "2024-04-10", "registrera_avslutsanledning", sort=sort, datum=dag, falt="datum")
    assert len(fall.oppnade("beslut_om_avslut")) == 3
