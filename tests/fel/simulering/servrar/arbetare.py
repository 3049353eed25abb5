"""A worker as one process: what it holds in memory, the task that it is at, and a run played from its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import ScheduleLocalActivity

from activities.insats import Insatsaktiviteter
from tests.fel.simulering.servrar.instans import Annorlunda, Instans
from tests.fel.simulering.servrar.karnan import in_i
from tests.fel.simulering.servrar.korning import Gjord, Korning, Taget, Uppdatering
from tests.fel.simulering.varlden import Agare


class Arbetare(Agare):
    """One worker: what it remembers is gone with it."""

    def __init__(self, namn: str, aktiviteter: Insatsaktiviteter) -> None:
        super().__init__(namn)
        self.aktiviteter = aktiviteter
        self.instanser: dict[str, Instans] = {}
        self.lokala = set[tuple[str, int]]()
        """Local activities at work, by run and number; a run that is taken out of memory does not end them."""
        self.pa_vag = dict[tuple[str, int], tuple[datetime, ScheduleLocalActivity, WorkflowActivationJob]]()
        """Answers that nobody waited for when they were there: they are on their way till somebody does, or till they
        are too late."""

    def slapp(self, korning: str) -> None:
        if instans := self.instanser.pop(korning, None):
            instans.slapp()


@dataclass(eq=False)
class Uppgift:
    """A workflow task that a worker has."""

    k: Korning
    hos: Arbetare
    gjord: Gjord
    jobb: list[WorkflowActivationJob]
    uppdateringar: list[Uppdatering]
    fran: int
    """How many steps of its run are stored before it; what is stored after, it has not been told."""
    fore: list[Gjord]
    """The tasks of its run that are stored before it."""
    steg: list[Taget] = field(default_factory=list)
    nekade: dict[str, BaseException] = field(default_factory=dict)

    def alla_jobb(self) -> list[WorkflowActivationJob]:
        """What it brings to the workflow's code, the updates among it."""
        return self.jobb + [_fraga(u) for u in self.uppdateringar]


def spela_upp(k: Korning, u: Uppgift | None = None) -> Instans:
    """A run from its stored history, or as far as a task of it was told; as far as that is read as it was lived, the
    code has been run on it (``Korning.laser_om``). Raises: Annorlunda."""
    instans = Instans(k.arende, k.id, k.borjan, minns=k.minns)
    som = som_de_lases([*u.fore, u.gjord] if u else k.gjorda)
    for act, kannetecknen, nr, nod in k.historik[: u.fran if u else None]:
        flyttad = som[nr] is not k.gjorda[nr]
        if not (flyttad or k.laser_om) and instans.folj(nod):
            continue
        igen = WorkflowActivation()
        igen.CopyFrom(act)
        igen.is_replaying = True
        if flyttad:
            igen.timestamp.CopyFrom(som[nr].borjan)
            igen.continue_as_new_suggested = som[nr].foreslas
        gjort = instans.aktivera(igen).kannetecknen
        if gjort != kannetecknen and not (flyttad and _lika(gjort, kannetecknen)):
            raise Annorlunda(f"{k.id}: historiken säger {kannetecknen}, koden gör {gjort}")
    instans.langd = u.fran if u else len(k.historik)
    return instans


def som_de_lases(uppgifter: Sequence[Gjord]) -> list[Gjord]:
    """For each task, the one that whoever reads the history takes it for.

    As the SDK's core reads one: a task that left nothing, and was followed at once by another, is taken for a part of
    that one, and what was brought to the code in it for brought at that one's instant; so is the next, until one left
    something. Not so what comes after a task that left something.
    """
    som = list(uppgifter)
    forst = 0
    while forst < len(som):
        sist = forst
        if not (forst and uppgifter[forst - 1].kommandon):
            while sist + 1 < len(som) and not uppgifter[sist].kommandon and uppgifter[sist + 1].utan_nytt:
                sist += 1
        som[forst:sist] = [uppgifter[sist]] * (sist - forst)
        forst = sist + 1
    return som


def _lika(gjort: list[tuple[Any, ...]], skrivet: list[tuple[Any, ...]]) -> bool:
    """How long a timer is to be may differ by the task's instant: replay does not ask for it."""
    return [t[:3] for t in gjort] == [t[:3] for t in skrivet]


def _fraga(u: Uppdatering) -> WorkflowActivationJob:
    jobb = WorkflowActivationJob()
    f = jobb.do_update
    f.id = f.protocol_instance_id = u.id
    f.name, f.run_validator = "kommando", True
    f.input.append(in_i(u.inkommet))
    return jobb
