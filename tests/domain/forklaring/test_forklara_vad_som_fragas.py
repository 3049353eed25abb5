"""Why a frist, an amount or a refusal is as it is: all that is told, and what is answered to a question that misses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from domain.forklaring.forklaring import (
    Avslagsforklaring,
    Bevakningsforklaring,
    forklara_avslag,
    forklara_belopp,
    forklara_bevakning,
    parametervarde,
)
from domain.grund.avvisning import Avvisning
from domain.liv.forlopp import anteckna_avvisning
from domain.liv.kommandon import las_kommando
from domain.liv.rutin import tillampa
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import KommandoAvvisat, Post
from domain.tid.frist import Fristrakning
from tests.verktyg.spel import ANORDNARE, Spel, d, regelverket, tid


def forklara(fall: Spel, slag: str, avser: str | None = None) -> Bevakningsforklaring:
    return forklara_bevakning(fall.insats, fall.poster, slag, avser)


@pytest.mark.krav("K0.4")
def test_a_frist_is_told_with_its_start_its_number_and_what_has_happened_since() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-20").lamna_plan("2024-03-26")
    f = forklara(fall, "genomforandeplan")
    assert f.start == "Startdatum, eller uppdraget eller rättelsen av det, om det ger en senare frist."
    assert f.startrad is not None and f.startrad.handelse.slag == "uppdrag_inlagt"
    assert f.berakning == Fristrakning(date(2024, 3, 11), "14 dagar", date(2024, 3, 25))
    assert f.rakning.startswith("14 dagar från 2024-03-11, som själv inte räknas: 2024-03-25")
    assert [(p.nyckel, p.varde, p.paragraf, p.krav, p.galler_till) for p in f.parametrar] == [
        ("genomforandeplan.dagar", 14, "§7.3", "K7.3", None),
        ("genomforandeplan.dagar_fran_uppdrag", 7, "§7.3", "K7.3", None),
    ]
    assert all(p.galler_fran == date(2024, 1, 1) and p.enhet == "dagar" and p.text for p in f.parametrar)
    assert [p.handelse.slag for p in f.rader] == [
        "bevakning_oppnad",
        "paminnelse_skickad",
        "frist_passerad",
        "genomforandeplan_lamnad",
    ]


@pytest.mark.krav("K0.4")
def test_a_frist_that_rests_on_our_reading_says_so_and_one_of_the_routine_does_not() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-20")
    assert forklara(fall, "genomforandeplan").ar_tolkning  # of its two numbers one is ours
    assert forklara(fall, "uppdrag").ar_tolkning
    assert not forklara(fall, "uppstartsmote").ar_tolkning


@pytest.mark.krav("K0.4")
def test_a_frist_whose_ground_is_gone_is_told_as_it_was() -> None:
    fall = Spel.pagaende(start="2024-03-11").anordnare(
        "2024-04-10", "anmal_franvaro", slag="sjuk", fran="2024-04-01", till=None, orsak="x"
    )
    fall.anordnare("2024-04-11", "avsluta_franvaro", slag="sjuk", till="2024-04-05")
    f = forklara(fall, "lakarintyg", "2024-04-01")
    assert (f.start, f.rakning) == ("Det som bevakningen vilade på finns inte längre.", f"Fristen var {f.rad.frist}.")
    assert (f.startrad, f.berakning, f.parametrar) == (None, None, ())
    assert [p.handelse.slag for p in f.rader] == ["bevakning_oppnad", "bevakning_upphord"]


@pytest.mark.krav("K0.8", sort="avslag")
def test_a_question_of_a_bevakning_that_is_not_there_is_answered_with_those_that_are() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-05-02")
    with pytest.raises(Avvisning) as fel:
        forklara(fall, "manadsrapport")
    assert str(fel.value) == "avser: ange vilken bevakning manadsrapport det gäller: 2024-03, 2024-04 (K0.8)"
    fall = Spel.aktualiserat()
    with pytest.raises(Avvisning) as fel:
        forklara(fall, "slutrapport")
    assert str(fel.value) == "slag: ärendet har ingen bevakning slutrapport; det har bemanning, uppdrag (K0.8)"


@pytest.mark.krav("K14.2")
def test_a_months_amount_is_told_with_its_own_rows_and_the_last_month_with_the_avbrott() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03")
    fall.avsluta("2024-04-10T14:00", "2024-04-10", "kundens_egen_begaran").till("2024-04-16")
    mars, april = (forklara_belopp(fall.insats, m) for m in ("2024-03", "2024-04"))
    assert [(r.slag, r.avser, r.status) for r in mars.rader] == [("manad", "2024-03", "utbetald")]
    assert [(r.slag, r.avser) for r in april.rader] == [("manad", "2024-04"), ("avbrott", "2024-04-10")]
    assert (mars.berakning["insatsdagar"], mars.berakning["belopp"]) == (21, "2713.20")


@pytest.mark.krav("K0.7", "K14.2")
def test_a_months_amount_is_told_with_what_a_correction_has_to_settle() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").till("2024-04-20")
    nr = next(p.nr for p in fall.poster if p.handelse.slag == "uppdrag_inlagt")
    fall.kv(
        "2024-04-20", "ratta", vad="lagg_in_uppdrag", nr=nr, andringar={"startdatum": "2024-03-12"}, motivering="fel"
    )
    rader = forklara_belopp(fall.insats, "2024-03").rader
    assert [(r.slag, r.belopp) for r in rader] == [("manad", Decimal("2713.20")), ("justering", Decimal("-129.20"))]


@pytest.mark.krav("K0.7", "K14.2")
def test_a_month_that_is_corrected_twice_is_told_with_both_adjustments() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03")
    for nar, start, betald in (("2024-04-20", "2024-03-12", "2024-04"), ("2024-05-20", "2024-03-13", "2024-05")):
        fall.kv(nar, "ratta", vad="lagg_in_uppdrag", andringar={"startdatum": start}, motivering="fel").hel_manad(
            betald
        )
    assert [(r.slag, r.avser, r.belopp) for r in forklara_belopp(fall.insats, "2024-03").rader] == [
        ("manad", "2024-03", Decimal("2713.20")),
        ("justering", "2024-03", Decimal("-129.20")),
        ("justering", "2024-03 #2", Decimal("-129.20")),
    ]
    assert [r.avser for r in forklara_belopp(fall.insats, "2024-04").rader] == ["2024-04"]


@pytest.mark.krav("K14.3", "K0.7")
def test_the_last_month_is_told_with_what_an_avbrott_that_was_paid_is_adjusted_by() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03")
    fall.avsluta("2024-04-10T13:00", "2024-04-20", "kundens_egen_begaran").slutrapportera("2024-04-12")
    fall.hel_manad("2024-04").till("2024-05-20")
    fall.kv("2024-05-20T13:00", "ratta", vad="besluta_avslut", stryk=True, motivering="fel ärende").till("2024-06-16")
    fall.avsluta_av_tva("2024-06-17", "2024-04-20", "sjukskrivning", lakarens_bedomning="2024-06-17").slutrapportera(
        "2024-06-18"
    )
    mars, april = (forklara_belopp(fall.insats, m).rader for m in ("2024-03", "2024-04"))
    assert [r.avser for r in mars] == ["2024-03"]
    assert [(r.slag, r.avser) for r in april if "avbrott" in (r.slag, r.avser[:7])] == [
        ("avbrott", "2024-04-20"),
        ("justering", "avbrott 2024-04-20"),
        ("justering", "avbrott 2024-04-20 #2"),
    ]


@pytest.mark.krav("K14.1", sort="gräns")
def test_a_parameter_is_told_as_it_holds_on_the_day_and_as_nothing_on_a_day_it_has_no_value_for() -> None:
    sagt = ("checkbelopp.AMI", "kr per månad", "§14.1", "K14.1", "faststalld")
    for dag, varde in (
        ("2023-12-31", (None, None, None)),
        ("2024-01-01", ("3876.00", d("2024-01-01"), d("2024-12-31"))),
        ("2024-12-31", ("3876.00", d("2024-01-01"), d("2024-12-31"))),
        ("2025-01-01", (None, None, None)),
    ):
        p = parametervarde(regelverket(), "checkbelopp.AMI", d(dag))
        assert (p.nyckel, p.enhet, p.paragraf, p.krav, p.status) == sagt
        assert (p.varde, p.galler_fran, p.galler_till) == varde


@pytest.mark.krav("K14.2", sort="avslag")
def test_a_month_outside_the_insats_is_refused_with_the_months_there_are() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11")
    with pytest.raises(Avvisning) as fel:
        forklara_belopp(fall.insats, "2024-02")
    assert str(fel.value) == (
        "manad: 2024-02 har inga insatsdagar i det här ärendet; det har 2024-03–2024-06 (K14.2, §14.1)"
    )
    with pytest.raises(Avvisning) as fel:
        forklara_belopp(Spel.aktualiserat().insats, "2024-02")
    assert str(fel.value) == "manad: 2024-02 har inga insatsdagar i det här ärendet (K14.2, §14.1)"


@pytest.mark.krav("K0.6")
def test_a_refusal_that_was_written_down_is_told_with_the_kommandos_own_name() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    inkommet = Inkommet("nej-1", ANORDNARE, las_kommando({"kommando": "bemanna", "handlaggare": "H1"}))
    avslag = Avvisning("K6.2", "ärendet är redan bemannat", "handlaggare")
    steg = anteckna_avvisning(fall.insats, inkommet, avslag, tid("2024-03-05"))
    poster = [*fall.poster, *steg.poster]
    f = forklara_avslag(poster, "nej-1")
    assert (f.verb, f.regel, f.text) == ("bemanna", "K6.2", str(avslag))
    assert f.rubrik == "Bemanna ärendet"
    assert f.rad is steg.poster[-1]
    assert tillampa(fall.insats, f.rad).nr == fall.insats.nr + 1


@pytest.mark.krav("K0.6")
def test_a_refusal_of_a_kommando_there_no_longer_is_is_told_with_its_verb() -> None:
    handelse = KommandoAvvisat("gammalt_verb", "K6.2", "ärendet är redan bemannat (K6.2, §6.1)")
    rad = Post(7, tid("2024-03-05"), ANORDNARE, "nej-1", None, handelse)
    assert forklara_avslag([rad], "nej-1") == Avslagsforklaring(
        rad, "gammalt_verb", "gammalt_verb", "K6.2", "ärendet är redan bemannat (K6.2, §6.1)"
    )


@pytest.mark.krav("K0.6", sort="avslag")
def test_a_kommando_that_was_taken_or_is_unknown_has_no_refusal_to_tell() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    with pytest.raises(Avvisning) as fel:
        forklara_avslag(fall.poster, "dag1")
    assert str(fel.value) == "kommando-id: dag1 avvisades inte; det finns på rad 1 (K0.6)"
    with pytest.raises(Avvisning) as fel:
        forklara_avslag(fall.poster, "okänt")
    assert str(fel.value) == (
        "kommando-id: okänt finns inte i ärendet; bara det som lagts i kö och avvisats skrivs upp (K0.6)"
    )


@pytest.mark.krav("K14.1", "K14.2")
def test_a_months_computation_is_told_in_every_part() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    assert forklara_belopp(fall.insats, "2024-03").berakning == {
        "manad": "2024-03",
        "fran": "2024-03-11",
        "till": "2024-03-31",
        "insatsdagar": 21,
        "hel_manad": False,
        "delar": [
            {
                "fran": "2024-03-11",
                "till": "2024-03-31",
                "dagar": 21,
                "manadsbelopp": "3876.00",
                "delat_med": 30,
            }
        ],
        "utan_belopp_fran": [],
        "belopp": "2713.20",
        "avbrott": None,
        "tidigare": [],
        "vantat_underlag": "2713.20",
        "forklaring": "2024-03-11–2024-03-31: 3\xa0876,00\xa0kr / 30 × 21 dagar = 2\xa0713,20\xa0kr (§14.1, K14.2)",
        "kalla": forklara_belopp(fall.insats, "2024-04").berakning["kalla"],
    }
    utan = forklara_belopp(fall.insats, "2025-01").berakning
    assert (utan["hel_manad"], utan["delar"], utan["utan_belopp_fran"]) == (True, [], ["2025-01-01"])
    assert (utan["belopp"], utan["vantat_underlag"]) == (None, None)
    assert utan["kalla"].startswith("§14.1, K14.1 (")
