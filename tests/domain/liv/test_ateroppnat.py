"""K0.7: a completed case is opened by a correction, and by nothing else; it completes again when that is settled."""

from decimal import Decimal

import pytest

from domain.grund.parter import Roll
from domain.liv import rutin
from tests.verktyg.slumpliv.provning import provat, provat_till_slut
from tests.verktyg.spel import Spel, tid


def slutfort() -> Spel:
    """Decided on 10 April to end on the 20th; March and April paid, completed on 16 May."""
    fall = Spel.pagaende(start="2024-03-11").anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12")
    fall.lamna_plan("2024-03-20").kv("2024-03-21", "granska_plan", beslut="godkand").hel_manad("2024-03")
    fall.avsluta("2024-04-10T13:00", "2024-04-20").slutrapportera("2024-04-12").hel_manad("2024-04")
    assert fall.till("2024-05-16").status == "slutford"
    return fall


def ratta(fall: Spel, nar: str, vad: str, **sagt: object) -> Spel:
    return fall.rattar(nar, vad, motivering="fel", **(sagt or {"stryk": True}))


def justeringar(fall: Spel) -> list[tuple[str, str, str | None, str]]:
    return [
        (u.avser, str(u.belopp), u.utbetalningsmanad, u.status) for u in fall.utbetalningar() if u.slag == "justering"
    ]


@pytest.mark.krav("K0.7", "K13.8", "K14.6")
@pytest.mark.parametrize(("avslutsdatum", "summa"), [("2024-04-25", "646.00"), ("2024-04-15", "-646.00")])
def test_what_was_paid_is_settled_in_the_next_month_that_is_not_closed_and_the_case_completes_again(
    avslutsdatum: str, summa: str
) -> None:
    fall = slutfort()
    betalt = fall.betalt()
    ratta(fall, "2024-07-16T00:00", "besluta_avslut", andringar={"avslutsdatum": avslutsdatum})
    assert fall.status == "avslutad"
    assert justeringar(fall) == [("2024-04", summa, "2024-08", "klar")]
    provat(fall)
    assert fall.till("2024-08-15T23:59").status == "avslutad"
    assert fall.till("2024-08-16").status == "slutford"
    assert justeringar(fall) == [("2024-04", summa, "2024-08", "utbetald")]
    assert fall.betalt() == betalt + Decimal(summa)
    assert [p.tid for p in fall.poster if p.handelse.slag == "insats_slutford"] == [
        tid("2024-05-16T00:00"), tid("2024-08-16T00:00")
    ]  # fmt: skip
    provat_till_slut(fall)


@pytest.mark.krav("K0.7", "K13.8", "K8.1")
def test_months_gained_are_reported_and_paid_before_it_completes_again() -> None:
    fall = ratta(slutfort(), "2024-07-01", "besluta_avslut", andringar={"avslutsdatum": "2024-05-10"})
    assert (fall.bevakning("manadsrapport", "2024-05").utfall, fall.bevakning("manadsrapport", "2024-05").frist) == (
        "oppen", "2024-07-08"
    )  # fmt: skip
    vantar = {v.slag for v in fall.bevakningar() if v.utfall in ("oppen", "forsenad") and v.avser != "2024-05"}
    assert vantar == {"slutrapportgranskning"}  # of the report for the end that was corrected, which keeps no case open
    fall.rapportera("2024-05", "2024-07-02").fakturera("2024-05", "2024-07-02").godkann("2024-05", "2024-07-03")
    assert fall.till("2024-07-16").status == "slutford"
    assert (str(fall.utbetalning("2024-05").belopp), justeringar(fall)[0][:2]) == ("1292.00", ("2024-04", "1292.00"))
    provat_till_slut(fall)


@pytest.mark.krav("K0.7", "K13.7")
def test_a_correction_that_leaves_nothing_to_settle_completes_it_at_once() -> None:
    fall = ratta(slutfort(), "2024-07-01", "bemanna", andringar={"handlaggare": "H2"})
    assert (fall.status, fall.insats.slutford) == ("slutford", tid("2024-07-01"))
    assert fall.brev("anordnare", "rättad")
    provat_till_slut(fall)


@pytest.mark.krav("K0.7", "K13.7")
def test_it_can_be_corrected_over_and_over() -> None:
    fall = ratta(slutfort(), "2024-07-01", "besluta_avslut", andringar={"avslutsdatum": "2024-04-15"})
    assert fall.till("2024-07-16").status == "slutford"
    ratta(fall, "2024-09-20", "besluta_avslut", andringar={"avslutsdatum": "2024-04-20"})
    assert fall.till("2024-10-16").status == "slutford"
    assert [j[:3] for j in justeringar(fall)] == [
        ("2024-04", "-646.00", "2024-07"), ("2024-04 #2", "646.00", "2024-10")
    ]  # fmt: skip
    provat_till_slut(fall)


@pytest.mark.krav("K0.7", sort="avslag")
def test_a_correction_that_is_refused_leaves_it_completed() -> None:
    fall = slutfort()
    sagt = {"vad": "besluta_avslut", "andringar": {"avslutsdatum": "2026-01-01"}, "motivering": "x"}
    fall.avvisas("K13.2", fall.kv, "2024-07-01", "ratta", falt="avslutsdatum", **sagt)
    assert (fall.status, fall.insats.slutford) == ("slutford", tid("2024-05-16T00:00"))


@pytest.mark.krav("K13.7", sort="avslag")
def test_nothing_but_a_correction_is_taken_in_a_completed_case() -> None:
    fall = slutfort()
    assert {verb for roll in Roll for verb in rutin.mojliga(fall.insats, roll)} == {"ratta"}
    text = fall.avvisas("K13.1", fall.avsluta, "2024-07-01", "2024-04-15", falt="kommando")
    assert text.startswith("kommando: kan inte göras när insatsen är slutförd")


@pytest.mark.krav("K0.7", "K6.2")
def test_a_recall_that_should_not_have_been_is_struck_and_the_case_stands_where_it_stood() -> None:
    fall = Spel.aktualiserat(nar="2024-03-01T09:00").till("2024-03-06")
    fore = {b.nyckel: b.utfall(fall.insats) for b in rutin.bevakningar(fall.insats)}
    fall.kv("2024-03-06", "aterkalla_aktualisering")
    assert (fall.status, fall.insats.form) == ("slutford", "aterkallad")
    ratta(fall, "2024-03-07", "aterkalla_aktualisering")
    assert (fall.status, fall.insats.avslutsorsak) == ("aktualiserad", None)
    assert {b.nyckel: b.utfall(fall.insats) for b in rutin.bevakningar(fall.insats)} == fore
    fall.anordnare("2024-03-07T13:00", "bemanna", handlaggare="H1").kv(
        "2024-03-08", "lagg_in_uppdrag", startdatum="2024-03-11"
    )
    assert fall.till("2024-03-12").status == "pagar"


@pytest.mark.krav("K0.7", "K6.2")
def test_what_was_said_before_a_recall_can_be_corrected_and_it_stays_recalled() -> None:
    fall = Spel.aktualiserat(nar="2024-03-01T09:00").anordnare("2024-03-06", "bemanna", handlaggare="H1")
    fall.kv("2024-03-07", "aterkalla_aktualisering")
    ratta(fall, "2024-03-08", "bemanna", andringar={"handlaggare": "H2"})
    assert (fall.status, fall.insats.form, fall.insats.bemanningar[-1].handlaggare) == ("slutford", "aterkallad", "H2")
