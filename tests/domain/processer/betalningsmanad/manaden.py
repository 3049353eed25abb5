"""A month's payment on its way, and what can be said in each of its states."""

from __future__ import annotations

from typing import Any

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.betalningsmanad.lage import process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from tests.verktyg.processpel import Processpel

E1 = Aktor(Roll.EKONOM, "e1")
E2 = Aktor(Roll.EKONOM, "e2")
OPPNAS = "2024-04-16T00:00"
SUMMOR = [
    {"anordnare": "A", "att_betala": "3876.00", "overfors": "0.00", "rader": 1, "innehallna": 2},
    {"anordnare": "B", "att_betala": "646.00", "overfors": "0.00", "rader": 1, "innehallna": 0},
]
SAGT: dict[str, tuple[Aktor, dict[str, Any]]] = {
    "oppna_betalningsmanad": (E1, {"manad": "2024-04"}),
    "registrera_stangning": (SYSTEMET, {"summor": SUMMOR, "ej_svarat": 1}),
    "registrera_ingar": (SYSTEMET, {"i": "2024-05"}),
    "forbered_betalning": (E1, {}),
    "attestera_betalning": (E2, {}),
    "aterlamna_betalning": (E2, {"skal": "Fel anordnare på en rad."}),
}
"""Each verb, who says it, and with which facts."""
VAGEN = {
    "": (),
    "stangs": ("oppna_betalningsmanad",),
    "stangd": ("oppna_betalningsmanad", "registrera_stangning"),
    "forberedd": ("oppna_betalningsmanad", "registrera_stangning", "forbered_betalning"),
    "attesterad": ("oppna_betalningsmanad", "registrera_stangning", "forbered_betalning", "attestera_betalning"),
    "ingar": ("oppna_betalningsmanad", "registrera_ingar"),
}
"""Each state, and what was said to come there."""


def manaden(tillstand: str = "stangd", nar: str = OPPNAS) -> Processpel:
    """April 2024, come to a state at one instant."""
    m = Processpel(BETALNINGSMANAD, process_id("2024-04"))
    for verb in VAGEN[tillstand]:
        av, fakta = SAGT[verb]
        m.sag(av, nar, verb, **fakta)
    return m
