"""What one may say to a case, grouped by what it is about, so that a list of thirty is six short ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.liv.rutin import KOMMANDON

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


def grupper(verb: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Group → kommando and what its link says; a group with nothing in it is left out."""
    svar: dict[str, list[tuple[str, str]]] = {g: [] for g in GRUPPER}
    for v in verb:
        svar[rum(v)].append((v, KOMMANDON[v].rubrik))
    return [(GRUPPER[g], rader) for g, rader in svar.items() if rader]


def rum(verb: str) -> str:
    """The room of the domain that a kommando is written in."""
    delar = KOMMANDON[verb].__module__.split(".")
    return delar[2] if delar[1] == "kapitel" else "liv"
