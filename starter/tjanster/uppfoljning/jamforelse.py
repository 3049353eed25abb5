"""Jämförelseverktyget: whom a kund may choose among, and whose turn it is for one who does not (§5.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Kundval
from domain.regler.regelverk import Regelverk
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
