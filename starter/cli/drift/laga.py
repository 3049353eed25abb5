"""To put right what only follows from the journal: one case, or all of them when Temporal's database is lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from sqlalchemy import Engine

from domain.grund.ordval import numerus
from domain.grund.parter import Aktor
from domain.grund.roller import SKOTER_DRIFTEN, prova_roll
from starter.cli.ram.gemensamt import databas, json_val, kor, skriv_json, som_val
from starter.stod.installningar import Installningar, las_installningar
from starter.visning.tabell import konsol, tabell

if TYPE_CHECKING:
    from starter.drift.laga_alla import Framsteg


@click.command()
@click.argument("arende", required=False)
@click.option("--ny-korning", is_flag=True, help="Ersätt också ett arbetsflöde som kör.")
@click.option("--alla", is_flag=True, help="Starta varje ärende och process som ska köra och inte gör det.")
@som_val
@json_val
def laga(arende: str | None, ny_korning: bool, alla: bool, som: Aktor, som_json: bool) -> None:
    """Gör om ett ärendes lästabeller, och vid behov dess arbetsflöde, ur journalen. Journalen ändras aldrig.

    Med --alla när Temporals databas är borta; det kan avbrytas och köras om.
    """
    if alla == (arende is not None) or (alla and ny_korning):
        raise click.UsageError("Ange ett ärende, eller --alla för sig.")
    prova_roll(som, SKOTER_DRIFTEN, "K0.7")
    inst = las_installningar()
    with databas(inst) as motor:
        if alla:
            _alla(inst, motor, som_json)
        elif arende:
            _ett(inst, motor, arende, ny_korning, som_json)


def _ett(inst: Installningar, motor: Engine, arende: str, ny_korning: bool, som_json: bool) -> None:
    from starter.drift.laga import Lagat, laga_arende
    from starter.stod.klient.kontakt import anslut

    async def nu() -> Lagat:
        klient = await anslut(inst.temporal_address, inst.temporal_namespace)
        return await laga_arende(motor, klient, arende, ny_korning=ny_korning)

    lagat = kor(nu())
    if som_json:
        skriv_json(lagat)
    else:
        click.echo("\n".join(lagat.gjort))


def _alla(inst: Installningar, motor: Engine, som_json: bool) -> None:
    from starter.drift.laga_alla import Allt, laga_alla
    from starter.stod.klient.kontakt import anslut

    with _framsteg() as framsteg:

        async def nu() -> Allt:
            return await laga_alla(motor, await anslut(inst.temporal_address, inst.temporal_namespace), framsteg)

        allt = kor(nu())
    if som_json:
        skriv_json(allt)
    else:
        if allt.fel:
            tabell("Kunde inte startas", ("Ärende", "Varför"), allt.fel)
        om = f", {numerus(allt.sagda_om, 'sak', 'saker')} ur kön sagda igen" if allt.sagda_om else ""
        click.echo(f"{allt.startade} startade ur journalen, {allt.korde} körde redan, {len(allt.fel)} kunde inte{om}.")
    click.get_current_context().exit(1 if allt.fel else 0)


@contextmanager
def _framsteg() -> Iterator[Framsteg]:
    """A bar on a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _klara, _alla: None
        return
    kolumner = (TextColumn("startar"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*kolumner, console=konsol(fel=True), transient=True) as visare:
        uppgift = visare.add_task("startar")
        yield lambda klara, alla: visare.update(uppgift, completed=klara, total=alla)
