"""The hunt for impossible states in what carries a case: its running state and timers against its journal's fold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from domain.kontroll.fynd import Fynd, radskillnader, skillnad
from domain.liv.lagesbild import Lagesbild
from domain.skeende.klockslag import Klockslag


def lage(arende: str, finns: Lagesbild, ratt: Lagesbild) -> Iterator[Fynd]:
    """What the workflow says of itself is what the journal gives, folded as far as the workflow has come."""
    skillnader = [f"insats: {skillnad(finns.insats, ratt.insats)}"] if finns.insats != ratt.insats else []
    skillnader += radskillnader("bevakning", finns.bevakningar, ratt.bevakningar)
    skillnader += radskillnader("utbetalning", finns.utbetalningar, ratt.utbetalningar)
    for text in skillnader:
        yield Fynd("lage", arende, f"arbetsflödet avviker, {text}", omstart(arende))


def timrar(
    arende: str, kommande: Iterable[Klockslag], finns: Iterable[tuple[str, datetime]], nu: datetime, slapp: timedelta
) -> Iterator[Fynd]:
    """Everything that is to come has a durable timer of that name, at that instant or at most ``slapp`` after it.

    Args:
        finns: the timers that wait on the server: summary, and when they ring in the case's time.
        nu: the case's time. What is due within ``slapp`` may just have rung, and is ``klocka``'s to judge.
    """
    ringer: dict[str, list[datetime]] = {}
    for text, nar in finns:
        ringer.setdefault(text, []).append(nar)
    for k in kommande:
        if k.nar <= nu + slapp:
            continue
        text = k.sammanfattning or k.nyckel
        if not any(timedelta(seconds=-1) <= nar - k.nar <= slapp for nar in ringer.get(text, ())):
            hur = f"ringer {ringer[text][0]:%Y-%m-%d %H:%M} UTC" if text in ringer else "saknas"
            yield Fynd("timer", arende, f"timern ”{text}” {hur}; den ska ringa {k.nar:%Y-%m-%d %H:%M} UTC",
                       omstart(arende))  # fmt: skip


def omstart(arende: str) -> str:
    """How a run whose state or timers are wrong is put right: another takes its place, made from the journal."""
    return f"ersätt det med ett nytt ur journalen: insats laga {arende} --ny-korning"


def ogranskbar(arende: str, fel: Exception) -> Fynd:
    """A run that the hunt itself trips on; its text may hold anything, and is not told."""
    return Fynd("lage", arende, f"arbetsflödet går inte att granska ({type(fel).__name__})", omstart(arende))
