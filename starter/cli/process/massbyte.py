"""§5.1, §13.2: all of one's cases moved by one order, with progress (K5.1, K13.4)."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, date, datetime
from typing import Any

import click
from rich.progress import Progress
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import numerus
from domain.grund.parter import Aktor
from domain.processer.massbyte import RUTIN, Massbyte, Sort
from domain.tid.tidpunkt import datum
from persistence.anordnare import register
from persistence.arende import att_flytta as lage
from persistence.kund import karriarvagledare
from persistence.process import lasning
from starter.cli.ram.gemensamt import databas, json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import sag, visa
from starter.cli.ram.typer import Datum
from starter.visning.tabell import konsol, tabell

_PAUS = 0.5


@click.group()
def massbyte() -> None:
    """Flytta alla ärenden: en karriärvägledare slutar, eller en anordnare upphör (§5.1, §13.2)."""


@massbyte.command("karriarvagledare")
@click.argument("fran")
@click.argument("till")
@som_val
@json_val
def byt_kv(fran: str, till: str, som: Aktor, som_json: bool) -> None:
    """Gör TILL kundansvarig i alla ärenden som FRAN ansvarar för (K5.1)."""
    with databas() as motor:
        kanda = karriarvagledare.alla(motor, dag=datum(datetime.now(UTC)))
        if kanda and till not in {k.id for k in kanda}:
            raise Avvisning("K5.1", f"{till} finns inte bland karriärvägledarna i registret", "till")
        _bestall(
            motor, "karriarvagledare", fran, {"kommando": "byt_alla_karriarvagledare", "till": till}, som, som_json
        )


@massbyte.command("anordnare")
@click.argument("fran")
@click.argument("till")
@click.option("--avslutsdatum", type=Datum(), required=True, help="Sista dagen hos den gamla anordnaren.")
@click.option("--samtal-datum", type=Datum(), required=True, help="Dagen för samtalet om bytet.")
@som_val
@json_val
def byt_anordnare(fran: str, till: str, avslutsdatum: date, samtal_datum: date, som: Aktor, som_json: bool) -> None:
    """Avsluta alla insatser hos FRAN och börja dem på nytt hos TILL dagen efter (K13.4)."""
    data = {"till": till, "avslutsdatum": str(avslutsdatum), "samtal_datum": str(samtal_datum)}
    with databas() as motor:
        for namn, falt in ((fran, "fran"), (till, "till")):
            if namn not in register.anordnarna(motor):
                raise Avvisning("K1.1", f"anordnaren {namn} finns inte i registret", falt)
        _bestall(motor, "anordnare", fran, {"kommando": "byt_alla_anordnare", **data}, som, som_json)


def _bestall(motor: Engine, sort: Sort, fran: str, data: dict[str, Any], som: Aktor, som_json: bool) -> None:
    """Order the move, and show how it goes until it is done; who stops looking does not stop it."""
    if not (antal := len(lage.kvar(motor, sort, fran))):
        raise Avvisning(RUTIN.regel, f"{fran} har inga pågående ärenden", "fran")
    process = f"massbyte-{secrets.token_hex(4)}"
    sag(RUTIN, process, data | {"fran": fran}, som)
    ut = konsol(fel=True)
    ut.print(f"Massbytet heter {process}. Det fortsätter även om du avbryter här; se insats massbyte visa {process}")
    with Progress(console=ut, transient=True) as stapel:
        uppgift = stapel.add_task("Flyttar", total=antal)
        while not (klart := _klart(motor, som, process)):
            stapel.update(uppgift, completed=lage.flyttade(motor, process, sort, data["till"]))
            time.sleep(_PAUS)
    if som_json:
        skriv_json({"massbyte": process, "flyttade": klart.flyttade, "avvisade": klart.avvisade})
        return
    click.echo(
        f"{numerus(klart.flyttade, 'ärende är flyttat', 'ärenden är flyttade')} från {fran} till {data['till']}."
    )
    if klart.avvisade:
        tabell("Kunde inte flyttas", ("Ärende", "Varför"), klart.avvisade)


def _klart(motor: Engine, som: Aktor, process: str) -> Any:
    svar = lasning.en_process(motor, som, process)
    m: Massbyte | None = svar[1].lage if svar else None
    return m.utfall if m else None


@massbyte.command("visa")
@click.argument("massbyte_id", metavar="MASSBYTE")
@som_val
@json_val
def visa_ett(massbyte_id: str, som: Aktor, som_json: bool) -> None:
    """Visa ett massbyte: hur många ärenden som är flyttade, och vilka som inte kunde flyttas."""
    visa(RUTIN, massbyte_id, som, som_json)


@massbyte.command()
@som_val
@json_val
def lista(som: Aktor, som_json: bool) -> None:
    """Lista massbyten, de senaste först."""
    with databas() as motor:
        rader = lasning.processer(motor, som, RUTIN.slag)
    if som_json:
        skriv_json(rader)
        return
    tabell(
        "Massbyten",
        ("Massbyte", "Vad", "Läge", "Flyttade", "Kunde inte"),
        [(r.id, r.rubrik, r.status, r.data.get("flyttade", "–"), r.data.get("avvisade", "–")) for r in rader],
    )
