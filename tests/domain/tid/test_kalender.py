"""K0.2 and K1.2: which days are arbetsdagar, and how old one is."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from domain.tid.kalender import (
    FORSTA_AR,
    SISTA_AR,
    alder,
    ar_arbetsdag,
    arbetsdag_fore,
    nasta_arbetsdag,
    varfor_inte_arbetsdag,
)
from tests.domain.tid.dagar import DYGN, d, dagar


def paskdagen(ar: int) -> date:
    """Easter Sunday by the anonymous Gregorian computus: a second opinion on the holiday table."""
    a, b, c = ar % 19, ar // 100, ar % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    manad, dag = divmod(h + k - 7 * m + 114, 31)
    return date(ar, manad, dag + 1)


# --- K0.2 arbetsdag


@pytest.mark.krav("K0.2")
def test_the_weekdays_of_2024_that_are_no_arbetsdagar_are_these_eleven() -> None:
    alla = (date(2024, 1, 1) + timedelta(days=n) for n in range(366))
    lediga = {
        dag.isoformat(): varfor_inte_arbetsdag(dag) for dag in alla if dag.weekday() < 5 and not ar_arbetsdag(dag)
    }
    assert lediga == {
        "2024-01-01": "nyårsdagen",
        "2024-03-29": "långfredagen",
        "2024-04-01": "annandag påsk",
        "2024-05-01": "första maj",
        "2024-05-09": "Kristi himmelsfärdsdag",
        "2024-06-06": "nationaldagen",
        "2024-06-21": "midsommarafton",
        "2024-12-24": "julafton",
        "2024-12-25": "juldagen",
        "2024-12-26": "annandag jul",
        "2024-12-31": "nyårsafton",
    }


@pytest.mark.krav("K0.2")
@pytest.mark.parametrize("ar", range(FORSTA_AR, SISTA_AR + 1))
def test_every_year_of_the_table_has_its_movable_days(ar: int) -> None:
    pask = paskdagen(ar)
    assert varfor_inte_arbetsdag(pask - 2 * DYGN) == "långfredagen"
    assert varfor_inte_arbetsdag(pask + DYGN) == "annandag påsk"
    assert "Kristi himmelsfärdsdag" in (varfor_inte_arbetsdag(pask + 39 * DYGN) or "")
    midsommarafton = next(x for n in range(7) if (x := date(ar, 6, 19) + n * DYGN).weekday() == 4)
    assert varfor_inte_arbetsdag(midsommarafton) == "midsommarafton"
    for manad, dag, namn in (
        (1, 1, "nyårsdagen"),
        (1, 6, "trettondedag jul"),
        (5, 1, "första maj"),
        (6, 6, "nationaldagen"),
        (12, 24, "julafton"),
        (12, 25, "juldagen"),
        (12, 26, "annandag jul"),
        (12, 31, "nyårsafton"),
    ):
        assert namn in (varfor_inte_arbetsdag(date(ar, manad, dag)) or "")


@pytest.mark.krav("K0.2")
def test_an_arbetsdag_has_no_reason_and_an_ordinary_weekend_is_named_by_its_day() -> None:
    assert varfor_inte_arbetsdag(d("2024-03-15")) is None
    assert varfor_inte_arbetsdag(d("2024-03-16")) == "lördag"
    assert varfor_inte_arbetsdag(d("2024-03-17")) == "söndag"
    assert ar_arbetsdag(d("2024-03-18"))


@pytest.mark.krav("K0.2")
def test_days_that_are_only_customary_half_days_are_arbetsdagar() -> None:
    for text in ("2024-01-05", "2024-03-28", "2024-04-30", "2024-05-10", "2024-11-01", "2024-12-23"):
        assert ar_arbetsdag(d(text))


@pytest.mark.krav("K0.2")
@given(dagar)
def test_saturday_and_sunday_are_never_arbetsdagar(dag: date) -> None:
    assert not (dag.weekday() >= 5 and ar_arbetsdag(dag))


@pytest.mark.krav("K0.2")
@pytest.mark.parametrize("text", ["2014-12-31", "2046-01-01"])
def test_a_date_outside_the_table_is_refused_with_its_years(text: str) -> None:
    with pytest.raises(ValueError, match=rf"^{text}: kalendern omfattar bara åren 2015–2045 \(K0\.2\)$"):
        ar_arbetsdag(d(text))


@pytest.mark.krav("K0.2")
def test_the_tables_first_and_last_days_are_inside_it() -> None:
    assert not ar_arbetsdag(date(FORSTA_AR, 1, 1))
    assert not ar_arbetsdag(date(SISTA_AR, 12, 31))


@pytest.mark.krav("K0.2")
def test_next_arbetsdag_is_the_day_itself_when_it_is_one() -> None:
    assert nasta_arbetsdag(d("2024-03-28")) == d("2024-03-28")
    assert nasta_arbetsdag(d("2024-03-29")) == d("2024-04-02")
    assert nasta_arbetsdag(d("2024-12-24")) == d("2024-12-27")


@pytest.mark.krav("K0.2")
def test_the_arbetsdag_before_is_always_strictly_before() -> None:
    assert arbetsdag_fore(d("2024-04-03")) == d("2024-04-02")
    assert arbetsdag_fore(d("2024-04-02")) == d("2024-03-28")
    assert arbetsdag_fore(d("2024-06-24")) == d("2024-06-20")


@pytest.mark.krav("K0.2")
@given(dagar)
def test_next_and_before_enclose_no_arbetsdag(dag: date) -> None:
    fore, nasta = arbetsdag_fore(dag), nasta_arbetsdag(dag)
    assert fore < dag <= nasta
    assert ar_arbetsdag(fore) and ar_arbetsdag(nasta)
    assert not any(ar_arbetsdag(fore + n * DYGN) for n in range(1, (nasta - fore).days))


# --- K1.2 age


@pytest.mark.krav("K1.2")
@pytest.mark.parametrize(
    ("pa", "ar"),
    [("2024-03-14", 17), ("2024-03-15", 18), ("2024-03-16", 18), ("2006-03-15", 0), ("2025-01-01", 18)],
)
def test_age_rises_on_the_birthday(pa: str, ar: int) -> None:
    assert alder(d("2006-03-15"), d(pa)) == ar


@pytest.mark.krav("K1.2")
@pytest.mark.parametrize(
    ("pa", "ar"),
    [("2022-02-27", 17), ("2022-02-28", 18), ("2024-02-28", 19), ("2024-02-29", 20), ("2024-03-01", 20)],
)
def test_one_born_on_leap_day_turns_older_on_the_last_of_february(pa: str, ar: int) -> None:
    assert alder(d("2004-02-29"), d(pa)) == ar


@pytest.mark.krav("K1.2")
def test_there_is_no_age_before_the_birth() -> None:
    with pytest.raises(ValueError, match=r"^åldern kan inte räknas för en dag före födelsen \(K1\.2\)$"):
        alder(d("2006-03-15"), d("2006-03-14"))
