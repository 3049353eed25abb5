"""The sentences of what passes between karriärvägledare and anordnare (§4–§6, §8, §13.5, K0.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.grund.ordval import numerus
from domain.kapitel.dialog.forslag import REGEL as FORSLAGSREGEL
from domain.liv.rutin import KOMMANDON
from starter.visning.mening import Mening
from starter.visning.ord import ANLEDNING, BRIST, FORSLAG, SVAR_OM_INSATS


def _uppdrag(h: Any) -> Mening:
    langd = numerus(h.langd_manader, "månad", "månader")
    return Mening(f"Uppdraget är justerat: {langd}, {h.omfattning} %, t.o.m. {h.slutdatum}", "K6.4")


def _anmalan(h: Any) -> Mening:
    vag = ", i månadsrapporten" if h.vag == "manadsrapport" else ""
    return Mening(f"Anmälan {h.nummer} till karriärvägledaren: {ANLEDNING[h.anledning]}{vag}", _regel(h))


def _svar(h: Any) -> Mening:
    beslut = f": {SVAR_OM_INSATS[h.beslut]}" if h.beslut else ""
    return Mening(f"Anmälan {h.nummer} ({ANLEDNING[h.anledning]}) är besvarad{beslut}", _regel(h))


def _regel(h: Any) -> str:
    return {"andrade_ataganden": "K4.2", "saknar_forutsattningar": "K6.4", "annan_insats": "K8.6"}.get(
        h.anledning, "K4.3"
    )


def _forslag(h: Any) -> Mening:
    datum = f" {h.avslutsdatum}" if h.avslutsdatum else ""
    nytt = "Ändrat förslag" if h.ersatter else "Förslag"
    return Mening(f"{nytt} om {FORSLAG[h.sort]}{datum}", FORSLAGSREGEL[h.sort])


def _avgjort(h: Any) -> Mening:
    hur = {"aterkallat": "är återkallat", "avslag": "är avslaget", "bifall": "är bifallet"}[h.hur]
    return Mening(f"Förslaget om {FORSLAG[h.sort]} {hur}", FORSLAGSREGEL[h.sort])


def _brist(h: Any) -> Mening:
    avser = f" ({h.avser.replace(':', ' ').replace('manadsrapport', 'månadsrapport')})" if h.avser else ""
    return Mening(f"Brist hos anordnaren: {BRIST[h.sort]}{avser}", "K13.6", "sen")


def _rattad(h: Any) -> Mening:
    vad = KOMMANDON[h.vad].rubrik
    if h.efter is None:
        return Mening(f"Struken uppgift: {vad}, rad {h.nr}", "K0.7", "sen")
    andrat = [
        f"{falt} {_varde(h.efter.get(falt))} (var {_varde(h.fore.get(falt))})"
        for falt in dict.fromkeys((*h.fore, *h.efter))
        if h.fore.get(falt) != h.efter.get(falt)
    ]
    return Mening(f"Rättad uppgift: {vad}, rad {h.nr}{': ' if andrat else ''}{', '.join(andrat)}", "K0.7", "sen")


def _varde(varde: object) -> str:
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, list):
        return ", ".join(str(v) for v in varde)
    return "inte angivet" if varde is None else str(varde)


OM_PARTERNA: dict[str, Callable[[Any], Mening]] = {
    "karriarvagledare_bytt": lambda h: Mening(f"Ny kundansvarig karriärvägledare: {h.till} (var {h.fran})", "K5.1"),
    "uppdrag_justerat": _uppdrag,
    "planrevidering_begard": lambda _: Mening("Revidering av genomförandeplanen är begärd", "K8.5"),
    "anmalan_gjord": _anmalan,
    "anmalan_besvarad": _svar,
    "forslag_lamnat": _forslag,
    "forslag_avgjort": _avgjort,
    "brist_konstaterad": _brist,
    "uppgift_rattad": _rattad,
}
"""Slag → how its sentence is written."""
