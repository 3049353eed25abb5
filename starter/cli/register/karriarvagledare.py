"""The register of karriärvägledare (K5.1)."""

from __future__ import annotations

from datetime import date

import click

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.register.karriarvagledare import KARRIARVAGLEDARFALT
from starter.api.terminal import registren
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.importera import importkommando
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be
from starter.cli.register.kund import idag
from starter.importer.kunder import karriarvagledarsort
from starter.visning.tabell import tabell


@click.group()
def karriarvagledare() -> None:
    """Karriärvägledarna, som är ansvariga för kunderna (§5.1)."""


@karriarvagledare.command("lagg-till")
@click.argument("id_", metavar="ID")
@click.option("--namn", required=True, help="Karriärvägledarens namn.")
@click.option("--epost", required=True, help="Dit aviseringar skickas.")
@click.option("--fran", required=True, metavar="DATUM", help="Första dagen.")
@click.option("--till", metavar="DATUM", help="Sista dagen; utelämnad betyder tills vidare.")
@som_val
def lagg_till(id_: str, som: Aktor, **skrivet: str | None) -> None:
    """Lägg till en karriärvägledare; ID är det som skrivs efter karriarvagledare: i --som."""
    uppgifter = {"id": id_, **{k: v for k, v in skrivet.items() if v is not None}}
    be(som, registren.ny_karriarvagledare, uppgifter=uppgifter)
    click.echo(f"{id_} finns i registret.")


@karriarvagledare.command()
@click.argument("id_", metavar="ID")
@click.option("--namn", help="Karriärvägledarens namn.")
@click.option("--epost", help="Dit aviseringar skickas.")
@click.option("--fran", metavar="DATUM", help="Första dagen.")
@click.option("--till", metavar="DATUM", help="Sista dagen; en tom text betyder tills vidare.")
@som_val
def andra(id_: str, som: Aktor, **skrivet: str | None) -> None:
    """Ändra en karriärvägledare. Den tidigare uppgiften finns kvar i historiken."""
    andringar = {k: v for k, v in skrivet.items() if v is not None}
    if not andringar:
        raise Avvisning("K5.1", f"ange vad som ändras: {', '.join(skrivet)}", "id")
    andrat = be(som, registren.andra_karriarvagledare, id=id_, uppgifter=andringar)
    click.echo(f"{id_} är ändrad." if andrat else "Uppgifterna stod redan så; ingenting är ändrat.")


@karriarvagledare.command()
@click.option("--dag", type=Datum(), help="Bara dem som är i tjänst den dagen.")
@som_val
@json_val
def lista(dag: date | None, som: Aktor, som_json: bool) -> None:
    """Lista karriärvägledarna."""
    rader = be(som, registren.karriarvagledarna, dag=dag)
    if som_json:
        skriv_json(rader)
        return
    tabell("Karriärvägledare", ("Id", "Namn", "E-post", "Från", "Till"), [
        (k.id, k.namn, k.epost, str(k.fran), str(k.till or "tills vidare")) for k in rader
    ])  # fmt: skip


karriarvagledare.add_command(
    importkommando(
        "karriarvagledare",
        lambda som: karriarvagledarsort(som, idag()),
        hjalp="Importera karriärvägledare från en fil.",
        kolumner=f"Kolumner: {', '.join(KARRIARVAGLEDARFALT)}. Bara till får utelämnas.",
        val=som_val,
    )
)
