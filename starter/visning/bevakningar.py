"""What is awaited, as a table."""

from __future__ import annotations

from collections.abc import Sequence

from domain.grund.kallor import hanvisning
from domain.grund.ord import UTFALL
from domain.grund.parter import BENAMNING
from domain.processer.process import Processbevakning, processbenamning
from starter.visning.tabell import tabell
from starter.visning.tid import klockslag


def visa_bevakningar(bevakat: Sequence[tuple[str, Processbevakning]], rubrik: str = "Bevakningar") -> None:
    """What processes await, as a table where people read."""
    tabell(*bevakningstabell(bevakat, rubrik))


def _vem(b: Processbevakning) -> str:
    """``ekonomen (inte e1)``: who owes it, and who may not do it."""
    utom = f" (inte {b.utom})" if b.utom and b.vantar else ""
    return BENAMNING[b.ansvarig] + (f" {b.part}" if b.part else "") + utom


def bevakningstabell(
    bevakat: Sequence[tuple[str, Processbevakning]], rubrik: str = "Bevakningar"
) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    """The same as heading, columns and rows."""
    rader: list[tuple[str, ...]] = [
        (
            var, processbenamning(b.slag), _vem(b),
            str(b.frist) if b.frist else klockslag(b.forfaller), UTFALL[b.utfall], hanvisning(b.regel),
        )
        for var, b in bevakat
    ]  # fmt: skip
    return rubrik, ("Var", "Vad", "Ansvarig", "Senast", "Läge", "Regel"), rader
