"""Instants: Stockholm time as it is written, UTC as it is kept, and what is answered when it is none (K0.1)."""

from __future__ import annotations

import re
import time as tidszon
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from domain.tid.tidpunkt import (
    STOCKHOLM,
    LokalTidFel,
    Tidpunkt,
    datum,
    klockan,
    midnatt,
    passerad,
    skriv_lokal,
    skriv_utc,
    tolka_tid,
)
from tests.verktyg.spel import d, tid

FALT = TypeAdapter[Any](Tidpunkt)


def utan_zon(text: str) -> datetime:
    """What a YAML reader makes of a time without an offset."""
    return datetime.fromisoformat(text)


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize("skrivet", ["2024-03-01T10:00", "2024-03-01T10:00+01:00", "2024-03-01T09:00:00Z"])
def test_an_instant_is_written_in_swedish_time_or_with_its_offset(skrivet: str) -> None:
    assert FALT.validate_python(skrivet) == tid("2024-03-01T10:00")


FINNS_INTE = (
    "klockslaget finns inte i svensk tid, eftersom klockan ställs om den dagen. "
    "Ange tidszon, till exempel +01:00 eller +02:00 (K0.1)."
)
TVA_GANGER = FINNS_INTE.replace("finns inte", "inträffar två gånger")
INGEN = "ska vara en tidpunkt, ÅÅÅÅ-MM-DDTHH:MM"
UTANFOR = "tiden ligger utanför det som kan räknas"


@pytest.mark.krav("K0.1", "K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("skrivet", "skal"),
    [
        ("igår", INGEN),
        ("19900502-2398", INGEN),  # what is no time is not repeated
        (7, INGEN),
        (None, INGEN),
        ("2024-03-31T02:30", f"2024-03-31T02:30: {FINNS_INTE}"),
        ("2024-10-27T02:30", f"2024-10-27T02:30: {TVA_GANGER}"),
    ],
)
def test_what_is_no_instant_is_answered_by_what_is_wrong_with_it(skrivet: Any, skal: str) -> None:
    with pytest.raises(ValidationError) as fel:
        FALT.validate_python(skrivet)
    (ett,) = fel.value.errors()
    assert (ett["type"], ett["ctx"]) == ("tidpunkt", {"skal": skal})


@pytest.mark.krav("K0.1", sort="gräns")
@pytest.mark.parametrize(
    ("skrivet", "utc"),
    [
        ("2024-03-31T01:59", "00:59"),  # the clock goes from 02:00 to 03:00
        ("2024-03-31T02:00", None),
        ("2024-03-31T02:59", None),
        ("2024-03-31T03:00", "01:00"),
        ("2024-10-27T01:59", "23:59"),  # and from 03:00 back to 02:00
        ("2024-10-27T02:00", None),
        ("2024-10-27T02:59", None),
        ("2024-10-27T03:00", "02:00"),
        ("2024-10-27T02:30+02:00", "00:30"),
        ("2024-10-27T02:30+01:00", "01:30"),
        ("2024-03-31T02:30+01:00", "01:30"),
    ],
)
def test_a_clock_time_that_is_skipped_or_repeated_needs_its_offset(skrivet: str, utc: str | None) -> None:
    if utc is None:
        with pytest.raises(LokalTidFel):
            tolka_tid(skrivet)
    else:
        assert tolka_tid(skrivet).strftime("%H:%M") == utc


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize(
    ("skrivet", "instant"),
    [
        (" 2024-03-01 09:00 ", datetime(2024, 3, 1, 8, 0, tzinfo=UTC)),
        ("2024-07-01", datetime(2024, 6, 30, 22, 0, tzinfo=UTC)),
        (date(2024, 3, 1), datetime(2024, 2, 29, 23, 0, tzinfo=UTC)),
        (utan_zon("2024-03-01T09:00"), datetime(2024, 3, 1, 8, 0, tzinfo=UTC)),
        (datetime(2024, 3, 1, 9, 0, tzinfo=UTC), datetime(2024, 3, 1, 9, 0, tzinfo=UTC)),
    ],
)
def test_a_time_in_a_file_is_swedish_and_a_bare_date_its_midnight(
    skrivet: str | datetime | date, instant: datetime
) -> None:
    assert tolka_tid(skrivet) == instant


@pytest.mark.krav("K0.1", sort="avslag")
@pytest.mark.parametrize(
    ("skrivet", "text"),
    [
        ("i går", "i går: går inte att läsa som en tid, skriv till exempel 2024-03-01 09:00"),
        ("2024-03-31 02:30", f"2024-03-31 02:30: {FINNS_INTE}"),
        (utan_zon("2024-10-27T02:30"), f"2024-10-27 02:30:00: {TVA_GANGER}"),
        ("0001-01-01T00:00", f"0001-01-01T00:00: {UTANFOR}"),
        ("0001-01-01T00:00+01:00", f"0001-01-01T00:00+01:00: {UTANFOR}"),
        (date(1, 1, 1), f"0001-01-01: {UTANFOR}"),
        (utan_zon("0001-01-01"), f"0001-01-01 00:00:00: {UTANFOR}"),
    ],
)
def test_a_time_that_cannot_be_counted_with_is_named_as_it_was_written(skrivet: Any, text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)) as fel:
        tolka_tid(skrivet)
    assert str(fel.value) == text


@pytest.mark.krav("K0.1", sort="gräns")
@pytest.mark.parametrize(
    ("dag", "borjar", "slutar"),
    [
        ("2024-03-30", "2024-03-29T23:00:00Z", "2024-03-30T23:00:00Z"),
        ("2024-03-31", "2024-03-30T23:00:00Z", "2024-03-31T22:00:00Z"),  # 23 hours
        ("2024-10-27", "2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z"),  # 25
    ],
)
def test_a_day_begins_at_midnight_and_a_frist_is_passed_at_the_next(dag: str, borjar: str, slutar: str) -> None:
    assert (skriv_utc(midnatt(d(dag))), skriv_utc(passerad(d(dag)))) == (borjar, slutar)
    assert [datum(midnatt(d(dag))), datum(passerad(d(dag)) - timedelta(microseconds=1))] == [d(dag), d(dag)]
    assert datum(passerad(d(dag))) == d(dag) + timedelta(days=1)


@pytest.mark.krav("K0.1", "K0.8", sort="avslag")
@pytest.mark.parametrize(
    ("dag", "klockslag", "text"),
    [
        ("2024-03-31", time(2, 30), f"2024-03-31 02:30: {FINNS_INTE}"),
        ("2024-10-27", time(2, 30), f"2024-10-27 02:30: {TVA_GANGER}"),
        ("2024-10-27", time(2, 30, fold=1), f"2024-10-27 02:30: {TVA_GANGER}"),
        (
            "2024-03-01",
            time(8, 0, tzinfo=UTC),
            "08:00:00+00:00: ett klockslag anges utan tidszon, det är alltid svensk tid (K0.1)",
        ),
    ],
)
def test_a_clock_time_of_the_routine_is_one_instant_of_the_day(dag: str, klockslag: time, text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)) as fel:
        klockan(d(dag), klockslag)
    assert str(fel.value) == text


@pytest.mark.krav("K0.1")
def test_an_instant_is_written_in_utc_with_no_more_than_it_has() -> None:
    assert skriv_utc(tid("2024-03-01T10:00")) == "2024-03-01T09:00:00Z"
    assert skriv_utc(datetime(2024, 7, 1, 0, 0, 0, 5, tzinfo=STOCKHOLM)) == "2024-06-30T22:00:00.000005Z"


@pytest.mark.krav("K0.1", sort="avslag")
@pytest.mark.parametrize("las", [skriv_utc, skriv_lokal, datum])
def test_a_time_without_a_zone_is_no_instant(las: Callable[[datetime], Any]) -> None:
    with pytest.raises(ValueError, match="saknar tidszon") as fel:
        las(utan_zon("2024-03-01T09:00"))
    assert str(fel.value) == "2024-03-01T09:00:00: tidpunkten saknar tidszon (K0.1)"


@pytest.fixture
def maskin_i_new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "America/New_York")
    tidszon.tzset()
    yield
    monkeypatch.undo()
    tidszon.tzset()


@pytest.mark.krav("K0.1")
@pytest.mark.usefixtures("maskin_i_new_york")
def test_the_machines_own_time_zone_plays_no_part() -> None:
    lasta = [tolka_tid(t) for t in ("2024-03-01T09:00", "2024-03-01T09:00+01:00")]
    assert [t.isoformat() for t in lasta] == ["2024-03-01T08:00:00+00:00"] * 2
    assert skriv_utc(lasta[0]) == "2024-03-01T08:00:00Z"


@pytest.mark.krav("K0.1")
@pytest.mark.parametrize(
    ("utc", "text"),
    [
        ("2024-03-31T00:59:59Z", "2024-03-31 01:59"),
        ("2024-03-31T01:00:00Z", "2024-03-31 03:00"),
        ("2024-12-31T23:00:00Z", "2025-01-01 00:00"),
    ],
)
def test_an_instant_is_read_by_staff_in_swedish_time(utc: str, text: str) -> None:
    assert skriv_lokal(tid(utc)) == text
