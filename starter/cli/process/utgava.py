"""§14.1: decided amounts and other values of the rules: entered by one, attested by another (K16.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from domain.grund.parter import Aktor
from domain.processer.regelutgava.kommandon import AttesteraVarden, DraTillbakaVarden, ForeslaCheckbelopp, ForeslaVarden
from domain.processer.regelutgava.rutin import REGELUTGAVA
from starter.api.terminal import processer
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import ny, processkommando, samma, visakommando
from starter.cli.ram.vag import be
from starter.visning.ordval.processord import LAGE
from starter.visning.ordval.processuppgifter import i_ord
from starter.visning.tabell import tabell


@click.group()
def utgava() -> None:
    """Beslutade checkbelopp och andra värden: förs in av en, attesteras av en annan (K16.5)."""


utgava.add_command(processkommando(REGELUTGAVA, "checkbelopp", ForeslaCheckbelopp, ny(REGELUTGAVA.slag), None))
utgava.add_command(processkommando(REGELUTGAVA, "varden", ForeslaVarden, ny(REGELUTGAVA.slag), None))
utgava.add_command(processkommando(REGELUTGAVA, "attestera", AttesteraVarden, samma, "UTGAVA"))
utgava.add_command(processkommando(REGELUTGAVA, "dra-tillbaka", DraTillbakaVarden, samma, "UTGAVA"))


utgava.add_command(
    visakommando(REGELUTGAVA, "UTGAVA", "Visa en utgåva: vad som förts in, hur den står och vad som har hänt.")
)


@utgava.command()
@click.option("--oppna", is_flag=True, help="Bara dem som väntar på attest.")
@som_val
@json_val
def lista(oppna: bool, som: Aktor, som_json: bool) -> None:
    """Lista de utgåvor som förts in, med sina värden."""
    alla = be(som, processer.lista, slag=REGELUTGAVA.slag, oppna=oppna)
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
