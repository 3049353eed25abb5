"""The aggregate: one insats as the fold of its journal. Values only; the rules stand in the chapters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from itertools import repeat
from typing import TYPE_CHECKING, Any

from domain.grund.granser import Json
from domain.grund.parter import Roll
from domain.grund.slag import Form, Kundval, Status
from domain.insats.harledd import Minnen, harledd, kalenderblad
from domain.insats.tillstand import Tillstand
from domain.insats.tradar import Forslag, Onskemal, Onskemalssvar
from domain.insats.uppgifter import Uppdrag
from domain.tid.manad import Manad, manad, manader
from domain.tid.period import Period
from domain.tid.tidpunkt import datum

__all__ = ["FALT", "KALENDERBLAD", "Insats", "med"]


@dataclass(frozen=True, kw_only=True)
class Insats(Tillstand):
    """One insats. Built by ``rutin.tillampa`` from händelser and by nothing else."""

    @harledd
    def minnen(self) -> Minnen:
        """What the chapters have derived of this state."""
        return Minnen()

    def med_svar(self, tid: datetime, *sorter: str) -> Json:
        """The proposals, and those that have been answered, when proposals of the sorts are decided."""
        svar = tuple(replace(f, besvarad=tid) for s, f in self.forslag.items() if s in sorter)
        return {"forslag": self.utan_forslag(*sorter), "svarade_forslag": (*self.svarade_forslag, *svar)}

    def utan_forslag(self, *sorter: str) -> dict[str, Forslag]:
        """The proposals but those of the sorts that have been settled."""
        return {s: f for s, f in self.forslag.items() if s not in sorter}

    def onskemalet(self, sort: str) -> Onskemal | None:
        """The kund's wish of that sort, if one waits for its answer (K13.9)."""
        return next((o for o in self.onskemal if o.sort == sort and o.besvarad is None), None)

    def med_besvarade_onskemal(self, tid: datetime, *sorter: str, hur: Onskemalssvar = "foljt") -> tuple[Onskemal, ...]:
        """The kund's wishes when what they ask for is decided, of those sorts."""
        return tuple(
            replace(o, besvarad=tid, hur=hur) if o.sort in sorter and o.besvarad is None else o for o in self.onskemal
        )

    def nyss_foljda_onskemal(self) -> tuple[Onskemal, ...]:
        """The kund's wishes that what has just happened grants."""
        return tuple(o for o in self.onskemal if o.hur == "foljt" and o.besvarad == self.senast)

    def onskemal_som_vantar_igen(self) -> tuple[Onskemal, ...]:
        """The kund's wishes when the decided end is revoked: those that it answered wait again (K13.9)."""
        beslutat = self.avslutsbeslut.tid if self.avslutsbeslut else None
        return tuple(replace(o, besvarad=None, hur=None) if o.besvarad == beslutat else o for o in self.onskemal)

    def part(self, roll: Roll) -> str | None:
        """Who a role is in this case: the anordnare's organisation, an id, or None where the case names nobody."""
        match roll:
            case Roll.ANORDNARE:
                return self.anordnare
            case Roll.KARRIARVAGLEDARE:
                return self.karriarvagledare
            case Roll.SOCIALSEKRETERARE:
                return self.socialsekreterare
            case _:
                return None

    def har_passerat(self, nyckel: str, frist: date, senast: datetime | None = None) -> bool:
        """Whether that frist of a bevakning's has passed, and at the latest by an instant."""
        for p in self.passerade.get(nyckel, ()):  # noqa: SIM110 - asked most of all: a generator takes twice as long
            if p.frist == frist and (senast is None or p.tid <= senast):
                return True
        return False

    @property
    def kundval(self) -> Kundval:
        """The kundval that the insats belongs to."""
        return self.slag[:3]  # type: ignore[return-value]

    @property
    def status(self) -> Status:
        """Where in its life the case is."""
        if self.slutford:
            return Status.SLUTFORD
        if self.avslutad:
            return Status.AVSLUTAD
        if self.uppdrag:
            return Status.PAGAR
        return Status.BEMANNAD if self.bemanningar else Status.AKTUALISERAD

    @property
    def inlagt(self) -> Uppdrag:
        """The uppdrag, for a rule that holds of a case with one. Raises: ValueError, where none is entered."""
        if self.uppdrag is None:
            raise ValueError("ärendet har inget uppdrag")
        return self.uppdrag

    @property
    def slutdagen(self) -> date:
        """The end date, for a rule that holds of a case with one. Raises: ValueError, where none is decided."""
        slut = self.slutdatum
        if slut is None:
            raise ValueError("ärendet har inget slutdatum")
        return slut

    @property
    def startdatum(self) -> date | None:
        """The first insatsdag, once the uppdrag says it (K6.3)."""
        return self.uppdrag.startdatum if self.uppdrag else None

    @harledd
    def slutdatum(self) -> date | None:
        """The end date as now decided: of the avslut if there is one, else the planned one."""
        if self.avslutsbeslut:
            return self.avslutsbeslut.avslutsdatum
        return self.uppdrag.slutdatum if self.uppdrag else None

    @property
    def slutdatum_satt(self) -> datetime | None:
        """When the end date became what it is."""
        if self.avslutsbeslut:
            return self.avslutsbeslut.tid
        return self.uppdrag.slutdatum_satt if self.uppdrag else None

    @property
    def form(self) -> Form:
        """The form of the end as now decided (§12.1, §13)."""
        if self.avslutsform:
            return self.avslutsform
        return self.avslutsbeslut.form if self.avslutsbeslut else "fullfoljd"

    @harledd
    def insatsperiod(self) -> Period | None:
        """First to last insatsdag (K0.5: both count); None while there is none, or when it was recalled."""
        if self.uppdrag is None or self.form == "aterkallad":
            return None
        return Period(self.uppdrag.startdatum, self.slutdagen)

    @harledd
    def insatsmanader(self) -> tuple[Manad, ...]:
        """Every calendar month with at least one insatsdag (K8.1)."""
        period = self.insatsperiod
        return manader(period.fran, period.till) if period and period.till else ()

    @harledd
    def aktuella_manader(self) -> tuple[Manad, ...]:
        """The insatsmånader that have been or are at hand, and the first one after them.

        What is derived per month need not look further: only the nearest of what is yet to open is waited for, and
        when it has opened the next one is at hand.
        """
        alla = self.insatsmanader
        return alla[: bisect_right(alla, self.manaden) + 1]

    @harledd
    def gangna_manader(self) -> tuple[Manad, ...]:
        """The insatsmånader whose last insatsdag has been."""
        alla = self.insatsmanader
        return alla if self.slutet_forbi else alla[: bisect_left(alla, self.manaden)]

    @kalenderblad
    def idag(self) -> date:
        """The Stockholm date that the case has come to."""
        return datum(self.senast)

    @kalenderblad
    def manaden(self) -> Manad:
        """The month of that date."""
        return manad(self.idag)

    @kalenderblad
    def slutet_forbi(self) -> bool:
        """Whether the end date has passed."""
        return self.slutdatum is not None and self.slutdatum < self.idag

    @kalenderblad
    def veckans_slut(self) -> date:
        """The Sunday of that date's ISO week."""
        return self.idag + timedelta(days=6 - self.idag.weekday())

    @harledd
    def sista_manad(self) -> Manad | None:
        """The month of the last insatsdag."""
        period = self.insatsperiod
        return manad(period.till) if period and period.till else None


FALT = frozenset(f.name for f in fields(Insats))
"""What is state; all else that an ``Insats`` carries has been derived from it."""

_HARLETT = tuple(namn for namn, varde in vars(Insats).items() if isinstance(varde, harledd))

KALENDERBLAD = frozenset(namn for namn, varde in vars(Insats).items() if isinstance(varde, kalenderblad))
"""What is compared with the fields, since the instant is another after each line."""

if TYPE_CHECKING:
    from dataclasses import replace as med  # so that each field is held to its type
else:

    def med(insats: Insats, /, **andrade: Any) -> Insats:
        """``insats`` with some fields changed, and nothing that was derived of it.

        What ``dataclasses.replace`` gives. But every line of the journal makes new states, and of sixty fields that one
        looks at and sets each by itself, which cost more than all that the line changes.
        """
        if not andrade.keys() <= FALT:
            raise TypeError(f"no field of an insats: {andrade.keys() - FALT}")
        ny = object.__new__(Insats)
        varden = ny.__dict__
        varden.update(insats.__dict__)
        varden.update(andrade)
        deque(map(varden.pop, _HARLETT, repeat(None)), 0)
        return ny
