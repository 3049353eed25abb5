"""An answer for people as a table, and the console that it is printed on."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table

from domain.grund.text import synligt
from starter.visning.harmlost import bakom


class Skarm(Console):
    """A console whose own codes go through, but none of what it is given to show."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for s in super().render(renderable, options):
            yield s if s.control else Segment(synligt(s.text), s.style)


def konsol(*, fel: bool = False) -> Console:
    """Where people read. Text is shown as it is: a name may hold ``[…]`` or ``:…:`` and means nothing by it."""
    fil = bakom(sys.stderr if fel else sys.stdout)
    return Skarm(file=fil, width=None if fil.isatty() else BREDD, highlight=False, markup=False, emoji=False)


def tabell(rubrik: str, kolumner: Sequence[str], rader: Sequence[Sequence[str]], *, tal: Sequence[str] = ()) -> None:
    """An answer for people; no rows is said in words. The columns in ``tal`` hold figures, which stand to the right."""
    i_tabell(konsol(), rubrik, kolumner, rader, tal=tal)


def i_tabell(
    ut: Console, rubrik: str, kolumner: Sequence[str], rader: Sequence[Sequence[str]], *, tal: Sequence[str] = ()
) -> None:
    """The same on a console of one's own."""
    if not rader:
        ut.print(f"{rubrik}: inget att visa.", soft_wrap=True)
        return
    t = Table(title=rubrik, title_justify="left")
    for kolumn in kolumner:
        t.add_column(kolumn, justify="right" if kolumn in tal else "left")
    for rad in rader:
        t.add_row(*rad)
    ut.print(t)


BREDD = 160
"""Columns when the output is no terminal, so that a file or a pipe gets whole lines."""
