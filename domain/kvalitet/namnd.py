"""The year as the nämnd is told of it (K16.3): its cells, and what may be told of them.

Every table that is shown is a cut of the same cells, so that one table tells nothing of what another hides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import SER_ALLA_ARENDEN
from domain.grund.slag import Form, Insatsslag, Kundval, Orsak
from domain.tid.period import Period

ALLA = "alla"
INSATSER: tuple[str, ...] = get_args(Insatsslag)
KUNDVAL: tuple[str, ...] = get_args(Kundval)
MALGRUPPER = (
    "ekonomiskt_bistand", "etableringsprogrammet", "kaa", "unga_vuxna", "anhoriginvandrare", "efter_etablering",
)  # fmt: skip
BEVILJADE, PAGAENDE, AVSLUTADE, ERSATTA = "beviljade", "pagaende", "avslutade", "ersatta"
SLUT, MAL, STEG, TID = "slut", "mal", "steg", "tid"
UTAN_SORT, INTE_NATT, OKANT = "utan_sort", "inte_natt", "okant"
"""Of goals: reached, but nobody has said which; not reached; and nobody has said whether it was."""
Sida = Literal["kommunen", "anordnarna"]
SIDOR: tuple[Sida, ...] = get_args(Sida)


class Ruta(NamedTuple):
    """A cell: what is counted (``sort`` tells one of a kind from the next), of which insatser, in which målgrupp."""

    matt: str
    insats: str = ALLA
    malgrupp: str = ALLA
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Namndgrupp:
    """Insatser that are alike. ``dagar``: the insatsdagar of all of them, where the goal was reached."""

    insats: Insatsslag
    malgrupp: str
    beviljad: bool
    pagaende: bool
    avslutad: bool
    form: Form | None
    orsak: Orsak | None
    natt: bool | None
    mal: str | None
    steg_till: str | None
    antal: int
    dagar: int


@dataclass(frozen=True, slots=True)
class Kostnadsgrupp:
    """What insatser cost: paid, and earned in months that have passed but not paid. ``antal``: cases it is of."""

    insats: Insatsslag
    malgrupp: str
    utbetalt: Decimal
    upparbetat: Decimal
    antal: int


@dataclass(frozen=True, slots=True)
class Budget:
    """What has been decided for a year and a kundval: by which decision, entered by whom, when (UTC)."""

    ar: int
    kundval: Kundval
    belopp: Decimal
    beslut: str
    av: str
    tid: datetime


@dataclass(frozen=True, slots=True)
class Kostnad:
    """Kronor: paid, and earned but not paid."""

    utbetalt: Decimal = Decimal()
    upparbetat: Decimal = Decimal()

    def __add__(self, andra: Kostnad) -> Kostnad:
        return Kostnad(self.utbetalt + andra.utbetalt, self.upparbetat + andra.upparbetat)


@dataclass(frozen=True)
class Namndstatistik:
    """A year. Ask ``antal``, ``kostnad`` and ``medeltid``: they give None for what must not be told.

    Attributes:
        minst: the least number that is told.
        intern: nothing is hidden; it must not leave the organisation.
    """

    period: Period
    minst: int
    tal: Mapping[Ruta, int]
    kostnader: Mapping[Ruta, Kostnad]
    dagar: Mapping[Ruta, int]
    dolda: frozenset[Ruta]
    budget: Mapping[Kundval, Budget] = field(default_factory=dict)
    intern: bool = False

    def _dold(self, r: Ruta) -> bool:
        return r in self.dolda and not self.intern

    def antal(self, r: Ruta) -> int | None:
        """How many; None if it must not be told."""
        return None if self._dold(r) else self.tal.get(r, 0)

    def kostnad(self, r: Ruta) -> Kostnad | None:
        """What it cost (the insatser and målgrupp of ``r``); None if it must not be told."""
        r = Ruta(ERSATTA, r.insats, r.malgrupp)
        return None if self._dold(r) else self.kostnader.get(r, Kostnad())

    def medeltid(self, r: Ruta) -> int | None:
        """Insatsdagar to the goal, the mean as a whole number; None of none, and of so few that it is of somebody."""
        antal = self.antal(r)
        if not antal or (antal < self.minst and not self.intern):
            return None
        return round(self.dagar.get(r, 0) / antal)

    def sorter(self, matt: str) -> list[str]:
        """The kinds of a figure that there are any of, the most common first."""
        alla = [r for r in self.tal if r.matt == matt and r.insats == ALLA and r.malgrupp == ALLA and self.tal[r]]
        return [r.sort for r in sorted(alla, key=lambda r: (r in self.dolda, -self.tal[r] * (r not in self.dolda), r))]


def krav_insyn(som: Aktor) -> None:
    """Who sees all cases sees their sums. Raises: Avvisning, K16.3."""
    if som.roll not in SER_ALLA_ARENDEN:
        raise Avvisning("K16.3", "det här ser kommunens handläggare och chefer", "som")


def krav_fora_in(som: Aktor) -> None:
    """Who enters the budget. Raises: Avvisning, K16.3."""
    if som.roll is not Roll.EKONOM:
        raise Avvisning("K16.3", "budgeten för ekonomen in", "som")


def punktlighet(s: Namndstatistik, sida: Sida, slag: str = ALLA) -> Mapping[str, int | None]:
    """How many were done in time, late and not at all, and all; None for what must not be told."""
    delar = {b: s.antal(Ruta(TID, sida, slag, b)) for b in ("i_tid", "sena", "saknade")}
    return delar | {"alla": s.antal(Ruta(TID, sida, slag, ALLA))}


def i_tid_slag(s: Namndstatistik, sida: Sida) -> list[str]:
    """The kinds of bevakning that a side has had, by name."""
    return sorted({r.malgrupp for r in s.tal if r.matt == TID and r.insats == sida and r.malgrupp != ALLA})
