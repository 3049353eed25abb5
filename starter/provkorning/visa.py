"""A played case for people: its timeline, how it stands, and what is awaited."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from domain.grund.ordval import numerus
from starter.provkorning.berattelse import Berattelse
from starter.visning.lage import visa_lage
from starter.visning.tidslinje import skriv_ut


def visa(console: Console, b: Berattelse) -> None:
    """The whole story: timeline, bevakningar, payments."""
    console.rule(Text(b.namn, style="bold"))
    skriv_ut(console, b.poster, b.avvisade)
    visa_lage(console, b.insats, b.bevakningar, b.utbetalningar)
    if b.meddelanden:
        console.print(f"{numerus(len(b.meddelanden), 'meddelande', 'meddelanden')} har gått ut.", style="dim")
