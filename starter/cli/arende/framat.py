"""To look ahead: what will happen if nobody does anything, and what a kommando would change."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from domain.grund.parter import Aktor
from starter.api.terminal import arenden
from starter.cli.ram.gemensamt import json_val, som_val
from starter.cli.ram.kommandoval import falt_ur
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be, matt, visa_svar
from starter.cli.ram.verb import Verbgrupp


@click.command()
@click.argument("arende")
@click.option(
    "--till", type=Datum(), help="Till och med den dagen; utelämnat till dess att allt efter slutet har hänt."
)
@som_val
@json_val
def framat(arende: str, till: date | None, som: Aktor, som_json: bool) -> None:
    """Visa vad som kommer att hända, och när, om ingen gör någonting."""
    visa_svar(be(som, arenden.framat, arende=arende, till=till, matt=matt()), som_json)


def _tank_om(verb: str, arende: str, *, som: Aktor, som_json: bool, **falt: Any) -> None:
    data = {"kommando": verb, **falt_ur(falt)}
    visa_svar(be(som, arenden.tank_om, arende=arende, data=data, matt=matt()), som_json)
    if not som_json:
        click.echo("Ingenting har ändrats.")


@click.group("tank-om", cls=Verbgrupp, utfor=_tank_om, egna=lambda _: [])
@click.argument("arende")
def tank_om(arende: str) -> None:
    """Visa vad ett kommando skulle ändra, eller varför det skulle avvisas, utan att göra det.

    Skrivs som insats sag: insats tank-om in-abc123 besluta_avslut --orsak mal_natt --avslutsdatum 2024-06-01.
    """
    click.get_current_context().obj = arende
