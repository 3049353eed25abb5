"""What is too large to be said, and how it is said straight to Temporal, past every door of ours."""

from __future__ import annotations

import json
from typing import Any

from temporalio.api.common.v1 import Payloads, WorkflowExecution
from temporalio.api.enums.v1 import UpdateWorkflowExecutionLifecycleStage
from temporalio.api.update.v1 import Input, Meta, Request, WaitPolicy
from temporalio.api.workflowservice.v1 import UpdateWorkflowExecutionRequest
from temporalio.client import Client

from domain.grund.parter import Aktor, Roll
from kontrakt import namn
from kontrakt.omfang import SLAPPS_IN
from tests.fel.storst.livet import stor

KV = stor(Aktor(Roll.KARRIARVAGLEDARE, "kv1"))
FOR_STORT: dict[str, Any] = {
    "en text": {"kommando": "byt_karriarvagledare", "till": "x" * 1_900_000},
    "många fält": {"kommando": "byt_karriarvagledare", **{f"f{n}": "x" * 300 for n in range(3_000)}},
    "en lång lista": {"kommando": "meddela_ogiltig_franvaro", "franvarodagar": ["2024-03-01"] * 60_000},
    "djupt": {"kommando": "byt_karriarvagledare", "till": [[[[[[[[[[[["x"]]]]]]]]]]]]},
    "ett tal": {"kommando": "lamna_faktureringsunderlag", "manad": "2024-03", "belopp": 10**400, "fakturanummer": "F1"},
    "en text som är för lång för fältet": {"kommando": "byt_karriarvagledare", "till": "x" * 201},
    "en text nära det servern släpper in": {"kommando": "byt_karriarvagledare", "till": "x" * (SLAPPS_IN - 1_000)},
    "en lista nära det": {"kommando": "meddela_ogiltig_franvaro", "franvarodagar": ["2024-03-01"] * 18_500},
    "fält nära det": {"kommando": "byt_karriarvagledare", **{f"f{n}": "x" * 300 for n in range(750)}},
}


def sagt(id_: str, kommando: Any) -> dict[str, Any]:
    """As it travels."""
    return {"id": id_, "av": str(KV), "kommando": kommando}


def slapps_in(kommando: Any) -> bool:
    """Whether the server lets it in, to be refused by the case."""
    return len(json.dumps(sagt("x" * 40, kommando), separators=(",", ":")).encode()) < SLAPPS_IN


async def uppdatera(klient: Client, arende: str, data: Any, id_: str) -> str | None:
    """One update, sent once: the sentence of its refusal, None for what was taken. The SDK's own client sends what the
    server has no room for again, for ten seconds.

    Raises: RPCError: the server did not let it in.
    """
    argument = await klient.data_converter.encode([data])
    svar = await klient.workflow_service.update_workflow_execution(
        UpdateWorkflowExecutionRequest(
            namespace=klient.namespace,
            workflow_execution=WorkflowExecution(workflow_id=arende),
            wait_policy=WaitPolicy(
                lifecycle_stage=UpdateWorkflowExecutionLifecycleStage.UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED
            ),
            request=Request(
                meta=Meta(update_id=id_), input=Input(name=namn.UPPDATERING, args=Payloads(payloads=argument))
            ),
        ),
        retry=False,
    )
    assert svar.HasField("outcome"), "inget svar"
    return svar.outcome.failure.message if svar.outcome.HasField("failure") else None
