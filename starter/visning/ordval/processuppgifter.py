"""What stands in a process, as tables of words: decided values (K16.5), and a yearly review (K16.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.regler.nycklar import slag_for
from starter.visning.ordval.namndtext import Tabell
from starter.visning.regelverk import visa_varde

_BEDOMNING = {"uppfyllt": "uppfyllt", "delvis": "delvis uppfyllt", "inte_uppfyllt": "inte uppfyllt"}


def uppgifter(slag: str, data: Mapping[str, Any]) -> list[Tabell]:
    """The tables of a process of the kind, by what is listed of it; none for one that its lines tell all of."""
    if slag == "regelutgava":
        kolumner = ("Nyckel", "Värde", "Från", "Till")
        return [Tabell("varden", f"Värden, beslut {data['beslut']}", kolumner, tuple(map(_varde, data["varden"])))]
    if slag == "kvalitetsuppfoljning":
        return list(_uppfoljning(data))
    return []


def _varde(v: Mapping[str, Any]) -> tuple[str, ...]:
    return v["nyckel"], i_ord(v), v["fran"], v["till"] or "tills vidare"


def i_ord(v: Mapping[str, Any]) -> str:
    """A decided value as staff read it."""
    varde, slag = v["varde"], slag_for(v["nyckel"])
    if varde is None:
        return "struket"
    if isinstance(varde, list):
        varde = tuple(tuple(d) if isinstance(d, list) else d for d in varde)
    return visa_varde(varde, slag.enhet if slag else "")


def _uppfoljning(data: Mapping[str, Any]) -> Iterator[Tabell]:
    siffror = tuple((rubrik, tal) for rubrik, tal in data["siffror"])
    yield Tabell("siffror", f"Siffrorna {data['ar']}, som de stod {data['dag']}", ("Siffra", "Värde"), siffror)
    rader = tuple(
        (str(i["nummer"]), i["villkor"], "struken" if i["struken"] else _BEDOMNING[i["bedomning"]])
        for i in data["iakttagelser"]
    )
    yield Tabell("iakttagelser", "Iakttagelser", ("Nummer", "Villkor", "Bedömning"), rader)
    atgarder = tuple((str(a["nummer"]), str(a["iakttagelse"]), a["frist"], _lage(a)) for a in data["atgarder"])
    yield Tabell("atgarder", "Åtgärder", ("Nummer", "Iakttagelse", "Svar senast", "Läge"), atgarder)


def _lage(a: Mapping[str, Any]) -> str:
    if a["struken"]:
        return "struken"
    if a["godkand"]:
        return "godkänd"
    if a["vantar"]:
        return "försenad" if a["forsenad"] else "väntar på svar"
    return "besvarad, väntar på granskning"
