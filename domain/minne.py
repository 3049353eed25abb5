"""Derivations done once: a chapter is asked again only when something that it read has changed.

A state never changes, and most händelser touch little of it. So a chapter's bevakningar for the next state are those
for the last one, unless a value that the chapter read is another now. What it read is noted while it reads, so that
nothing has to be declared, and nothing can be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from typing import Any, cast

from domain.insats import Insats

_PLATS = "_kapitelminne"


class _Lasare:
    """State as one chapter reads it, taking note of what it reads."""

    __slots__ = ("_insats", "last")

    def __init__(self, insats: Insats) -> None:
        self._insats = insats
        self.last: dict[str, Any] = {}

    def __getattr__(self, namn: str) -> Any:
        varde = self.last[namn] = getattr(self._insats, namn)
        return varde


class Kapitelminne:
    """What one function last derived, and from what. Carried from state to state by ``arv``."""

    __slots__ = ("last", "svar")

    def __init__(self, insats: Insats, harled: Callable[[Insats], Iterable[Any]]) -> None:
        lasare = _Lasare(insats)
        self.svar = tuple(harled(cast(Insats, lasare)))
        self.last = tuple(lasare.last.items())

    def galler(self, insats: Insats) -> bool:
        """Whether everything that was read is the same in another state."""
        for namn, varde in self.last:
            nytt = getattr(insats, namn)
            if nytt is not varde and nytt != varde:
                return False
        return True


def harled(insats: Insats, funktion: Callable[[Insats], Iterable[Any]]) -> tuple[Any, ...]:
    """What a chapter derives from a state: from memory where that holds."""
    minne: dict[Any, Kapitelminne] = insats.__dict__.setdefault(_PLATS, {})
    forra = minne.get(funktion)
    if forra is None or not forra.galler(insats):
        forra = minne[funktion] = Kapitelminne(insats, funktion)
    return forra.svar


def arv(fran: Insats, till: Insats) -> None:
    """Let the next state remember what the last one had derived."""
    if _PLATS in fran.__dict__:
        till.__dict__[_PLATS] = dict(fran.__dict__[_PLATS])


def stampla(ny: Insats, fore: Insats | None, **falt: Any) -> Insats:
    """``ny`` with some fields set.

    Every line of the journal stamps its number and instant. A state that its chapter has just made, and that nobody
    has seen, is stamped in place, since a second copy of so many fields costs more than all else; what it may have
    derived of itself is dropped.
    """
    if ny is fore:
        return replace(ny, **falt)
    for namn in ny.__dict__.keys() - _FALT:
        del ny.__dict__[namn]
    ny.__dict__.update(falt)
    return ny


_FALT = frozenset(f.name for f in fields(Insats))
