"""How the service itself stands, for those who run it: counts and ages, never who or what (K3.3)."""

from __future__ import annotations

import asyncio
from datetime import date

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from sqlalchemy import Engine
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.service import RPCError

from domain.grund.parter import Roll
from domain.kontroll.fynd import KONTROLLER
from kontrakt import namn
from persistence.kontroll import driftlage, korningar
from persistence.register.anordnare.register import anordnarna
from persistence.register.kund import karriarvagledare
from starter.api.regel import Aktorskrav
from starter.drift.lankar import Fraga, fragor, hos_anordnare, hos_karriarvagledare
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vyer.raknat import raknat
from starter.stod.klient.kontakt import IngenKontakt

router = APIRouter(include_in_schema=False, dependencies=[Depends(Aktorskrav(Roll.SYSTEMSPECIALIST))])

_TALAMOD = 3.0
"""Seconds that Temporal is waited for; then the page says that it does not answer."""


@router.get("/drift")
async def drift(request: Request, plats: Sittande) -> Response:
    """Workers, the outbox, the clock, last night's control; the counts are some minutes old at most."""
    nu = plats.hus.klocka()
    lage = await plats.las(lambda m, _: raknat(m, "drift", lambda: driftlage.las(m, nu, plats.idag), nu))
    kontroll = await plats.las(lambda m, _: korningar.stallning(m))
    sidor = plats.hus.temporal_sidor
    grupper = await plats.las(lambda m, _: _fragor(m, plats.idag)) if sidor else {}
    lankar = {r: [(f.text, f.lank(*sidor)) for f in dessa] for r, dessa in grupper.items()} if sidor else {}
    return sida(
        request, "uppfoljning/drift.html", plats, lage=lage.varde, raknade=lage.nar, kontroll=kontroll,
        kontroller=KONTROLLER, arbetare=await _arbetare(plats), lankar=lankar,
    )  # fmt: skip


def _fragor(motor: Engine, idag: date) -> dict[str, tuple[Fraga, ...]]:
    """Heading → its ready questions; of those who are in the registers today."""
    return {
        "": fragor(),
        "Försenade, efter anordnare": hos_anordnare(anordnarna(motor)),
        "Allt, efter karriärvägledare": hos_karriarvagledare(k.id for k in karriarvagledare.alla(motor, dag=idag)),
    }


async def _arbetare(plats: Plats) -> int | None:
    """How many workers have asked for work lately; None while Temporal does not answer."""
    try:
        async with asyncio.timeout(_TALAMOD):
            klient = await plats.hus.temporal()
            fraga = DescribeTaskQueueRequest(
                namespace=klient.namespace, task_queue=TaskQueue(name=namn.KO),
                task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
            )  # fmt: skip
            return len((await klient.workflow_service.describe_task_queue(fraga)).pollers)
    except (IngenKontakt, RPCError, TimeoutError):
        return None
