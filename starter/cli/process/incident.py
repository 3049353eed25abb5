"""§3.1: personuppgiftsincidenter (K3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.incident.incident import (
    AnmalIncident,
    AterkallaIncidentkontakt,
    BedomIncident,
    RattaIncident,
    RegistreraIncidentkontakt,
)
from domain.processer.incident.rutin import RUTIN
from domain.tid.tidpunkt import datum
from persistence.arende import lasning
from persistence.databas.motor import transaktion
from persistence.databas.slump import slumpid
from persistence.process import lasning as processlasning
from persistence.register.anordnare.namn import prova_skrivet
from persistence.register.kund import karriarvagledare
from starter.cli.process.incidentrapport import rapport
from starter.cli.ram.gemensamt import databas, json_val, skriv_json, som_val
from starter.cli.ram.processgrupp import processkommando, visa
from starter.visning.ordval.processord import LAGE
from starter.visning.tabell import tabell
from starter.visning.tid import klockslag


@click.group()
def incident() -> None:
    """Personuppgiftsincidenter: anmälan, kontakt inom 72 timmar och bedömning (§3.1)."""


def _samma(process: str | None) -> str:
    return str(process)


def _ny(_process: str | None) -> str:
    return f"incident-{slumpid(5)}"


def _kanda(motor: Engine, data: Mapping[str, Any], som: Aktor) -> None:
    """What an incident names is in the registers, and the case is one's own to see (K3.2). Raises: Avvisning."""
    namn, kv, arende = (data.get(k) for k in ("anordnare", "karriarvagledare", "arende"))
    if namn:
        with transaktion(motor) as forbindelse:
            prova_skrivet(forbindelse, str(namn), regel=RUTIN.regel)
    kanda = {k.id for k in karriarvagledare.alla(motor, dag=datum(datetime.now(UTC)))}
    if kv and kanda and str(kv).lower() not in kanda:
        raise Avvisning(RUTIN.regel, f"karriärvägledaren {kv} finns inte i registret", "karriarvagledare")
    if arende and lasning.ett_arende(motor, som, str(arende)) is None:
        raise Avvisning(RUTIN.regel, f"ärendet {arende} finns inte, eller är inte ditt att se", "arende")


incident.add_command(processkommando(RUTIN, "anmal", AnmalIncident, _ny, None, _kanda))
incident.add_command(processkommando(RUTIN, "kontakt", RegistreraIncidentkontakt, _samma, "INCIDENT"))
incident.add_command(processkommando(RUTIN, "aterkalla-kontakt", AterkallaIncidentkontakt, _samma, "INCIDENT"))
incident.add_command(processkommando(RUTIN, "bedom", BedomIncident, _samma, "INCIDENT"))
incident.add_command(processkommando(RUTIN, "ratta", RattaIncident, _samma, "INCIDENT", _kanda))


@incident.command("visa")
@click.argument("incident_id", metavar="INCIDENT")
@som_val
@json_val
def visa_en(incident_id: str, som: Aktor, som_json: bool) -> None:
    """Visa en incident: hur den står, vad som väntas och vad som har hänt."""
    visa(RUTIN, incident_id, som, som_json)


@incident.command()
@click.option("--oppna", is_flag=True, help="Bara dem som inte är bedömda.")
@som_val
@json_val
def lista(oppna: bool, som: Aktor, som_json: bool) -> None:
    """Registret över incidenter som du får se, senaste först."""
    with databas() as motor:
        rader = processlasning.processer(motor, som, RUTIN.slag, bara_oppna=oppna)
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
