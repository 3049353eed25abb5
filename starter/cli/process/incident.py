"""§3.1: personuppgiftsincidenter (K3.1)."""

from __future__ import annotations

from datetime import datetime

import click

from domain.grund.parter import Aktor
from domain.processer.incident.incident import (
    AnmalIncident,
    AterkallaIncidentkontakt,
    BedomIncident,
    RattaIncident,
    RegistreraIncidentkontakt,
)
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from starter.api.terminal import processer
from starter.cli.process.incidentrapport import rapport
from starter.cli.ram.gemensamt import json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import ny, processkommando, samma, visakommando
from starter.cli.ram.vag import be
from starter.visning.ordval.processord import LAGE
from starter.visning.tabell import tabell
from starter.visning.tid import klockslag


@click.group()
def incident() -> None:
    """Personuppgiftsincidenter: anmälan, kontakt i tid och bedömning (§3.1)."""


incident.add_command(
    processkommando(PERSONUPPGIFTSINCIDENT, "anmal", AnmalIncident, ny(PERSONUPPGIFTSINCIDENT.slag), None)
)
incident.add_command(processkommando(PERSONUPPGIFTSINCIDENT, "kontakt", RegistreraIncidentkontakt, samma, "INCIDENT"))
incident.add_command(
    processkommando(PERSONUPPGIFTSINCIDENT, "aterkalla-kontakt", AterkallaIncidentkontakt, samma, "INCIDENT")
)
incident.add_command(processkommando(PERSONUPPGIFTSINCIDENT, "bedom", BedomIncident, samma, "INCIDENT"))
incident.add_command(processkommando(PERSONUPPGIFTSINCIDENT, "ratta", RattaIncident, samma, "INCIDENT"))


incident.add_command(
    visakommando(
        PERSONUPPGIFTSINCIDENT, "INCIDENT", "Visa en incident: hur den står, vad som väntas och vad som har hänt."
    )
)


@incident.command()
@click.option("--oppna", is_flag=True, help="Bara dem som inte är bedömda.")
@som_val
@json_val
def lista(oppna: bool, som: Aktor, som_json: bool) -> None:
    """Registret över incidenter som du får se, senaste först."""
    rader = be(som, processer.lista, slag=PERSONUPPGIFTSINCIDENT.slag, oppna=oppna)
    if som_json:
        skriv_json(rader)
        return
    tabell(
        "Personuppgiftsincidenter",
        ("Incident", "Vad", "Läge", "Ärende", "Upptäckt", "Kontakt senast"),
        [
            (r.id, r.rubrik, LAGE[r.status], r.arende or "–", _nar(r.data["upptackt"]), _nar(r.data["forfaller"]))
            for r in rader
        ],
    )


def _nar(tid: str) -> str:
    return klockslag(datetime.fromisoformat(tid))


incident.add_command(rapport)
