"""K5.5: days when nobody is authorised, who steps in, and who is authorised again."""

import pytest

from tests.domain.register.forval.listan import a_och_b
from tests.verktyg.listspel import Lista

pytestmark = pytest.mark.krav("K5.5")


def test_days_without_any_auktorisation_have_no_holder_and_use_no_turn() -> None:
    lista = Lista().ny("A", "2024-01-02", "2024-01-12").ny("B", "2024-02-07", den="2024-01-20")
    assert [(p.varv, p.plats, p.ingen) for p in lista.perioder("2024-02-20")] == [
        (1, (1, 1), False), (1, (0, 0), True), (1, (0, 0), False), (1, (1, 1), False),
    ]  # fmt: skip
    assert lista.delar("2024-01-08") == "A 01-08–01-12, – 01-13–01-21"
    assert lista.delar("2024-01-22") == "– 01-22–02-04"
    assert lista.delar("2024-02-05") == "– 02-05–02-06, B 02-07–02-18"
    assert lista.turer("2024-03-03") == "A 01-08, – 01-22, – 02-05, B 02-19"


@pytest.mark.parametrize(
    ("den", "delar"),
    [
        ("2024-01-08", "A 01-08–01-21"),
        ("2024-01-10", "– 01-08–01-09, A 01-10–01-21"),
        ("2024-01-21", "– 01-08–01-20, A 01-21–01-21"),
        ("2024-01-22", "– 01-08–01-21"),
    ],
)
def test_the_first_to_be_registered_in_an_empty_period_steps_in_from_that_day(den: str, delar: str) -> None:
    lista = Lista().ny("A", "2024-01-02", den=den)
    assert lista.delar("2024-01-08") == delar
    # A period that nobody had is nobody's turn: its own turn is the next.
    assert lista.perioder("2024-02-20")[-1].tur == "A"


def test_who_steps_in_on_a_day_holds_it_although_others_are_registered_later_that_day() -> None:
    """The one who was first registered may already have been given a kund."""
    lista = Lista().ny("C", "2024-01-05", den="2024-01-10T09:00").ny("B", "2024-01-03", den="2024-01-10T09:01")
    assert lista.delar("2024-01-08") == "– 01-08–01-09, C 01-10–01-21"
    lista.stryk("C", "2024-01-05", den="2024-01-10T09:02")
    assert lista.delar("2024-01-08") == "– 01-08–01-09, B 01-10–01-21"


def test_an_end_that_is_registered_and_removed_on_the_same_day_leaves_the_rest_to_who_stepped_in() -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-09", den="2024-01-10T09:00")
    lista.upphor("A", "2024-01-02", None, den="2024-01-10T10:00")
    assert lista.delar("2024-01-08") == "A 01-08–01-09, B 01-10–01-21"


def test_one_who_steps_in_where_nobody_was_does_not_take_the_days_that_another_was_known_to_have() -> None:
    lista = Lista().ny("B", "2024-01-15", den="2024-01-03").ny("A", "2024-01-02", den="2024-01-10")
    assert lista.delar("2024-01-08") == "– 01-08–01-09, A 01-10–01-14, B 01-15–01-21"


def test_who_stepped_in_where_nobody_was_has_the_rest_although_another_comes_before_it_on_the_list() -> None:
    lista = Lista().ny("C", "2024-01-05", den="2024-01-10").ny("B", "2024-01-03", den="2024-01-12")
    assert lista.delar("2024-01-08") == "– 01-08–01-09, C 01-10–01-21"
    assert lista.perioder("2024-01-22")[-1].tur == "B"


# Re-authorised


def test_a_renewal_without_a_gap_keeps_the_place() -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-02-29", den="2024-01-10").ny("A", "2024-03-01", den="2024-02-20")
    assert lista.turer("2024-03-31") == "A 01-08, B 01-22, A 02-05, B 02-19, A 03-04, B 03-18"


def test_one_authorised_again_after_a_gap_is_last_and_has_no_second_turn_in_the_round() -> None:
    lista = a_och_b().ny("C", "2024-01-06").upphor("A", "2024-01-02", "2024-01-31", den="2024-01-10")
    lista.ny("A", "2024-02-02")
    assert lista.turer("2024-04-01") == "A 01-08, B 01-22, C 02-05, B 02-19, C 03-04, A 03-18, B 04-01"


def test_one_alone_on_the_list_who_is_authorised_again_within_its_period_has_the_rest_of_it() -> None:
    lista = Lista().ny("A", "2024-01-02", "2024-01-10").ny("A", "2024-01-15", den="2024-01-12")
    assert lista.delar("2024-01-08") == "A 01-08–01-10, – 01-11–01-14, A 01-15–01-21"
