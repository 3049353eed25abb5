"""§5.1, §13.2: all of one's cases moved by one order, with progress (K5.1, K13.4)."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click
from rich.progress import Progress

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import numerus
from domain.grund.parter import Aktor
from domain.processer.bestallning.massbyte import MASSBYTE
from starter.api.terminal import processer
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import sag, visakommando
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be
from starter.tjanster import processen
from starter.visning.tabell import konsol, tabell

F = TypeVar("F", bound=Callable[..., Any])
_PAUS = 0.5


@click.group()
def massbyte() -> None:
    """Flytta alla ärenden: en karriärvägledare slutar, eller en anordnare upphör (§5.1, §13.2)."""


def _order(f: F) -> F:
    """What both orders take besides."""
    f = click.option("--torrkor", is_flag=True, help="Visa vad som skulle flyttas, och ändra ingenting.")(f)
    return click.option("--ja", is_flag=True, help="Fråga inte först; krävs där ingen kan svara.")(f)


@massbyte.command("karriarvagledare")
@click.argument("fran")
@click.argument("till")
@_order
@som_val
@json_val
def byt_kv(fran: str, till: str, torrkor: bool, ja: bool, som: Aktor, som_json: bool) -> None:
    """Gör TILL kundansvarig i alla ärenden, och för alla kunder i registret, som FRAN ansvarar för (K5.1)."""
    _bestall({"kommando": "byt_alla_karriarvagledare", "fran": fran, "till": till}, som, torrkor, ja, som_json)


@massbyte.command("anordnare")
@click.argument("fran")
@click.argument("till")
@click.option("--avslutsdatum", type=Datum(), required=True, help="Sista dagen hos den gamla anordnaren.")
@click.option("--samtal-datum", type=Datum(), required=True, help="Dagen för samtalet om bytet.")
@_order
@som_val
@json_val
def byt_anordnare(
    fran: str, till: str, avslutsdatum: date, samtal_datum: date, torrkor: bool, ja: bool, som: Aktor, som_json: bool
) -> None:
    """Avsluta alla insatser hos FRAN och börja dem på nytt hos TILL dagen efter (K13.4)."""
    dagar = {"avslutsdatum": str(avslutsdatum), "samtal_datum": str(samtal_datum)}
    _bestall({"kommando": "byt_alla_anordnare", "fran": fran, "till": till, **dagar}, som, torrkor, ja, som_json)


def _bestall(data: dict[str, Any], som: Aktor, torrkor: bool, ja: bool, som_json: bool) -> None:
    """Order the move, and show how it goes until it is done; who stops looking does not stop it."""
    fran, till = data["fran"], data["till"]
    att = be(som, processer.att_flytta, data=data)
    if torrkor:
        _visa_torrkorning(att, fran, till, som_json)
        return
    if not att.nagot:
        raise Avvisning(MASSBYTE.regel, "har inga pågående ärenden och inga kunder", "fran")
    _fraga(f"{_omfattning(att)} flyttas från {fran} till {till}. Fortsätta?", ja)
    process = sag(MASSBYTE, processen.nytt_id(MASSBYTE.slag), data, som).arende
    ut = konsol(fel=True)
    ut.print(f"Massbytet heter {process}. Det fortsätter även om du avbryter här; se insats massbyte visa {process}")
    with Progress(console=ut, transient=True) as stapel:
        uppgift = stapel.add_task("Flyttar", total=len(att.arenden))
        while not (klart := be(som, processer.flyttlage, process=process)).klart:
            stapel.update(uppgift, completed=klart.flyttade)
            time.sleep(_PAUS)
    if som_json:
        skriv_json({
            "massbyte": process, "flyttade": klart.flyttade, "kunder": klart.kunder, "avvisade": klart.avvisade
        })  # fmt: skip
        return
    hur = numerus(klart.flyttade, "ärende är flyttat", "ärenden är flyttade")
    kunder = f", och {numerus(klart.kunder, 'kund', 'kunder')} i registret" if klart.kunder else ""
    click.echo(f"{hur} från {fran} till {till}{kunder}.")
    if klart.avvisade:
        tabell("Kunde inte flyttas", ("Ärende", "Varför"), klart.avvisade)


def _fraga(text: str, ja: bool) -> None:
    """Nothing that moves many is done by a slip. Raises: click.UsageError, where nobody can answer; click.Abort."""
    if ja:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(f"{text} Ange --ja, eller --torrkor för att bara se.")
    click.confirm(text, abort=True)


def _omfattning(att: processen.AttFlytta) -> str:
    antal = numerus(len(att.arenden), "ärende", "ärenden")
    return antal + (f" och {numerus(att.kunder, 'kund', 'kunder')} i registret" if att.kunder else "")


def _visa_torrkorning(att: processen.AttFlytta, fran: str, till: str, som_json: bool) -> None:
    if som_json:
        skriv_json({"arenden": att.arenden, "kunder": att.kunder})
        return
    click.echo(f"{_omfattning(att)} skulle flyttas från {fran} till {till}. Ingenting är ändrat.")
    for arende in att.arenden:
        click.echo(arende)


massbyte.add_command(
    visakommando(
        MASSBYTE, "MASSBYTE", "Visa ett massbyte: hur många ärenden som är flyttade, och vilka som inte kunde flyttas."
    )
)


@massbyte.command()
@som_val
@json_val
def lista(som: Aktor, som_json: bool) -> None:
    """Lista massbyten, de senaste först."""
    rader = be(som, processer.lista, slag=MASSBYTE.slag)
    if som_json:
        skriv_json(rader)
        return
    tabell("Massbyten", ("Massbyte", "Vad", "Läge", "Flyttade", "Kunder", "Kunde inte"), [
        (r.id, r.rubrik, r.status, *(r.data.get(f, "–") for f in ("flyttade", "kunder", "avvisade"))) for r in rader
    ])  # fmt: skip
