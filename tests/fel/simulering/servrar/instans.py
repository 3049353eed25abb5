"""A run in a worker's memory, of which the code is run once for each history that it can come by.

What the workflow's code does is decided by its history: replay rests on it. So what it answered to an activation, after
just those before it, is kept for the life, and whoever comes there again – a replay, another worker, another schedule –
is given it. Where no one has been, an instance of the SDK is brought there, and runs the product's code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivation
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import (
    ScheduleLocalActivity,
    UpdateResponse,
    WorkflowCommand,
)

from domain.insats.insats import Insats
from tests.fel.simulering.servrar.karnan import Levande, Uppgiftsfel, glom_varden, kannetecken


class Annorlunda(AssertionError):
    """The workflow's code does not do again what history says that it did."""


@dataclass(frozen=True)
class Vetande:
    """What the workflow knows and waits for: its state, and the keys of its timers."""

    insats: Insats | None
    timrar: frozenset[str]


Verkan = tuple[str, WorkflowCommand, timedelta]
"""What kind of command, the command, and of a timer its length."""
_STANGER = {"continue_as_new_workflow_execution", "complete_workflow_execution", "fail_workflow_execution"}
_INGENTING_FOR_SERVERN = {"schedule_local_activity", "upsert_workflow_search_attributes"}


@dataclass(eq=False, slots=True)
class Nod:
    """A place in the histories of a run: what was answered there, and where one can go from it.

    ``klara``: local activities that were answered on the way here; ``lokala``: those that were asked for here, by
    number. ``verkan``: what of it the server carries out, and ``stanger``: that the run is closed by it.
    ``utan_nekade``: what history holds of how one came here where no update was refused, and whether it leaves
    anything there but that there was a task, once asked for. ``tagna``: updates that were accepted here; ``nej``: those
    that were refused, with what was said. ``levande``: an instance that stands just here and that nobody uses; ``vet``:
    see ``Vetande``, once asked for.
    """

    hit: tuple[Nod, WorkflowActivation] | None
    kommandon: list[WorkflowCommand] = field(default_factory=list)
    kannetecknen: list[tuple[Any, ...]] = field(default_factory=list)
    klara: list[int] = field(default_factory=list)
    lokala: dict[int, ScheduleLocalActivity] = field(default_factory=dict)
    verkan: list[Verkan] = field(default_factory=list)
    stanger: bool = False
    utan_nekade: tuple[WorkflowActivation, bool] | None = None
    tagna: set[str] = field(default_factory=set)
    nej: list[UpdateResponse] = field(default_factory=list)
    fel: str | None = None
    vidare: dict[bytes, Nod] = field(default_factory=dict)
    levande: Levande | None = None
    vet: Vetande | None = None

    def las(self, act: WorkflowActivation) -> None:
        """Read off, once, what those who come here ask of what was answered to ``act``."""
        for jobb in act.jobs:
            if jobb.HasField("resolve_activity") and jobb.resolve_activity.is_local:
                self.klara.append(jobb.resolve_activity.seq)
        for k in self.kommandon:
            slag = str(k.WhichOneof("variant"))
            self.stanger = self.stanger or slag in _STANGER
            if slag == "schedule_local_activity":
                self.lokala[k.schedule_local_activity.seq] = k.schedule_local_activity
            elif slag == "update_response" and k.update_response.HasField("accepted"):
                self.tagna.add(k.update_response.protocol_instance_id)
            elif slag == "update_response" and k.update_response.HasField("rejected"):
                self.nej.append(k.update_response)
            if slag not in _INGENTING_FOR_SERVERN:
                om = k.start_timer.start_to_fire_timeout.ToTimedelta() if slag == "start_timer" else timedelta()
                self.verkan.append((slag, k, om))

    def par(self) -> Iterator[tuple[tuple[Any, ...], WorkflowCommand]]:
        """What is compared of each command, and the command."""
        return zip(self.kannetecknen, self.kommandon, strict=True)

    def vagen(self) -> Iterator[Nod]:
        """It, the one before it, and so on to where the run begins."""
        nod: Nod | None = self
        while nod is not None:
            yield nod
            nod = nod.hit[0] if nod.hit else None


_ROTTER: dict[tuple[str, datetime], Nod] = {}
_ALLA: list[Nod] = []
"""Those where the code has been run, of which some hold an instance."""


def borja_liv() -> None:
    """Forget what is known of another life, its values with it."""
    for nod in _ALLA:
        if nod.levande:
            nod.levande.slapp()
            nod.levande = None
    _ROTTER.clear()
    _ALLA.clear()
    glom_varden()


class Instans:
    """One run in one worker's memory.

    Attributes:
        langd: how many of its stored steps it knows.
        tagna: updates that have been accepted; a refusal of another is its validator's, and no history.
        utestaende: local activities that it waits for, by number; ``pagar``: those at work here.
        uppgift: the workflow task that it has taken in and that is not stored yet.
    """

    def __init__(self, arende: str, korning: str, borjan: datetime, *, minns: bool) -> None:
        self._vem, self._minns = (arende, korning, borjan), minns
        self._nod = _ROTTER.setdefault((korning, borjan), Nod(None)) if minns else Nod(None)
        self.langd, self.tagna = 0, set[str]()
        self.utestaende: dict[int, ScheduleLocalActivity] = {}
        self.pagar: set[int] = set()
        self.uppgift: object | None = None

    def aktivera(self, act: WorkflowActivation) -> Nod:
        """Raises: Uppgiftsfel: the workflow's code raised what fails the task."""
        nyckel = act.SerializeToString()
        nod = self._nod.vidare.get(nyckel) or self._vax(nyckel, act)
        if nod.fel is not None:
            raise Uppgiftsfel(nod.fel)
        return self._star_i(nod)

    def folj(self, nod: Nod) -> bool:
        """Go to where the run came when it was lived, if it has gone that way from where this one stands."""
        if nod.hit is None or nod.hit[0] is not self._nod:
            return False
        self._star_i(nod)
        return True

    def _star_i(self, nod: Nod) -> Nod:
        self._nod = nod
        for seq in nod.klara:
            self.utestaende.pop(seq, None)
        self.utestaende.update(nod.lokala)
        self.tagna |= nod.tagna
        return nod

    def vet(self) -> Vetande:
        """What the workflow's code knows where it stands."""
        if self._nod.vet is None:
            self._nod.levande = levande = self._levande()
            flode = levande.objekt
            self._nod.vet = Vetande(flode._insats, frozenset(flode._klocka._timrar))
        return self._nod.vet

    def slapp(self) -> None:
        """Take it out of memory; where it is remembered, another may need it."""
        if not self._minns and self._nod.levande:
            self._nod.levande.slapp()
            self._nod.levande = None

    def nekade(self, nod: Nod) -> Iterator[UpdateResponse]:
        """Refusals by the validator: an answer, but nothing that has happened."""
        return (svar for svar in nod.nej if svar.protocol_instance_id not in self.tagna)

    def _vax(self, nyckel: bytes, act: WorkflowActivation) -> Nod:
        """Run the code where nobody has been."""
        levande = self._levande()
        kopia = WorkflowActivation()
        kopia.CopyFrom(act)
        nod = self._nod.vidare[nyckel] = Nod((self._nod, kopia))
        try:
            nod.kommandon = levande.aktivera(act)
        except Uppgiftsfel as fel:
            nod.fel = str(fel)
            levande.slapp()
            return nod
        nod.kannetecknen = [kannetecken(c) for c in nod.kommandon]
        nod.las(act)
        nod.levande = levande
        if self._minns:
            _ALLA.append(nod)
        else:
            nod.hit, nod.vidare = None, {}
        return nod

    def _levande(self) -> Levande:
        """An instance that stands where this one does: the nearest that stands on the way here, brought on."""
        vag: list[Nod] = []
        for nod in self._nod.vagen():
            if levande := nod.levande:
                nod.levande = None
                break
            vag.append(nod)
        else:
            levande = Levande(*self._vem)
        for nod in reversed(vag):
            if nod.hit:
                gjort = [kannetecken(c) for c in levande.aktivera(nod.hit[1])]
                if gjort != nod.kannetecknen:
                    raise Annorlunda(f"{self._vem[1]}: koden gjorde {nod.kannetecknen}, och nu {gjort}")
        return levande
