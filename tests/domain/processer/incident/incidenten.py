"""An incident that has been reported, and what is said of it."""

from __future__ import annotations

from typing import Any

from domain.grund.parter import Aktor, Roll
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

REGEL = "K3.1"
A = Aktor(Roll.ANORDNARE, "h1", "A")
KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")
FAKTA: dict[str, Any] = {"anordnare": "A", "karriarvagledare": "kv1", "beskrivning": "x"}


def anmald(upptackt: str = "2024-03-01T08:30", nar: str | None = None) -> Processpel:
    return Processpel(PERSONUPPGIFTSINCIDENT, "incident-1").sag(
        A, nar or upptackt, "anmal_incident", upptackt=upptackt, **FAKTA
    )


def kontaktad() -> Processpel:
    """Discovered at 08:30, contacted at 09:00, which is registered at 10:00."""
    return anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")


def bedomd(bedomning: str = "anmals") -> Processpel:
    return kontaktad().sag(DSS, "2024-03-01T11:00", "bedom_incident", bedomning=bedomning, motivering="x")


IN_1: dict[str, Any] = {"upptackt": "2024-03-01T08:30", "arende": "in-1", "befarad": True} | FAKTA
UPPTACKT, PAMINN = tid("2024-03-01T08:30"), (tid("2024-03-02T08:30"), tid("2024-03-03T20:30"))
FORFALLER = tid("2024-03-04T08:30")


def befarad() -> Processpel:
    """Feared, in a named insats; reported by the kv at nine."""
    return Processpel(PERSONUPPGIFTSINCIDENT, "incident-1").sag(KV, "2024-03-01T09:00", "anmal_incident", **IN_1)
