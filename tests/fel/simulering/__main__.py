"""Many schedules on every core: ``python -m tests.fel.simulering``; ``--fro 17.0-132`` plays one again and shows it."""

from __future__ import annotations

import os
import resource
import sys
from collections import Counter
from dataclasses import dataclass, field
from time import perf_counter

import click

from tests.fel.simulering.manga import under
from tests.fel.simulering.planterade.alla import PLANTERADE
from tests.fel.simulering.schema import Schema
from tests.fel.simulering.spel import Utfall, nagra


@dataclass
class Sammanlagt:
    """What many schedules came to."""

    scheman: Counter[str] = field(default_factory=Counter)
    """By how they were come by: by chance, or by so many departures."""
    olika: set[int] = field(default_factory=set)
    steg: int = 0
    injicerat: Counter[str] = field(default_factory=Counter)
    moment: set[tuple[str, str]] = field(default_factory=set)
    moment_i_tiotusen: int | None = None
    """How many there were when ten thousand schedules had been played."""
    funna: list[Utfall] = field(default_factory=list)

    def lagg(self, u: Utfall) -> None:
        self.scheman[_hur(u.schema)] += 1
        self.olika.add(u.spar)
        self.steg += u.steg
        self.injicerat.update(u.injicerat)
        self.moment |= u.moment
        if self.scheman.total() == 10_000:
            self.moment_i_tiotusen = len(self.moment)
        if u.brott:
            self.funna.append(u)

    def skriv(self, tid: float, processortid: float) -> None:
        antal = self.scheman.total()
        hur = ", ".join(f"{antal} {hur}" for hur, antal in self.scheman.most_common())
        varje = processortid / antal
        click.echo(f"{antal} scheman på {tid:.0f} s, {len(self.olika)} olika till ordning och fel, {self.steg} steg")
        click.echo(hur)
        click.echo(f"{processortid:.1f} s processortid, {varje * 1000:.2f} ms per schema: "
                   f"{2 * 600 / varje:,.0f} på två kärnor i tio minuter".replace(",", " "))  # fmt: skip
        i_tiotusen = f", {self.moment_i_tiotusen} i de tiotusen första" if self.moment_i_tiotusen else ""
        steg = len({s for s, _ in self.moment})
        click.echo(f"fel i {len(self.moment)} olika ögonblick, vid {steg} olika steg{i_tiotusen}")
        for vad, gang in self.injicerat.most_common():
            click.echo(f"  {gang:>8} × {vad}")
        for u in self.funna[:20]:
            click.echo(f"BROTT i schema {u.schema}: {u.brott[0][:300]}")
        click.echo(f"{len(self.funna)} scheman höll inte." + (" Spela om ett med --fro." if self.funna else ""))


def _hur(s: Schema) -> str:
    if s.fullt:
        return "i sin helhet"
    return "med fel av en slump" if not s.lugnt else ("utan fel", "med en avvikelse", "med två")[len(s.avvikelser)]


def tills_funnen(planterat: str, hogst: float, fran: int, processer: int) -> tuple[Utfall, int] | None:
    """The first schedule that a planted fault is seen in, and how many were played till then."""
    for antal, u in enumerate(under(hogst, fran, processer, planterat), 1):
        if u.brott:
            return u, antal
    return None


def _processortid() -> float:
    """Seconds, of this process and all its children that have ended."""
    return sum(
        u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


class _Schematyp(click.ParamType[Schema]):
    name = "schema"

    def convert(self, value: str | Schema, param: click.Parameter | None, ctx: click.Context | None) -> Schema:
        try:
            return value if isinstance(value, Schema) else Schema.tolka(value)
        except ValueError:
            self.fail(
                f"{value} är inget schema: ett liv, en ordning och punkterna där det avviker, som 17.3-132-240",
                param,
                ctx,
            )


@click.command()
@click.option("--sekunder", default=60.0, show_default=True, help="Hur länge; ett planterat fel, vart och ett.")
@click.option("--fran", default=0, show_default=True, help="Första livet.")
@click.option("--processer", default=os.cpu_count() or 1, show_default=True, help="Antal processer.")
@click.option("--planterat", type=click.Choice(list(PLANTERADE)), help="Plantera ett fel, och se att det hittas.")
@click.option("--alla-planterade", is_flag=True, help="Plantera vart och ett av felen.")
@click.option("--fro", type=_Schematyp(), help="Spela om ett schema, som 17.3 eller 17.0-132, och visa varje steg.")
def main(
    sekunder: float, fran: int, processer: int, planterat: str | None, alla_planterade: bool, fro: Schema | None
) -> None:
    """Spela scheman: det som sägs, skrivaren, journalen, kvittot, överlämningen och leveransen, med fel överallt."""
    if fro is not None:
        (u,) = nagra([fro], planterat)
        click.echo("\n".join([*u.logg, *(f"BROTT {b}" for b in u.brott)]))
        sys.exit(bool(u.brott))
    if alla_planterade:
        missade = 0
        for namn in PLANTERADE:
            borjan, processortid = perf_counter(), _processortid()
            funnen = tills_funnen(namn, sekunder, fran, processer)
            missade += funnen is None
            tid = f"{perf_counter() - borjan:.1f} s ({_processortid() - processortid:.1f} s processortid)"
            om = f"schema {funnen[0].schema}, efter {funnen[1]}: {funnen[0].brott[0][:120]}" if funnen else "INTE"
            click.echo(f"{namn}: {tid}, {om}")
        sys.exit(bool(missade))
    alla, borjan = Sammanlagt(), perf_counter()
    for u in under(sekunder, fran, processer, planterat):
        alla.lagg(u)
    alla.skriv(perf_counter() - borjan, _processortid())
    sys.exit(bool(alla.funna))


if __name__ == "__main__":
    main()
