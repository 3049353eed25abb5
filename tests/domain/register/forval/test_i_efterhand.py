"""K5.5: what is registered when the period has begun, limits, and what the rules say of the list."""

from dataclasses import replace
from datetime import date

import pytest

from domain.grund.avvisning import Avvisning
from domain.register.forval.auktorisationslista import Plats, Registerhandelse
from domain.register.forval.forvalslista import forvalsperiod_den, forvalsperioder
from domain.regler.regelverk import Regelverk
from domain.regler.varde import Varde
from tests.domain.register.forval.listan import a_och_b
from tests.verktyg.listspel import D, Lista, instant, regelverket

pytestmark = pytest.mark.krav("K5.5")


def test_an_end_registered_late_takes_no_day_that_has_passed() -> None:
    """A was förvalsanordnare on 01-11 to 01-14, as all thought; from 01-15 it cannot be given an insats."""
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-10", den="2024-01-15")
    assert lista.delar("2024-01-08") == "A 01-08–01-14, B 01-15–01-21"
    assert lista.turer("2024-01-22") == "A 01-08, B 01-22"


def test_an_end_registered_on_the_very_monday_for_the_friday_before_leaves_the_turn_but_not_a_day() -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-05", den="2024-01-08")
    assert lista.delar("2024-01-08") == "B 01-08–01-21"
    (period,) = lista.perioder("2024-01-08")
    assert period.tur == "A"


def test_an_end_that_is_removed_before_it_comes_changes_nothing() -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-17", den="2024-01-09")
    assert lista.delar("2024-01-08") == "A 01-08–01-17, B 01-18–01-21"
    lista.upphor("A", "2024-01-02", None, den="2024-01-17")
    assert lista.delar("2024-01-08") == "A 01-08–01-21"


def test_an_end_that_is_removed_after_somebody_stepped_in_leaves_the_rest_to_who_did() -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-12", den="2024-01-09")
    lista.upphor("A", "2024-01-02", None, den="2024-01-15")
    assert lista.delar("2024-01-08") == "A 01-08–01-12, B 01-13–01-21"
    assert lista.turer("2024-02-05") == "A 01-08, B 01-22, A 02-05"


@pytest.mark.parametrize(
    ("den", "delar"),
    [
        ("2024-01-07", "A 01-08–01-21"),
        ("2024-01-08", "A 01-08–01-17, B 01-18–01-21"),
        ("2024-01-09", "A 01-08–01-17, B 01-18–01-21"),
    ],
)
def test_an_end_known_when_the_period_began_and_then_removed_leaves_the_period_as_it_began(
    den: str, delar: str
) -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-17", den="2024-01-05")
    assert lista.upphor("A", "2024-01-02", None, den=den).delar("2024-01-08") == delar


def test_who_stepped_in_and_is_struck_is_followed_by_the_one_in_turn_if_it_may_again() -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-10", den="2024-01-09")
    lista.upphor("A", "2024-01-02", None, den="2024-01-12").stryk("B", "2024-01-05", den="2024-01-15")
    assert lista.delar("2024-01-08") == "A 01-08–01-10, B 01-11–01-14, A 01-15–01-21"


def test_one_registered_for_a_passed_time_changes_no_period_of_it() -> None:
    fore = a_och_b().turer("2024-03-10")
    assert a_och_b().ny("C", "2024-01-03", den="2024-03-10").turer("2024-03-10") == fore
    assert a_och_b().ny("C", "2024-01-03", "2024-02-10", den="2024-03-10").turer("2024-06-10") == a_och_b().turer(
        "2024-06-10"
    )


# Limits, parameters


def test_no_holder_is_told_before_the_first_start() -> None:
    with pytest.raises(Avvisning) as fel:
        a_och_b().den("2024-01-07")
    assert str(fel.value) == "datum: förvalslistan börjar 2024-01-08 (K5.5, §5.4.1)"
    assert a_och_b().den("2024-01-08") == "A"
    assert a_och_b().perioder("2024-01-07") == []


def test_a_day_beyond_the_calendar_is_refused_rather_than_reckoned_for_ever() -> None:
    assert a_och_b().den("2045-12-31")
    with pytest.raises(Avvisning) as fel:
        a_och_b().den("2046-01-01")
    assert str(fel.value) == "datum: förvalslistan räknas till och med år 2045 (K5.5, §5.4.1)"


def test_an_empty_list_has_nobody_and_one_alone_has_every_period() -> None:
    assert Lista().turer("2024-01-22") == "– 01-08, – 01-22"
    assert Lista().ny("A", "2024-01-02").turer("2024-02-05") == "A 01-08, A 01-22, A 02-05"


def med(regelverk: Regelverk, nyckel: str, *varden: Varde) -> Regelverk:
    parametrar = (replace(p, varden=varden) if p.nyckel == nyckel else p for p in regelverk.parametrar)
    return replace(regelverk, parametrar=tuple(parametrar))


def test_the_first_start_and_the_length_come_from_the_regelverk() -> None:
    nytt = med(regelverket(), "forvalslista.forsta_start", Varde(D("2024-01-01"), None, "2024-01-15"))
    nytt = med(
        nytt,
        "forvalslista.period",
        Varde(D("2024-01-01"), D("2024-02-01"), 1),
        Varde(D("2024-02-02"), None, 3),
    )
    perioder = list(forvalsperioder(a_och_b().handelser, "AMI", nytt, D("2024-02-26")))
    # A period that has begun keeps its length: the one of 01-29 is a week, the next three.
    assert [(str(p.start), p.tur) for p in perioder] == [
        ("2024-01-15", "A"), ("2024-01-22", "B"), ("2024-01-29", "A"), ("2024-02-05", "B"), ("2024-02-26", "A"),
    ]  # fmt: skip


def test_an_auktorisation_until_the_end_of_time_is_taken() -> None:
    lista = Lista().ny("A", "2024-01-02", "9999-12-31").ny("A", "0001-01-01", "0001-01-02")
    assert lista.den("2024-02-01") == "A"
    assert Plats("A", date.min, date.max).galler(date.max)


@pytest.mark.parametrize(
    ("avser", "fran", "till", "slag"),
    [
        (None, "2024-01-02", None, "registrerad"),
        (None, "2024-01-02", "2024-03-01", "registrerad"),
        ("2024-01-02", "2024-01-02", "2024-03-01", "upphor"),
        ("2024-01-02", "2024-01-02", None, "andrad"),
        ("2024-01-02", "2024-01-03", None, "andrad"),
        ("2024-01-02", "2024-01-03", "2024-03-01", "andrad"),
        ("2024-01-02", None, None, "struken"),
    ],
)
def test_a_line_says_whether_it_is_new_sets_a_last_day_changes_or_strikes(
    avser: str | None, fran: str | None, till: str | None, slag: str
) -> None:
    dagar = (D(dag) if dag else None for dag in (avser, fran, till))
    assert Registerhandelse(instant("2024-02-01"), "A", "AMI", *dagar).slag == slag


def test_a_line_about_what_the_log_does_not_hold_strikes_nothing_else() -> None:
    """So it stands when the clock of the machine has been set back between two lines."""
    lista = a_och_b().stryk("C", "2024-01-02", den="2024-01-06").stryk("A", "2024-01-03", den="2024-01-06")
    assert lista.turer("2024-01-22") == "A 01-08, B 01-22"


@pytest.mark.parametrize(
    ("dag", "vem"), [("2024-01-10", "A"), ("2024-01-11", "B"), ("2024-01-21", "B"), ("2024-01-22", "B")]
)
def test_a_day_has_the_holder_of_the_part_that_it_is_in(dag: str, vem: str) -> None:
    lista = a_och_b().upphor("A", "2024-01-02", "2024-01-10", den="2024-01-03")
    assert lista.den(dag) == vem


def test_a_period_says_where_the_one_in_turn_stands_and_its_round() -> None:
    perioder = a_och_b().ny("C", "2024-02-01").perioder("2024-02-19")
    assert [(p.varv, p.plats) for p in perioder] == [(1, (1, 2)), (1, (2, 2)), (1, (3, 3)), (2, (1, 3))]
    assert forvalsperiod_den(a_och_b().handelser, "AMI", regelverket(), D("2024-01-21")) == perioder[0]
