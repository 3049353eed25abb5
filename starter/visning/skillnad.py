"""What a kommando would change, without doing it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from rich.console import Console

from domain.forklaring.framsyn import Bevakningsandring, Skillnad
from domain.grund.ord import FORM, INSATSSTATUS, ORSAK, UTFALL
from domain.grund.ordval import med_stor
from domain.grund.parter import BENAMNING, Aktor
from domain.grund.pengar import kronor
from domain.kapitel.alla import benamning
from domain.liv.insyn import orsak_for
from starter.visning.json import BEVAKNING, enkelt, rad
from starter.visning.tidslinje import skriv_ut

FALT = {
    "status": "läget",
    "startdatum": "startdatum",
    "slutdatum": "slutdatum",
    "avslutsform": "avslutets form",
    "avslutsorsak": "avslutets orsak",
    "karriarvagledare": "kundansvarig karriärvägledare",
    "anordnare": "anordnaren",
    "handlaggare": "handläggaren",
}
"""What changes in a case, in words."""
VAD = {"oppnas": "Börjar bevakas", "flyttas": "Ny frist", "avslutas": "Avslutas", "andras": "Ändras"}
"""What becomes of a bevakning, in words."""


def visa_skillnad(console: Console, som: Aktor, s: Skillnad) -> None:
    """For people: what would happen, and how the case would differ."""
    console.print("Det här skulle hända:", style="bold")
    skriv_ut(console, s.poster, tankt=True)
    for a in s.insats:
        fore, efter = (i_ord(som, s, a.falt, v) for v in (a.fore, a.efter))
        console.print(f"  {med_stor(FALT.get(a.falt, a.falt))}: {fore} → {efter}")
    for b in s.bevakningar:
        console.print(f"  {VAD[b.vad]}: {_bevakning(b)}")
    for p in s.pengar:
        console.print(f"  Ersättning {p.avser}: {i_kronor(p.fore)} → {i_kronor(p.efter)}")
    for m in s.meddelanden:
        console.print(f"  Meddelande till {BENAMNING[m.till]}: {m.rubrik}", style="dim")


def skillnad_json(som: Aktor, s: Skillnad) -> dict[str, Any]:
    """For programs."""
    return {
        "handelser": [{**enkelt(p.handelse), "tid": enkelt(p.tid)} for p in s.poster],
        "insats": [
            {"falt": a.falt, "fore": _synlig(som, s, a.falt, a.fore), "efter": _synlig(som, s, a.falt, a.efter)}
            for a in s.insats
        ],
        "bevakningar": [
            {"vad": b.vad, "fore": rad(b.fore, BEVAKNING) if b.fore else None, "efter": rad(b.efter, BEVAKNING)}
            for b in s.bevakningar
        ],
        "ersattning": enkelt(s.pengar),
        "meddelanden": [{"till": str(m.till), "regel": m.regel, "rubrik": m.rubrik} for m in s.meddelanden],
    }


def _bevakning(b: Bevakningsandring) -> str:
    text = f"{benamning(b.efter.slag, b.efter.avser)}, senast {b.efter.frist}"
    if b.fore and b.fore.frist != b.efter.frist:
        text += f" (var {b.fore.frist})"
    if b.vad == "avslutas" or (b.fore and b.fore.utfall != b.efter.utfall):
        text += f", {UTFALL[b.efter.utfall]}"
    return f"{text} ({BENAMNING[b.efter.ansvarig]})"


def _synlig(som: Aktor, s: Skillnad, falt: str, varde: Any) -> Any:
    if falt == "avslutsorsak":
        return orsak_for(som, varde, dold=s.steg.insats.orsak_dold)
    return enkelt(varde)


def i_ord(som: Aktor, s: Skillnad, falt: str, varde: Any, dag: Callable[[date], str] = str) -> str:
    """What a fact of the case was or becomes, as ``som`` may read it; ``dag`` is how a date is written."""
    if varde is None:
        return "–"
    if falt == "status":
        return INSATSSTATUS[varde]
    if isinstance(varde, date):
        return dag(varde)
    text = str(_synlig(som, s, falt, varde))
    return {"avslutsform": FORM, "avslutsorsak": ORSAK}.get(falt, {}).get(text, text)


def i_kronor(belopp: Decimal | None) -> str:
    """An amount as staff read it; none where none is decided."""
    return "–" if belopp is None else kronor(belopp)
