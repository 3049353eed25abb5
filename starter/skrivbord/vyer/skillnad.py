"""What a decision would change, in words: what happens, frister, money, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.forklaring.framsyn import Bevakningsandring, Skillnad
from domain.grund.ord import UTFALL
from domain.grund.parter import BENAMNING, Aktor
from starter.skrivbord.vyer.rader import Rad, rader
from starter.visning import datum, skillnad
from starter.visning.ordval.bevakningsord import vad_vantas


@dataclass(frozen=True, slots=True)
class Verkan:
    """The effect of a kommando, ready to be read; every part may be empty."""

    hander: Sequence[Rad]
    andras: Sequence[tuple[str, str, str]]
    frister: Sequence[tuple[str, str]]
    pengar: Sequence[tuple[str, str, str]]
    meddelanden: Sequence[tuple[str, str]]


def verkan(s: Skillnad, som: Aktor, idag: date) -> Verkan:
    """What it comes to; ``s`` is as ``som`` may see it."""

    def dag(d: date) -> str:
        return datum.dag(d, idag)

    def varde(falt: str, v: Any) -> str:
        return skillnad.i_ord(som, s, falt, v, dag)

    return Verkan(
        hander=rader(s.poster),
        andras=[(skillnad.FALT.get(a.falt, a.falt), varde(a.falt, a.fore), varde(a.falt, a.efter)) for a in s.insats],
        frister=[(skillnad.VAD[b.vad], _frist(b, idag)) for b in s.bevakningar],
        pengar=[(datum.avser(p.avser, idag), skillnad.i_kronor(p.fore), skillnad.i_kronor(p.efter)) for p in s.pengar],
        meddelanden=[(BENAMNING[m.till], m.rubrik) for m in s.meddelanden],
    )


def _frist(b: Bevakningsandring, idag: date) -> str:
    text = vad_vantas(b.efter.slag, b.efter.avser, b.efter.ansvarig, idag)
    text += f", senast {datum.dag(b.efter.frist, idag)}"
    if b.fore and b.fore.frist != b.efter.frist:
        text += f" (var {datum.dag(b.fore.frist, idag)})"
    if b.vad == "avslutas" or (b.fore and b.fore.utfall != b.efter.utfall):
        text += f": {UTFALL[b.efter.utfall]}"
    return f"{text} – {BENAMNING[b.efter.ansvarig]}"
