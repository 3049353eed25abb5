"""Months as "YYYY-MM": the unit of monthly reports (K8.1) and of payment (K14)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.tid.manad import Manad, dag, dagar_i, fore, forsta, manad, manader, namn, nasta, sista

dagar = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def test_a_date_lies_in_its_month() -> None:
    assert manad(date(2024, 3, 31)) == "2024-03"
    assert manad(date(2024, 4, 1)) == "2024-04"


@pytest.mark.parametrize(
    ("m", "antal"),
    [("2024-01", 31), ("2024-02", 29), ("2025-02", 28), ("2100-02", 28), ("2024-04", 30), ("2024-12", 31)],
)
def test_a_month_has_its_days_also_in_leap_years(m: Manad, antal: int) -> None:
    assert dagar_i(m) == antal
    assert forsta(m).day == 1
    assert sista(m).day == antal


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    assert nasta("2024-12") == "2025-01"
    assert fore("2025-01") == "2024-12"
    assert nasta("2024-01") == "2024-02"


@given(dagar)
def test_first_and_last_day_are_the_ends_of_the_month(d: date) -> None:
    m = manad(d)
    assert forsta(m) <= d <= sista(m)
    assert manad(forsta(m) - timedelta(days=1)) == fore(m)
    assert manad(sista(m) + timedelta(days=1)) == nasta(m)
    assert fore(nasta(m)) == m
    assert fore(m) < m < nasta(m)


def test_the_seventh_of_a_month_is_that_day() -> None:
    assert dag("2024-04", 7) == date(2024, 4, 7)
    assert dag("2024-02", 29) == date(2024, 2, 29)
    assert [dag("2031-04", n) for n in (1, 30)] == [date(2031, 4, 1), date(2031, 4, 30)]


@pytest.mark.parametrize(("m", "n"), [("2025-02", 29), ("2024-04", 31), ("2024-04", 0)])
def test_a_day_the_month_lacks_is_refused(m: Manad, n: int) -> None:
    with pytest.raises(ValueError, match=f"^{m}: månaden har ingen dag {n}$"):
        dag(m, n)


@pytest.mark.krav("K8.1")
def test_the_months_have_their_swedish_names() -> None:
    assert [namn(f"2024-{n:02}") for n in range(1, 13)] == (
        [
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ]
    )


def test_months_touched_by_a_span_include_those_of_both_ends() -> None:
    assert manader(date(2024, 11, 30), date(2025, 2, 1)) == ("2024-11", "2024-12", "2025-01", "2025-02")
    assert manader(date(2024, 3, 15), date(2024, 3, 15)) == ("2024-03",)
    assert manader(date(2024, 3, 15), date(2024, 3, 14)) == ()


@given(dagar, st.integers(0, 800))
def test_months_touched_are_exactly_those_of_its_days(d: date, n: int) -> None:
    alla = [manad(d + timedelta(days=i)) for i in range(n + 1)]
    assert manader(d, d + timedelta(days=n)) == tuple(sorted(set(alla)))


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-3", "24-03", "2024-03-01", "mars", "", "2024/03"])
def test_what_is_no_month_is_refused_by_field_and_function(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}: är inte en månad, skriv ÅÅÅÅ-MM, till exempel 2024-03$"):
        forsta(text)
    with pytest.raises(ValidationError):
        TypeAdapter(Manad).validate_python(text)


def test_a_month_is_a_field_and_a_key_that_survives_json() -> None:
    typ = TypeAdapter(dict[Manad, int])
    assert typ.validate_json(typ.dump_json({"2024-03": 1})) == {"2024-03": 1}
    with pytest.raises(ValidationError):
        typ.validate_python({"2024-3": 1})
