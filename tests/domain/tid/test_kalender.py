"""K0.1-K0.5 and ages: which days are arbetsdagar, when fristen fall, and what a Stockholm time means."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tid.frist import Fristrakning, Hoppad, arbetsdagar_fran, dagar_fran, fast_datum, periodslut, senast
from domain.tid.kalender import (
    FORSTA_AR,
    SISTA_AR,
    alder,
    ar_arbetsdag,
    arbetsdag_fore,
    nasta_arbetsdag,
    varfor_inte_arbetsdag,
)
from domain.tid.tidpunkt import STOCKHOLM, LokalTidFel, datum, klockan, midnatt, passerad, skriv_utc, tolka_tid

DYGN = timedelta(days=1)
dagar = st.dates(date(2016, 1, 1), date(2043, 12, 31))


def d(text: str) -> date:
    return date.fromisoformat(text)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


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
    with pytest.raises(ValueError, match=f"{text}: kalendern omfattar bara åren 2015–2045"):
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


# --- K0.3 N arbetsdagar


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
    with pytest.raises(ValueError, match=r"K0\.3"):
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
    with pytest.raises(ValueError, match=r"K0\.4"):
        dagar_fran(d("2024-03-11"), -1)


@pytest.mark.krav("K0.4")
def test_a_fixed_date_does_not_move_from_a_sunday() -> None:
    sondag = d("2024-04-07")
    assert fast_datum(d("2024-03-31"), sondag) == Fristrakning(d("2024-03-31"), "fast datum", sondag, ())


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
    with pytest.raises(ValueError, match=r"K0\.5"):
        periodslut(d("2024-03-15"), 0)


# --- K0.1 instants


@pytest.mark.krav("K0.1")
def test_midnight_follows_the_clock_through_the_year() -> None:
    assert midnatt(d("2024-01-15")) == utc("2024-01-14T23:00")
    assert midnatt(d("2024-07-15")) == utc("2024-07-14T22:00")
    assert midnatt(d("2024-07-15")).tzinfo is UTC


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize(
    ("dag", "timmar"),
    [
        ("2024-03-30", 24),
        ("2024-03-31", 23),
        ("2024-04-01", 24),
        ("2024-10-26", 24),
        ("2024-10-27", 25),
        ("2024-10-28", 24),
    ],
)
def test_a_day_is_as_long_as_the_clock_change_makes_it(dag: str, timmar: int) -> None:
    assert passerad(d(dag)) - midnatt(d(dag)) == timedelta(hours=timmar)


@pytest.mark.krav("K0.1")
def test_a_frist_is_met_to_the_last_microsecond_of_its_day() -> None:
    frist = d("2024-03-31")
    grans = passerad(frist)
    assert grans == utc("2024-03-31T22:00")
    assert datum(grans - timedelta(microseconds=1)) == frist
    assert datum(grans) == frist + DYGN


@pytest.mark.krav("K0.1")
@given(st.datetimes(datetime.fromisoformat("2015-01-02"), datetime.fromisoformat("2045-12-30"), timezones=st.just(UTC)))
def test_an_instant_lies_between_its_dates_midnight_and_passing(instant: datetime) -> None:
    dag = datum(instant)
    assert midnatt(dag) <= instant < passerad(dag)


@pytest.mark.krav("K0.1")
@given(dagar, st.times())
def test_a_clock_time_comes_back_as_it_was_or_is_refused(dag: date, t: time) -> None:
    t = t.replace(tzinfo=None, fold=0)
    try:
        instant = klockan(dag, t)
    except LokalTidFel:
        assert dag.weekday() == 6 and dag.month in {3, 10} and dag.day >= 25 and t.hour == 2
    else:
        assert instant.astimezone(STOCKHOLM).replace(tzinfo=None, fold=0) == datetime.combine(dag, t)


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize(
    ("text", "ut"),
    [
        ("2024-03-31T01:59", "2024-03-31T00:59"),
        ("2024-03-31T03:00", "2024-03-31T01:00"),
        ("2024-10-27T01:59", "2024-10-26T23:59"),
        ("2024-10-27T03:00", "2024-10-27T02:00"),
    ],
)
def test_local_times_on_either_side_of_the_clock_change_are_taken(text: str, ut: str) -> None:
    assert tolka_tid(text) == utc(ut)
    lokal = datetime.fromisoformat(text)
    assert klockan(lokal.date(), lokal.time()) == utc(ut)


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize("text", ["2024-03-31T02:00", "2024-03-31 02:30", "2024-03-31T02:59:59.999999"])
def test_a_local_time_that_does_not_exist_is_refused_with_the_text_and_the_rule(text: str) -> None:
    with pytest.raises(LokalTidFel, match=rf"^{text}: klockslaget finns inte.*K0\.1"):
        tolka_tid(text)


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize("text", ["2024-10-27T02:00", "2024-10-27 02:30", "2024-10-27T02:59:59.999999"])
def test_a_local_time_that_exists_twice_is_refused_with_the_text_and_the_rule(text: str) -> None:
    with pytest.raises(LokalTidFel, match=rf"^{text}: klockslaget inträffar två gånger.*K0\.1"):
        tolka_tid(text)


@pytest.mark.krav("K0.1")
def test_the_clock_refuses_what_the_clock_change_removes_or_repeats() -> None:
    for dag in ("2024-03-31", "2024-10-27"):
        with pytest.raises(LokalTidFel, match=f"^{dag} 02:30"):
            klockan(d(dag), time(2, 30))


@pytest.mark.krav("K0.1")
def test_with_its_offset_given_a_doubtful_time_is_taken() -> None:
    assert tolka_tid("2024-10-27T02:30+02:00") == utc("2024-10-27T00:30")
    assert tolka_tid("2024-10-27T02:30+01:00") == utc("2024-10-27T01:30")
    assert tolka_tid("2024-03-31T02:30+01:00") == utc("2024-03-31T01:30")


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize(
    "skrivet",
    [
        "2024-03-01T09:00",
        "2024-03-01 09:00",
        " 2024-03-01 09:00:00 ",
        "2024-03-01T08:00Z",
        "2024-03-01T08:00:00+00:00",
        "2024-03-01T10:00+02:00",
        datetime.fromisoformat("2024-03-01T09:00"),
        datetime.fromisoformat("2024-03-01T10:00+02:00"),
    ],
)
def test_a_time_is_read_in_every_form_staff_and_files_write_it(skrivet: str | datetime) -> None:
    tid = tolka_tid(skrivet)
    assert tid == utc("2024-03-01T08:00")
    assert tid.tzinfo is UTC


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize("skrivet", ["2024-07-01", date(2024, 7, 1)])
def test_a_bare_date_is_the_beginning_of_that_day(skrivet: str | date) -> None:
    assert tolka_tid(skrivet) == utc("2024-06-30T22:00")


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize("skrivet", ["i morgon", "", "2024-13-01T09:00", "2023-02-29", "2024-03-01T24:30"])
def test_what_is_no_time_is_refused_in_swedish(skrivet: str) -> None:
    with pytest.raises(ValueError, match="går inte att läsa som en tid"):
        tolka_tid(skrivet)


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize("skrivet", ["0001-01-01T00:00", "0001-01-01T00:00+02:00", "9999-12-31T23:59-01:00"])
def test_a_time_off_the_end_of_the_calendar_is_refused_as_a_value_error(skrivet: str) -> None:
    with pytest.raises(ValueError, match="utanför det som kan räknas"):
        tolka_tid(skrivet)


@pytest.mark.krav("K0.1")
@given(st.datetimes(datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2100-01-01"), timezones=st.just(UTC)))
def test_a_written_instant_is_read_back_unchanged(instant: datetime) -> None:
    assert tolka_tid(skriv_utc(instant)) == instant


@pytest.mark.krav("K0.1")
def test_an_instant_is_written_in_utc_with_microseconds_only_when_there_are_any() -> None:
    assert skriv_utc(datetime.fromisoformat("2024-03-01T09:00+01:00")) == "2024-03-01T08:00:00Z"
    assert skriv_utc(utc("2024-03-01T08:00:00.000250")) == "2024-03-01T08:00:00.000250Z"


@pytest.mark.krav("K0.1")
def test_naive_instants_and_clock_times_with_an_offset_are_refused() -> None:
    naiv = datetime.fromisoformat("2024-03-01T09:00")
    for funktion in (datum, skriv_utc):
        with pytest.raises(ValueError, match="saknar tidszon"):
            funktion(naiv)
    with pytest.raises(ValueError, match="utan tidszon"):
        klockan(d("2024-03-01"), time(9, tzinfo=UTC))


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
    with pytest.raises(ValueError, match="före födelsen"):
        alder(d("2006-03-15"), d("2006-03-14"))
