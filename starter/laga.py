"""What the hunt proposes as cures: a case's rows and workflow are made from its journal again."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from sqlalchemy import Engine
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import Client, WorkflowExecutionDescription, WorkflowExecutionStatus
from temporalio.common import WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

from domain import kontrakt
from domain.insats import Insats, Status
from domain.kontrakt import Start
from persistence import kontroll
from persistence.ombyggnad import bygg_om
from starter.klient import IngenKontakt

_ANLEDNING = "insats laga"


@dataclass(frozen=True)
class Lagat:
    """What was done: Swedish sentences."""

    arende: str
    gjort: tuple[str, ...]


async def laga(motor: Engine, klient: Client, arende: str, *, ny_korning: bool = False) -> Lagat:
    """Write the case's read tables anew, and start its workflow from the journal if it should run and does not.

    Args:
        ny_korning: play the running month again from its first step. What has been said since then is said again, and
            is known by its id; lines that the journal holds are taken in. State and timers are then as they should.

    Raises:
        OrubbligtFel: the journal is not whole.
        IngenKontakt: the server does not answer.
        DatabasFel: the database cannot be used now.
    """
    i = await asyncio.to_thread(bygg_om, motor, arende)
    gjort = [f"Lästabellerna är skrivna ur journalen, till och med rad {i.nr}."]
    try:
        om = await _beskriv(klient, arende)
        kor = om is not None and om.status == WorkflowExecutionStatus.RUNNING
        if om is not None and kor and ny_korning:
            await _spela_om(klient, om)
            gjort.append("Arbetsflödets månad spelas om från början.")
        elif not kor and await asyncio.to_thread(_ska_kora, motor, i):
            await _starta(klient, i)
            gjort.append("Arbetsflödet är startat ur journalen.")
    except RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {fel.message}") from fel
    return Lagat(arende, tuple(gjort))


def _ska_kora(motor: Engine, i: Insats) -> bool:
    return i.status is not Status.SLUTFORD or bool(kontroll.vantar(motor, i.arende))


async def _starta(klient: Client, i: Insats) -> None:
    """A new run with the journal's state, as one that another has handed over to."""
    await klient.start_workflow(
        kontrakt.ARBETSFLODE,
        Start(i.arende, i, att_leverera=True),
        id=i.arende,
        task_queue=kontrakt.KO,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        static_summary=f"{i.slag} hos {i.anordnare}",
    )


async def _spela_om(klient: Client, om: WorkflowExecutionDescription) -> None:
    handtag = klient.get_workflow_handle(om.id, run_id=om.run_id)
    async for h in handtag.fetch_history_events():
        if h.event_type in (EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED, EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED):
            await klient.workflow_service.reset_workflow_execution(
                ResetWorkflowExecutionRequest(
                    namespace=klient.namespace,
                    workflow_execution=WorkflowExecution(workflow_id=om.id, run_id=om.run_id),
                    reason=_ANLEDNING,
                    workflow_task_finish_event_id=h.event_id,
                    request_id=f"{om.run_id}-{h.event_id}",
                )
            )
            return


async def _beskriv(klient: Client, arende: str) -> WorkflowExecutionDescription | None:
    try:
        return await klient.get_workflow_handle(arende).describe()
    except RPCError as fel:
        if fel.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
