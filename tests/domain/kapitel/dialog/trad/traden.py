"""A case with a thread in it."""

from __future__ import annotations

from tests.verktyg.spel import ANORDNARE, KV, Spel

ORD = {"amne": "x", "text": "x"}


def fallet() -> Spel:
    return Spel.pagaende(start="2024-03-11")


def fraga(fall: Spel, nar: str = "2024-04-02", till: str = "karriarvagledare") -> Spel:
    av = KV if till == "anordnare" else ANORDNARE
    return fall.sager(av, nar, "skriv_meddelande", till=[till], svar_vantas_av=till, **ORD)
