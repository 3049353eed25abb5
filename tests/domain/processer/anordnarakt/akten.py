"""An anordnare's record, and what is said to it."""

from __future__ import annotations

from domain.grund.parter import Aktor, Roll
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from tests.verktyg.processpel import Processpel

A = Aktor(Roll.ANORDNARE, "h1", "A")
B = Aktor(Roll.ANORDNARE, "h1", "B")
AL = Aktor(Roll.ARBETSLEDARE, "al1")


def akt() -> Processpel:
    return Processpel(ANORDNARAKT, "anordnare-A")


SPEC = Aktor(Roll.SYSTEMSPECIALIST, "s1")
SLUTAR: dict[str, str] = {"person": "H1", "till": "2024-03-15"}


def ater(fall: Processpel, av: Aktor, nar: str, vad: str, avser: str) -> Processpel:
    return fall.sag(av, nar, "aterkalla_uppgift", vad=vad, avser=avser, motivering="Fel person.")


def hel_akt() -> Processpel:
    """One begins, one leaves, two sets of conditions are to be confirmed and one of them is, too late."""
    fall = akt().sag(AL, "2024-02-01", "skicka_villkor", villkor="2024", galler_fran="2024-02-01")
    fall.sag(A, "2024-02-20", "bekrafta_villkor", villkor="2024")
    fall.sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
    fall.sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.sag(A, "2024-03-01", "anmal_forandring", sort="lokaler", fran="2024-05-01", beskrivning="Flytt.")
    return fall.sag(SPEC, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
