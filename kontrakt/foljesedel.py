"""What goes beside a batch to the journal within one process: how the case stands before and after its lines.

A batch says what is to stand in the journal, and no more. Which rows follow from it can be told by whoever knows the
case before and after, and the workflow that decided it does: a local activity runs in the same process as the workflow
that asked for it. So it lays the two pictures where the writer finds them. They are values, and nobody keeps them: a
writer that remembered the cases itself held each a second time, and one that does not must read its whole journal.

Nothing rests on a slip. One that is missing, or goes with other lines, costs its writer a reading of the journal.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from domain.insats.insats import Insats
from domain.insats.minne import en_gang
from domain.liv import lagesbild
from domain.liv.lagesbild import Lagesbild
from kontrakt.insats import Batch

_FLEST = 256
"""Slips that lie at once, the youngest; many more cases than write at once wait only where there is no database."""


@dataclass(frozen=True, slots=True)
class Foljesedel:
    """The slip of one batch. ``fore`` and ``efter``: the case's rows before its lines and after them."""

    fore: Lagesbild
    poster: tuple[dict[str, Any], ...]
    efter: Lagesbild

    @classmethod
    def av(cls, fore: Insats, poster: tuple[dict[str, Any], ...], efter: Insats) -> Foljesedel:
        """The slip of lines (``lagring.post_till_json``) that take a case from one state to another."""
        return cls(en_gang(fore, lagesbild.lagesbild), poster, en_gang(efter, lagesbild.lagesbild))

    def galler(self, batch: Batch) -> bool:
        """Whether it goes with these very lines."""
        fran = self.fore.insats
        return (fran.arende, fran.nr) == (batch.arende, batch.efter_nr) and self.poster == batch.poster


class _Lagda:
    def __init__(self) -> None:
        self._sedlar: OrderedDict[str, Foljesedel] = OrderedDict()
        self._las = Lock()

    def lagg(self, arende: str, sedel: Foljesedel) -> None:
        with self._las:
            self._sedlar[arende] = sedel
            self._sedlar.move_to_end(arende)
            if len(self._sedlar) > _FLEST:
                self._sedlar.popitem(last=False)

    def se(self, arende: str) -> Foljesedel | None:
        with self._las:
            return self._sedlar.get(arende)

    def ta_bort(self, arende: str, sedel: Foljesedel) -> None:
        with self._las:
            if self._sedlar.get(arende) is sedel:
                del self._sedlar[arende]


_LAGDA = _Lagda()


@contextmanager
def lagd(sedel: Foljesedel) -> Iterator[None]:
    """While it lasts, the slip lies there for whoever writes the lines."""
    arende = sedel.fore.insats.arende
    _LAGDA.lagg(arende, sedel)
    try:
        yield
    finally:
        _LAGDA.ta_bort(arende, sedel)


def till(batch: Batch) -> Foljesedel | None:
    """The slip that goes with a batch, if one lies there."""
    sedel = _LAGDA.se(batch.arende)
    return sedel if sedel is not None and sedel.galler(batch) else None
