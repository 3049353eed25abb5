"""A case under way while a new edition of the rules is entered, by either of the two ways."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.liv.forlopp import lat_ga, paborja
from domain.liv.kommandon import las_kommando
from domain.register.auktorisation import Auktorisation
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.skeende.inkommet import Inkommet
from regelverk import las_utgavor
from tests.verktyg.spel import FORARBETE, KUNDER, KV, Spel, d, regelverket, tid

NYA: list[dict[str, Any]] = [
    {"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01", "till": "2025-12-31"},
    {"nyckel": "plangranskning.arbetsdagar", "varde": 3, "fran": "2025-01-01"},
    {"nyckel": "trepartsmote.antal", "varde": 2, "fran": "2025-01-01"},
]
"""The values of the edition of 2025 as a kommando states them."""
Filer = dict[str, dict[str, Any]]


def fil_2025(rader: list[dict[str, Any]]) -> dict[str, Any]:
    """The same values as a file would hold them."""
    parametrar = []
    for rad in rader:
        p = regelverket().parameter(rad["nyckel"])
        datum = {falt: d(rad[falt]) for falt in ("fran", "till") if rad.get(falt)}
        kalla = {"enhet": p.enhet, "paragraf": p.paragraf, "krav": p.krav, "status": p.status, "text": p.text}
        parametrar.append({"nyckel": p.nyckel, "varde": rad["varde"], **kalla, **datum})
    return {"regelverk": {"utgava": "2025", "fran": d("2025-01-01"), "kalla": "påhittad"}, "parameter": parametrar}


def med_fil(rader: list[dict[str, Any]]) -> Filer:
    return {**copy.deepcopy({k: dict(v) for k, v in las_utgavor().items()}), "2025.toml": fil_2025(rader)}


def pagaende_under(regelverk: Regelverk, start: str) -> Spel:
    """A case that runs under those rules from its first day; in all else as ``Spel.pagaende``."""
    spel = Spel(tid("2024-03-01T09:00"))
    data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": KUNDER["AMI2"], **FORARBETE}
    steg = paborja(
        "arende-1", Inkommet("dag1", KV, las_kommando(data)), regelverk, Auktorisation(date(2024, 1, 1)), spel.nu
    )
    steg += lat_ga(steg.insats, spel.nu)
    spel.insats, spel.poster, spel.meddelanden = steg.insats, [*steg.poster], [*steg.meddelanden]
    spel.anordnare("2024-03-01T10:00", "bemanna", handlaggare="H1")
    return spel.kv("2024-03-01T11:00", "lagg_in_uppdrag", startdatum=start)


def vid_start(start: str = "2024-03-11") -> Spel:
    """Both files were there when the case began."""
    return pagaende_under(skapa_regelverk(med_fil(NYA)), start)


def i_loppet(start: str = "2024-03-11") -> Spel:
    """The case began under 2024 alone, and was told of 2025 in November."""
    return Spel.pagaende(start=start).systemet("2024-11-20", "infor_regelverk", utgava="2025", varden=NYA)


TVA_VAGAR = pytest.mark.parametrize("fall_med_bada", [vid_start, i_loppet])
Fabrik = Callable[..., Spel]


def rad(nyckel: str, varde: Any, fran: str, till: str | None = None) -> dict[str, Any]:
    return {"nyckel": nyckel, "varde": varde, "fran": fran} | ({"till": till} if till else {})
