"""The förvalslista: whose turn, who steps in, and what a registration can no longer change (§5.4.1, K5.5)."""

from dataclasses import replace
from datetime import date

import pytest

from domain.grund.avvisning import Avvisning
from domain.register.forval.auktorisationslista import Plats, Registerhandelse
from domain.register.forval.forvalslista import forvalsperiod_den, forvalsperioder
from domain.regler.regelverk import Regelverk
from domain.regler.varde import Varde
from tests.verktyg.listspel import D, Lista, instant, regelverket

pytestmark = pytest.mark.krav("K5.5")


def a_och_b() -> Lista:
    return Lista().ny("A", "2024-01-02").ny("B", "2024-01-05")


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


# Not authorised on the first day


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


# Nobody is authorised


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


# What is registered when the period has begun


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
