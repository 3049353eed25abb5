"""K0.1: instants, midnights and the two changes of the clock; how a time is read and written."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tid.tidpunkt import STOCKHOLM, LokalTidFel, datum, klockan, midnatt, passerad, skriv_utc, tolka_tid
from tests.domain.tid.dagar import DYGN, d, dagar


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


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
