"""What is handed in, reviewed, returned and approved: the plan (§7.3) and the monthly report (§8) alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.grund.parter import Roll
from domain.insats.uppgifter import Granskning, Omgang
from domain.skeende.mening import Mening


def ny_version(omgang: Omgang | None, tid: datetime, delmal: int = 0) -> Omgang:
    """A version handed in; the first one starts the clocks, later ones do not restart them (K7.4, K14.5).

    ``delmal`` is how many delmål it has, where it is a plan.
    """
    if omgang is None:
        return Omgang((tid,), delmal=delmal)
    return replace(omgang, inlamningar=(*omgang.inlamningar, tid), vantar_pa_granskning=True, delmal=delmal)


def granskad(omgang: Omgang, tid: datetime, godkand: bool) -> Omgang:
    """The review of the version that lies with the KV."""
    return replace(omgang, granskningar=(*omgang.granskningar, Granskning(tid, godkand)), vantar_pa_granskning=False)


def bollen(omgang: Omgang) -> Roll:
    """Who owes (K0.9): the anordnare after an återremiss, the KV once a version is in."""
    return Roll.KARRIARVAGLEDARE if omgang.vantar_pa_granskning or omgang.godkand else Roll.ANORDNARE


def granskningsmening(vad: str, regel: str, beslut: str, tillagg: str = "") -> Mening:
    """The timeline's sentence of a review; ``tillagg`` is what an approval said besides."""
    if beslut == "godkand":
        return Mening(f"{vad} är godkänd{tillagg}", regel, "god")
    return Mening(f"{vad} är återremitterad för komplettering", regel, "sen")
