"""Whose access has ended: staff who have left see nothing from that day on (K3.4)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, exists, func, select

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.tabeller.personal import personal

SER_ALL_PERSONAL = frozenset(
    {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR, Roll.SYSTEM}
)
"""Those whom a change of staff is reported to (§3.2.1); an anordnare sees its own."""


def prova_tillgang(motor: Engine, aktor: Aktor) -> None:
    """Let no one speak whose employment has ended (K3.4).

    Raises:
        Avvisning: K3.4, from the day after the last day of the employment.
    """
    with transaktion(motor) as forbindelse:
        prova_tillgang_i(forbindelse, aktor)


def prova_tillgang_i(forbindelse: Connection, aktor: Aktor) -> None:
    """The same in a transaction that asks for more."""
    if aktor.roll is not Roll.ANORDNARE:
        return
    vem = {"b_anordnare": aktor.organisation, "b_person": aktor.id}
    if (till := forbindelse.execute(_NAR_DEN_SLUTADE, vem).scalar()) is not None:
        raise Avvisning("K3.4", f"behörigheten upphörde {till}, den sista anställningsdagen", "av")


def har_tillgang(som: Aktor) -> ColumnElement[bool]:
    """The same as a condition on what is read: nothing is there for one whose employment has ended."""
    return ~exists(select(personal.c.person).where(_slutat(som.organisation, som.id)))


def _slutat(anordnare: ColumnElement[str] | str | None, person: ColumnElement[str] | str) -> ColumnElement[bool]:
    p = personal.c
    idag = func.date(func.timezone("Europe/Stockholm", func.now()))
    return and_(p.anordnare == anordnare, p.person == person, p.till < idag)


# Asked before everything that is said: to build the question would take longer than its answer.
_NAR_DEN_SLUTADE = select(personal.c.till).where(_slutat(bindparam("b_anordnare"), bindparam("b_person")))
