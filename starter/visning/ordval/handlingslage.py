"""How a text that was handed in stands: its version, and whether it is approved, returned or struck (K4.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.grund.ordval import i_ord, med_stor
from domain.insats.insats import Insats
from domain.insats.uppgifter import Granskning, Omgang
from domain.kapitel.inlamning.genomforandeplan import GenomforandeplanLamnad
from domain.kapitel.inlamning.rapporthandelser import ManadsrapportInlamnad
from domain.kapitel.inlamning.slutrapport import SlutrapportLamnad
from domain.liv.rutin import KOMMANDON
from domain.skeende.journal import Post
from domain.tid.tidpunkt import datum
from starter.visning.datum import hel_dag

STRUKEN = "struken"
_HANDLING = {
    "klarmarkera_manadsrapport": "Månadsrapport", "lagg_in_uppdrag": "Uppdrag",
    "lamna_genomforandeplan": "Genomförandeplan", "lamna_slutrapport": "Slutrapport",
    "registrera_uppfoljningsmote": "Uppföljningsmöte",
}  # fmt: skip
"""The kommando that a document came with → what it is, as one asks for it."""


def handlingens_namn(slag: str) -> str:
    """What a text is called: a document by what it is, else what was done when it was written."""
    if slag in _HANDLING:
        return _HANDLING[slag]
    typ = KOMMANDON.get(slag)
    return typ.rubrik if typ else med_stor(i_ord(slag))


def handlingslage(i: Insats, p: Post) -> str:
    """``version 1.2, godkänd torsdag 28 mars 2024``, ``struken``; empty of a text that nobody reviews."""
    if p.sagt and all(s.nr != p.nr for s in i.sagda):
        return STRUKEN
    h = p.handelse
    if isinstance(h, GenomforandeplanLamnad):
        return f"version {h.omgang}.{h.version}, {_granskad(i.planer, p.tid)}"
    if isinstance(h, ManadsrapportInlamnad):
        return f"version {h.version}, {_granskad(tuple(i.rapporter.values()), p.tid)}"
    if isinstance(h, SlutrapportLamnad):
        svar = next((s for s in i.slutrapporter if s.tid == p.tid), None)
        granskning = Granskning(svar.granskad, svar.godkand) if svar and svar.granskad else None
        return _svaret(granskning, sista=svar is None or svar == i.slutrapporter[-1])
    return ""


def _granskad(omgangar: Sequence[Omgang], tid: datetime) -> str:
    """What the review said of the version that was handed in then: the answer before the next version came."""
    omgang = next((o for o in omgangar if tid in o.inlamningar), None)
    if omgang is None:
        return _svaret(None, sista=True)
    nasta = next((t for t in omgang.inlamningar if t > tid), None)
    svar = [g for g in omgang.granskningar if g.tid >= tid and (nasta is None or g.tid < nasta)]
    return _svaret(svar[-1] if svar else None, sista=nasta is None)


def _svaret(g: Granskning | None, *, sista: bool) -> str:
    if g is None:
        return "väntar på granskning" if sista else "ersatt av en ny version"
    return f"{'godkänd' if g.godkand else 'återremitterad'} {hel_dag(datum(g.tid))}"
