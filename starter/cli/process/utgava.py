"""§14.1: decided amounts and other values of the rules: entered by one, attested by another (K16.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from domain.grund.parter import Aktor
from domain.processer.regelutgava.kommandon import AttesteraVarden, DraTillbakaVarden, ForeslaCheckbelopp, ForeslaVarden
from domain.processer.regelutgava.rutin import RUTIN
from starter.api.terminal import processer
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import processkommando, visa
from starter.cli.ram.vag import be
from starter.tjanster import process as tjanst
from starter.visning.ordval.processord import LAGE
from starter.visning.ordval.processuppgifter import i_ord
from starter.visning.tabell import tabell


@click.group()
def utgava() -> None:
    """Beslutade checkbelopp och andra värden: förs in av en, attesteras av en annan (K16.5)."""


def _samma(process: str | None) -> str:
    return str(process)


def _ny(_process: str | None) -> str:
    return tjanst.nytt_id(tjanst.UTGAVA)


utgava.add_command(processkommando(RUTIN, "checkbelopp", ForeslaCheckbelopp, _ny, None))
utgava.add_command(processkommando(RUTIN, "varden", ForeslaVarden, _ny, None))
utgava.add_command(processkommando(RUTIN, "attestera", AttesteraVarden, _samma, "UTGAVA"))
utgava.add_command(processkommando(RUTIN, "dra-tillbaka", DraTillbakaVarden, _samma, "UTGAVA"))


@utgava.command("visa")
@click.argument("utgava_id", metavar="UTGAVA")
@som_val
@json_val
def visa_en(utgava_id: str, som: Aktor, som_json: bool) -> None:
    """Visa en utgåva: vad som förts in, hur den står och vad som har hänt."""
    visa(RUTIN, utgava_id, som, som_json)


@utgava.command()
@click.option("--oppna", is_flag=True, help="Bara dem som väntar på attest.")
@som_val
@json_val
def lista(oppna: bool, som: Aktor, som_json: bool) -> None:
    """Lista de utgåvor som förts in, med sina värden."""
    alla = be(som, processer.lista, slag=RUTIN.slag, oppna=oppna)
    if som_json:
        skriv_json(alla)
        return
    rader = [
        (p.id, str(p.data["utgava"]), str(p.data["beslut"]), v["nyckel"], i_ord(v), _galler(v), LAGE[p.status])
        for p in alla
        for v in p.data["varden"]
    ]
    tabell("Beslutade värden", ("Id", "Utgåva", "Beslut", "Nyckel", "Värde", "Gäller", "Läge"), rader)


def _galler(v: Mapping[str, Any]) -> str:
    till = date.fromisoformat(v["till"]) if v["till"] else ""
    return f"{v['fran']}–{till}"
