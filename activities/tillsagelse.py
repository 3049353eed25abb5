"""What the service itself says to a case, by the same door as everyone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from temporalio.client import Client, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from domain import kontrakt
from domain.avvisning import Avvisning
from domain.parter import SYSTEMET, Aktor

_TALAMOD = timedelta(seconds=30)


async def sag_till_insats(
    klient: Client, arende: str, kommando_id: str, kommando: dict[str, Any], av: Aktor = SYSTEMET
) -> Avvisning | None:
    """Say something to a case and wait for its answer; the same id again is the same kommando.

    Returns:
        None when it was done, now or before; the refusal when the case refuses it, or has come to its end.

    Raises:
        RPCError: the case cannot be reached now.
    """
    inkommet = {"id": kommando_id, "av": str(av), "dokument": None, "kommando": kommando}
    try:
        await klient.get_workflow_handle(arende).execute_update(
            kontrakt.UPPDATERING, inkommet, id=kommando_id, rpc_timeout=_TALAMOD
        )
    except WorkflowUpdateFailedError as fel:
        if isinstance(fel.cause, ApplicationError) and fel.cause.type == "Avvisning":
            regel, text, falt = fel.cause.details
            return Avvisning(regel, text, falt)
        raise
    except RPCError as fel:
        if fel.status is not RPCStatusCode.NOT_FOUND:
            raise
        return Avvisning("K13.7", f"ärendet {arende} är slutfört", "arende")
    return None
