"""A worker as one process: what it holds in memory, the task that it is at, and a run played from its history."""

from __future__ import annotations

from dataclasses import dataclass, field

from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob

from activities.insats import Insatsaktiviteter
from tests.fel.simulering.servrar.instans import Annorlunda, Instans
from tests.fel.simulering.servrar.karnan import in_i
from tests.fel.simulering.servrar.korning import Korning, Taget, Uppdatering
from tests.fel.simulering.varlden import Agare


class Arbetare(Agare):
    """One worker: what it remembers is gone with it."""

    def __init__(self, namn: str, aktiviteter: Insatsaktiviteter) -> None:
        super().__init__(namn)
        self.aktiviteter = aktiviteter
        self.instanser: dict[str, Instans] = {}

    def slapp(self, korning: str) -> None:
        if instans := self.instanser.pop(korning, None):
            instans.slapp()


@dataclass(eq=False)
class Uppgift:
    """A workflow task that a worker has."""

    k: Korning
    hos: Arbetare
    jobb: list[WorkflowActivationJob]
    uppdateringar: list[Uppdatering]
    fran: int
    """How many steps of its run are stored before it; what is stored after, it has not been told."""
    steg: list[Taget] = field(default_factory=list)
    nekade: dict[str, BaseException] = field(default_factory=dict)

    def alla_jobb(self) -> list[WorkflowActivationJob]:
        """What it brings to the workflow's code, the updates among it."""
        return self.jobb + [_fraga(u) for u in self.uppdateringar]


def spela_upp(k: Korning, till: int | None = None) -> Instans:
    """A run from its stored history, or from so many steps of it. Raises: Annorlunda."""
    instans = Instans(k.arende, k.id, k.borjan, minns=k.minns)
    for act, kannetecknen in k.historik[:till]:
        igen = WorkflowActivation()
        igen.CopyFrom(act)
        igen.is_replaying = True
        gjort = instans.aktivera(igen).kannetecknen
        if gjort != kannetecknen:
            raise Annorlunda(f"{k.id}: historiken säger {kannetecknen}, koden gör {gjort}")
    instans.langd = len(k.historik[:till])
    return instans


def _fraga(u: Uppdatering) -> WorkflowActivationJob:
    jobb = WorkflowActivationJob()
    f = jobb.do_update
    f.id = f.protocol_instance_id = u.id
    f.name, f.run_validator = "kommando", True
    f.input.append(in_i(u.inkommet))
    return jobb
