"""To find a case: by its id, or by whose it is. What is not one's own to see is not found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.roller import LASER_REGISTRET
from domain.register.personnummer import tolka_personnummer
from persistence.arende import lasning
from persistence.register.kund import kundlasning
from persistence.register.kund.kundlasning import Kundpost

FLEST = 25


@dataclass(frozen=True, slots=True)
class Traff:
    """A kund that was found, with the cases that one may see."""

    kund: Kundpost
    arenden: Sequence[str]


@dataclass(frozen=True, slots=True)
class Funnet:
    """What was found: a case by its id, or kunder; ``fler`` says that there are more than are shown."""

    arende: str | None
    kunder: Sequence[Traff]
    fler: bool


def sok(motor: Engine, som: Aktor, text: str, idag: date) -> Funnet:
    """Look for a case id, a personnummer or the beginning of parts of a name, whichever it reads as.

    Raises:
        Avvisning: K3.3, nothing or too little to look for.
    """
    text = " ".join(text.split())
    if len(text) < 2:
        raise Avvisning("K3.3", "skriv minst två tecken", "sok")
    if lasning.ett_arende(motor, som, text) is not None:
        return Funnet(text, (), False)
    if som.roll not in LASER_REGISTRET:
        return Funnet(None, (), False)
    try:
        siffror = tolka_personnummer(text, idag).siffror
    except (Avvisning, ValueError):
        poster = kundlasning.lista(motor, som, namn=text, antal=FLEST + 1)
    else:
        kund = kundlasning.med_personnummer(motor, som, siffror)
        poster = (
            [Kundpost(kund.id, None if kund.skydd else kund.namn, kund.skydd, kund.karriarvagledare)] if kund else []
        )
    traffar = [Traff(p, kundlasning.arenden(motor, som, p.id)) for p in poster[:FLEST]]
    return Funnet(None, traffar, len(poster) > FLEST)
