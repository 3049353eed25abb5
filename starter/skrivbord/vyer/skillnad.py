"""What a decision would change, in words: what happens, frister, money, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from domain.forklaring.framsyn import Bevakningsandring, Skillnad
from domain.grund.ord import FORM, ORSAK
from domain.grund.parter import BENAMNING, Aktor
from domain.grund.pengar import kronor
from domain.grund.slag import Status
from domain.kapitel.alla import benamning
from domain.liv.insyn import orsak_for, post_for
from starter.skrivbord.vyer.rader import Rad, rader
from starter.visning import datum
from starter.visning.ordval.ord import INSATSSTATUS, UTFALL

_FALT = {
    "status": "läget", "startdatum": "startdatum", "slutdatum": "slutdatum", "avslutsform": "avslutets form",
    "avslutsorsak": "avslutets orsak", "karriarvagledare": "kundansvarig karriärvägledare", "anordnare": "anordnaren",
}  # fmt: skip
_VAD = {"oppnas": "Börjar bevakas", "flyttas": "Ny frist", "avslutas": "Avslutas", "andras": "Ändras"}


@dataclass(frozen=True, slots=True)
class Verkan:
    """The effect of a kommando, ready to be read; every part may be empty."""

    hander: Sequence[Rad]
    andras: Sequence[tuple[str, str, str]]
    frister: Sequence[tuple[str, str]]
    pengar: Sequence[tuple[str, str, str]]
    meddelanden: Sequence[tuple[str, str]]


def verkan(s: Skillnad, som: Aktor, idag: date) -> Verkan:
    """What ``som`` may see of it."""
    dold = s.steg.insats.orsak_dold

    def i_ord(falt: str, varde: Any) -> str:
        if varde is None:
            return "–"
        if falt == "avslutsorsak":
            varde = orsak_for(som, str(varde), dold=dold)
            return ORSAK.get(str(varde), str(varde))
        if falt == "avslutsform":
            return FORM.get(str(varde), str(varde))
        if isinstance(varde, Status):
            return INSATSSTATUS[varde]
        return datum.dag(varde, idag) if isinstance(varde, date) else str(varde)

    return Verkan(
        hander=rader([post_for(som, p, dold=dold) for p in s.poster]),
        andras=[(_FALT.get(a.falt, a.falt), i_ord(a.falt, a.fore), i_ord(a.falt, a.efter)) for a in s.insats],
        frister=[(_VAD[b.vad], _frist(b, idag)) for b in s.bevakningar],
        pengar=[(datum.avser(p.avser, idag), _kr(p.fore), _kr(p.efter)) for p in s.pengar],
        meddelanden=[(BENAMNING[m.till], m.rubrik) for m in s.meddelanden],
    )


def _frist(b: Bevakningsandring, idag: date) -> str:
    text = f"{benamning(b.efter.slag, None, b.efter.ansvarig)} {datum.avser(b.efter.avser, idag)}".rstrip()
    text += f", senast {datum.dag(b.efter.frist, idag)}"
    if b.fore and b.fore.frist != b.efter.frist:
        text += f" (var {datum.dag(b.fore.frist, idag)})"
    if b.vad == "avslutas" or (b.fore and b.fore.utfall != b.efter.utfall):
        text += f": {UTFALL[b.efter.utfall][0]}"
    return f"{text} – {BENAMNING[b.efter.ansvarig]}"


def _kr(belopp: Decimal | None) -> str:
    return "–" if belopp is None else kronor(belopp)
