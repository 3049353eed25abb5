"""To see how the kund is reached, as one who is in contact with the kund."""

from __future__ import annotations

import click

from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import dorren
from starter.visning.json import enkelt
from starter.visning.ordval.falt import KORT


@click.command()
@click.argument("arende")
@som_val
@json_val
def kontaktuppgifter(arende: str, som: Aktor, som_json: bool) -> None:
    """Visa hur kunden nås; varje gång antecknas i loggen."""
    with dorren(som) as d:
        k = d.kontaktuppgifter(arende)
    if som_json:
        skriv_json(k)
        return
    for falt, varde in enkelt(k).items():
        click.echo(f"{KORT.get(falt, med_stor(falt))}: {varde or 'uppgift saknas'}")
