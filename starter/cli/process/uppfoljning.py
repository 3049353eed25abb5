"""§1.1: the yearly review of an anordnare (K16.4)."""

from __future__ import annotations

import click

from domain.grund.parter import Aktor
from domain.processer.kvalitetsuppfoljning.kommandon import (
    BeslutaAtgard,
    GranskaAtgard,
    OppnaUppfoljning,
    RegistreraIakttagelse,
    SigneraUppfoljning,
    StrykIUppfoljning,
    SvaraAtgard,
)
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from starter.api.terminal import processer
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import ny, processkommando, samma, visakommando
from starter.cli.ram.vag import be
from starter.visning.ordval.processord import LAGE
from starter.visning.tabell import tabell


@click.group()
def uppfoljning() -> None:
    """Kvalitetsuppföljning av en anordnare: siffror, iakttagelser, åtgärder och signering (§1.1, K16.4)."""


uppfoljning.add_command(
    processkommando(KVALITETSUPPFOLJNING, "oppna", OppnaUppfoljning, ny(KVALITETSUPPFOLJNING.slag), None)
)
for _namn, _typ in (
    ("iakttagelse", RegistreraIakttagelse), ("atgard", BeslutaAtgard), ("svara", SvaraAtgard),
    ("granska", GranskaAtgard), ("stryk", StrykIUppfoljning), ("signera", SigneraUppfoljning),
):  # fmt: skip
    uppfoljning.add_command(processkommando(KVALITETSUPPFOLJNING, _namn, _typ, samma, "UPPFOLJNING"))


uppfoljning.add_command(
    visakommando(
        KVALITETSUPPFOLJNING,
        "UPPFOLJNING",
        "Visa en uppföljning: årets siffror, iakttagelser, åtgärder och vad som har hänt.",
    )
)


@uppfoljning.command()
@click.option("--oppna", is_flag=True, help="Bara dem som inte är signerade.")
@som_val
@json_val
def lista(oppna: bool, som: Aktor, som_json: bool) -> None:
    """Lista uppföljningarna; en anordnare ser sina egna."""
    alla = be(som, processer.lista, slag=KVALITETSUPPFOLJNING.slag, oppna=oppna)
    if som_json:
        skriv_json(alla)
        return
    rader = [(p.id, str(p.data["ar"]), str(p.data["anordnare"]), LAGE[p.status]) for p in alla]
    tabell("Kvalitetsuppföljningar", ("Id", "År", "Anordnare", "Läge"), rader)
