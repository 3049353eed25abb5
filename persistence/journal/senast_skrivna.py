"""What a process remembers of the cases it has written lately, so that a write need not read the journal again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock

from domain.insats.insats import Insats
from domain.liv.lagesbild import Rader
from domain.regler.regelverk import Regelverk


@dataclass(frozen=True, slots=True)
class Lage:
    """A case as of its line ``insats.nr``, and the rows that its tables hold then."""

    insats: Insats
    rader: Rader


class Minne:
    """The cases last written, least recently used out first. Thread-safe; what it holds is immutable.

    A forgotten or outdated case is only slower: the journal decides, and is read again.
    """

    def __init__(self, storst: int = 1000) -> None:
        self._storst = storst
        self._lagen: OrderedDict[str, Lage] = OrderedDict()
        self._regelverk: dict[tuple[str, ...], Regelverk] = {}
        self._las = Lock()

    def lage(self, arende: str, nr: int) -> Lage | None:
        """The case as of line ``nr``, if that is what is remembered."""
        with self._las:
            lage = self._lagen.get(arende)
            if lage is None or lage.insats.nr != nr:
                return None
            self._lagen.move_to_end(arende)
            return lage

    def minns(self, lage: Lage) -> None:
        """Remember a case. Call only when its lines are committed; an older state never replaces a newer."""
        arende = lage.insats.arende
        with self._las:
            gammalt = self._lagen.get(arende)
            if gammalt is not None and gammalt.insats.nr > lage.insats.nr:
                return
            self._lagen[arende] = replace(lage, insats=self._delat(lage.insats))
            self._lagen.move_to_end(arende)
            if len(self._lagen) > self._storst:
                self._lagen.popitem(last=False)

    def glom(self, arende: str) -> None:
        """Forget a case."""
        with self._las:
            self._lagen.pop(arende, None)

    def _delat(self, insats: Insats) -> Insats:
        """The case with the same regelverk object as its neighbours: it is by far the largest part of it."""
        kant = self._regelverk.setdefault(insats.regelverk.utgavor, insats.regelverk)
        if kant is not insats.regelverk and kant == insats.regelverk:
            return replace(insats, regelverk=kant)
        return insats
