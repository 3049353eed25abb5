"""The addresses that notices are sent to (K3.4)."""

from __future__ import annotations

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.register.anordnare import prova_adressandring
from persistence.meddelanden.adresser import Adress
from starter.api.terminal import registren
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import be
from starter.visning.tabell import tabell


@click.command()
@click.argument("roll", type=click.Choice([str(r) for r in Roll]), required=False)
@click.argument("epost", required=False)
@click.option("--part", default="", help="Anordnarens namn eller personens id; utelämnad betyder hela rollen.")
@click.option("--ta-bort", is_flag=True, help="Ta bort adressen.")
@som_val
@json_val
def adress(roll: str | None, epost: str | None, part: str, ta_bort: bool, som: Aktor, som_json: bool) -> None:
    """Sätt e-postadressen till en roll eller en part; utan argument listas adresserna."""
    if roll is None:
        _lista(be(som, registren.adresserna), som_json)
        return
    prova_adressandring(som, Roll(roll), part)
    if ta_bort:
        fanns = be(som, registren.ta_bort_adress, roll=Roll(roll), part=part)
        click.echo("Adressen är borttagen." if fanns else "Det fanns ingen adress.")
    elif epost is None:
        raise Avvisning("K3.4", "ange adressen", "epost")
    else:
        be(som, registren.satt_adress, roll=Roll(roll), part=part, epost=epost)
        click.echo(f"Aviseringar till {roll}{f' {part}' if part else ''} skickas till {epost}.")


def _lista(adresser: list[Adress], som_json: bool) -> None:
    if som_json:
        skriv_json(adresser)
    else:
        tabell("Adresser", ("Roll", "Part", "E-post"), [(str(a.roll), a.part or "alla", a.epost) for a in adresser])
