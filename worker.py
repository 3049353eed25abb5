"""One member of the fleet. Run any number: ``python -m worker``; settings come from the environment.

It takes cases and activities from the task queue until SIGTERM or Ctrl-C, then lets what it holds finish.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from collections.abc import Coroutine
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

import structlog
from prometheus_client import REGISTRY
from sqlalchemy import Engine
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.runtime import Runtime
from temporalio.service import RPCError, RPCStatusCode

from activities.stod.epost import Epost
from domain.regler.regelverk import Regelverk
from domain.regler.varde import FelIRegelverk
from kontrakt.spridning import Takt
from persistence.databas.migrering import prova_formen
from persistence.databas.motor import DatabasFel, skapa_motor
from persistence.register.utgavor import Gallande
from regelverk import FelIFil
from starter.drift.driftmatt import Driftmatt
from starter.drift.flotta import skapa_tradar, skapa_worker
from starter.drift.halsa import Prov, halsodorr, runtime_med_matt
from starter.drift.kontrollmatt import Kontrollmatt
from starter.drift.loggning import stall_in
from starter.drift.tillsyn import Fastnat, Journalvag, TemporalBorta, vanta_pa
from starter.stod.installningar import FelInstallning, Installningar, las_installningar
from starter.stod.kryptering.anslutning import FelAnslutning, anslut_klient, ingen_svarar
from starter.stod.kryptering.namn import Nyckelfel
from starter.stod.regler import filernas_regler

T = TypeVar("T")

log = structlog.get_logger("worker")


_SISTA = 30.0
"""Seconds that a worker that is stuck is given to end in order."""


async def kor(inst: Installningar) -> None:
    """Connect, take work until told to stop, and stop in order; a server that is away is waited for.

    Raises: Fastnat, when its own work no longer gets anywhere.
    """
    if not inst.database_url:
        raise FelInstallning("DATABASE_URL: ingen databas är angiven")
    regelverk = filernas_regler(inst)
    epost = _epost(inst)
    runtime, matt_adress = runtime_med_matt()
    stopp = asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signum, stopp.set)

    async def startar() -> str | None:
        return "arbetaren väntar på databasen eller Temporal"

    prov: dict[str, Prov] = {"start": startar}
    async with halsodorr(inst.halsa_port, matt_adress, prov) as port:
        if (servrar := await _forst(_servrar(inst, runtime), stopp)) is None:
            return
        motor, klient = servrar
        if await _forst(_reglerna(motor, regelverk), stopp) is None:
            return
        tradar = skapa_tradar()
        takt = Takt(inst.klockslag_per_sekund, inst.overlamningar_per_sekund)
        worker = skapa_worker(
            klient, motor, regelverk, epost, bygge=inst.bygge, takt=takt, cachade=inst.minns_arenden, tradar=tradar
        )
        REGISTRY.register(Kontrollmatt(motor))
        REGISTRY.register(Driftmatt(motor))
        databas = Journalvag(motor, tradar)

        async def arbete() -> str | None:
            return None if worker.is_running else "arbetaren tar inget arbete"

        async def temporal() -> str | None:
            with suppress(RPCError):
                if await klient.service_client.check_health(timeout=timedelta(seconds=5)):
                    return None
            return "Temporal svarar inte"

        async with worker:
            prov.update(databas=databas, temporal=temporal, arbete=arbete)
            prov.pop("start")
            log.info("arbetare igång", port=port, adress=inst.temporal_address, bygge=inst.bygge)
            varfor = await _forst(databas.tills_fast(), stopp)
            log.info("arbetare avslutar", orsak=varfor)
            if varfor:
                # Threads that are stuck cannot be told to stop, and are not waited for.
                sist = threading.Timer(_SISTA, os._exit, (1,))
                sist.daemon = True
                sist.start()
        motor.dispose()
        if varfor:
            raise Fastnat(f"arbetaren kommer inte vidare ({varfor}) och avslutas")


async def _forst(arbete: Coroutine[Any, Any, T], stopp: asyncio.Event) -> T | None:
    """What the work comes to; None if the worker is told to stop before that."""
    egen, stoppas = asyncio.ensure_future(arbete), asyncio.ensure_future(stopp.wait())
    try:
        await asyncio.wait({egen, stoppas}, return_when=asyncio.FIRST_COMPLETED)
        return egen.result() if egen.done() else None
    finally:
        egen.cancel()
        stoppas.cancel()


async def _reglerna(motor: Engine, regelverk: Regelverk) -> Regelverk:
    """The rules in force: files that differ from what is decided end the worker here; a database away is waited for."""
    return await vanta_pa(lambda: asyncio.to_thread(Gallande(motor, regelverk)))


async def _servrar(inst: Installningar, runtime: Runtime) -> tuple[Engine, Client]:
    """The database, migrated, and Temporal, once both answer. Raises: DatabasFel, FelInstallning."""

    motor = await vanta_pa(lambda: asyncio.to_thread(skapa_motor, inst.database_url))
    await vanta_pa(lambda: asyncio.to_thread(prova_formen, motor))
    return motor, await vanta_pa(lambda: _anslut(inst, runtime))


def _epost(inst: Installningar) -> Epost | None:
    """Where notices go. Raises: FelInstallning."""
    if not (inst.smtp_url and inst.avsandare and inst.lank_bas):
        return None
    try:
        return Epost(inst.smtp_url, inst.avsandare, inst.lank_bas)
    except ValueError as fel:
        raise FelInstallning(str(fel)) from None


async def _anslut(inst: Installningar, runtime: Runtime) -> Client:
    """The Temporal server and a namespace that it has. Raises: FelInstallning, TemporalBorta."""
    adress, namespace = inst.temporal_address, inst.temporal_namespace
    try:
        klient = await anslut_klient(adress, namespace, runtime=runtime)
        await klient.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
    except (FelAnslutning, Nyckelfel) as fel:
        raise FelInstallning(str(fel)) from None
    except RPCError as fel:
        if fel.status is RPCStatusCode.NOT_FOUND:
            raise FelInstallning(f"TEMPORAL_NAMESPACE: {namespace} finns inte på {adress}") from None
        if fel.status in (RPCStatusCode.PERMISSION_DENIED, RPCStatusCode.UNAUTHENTICATED):
            raise FelInstallning(f"TEMPORAL_API_KEY: Temporal på {adress} släpper inte in oss") from None
        raise TemporalBorta(f"Temporal på {adress} svarar inte som den ska") from None
    except RuntimeError:
        raise TemporalBorta(ingen_svarar(adress)) from None
    return klient


def main() -> None:
    """Start; a wrong setting, or work that gets nowhere, is one Swedish line and exit code 1.

    The Temporal client's own threads may still be letting go of Python objects when the interpreter is taken down,
    which it answers by aborting. All that has to be closed is closed by then, so the process ends at once.
    """
    kod = 0
    try:
        inst = las_installningar()
        stall_in(inst.loggniva)
        asyncio.run(kor(inst))
    except (FelInstallning, DatabasFel, FelIRegelverk, FelIFil, Fastnat) as fel:
        print(f"Fel: {fel}", file=sys.stderr)
        kod = 1
    logging.shutdown()
    sys.stderr.flush()
    os._exit(kod)


if __name__ == "__main__":
    main()
