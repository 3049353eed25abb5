"""Many schedules on every core: ``python -m tests.fel.simulering``; ``--fro N`` plays one again, step by step."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import nullcontext
from dataclasses import dataclass, field
from time import perf_counter

import click

from tests.fel.simulering.butik import i_stallet_for_postgresql
from tests.fel.simulering.planterat import PLANTERADE
from tests.fel.simulering.spel import Utfall, spela


@dataclass
class Sammanlagt:
    """What many schedules came to."""

    spelade: int = 0
    steg: int = 0
    korningar: int = 0
    injicerat: Counter[str] = field(default_factory=Counter)
    funna: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)

    def lagg(self, u: Utfall) -> None:
        self.spelade, self.steg, self.korningar = self.spelade + 1, self.steg + u.steg, self.korningar + u.korningar
        self.injicerat.update(u.injicerat)
        if u.brott:
            self.funna.append((u.fro, u.brott))


def nagra(fran: int, antal: int, planterat: str | None = None) -> list[Utfall]:
    """Some schedules in a row."""
    logging.disable(logging.CRITICAL)  # the workflow's own log of tasks that fail on purpose
    gc.disable()
    gc.freeze()  # the program itself is not garbage, and need not be looked through after each few schedules
    try:
        with i_stallet_for_postgresql(), PLANTERADE[planterat]() if planterat else nullcontext():
            return [spela(fro) for fro in range(fran, fran + antal)]
    finally:
        logging.disable(logging.NOTSET)
        gc.enable()
        gc.collect()
        gc.unfreeze()


def under(
    sekunder: float, fran: int, processer: int, planterat: str | None = None, i_taget: int = 40
) -> Iterator[Utfall]:
    """Schedules until the time is up."""
    slut = perf_counter() + sekunder
    pool = ProcessPoolExecutor(processer)
    try:
        pagar = {pool.submit(nagra, fran + n * i_taget, i_taget, planterat) for n in range(processer * 2)}
        nasta = fran + len(pagar) * i_taget
        while pagar:
            klar = next(as_completed(pagar))
            pagar.remove(klar)
            if perf_counter() < slut:
                pagar.add(pool.submit(nagra, nasta, i_taget, planterat))
                nasta += i_taget
            yield from klar.result()
    finally:
        pool.shutdown(cancel_futures=True)


def tills_funnen(planterat: str, hogst: float, processer: int) -> tuple[int, int, float, tuple[str, ...]] | None:
    """The first schedule that a planted fault is seen in: seed, how many were played, seconds, and what was seen."""
    borjan = perf_counter()
    for antal, u in enumerate(under(hogst, 0, processer, planterat, 5), 1):
        if u.brott:
            return u.fro, antal, perf_counter() - borjan, u.brott
    return None


@click.command()
@click.option("--sekunder", default=60.0, show_default=True, help="Hur länge.")
@click.option("--fran", default=0, show_default=True, help="Första fröet.")
@click.option("--processer", default=os.cpu_count() or 1, show_default=True, help="Antal processer.")
@click.option("--planterat", type=click.Choice(list(PLANTERADE)), help="Plantera ett fel, och se att det hittas.")
@click.option("--alla-planterade", is_flag=True, help="Plantera vart och ett av felen.")
@click.option("--fro", type=int, help="Spela ett frö igen och visa varje steg.")
def main(
    sekunder: float, fran: int, processer: int, planterat: str | None, alla_planterade: bool, fro: int | None
) -> None:
    """Spela scheman: det som sägs, skrivaren, journalen, kvittot, överlämningen och leveransen, med fel överallt."""
    if fro is not None:
        (u,) = nagra(fro, 1, planterat)
        click.echo("\n".join([*u.logg, *(f"BROTT {b}" for b in u.brott)]))
        sys.exit(bool(u.brott))
    if alla_planterade:
        missade = 0
        for namn in PLANTERADE:
            funnen = tills_funnen(namn, sekunder, processer)
            missade += funnen is None
            om = (
                f"frö {funnen[0]}, efter {funnen[1]} scheman och {funnen[2]:.1f} s: {funnen[3][0]}"
                if funnen
                else "INTE"
            )
            click.echo(f"{namn}: {om[:160]}")
        sys.exit(bool(missade))
    alla, borjan = Sammanlagt(), perf_counter()
    for u in under(sekunder, fran, processer, planterat):
        alla.lagg(u)
    tid = perf_counter() - borjan
    click.echo(f"{alla.spelade} scheman på {tid:.0f} s: {alla.spelade / tid * 60:.0f} i minuten; "
               f"{alla.steg} steg, {alla.korningar} körningar")  # fmt: skip
    for vad, antal in alla.injicerat.most_common():
        click.echo(f"  {antal:>8} × {vad}")
    for nummer, brott in alla.funna[:20]:
        click.echo(f"BROTT i frö {nummer}: {brott[0][:300]}")
    click.echo(f"{len(alla.funna)} scheman höll inte." + (" Spela om ett med --fro N." if alla.funna else ""))
    sys.exit(bool(alla.funna))


if __name__ == "__main__":
    main()
