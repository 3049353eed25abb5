"""§7.5: when follow-up meetings are to be held – as the uppdrag says, or by the interval of the insats (K7.7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

from domain.grund.avvisning import Avvisning
from domain.grund.text import Textfakta
from domain.insats.insats import Insats
from domain.tid.frist import periodslut

INTERVALL = "uppfoljning.var_manad.{insats}"
"""The key of an insats's own interval."""


class Uppfoljningen(Protocol):
    """What an uppdrag says of the meetings."""

    @property
    def startdatum(self) -> date:
        """The first insatsdag."""

    @property
    def uppfoljningsdagar(self) -> tuple[date, ...]:
        """The days that are named."""

    @property
    def uppfoljning_var_manad(self) -> int | None:
        """The interval in months, if one is said."""

    @property
    def utan_uppfoljning(self) -> Textfakta | None:
        """Why there is none, if there is none."""


def bestam_uppfoljning(i: Insats, k: Uppfoljningen, slut: date, idag: date) -> tuple[tuple[date, ...], int | None]:
    """The days that the uppdrag names, in order, or the interval in months; neither where there are to be no meetings.

    Raises: Avvisning, K7.7; it says more than one thing, or a day lies outside the insats.
    """
    sagt = [bool(k.uppfoljningsdagar), k.uppfoljning_var_manad is not None, k.utan_uppfoljning is not None]
    if sum(sagt) > 1:
        falt = "utan_uppfoljning" if sagt[2] else "uppfoljningsdagar"
        vad = "dagar, intervall eller att inga hålls" if sagt[2] else "dagar eller intervall för uppföljningssamtalen"
        raise Avvisning("K7.7", f"ange antingen {vad}", falt)
    if utanfor := [d for d in k.uppfoljningsdagar if not k.startdatum <= d <= slut]:
        raise Avvisning("K7.7", f"{utanfor[0]} ligger utanför insatsen", "uppfoljningsdagar")
    if any(sagt):
        return tuple(sorted(set(k.uppfoljningsdagar))), k.uppfoljning_var_manad
    return (), i.regelverk.tal(INTERVALL.format(insats=i.slag), idag) or None


def uppfoljningsdagar(i: Insats) -> Iterator[date]:
    """When follow-up meetings are to be held, until the end date: as named, or by the interval (K7.7)."""
    if i.uppdrag is None or i.slutdatum is None:
        return
    yield from (dag for dag in i.uppfoljningsdagar if dag <= i.slutdatum)
    n = var = i.uppfoljning_var_manad or 0
    while n and (dag := periodslut(i.uppdrag.startdatum, n) + timedelta(days=1)) <= i.slutdatum:
        yield dag
        n += var


def var_manad_i_ord(antal: int | None) -> str:
    """``varje månad``, ``var tredje månad``."""
    return "varje månad" if antal == 1 else f"var {_ORDNING.get(antal or 0, f'{antal}:e')} månad"


_ORDNING = {2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", 6: "sjätte"}
