"""Dates as Swedes write them on a page: ``tor 28 mars``, with the year where it is another than today's."""

from __future__ import annotations

import re
from datetime import date, datetime

from domain.grund.ordval import numerus
from domain.tid.manad import forsta, manad, namn
from domain.tid.tidpunkt import STOCKHOLM

VECKODAG = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
_VECKA = re.compile(r"([0-9]{4})-W([0-9]{2})")
_DAGEN = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


def dag(d: date, idag: date) -> str:
    """``tors 28 mars``; ``tors 28 mars 2024`` in another year than today's."""
    ar = "" if d.year == idag.year else f" {d.year}"
    return f"{VECKODAG[d.weekday()]} {d.day} {namn(manad(d))}{ar}"


def hel_dag(d: date) -> str:
    """``torsdag 28 mars 2024``."""
    return f"{_DAGEN[d.weekday()]} {d.day} {namn(manad(d))} {d.year}"


def stund(tid: datetime, idag: date) -> str:
    """``tors 28 mars kl. 09.05``, in Stockholm."""
    har = tid.astimezone(STOCKHOLM)
    return f"{dag(har.date(), idag)} kl. {har:%H.%M}"


def manaden(m: str) -> str:
    """``mars 2024``."""
    return f"{namn(m)} {forsta(m).year}"


def avser(text: str | None, idag: date) -> str:
    """Which one of its kind a bevakning is, in words: ``oktober 2026``, ``vecka 49``, ``tors 28 mars``."""
    if text is None:
        return ""
    if traff := _VECKA.fullmatch(text):
        return f"vecka {int(traff[2])}" + ("" if int(traff[1]) == idag.isocalendar().year else f" {traff[1]}")
    try:
        return dag(date.fromisoformat(text), idag) if len(text) == 10 else manaden(text)
    except ValueError:
        return text


def hur_lange(d: date, idag: date) -> str:
    """How far off a day is: ``3 dagar sen``, ``i dag``, ``i morgon``, ``om 4 dagar``."""
    dagar = (d - idag).days
    if dagar < 0:
        return f"{numerus(-dagar, 'dag', 'dagar')} sen"
    return {0: "i dag", 1: "i morgon"}.get(dagar, f"om {numerus(dagar, 'dag', 'dagar')}")


def timmar(till: datetime, nu: datetime) -> str:
    """How far off an instant is where the routine counts in hours: ``31 timmar kvar``, ``5 timmar för sent``."""
    minuter = (till - nu).total_seconds() / 60
    hela = int(abs(minuter) // 60)
    tid = numerus(hela, "timme", "timmar") if hela else "mindre än en timme"
    return f"{tid} kvar" if minuter > 0 else f"{tid} för sent"
