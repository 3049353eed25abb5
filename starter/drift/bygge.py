"""The builds of the fleet (``BYGGE``): which takes what is new, which still carry cases, and which have workers.

In Temporal's words the fleet is a worker deployment and a build one of its versions. A case stays with its build until
its next run; which build that run and every new case get is said by operations, here.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from datetime import timedelta

from temporalio.api.workflowservice.v1 import (
    CountWorkflowExecutionsRequest,
    DescribeWorkerDeploymentRequest,
    SetWorkerDeploymentCurrentVersionRequest,
)
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode

from activities.kontroll.arbetare import arbetare
from kontrakt import namn
from starter.stod.klient.kontakt import IngenKontakt

_PAUS = 0.2


@dataclass(frozen=True, slots=True)
class Bygge:
    """A build, or (``bygge`` None) the workers that have none.

    Attributes:
        aktuellt: new cases go to it, and running ones at their next turn of month.
        arbetare: workers that have asked for work in the last two minutes.
        arbetsfloden: running workflows that stay with it. The server's list may be some seconds behind.
    """

    bygge: str | None
    aktuellt: bool
    arbetare: int
    arbetsfloden: int


async def byggen(klient: Client) -> list[Bygge]:
    """Every build that the server knows of, the current one first and then the latest. Raises: IngenKontakt."""
    try:
        aktuellt, kanda = await _kanda(klient)
        i_arbete = await arbetare(klient)
        alla = [
            Bygge(b, b == aktuellt, len(i_arbete.get(b, ())), await _arbetsfloden(klient, b)) for b in (*kanda, None)
        ]
    except RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {fel.message}") from fel
    alla = [b for b in alla if b.bygge or b.aktuellt or b.arbetare or b.arbetsfloden]
    return sorted(alla, key=lambda b: not b.aktuellt)


async def satt_aktuellt(klient: Client, bygge: str | None, talamod: timedelta = timedelta(seconds=30)) -> str | None:
    """Let a build take all new cases, and running ones at their next turn of month; None: workers without a build.

    Args:
        talamod: how long its first worker is waited for. A build without one would stop everything that is new.

    Returns:
        The build that was current before.

    Raises:
        IngenKontakt: it has no worker, or the server does not answer.
    """
    slut = time.monotonic() + talamod.total_seconds()
    try:
        forut, _ = await _kanda(klient)
        if forut == bygge:
            return forut
        while not await _finns(klient, bygge) or not await _satt(klient, bygge):
            if time.monotonic() >= slut:
                vilken = f"med BYGGE={bygge}" if bygge else "utan BYGGE"
                raise IngenKontakt(f"bygge: ingen arbetare {vilken} tar emot arbete; starta en först. Inget är ändrat")
            await asyncio.sleep(_PAUS)
    except RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {fel.message}") from fel
    return forut


async def _kanda(klient: Client) -> tuple[str | None, list[str]]:
    """The current build, and every one."""
    fraga = DescribeWorkerDeploymentRequest(namespace=klient.namespace, deployment_name=namn.KO)
    try:
        info = (await klient.workflow_service.describe_worker_deployment(fraga)).worker_deployment_info
    except RPCError as fel:
        if fel.status is RPCStatusCode.NOT_FOUND:  # there has never been one
            return None, []
        raise
    nyast_forst = sorted(info.version_summaries, key=lambda v: v.create_time.ToNanoseconds(), reverse=True)
    aktuellt = info.routing_config.current_deployment_version.build_id or None
    return aktuellt, [v.deployment_version.build_id for v in nyast_forst]


async def _finns(klient: Client, bygge: str | None) -> bool:
    return bygge in await arbetare(klient)


async def _satt(klient: Client, bygge: str | None) -> bool:
    """Whether the server could: it may have to hear of every kind of work that the build's workers take first."""
    fraga = SetWorkerDeploymentCurrentVersionRequest(
        namespace=klient.namespace, deployment_name=namn.KO, build_id=bygge or "", identity="insats"
    )
    try:
        await klient.workflow_service.set_worker_deployment_current_version(fraga)
    except RPCError as fel:
        if bygge is None and fel.status is RPCStatusCode.NOT_FOUND:
            return True  # no build has ever been current
        if fel.status in (RPCStatusCode.NOT_FOUND, RPCStatusCode.FAILED_PRECONDITION, RPCStatusCode.ABORTED):
            return False
        raise
    return True


async def _arbetsfloden(klient: Client, bygge: str | None) -> int:
    vilka = f"= '{namn.KO}:{bygge}'" if bygge else "IS NULL"
    fraga = f"TemporalWorkerDeploymentVersion {vilka} AND ExecutionStatus = 'Running'"
    svar = await klient.workflow_service.count_workflow_executions(
        CountWorkflowExecutionsRequest(namespace=klient.namespace, query=fraga)
    )
    return svar.count
