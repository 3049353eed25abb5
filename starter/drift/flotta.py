"""How a member of the fleet is put together: one place, for ``worker.py`` and for the rehearsal's own worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import Worker, WorkerDeploymentConfig

from activities.alla import alla_aktiviteter
from activities.stod.epost import Epost
from domain.regler.regelverk import Regelverk
from kontrakt import namn
from kontrakt.spridning import Takt
from starter.drift.sandlada import sandlada
from workflows.gemensamt.ombud import Ombud
from workflows.insats.flode import Insatsflode
from workflows.kalender.ajourhallning import Ajourhallning
from workflows.kalender.betalningskorning import Betalningskorning
from workflows.kalender.kontroll import Kontroll
from workflows.process.slag import PROCESSFLODEN

TRADAR = 16
"""Threads for activities; no more than the database pool has connections."""
AKTER = 40
"""Workflow tasks at once. One that waits for its journal write holds its place, and so they are more than the writes;
but all that are awake share one interpreter, and the SDK gives up what is held for two seconds."""


def skapa_tradar() -> ThreadPoolExecutor:
    """The threads that activities run in."""
    return ThreadPoolExecutor(TRADAR, thread_name_prefix="aktivitet")


def skapa_worker(
    klient: Client,
    motor: Engine,
    regelverk: Regelverk,
    epost: Epost | None,
    *,
    bygge: str | None = None,
    takt: Takt | None = None,
    cachade: int = 1000,
    tradar: ThreadPoolExecutor | None = None,
) -> Worker:
    """A worker on the fleet's task queue, not yet running.

    Args:
        motor, regelverk, epost: what the activities work on; they run in a thread pool.
        bygge: build id; given, the worker is a version of the deployment, and running cases stay with the code they
            began the month under (K0.6 and replay: see docs/arkitektur.md).
        takt: how fast the fleet is to take what comes at once; None lets it come at once.
        cachade: how many cases are kept in memory.
        tradar: where the activities run; its own if not given.
    """
    version = WorkerDeploymentVersion(namn.KO, bygge) if bygge else None
    return Worker(
        klient,
        task_queue=namn.KO,
        workflows=[Insatsflode, Ajourhallning, Betalningskorning, Kontroll, Ombud, *PROCESSFLODEN],
        activities=alla_aktiviteter(motor, regelverk, epost, takt),
        activity_executor=tradar or skapa_tradar(),
        workflow_runner=sandlada(klient.data_converter),
        max_cached_workflows=cachade,
        max_concurrent_workflow_tasks=AKTER,
        # A case is offered to the worker that remembers it for this long; after that, and if it is dead, to any.
        sticky_queue_schedule_to_start_timeout=timedelta(seconds=3),
        max_concurrent_activities=TRADAR,
        max_concurrent_local_activities=TRADAR,
        graceful_shutdown_timeout=timedelta(seconds=10),
        deployment_config=WorkerDeploymentConfig(
            version=version, use_worker_versioning=True, default_versioning_behavior=VersioningBehavior.PINNED
        )
        if version
        else None,
    )
