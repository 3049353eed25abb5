"""One member of the fleet. Run any number: ``python -m worker``; settings come from the environment.

It takes cases and activities from the task queue until SIGTERM or Ctrl-C, then lets what it holds finish.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from datetime import timedelta

import structlog
from prometheus_client import REGISTRY
from sqlalchemy import text
from temporalio.api.workflowservice.v1 import DescribeNamespaceRequest
from temporalio.client import Client
from temporalio.runtime import Runtime
from temporalio.service import RPCError, RPCStatusCode

from activities.stod.epost import Epost
from domain.regler.provning import skapa_regelverk
from domain.regler.varde import FelIRegelverk
from kontrakt.spridning import Takt
from persistence.databas.motor import DatabasFel, skapa_motor
from regelverk import FelIFil, las_utgavor
from starter.drift.driftmatt import Driftmatt
from starter.drift.flotta import skapa_tradar, skapa_worker
from starter.drift.halsa import Prov, halsodorr, runtime_med_matt
from starter.drift.kontrollmatt import Kontrollmatt
from starter.drift.loggning import stall_in
from starter.stod.installningar import FelInstallning, Installningar, las_installningar
from starter.stod.kryptering.anslutning import FelAnslutning, anslut_klient
from starter.stod.kryptering.namn import Nyckelfel

log = structlog.get_logger("worker")


_HOGST = 20
"""Seconds that a question of health may take: red within half a minute, however it is stuck."""


async def kor(inst: Installningar) -> None:
    """Connect, take work until told to stop, and stop in order."""
    if not inst.database_url:
        raise FelInstallning("DATABASE_URL: ingen databas är angiven")
    motor = skapa_motor(inst.database_url)
    regelverk = skapa_regelverk(las_utgavor(inst.regelverk_katalog))
    epost = _epost(inst)
    runtime, matt_adress = runtime_med_matt()
    klient = await _anslut(inst, runtime)
    tradar = skapa_tradar()
    takt = Takt(inst.klockslag_per_sekund, inst.overlamningar_per_sekund)
    worker = skapa_worker(klient, motor, regelverk, epost, bygge=inst.bygge, takt=takt, tradar=tradar)
    REGISTRY.register(Kontrollmatt(motor))
    REGISTRY.register(Driftmatt(motor))

    async def databas() -> str | None:
        # In a thread where the journal is written: when all of them are stuck, or the network is silent, it is red.
        try:
            async with asyncio.timeout(_HOGST):
                await asyncio.get_running_loop().run_in_executor(tradar, _fraga, motor)
        except TimeoutError:
            return "ingen tråd blir fri, eller databasen svarar inte"
        except Exception:
            return "databasen svarar inte"
        return None

    async def arbete() -> str | None:
        return None if worker.is_running else "arbetaren tar inget arbete"

    async def temporal() -> str | None:
        with suppress(RPCError):
            if await klient.service_client.check_health(timeout=timedelta(seconds=5)):
                return None
        return "Temporal svarar inte"

    prov: dict[str, Prov] = {"databas": databas, "temporal": temporal, "arbete": arbete}
    stopp = asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signum, stopp.set)
    async with (
        halsodorr(inst.halsa_port, matt_adress, prov) as port,
        worker,
    ):
        log.info("arbetare igång", port=port, adress=inst.temporal_address, bygge=inst.bygge)
        await stopp.wait()
        log.info("arbetare avslutar")
    motor.dispose()


def _epost(inst: Installningar) -> Epost | None:
    """Where notices go. Raises: FelInstallning."""
    if not (inst.smtp_url and inst.avsandare and inst.lank_bas):
        return None
    try:
        return Epost(inst.smtp_url, inst.avsandare, inst.lank_bas)
    except ValueError as fel:
        raise FelInstallning(str(fel)) from None


async def _anslut(inst: Installningar, runtime: Runtime) -> Client:
    """The Temporal server and a namespace that it has. Raises: FelInstallning."""
    adress, namespace = inst.temporal_address, inst.temporal_namespace
    try:
        klient = await anslut_klient(adress, namespace, runtime=runtime)
        await klient.workflow_service.describe_namespace(DescribeNamespaceRequest(namespace=namespace))
    except (FelAnslutning, Nyckelfel) as fel:
        raise FelInstallning(str(fel)) from None
    except RPCError as fel:
        if fel.status is not RPCStatusCode.NOT_FOUND:
            raise FelInstallning(f"TEMPORAL_ADDRESS: Temporal på {adress} svarar inte som den ska") from None
        raise FelInstallning(f"TEMPORAL_NAMESPACE: {namespace} finns inte på {adress}") from None
    except RuntimeError:
        raise FelInstallning(f"TEMPORAL_ADDRESS: ingen Temporal-server svarar på {adress}") from None
    return klient


def _fraga(motor: object) -> None:
    with motor.connect() as c:  # type: ignore[attr-defined]
        c.execute(text("select 1"))


def main() -> None:
    """Start; a wrong setting or an unreachable server is one Swedish line and exit code 1.

    The Temporal client's own threads may still be letting go of Python objects when the interpreter is taken down,
    which it answers by aborting. All that has to be closed is closed by then, so the process ends at once.
    """
    kod = 0
    try:
        inst = las_installningar()
        stall_in(inst.loggniva)
        asyncio.run(kor(inst))
    except (FelInstallning, DatabasFel, FelIRegelverk, FelIFil) as fel:
        print(f"Fel: {fel}", file=sys.stderr)
        kod = 1
    logging.shutdown()
    sys.stderr.flush()
    os._exit(kod)


if __name__ == "__main__":
    main()
