"""A played or real case for people: what happened, when, by whom and under which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from domain.grund.kallor import hanvisning
from domain.grund.parter import Aktor
from domain.liv.rutin import mening
from domain.skeende.journal import Post
from domain.skeende.mening import Ton
from persistence.insyn.gallrat import Gallrat
from starter.visning.avvisat import Avvisat
from starter.visning.ordval.lagesord import ROLL
from starter.visning.tid import tidpunkt

_STIL: dict[Ton, str] = {"vanlig": "", "sen": "red", "dampad": "dim", "god": "green", "pengar": "bold green"}

_VEM = 25
_NR = 5
_VANSTER = _NR + len("2024-03-01 09:00  ") + _VEM
"""Columns to the left of the text: the line's number, which a correction names (``ratta --nr``), when, and who."""


def vem(av: Aktor) -> str:
    """Who did it; the clock is nobody."""
    return ROLL[av.roll] if av.id in (av.roll, "system") else f"{ROLL[av.roll]} {av.id}"


def om_gallring(g: Gallrat) -> str:
    """That a case has been weeded out, as a sentence: what is gone, and what there is."""
    return (
        f"ärendet är gallrat ({g.gallring}): texter, handlingar, filer och kundens uppgifter är borta; "
        "vad som hände och vad det kostade finns kvar"
    )


def rader(
    poster: Iterable[Post], avvisade: Iterable[Avvisat] = (), gallrat: Gallrat | None = None
) -> list[tuple[datetime, Text]]:
    """One line a händelse and refusal, in order of time; and that the case has been weeded out."""
    alla = [(p.tid, *_delar(p)) for p in poster]
    alla += [(a.tid, f"Avvisat: {a.kommando} – {a.text}", a.regel, "bold red", "", "") for a in avvisade]
    alla += [(gallrat.tid, om_gallring(gallrat), "K3.8", "dim", "", "")] if gallrat else []
    return [(tid, _rad(tid, *delar)) for tid, *delar in sorted(alla, key=lambda x: x[0])]


def _delar(p: Post) -> tuple[str, str, str, str, str]:
    m = mening(p)
    return m.text, m.regel, _STIL[m.ton], vem(p.av), str(p.nr)


def _rad(tid: datetime, text: str, regel: str, stil: str, av: str, nr: str) -> Text:
    nummer = (f"{nr:>{_NR - 1}} ", "dim")
    rad = Text.assemble(nummer, (f"{tidpunkt(tid)}  ", "cyan"), (f"{av:<{_VEM}.{_VEM}}", "blue"), (text, stil))
    return rad.append(f"  {hanvisning(regel)}", "dim") if regel else rad


def skriv_ut(
    console: Console, poster: Sequence[Post], avvisade: Sequence[Avvisat] = (), gallrat: Gallrat | None = None,
    *, tankt: bool = False,
) -> None:  # fmt: skip
    """The lines; long ones go on under the text, not under the time. What is only thought (``tankt``) has no number."""
    borjan = _NR if tankt else 0
    for _, rad in rader(poster, avvisade, gallrat):
        tabell = Table.grid(padding=0)
        tabell.add_column(width=_VANSTER - borjan, no_wrap=True)
        tabell.add_column(overflow="fold")
        tabell.add_row(rad[borjan:_VANSTER], rad[_VANSTER:])
        console.print(tabell)
