"""A kund's wish in a case under way, and the answer to it."""

from __future__ import annotations

from typing import Any

from domain.grund.parter import Aktor, Roll
from tests.verktyg.spel import Spel

KUND = Aktor(Roll.KUND, "kund")
"""The kund of the case, who is started without an id of the register's."""
UNG = {"malgrupp": "unga_vuxna", "alder": 20}
"""One of K9.2's groups, without ekonomiskt bistånd."""


def pagaende(**kund: Any) -> Spel:
    spel = Spel.aktualiserat("AMI2", "2024-03-01T09:00", **kund)
    spel.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    return spel.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum="2024-03-11", langd_manader=6)


def ung() -> Spel:
    return pagaende(**UNG)


def onska(fall: Spel, nar: str, sort: str, av: Aktor = KUND, **fakta: Any) -> Spel:
    sagt = {} if av is KUND else {"sagt_den": nar[:10]}
    return fall.sager(av, nar, "framfor_onskemal", sort=sort, **(sagt | fakta))


def svara(fall: Spel, nar: str, sort: str, svar: str, **fakta: Any) -> Spel:
    return fall.kv(nar, "besvara_onskemal", sort=sort, svar=svar, motivering="vi behöver tala om det", **fakta)
