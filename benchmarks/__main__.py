"""All measurements as one table and as JSON: ``python -m benchmarks`` (or ``make bench``). It asserts nothing.

docs/prestanda.md says how each figure is taken and what it means.
"""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click
from rich.console import Console

from benchmarks import kommandon, midnatt, storlek
from benchmarks.databas import vaxt
from benchmarks.rigg import arenden
from benchmarks.rigg.matning import Matt, skriv, tabell
from benchmarks.rigg.servrar import Hus, databas, servrar
from persistence.databas.motor import skapa_motor


@click.command()
@click.option("--json", "fil", default="bench.json", type=click.Path(path_type=Path, dir_okay=False), show_default=True,
              help="Skriv siffrorna hit.")  # fmt: skip
def main(fil: Path) -> None:
    """Mät, och visa varje siffra mot en bar motsvarighet och mot sitt mål."""
    matt = storlek.mat()
    with databas() as tom:
        matt += vaxt.mat(tom)
    with servrar() as hus:
        motor = skapa_motor(hus.url)
        arenden.anordnaren(motor)
        motor.dispose()
        matt += asyncio.run(_pa_servrar(hus))
    last = os.getloadavg()[0]
    Console(width=140).print(tabell(matt, f"insatsflöde på {os.cpu_count()} kärnor, belastning efteråt {last:.1f}"))
    skriv(matt, fil)


async def _pa_servrar(hus: Hus) -> list[Matt]:
    return await midnatt.mat(hus, 300) + await kommandon.mat(hus)


if __name__ == "__main__":
    main()
