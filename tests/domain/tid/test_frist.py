"""K0.3–K0.5: fristerna, counted in arbetsdagar, days and months, and those that stay on a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tid.frist import Fristrakning, Hoppad, arbetsdagar_fran, dagar_fran, fast_datum, periodslut, senast
from domain.tid.kalender import ar_arbetsdag
from tests.domain.tid.dagar import DYGN, d, dagar


@pytest.mark.krav("K0.3")
@pytest.mark.parametrize(
    ("fran", "n", "frist"),
    [
        ("2024-03-11", 1, "2024-03-12"),
        ("2024-03-15", 1, "2024-03-18"),
        ("2024-03-16", 1, "2024-03-18"),
        ("2024-03-28", 1, "2024-04-02"),  # over Easter
        ("2024-03-27", 5, "2024-04-05"),
        ("2024-06-20", 1, "2024-06-24"),  # over Midsummer
        ("2024-12-23", 1, "2024-12-27"),  # over Christmas
        ("2024-12-23", 3, "2025-01-02"),  # over Christmas and New Year
        ("2024-02-28", 1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"),
    ],
)
def test_arbetsdagar_are_counted_without_the_first_day(fran: str, n: int, frist: str) -> None:
    assert arbetsdagar_fran(d(fran), n).frist == d(frist)


@pytest.mark.krav("K0.3")
def test_a_calculation_in_arbetsdagar_tells_which_days_it_passed_over_and_why() -> None:
    assert arbetsdagar_fran(d("2024-03-27"), 2) == Fristrakning(
        d("2024-03-27"),
        "2 arbetsdagar",
        d("2024-04-02"),
        (
            Hoppad(d("2024-03-29"), "långfredagen"),
            Hoppad(d("2024-03-30"), "lördag"),
            Hoppad(d("2024-03-31"), "påskdagen"),
            Hoppad(d("2024-04-01"), "annandag påsk"),
        ),
    )
    assert arbetsdagar_fran(d("2024-03-11"), 1).langd == "1 arbetsdag"


@pytest.mark.krav("K0.3")
@given(dagar, st.integers(1, 60))
def test_a_frist_in_arbetsdagar_is_an_arbetsdag_with_exactly_n_after_the_first_day(dag: date, n: int) -> None:
    b = arbetsdagar_fran(dag, n)
    efter = [dag + i * DYGN for i in range(1, (b.frist - dag).days + 1)]
    assert ar_arbetsdag(b.frist)
    assert sum(map(ar_arbetsdag, efter)) == n
    assert [h.datum for h in b.hoppade] == [x for x in efter if not ar_arbetsdag(x)]


@pytest.mark.krav("K0.3")
@pytest.mark.parametrize("n", [0, -1])
def test_a_frist_of_no_arbetsdagar_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match=rf"^{n} arbetsdagar: en frist i arbetsdagar är minst en dag \(K0\.3\)$"):
        arbetsdagar_fran(d("2024-03-11"), n)


# --- K0.4 N dagar and fixed dates


@pytest.mark.krav("K0.4")
@pytest.mark.parametrize(
    ("fran", "n", "frist"),
    [
        ("2024-03-11", 14, "2024-03-25"),
        ("2024-03-15", 14, "2024-04-02"),  # långfredagen and Easter
        ("2024-06-07", 14, "2024-06-24"),  # midsommarafton
        ("2024-12-17", 7, "2024-12-27"),  # julafton
        ("2024-12-10", 14, "2024-12-27"),
        ("2024-02-22", 7, "2024-02-29"),
        ("2024-03-16", 0, "2024-03-18"),
    ],
)
def test_dagar_are_calendar_days_that_end_on_an_arbetsdag(fran: str, n: int, frist: str) -> None:
    assert dagar_fran(d(fran), n).frist == d(frist)


@pytest.mark.krav("K0.4")
def test_days_moved_past_are_told_but_weekends_on_the_way_are_not() -> None:
    assert dagar_fran(d("2024-03-09"), 7) == Fristrakning(
        d("2024-03-09"),
        "7 dagar",
        d("2024-03-18"),
        (Hoppad(d("2024-03-16"), "lördag"), Hoppad(d("2024-03-17"), "söndag")),
    )
    assert dagar_fran(d("2024-03-11"), 14).hoppade == ()
    assert dagar_fran(d("2024-03-11"), 1).langd == "1 dag"


@pytest.mark.krav("K0.4")
@given(dagar, st.integers(0, 400))
def test_a_frist_in_dagar_is_the_first_arbetsdag_from_the_nth_day(dag: date, n: int) -> None:
    b = dagar_fran(dag, n)
    slut = dag + timedelta(days=n)
    assert b.frist >= slut
    assert ar_arbetsdag(b.frist)
    assert [h.datum for h in b.hoppade] == [slut + i * DYGN for i in range((b.frist - slut).days)]
    assert not any(ar_arbetsdag(h.datum) for h in b.hoppade)


@pytest.mark.krav("K0.4")
def test_a_frist_backwards_in_time_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^-1 dagar: en frist kan inte räknas bakåt \(K0\.4\)$"):
        dagar_fran(d("2024-03-11"), -1)


@pytest.mark.krav("K0.4")
def test_a_fixed_date_does_not_move_from_a_sunday() -> None:
    sondag = d("2031-04-06")  # a year that no case reaches, so that nobody has counted it before
    assert fast_datum(d("2031-03-30"), sondag) == Fristrakning(d("2031-03-30"), "fast datum", sondag, ())


@pytest.mark.krav("K0.4")
def test_the_later_of_two_calculations_keeps_its_explanation_and_a_tie_the_first() -> None:
    tidig, sen = dagar_fran(d("2024-03-11"), 7), arbetsdagar_fran(d("2024-03-11"), 9)
    assert senast(tidig, sen) is sen
    assert senast(sen, tidig) is sen
    lika = fast_datum(d("2024-03-01"), tidig.frist)
    assert senast(tidig, lika) is tidig
    assert senast(lika, tidig) is lika


# --- K0.5 N månader


@pytest.mark.krav("K0.5")
@pytest.mark.parametrize(
    ("start", "manader", "slut"),
    [
        ("2024-03-15", 3, "2024-06-14"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-08-31", 6, "2025-02-28"),
        ("2024-11-29", 3, "2025-02-28"),
        ("2024-11-28", 3, "2025-02-27"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2023-11-29", 3, "2024-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-03-01", 3, "2024-05-31"),
        ("2024-01-01", 12, "2024-12-31"),
        ("2024-05-31", 6, "2024-11-30"),
    ],
)
def test_a_period_of_months_ends_the_day_before_the_corresponding_date(start: str, manader: int, slut: str) -> None:
    assert periodslut(d(start), manader) == d(slut)


@pytest.mark.krav("K0.5")
@given(dagar, st.integers(1, 14))
def test_a_period_of_months_agrees_with_leafing_through_the_days(start: date, manader: int) -> None:
    dag, bladade = start, 0
    while bladade < manader:  # to the last day of the month before the one in which the period ends
        dag += DYGN
        bladade += dag.day == 1
    motsvarande = [x for n in range(31) if (x := dag + n * DYGN).month == dag.month]
    lika = [x for x in motsvarande if x.day == start.day]
    assert periodslut(start, manader) == (lika[0] - DYGN if lika else motsvarande[-1])


@pytest.mark.krav("K0.5")
@given(dagar, st.integers(1, 14))
def test_a_longer_period_never_ends_earlier(start: date, manader: int) -> None:
    assert start < periodslut(start, manader) < periodslut(start, manader + 1)


@pytest.mark.krav("K0.5")
def test_a_period_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^0 månader: en period är minst en månad \(K0\.5\)$"):
        periodslut(d("2024-03-15"), 0)
