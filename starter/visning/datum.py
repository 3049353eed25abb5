"""Dates as Swedes write them: on a page (``tors 28 mars``, with the year where it is another than today's), and in a
form."""

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


_MANAD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_AR = re.compile("[0-9]{4}")
_KLOCKSLAG = re.compile(r"([0-9]{1,2})[.: ]?([0-9]{2})(.*)", re.DOTALL)
_SKRIVEN = re.compile(r"(?:([a-zåäö]{2,}) )?([0-9]{1,2}) ([a-z]+) ([0-9]{4})")
_MANADER = [namn(f"2024-{n:02}") for n in range(1, 13)]


def skriven_dag(text: str) -> str:
    """A day of a form as a kommando reads it: ``tors 28 mars 2024`` as ``2024-03-28``; all else stays as it is, to be
    read or refused (K0.1).
    """
    traff = _SKRIVEN.fullmatch(" ".join(text.lower().split()))
    if traff is None or traff[3] not in _MANADER or not any(d.startswith(traff[1] or "") for d in _DAGEN):
        return text
    return f"{traff[4]}-{_MANADER.index(traff[3]) + 1:02}-{int(traff[2]):02}"


def skriven_manad(text: str) -> str:
    """A month of a form as a kommando reads it: ``mars 2024`` as ``2024-03``; all else stays as it is."""
    namn_, _, ar = " ".join(text.lower().split()).partition(" ")
    return f"{ar}-{_MANADER.index(namn_) + 1:02}" if namn_ in _MANADER and _AR.fullmatch(ar) else text


def som_dag(text: str) -> str:
    """A day that somebody has written, in full as they see it again: ``torsdag 28 mars 2024``; what is none stays."""
    try:
        return hel_dag(date.fromisoformat(skriven_dag(text)))
    except ValueError:
        return text


def som_manad(text: str) -> str:
    """A month that somebody has written: ``mars 2024``; what is none stays as it is."""
    m = skriven_manad(text)
    return manaden(m) if _MANAD.fullmatch(m) else text


def skrivet_klockslag(text: str) -> str:
    """``14.30`` as ``14:30``, with the offset that may follow; what is no time of the clock stays as it is."""
    traff = _KLOCKSLAG.fullmatch(text)
    return f"{int(traff[1]):02}:{traff[2]}{traff[3].strip()}" if traff else text
