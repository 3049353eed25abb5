"""Which bevakningar a list is of, as conditions: whose, what kind, in which band of frister; and the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import CTE, ColumnElement, ScalarSelect, Select, and_, any_, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import VANTAR
from persistence.insyn.tillgang import samma_id
from persistence.insyn.vem_ser import riktad_till, ser_arende
from persistence.tabeller.grund import bevakning, insats
from persistence.tabeller.kund import karriarvagledare

Vy = Literal["mina", "egna", "alla", "ingens", "klara", "kv_sena", "anordnare_sena"]
"""Whose: one's own (an anordnare's are its organisation's, and ``egna`` those of the cases that one staffs), one's
whole role's, nobody's; what one has done; and for who leads the work, others' late ones."""
Ordning = Literal["frist", "kund", "vad", "insats", "anordnare"]
"""What a band is in the order of; what is alike in that is by frist."""
Band = Literal["forsenade", "i_dag", "veckan", "senare", "passerade", "klara"]
"""``passerade``: the frist has been, and nothing is late of it (an underlag moves its payment, K14.7)."""
OPPNA_BAND: tuple[Band, ...] = ("forsenade", "i_dag", "veckan", "senare", "passerade")
RAKNAR_TILL = 200
"""A count that reaches this is shown as "fler än": further nobody reads, and each is held against who may see it."""
STANGDA = 50
"""So many more are looked at, should there be cases among them that are closed to one (K3.2)."""


@dataclass(frozen=True, slots=True)
class Urval:
    """Which bevakningar; ``slag`` and ``anordnare`` only those of that kind, and in that anordnare's cases."""

    vy: Vy = "mina"
    slag: str | None = None
    anordnare: str | None = None
    ordning: Ordning = "frist"


def vantar() -> ColumnElement[bool]:
    """What is not done yet."""
    return bevakning.c.utfall.in_(VANTAR)


def vems(som: Aktor, urval: Urval, idag: date) -> ColumnElement[bool]:
    """Those of the selection that one may see, on ``bevakning`` and ``insats``."""
    b = bevakning.c
    villkor = [vilka(som, urval, idag), or_(ser_arende(som), riktad_till(som, b.ansvarig, b.part))]
    if urval.anordnare:
        villkor.append(insats.c.anordnare == urval.anordnare)
    return and_(*villkor)


def vilka(som: Aktor, urval: Urval, idag: date) -> ColumnElement[bool]:
    """Those of the view, as a condition on ``bevakning`` alone, which its indexes answer."""
    b = bevakning.c
    roll = {"kv_sena": Roll.KARRIARVAGLEDARE, "anordnare_sena": Roll.ANORDNARE}.get(urval.vy, som.roll)
    villkor = [b.ansvarig == roll.value]
    match urval.vy:
        case "mina" | "egna" | "klara":
            egen = som.organisation if som.roll is Roll.ANORDNARE else som.id
            villkor.append(b.part == egen if som.roll in _HAR_PART else or_(b.part.is_(None), b.part == egen))
        case "ingens":
            villkor.append(or_(b.part.is_(None), b.part == any_(_slutade(idag))))
        case "kv_sena" | "anordnare_sena":
            villkor.append(b.utfall == "forsenad")
        case "alla":
            pass
    if urval.vy == "egna":
        i = _BEMANNADE.c
        egna = select(i.arende).where(i.anordnare == som.organisation, samma_id(i.handlaggare, som.id))
        villkor.append(b.arende.in_(egna))
    if urval.slag:
        villkor.append(b.slag == urval.slag)
    return and_(*villkor)


_BEMANNADE = insats.alias("bemannade")
_HAR_PART = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)


def _slutade(idag: date) -> ColumnElement[list[str]]:
    """The karriärvägledare who have left: what they owed is nobody's. As an array, which an index is asked by."""
    k = karriarvagledare.c
    return func.array(select(k.id).where(k.till < idag).scalar_subquery(), type_=ARRAY(Text))


def i_bandet(band: Band, idag: date) -> ColumnElement[bool]:
    """Late is what the clock has raised as late: what rests until another has done theirs is not (K6.3)."""
    b = bevakning.c
    sondag = idag + timedelta(days=6 - idag.weekday())
    match band:
        case "forsenade":
            return b.utfall == "forsenad"
        case "i_dag":
            return and_(b.utfall == "oppen", b.frist == idag)
        case "veckan":
            return and_(b.utfall == "oppen", b.frist > idag, b.frist <= sondag)
        case "senare":
            return and_(b.utfall == "oppen", b.frist > max(sondag, idag))
        case "passerade":
            return and_(b.utfall == "oppen", b.frist < idag)
        case "klara":
            return b.uppfylld.is_not(None)


def antal(som: Aktor, urval: Urval, idag: date, villkor: ColumnElement[bool]) -> ScalarSelect[int]:
    """How many of the selection, counted no further than ``RAKNAR_TILL``: a part of a statement."""
    if urval.anordnare:  # a case's, which no index of the bevakningar tells
        hittade = fran(select(bevakning.c.nyckel)).where(vems(som, urval, idag), villkor)
    else:
        nagra, synlig = forsta(som, and_(vilka(som, urval, idag), villkor), RAKNAR_TILL + STANGDA)
        hittade = select(nagra.c.slag).join(insats, nagra.c.arende == insats.c.arende).where(synlig)
    return hogst(hittade, RAKNAR_TILL)


def hogst(fraga: Select[*tuple[object, ...]], antal: int) -> ScalarSelect[int]:
    """How many rows a question has, counted no further than so many."""
    return select(func.count()).select_from(fraga.limit(antal).subquery()).scalar_subquery()


def fran(fraga: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    """The question, put to the bevakningar with their cases."""
    return fraga.select_from(bevakning.join(insats))


def forsta(som: Aktor, villkor: ColumnElement[bool], antal: int) -> tuple[CTE, ColumnElement[bool]]:
    """The first so many, found by their own index before their cases are asked for; and which of them one sees."""
    b = bevakning.c
    fraga = select(b.arende, b.slag, b.ansvarig, b.part).where(villkor).order_by(b.utfall, b.frist).limit(antal)
    nagra = fraga.cte()
    return nagra, or_(ser_arende(som), riktad_till(som, nagra.c.ansvarig, nagra.c.part))
