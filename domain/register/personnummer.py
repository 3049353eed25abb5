"""A personnummer or samordningsnummer: twelve digits that hold a birth date and a check digit (K1.2, K3.2).

The check digit is python-stdnum's to judge; its own reader of personnummer takes ten digits, asks the machine what
year it is, and knows no samordningsnummer, so the form is judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from stdnum import luhn

from domain.grund.avvisning import Avvisning
from domain.tid.kalender import alder

REGEL = "K1.2"
ALDSTA = 130
"""Years. Who would be older was not born then; the same limit as in the facts of a kund."""
_FORM = re.compile(r"([0-9]{8})-?([0-9]{4})")
_SAMORDNINGSNUMMER = 60
"""Is added to the day of birth in a samordningsnummer."""


@dataclass(frozen=True, slots=True)
class Personnummer:
    """A number that can be somebody's.

    Attributes:
        siffror: the twelve digits, without hyphen.
        fodelsedatum: the birth date that they tell.
        samordningsnummer: for one who is not in the population register.
    """

    siffror: str
    fodelsedatum: date
    samordningsnummer: bool = False

    def __str__(self) -> str:
        return f"{self.siffror[:8]}-{self.siffror[8:]}"


def tolka_personnummer(text: str, idag: date, falt: str = "personnummer") -> Personnummer:
    """Read twelve digits, with or without a hyphen before the last four.

    Raises:
        Avvisning: K1.2; the form, the date or the check digit is wrong. The number is never repeated (K3.3).
    """
    if not (m := _FORM.fullmatch(text.strip())):
        raise Avvisning(REGEL, "ska skrivas med tolv siffror, ÅÅÅÅMMDD-NNNN", falt)
    siffror = m[1] + m[2]
    ar, manad, dag = int(siffror[:4]), int(siffror[4:6]), int(siffror[6:8])
    samordnat = dag > _SAMORDNINGSNUMMER
    try:
        fodd = date(ar, manad, dag - _SAMORDNINGSNUMMER if samordnat else dag)
    except ValueError:
        raise Avvisning(REGEL, "de första åtta siffrorna är inget datum", falt) from None
    prova_fodelsedatum(fodd, idag, falt)
    if not luhn.is_valid(siffror[2:]):
        raise Avvisning(REGEL, "kontrollsiffran stämmer inte", falt)
    return Personnummer(siffror, fodd, samordnat)


def prova_fodelsedatum(fodd: date, idag: date, falt: str = "fodelsedatum") -> None:
    """Whether someone alive on ``idag`` can have been born then. Raises: Avvisning, K1.2."""
    if fodd > idag:
        raise Avvisning(REGEL, "födelsedatumet ligger i framtiden", falt)
    if alder(fodd, idag) > ALDSTA:
        raise Avvisning(REGEL, f"födelsedatumet ligger mer än {ALDSTA} år tillbaka", falt)
