"""The kinds that stand beside the cases, as the desk calls them, and who may say what in them."""

from __future__ import annotations

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.processer.gallring.rutin import GALLRING
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.regelutgava.rutin import REGELUTGAVA
from domain.skeende.kommando import Kommando

SLAGORD = {
    PERSONUPPGIFTSINCIDENT.slag: "Personuppgiftsincidenter",
    MASSBYTE.slag: "Flyttar av många ärenden",
    VILLKORSUTSKICK.slag: "Villkor till alla anordnare",
    ANORDNARAKT.slag: "Anordnarnas personal och villkor",
    REGELUTGAVA.slag: "Beslutade belopp och värden",
    KVALITETSUPPFOLJNING.slag: "Kvalitetsuppföljningar",
    GALLRING.slag: "Gallringar",
}
NYA = {
    "anmal_incident": PERSONUPPGIFTSINCIDENT.slag,
    "byt_alla_karriarvagledare": MASSBYTE.slag,
    "byt_alla_anordnare": MASSBYTE.slag,
    "skicka_villkor_till_alla": VILLKORSUTSKICK.slag,
    "aterkalla_villkor_hos_alla": VILLKORSUTSKICK.slag,
    "foresla_checkbelopp": REGELUTGAVA.slag,
    "foresla_varden": REGELUTGAVA.slag,
    "oppna_uppfoljning": KVALITETSUPPFOLJNING.slag,
    "foresla_gallring": GALLRING.slag,
}
"""Kommandon that a process of its own begins with."""
NY = "ny"
"""What stands in the place of an id where a process is to begin."""
_PREFIX = {f"{r.namn}-": r.slag for r in PROCESSER.values() if r.namn}


def slag_av(id: str) -> str:
    """The kind of a process, by its id. Raises: FinnsInte."""
    for prefix, slag in _PREFIX.items():
        if id.startswith(prefix):
            return slag
    raise FinnsInte("K3.3", "sidan finns inte", "id")


def typ_av(som: Aktor, id: str, verb: str) -> type[Kommando]:
    """The kommando, if one's role may say it there. Raises: FinnsInte, Avvisning."""
    if (id == NY) != (verb in NYA):
        raise FinnsInte("K0.6", "sidan finns inte", "kommando")
    typ = PROCESSER[NYA[verb] if id == NY else slag_av(id)].verb.get(verb)
    if typ is None:
        raise FinnsInte("K0.6", "sidan finns inte", "kommando")
    if not far(som, typ):
        raise Avvisning(typ.regel, "det här är inte till för din roll", "kommando")
    return typ


def far(som: Aktor, typ: type[Kommando]) -> bool:
    """Whether one's role may say it at all."""
    return som.roll in typ.roller
