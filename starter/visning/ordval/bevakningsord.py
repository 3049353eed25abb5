"""What is awaited, in words: which one of its kind by the days it is of, as Swedes write them."""

from __future__ import annotations

from datetime import date

from domain.grund.parter import Roll
from domain.kapitel.alla import benamning
from domain.kapitel.dialog.svar import SVAR
from starter.visning import datum


def vad_vantas(slag: str, avser: str | None, ansvarig: Roll | None, idag: date) -> str:
    """``granskning av månadsrapport oktober 2026``; a question by what it is (``svar på meddelande 1 i tråd 2``)."""
    if slag == SVAR.namn:
        return benamning(slag, avser, ansvarig) if avser else "svar på fråga"
    return f"{benamning(slag, None, ansvarig)} {datum.avser(avser, idag)}".rstrip()
