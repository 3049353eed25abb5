"""To look ahead: what will happen if nobody does anything, and what a kommando would change."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from domain.grund.parter import Aktor
from domain.liv.insyn import orsak_for
from domain.liv.lagesbild import insatsrad, utbetalningsrader
from starter.cli.ram.gemensamt import databas, json_val, skriv_json, som_val
from starter.cli.ram.kommandoval import falt_ur
from starter.cli.ram.typer import Datum
from starter.cli.ram.verb import Verbgrupp
from starter.tjanster import arende as arenden
from starter.tjanster.arende import tank
from starter.visning import lage as lage_
from starter.visning import tidslinje as vy
from starter.visning.json import UTBETALNING, enkelt, rad
from starter.visning.skillnad import skillnad_json, visa_skillnad
from starter.visning.tabell import konsol


@click.command()
@click.argument("arende")
@click.option(
    "--till", type=Datum(), help="Till och med den dagen; utelämnat till dess att allt efter slutet har hänt."
)
@som_val
@json_val
def framat(arende: str, till: date | None, som: Aktor, som_json: bool) -> None:
    """Visa vad som kommer att hända, och när, om ingen gör någonting."""
    with databas() as motor:
        steg = arenden.framat(motor, arende, som, till)
    efter, slut = steg.efter, steg.till
    if som_json:
        handelser = [{**enkelt(p.handelse), "tid": enkelt(p.tid), "nr": p.nr} for p in steg.poster]
        lage = enkelt(insatsrad(efter)) | {"avslutsorsak": orsak_for(som, efter.avslutsorsak, dold=efter.orsak_dold)}
        rader = [rad(r, UTBETALNING) for r in utbetalningsrader(efter)]
        skriv_json({"till": slut, "handelser": handelser, "insats": lage, "utbetalningar": rader})
        return
    ut = konsol()
    ut.print(f"Om ingen gör någonting till och med {slut}:", style="bold")
    if not steg.poster:
        ut.print("Ingenting händer.")
    vy.skriv_ut(ut, steg.poster)
    if utbetalningar := utbetalningsrader(efter):
        ut.print(lage_.utbetalningstabell(utbetalningar))


def _tank_om(verb: str, arende: str, *, som: Aktor, som_json: bool, **falt: Any) -> None:
    with databas() as motor:
        skillnad = tank(motor, arende, {"kommando": verb, **falt_ur(falt)}, som)
    if som_json:
        skriv_json(skillnad_json(som, skillnad))
    else:
        visa_skillnad(konsol(), som, skillnad)
        click.echo("Ingenting har ändrats.")


@click.group("tank-om", cls=Verbgrupp, utfor=_tank_om, egna=lambda _: [])
@click.argument("arende")
def tank_om(arende: str) -> None:
    """Visa vad ett kommando skulle ändra, eller varför det skulle avvisas, utan att göra det.

    Skrivs som insats sag: insats tank-om in-abc123 besluta_avslut --orsak mal_natt --avslutsdatum 2024-06-01.
    """
    click.get_current_context().obj = arende
