"""Small helpers: percentiles, and a table of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import quantiles

from rich.table import Table


def p50_p95(tider: Sequence[float]) -> tuple[float, float]:
    """The 50th and 95th percentile, in the unit that came in."""
    kvantiler = quantiles(tider, n=20, method="inclusive")
    return kvantiler[9], kvantiler[18]


def tabell(rubrik: str, tider_ms: Mapping[str, Sequence[float]]) -> Table:
    """One row per measured thing, the first being what the others are compared with."""
    t = Table(title=rubrik, title_justify="left")
    t.add_column("")
    for namn in ("antal", "p50 ms", "p95 ms", "p50 / bar"):
        t.add_column(namn, justify="right")
    bas = p50_p95(next(iter(tider_ms.values())))[0]
    for namn, tider in tider_ms.items():
        p50, p95 = p50_p95(tider)
        t.add_row(namn, str(len(tider)), f"{p50:.2f}", f"{p95:.2f}", f"{p50 / bas:.2f}")
    return t
