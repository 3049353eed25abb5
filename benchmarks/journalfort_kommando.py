"""A journaled command (update → decided → committed → receipt) against a bare no-op update on the same server.

They are taken in turn, one of each, so that all meet the same moments of the machine; client, worker, Temporal
and PostgreSQL are processes of their own, and both databases write durably. The case is a running AMI2; each command
books the first meeting anew: a fact, its journal rows, read rows and a message in one transaction. It is taken from
the update to its receipt, as the bare one is, and once more through the client, whose door first asks the registers
who may speak (K3.2, K3.4).
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.table import Table
from temporalio.client import Client, WorkflowHandle

from benchmarks.bar import Bar
from benchmarks.matning import tabell
from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from kontrakt import namn as namn_
from kontrakt.insats import Kvitto
from kontrakt.omvandlare import OMVANDLARE
from persistence.anordnare import auktorisationer, register
from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor
from starter.klient.insats import Insatsklient
from starter.stack.postgres import EmbeddedPostgres
from starter.stack.temporal import TemporalServer

_ANTAL = 200
_UPPVARMNING = 30
_ANORDNARE = Aktor.tolka("anordnare:h1@Anordnare A")
_KV = Aktor.tolka("karriarvagledare:kv1")


def mat() -> Table:
    """The table of them, in milliseconds."""
    with _servrar() as (url, adress):
        return asyncio.run(_mat(url, adress))


@contextmanager
def _servrar() -> Iterator[tuple[str, str]]:
    """PostgreSQL, Temporal and a worker; yields the addresses of the first two."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as namn:
        mapp = Path(namn)
        mapp.chmod(0o755)
        postgres = EmbeddedPostgres(mapp / "pg")
        postgres.start()
        temporal = TemporalServer(
            search_attributes=namn_.SOKATTRIBUT, log=mapp / "temporal.log", database=mapp / "t.db", ui=False
        )
        try:
            url, adress = postgres.create_database("matning"), temporal.start()
            migrera(url)
            with subprocess.Popen(
                [sys.executable, "-m", "benchmarks.arbetare"],
                env={**os.environ, "DATABASE_URL": url, "TEMPORAL_ADDRESS": adress},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ) as arbetare:
                assert arbetare.stdout
                arbetare.stdout.readline()
                yield url, adress
                arbetare.terminate()
        finally:
            temporal.stop()
            postgres.stop()


async def _mat(url: str, adress: str) -> Table:
    motor = skapa_motor(url)
    register.lagg_till_anordnare(motor, "Anordnare A")
    auktorisationer.auktorisera(motor, "Anordnare A", "AMI", date(2024, 1, 1), None)
    temporal = await Client.connect(adress, data_converter=OMVANDLARE)
    klient = Insatsklient(temporal, motor)
    arende = await _pagaende(klient)
    bar: WorkflowHandle[Bar, None] = await temporal.start_workflow(Bar.run, id="bar", task_queue="bar")
    handtag: WorkflowHandle[Any, Any] = temporal.get_workflow_handle(arende)
    bara, journalforda, genom_dorren = [], [], []
    for n in range(_UPPVARMNING + _ANTAL):
        start = perf_counter()
        await bar.execute_update(Bar.inget)
        efter_bar = perf_counter()
        await _uppdatera(handtag, 2 * n)
        efter_uppdatering = perf_counter()
        await klient.kommando(arende, _bokning(2 * n + 1), _ANORDNARE)
        slut = perf_counter()
        if n >= _UPPVARMNING:
            bara.append((efter_bar - start) * 1000)
            journalforda.append((efter_uppdatering - efter_bar) * 1000)
            genom_dorren.append((slut - efter_uppdatering) * 1000)
    await bar.terminate()
    motor.dispose()
    rader = {"bar uppdatering": bara, "journalfört kommando": journalforda, "samma, med dörrens frågor": genom_dorren}
    return tabell("Journalfört kommando, ett i taget", rader)


async def _pagaende(klient: Insatsklient) -> str:
    idag = datum(datetime.now(UTC))
    kund = {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02", "arbetsformaga": 50}
    start = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "Anordnare A", "kund": kund}
    arende = (await klient.starta(start, _KV)).arende
    await klient.kommando(arende, {"kommando": "bemanna", "handlaggare": "h1"}, _ANORDNARE)
    await klient.kommando(arende, {"kommando": "lagg_in_uppdrag", "startdatum": idag.isoformat()}, _KV)
    return arende


async def _uppdatera(handtag: WorkflowHandle[Any, Any], n: int) -> None:
    """The update as the client sends it, and its receipt."""
    inkommet = {
        "id": f"uppdatering-{n}",
        "av": str(_ANORDNARE),
        "inkom": datetime.now(UTC).isoformat(),
        "dokument": None,
        "kommando": _bokning(n),
    }
    await handtag.execute_update(namn_.UPPDATERING, inkommet, id=inkommet["id"], result_type=Kvitto)


def _bokning(n: int) -> dict[str, Any]:
    """The first meeting moved one day: a fact without free text, which would be a write of its own."""
    return {"kommando": "boka_uppstartsmote", "datum": str(datum(datetime.now(UTC)) + timedelta(days=1 + n))}


if __name__ == "__main__":
    from rich.console import Console

    Console().print(mat())
