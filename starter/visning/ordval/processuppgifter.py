"""What stands in a process, as tables of words: decided values (K16.5), a yearly review (K16.4), a gallring (K3.8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.grund.ordval import numerus
from domain.grund.parter import Aktor
from domain.regler.nycklar import slag_for
from persistence.process.gallring.gallringsprotokoll import Protokollrad
from starter.visning.ordval.lagesord import aktor_i_ord
from starter.visning.ordval.namndtext import Tabell
from starter.visning.reglerna import visa_varde

_BEDOMNING = {"uppfyllt": "uppfyllt", "delvis": "delvis uppfyllt", "inte_uppfyllt": "inte uppfyllt"}


def uppgifter(slag: str, data: Mapping[str, Any]) -> list[Tabell]:
    """The tables of a process of the kind, by what is listed of it; none for one that its lines tell all of."""
    if slag == "regelutgava":
        kolumner = ("Nyckel", "Värde", "Från", "Till")
        return [Tabell("varden", f"Värden, beslut {data['beslut']}", kolumner, tuple(map(_varde, data["varden"])))]
    if slag == "kvalitetsuppfoljning":
        return list(_uppfoljning(data))
    return []


_FLEST = 500
"""Rows of a gallring that a page shows; all stand in the protocol at the command line."""
_RAD = {"vantar": "inte gallrad än", "gallrad": "gallrad", "undantagen": "undantagen"}


def gallringen(data: Mapping[str, Any], rader: Sequence[Protokollrad]) -> list[Tabell]:
    """Who has signed, and the list that they sign or have signed, row by row with what has become of it (K3.8)."""
    skrivna = tuple((aktor_i_ord(Aktor.tolka(av)),) for av in data.get("underskrifter", ()))
    rubrik = f"Listan, {numerus(len(rader), 'rad', 'rader')}" + (
        f"; de {_FLEST} första visas" if len(rader) > _FLEST else ""
    )
    kolumner = ("Rad", "Vem", "Ärenden", "Läge", "Varför")
    lista = tuple(
        (str(r.nr), r.kund or (f"{r.person} hos {r.anordnare}" if r.person else "–"), ", ".join(r.arenden),
         _RAD.get(r.status, r.status), r.skal or "")
        for r in rader[:_FLEST]
    )  # fmt: skip
    return [Tabell("underskrifter", "Undertecknat av", ("Vem",), skrivna), Tabell("lista", rubrik, kolumner, lista)]


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
