"""§3.2: new conditions, or a new edition of the rules: who has been told, and who has confirmed (K16.2)."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import click

from domain.grund.parter import Aktor
from domain.grund.roller import prova_roll
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.tid.tidpunkt import datum
from starter.api.terminal import processer
from starter.api.terminal.processer import Utskickslage, Villkorsrad
from starter.cli.process.personal import sag_till_akten
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import sag
from starter.cli.ram.typer import Datum
from starter.cli.ram.vag import be
from starter.tjanster import processen
from starter.visning.tabell import konsol, tabell

_PAUS = 0.2


@click.group()
def villkor() -> None:
    """Nya auktorisationsvillkor eller ny regelverksutgåva: utskick och bekräftelser (§3.2)."""


@villkor.command()
@click.argument("namn")
@click.option("--galler-fran", type=Datum(), required=True, help="Från vilken dag villkoren gäller.")
@som_val
@json_val
def skicka(namn: str, galler_fran: date, som: Aktor, som_json: bool) -> None:
    """Skicka villkoren till alla anordnare som är auktoriserade i dag (K16.2).

    Utskicket fortsätter även om du avbryter. Samma villkor igen går bara till dem som inte har fått dem.
    """
    data = {"kommando": "skicka_villkor_till_alla", "villkor": namn, "galler_fran": str(galler_fran)}
    u = _bestall(data, som, "Skickar")
    if som_json:
        skriv_json({
            "villkor": namn, "skickat_till": u.sagda, "hade_redan": u.hade_redan, "avvisade": u.avvisade
        })  # fmt: skip
        return
    click.echo(f"{namn} är skickat till {len(u.sagda)} anordnare; {len(u.hade_redan)} hade det redan.")
    _visa_avvisade(u)


@villkor.command()
@click.argument("namn")
@click.option("--motivering", required=True, help="Varför villkoren tas tillbaka.")
@som_val
@json_val
def aterkalla(namn: str, motivering: str, som: Aktor, som_json: bool) -> None:
    """Ta tillbaka villkor som skickats av misstag, från alla som har fått dem (K0.7)."""
    data = {"kommando": "aterkalla_villkor_hos_alla", "villkor": namn, "motivering": motivering}
    u = _bestall(data, som, "Tar tillbaka")
    if som_json:
        skriv_json({"villkor": namn, "aterkallat_hos": u.sagda, "avvisade": u.avvisade})
        return
    click.echo(f"{namn} är återtaget hos {len(u.sagda)} anordnare.")
    _visa_avvisade(u)


def _bestall(data: dict[str, Any], som: Aktor, vad: str) -> Utskickslage:
    """Give the order and wait until it is carried out; who stops looking does not stop it."""
    prova_roll(
        som, frozenset(VILLKORSUTSKICK.verb[data["kommando"]].roller), VILLKORSUTSKICK.verb[data["kommando"]].regel
    )
    utskick = sag(VILLKORSUTSKICK, processen.nytt_id(VILLKORSUTSKICK.slag), data, som).arende
    ut = konsol(fel=True)
    with ut.status(f"{vad} ({utskick}); det fortsätter även om du avbryter här"):
        while not (lage := be(som, processer.utskickslage, process=utskick)).klart:
            time.sleep(_PAUS)
    return lage


def _visa_avvisade(u: Utskickslage) -> None:
    if u.avvisade:
        tabell("Kunde inte nås", ("Anordnare", "Varför"), u.avvisade)


@villkor.command()
@click.argument("namn")
@som_val
@json_val
def bekrafta(namn: str, som: Aktor, som_json: bool) -> None:
    """Bekräfta att din organisation har läst villkoren (K16.2)."""
    sag_till_akten(som, None, som_json, kommando="bekrafta_villkor", villkor=namn)


@villkor.command()
@click.argument("namn", required=False)
@click.option("--saknas", is_flag=True, help="Bara dem som inte har bekräftat.")
@som_val
@json_val
def lista(namn: str | None, saknas: bool, som: Aktor, som_json: bool) -> None:
    """Lista vilka som har fått villkoren och vilka som har bekräftat dem (K16.2)."""
    rader = be(som, processer.villkoren, namn=namn, saknas=saknas)
    if som_json:
        skriv_json(rader)
        return
    tabell("Villkor", ("Villkor", "Gäller från", "Anordnare", "Bekräftat", "Av", "Senast"), [_rad(r) for r in rader])


def _rad(r: Villkorsrad) -> tuple[str, ...]:
    bekraftat = str(datum(r.bekraftat)) if r.bekraftat else "nej"
    return r.villkor, str(r.galler_fran), r.anordnare, bekraftat, r.av or "–", str(r.frist)
