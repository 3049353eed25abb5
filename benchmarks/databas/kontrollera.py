"""The hunt through a whole base against a bare SELECT of the same rows: ``python -m benchmarks.databas.kontrollera``.

Every case of ``tests/fall`` is played to this day and copied under new names until there are as many as asked for.
The live cases are on a real Temporal server with a worker of its own: what looking at a workflow adds.
"""

from __future__ import annotations

import asyncio
import resource
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text
from temporalio.client import Client

from activities.kontroll.jakt import jaga
from activities.kontroll.utfall import Utfall
from benchmarks.rigg import arenden, levda
from benchmarks.rigg.matning import p50_p95
from benchmarks.rigg.servrar import Hus, servrar
from domain.grund.slag import Status
from domain.tid.tidpunkt import tolka_tid
from kontrakt import namn
from kontrakt.nattligt import ARBETSFLODE_AJOUR, ARBETSFLODE_KONTROLL, Ajoursvar, Kontrollsvar
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.spridning import INGEN
from persistence.databas.motor import skapa_motor
from persistence.register.anordnare import auktorisationer
from starter.provkorning.fil import las_provfil
from starter.stod.klient.insats import Insatsklient
from tests.activities.kontroll.conftest import liv, skriv_in

_FALL = Path(__file__).resolve().parents[2] / "tests" / "fall"
DELAR = ("bas", "levande", "natten")
"""The hunt alone, what the look at running workflows adds, and both nightly runs in a worker while people speak."""
_T = TypeVar("_T")
_PAUS, _LUGN = 0.2, 15.0
"""Seconds between a person's kommandon, and for which the quiet is measured."""
_LASES = ("insats", "bevakning", "utbetalning", "meddelande", "utkorg", "dokument", "journal")
"""What the hunt reads."""


def fyll(motor: Engine, antal: int, *, slut: bool = False) -> int:
    """About ``antal`` cases, some hundred lines each; returns how many. ``slut``: only such as have ended."""
    nu, spelade = datetime.now(UTC), 0
    for fil in sorted(_FALL.glob("*.yaml")):
        steg = liv(las_provfil(fil), f"in-{fil.stem}", nu)
        if steg and not (slut and steg.insats.status is not Status.SLUTFORD):
            skriv_in(motor, f"in-{fil.stem}", steg)
            spelade += 1
    levda.kopiera(motor, antal // spelade - 1)
    return spelade * (antal // spelade)


def las_rakt(motor: Engine) -> int:
    """Every row that the hunt reads, and nothing done with it."""
    rader = 0
    with motor.connect() as forbindelse:
        for tabell in _LASES:
            sparsam = forbindelse.execution_options(yield_per=500)
            rader += sum(1 for _ in sparsam.execute(text(f"SELECT * FROM {tabell}")))
    return rader


def mat(antal: int, levande: int, delar: Collection[str] = DELAR) -> Table:
    """The table of the parts."""
    t = Table(title="Kontrollera", title_justify="left")
    for kolumn in ("", "ärenden", "s", "varav egen processor", "mot bar läsning", "minne, topp MiB"):
        t.add_column(kolumn, justify="right" if kolumn else "left")
    for del_ in delar:
        with servrar() as hus:
            motor = skapa_motor(hus.url)
            for rad in {"bas": _bas, "levande": _levande, "natten": _natten}[del_](motor, hus, antal, levande):
                t.add_row(*rad)
            motor.dispose()
    return t


def _bas(motor: Engine, _hus: Hus, antal: int, _levande: int) -> Iterator[tuple[str, ...]]:
    alla = fyll(motor, antal)
    start, egen = perf_counter(), process_time()
    rader = las_rakt(motor)
    bar = perf_counter() - start
    egen = process_time() - egen
    yield f"bar läsning av {rader} rader", str(alla), f"{bar:.1f}", f"{egen:.1f}", "1", _topp()
    start, egen = perf_counter(), process_time()
    utfall = asyncio.run(jaga(motor, None))
    tid, egen = perf_counter() - start, process_time() - egen
    _inget(utfall)
    yield "kontrollera --utan-temporal", str(utfall.arenden), f"{tid:.1f}", f"{egen:.1f}", f"{tid / bar:.1f}", _topp()


def _levande(motor: Engine, hus: Hus, _antal: int, levande: int) -> Iterator[tuple[str, ...]]:
    async def jakten() -> float:
        arenden.anordnaren(motor)
        temporal = await Client.connect(hus.adress, data_converter=OMVANDLARE)
        await arenden.borja(Insatsklient(temporal, motor), levande)
        start = perf_counter()
        _inget(await jaga(motor, temporal))
        return perf_counter() - start

    yield "kontrollera, öppna ärenden på Temporal", str(levande), f"{asyncio.run(jakten()):.1f}", "", "", _topp()


def _natten(motor: Engine, hus: Hus, antal: int, levande: int) -> Iterator[tuple[str, ...]]:
    alla = fyll(motor, antal, slut=True)
    for vad, antalet, (tid, lugn, medan) in zip(
        ("kontrollen om natten, i arbetaren", "ajourhållningen, där alla får veta något"),
        (alla, levande), asyncio.run(_om_natten(motor, hus, levande)), strict=True,
    ):  # fmt: skip
        yield vad, str(antalet), f"{tid:.1f}"
        for nar, (p50, p95) in (("i lugn", lugn), ("medan", medan)):
            yield (f"  en människas kommando {nar}: p50 {p50:.0f} ms, p95 {p95:.0f} ms",)


_Tider = tuple[float, tuple[float, float], tuple[float, float]]


async def _om_natten(motor: Engine, hus: Hus, levande: int) -> tuple[_Tider, _Tider]:
    """The hunt, and the upkeep, as the calendar starts them: the time of each, and what a kommando takes before it and
    meanwhile (p50 and p95 in ms). The upkeep has something to tell each of as many running cases, which have lived."""
    arenden.anordnaren(motor)
    temporal = await Client.connect(hus.adress, data_converter=OMVANDLARE)
    ids = await arenden.borja(Insatsklient(temporal, motor), 20)

    async def prata(tills: Callable[[], bool]) -> tuple[float, float]:
        tider: list[float] = []
        while not tills():
            start = perf_counter()
            await arenden.sag(temporal.get_workflow_handle(ids[len(tider) % len(ids)]))
            tider.append((perf_counter() - start) * 1000)
            await asyncio.sleep(_PAUS)
        return p50_p95(tider)

    async def medan(flode: str, svar: type[_T]) -> tuple[_T, _Tider]:
        borjade = perf_counter()
        await prata(lambda: perf_counter() - borjade > _LUGN / 3)  # warms up
        lugn = await prata(lambda: perf_counter() - borjade > _LUGN)
        start = perf_counter()
        natten = asyncio.create_task(
            temporal.execute_workflow(flode, id=f"natten-{flode}", task_queue=namn.KO, result_type=svar)
        )
        under = await prata(natten.done)
        return await natten, (perf_counter() - start, lugn, under)

    kontroll, kontrollens = await medan(ARBETSFLODE_KONTROLL, Kontrollsvar)
    assert kontroll.arenden
    nar = tolka_tid("2024-03-21T12:00")
    insatser = levda.skriv_levda(motor, levande, nar)
    await levda.borja(temporal, insatser, nar - datetime.now(UTC), INGEN)
    auktorisationer.avsluta_auktorisation(motor, "Anordnare A", "AMI", date(2039, 12, 31))
    ajour, ajourens = await medan(ARBETSFLODE_AJOUR, Ajoursvar)
    assert ajour.auktorisationer >= levande, ajour
    return kontrollens, ajourens


def _inget(utfall: Utfall) -> None:
    assert not utfall.fynd and not utfall.hinder, (utfall.fynd[:3], utfall.hinder)


def _topp() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"


@click.command()
@click.option("--antal", default=10_000, show_default=True, help="Spelade ärenden i databasen.")
@click.option("--levande", default=200, show_default=True, help="Öppna ärenden på Temporal.")
@click.option("--del", "delar", multiple=True, type=click.Choice(DELAR), default=DELAR, help="Bara den här delen.")
def main(antal: int, levande: int, delar: tuple[str, ...]) -> None:
    """Mät kontrollen av en hel databas mot en bar läsning av samma rader, och vad människor märker av den om natten."""
    Console(width=140).print(mat(antal, levande, delar))


if __name__ == "__main__":
    main()
