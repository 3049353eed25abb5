"""One member of the fleet. Run any number: ``python -m worker``; settings come from the environment.

It takes cases and activities from the task queue until SIGTERM or Ctrl-C, then lets what it holds finish.
"""

from __future__ import annotations

import asyncio
import signal
import sys

import structlog
from activities.epost import Epost
from activities.insats import Insatsaktiviteter
from sqlalchemy import text
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from domain.regelverk import FelIRegelverk
from domain.regelverkskontroll import skapa_regelverk
from persistence.db import DatabasFel, skapa_motor
from regelverk import FelIFil, las_utgavor
from starter.flotta import skapa_worker
from starter.halsa import halsodorr, runtime_med_matt
from starter.installningar import FelInstallning, Installningar, las_installningar
from starter.loggning import stall_in

log = structlog.get_logger("worker")


async def kor(inst: Installningar) -> None:
    """Connect, take work until told to stop, and stop in order."""
    motor = skapa_motor(inst.database_url)
    regelverk = skapa_regelverk(las_utgavor(inst.regelverk_katalog))
    epost = Epost(inst.smtp_url, inst.avsandare, inst.lank_bas) if inst.smtp_url else None
    runtime, matt_adress = runtime_med_matt()
    klient = await Client.connect(
        inst.temporal_address,
        namespace=inst.temporal_namespace,
        data_converter=pydantic_data_converter,
        runtime=runtime,
    )
    aktiviteter = Insatsaktiviteter(motor, regelverk, epost)
    worker = skapa_worker(klient, aktiviteter, bygge=inst.bygge)

    async def databas() -> str | None:
        try:
            await asyncio.to_thread(_fraga, motor)
        except Exception:
            return "databasen svarar inte"
        return None

    async def temporal() -> str | None:
        return None if await klient.service_client.check_health() else "Temporal svarar inte"

    stopp = asyncio.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(signum, stopp.set)
    async with halsodorr(inst.halsa_port, matt_adress, {"databas": databas, "temporal": temporal}) as port, worker:
        log.info("arbetare igång", port=port, adress=inst.temporal_address, bygge=inst.bygge)
        await stopp.wait()
        log.info("arbetare avslutar")
    motor.dispose()


def _fraga(motor: object) -> None:
    with motor.connect() as c:  # type: ignore[attr-defined]
        c.execute(text("select 1"))


def main() -> None:
    """Start; a wrong setting or an unreachable server is one Swedish line and exit code 1."""
    try:
        inst = las_installningar()
        stall_in(inst.loggniva)
        asyncio.run(kor(inst))
    except (FelInstallning, DatabasFel, FelIRegelverk, FelIFil) as fel:
        sys.exit(f"Fel: {fel}")
    except RuntimeError as fel:
        sys.exit(f"Fel: ingen Temporal-server svarar ({fel.__class__.__name__})")


if __name__ == "__main__":
    main()
