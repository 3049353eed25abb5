"""One line of the timeline: how a händelse is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Ton = Literal["vanlig", "sen", "dampad", "god", "pengar"]


@dataclass(frozen=True, slots=True)
class Mening:
    """One sentence of the timeline: its text, its krav, and the tone it is shown in."""

    text: str
    regel: str
    ton: Ton = "vanlig"


def spann(fran: date, till: date | None) -> str:
    """The days from one to another, as staff write them."""
    return f"{fran}" if fran == till else f"{fran}–{till}" if till else f"från {fran} tills vidare"
