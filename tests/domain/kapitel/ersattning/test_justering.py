"""K0.7: what was paid is never changed; the difference is a row of its own, in the next month that is not closed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from domain.kapitel.ersattning.utbetalningsrad import Utbetalning
from tests.verktyg.spel import Spel


def mars_betald() -> Spel:
    """21 days of March, 2 713,20 kr, paid on 16 April; a day is worth 129,20 kr."""
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").till("2024-04-16")
    assert fall.betalt() == Decimal("2713.20")
    return fall


def avbrott_betalt() -> Spel:
    """An avbrott on 20 April: 1 808,80 kr for its fourteen days, paid with April on 16 May."""
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03")
    fall.avsluta("2024-04-10T13:00", "2024-04-20", "kundens_egen_begaran").slutrapportera("2024-04-12")
    fall.hel_manad("2024-04").till("2024-05-16")
    assert fall.utbetalning("2024-04-20", "avbrott").status == "utbetald"
    return fall


def ratta(fall: Spel, nar: str, vad: str, **andringar: str) -> Spel:
    return fall.rattar(nar, vad, motivering="fel", andringar=andringar)


def starta_om(fall: Spel, nar: str, startdatum: str) -> Spel:
    return ratta(fall, nar, "lagg_in_uppdrag", startdatum=startdatum)


def justeringar(fall: Spel) -> list[Utbetalning]:
    return [u for u in fall.utbetalningar() if u.slag == "justering"]


def rad(avser: str, belopp: str, p: str, ratt: str, betalt: str, om: str = "", status: Any = "klar") -> Utbetalning:
    """The whole row; ``~`` in an amount is a no-break space."""
    ratt, betalt = (f"{b}~kr".replace("~", "\u00a0") for b in (ratt, betalt))
    text = f"rättat: {om or f'månad {avser}'} skulle ha varit {ratt}, {betalt} är betalt; regleras i {p} (K0.7)"
    return Utbetalning("justering", avser, 0, Decimal(belopp), p, status, text)


@pytest.mark.krav("K0.7", "K14.6", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "p"),
    [
        ("2024-04-16T00:00", "2024-05"),  # April was closed that instant
        ("2024-04-30T23:59", "2024-05"),
        ("2024-05-01T00:00", "2024-05"),
        ("2024-05-15T23:59", "2024-05"),
        ("2024-05-16T00:00", "2024-06"),
        ("2024-05-31T23:59", "2024-06"),
        ("2024-06-01T00:00", "2024-06"),
        ("2024-12-15T23:59", "2024-12"),
        ("2024-12-16T00:00", "2025-01"),
    ],
)
def test_the_difference_is_settled_in_the_first_month_that_is_closed_after_the_correction(nar: str, p: str) -> None:
    fall = starta_om(mars_betald(), nar, "2024-03-12")
    assert justeringar(fall) == [rad("2024-03", "-129.20", p, "2~584,00", "2~713,20")]
    assert fall.utbetalning("2024-03").belopp == Decimal("2713.20")


@pytest.mark.krav("K0.7", "K14.6")
def test_each_new_correction_settles_what_the_earlier_ones_have_not_and_is_numbered() -> None:
    fall = mars_betald()
    starta_om(fall, "2024-04-20", "2024-03-12")
    starta_om(fall, "2024-04-22", "2024-03-13")  # before the first was settled: one row holds both
    assert justeringar(fall) == [rad("2024-03", "-258.40", "2024-05", "2~454,80", "2~713,20")]
    starta_om(fall.till("2024-05-16"), "2024-05-20", "2024-03-14")
    starta_om(fall.till("2024-06-16"), "2024-06-20", "2024-03-15")
    starta_om(fall.till("2024-07-16"), "2024-07-20", "2024-03-11")
    betalda = [
        rad("2024-03", "-258.40", "2024-05", "2~454,80", "2~713,20", status="utbetald"),
        rad("2024-03 #2", "-129.20", "2024-06", "2~325,60", "2~454,80", "månad 2024-03", status="utbetald"),
        rad("2024-03 #3", "-129.20", "2024-07", "2~196,40", "2~325,60", "månad 2024-03", status="utbetald"),
    ]
    assert justeringar(fall) == [
        *betalda,
        rad("2024-03 #4", "516.80", "2024-08", "2~713,20", "2~196,40", "månad 2024-03"),
    ]
    assert fall.till("2024-08-16").betalt() == Decimal("2713.20")
    assert len(justeringar(fall.till("2024-10-16"))) == 4


@pytest.mark.krav("K0.7")
def test_nothing_is_settled_before_anything_is_paid_or_where_the_correction_changes_no_amount() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-20")
    assert justeringar(starta_om(fall, "2024-04-20", "2024-03-12")) == []
    fall = mars_betald()
    assert justeringar(fall) == []
    assert justeringar(ratta(fall, "2024-04-20", "bemanna", handlaggare="H2")) == []


@pytest.mark.krav("K0.7", "K14.3")
def test_an_avbrott_is_taken_back_whole_and_given_back_whole_under_the_day_it_was_paid_for() -> None:
    fall = ratta(avbrott_betalt(), "2024-05-20", "besluta_avslut", orsak="mal_natt", natt_mal="arbete")
    assert justeringar(fall) == [
        rad("avbrott 2024-04-20", "-1808.80", "2024-06", "0,00", "1~808,80", "avbrott 2024-04-20")
    ]
    fall.till("2024-06-16")
    ratta(fall, "2024-06-20", "besluta_avslut", orsak="kundens_egen_begaran", avslutsdatum="2024-04-19")
    assert justeringar(fall)[1:] == [
        rad("avbrott 2024-04-20 #2", "1808.80", "2024-07", "1~808,80", "0,00", "avbrott 2024-04-20"),
        rad("2024-04", "-129.20", "2024-07", "2~454,80", "2~584,00"),
    ]
    assert fall.till("2024-07-16").betalt() == Decimal("2713.20") + Decimal("2454.80") + Decimal("1808.80")


@pytest.mark.krav("K0.7", "K13.8")
@pytest.mark.parametrize(
    ("slutet", "april"),
    [("2024-04-30", None), ("2024-04-29", "3746.80"), ("2024-04-01", "129.20"), ("2024-03-31", "0.00")],
)
def test_an_end_moved_into_or_before_a_month_that_was_paid_takes_back_what_is_no_longer_due(
    slutet: str, april: str | None
) -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").hel_manad("2024-04").till("2024-05-16")
    fall.avsluta_av_tva("2024-05-20", slutet)
    skillnad = [] if april is None else [("2024-04", Decimal(april) - Decimal("3876.00"), "2024-06")]
    assert [(u.avser, u.belopp, u.utbetalningsmanad) for u in justeringar(fall)] == skillnad
