"""Derivations done once: what follows from a state is asked for again only when something it rests on has changed.

A state never changes, and most händelser touch little of it. So what a chapter derives from the next state is what it
derived from the last one, unless a value that it read is another now. What it read is noted while it reads, so that
nothing has to be declared, and nothing can be forgotten.

What a derivation rests on is in the end fields, and a field can change only where one state becomes the next: they
are compared there, once for all (``arv``). With them are compared the leaves of the calendar (``KALENDERBLAD``), since
the instant is another after each line while the week and the month seldom are. Only other derivations are compared by
their value when the derivation is asked for: they may come to the same although what they rest on has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, compress, count
from operator import is_, is_not, itemgetter
from typing import Any, TypeVar, cast

from domain.insats.harledd import Minnen, Rad, harledd
from domain.insats.insats import FALT, KALENDERBLAD, Insats

_T = TypeVar("_T")
_U = TypeVar("_U")
_FALTEN, _BLADEN = sorted(FALT), sorted(KALENDERBLAD)
_BIT = {namn: 1 << nr for nr, namn in enumerate((*_FALTEN, *_BLADEN))}
"""What a derivation rests on in the end, each as a bit: what it has read is one small number, and so is what a line has
changed."""
_BLADENS = tuple((namn, _BIT[namn]) for namn in _BLADEN)
_faltens = itemgetter(*_FALTEN)


class _Lasare:
    """State as one derivation reads it, and a note of what it has read.

    A value is fetched, and so noted, the first time it is read; then it is an attribute like any other. What is
    computed from fields is either remembered with its own note, such as ``insatsperiod``, or computed here too, so that
    those fields are noted, such as ``form``.
    """

    __slots__ = ("__dict__", "_andra", "_insats", "_last")

    def __init__(self, insats: Insats) -> None:
        self._insats = insats
        self._last = 0
        self._andra: dict[Callable[[Insats], Iterable[object]], object] = {}

    def __getattr__(self, namn: str) -> Any:
        if (bit := _BIT.get(namn)) is not None:
            self._last |= bit
            varde = getattr(self._insats, namn)
        elif type(egenskap := getattr(Insats, namn)) is harledd:
            minne = _minnas(self._insats, egenskap.func, _som_den_ar)
            self._last |= minne.last
            self._andra.update(minne.andra)
            varde = minne.svar
        else:
            varde = egenskap.__get__(self)
        self.__dict__[namn] = varde
        return varde


class _Minne:
    """What one function has derived, and from what.

    Attributes:
        last: the fields and leaves that it has read, as bits. Where one has changed, it is derived anew.
        andra: the other derivations that it rests on, and what each had come to.
        rot: what all of it rests on in the end, as bits. Where none has changed, nothing is looked at.
    """

    __slots__ = ("andra", "last", "rot", "svar")

    def __init__(self, insats: Insats, funktion: Callable[[Insats], object], samla: Callable[[Any], Any]) -> None:
        lasare = _Lasare(insats)
        # The one place where a reader passes for the state it reads: it answers every attribute with the state's own
        # value, and has no other. A derivation needs no knowledge of being remembered (docs/beslut/0009).
        self.svar = samla(funktion(cast(Insats, lasare)))
        self.last, self.andra = lasare._last, tuple(lasare._andra.items())
        self._rota(insats)

    def _rota(self, insats: Insats) -> None:
        self.rot = self.last
        for funktion, _ in self.andra:
            self.rot |= _minnas(insats, funktion, Rad).rot

    def galler(self, insats: Insats) -> bool:
        """Whether the derivations it rests on come to the same in a state that has inherited this."""
        for funktion, svar in self.andra:
            minne = _minnas(insats, funktion, Rad)
            if minne.svar is not svar and minne.svar != svar:
                return False
            self.rot |= minne.rot  # it may have come to the same by another way
        return True


def harled(insats: Insats, funktion: Callable[[Insats], Iterable[_T]]) -> tuple[_T, ...]:
    """What a function derives from a state: from memory where that holds.

    The function reads nothing but the state and what never changes. It may ask for other derivations in its turn.
    """
    if type(insats) is not Insats:  # the sandbox makes isinstance ten times as dear
        lasare = cast(_Lasare, insats)
        svar = lasare._andra[funktion] = harled(lasare._insats, funktion)
        return svar
    minnets: tuple[_T, ...] = (insats.minnen.provade.get(funktion) or _minnas(insats, funktion, Rad)).svar
    return minnets


def harled_i_rad(insats: Insats, funktioner: Sequence[Callable[[Insats], Iterable[_T]]]) -> tuple[_T, ...]:
    """What each of the functions derives, one after the other: the same row as before, while each is what it was."""
    if type(insats) is not Insats:
        return tuple(chain.from_iterable(harled(insats, f) for f in funktioner))
    minnen = _minnen(insats)
    hamta = minnen.provade.get
    delar = [(hamta(f) or _minnas(insats, f, Rad)).svar for f in funktioner]
    fore: Rad[_T] | None = minnen.rader.get(id(funktioner))
    if fore is not None and len(fore.delar) == len(delar) and all(map(is_, fore.delar, delar)):
        return fore
    rad = minnen.rader[id(funktioner)] = Rad(chain.from_iterable(delar))
    rad.delar = delar
    return rad


def _minnas(insats: Insats, funktion: Callable[[Insats], object], samla: Callable[[Any], Any]) -> _Minne:
    minnen = _minnen(insats)
    minne: _Minne | None = minnen.provade.get(funktion)
    if minne is None:
        minne = minnen.arvda.get(funktion)
        if minne is None or not minne.galler(insats):
            minne = _Minne(insats, funktion, samla)
        minnen.provade[funktion] = minne
    return minne


def _som_den_ar(varde: _T) -> _T:
    return varde


def en_gang(insats: Insats, funktion: Callable[[Insats], _T]) -> _T:
    """What a function makes of a state: once for each, as many times as it is asked for in one step."""
    egna = insats.minnen.egna
    if (svar := egna.get(funktion)) is None:
        svar = egna[funktion] = funktion(insats)
    return svar


def arv(fran: Insats, till: Insats) -> None:
    """Let the next state remember what the last one had derived, where no value that was read has changed.

    What has changed is looked for when the next state is first asked for something: of lines that come several at once
    only the last is, and the others hand on what they were left.
    """
    minnen: Minnen | None = fran.__dict__.get("minnen")
    if minnen is not None:
        till.minnen.fore = minnen.fore or fran


def _minnen(insats: Insats) -> Minnen:
    minnen = insats.minnen
    if minnen.fore is not None:
        fran, minnen.fore = minnen.fore, None
        _arv(fran, insats)
    return minnen


def _arv(fran: Insats, till: Insats) -> None:
    fore, efter = fran.__dict__, till.__dict__
    andrade, var, blev = 0, _faltens(fore), _faltens(efter)
    # Most are the very same object, which is soon seen; one that was made anew may still be equal.
    for nr in compress(count(), map(is_not, var, blev)):
        if var[nr] != blev[nr]:
            andrade |= 1 << nr
    for namn, bit in _BLADENS:
        if getattr(fran, namn) != getattr(till, namn):
            andrade |= bit
    minnen, nya = fran.minnen, till.minnen
    nya.rader = minnen.rader
    provade, arvda = minnen.provade.copy(), nya.arvda
    for funktion, minne in minnen.arvda.items():
        if not minne.last & andrade and funktion not in provade:
            arvda[funktion] = minne
    for funktion in [funktion for funktion, minne in provade.items() if minne.rot & andrade]:
        if not (minne := provade.pop(funktion)).last & andrade:
            arvda[funktion] = minne
    nya.provade = provade
