"""Figures that are counted over every case, and therefore kept for a while (K16.1, K16.3).

To count twenty thousand cases takes seconds, and the figures are of days that have been. What is kept is shown with
when it was counted, and is counted anew behind the page's back when it has grown old; only the very first waits, and
no longer than anybody stands it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as ForSent
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from starter.stod.klient.kontakt import IngenKontakt

T = TypeVar("T")

FARSKA = timedelta(minutes=10)
"""How long figures are shown before they are counted anew."""
TALAMOD = 20.0
"""Seconds that the first is waited for; then the page says that it is being counted, and the counting goes on."""
_FLEST = 200


class Raknas(IngenKontakt):
    """It is being counted for the first time."""

    def __init__(self) -> None:
        text = "siffrorna räknas; försök igen om några sekunder"
        super().__init__(text, text)


@dataclass(frozen=True, slots=True)
class Raknat(Generic[T]):
    """What was counted, and when that began (UTC)."""

    varde: T
    nar: datetime


@dataclass(slots=True)
class _Plats:
    """What is kept of one thing; ``pagar`` is there while somebody counts."""

    las: threading.Lock = field(default_factory=threading.Lock)
    senast: Raknat[Any] | None = None
    pagar: Future[Raknat[Any]] | None = None


_minnen: WeakKeyDictionary[Engine, dict[Hashable, _Plats]] = WeakKeyDictionary()


def raknat(
    motor: Engine, vad: Hashable, rakna: Callable[[], T], nu: datetime, *, talamod: float = TALAMOD
) -> Raknat[T]:
    """What ``rakna`` came to, once for all who ask for the same ``vad``; who may see it is for the caller to ask.

    Raises: Raknas; and what ``rakna`` raises, while there is nothing older to show.
    """
    minne = _minnen.setdefault(motor, {})
    if vad not in minne and len(minne) >= _FLEST:
        minne.clear()
    plats = minne.setdefault(vad, _Plats())
    with plats.las:
        gamla, pagar = plats.senast, plats.pagar
        if pagar is None and (gamla is None or nu - gamla.nar >= FARSKA):
            pagar = plats.pagar = Future()
            threading.Thread(target=_rakna, args=(plats, pagar, rakna, nu), daemon=True).start()
    if gamla is not None:
        return gamla
    assert pagar is not None
    try:
        return pagar.result(talamod)
    except ForSent:
        raise Raknas from None


def _rakna(plats: _Plats, pagar: Future[Raknat[Any]], rakna: Callable[[], Any], nu: datetime) -> None:
    """Count; while that fails, as when the database is away, the old figures stand."""
    try:
        svar = Raknat(rakna(), nu)
    except BaseException as fel:
        with plats.las:
            plats.pagar = None
        pagar.set_exception(fel)
        return
    with plats.las:
        plats.senast, plats.pagar = svar, None
    pagar.set_result(svar)
