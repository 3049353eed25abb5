"""A worker process of its own, as in operations: serves both the bare workflow and the cases until it is stopped."""

from __future__ import annotations

import asyncio
import os
import sys

from temporalio.client import Client
from temporalio.worker import Worker

from benchmarks.bar import Bar
from domain.regler.provning import skapa_regelverk
from kontrakt.omvandlare import OMVANDLARE
from persistence.databas.motor import skapa_motor
from regelverk import las_utgavor
from starter.drift.flotta import skapa_worker


async def _kor() -> None:
    motor, regelverk = skapa_motor(os.environ["DATABASE_URL"]), skapa_regelverk(las_utgavor())
    klient = await Client.connect(os.environ["TEMPORAL_ADDRESS"], data_converter=OMVANDLARE)
    async with skapa_worker(klient, motor, regelverk, None), Worker(klient, task_queue="bar", workflows=[Bar]):
        sys.stdout.write("igång\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_kor())
