"""Jämförelseverktyget: whom a kund may choose among, and whose turn it is for one who does not (§5.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Kundval
from domain.kvalitet.jamforelsen import Jamforelsetal, for_den_som_valjer
from domain.regler.regelverk import Regelverk
from persistence.kvalitet.nyckeltal import nyckeltal
from persistence.register.anordnare.register import Anordnare, auktoriserade
from starter.tjanster.kunden import forval


@dataclass(frozen=True, slots=True)
class Jamforelse:
    """The anordnare of a kundval on a day, by name; ``forvald`` is None on a day that the list does not reach."""

    kundval: Kundval
    dag: date
    forvald: str | None
    varfor: str
    anordnare: Sequence[Anordnare]


def jamfor(motor: Engine, regelverk: Regelverk, kundval: Kundval, dag: date) -> Jamforelse:
    """Raises: DatabasFel."""
    try:
        forvald, varfor = forval.forvalsanordnare(motor, regelverk, kundval, dag)
    except Avvisning as nej:
        return Jamforelse(kundval, dag, None, nej.text, auktoriserade(motor, kundval, dag))
    return Jamforelse(kundval, dag, forvald, varfor, auktoriserade(motor, kundval, dag))


def minst(regelverk: Regelverk, idag: date) -> int:
    """The least number that anybody is told (K16.3)."""
    return regelverk.tal("namnd.minsta_antal", idag)


def siffror(motor: Engine, regelverk: Regelverk, kundval: Kundval, ar: int, idag: date) -> Mapping[str, Jamforelsetal]:
    """A kundval's year as one who chooses is told of it, by anordnare (K5.4, K16.3).

    Raises: Avvisning, K16.1, for a year of which no day has been; DatabasFel.
    """
    alla = nyckeltal(motor, ar, idag=idag, regelverk=regelverk, kundval=kundval)
    return for_den_som_valjer(alla, minst(regelverk, idag), regelverk.tal("jamforelse.minst_avslutade", idag))
