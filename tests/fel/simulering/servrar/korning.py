"""One run as the server keeps it: its history, its jobs, and the updates and activities that are waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob

from tests.fel.simulering.servrar.instans import Nod
from tests.fel.simulering.varlden import Agare, Varld

Fel = BaseException | str | None
Svar = Callable[[Any, Fel], None]
"""What an update came to: the receipt, or the failure; ``borta`` when its run was closed over it."""

Taget = tuple[WorkflowActivation, Nod]
"""An activation that a worker has taken in, and where its run came by it."""


@dataclass
class Uppdatering:
    """An update that is waited for."""

    id: str
    inkommet: Any
    svar: list[Svar]
    lamnad: bool = False
    utfall: tuple[Any, Fel] | None = None

    def besvara(self, varld: Varld, server: Agare, varde: Any, fel: Fel) -> None:
        self.utfall = varde, fel
        for s in self.svar:
            varld.strax(partial(s, varde, fel), server)


@dataclass
class Aktivitet:
    """An activity that the server has been asked for."""

    seq: int
    namn: str
    argument: Any
    forsok: int = 0
    klar: bool = False


@dataclass(eq=False, slots=True)
class Gjord:
    """A workflow task as history has it.

    Attributes:
        borjan: when it was started: the instant of what is brought to the workflow's code in it.
        foreslas: the next run is suggested.
        utan_nytt: nothing has come between it and the task before it, which was only long (a heartbeat).
        kommandon: it has left something in history: a command, an update let in, or a local activity's answer.
    """

    borjan: Timestamp
    foreslas: bool
    utan_nytt: bool
    kommandon: bool = False


class Intraffat(NamedTuple):
    """A step of a history: what was brought to the workflow's code, what it did, in which task, and the place that the
    run came to by it when it was lived."""

    act: WorkflowActivation
    kannetecknen: list[tuple[Any, ...]]
    uppgift: int
    nod: Nod


@dataclass
class Korning:
    """One run."""

    arende: str
    id: str
    borjan: datetime
    jobb: list[WorkflowActivationJob]
    minns: bool = True
    laser_om: bool = True
    """Whoever reads its history runs the code on each step of it, also as far as it is read as it was lived."""
    historik: list[Intraffat] = field(default_factory=list)
    gjorda: list[Gjord] = field(default_factory=list)
    uppdateringar: dict[str, Uppdatering] = field(default_factory=dict)
    timrar: set[int] = field(default_factory=set)
    aktiviteter: dict[int, Aktivitet] = field(default_factory=dict)
    uppgift: object | None = None
    slut: Any = None
    misslyckade: int = 0
    ogjord: bool = False
    """A task was not answered, and there is to be another even if nothing new has come."""

    @property
    def nya_uppdateringar(self) -> list[Uppdatering]:
        return [u for u in self.uppdateringar.values() if not u.lamnad]
