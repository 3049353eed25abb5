"""A worker process of its own, as in operations: serves the cases, or their bare twin, until it is stopped."""

from __future__ import annotations

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from temporalio.client import Client
from temporalio.worker import Worker

from benchmarks.rigg.bar import Bar, BarManad, tom, vackt
from domain.regler.provning import skapa_regelverk
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.spridning import Takt
from persistence.databas.motor import skapa_motor
from regelverk import las_utgavor
from starter.drift.flotta import skapa_worker


async def _kor(sort: str) -> None:
    klient = await Client.connect(os.environ["TEMPORAL_ADDRESS"], data_converter=OMVANDLARE)
    async with _bar(klient) if sort == "bar" else _insats(klient):
        sys.stdout.write("igång\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)


def _insats(klient: Client) -> Worker:
    motor, regelverk = skapa_motor(os.environ["DATABASE_URL"]), skapa_regelverk(las_utgavor())
    takt = Takt(
        float(os.environ.get("KLOCKSLAG", Takt().klockslag)),
        float(os.environ.get("OVERLAMNINGAR", Takt().overlamningar)),
    )
    return skapa_worker(klient, motor, regelverk, None, takt=takt, cachade=int(os.environ.get("MINNS_ARENDEN", "1000")))


def _bar(klient: Client) -> Worker:
    return Worker(
        klient,
        task_queue="bar",
        workflows=[Bar, BarManad],
        activities=[tom, vackt],
        activity_executor=ThreadPoolExecutor(16),
    )


if __name__ == "__main__":
    asyncio.run(_kor(sys.argv[1]))
