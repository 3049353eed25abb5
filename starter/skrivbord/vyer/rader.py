"""Lines of the journal as a page shows them, and which of them a filter lets through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.liv.rutin import mening
from domain.skeende.journal import Post
from domain.skeende.mening import Ton
from starter.visning.ordval.lagesord import ROLL

Filter = Literal["alla", "beslut", "sent", "pengar"]
FILTER: dict[Filter, str] = {"alla": "Allt", "beslut": "Beslut", "sent": "Sent", "pengar": "Pengar"}
_PENGAR = ("utbetalning_", "faktureringsunderlag_", "avbrottsersattning_", "regelverk_")
_BESLUT = ("_granskad", "_beslutat", "_beslutad", "_avslagen", "_beviljad", "_besvarad", "_besvarat", "_forlangd",
           "_avskriven", "_rattad", "_aterkallat", "_inlagt", "_aktualiserad")  # fmt: skip
BRUS = ("bevakning_oppnad",)
"""What the page of all that has happened shows only when it is asked for: that something began to be awaited."""


@dataclass(frozen=True, slots=True)
class Rad:
    """One line: when, by whom, its sentence, its krav, and the tone it is shown in."""

    nr: int
    tid: datetime
    vem: str
    text: str
    regel: str
    ton: Ton


def rader(poster: Iterable[Post], vilka: Filter = "alla", *, brus: bool = False) -> list[Rad]:
    """The lines that a filter lets through, in order."""
    svar = []
    for p in poster:
        slag = str(p.handelse.slag)
        m = mening(p)
        if vilka == "beslut" and not slag.endswith(_BESLUT):
            continue
        if vilka == "pengar" and not slag.startswith(_PENGAR):
            continue
        if vilka == "sent" and m.ton != "sen":
            continue
        if slag in BRUS and not brus:
            continue
        svar.append(Rad(p.nr, p.tid, _vem(p), m.text, m.regel, m.ton))
    return svar


def _vem(p: Post) -> str:
    if p.av.id in (p.av.roll, "system"):
        return ROLL[p.av.roll] or "tjänsten"
    return f"{ROLL[p.av.roll]} {p.av.id}"
