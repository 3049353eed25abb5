"""Bevakningar: what is awaited, of whom, by when, under which rule (K0.8, K0.9).

A bevakning is derived from state by its chapter; how it stands (``utfall``) follows from the facts and from what
the clock has raised, which ``bevakningsklocka`` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.grund.parter import Roll
from domain.grund.slag import VANTAR, Utfall
from domain.insats.bevakningsslag import Bevakningsslag
from domain.insats.harledd import Rad
from domain.insats.insats import Insats
from domain.tid.frist import Fristrakning
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import datum, klockan, passerad


@dataclass(frozen=True, slots=True)
class Bevakning:
    """One thing awaited.

    Attributes:
        typ, avser: the kind, and which one of it (month, first day of absence, end date …).
        regel: krav id.
        oppnas: instant (UTC) at which its clock starts.
        berakning: how its frist was found.
        frist_satt: since when the frist is what it is; no reminder is sent for a time before that.
        uppfylld: instant at which it was done.
        hos: who owes it now, where that is another than the kind says (K0.9).
        vilar: the ball lies elsewhere, so neither reminder nor passing is raised yet (K6.3).
    """

    typ: Bevakningsslag
    avser: str | None
    regel: str
    oppnas: datetime
    berakning: Fristrakning
    frist_satt: datetime
    uppfylld: datetime | None = None
    hos: Roll | None = None
    vilar: bool = False
    nyckel: str = field(init=False)
    """``slag``, or ``slag:avser``: its name within the case."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "nyckel", self.typ.nyckel(self.avser))

    def __hash__(self) -> int:
        """By its name, its frist and its own instants: in a worker that remembers thousands of cases as many have a
        frist of that name on the same day, and those whose hashes are alike are compared one after the other."""
        return hash((self.nyckel, self.berakning.frist, self.oppnas, self.frist_satt, self.uppfylld))

    @property
    def slag(self) -> str:
        """The kind's name."""
        return self.typ.namn

    @property
    def ansvarig(self) -> Roll:
        """Who owes it now (K0.9)."""
        return self.hos or self.typ.ansvarig

    @property
    def frist(self) -> date:
        """The last day on which it can be met in time."""
        return self.berakning.frist

    @property
    def rubrik(self) -> str:
        """How staff name it, e.g. ``månadsrapport 2024-03``."""
        return self.typ.benamning(self.avser)

    @property
    def start(self) -> str:
        """What starts its clock, in Swedish."""
        return self.typ.grund[self.regel].start

    def parametrar(self, insats: Insats) -> list[tuple[str, date]]:
        """The keys of the regelverk that its frist rests on, each with the day it is asked for."""
        nycklar = self.typ.grund[self.regel].nycklar
        dagar = ((nyckel, dag(insats, self.berakning, self.avser or "")) for nyckel, dag in nycklar.items())
        return [(nyckel.format(insats=insats.slag), dag) for nyckel, dag in dagar if dag is not None]

    def vantar(self, insats: Insats) -> bool:
        """Whether it is open, in time or late."""
        return self.utfall(insats) in VANTAR

    def utfall(self, insats: Insats) -> Utfall:
        """How it stands, by the facts and by what the clock has raised."""
        nyckel = self.nyckel
        if self.uppfylld:
            return "uppfylld" if datum(self.uppfylld) <= self.frist else "sen"
        if nyckel in insats.avskrivna:
            return "avskriven"
        if nyckel in insats.upphorda:
            return "upphord"
        if nyckel in insats.passerade and self.har_passerat(insats):
            return self.typ.vid_frist
        return "oppen" if nyckel in insats.oppnade else "planerad"

    def har_passerat(self, insats: Insats) -> bool:
        """Whether its frist has passed; where the end has come, whether it had passed by then (K13.7).

        After a correction that is by the end as it now stands: what passed only while the end stood later lapses with
        it (K0.7). What had passed when an end behind it was decided, stays.
        """
        if insats.avslutad and not self.typ.efter_slutet and insats.slutdatum and insats.slutdatum_satt:
            return insats.har_passerat(self.nyckel, self.frist, max(passerad(insats.slutdatum), insats.slutdatum_satt))
        return insats.har_passerat(self.nyckel, self.frist)

    def paminnelse(self, klockslag: time) -> datetime | None:
        """When its responsible party is reminded (K0.8); None if it became known too late for that."""
        for dag in (arbetsdag_fore(self.frist), self.frist):
            if (nar := klockan(dag, klockslag)) >= self.frist_satt:
                return nar
        return None


if TYPE_CHECKING:
    bevaka = Bevakning
else:
    bevaka = lru_cache(maxsize=16384)(Bevakning)
"""The bevakning of these facts, made once: of the months' all are derived anew when anything has come, and nearly all
are what they were."""


def ouppfyllda(bevakningar: Sequence[Bevakning]) -> Sequence[Bevakning]:
    """Those that have not been done: of a long life's few, and of a row that states share the same."""
    return (bevakningar if type(bevakningar) is Rad else Rad(bevakningar)).ouppfyllda


def nycklar(bevakningar: Sequence[Bevakning]) -> frozenset[str]:
    """Their names within the case."""
    return (bevakningar if type(bevakningar) is Rad else Rad(bevakningar)).nycklar
