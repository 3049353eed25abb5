"""A year's figures of the anordnare, counted over every case and therefore kept for a while (K16.1).

To count twenty thousand cases takes seconds, and the figures are of days that have been. What is kept is shown with
when it was counted, and is counted anew behind the page's back when it has grown old; only the very first has to wait.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Kundval
from domain.kvalitet.nyckeltal import Nyckeltal
from domain.kvalitet.rakning import krav_insyn
from domain.regler.regelverk import Regelverk
from domain.tid.tidpunkt import datum
from persistence.databas.motor import DatabasFel
from persistence.insyn.tillgang import prova_tillgang
from persistence.kvalitet.nyckeltal import nyckeltal

FARSKA = timedelta(minutes=10)
"""How long the figures are shown before they are counted anew."""


@dataclass(frozen=True, slots=True)
class Arssiffror:
    """The figures, and when they were counted (UTC)."""

    rader: list[Nyckeltal]
    raknade: datetime


@dataclass(slots=True)
class _Plats:
    """What is kept of one year, kundval and reader; ``las`` is held by whoever counts."""

    las: threading.Lock = field(default_factory=threading.Lock)
    siffror: Arssiffror | None = None


_minnen: WeakKeyDictionary[Engine, dict[object, _Plats]] = WeakKeyDictionary()
_FLEST = 200


def arssiffror(
    motor: Engine, som: Aktor, ar: int, kundval: Kundval | None, regelverk: Regelverk, nu: datetime
) -> Arssiffror:
    """The figures that ``som`` sees; that it may see them is asked each time.

    Raises: Avvisning, as ``nyckeltal``; DatabasFel.
    """
    krav_insyn(som, None)
    prova_tillgang(motor, som)
    egen = som.organisation if som.roll is Roll.ANORDNARE else None

    def rakna() -> Arssiffror:
        rader = nyckeltal(motor, ar, idag=datum(nu), regelverk=regelverk, anordnare=egen, kundval=kundval)
        return Arssiffror(rader, nu)

    minne = _minnen.setdefault(motor, {})
    nyckel = (ar, datum(nu), kundval, egen)
    if nyckel not in minne and len(minne) >= _FLEST:
        minne.clear()
    plats = minne.setdefault(nyckel, _Plats())
    gamla = plats.siffror
    if gamla is None:
        with plats.las:
            plats.siffror = plats.siffror or rakna()
        return plats.siffror
    if nu - gamla.raknade >= FARSKA and plats.las.acquire(blocking=False):
        threading.Thread(target=_rakna_om, args=(plats, rakna), daemon=True).start()
    return gamla


def _rakna_om(plats: _Plats, rakna: Callable[[], Arssiffror]) -> None:
    """Count anew; the lock is the caller's. While the database is away the old figures stand."""
    try:
        plats.siffror = rakna()
    except DatabasFel:
        pass
    finally:
        plats.las.release()
