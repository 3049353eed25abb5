"""What a chapter of the routine consists of, and the shapes that pass between the chapters.

A chapter module holds its kommandon, its händelser, the decision for each kommando, the fold of each
händelse, the bevakningar it awaits, what the clock raises in it, and whom its händelser are told to.
``rutin`` puts the chapters together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.text import Textfakta
from domain.insats.insats import Insats, Status
from domain.tid.kalender import FORSTA_AR, SISTA_AR
from domain.tid.tidpunkt import datum

DORRUTGAVA = 1
"""The edition of the doors: what a run lets in and who may correct it. It is handed to each run when it begins, so that
a history written under an earlier edition is read as it was decided (``Fall.dorr``). 1: K0.10."""

_SISTA_AR = SISTA_AR - 5
"""The last year a fact may be dated in: what is counted from it must still be in the calendar."""


@cache
def _datumfalt(typ: type[BaseModel]) -> frozenset[str]:
    """The fields that hold a date, or may."""
    falt = ((namn, f.annotation) for namn, f in typ.model_fields.items())
    return frozenset(namn for namn, annotation in falt if annotation is date or date in get_args(annotation))


class Indata(BaseModel):
    """What comes from outside: no field but its own, and only dates that the calendar can count with (K0.2)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("*", mode="before")
    @classmethod
    def _datum_skrivs_ut(cls, varde: object, info: ValidationInfo) -> object:
        """A number is no date, whatever day that many seconds after 1970 was."""
        if info.field_name in _datumfalt(cls):
            if isinstance(varde, int | float) or (isinstance(varde, str) and "-" not in varde[1:]):
                raise PydanticCustomError("date_type", "not a date")
        return varde

    @field_validator("*", mode="after")
    @classmethod
    def _datum_i_kalendern(cls, varde: object) -> object:
        dagar = varde if isinstance(varde, tuple) else (varde,)
        if any(isinstance(d, date) and not FORSTA_AR <= d.year <= _SISTA_AR for d in dagar):
            raise PydanticCustomError("utanfor_kalendern", "outside", {"fran": FORSTA_AR, "till": _SISTA_AR})
        return varde


class Kommando(Indata):
    """What someone says. Subclasses add ``kommando`` (the verb) and the facts.

    ``roller`` are those who may say it and ``tillstand`` the states it may be said in: together the table of
    capabilities. ``regel`` is the krav it lives under (cited when it is refused for its form or for who says it),
    ``rubrik`` what a tool calls it.
    """

    roller: ClassVar[tuple[Roll, ...]]
    tillstand: ClassVar[tuple[Status, ...]] = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR)
    regel: ClassVar[str]
    rubrik: ClassVar[str]

    def sags_av(self) -> tuple[Roll, ...]:
        """The roles that may say just this; fewer than ``roller`` where what is said decides (K0.10)."""
        return type(self).roller


def per_verb(typer: Iterable[type[Kommando]]) -> dict[str, type[Kommando]]:
    """Kommandon by their verbs, in the order given."""
    return {str(typ.model_fields["kommando"].default): typ for typ in typer}


def prova_texter(kommando: Kommando) -> None:
    """A free text that is given is not empty; the templates' headings have a rule of their own (K8.4).

    Raises:
        Avvisning: under the kommando's own krav.
    """
    for falt, varde in kommando:
        texter = varde if isinstance(varde, tuple) else (varde,)
        if any(isinstance(t, Textfakta) and not t.ifylld for t in texter):
            raise Avvisning(type(kommando).regel, "texten är tom", falt)


class Handelse:
    """What has happened. Subclasses are frozen dataclasses with a literal ``slag``."""

    __slots__ = ()
    slag: str


@dataclass(frozen=True, slots=True)
class Fall:
    """The circumstances a kommando is decided in.

    Attributes:
        nu: the registration instant (UTC).
        av: who says it.
        om: it is decided anew because something else was corrected (K0.7): what was registered stands, also where
            the insats no longer reaches it (K13.8), unless it cannot be told without what was corrected.
        dorr: the edition of the doors that the run was begun under.
    """

    nu: datetime
    av: Aktor
    om: bool = False
    dorr: int = DORRUTGAVA

    @property
    def idag(self) -> date:
        """The Stockholm date of the registration (K0.1)."""
        return datum(self.nu)


@dataclass(frozen=True, slots=True)
class Brev:
    """A message as a chapter writes it: to whom, under which krav, and its heading in Swedish."""

    till: Roll
    regel: str
    rubrik: str


@dataclass(frozen=True, slots=True, order=True)
class Klockslag:
    """Something the clock raises by itself: at ``nar`` the händelse happens, unless state has changed by then.

    Ordered by instant, then ``vikt`` (a passed frist before the end of the insats, the end before what
    follows from it), then name, so that every engine takes them in the same order.
    """

    nar: datetime
    vikt: int
    nyckel: str
    handelse: Handelse = field(compare=False)
    sammanfattning: str = field(compare=False, default="")


I_TUR = attrgetter("nar", "vikt", "nyckel")
"""The order of ``Klockslag``, as a key to sort by: each is then taken apart once, not once for each comparison."""

VIKT_FRIST, VIKT_OPPNA, VIKT_SLUT, VIKT_UPPHOR, VIKT_BETALNING, VIKT_SLUTFORD = range(6)

OBEROENDE = frozenset({VIKT_FRIST, VIKT_OPPNA, VIKT_UPPHOR})
"""Kinds whose simultaneous ones concern a bevakning each and do not touch each other: they happen in one step."""

Beslut = Callable[[Insats, Any, Fall], Iterable[Handelse]]
Foljd = Callable[[Insats, Any, datetime], Insats]


@dataclass(frozen=True, slots=True)
class Kapitel:
    """One chapter, wired: decisions by kommando, folds and letters by händelse, and what it awaits."""

    beslut: Mapping[type[Kommando], Beslut] = field(default_factory=dict)
    foljder: Mapping[type[Handelse], Foljd] = field(default_factory=dict)
    brev: Mapping[type[Handelse], Callable[[Insats, Any], Iterable[Brev]]] = field(default_factory=dict)
    tysta: tuple[type[Handelse], ...] = ()
    """Händelser that change nothing and tell nobody: they stand in the journal, with their document."""
    bevakningar: Callable[[Insats], Iterable[Any]] | None = None
    klockslag: Callable[[Insats], Iterable[Klockslag]] | None = None
