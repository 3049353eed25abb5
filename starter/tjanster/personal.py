"""§3.2.1: an anordnare keeps its staff's details current (K3.4); the employment itself is said to its record.

And whom a form may name: those of the registers that the one who writes may see.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import visat
from domain.grund.parter import Aktor, Roll
from domain.register.epostadress import ar_epostadress
from domain.register.falt import las_rad
from persistence.databas.falt import Forst
from persistence.inloggning import medarbetare
from persistence.insyn import tillgang
from persistence.register.anordnare import personal, register
from persistence.register.kund import karriarvagledare

Register = Literal["egna", "karriarvagledare", "socialsekreterare", "anordnare"]
NAMNER: Mapping[tuple[str, str], Register] = {
    ("", "handlaggare"): "egna",
    ("", "vikarie"): "egna",
    ("personal_slutar", "person"): "egna",
    ("", "karriarvagledare"): "karriarvagledare",
    ("byt_karriarvagledare", "till"): "karriarvagledare",
    ("byt_alla_karriarvagledare", "fran"): "karriarvagledare",
    ("byt_alla_karriarvagledare", "till"): "karriarvagledare",
    ("utse_socialsekreterare", "till"): "socialsekreterare",
    ("", "anordnare"): "anordnare",
    ("byt_alla_anordnare", "fran"): "anordnare",
    ("byt_alla_anordnare", "till"): "anordnare",
}
"""(Kommando, field) → the register that what it names is in; an empty kommando is any other."""
_UTANFOR = (Roll.ANORDNARE, Roll.KUND)
"""Who is not shown the municipality's staff."""


def kanda(motor: Engine, som: Aktor, verb: str, falt: Sequence[str], idag: date) -> dict[str, list[tuple[str, str]]]:
    """Field → whom it may name: what is written in it, and what they are called. Raises: Avvisning, K3.4."""
    register_for = {f: r for f in falt if (r := NAMNER.get((verb, f)) or NAMNER.get(("", f)))}
    svar = {r: _ur(motor, som, r, idag) for r in set(register_for.values())}
    return {f: svar[r] for f, r in register_for.items() if svar[r]}


def _ur(motor: Engine, som: Aktor, r: Register, idag: date) -> list[tuple[str, str]]:
    match r:
        case "egna" if som.roll is Roll.ANORDNARE:
            return [(p.person, p.namn or "") for p in personal.lista(motor, som) if p.till is None or p.till >= idag]
        case "karriarvagledare" if som.roll not in _UTANFOR:
            return [(k.id, k.namn) for k in karriarvagledare.alla(motor, dag=idag)]
        case "socialsekreterare" if som.roll not in _UTANFOR:
            return [(m.id, m.namn) for m in medarbetare.alla(motor, roll=Roll.SOCIALSEKRETERARE, dag=idag)]
        case "anordnare":
            return [(namn, "") for namn in register.anordnarna(motor)]
        case _:
            return []


def andra(
    motor: Engine, som: Aktor, person: str, uppgifter: Mapping[str, str | None], *, forst: Forst | None = None
) -> None:
    """Change the name, e-mail or task of somebody at one's own organisation; what is None stays.

    ``forst`` is asked of the row as it stands, locked.

    Raises: Avvisning, K3.4.
    """
    if som.roll is not Roll.ANORDNARE or not som.organisation:
        raise Avvisning("K3.4", "det här gör anordnaren", "av")
    tillgang.prova_tillgang(motor, som)
    if not any(p.person == person for p in personal.lista(motor, som)):
        raise Avvisning("K3.4", f"{visat(person, 'personen')} finns inte i registret", "person")
    givna = {k: v for k, v in uppgifter.items() if v}
    for falt, text in givna.items():
        if falt == "epost" and not ar_epostadress(text):
            raise Avvisning("K3.4", "ska vara en e-postadress", "epost")
        try:
            las_rad(text)
        except ValueError as fel:
            raise Avvisning("K3.4", str(fel), falt) from None
    if givna:
        personal.satt_uppgifter(motor, som.organisation, person, givna, forst=forst)
