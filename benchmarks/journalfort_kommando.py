"""A journaled command (update → decided → committed → receipt) against a bare no-op update on the same server.

The two are taken in turn, one of each, so that both meet the same moments of the machine. The case is a running
AMI2; the commands are absences, each a fact, its journal rows, read rows and a message in one transaction. The
database writes durably (fsync on), as in operations.
"""

from __future__ import annotations

import asyncio
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from activities.insats import Insatsaktiviteter
from rich.progress import track
from rich.table import Table
from temporalio import workflow
from temporalio.client import Client, WorkflowHandle
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.worker import Worker

from benchmarks.matning import tabell
from domain import kontrakt
from domain.parter import Aktor
from domain.regelverkskontroll import skapa_regelverk
from persistence import register
from persistence.db import migrera, skapa_motor
from regelverk import las_utgavor
from starter.flotta import skapa_worker
from starter.klient import Insatsklient
from starter.stack import EmbeddedPostgres, TemporalServer

_ANTAL = 200
_UPPVARMNING = 20


@workflow.defn(name="bar")
class Bar:
    """A workflow that does nothing but answer."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def inget(self) -> None:
        """Nothing: the cost of the update itself."""


async def mat() -> Table:
    """The table of both, in milliseconds."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as mapp:
        Path(mapp).chmod(0o755)
        postgres = EmbeddedPostgres(Path(mapp) / "pg")
        postgres.start()
        temporal = TemporalServer(
            search_attributes=kontrakt.SOKATTRIBUT,
            log=Path(mapp) / "temporal.log",
            database=Path(mapp) / "t.db",
            ui=False,
        )
        try:
            url = postgres.create_database("matning")
            return await _mat(url, temporal.start())
        finally:
            temporal.stop()
            postgres.stop()


async def _mat(url: str, adress: str) -> Table:
    migrera(url)
    motor = skapa_motor(url)
    register.lagg_till_anordnare(motor, "Anordnare A")
    register.auktorisera(motor, "Anordnare A", "AMI", datetime(2024, 1, 1, tzinfo=UTC).date(), None)
    aktiviteter = Insatsaktiviteter(motor, skapa_regelverk(las_utgavor()), None)
    temporal = await Client.connect(adress, data_converter=pydantic_data_converter)
    klient = Insatsklient(temporal, motor)
    async with (
        skapa_worker(temporal, aktiviteter.alla()),
        Worker(temporal, task_queue="bar", workflows=[Bar]),
    ):
        arende = await _pagaende(klient)
        bar: WorkflowHandle[Bar, None] = await temporal.start_workflow(Bar.run, id="bar", task_queue="bar")
        bara, journalforda = [], []
        for n in track(range(_UPPVARMNING + _ANTAL), description="journalförda kommandon"):
            start = perf_counter()
            await bar.execute_update(Bar.inget)
            mitt = perf_counter()
            await _franvaro(klient, arende, n)
            slut = perf_counter()
            if n >= _UPPVARMNING:
                bara.append((mitt - start) * 1000)
                journalforda.append((slut - mitt) * 1000)
        await bar.terminate()
    motor.dispose()
    return tabell("Journalfört kommando, ett i taget", {"bar uppdatering": bara, "journalfört kommando": journalforda})


_ANORDNARE = Aktor.tolka("anordnare:h1@Anordnare A")
_KV = Aktor.tolka("karriarvagledare:kv1")


async def _pagaende(klient: Insatsklient) -> str:
    idag = datetime.now(UTC).date()
    kund = {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02", "arbetsformaga": 50}
    start = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "Anordnare A", "kund": kund}
    arende = (await klient.starta(start, _KV)).arende
    await klient.kommando(arende, {"kommando": "bemanna", "handlaggare": "h1"}, _ANORDNARE)
    await klient.kommando(arende, {"kommando": "lagg_in_uppdrag", "startdatum": idag.isoformat()}, _KV)
    return arende


async def _franvaro(klient: Insatsklient, arende: str, n: int) -> None:
    """Planned leave of one day, each on its own day of the insats ahead."""
    dag = datetime.now(UTC).date() + timedelta(days=1 + n)
    data = {"kommando": "anmal_franvaro", "slag": "annan", "fran": dag, "till": dag, "orsak": "möte"}
    await klient.kommando(arende, data, _ANORDNARE)


if __name__ == "__main__":
    from rich.console import Console

    Console().print(asyncio.run(mat()))
