"""What one may say to a case, grouped by what it is about, so that a list of thirty is six short ones; each leads to
where it is said, and what has nothing to be said of now says so instead of asking for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from domain.forklaring.saknas import att_granska, saknas
from domain.liv.rutin import KOMMANDON
from starter.tjanster.arendeblad import Blad

GRUPPER: Mapping[str, str] = {
    "inlamning": "Plan och rapporter",
    "kontakt": "Kontakt och möten",
    "franvaro": "Frånvaro",
    "dialog": "Frågor, förslag och meddelanden",
    "uppdrag": "Uppdrag och bemanning",
    "ersattning": "Pengar",
    "slut": "Avslut och förlängning",
    "omvarld": "Det som ändras utanför ärendet",
    "liv": "Rätta och skriva av",
}
"""The chapter's room, or ``liv`` for what is about every chapter → what its group is called, in the page's order."""


@dataclass(frozen=True, slots=True)
class Att:
    """What may be said: its address below the case and its words; ``inte`` is why it has nothing to be said of now."""

    verb: str
    vag: str
    text: str
    inte: str = ""


EGNA_SIDOR: Mapping[str, str] = {
    "anteckna_internt": "meddelanden/anteckning", "granska_manadsrapport": "rapporter",
    "skriv_meddelande": "meddelanden/ny", "stang_trad": "meddelanden", "svara_i_trad": "meddelanden",
}  # fmt: skip
"""What has a page of its own, and where below the case it is said or chosen."""


def egen_sida(b: Blad, verb: str) -> str | None:
    """Below the case, where a kommando is said that has a page of its own; None for one that has not."""
    if verb == "granska_manadsrapport" and (manader := att_granska(b.insats)):
        return f"granska/{manader[0]}"
    return EGNA_SIDOR.get(verb)


def grupper(b: Blad) -> list[tuple[str, list[Att]]]:
    """Group → what may be said, also what has nothing to be said of now; a group with nothing in it is left out."""
    svar: dict[str, list[Att]] = {g: [] for g in GRUPPER}
    hem = f"/arenden/{quote(b.rad.arende, safe='')}"
    for v in b.mojliga:
        vag = f"{hem}/{egen_sida(b, v) or f'gor/{v}'}"
        svar[rum(v)].append(Att(v, vag, KOMMANDON[v].rubrik, saknas(b.insats, b.som, v) or ""))
    return [(GRUPPER[g], alla) for g, alla in svar.items() if alla]


def rum(verb: str) -> str:
    """The room of the domain that a kommando is written in."""
    delar = KOMMANDON[verb].__module__.split(".")
    return delar[2] if delar[1] == "kapitel" else "liv"
