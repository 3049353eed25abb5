"""The list of authorised anordnare and its history: what was registered when, and who stands where (K1.1, K5.5).

The history is a log that is only added to. What the list looked like on an earlier day is read from the lines that
had been registered by then, so that what followed from it then can always be told again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Literal

from domain.grund.slag import Kundval
from domain.tid.tidpunkt import datum

Slag = Literal["registrerad", "upphor", "andrad", "struken"]

_ALFABET = str.maketrans({"å": "{", "ä": "|", "ö": "}"})
"""å, ä, ö come last in Swedish; the three signs are those that follow z."""


@dataclass(frozen=True, slots=True)
class Registerhandelse:
    """One line of the register's log.

    Attributes:
        registrerad: the registration instant (UTC).
        avser: the first day, until now, of the auktorisation that it changes; None for a new one.
        fran: its first day from now on; None when it is struck.
        till: its last day; None is until further notice.
    """

    registrerad: datetime
    anordnare: str
    kundval: Kundval
    avser: date | None
    fran: date | None
    till: date | None = None

    @property
    def slag(self) -> Slag:
        """What the line does: a new auktorisation, a last day set, another change, or struck."""
        if self.avser is None:
            return "registrerad"
        if self.fran is None:
            return "struken"
        return "upphor" if self.fran == self.avser and self.till is not None else "andrad"


@dataclass(frozen=True, slots=True)
class Plats:
    """A place on the list: an unbroken time of auktorisation, both days included.

    Auktorisationer that follow each other without a day between are one, so a renewal keeps the place; after a gap the
    anordnare is newly authorised (Tolkning).
    """

    anordnare: str
    fran: date
    till: date | None

    def galler(self, dag: date) -> bool:
        """Whether the auktorisation covers the day."""
        return self.fran <= dag and (self.till is None or dag <= self.till)

    @property
    def ordning(self) -> tuple[date, str, str]:
        """By auktorisationsdatum, then by name as Swedish sorts it (K5.5)."""
        return self.fran, self.anordnare.casefold().translate(_ALFABET), self.anordnare


Platser = tuple[Plats, ...]


class Listhistorik:
    """The list of one kundval as it stood on any day.

    Args:
        handelser: the log; lines of other kundval are left out, and lines of the same instant keep their order.
    """

    def __init__(self, handelser: Iterable[Registerhandelse], kundval: Kundval) -> None:
        egna = sorted((h for h in handelser if h.kundval == kundval), key=lambda h: h.registrerad)
        self._dagar: list[date] = []
        self._listor: list[list[Platser]] = [[()]]
        gallande: dict[tuple[str, date], date | None] = {}
        for dag, rader in groupby(egna, key=lambda h: datum(h.registrerad)):
            self._dagar.append(dag)
            self._listor.append([])
            for h in rader:
                if h.avser is not None:
                    gallande.pop((h.anordnare, h.avser), None)
                if h.fran is not None:
                    gallande[h.anordnare, h.fran] = h.till
                self._listor[-1].append(_platser(gallande))

    def kand(self, dag: date) -> Platser:
        """The list in order, by all that was registered on the day or earlier."""
        return self._listor[bisect_right(self._dagar, dag)][-1]

    def under(self, dag: date) -> list[Platser]:
        """The list as the day began, and after each line that was registered on it."""
        n = bisect_right(self._dagar, dag)
        if n and self._dagar[n - 1] == dag:
            return [self._listor[n - 1][-1], *self._listor[n]]
        return [self._listor[n][-1]]


def _platser(gallande: dict[tuple[str, date], date | None]) -> Platser:
    platser: list[Plats] = []
    for anordnare, fran in sorted(gallande):
        till = gallande[anordnare, fran]
        forra = platser[-1] if platser and platser[-1].anordnare == anordnare else None
        # By ordinals: the day after the calendar's last day cannot be reckoned.
        if forra and (forra.till is None or fran.toordinal() - forra.till.toordinal() <= 1):
            slut = None if forra.till is None or till is None else max(forra.till, till)
            platser[-1] = Plats(anordnare, forra.fran, slut)
        else:
            platser.append(Plats(anordnare, fran, till))
    return tuple(sorted(platser, key=lambda p: p.ordning))
