"""The hunt through a whole base against a bare SELECT of the same rows: ``python -m benchmarks.databas.kontrollera``.

Every case of ``tests/fall`` is played to this day and copied under new names until there are as many as asked for.
The live cases are on a real Temporal server with a worker of its own: what looking at a workflow adds.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text
from temporalio.client import Client

from activities.kontroll.jakt import jaga
from activities.kontroll.utfall import Utfall
from benchmarks.rigg import arenden
from benchmarks.rigg.matning import p50_p95
from benchmarks.rigg.servrar import servrar
from domain.grund.slag import Status
from kontrakt import namn
from kontrakt.nattligt import ARBETSFLODE_KONTROLL, Kontrollsvar
from kontrakt.omvandlare import OMVANDLARE
from persistence.databas.motor import skapa_motor
from starter.provkorning.fil import las_provfil
from starter.stod.klient.insats import Insatsklient
from tests.activities.kontroll.conftest import liv, skriv_in

_FALL = Path(__file__).resolve().parents[2] / "tests" / "fall"
_PAUS, _LUGN = 0.2, 15.0
"""Seconds between a person's kommandon, and for which the quiet is measured."""
_LASES = ("insats", "bevakning", "utbetalning", "meddelande", "utkorg", "dokument", "journal")
"""What the hunt reads."""

_KOPIERA = (
    "INSERT INTO insats SELECT arende || '-' || g, slag, anordnare, karriarvagledare, kund, status, startdatum, "
    "slutdatum, avslutsform, avslutsorsak, nr, senast FROM insats, generate_series(1, :n) g",
    "INSERT INTO journal (arende, nr, tid, slag, av, kommando, dokument, handelse, sagt) "
    "SELECT arende || '-' || g, nr, tid, slag, av, kommando, dokument, "
    "CASE WHEN nr = 1 THEN handelse || jsonb_build_object('arende', arende || '-' || g) || CASE WHEN handelse ? "
    "'foregaende' THEN jsonb_build_object('foregaende', (handelse ->> 'foregaende') || '-' || g) ELSE '{}' END "
    "ELSE handelse END, sagt "
    "FROM journal, generate_series(1, :n) g",
    "INSERT INTO bevakning SELECT arende || '-' || g, nyckel, slag, avser, regel, ansvarig, part, oppnad, frist, "
    "utfall, uppfylld FROM bevakning, generate_series(1, :n) g",
    "INSERT INTO utbetalning SELECT arende || '-' || g, nyckel, ordning, slag, avser, dagar, belopp, "
    "utbetalningsmanad, status, forklaring, anordnare FROM utbetalning, generate_series(1, :n) g",
    "INSERT INTO dokument SELECT replace(id, arende, arende || '-' || g), arende || '-' || g, slag, av, innehall "
    "FROM dokument, generate_series(1, :n) g",
    "INSERT INTO meddelande (arende, nr, ordning, tid, till, part, regel, rubrik) SELECT arende || '-' || g, nr, "
    "ordning, tid, till, part, regel, rubrik FROM meddelande, generate_series(1, :n) g",
    "INSERT INTO utkorg (meddelande, arende, status) SELECT id, arende, 'levererad' FROM meddelande "
    "ON CONFLICT DO NOTHING",
    "ANALYZE",
)


def fyll(motor: Engine, antal: int, *, slut: bool = False) -> int:
    """About ``antal`` cases, some hundred lines each; returns how many. ``slut``: only such as have ended."""
    nu, spelade = datetime.now(UTC), 0
    for fil in sorted(_FALL.glob("*.yaml")):
        steg = liv(las_provfil(fil), f"in-{fil.stem}", nu)
        if steg and not (slut and steg.insats.status is not Status.SLUTFORD):
            skriv_in(motor, f"in-{fil.stem}", steg)
            spelade += 1
    with motor.begin() as forbindelse:
        for sats in _KOPIERA:
            forbindelse.execute(text(sats), {"n": antal // spelade - 1} if ":n" in sats else {})
    return spelade * (antal // spelade)


def las_rakt(motor: Engine) -> int:
    """Every row that the hunt reads, and nothing done with it."""
    rader = 0
    with motor.connect() as forbindelse:
        for tabell in _LASES:
            sparsam = forbindelse.execution_options(yield_per=500)
            rader += sum(1 for _ in sparsam.execute(text(f"SELECT * FROM {tabell}")))
    return rader


def mat(antal: int, levande: int) -> Table:
    """The table of both, and of the live cases."""
    t = Table(title="Kontrollera", title_justify="left")
    for kolumn in ("", "ärenden", "s", "varav egen processor", "mot bar läsning", "minne, topp MiB"):
        t.add_column(kolumn, justify="right" if kolumn else "left")
    with servrar() as hus:
        motor = skapa_motor(hus.url)
        alla = fyll(motor, antal)
        start, egen = perf_counter(), process_time()
        rader = las_rakt(motor)
        bar = perf_counter() - start
        t.add_row(
            f"bar läsning av {rader} rader", str(alla), f"{bar:.1f}", f"{process_time() - egen:.1f}", "1", _topp()
        )
        start, egen = perf_counter(), process_time()
        utfall = asyncio.run(jaga(motor, None))
        tid = perf_counter() - start
        _inget(utfall)
        t.add_row(
            "kontrollera --utan-temporal", str(utfall.arenden), f"{tid:.1f}", f"{process_time() - egen:.1f}",
            f"{tid / bar:.1f}", _topp(),
        )  # fmt: skip
        motor.dispose()
    with servrar() as hus:
        motor = skapa_motor(hus.url)
        tid = asyncio.run(_levande(motor, hus.adress, levande))
        t.add_row("kontrollera, öppna ärenden på Temporal", str(levande), f"{tid:.1f}", "", "", _topp())
        motor.dispose()
    with servrar() as hus:
        motor = skapa_motor(hus.url)
        alla = fyll(motor, antal, slut=True)
        tid, lugn, medan = asyncio.run(_om_natten(motor, hus.adress))
        t.add_row("om natten, i arbetaren", str(alla), f"{tid:.1f}", "", "", "")
        for vad, (p50, p95) in (("i lugn", lugn), ("medan", medan)):
            t.add_row(f"en människas kommando {vad}: p50 {p50:.0f} ms, p95 {p95:.0f} ms", "", "", "", "", "")
        motor.dispose()
    return t


async def _om_natten(motor: Engine, adress: str) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """The hunt as the calendar starts it: its time, and what a kommando takes before it and meanwhile (ms)."""
    arenden.anordnaren(motor)
    temporal = await Client.connect(adress, data_converter=OMVANDLARE)
    ids = await arenden.borja(Insatsklient(temporal, motor), 20)

    async def prata(tills: Callable[[], bool]) -> tuple[float, float]:
        tider: list[float] = []
        while not tills():
            start = perf_counter()
            await arenden.sag(temporal.get_workflow_handle(ids[len(tider) % len(ids)]))
            tider.append((perf_counter() - start) * 1000)
            await asyncio.sleep(_PAUS)
        return p50_p95(tider)

    borjade = perf_counter()
    await prata(lambda: perf_counter() - borjade > _LUGN / 3)  # warms up
    lugn = await prata(lambda: perf_counter() - borjade > _LUGN)
    start = perf_counter()
    jakten = asyncio.create_task(
        temporal.execute_workflow(ARBETSFLODE_KONTROLL, id="natten", task_queue=namn.KO, result_type=Kontrollsvar)
    )
    medan = await prata(jakten.done)
    assert (await jakten).arenden
    return perf_counter() - start, lugn, medan


async def _levande(motor: Engine, adress: str, antal: int) -> float:
    arenden.anordnaren(motor)
    temporal = await Client.connect(adress, data_converter=OMVANDLARE)
    await arenden.borja(Insatsklient(temporal, motor), antal)
    start = perf_counter()
    _inget(await jaga(motor, temporal))
    return perf_counter() - start


def _inget(utfall: Utfall) -> None:
    assert not utfall.fynd and not utfall.hinder, (utfall.fynd[:3], utfall.hinder)


def _topp() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"


@click.command()
@click.option("--antal", default=10_000, show_default=True, help="Spelade ärenden i databasen.")
@click.option("--levande", default=200, show_default=True, help="Öppna ärenden på Temporal.")
def main(antal: int, levande: int) -> None:
    """Mät kontrollen av en hel databas mot en bar läsning av samma rader."""
    Console(width=140).print(mat(antal, levande))


if __name__ == "__main__":
    main()
