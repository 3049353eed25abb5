"""What is measured, as one table and as JSON; and small helpers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Matt:
    """One figure.

    Attributes:
        namn: what it is, in words that docs/prestanda.md explains.
        vart: what the service takes, in ``enhet``.
        bar: what the bare twin takes of the same, if it is compared with one.
        mal: what it is to reach: at most (or at least, if ``minst``) this, of the ratio to the bare twin if ``kvot``.
    """

    namn: str
    vart: float
    enhet: str
    mal: float | None = None
    bar: float | None = None
    kvot: bool = False
    minst: bool = False

    @property
    def mot_bar(self) -> float | None:
        """Ours to bare."""
        return self.vart / self.bar if self.bar else None

    @property
    def natt(self) -> bool | None:
        """Whether it reaches what it is to; None if nothing is said."""
        varde = self.mot_bar if self.kvot else self.vart
        if self.mal is None or varde is None:
            return None
        return varde >= self.mal if self.minst else varde <= self.mal


def tabell(matt: Iterable[Matt], rubrik: str) -> Table:
    """The figures with what they are compared with."""
    t = Table(title=rubrik, title_justify="left")
    t.add_column("")
    for namn in ("bar", "vår", "enhet", "kvot", "mål", "nått"):
        t.add_column(namn, justify="right")
    for m in matt:
        mal = "" if m.mal is None else f"{'≥' if m.minst else '≤'} {m.mal:g}{' ×' if m.kvot else ''}"
        natt = {True: "ja", False: "nej", None: ""}[m.natt]
        kvot = "" if m.mot_bar is None else f"{m.mot_bar:.2f}"
        t.add_row(m.namn, _tal(m.bar), _tal(m.vart), m.enhet, kvot, mal, natt)
    return t


def skriv(matt: Iterable[Matt], fil: Path) -> None:
    """The same as JSON."""
    rader = [asdict(m) | {"mot_bar": m.mot_bar, "natt": m.natt} for m in matt]
    fil.write_text(json.dumps(rader, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def p50_p95(tider: Sequence[float]) -> tuple[float, float]:
    """The 50th and 95th percentile, in the unit that came in; of very few the median and the worst."""
    if len(tider) < 3:
        return median(tider), max(tider)
    kvantiler = quantiles(tider, n=20, method="inclusive")
    return kvantiler[9], kvantiler[18]


def _tal(varde: float | None) -> str:
    if varde is None:
        return ""
    return f"{varde:.0f}" if abs(varde) >= 100 else f"{varde:.1f}" if abs(varde) >= 10 else f"{varde:.2f}"
