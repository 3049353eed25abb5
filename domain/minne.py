"""Derivations done once: what follows from a state is asked for again only when something it rests on has changed.

A state never changes, and most händelser touch little of it. So what a chapter derives from the next state is what it
derived from the last one, unless a value that it read is another now. What it read is noted while it reads, so that
nothing has to be declared, and nothing can be forgotten.

What a derivation rests on is in the end fields, and a field can change only where one state becomes the next: they
are compared there, once for all (``arv``). Two things are instead compared by their value, when the derivation is asked
for: the leaves of the calendar (``KALENDERBLAD``), since the instant is another after each line while the week and the
month seldom are; and other derivations, which may come to the same although what they rest on has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from domain.insats import FALT, KALENDERBLAD, Insats

_T = TypeVar("_T")
_PLATS = "_minnen"


class _Lasare:
    """State as one derivation reads it. What has been read stands in its ``__dict__``.

    A value is fetched, and so noted, the first time it is read; then it is an attribute like any other. What is
    computed from fields, such as ``slutdatum``, is computed here too, so that those fields are noted.
    """

    __slots__ = ("__dict__", "_insats", "_svar")

    def __init__(self, insats: Insats) -> None:
        self._insats = insats
        self._svar: dict[Callable[[Insats], Iterable[Any]], tuple[Any, ...]] = {}

    def __getattr__(self, namn: str) -> Any:
        if namn in FALT or namn in KALENDERBLAD:
            varde = getattr(self._insats, namn)
        else:
            varde = getattr(Insats, namn).__get__(self, Insats)
        self.__dict__[namn] = varde
        return varde


class _Minne:
    """What one function has derived, and from what."""

    __slots__ = ("andra", "blad", "falt", "svar")

    def __init__(self, insats: Insats, funktion: Callable[[Insats], Iterable[Any]]) -> None:
        lasare = _Lasare(insats)
        self.svar = tuple(funktion(cast(Insats, lasare)))
        last = lasare.__dict__
        self.falt = FALT.intersection(last)
        """The fields that were read. Where one has changed, the memory is not inherited."""
        self.blad = [(namn, last[namn]) for namn in KALENDERBLAD if namn in last]
        self.andra = list(lasare._svar.items())

    def galler(self, insats: Insats) -> bool:
        """Whether what is compared by value is the same in a state that has inherited this."""
        for namn, varde in self.blad:
            if getattr(insats, namn) != varde:
                return False
        return all(harled(insats, funktion) == svar for funktion, svar in self.andra)


class _Minnen:
    """What one state remembers: what holds for it, and what may hold, if the values that it rests on are the same."""

    __slots__ = ("arvda", "provade")

    def __init__(self) -> None:
        self.arvda: dict[Any, _Minne] = {}
        self.provade: dict[Any, _Minne] = {}


def harled(insats: Insats, funktion: Callable[[Insats], Iterable[_T]]) -> tuple[_T, ...]:
    """What a function derives from a state: from memory where that holds.

    The function reads nothing but the state and what never changes. It may ask for other derivations in its turn.
    """
    if isinstance(insats, _Lasare):
        svar = insats._svar[funktion] = harled(insats._insats, funktion)
        return svar
    minnen: _Minnen = insats.__dict__.get(_PLATS) or insats.__dict__.setdefault(_PLATS, _Minnen())
    if (minne := minnen.provade.get(funktion)) is None:
        minne = minnen.arvda.get(funktion)
        if minne is None or not minne.galler(insats):
            minne = _Minne(insats, funktion)
        minnen.provade[funktion] = minne
    return minne.svar


def arv(fran: Insats, till: Insats) -> None:
    """Let the next state remember what the last one had derived, where no field that was read has changed."""
    fore, efter = fran.__dict__, till.__dict__
    if (minnen := fore.get(_PLATS)) is None:
        return
    # Most are the very same object, which is soon seen; one that was made anew may still be equal.
    andrade = {f for f in FALT if fore[f] is not efter[f] and fore[f] != efter[f]}
    nya = efter[_PLATS] = _Minnen()
    for funktion, minne in (minnen.arvda | minnen.provade).items():
        if minne.falt.isdisjoint(andrade):
            oprovat = minne.blad or minne.andra
            (nya.arvda if oprovat else nya.provade)[funktion] = minne
