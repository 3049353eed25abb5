"""What the anordnare has not read in time (§6, K6.6)."""

from __future__ import annotations

import click

from domain.grund.parter import Aktor
from starter.api.terminal import arenden
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.vag import be
from starter.visning.tabell import tabell
from starter.visning.tid import tidpunkt


@click.command()
@click.option("--alla", is_flag=True, help="Allt, inte bara dina egna ärenden.")
@som_val
@json_val
def olasta(alla: bool, som: Aktor, som_json: bool) -> None:
    """Visa meddelanden till anordnaren som inte har lästs i tid (§6).

    Det som inte hör till ett ärende, till exempel nya villkor, ser arbetsledaren, och karriärvägledaren med --alla.
    """
    rader = be(som, arenden.olasta, alla=alla)
    if som_json:
        skriv_json(rader)
        return
    tabell("Olästa hos anordnaren", ("Ärende", "Anordnare", "Sänt", "Skulle ha lästs", "Meddelande"), [
        (m.arende, m.anordnare, tidpunkt(m.tid), str(m.skulle_ha_lasts), m.rubrik) for m in rader
    ])  # fmt: skip
