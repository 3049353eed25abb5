"""What the service itself says to a case or a process, by the same door as everyone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from temporalio.client import (
    Client,
    WithStartWorkflowOperation,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from domain.grund.avvisning import Avvisning
from domain.grund.parter import SYSTEMET, Aktor
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn
from kontrakt.insats import Slut, Start
from kontrakt.process import Processlut, Processtart

_TALAMOD = timedelta(seconds=30)

SVARAR_INTE = (RPCError, WorkflowUpdateRPCTimeoutOrCancelledError, WorkflowUpdateFailedError)
"""What is raised for a case that gives no answer now, whatever the others do."""


async def sag_till_insats(
    klient: Client,
    arende: str,
    kommando_id: str,
    kommando: dict[str, Any],
    av: Aktor = SYSTEMET,
    dokument: str | None = None,
) -> Avvisning | None:
    """Say something to a case and wait for its answer; the same id again is the same kommando.

    ``dokument`` is the id of the stored document with its words, if it has any.

    Returns:
        None when it was done, now or before; the refusal when the case refuses it, or has come to its end.

    Raises:
        SVARAR_INTE: the case cannot be reached now.
    """
    handtag: WorkflowHandle[Any, Any] = klient.get_workflow_handle(arende)
    inkommet = _inkommet(kommando_id, kommando, av, dokument)
    return await _svar(arende, handtag.execute_update(namn.UPPDATERING, inkommet, id=kommando_id, rpc_timeout=_TALAMOD))


async def starta_insats(
    klient: Client,
    arende: str,
    kommando_id: str,
    aktualisera: dict[str, Any],
    av: Aktor,
    dokument: str | None = None,
    igen: WorkflowIDReusePolicy = WorkflowIDReusePolicy.REJECT_DUPLICATE,
) -> Avvisning | None:
    """Start a case; with the same id again it is the same case. Returns and raises as ``sag_till_insats``.

    ``igen`` is whether one that was refused before may be asked for again.
    """
    start: WithStartWorkflowOperation[Any, Slut] = WithStartWorkflowOperation(
        namn.ARBETSFLODE,
        Start(arende, dorr=DORRUTGAVA),
        id=arende,
        task_queue=namn.KO,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=igen,
        static_summary=f"{aktualisera['insats']} hos {aktualisera['anordnare']}",
    )
    svar = klient.execute_update_with_start_workflow(
        namn.UPPDATERING,
        _inkommet(kommando_id, aktualisera, av, dokument),
        start_workflow_operation=start,
        id=kommando_id,
        rpc_timeout=_TALAMOD,
    )
    return await _svar(arende, svar)


async def sag_till_process(
    klient: Client,
    slag: str,
    process: str,
    kommando_id: str,
    kommando: dict[str, Any],
    av: Aktor,
    dokument: str | None = None,
    inkom: str | None = None,
) -> Avvisning | None:
    """Say something to a process beside the cases, which begins, or goes on, with it. As ``sag_till_insats``.

    ``inkom``: when the door took it in, of what was left there; it is believed where the door has noted it so (K0.6).
    """
    start: WithStartWorkflowOperation[Any, Processlut] = WithStartWorkflowOperation(
        slag,
        Processtart(process, dorr=DORRUTGAVA),
        id=process,
        task_queue=namn.KO,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        static_summary=slag,
    )
    svar = klient.execute_update_with_start_workflow(
        namn.UPPDATERING,
        _inkommet(kommando_id, kommando, av, dokument) | ({"inkom": inkom, "lamnat": True} if inkom else {}),
        start_workflow_operation=start,
        id=kommando_id,
        rpc_timeout=_TALAMOD,
    )
    return await _svar(process, svar)


def _inkommet(kommando_id: str, kommando: dict[str, Any], av: Aktor, dokument: str | None) -> dict[str, Any]:
    return {"id": kommando_id, "av": str(av), "dokument": dokument, "kommando": kommando}


async def _svar(arende: str, svar: Awaitable[Any]) -> Avvisning | None:
    try:
        await svar
    except WorkflowUpdateRPCTimeoutOrCancelledError:
        jag = asyncio.current_task()
        if jag and jag.cancelling():  # the SDK tells of an activity that is told to stop as of a call without answer
            raise asyncio.CancelledError from None
        raise
    except WorkflowUpdateFailedError as fel:
        if isinstance(fel.cause, ApplicationError) and fel.cause.type == "Avvisning":
            regel, text, falt = fel.cause.details
            return Avvisning(regel, text, falt)
        raise
    except WorkflowAlreadyStartedError:
        return Avvisning("K6.1", f"ärendet {arende} har redan varit igång och är slut", "arende")
    except RPCError as fel:
        if fel.status is not RPCStatusCode.NOT_FOUND:
            raise
        return Avvisning("K13.7", f"ärendet {arende} är slutfört", "arende")
    return None
