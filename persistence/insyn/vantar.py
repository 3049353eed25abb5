"""Whom what is awaited beside the cases lies on, as a condition on ``processbevakning``."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, not_, or_

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import VANTAR
from persistence.insyn.tillgang import har_tillgang, samma_id
from persistence.tabeller.process import processbevakning


def hos(som: Aktor) -> ColumnElement[bool]:
    """What ``som`` owes, done or not; nothing, when their employment has ended (K3.4).

    What one has prepared another signs: it is not owed by the one who may not do it (K14.6, K16.5).
    """
    b = processbevakning.c
    egen = b.part == (som.organisation if som.roll is Roll.ANORDNARE else som.id)
    hela = b.part.is_(None) if som.roll is not Roll.ANORDNARE else false()
    inte_utom = or_(b.utom.is_(None), not_(samma_id(b.utom, som.id)))
    return and_(b.ansvarig == som.roll.value, or_(egen, hela), inte_utom, har_tillgang(som))


def ogjort() -> ColumnElement[bool]:
    """What is not done yet."""
    return processbevakning.c.utfall.in_(VANTAR)
