"""Instants: Stockholm time on the outside, UTC on the inside (K0.1).

A legal date is a `date`, an instant is an aware `datetime` in UTC, and only this module crosses
between them. Differences are taken in UTC: subtraction between two Stockholm times ignores that
the clock was moved.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

# Built when the module is imported: the workflow sandbox cannot open a time zone later.
STOCKHOLM = ZoneInfo("Europe/Stockholm")
_DYGN = timedelta(days=1)


class LokalTidFel(ValueError):
    """A Stockholm clock time that does not exist, or exists twice, on the day it names (K0.1)."""


def _till_utc(lokal: datetime, text: str) -> datetime:
    """The UTC instant of the naive Stockholm time `lokal`; `text` is how it was written, for messages.

    Raises: LokalTidFel; ValueError if the instant lies outside what a datetime can hold.
    """
    forsta = lokal.replace(tzinfo=STOCKHOLM, fold=0)
    # The two readings of a clock time differ only in the hour that is skipped or repeated. They are
    # equal as datetimes whatever the fold, so it is the offsets that must be compared.
    fore = forsta.utcoffset()
    efter = forsta.replace(fold=1).utcoffset()
    if fore is not None and efter is not None and fore != efter:
        skal = "finns inte" if fore < efter else "inträffar två gånger"
        raise LokalTidFel(
            f"{text}: klockslaget {skal} i svensk tid, eftersom klockan ställs om den dagen. "
            "Ange tidszon, till exempel +01:00 eller +02:00 (K0.1)."
        )
    return _rakna_om(forsta, text)


def _rakna_om(tid: datetime, text: str) -> datetime:
    """`tid` (aware) in UTC; ValueError in Swedish if that falls off the end of the calendar."""
    try:
        return tid.astimezone(UTC)
    except OverflowError as fel:
        raise ValueError(f"{text}: tiden ligger utanför det som kan räknas") from fel


@lru_cache(maxsize=8192)
def midnatt(d: date) -> datetime:
    """The UTC instant at which `d` begins: 00:00 in Stockholm (K0.1)."""
    return klockan(d, time.min)


@lru_cache(maxsize=8192)
def klockan(d: date, t: time) -> datetime:
    """The UTC instant of clock time `t` (without offset) in Stockholm on `d` (K0.1, K0.8).

    Raises: LokalTidFel when the clock change removes or repeats that time; ValueError if `t` has an offset.
    """
    if t.tzinfo is not None:
        raise ValueError(f"{t.isoformat()}: ett klockslag anges utan tidszon, det är alltid svensk tid (K0.1)")
    lokal = datetime.combine(d, t)
    return _till_utc(lokal, lokal.isoformat(sep=" ", timespec="minutes"))


@lru_cache(maxsize=16384)
def passerad(frist: date) -> datetime:
    """The UTC instant at which `frist` is passed: 00:00 in Stockholm the day after (K0.1)."""
    return midnatt(frist + _DYGN)


@lru_cache(maxsize=16384)
def datum(instant: datetime) -> date:
    """The Stockholm date on which the aware `instant` falls (K0.1). ValueError if it is naive."""
    _krav_pa_tidszon(instant)
    return instant.astimezone(STOCKHOLM).date()


def skriv_utc(instant: datetime) -> str:
    """The aware `instant` as 'YYYY-MM-DDTHH:MM:SSZ', with microseconds only when there are any.

    Raises: ValueError if it is naive.
    """
    _krav_pa_tidszon(instant)
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def skriv_lokal(instant: datetime) -> str:
    """The aware `instant` as staff read it: 'YYYY-MM-DD HH:MM' in Stockholm (K0.1). ValueError if it is naive."""
    _krav_pa_tidszon(instant)
    return f"{instant.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def tolka_tid(text: str | datetime | date) -> datetime:
    """The UTC instant of a time as staff write it in a file (K0.1).

    Takes ISO text ("2024-03-01T09:00", "2024-03-01 09:00", with or without offset or Z) and the datetime
    or date that a YAML reader may already have made of it. Without an offset it is Stockholm time; a bare
    date is the beginning of that day.

    Raises: LokalTidFel for a local time that the clock change removes or repeats, unless its offset is
    given; ValueError for what is not a time at all. Both name the text.
    """
    skrivet = str(text)
    if isinstance(text, str):
        try:
            tid = datetime.fromisoformat(text.strip())
        except ValueError as fel:
            raise ValueError(f"{skrivet}: går inte att läsa som en tid, skriv till exempel 2024-03-01 09:00") from fel
    elif isinstance(text, datetime):
        tid = text
    else:
        tid = datetime.combine(text, time.min)
    if tid.tzinfo is None:
        return _till_utc(tid, skrivet)
    return _rakna_om(tid, skrivet)


def _krav_pa_tidszon(instant: datetime) -> None:
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()}: tidpunkten saknar tidszon (K0.1)")


def _las_tidpunkt(varde: Any) -> Any:
    try:
        return tolka_tid(varde)
    except (ValueError, TypeError, AttributeError) as fel:
        # What is a time may be repeated; what is none could be anything (K3.3).
        skal = str(fel) if isinstance(fel, LokalTidFel) else "ska vara en tidpunkt, ÅÅÅÅ-MM-DDTHH:MM"
        raise PydanticCustomError("tidpunkt", "{skal}", {"skal": skal}) from None


Tidpunkt = Annotated[datetime, BeforeValidator(_las_tidpunkt)]
"""A field that is an instant: Stockholm time as staff write it, or with its offset (K0.1)."""
