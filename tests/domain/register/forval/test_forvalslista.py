"""The förvalslista: whose turn, who steps in, and what a registration can no longer change (§5.4.1, K5.5)."""

import pytest

from domain.register.forval.forvalslista import forvalsperioder
from tests.domain.register.forval.listan import a_och_b
from tests.verktyg.listspel import D, Lista, regelverket

pytestmark = pytest.mark.krav("K5.5")

# The examples of the krav


def test_one_authorised_before_the_round_has_ended_gets_its_turn_in_it() -> None:
    lista = a_och_b().ny("C", "2024-02-01")
    assert lista.turer("2024-03-03") == "A 01-08, B 01-22, C 02-05, A 02-19"


def test_one_authorised_when_the_next_round_has_begun_gets_its_turn_in_that_one() -> None:
    lista = a_och_b().ny("C", "2024-02-06")
    assert lista.turer("2024-03-31") == "A 01-08, B 01-22, A 02-05, B 02-19, C 03-04, A 03-18"


# Registration around a Monday


@pytest.mark.parametrize(
    ("den", "turer"),
    [
        ("2024-02-04T23:59", "A 01-08, B 01-22, C 02-05"),
        ("2024-02-05T00:00", "A 01-08, B 01-22, A 02-05"),
        ("2024-02-05T09:00", "A 01-08, B 01-22, A 02-05"),
        ("2024-02-06T09:00", "A 01-08, B 01-22, A 02-05"),
    ],
)
def test_a_period_is_settled_until_midnight_before_its_monday(den: str, turer: str) -> None:
    assert a_och_b().ny("C", "2024-02-01", den=den).turer("2024-02-05") == turer


def test_a_period_is_a_monday_to_a_sunday_two_weeks_on_also_over_new_year_and_both_clock_changes() -> None:
    perioder = a_och_b().perioder("2026-01-31")
    assert all(p.start.weekday() == 0 and (p.slut - p.start).days == 13 for p in perioder)
    assert [str(p.start) for p in perioder[25:27]] == ["2024-12-23", "2025-01-06"]
    assert [p.tur for p in perioder] == [("A", "B")[n % 2] for n in range(len(perioder))]


# Order


def test_two_authorised_the_same_day_stand_by_name_as_swedish_sorts_it() -> None:
    lista = Lista()
    for namn in ("Ö", "Ä", "Å", "bo", "Zeta", "Alfa"):
        lista.ny(namn, "2024-01-02")
    assert [p.tur for p in lista.perioder("2024-03-30")] == ["Alfa", "bo", "Zeta", "Å", "Ä", "Ö"]


def test_the_order_is_that_of_the_auktorisation_not_of_the_registration() -> None:
    lista = Lista().ny("B", "2024-01-05", den="2024-01-02").ny("A", "2024-01-02", den="2024-01-05")
    assert lista.turer("2024-01-22") == "A 01-08, B 01-22"


def test_one_registered_for_a_place_that_the_round_has_not_come_to_is_reached_in_it() -> None:
    lista = a_och_b().ny("C", "2024-01-04", den="2024-01-20")
    assert lista.turer("2024-02-19") == "A 01-08, C 01-22, B 02-05, A 02-19"


def test_one_registered_for_a_place_that_the_round_has_passed_waits_for_the_next() -> None:
    lista = a_och_b().ny("D", "2024-01-06").ny("C", "2024-01-03", den="2024-01-25")
    assert lista.turer("2024-03-18") == "A 01-08, B 01-22, D 02-05, A 02-19, C 03-04, B 03-18"


def test_the_lists_of_the_kundval_are_apart() -> None:
    lista = a_och_b().ny("C", "2024-01-03", kundval="FAI")
    assert lista.turer("2024-02-05") == "A 01-08, B 01-22, A 02-05"
    (period,) = forvalsperioder(lista.handelser, "FAI", regelverket(), D("2024-01-10"))
    assert period.tur == "C"
