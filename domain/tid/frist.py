"""From a day to a frist: counted days, moved days, and why each was skipped (K0.3–K0.5)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from domain.tid.kalender import _DYGN, varfor_inte_arbetsdag


@dataclass(frozen=True, slots=True)
class Hoppad:
    """A day that a calculation passed over (`datum`), and why (`orsak`: "söndag", "långfredagen" …)."""

    datum: date
    orsak: str


@dataclass(frozen=True, slots=True)
class Fristrakning:
    """A frist with the steps that led to it, so that it can be explained to the one it binds.

    fran: the day the length is counted from, itself not counted. langd: "5 arbetsdagar", "14 dagar" or
    "fast datum". frist: the last day on which it is met. hoppade: the days passed over, in order.
    """

    fran: date
    langd: str
    frist: date
    hoppade: tuple[Hoppad, ...] = ()

    def __hash__(self) -> int:
        """By what the days passed over follow from: they would take longer to hash than all the rest of a bevakning."""
        return hash((self.fran, self.langd, self.frist))


@lru_cache(maxsize=8192)
def arbetsdagar_fran(d: date, n: int) -> Fristrakning:
    """N arbetsdagar from `d`: the n:th arbetsdag after it, `d` not counted (K0.3). ValueError if n < 1."""
    if n < 1:
        raise ValueError(f"{n} arbetsdagar: en frist i arbetsdagar är minst en dag (K0.3)")
    frist, kvar, hoppade = d, n, []
    while kvar:
        frist += _DYGN
        orsak = varfor_inte_arbetsdag(frist)
        if orsak is None:
            kvar -= 1
        else:
            hoppade.append(Hoppad(frist, orsak))
    return Fristrakning(d, f"{n} {'arbetsdag' if n == 1 else 'arbetsdagar'}", frist, tuple(hoppade))


@lru_cache(maxsize=8192)
def dagar_fran(d: date, n: int) -> Fristrakning:
    """N dagar from `d`: `d` + n, moved to the next arbetsdag if it is none (K0.4). ValueError if n < 0."""
    if n < 0:
        raise ValueError(f"{n} dagar: en frist kan inte räknas bakåt (K0.4)")
    frist, hoppade = d + timedelta(days=n), []
    while (orsak := varfor_inte_arbetsdag(frist)) is not None:
        hoppade.append(Hoppad(frist, orsak))
        frist += _DYGN
    return Fristrakning(d, f"{n} {'dag' if n == 1 else 'dagar'}", frist, tuple(hoppade))


@lru_cache(maxsize=8192)
def fast_datum(fran: date, d: date) -> Fristrakning:
    """A date that the routine names, or an end date: it does not move (K0.4). `fran` is its origin."""
    return Fristrakning(fran, "fast datum", d)


def senast(a: Fristrakning, b: Fristrakning) -> Fristrakning:
    """The one of two calculations with the later frist; the first when they agree."""
    return b if b.frist > a.frist else a


@lru_cache(maxsize=8192)
def periodslut(start: date, manader: int) -> date:
    """The last day of a period of `manader` months whose first day is `start` (K0.5).

    The day before the corresponding date, or the month's last day when that month lacks the date.
    Raises: ValueError if `manader` < 1.
    """
    if manader < 1:
        raise ValueError(f"{manader} månader: en period är minst en månad (K0.5)")
    ar, manad0 = divmod(start.year * 12 + start.month - 1 + manader, 12)
    sista = monthrange(ar, manad0 + 1)[1]
    if start.day > sista:
        return date(ar, manad0 + 1, sista)
    return date(ar, manad0 + 1, start.day) - _DYGN
