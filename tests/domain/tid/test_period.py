"""Periods by first and last day, both included (K0.5, K10.0)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.tid.kalender import ar_arbetsdag
from domain.tid.period import Period

BAS = date(2024, 3, 1)
DYGN = timedelta(days=1)


def p(fran: str, till: str | None = None) -> Period:
    return Period.av(date.fromisoformat(fran), date.fromisoformat(till) if till else None)


@st.composite
def perioder(draw: st.DrawFn, oppna: bool = True) -> Period:
    fran = BAS + timedelta(days=draw(st.integers(0, 60)))
    langd = draw(st.integers(0, 30) | st.none()) if oppna else draw(st.integers(0, 30))
    return Period.av(fran, None if langd is None else fran + timedelta(days=langd))


def dagar_av(period: Period) -> set[date]:
    """The period's days, an open one cut off well after any other in these tests."""
    slut = period.till or BAS + timedelta(days=200)
    return {period.fran + timedelta(days=n) for n in range((slut - period.fran).days + 1)}


def test_both_ends_belong_to_the_period() -> None:
    period = p("2024-03-15", "2024-06-14")
    assert not period.innehaller(date(2024, 3, 14))
    assert period.innehaller(date(2024, 3, 15))
    assert period.innehaller(date(2024, 6, 14))
    assert not period.innehaller(date(2024, 6, 15))


def test_an_open_period_has_no_last_day() -> None:
    assert p("2024-03-15").innehaller(date(2044, 1, 1))
    assert not p("2024-03-15").innehaller(date(2024, 3, 14))
    with pytest.raises(ValueError, match=r"^perioden från 2024-03-15 är öppen och har inget antal dagar$"):
        p("2024-03-15").dagar()
    with pytest.raises(ValueError, match=r"^perioden från 2024-03-15 har ingen sista dag$"):
        _ = p("2024-03-15").sista
    assert p("2024-03-15", "2024-06-14").sista == date(2024, 6, 14)


def test_days_are_counted_with_both_ends() -> None:
    assert p("2024-02-29", "2024-02-29").dagar() == 1
    assert p("2024-02-28", "2024-03-01").dagar() == 3
    assert p("2024-03-30", "2024-04-01").dagar() == 3  # a clock change makes no day shorter here


@pytest.mark.parametrize(
    "bygg", [Period, Period.av, lambda a, b: TypeAdapter(Period).validate_python({"fran": a, "till": b})]
)
def test_a_period_that_ends_before_it_begins_cannot_be_made(bygg: object) -> None:
    assert callable(bygg)
    with pytest.raises((ValueError, ValidationError), match="perioden slutar 2024-03-14, före första dagen 2024-03-15"):
        bygg(date(2024, 3, 15), date(2024, 3, 14))


def test_the_overlap_of_two_periods_is_what_they_share() -> None:
    assert p("2024-03-01", "2024-03-20").snitt(p("2024-03-20")) == p("2024-03-20", "2024-03-20")
    assert p("2024-03-01", "2024-03-19").snitt(p("2024-03-20")) is None
    assert p("2024-03-01").snitt(p("2024-03-05")) == p("2024-03-05")


@given(perioder(), perioder())
def test_the_overlap_has_the_days_of_both(a: Period, b: Period) -> None:
    gemensamma = dagar_av(a) & dagar_av(b)
    snitt = a.snitt(b)
    assert (dagar_av(snitt) if snitt else set()) == gemensamma
    assert snitt == b.snitt(a)
    assert a.overlappar(b) == bool(gemensamma)


@given(perioder(oppna=False))
def test_a_bounded_period_counts_its_days(a: Period) -> None:
    assert a.dagar() == len(dagar_av(a)) == sum(a.innehaller(BAS + n * DYGN) for n in range(120))


@pytest.mark.krav("K10.0")
@pytest.mark.parametrize(
    ("slut", "start", "angransar"),
    [
        ("2024-03-14", "2024-03-15", True),  # day upon day
        ("2024-03-14", "2024-03-16", False),  # a Friday between
        ("2024-03-15", "2024-03-18", True),  # a weekend between
        ("2024-03-15", "2024-03-19", False),  # a weekend and a Monday between
        ("2024-03-28", "2024-04-02", True),  # all of Easter between
        ("2024-03-28", "2024-04-03", False),
        ("2024-06-20", "2024-06-24", True),  # midsommarafton and the weekend
        ("2024-12-23", "2024-12-27", True),
    ],
)
def test_periods_adjoin_when_no_arbetsdag_lies_between(slut: str, start: str, angransar: bool) -> None:
    tidig, sen = p("2024-03-01", slut), p(start, "2024-12-31")
    assert tidig.angransar(sen) is angransar
    assert sen.angransar(tidig) is angransar


@pytest.mark.krav("K10.0")
def test_overlapping_and_open_periods_have_nothing_between_them() -> None:
    assert p("2024-03-01", "2024-03-20").angransar(p("2024-03-10", "2024-03-12"))
    assert p("2024-03-01").angransar(p("2024-05-01", "2024-05-02"))
    assert not p("2024-05-15").angransar(p("2024-03-01", "2024-03-20"))


@pytest.mark.krav("K10.0")
@given(perioder(), perioder())
def test_adjoining_agrees_with_looking_at_every_day_between(a: Period, b: Period) -> None:
    tidig, sen = sorted((a, b), key=lambda x: x.fran)
    luckan = {sen.fran - n * DYGN for n in range(1, 120)} - dagar_av(tidig)
    mellan = {d for d in luckan if d > tidig.fran}
    assert a.angransar(b) == (not any(map(ar_arbetsdag, mellan)))


@given(perioder())
def test_a_period_survives_json(a: Period) -> None:
    typ = TypeAdapter(Period)
    assert typ.validate_json(typ.dump_json(a)) == a
