"""Who has access: staff who have left see nothing from that day on, nor do those whom no register has (K3.4, K5.1).

Ids of people are compared without case. A register that holds nobody yet holds nobody out, or the first could never be
let in; an anordnare's own register closes doors and does not open them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, exists, func, not_, or_, select, true

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.tabeller.inloggning import medarbetare
from persistence.tabeller.kund import karriarvagledare, kund
from persistence.tabeller.personal import personal

_TJANSTGORANDE = karriarvagledare.alias("tjanstgorande")
_SOCIALSEKRETERARE = medarbetare.alias("socialsekreterare")

SER_ALL_PERSONAL = frozenset(
    {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR, Roll.SYSTEM}
)
"""Those whom a change of staff is reported to (§3.2.1); an anordnare sees its own."""

STOCKHOLM = "Europe/Stockholm"
IDAG = func.date(func.timezone(STOCKHOLM, func.now()))
"""The Stockholm date of the database's clock (K0.1)."""


def prova_tillgang(motor: Engine, aktor: Aktor) -> None:
    """Let no one speak whose employment has ended, or whom the register of their role does not have.

    Raises:
        Avvisning: K3.4, from the day after the last day of an anordnare's employee; K5.1, a karriärvägledare who is
            not in the register, or not employed today; K13.9, a kund whom the register does not have.
    """
    with transaktion(motor) as forbindelse:
        prova_tillgang_i(forbindelse, aktor)


def prova_tillgang_i(forbindelse: Connection, aktor: Aktor) -> None:
    """The same in a transaction that asks for more."""
    if aktor.roll is Roll.KARRIARVAGLEDARE:
        _prova_karriarvagledare(forbindelse, aktor)
    if aktor.roll is Roll.KUND and not forbindelse.execute(_AR_KUND, {"b_person": aktor.id}).scalar():
        raise Avvisning("K13.9", "kunden finns inte i registret", "av")
    if aktor.roll is not Roll.ANORDNARE:
        return
    vem = {"b_anordnare": aktor.organisation, "b_person": aktor.id}
    if (till := forbindelse.execute(_NAR_DEN_SLUTADE, vem).scalar()) is not None:
        raise Avvisning("K3.4", f"behörigheten upphörde {till}, den sista anställningsdagen", "av")


def _prova_karriarvagledare(forbindelse: Connection, aktor: Aktor) -> None:
    if forbindelse.execute(_AR_I_TJANST, {"b_person": aktor.id}).scalar():
        return
    raise Avvisning("K5.1", "karriärvägledaren finns inte i registret, eller är inte i tjänst i dag", "av")


@lru_cache(1024)  # what hangs on nothing but who asks; the day is the database's own
def har_tillgang(som: Aktor) -> ColumnElement[bool]:
    """The same as a condition on what is read: nothing is there for one who has no access."""
    if som.roll is Roll.KARRIARVAGLEDARE:
        return ar_i_tjanst(som.id)
    if som.roll is Roll.ANORDNARE:
        return ~exists(select(personal.c.person).where(_slutat(som.organisation, som.id)))
    return true()


def ar_i_tjanst(id: Any, dag: Any = IDAG) -> ColumnElement[bool]:
    """Whether a karriärvägledare is in the register and employed on a day; anybody is, while it holds nobody."""
    k = _TJANSTGORANDE.c
    nagon = exists(select(karriarvagledare.c.id))
    egen = exists(select(k.id).where(samma_id(k.id, id), k.fran <= dag, or_(k.till.is_(None), k.till >= dag)))
    return or_(not_(nagon), egen)


def socialsekreterare_i_tjanst(id: Any, dag: Any = IDAG) -> ColumnElement[bool]:
    """The same of a socialsekreterare; anybody is, while the register holds none."""
    m = _SOCIALSEKRETERARE.c
    rollen = m.roll == Roll.SOCIALSEKRETERARE.value
    galler = (rollen, samma_id(m.id, id), m.fran <= dag, or_(m.till.is_(None), m.till >= dag))
    return or_(not_(exists(select(medarbetare.c.id).where(medarbetare.c.roll == Roll.SOCIALSEKRETERARE.value))),
               exists(select(m.id).where(*galler)))  # fmt: skip


def samma_id(kolumn: ColumnElement[str], id: Any) -> ColumnElement[bool]:
    """Whether two ids are one person's (``domain.grund.beteckning.samma_person``)."""
    return func.lower(kolumn) == func.lower(id)


def _slutat(anordnare: ColumnElement[str] | str | None, person: ColumnElement[str] | str) -> ColumnElement[bool]:
    p = personal.c
    return and_(p.anordnare == anordnare, samma_id(p.person, person), p.till < IDAG)


# Asked before everything that is said: to build the question would take longer than its answer.
_NAR_DEN_SLUTADE = select(personal.c.till).where(_slutat(bindparam("b_anordnare"), bindparam("b_person")))
_AR_KUND = select(or_(not_(exists(select(kund.c.id))), exists().where(kund.c.id == bindparam("b_person"))))
_AR_I_TJANST = select(ar_i_tjanst(bindparam("b_person")))
