"""K5.5: those of the list who are not authorised when their turn comes are passed over, and that is said."""

import pytest

from tests.domain.register.forval.listan import a_och_b
from tests.verktyg.listspel import Lista

pytestmark = pytest.mark.krav("K5.5")


def test_one_not_yet_authorised_on_the_first_day_is_passed_over_and_said_to_be() -> None:
    lista = a_och_b().ny("C", "2024-02-06", den="2024-01-10")
    assert lista.turer("2024-03-04") == "A 01-08, B 01-22, A 02-05, B 02-19, C 03-04"
    perioder = lista.perioder("2024-03-04")
    assert [p.anordnare for p in perioder[2].forbigangna] == ["C"]
    assert not any(p.forbigangna for n, p in enumerate(perioder) if n != 2)


@pytest.mark.parametrize(
    ("fran", "turer"),
    [
        ("2024-02-04", "A 01-08, B 01-22, C 02-05"),
        ("2024-02-05", "A 01-08, B 01-22, C 02-05"),
        ("2024-02-06", "A 01-08, B 01-22, A 02-05"),
    ],
)
def test_authorised_from_the_day_before_on_the_first_day_and_the_day_after(fran: str, turer: str) -> None:
    assert a_och_b().ny("C", fran, den="2024-01-10").turer("2024-02-05") == turer


@pytest.mark.parametrize(
    ("till", "turer", "delar"),
    [
        ("2024-01-21", "A 01-08, C 01-22, A 02-05", "C 01-22–02-04"),
        ("2024-01-22", "A 01-08, B 01-22, C 02-05", "B 01-22–01-22, C 01-23–02-04"),
        ("2024-01-30", "A 01-08, B 01-22, C 02-05", "B 01-22–01-30, C 01-31–02-04"),
        ("2024-02-03", "A 01-08, B 01-22, C 02-05", "B 01-22–02-03, C 02-04–02-04"),
        ("2024-02-04", "A 01-08, B 01-22, C 02-05", "B 01-22–02-04"),
        ("2024-02-05", "A 01-08, B 01-22, C 02-05", "B 01-22–02-04"),
    ],
)
def test_an_end_the_day_before_on_and_within_the_period(till: str, turer: str, delar: str) -> None:
    """B's turn is 01-22 to 02-04; C, who steps in, still has its own turn after it."""
    lista = a_och_b().ny("C", "2024-01-06").upphor("B", "2024-01-05", till, den="2024-01-10")
    assert lista.turer("2024-02-05") == turer
    assert lista.delar("2024-01-22") == delar


def test_the_last_in_the_round_is_followed_by_the_first_of_the_next() -> None:
    lista = a_och_b().upphor("B", "2024-01-05", "2024-01-25", den="2024-01-10")
    assert lista.delar("2024-01-22") == "B 01-22–01-25, A 01-26–02-04"
    assert lista.turer("2024-02-19") == "A 01-08, B 01-22, A 02-05, A 02-19"


def forbigangna(lista: Lista, till: str) -> str:
    """``B 03-04``: who is said to be passed over, in which period."""
    return ", ".join(f"{f.anordnare} {p.start:%m-%d}" for p in lista.perioder(till) for f in p.forbigangna)


@pytest.mark.parametrize("till", ["2024-02-10", "2024-02-18", "2024-02-19", "2024-02-25", "2024-03-03"])
def test_one_who_has_ended_is_said_to_be_passed_over_once_and_is_then_off_the_list(till: str) -> None:
    """The second round begins on 02-19; B's turn in it would have been on 03-04."""
    lista = a_och_b().ny("C", "2024-01-06").upphor("B", "2024-01-05", till, den="2024-02-08")
    assert lista.turer("2024-04-01") == "A 01-08, B 01-22, C 02-05, A 02-19, C 03-04, A 03-18, C 04-01"
    assert forbigangna(lista, "2024-12-31") == "B 03-04"


def test_one_who_ends_within_its_turn_is_passed_over_when_the_next_round_comes_to_its_place() -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-02-05", den="2024-01-20")
    assert lista.turer("2024-03-04") == "A 01-08, B 01-22, A 02-05, B 02-19, B 03-04"
    assert forbigangna(lista, "2024-12-31") == "A 03-04"


def test_one_not_yet_authorised_is_passed_over_in_every_round_and_once_more_when_it_has_ended() -> None:
    lista = a_och_b().ny("C", "2024-03-05", "2024-03-14", den="2024-01-10")
    assert lista.turer("2024-04-15") == "A 01-08, B 01-22, A 02-05, B 02-19, A 03-04, B 03-18, A 04-01, B 04-15"
    assert forbigangna(lista, "2024-12-31") == "C 02-05, C 03-04, C 04-01"


def test_who_is_passed_over_at_the_end_of_a_round_and_the_beginning_of_the_next_is_told_in_that_order() -> None:
    lista = Lista()
    for namn, fran, till in (("A", "2024-01-02", "2024-01-20"), ("B", "2024-01-03", None), ("C", "2024-01-04", None),
                             ("D", "2024-01-05", "2024-01-30")):  # fmt: skip
        lista.ny(namn, fran, till)
    assert lista.turer("2024-03-04") == "A 01-08, B 01-22, C 02-05, B 02-19, C 03-04"
    assert forbigangna(lista, "2024-12-31") == "D 02-19, A 02-19"


def test_who_steps_in_may_also_end_and_is_then_followed() -> None:
    lista = a_och_b().ny("C", "2024-01-06").upphor("A", "2024-01-02", "2024-01-10", den="2024-01-03")
    lista.upphor("B", "2024-01-05", "2024-01-15", den="2024-01-06")
    assert lista.delar("2024-01-08") == "A 01-08–01-10, B 01-11–01-15, C 01-16–01-21"
    assert lista.turer("2024-02-05") == "A 01-08, C 01-22, C 02-05"
