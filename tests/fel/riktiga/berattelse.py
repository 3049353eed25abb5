"""What was injected into a troubled house, what was said and answered, and what did not hold."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kontrakt.insats import Kvitto

MAL_LUGNT = 120.0
"""Seconds after the last fault in which everything is to be settled."""
MAL_DUBBLA = 0.05
"""Of the notices, at most so many may come twice."""


@dataclass
class Berattelse:
    """``kvitton``: kommando id → case and receipt. ``nar``: fault → when it stood, by the monotonic clock."""

    fro: int
    injicerat: Counter[str] = field(default_factory=Counter)
    kvitton: dict[str, tuple[str, Kvitto]] = field(default_factory=dict)
    omsagda: int = 0
    besvarat_efter: float = 0.0
    """Seconds after the last fault until all that was said had its answer."""
    lugnt_efter: float = 0.0
    brott: list[str] = field(default_factory=list)
    aviseringar: int = 0
    dubbla: int = 0
    dubbla_vid: Counter[str] = field(default_factory=Counter)
    """The faults that stood when a notice was handed over that was handed over again."""
    ej_provade: list[str] = field(default_factory=list)
    obduktion: list[str] = field(default_factory=list)
    nar: list[tuple[str, float, float]] = field(default_factory=list)

    @contextmanager
    def star(self, namn: str) -> Iterator[None]:
        """A fault stands while the block runs."""
        borjan = time.monotonic()
        try:
            yield
        finally:
            self.nar.append((namn, borjan, time.monotonic()))

    def vid(self, nar: float) -> str:
        """The fault that stood at an instant, or the last before it."""
        stod = [namn for namn, fran, till in self.nar if fran - 0.5 <= nar <= till + 0.5]
        fore = [namn for namn, fran, _ in self.nar if fran <= nar]
        return " och ".join(sorted(set(stod))) or (f"efter {fore[-1]}" if fore else "före alla fel")

    def rader(self) -> list[str]:
        vad = ", ".join(f"{antal} × {v}" for v, antal in sorted(self.injicerat.items()))
        andel = f"{100 * self.dubbla / self.aviseringar:.1f} %" if self.aviseringar else "–"
        return [
            f"frö {self.fro}: {vad}",
            f"{len(self.kvitton)} kommandon med kvitto, {self.omsagda} sagda om; allt besvarat efter "
            f"{self.besvarat_efter:.0f} s, lugnt efter {self.lugnt_efter:.0f} s (mål {MAL_LUGNT:.0f}); "
            f"{self.aviseringar} aviseringar, {self.dubbla} två gånger ({andel}, mål {100 * MAL_DUBBLA:.0f} %)",
            *(f"två gånger vid {v}: {antal}" for v, antal in self.dubbla_vid.most_common()),
            *(f"inte prövat: {e}" for e in self.ej_provade),
            *(f"BROTT {b}" for b in self.brott),
            *self.obduktion,
        ]
