"""Who may see what (``domain.insyn``), as conditions on the tables. ``som`` None is the service itself."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, true

from domain.insyn import SER_ALLA_ARENDEN, SER_INGA_TEXTER
from domain.parter import Aktor, Roll
from persistence import tabeller
from persistence.tabeller import insats


def ser_arende(som: Aktor | None) -> ColumnElement[bool]:
    """``insyn.far_se_arende`` as a condition on ``insats``."""
    if som is None or som.roll in SER_ALLA_ARENDEN:
        return true()
    return insats.c.anordnare == som.organisation if som.roll is Roll.ANORDNARE else false()


def ser_texter(som: Aktor | None) -> ColumnElement[bool]:
    """``insyn.far_se_dokument`` as a condition on ``insats`` and ``dokument``.

    The words of a decided end are the anordnare's to read only if a line tells it the reason (K13.3): a decision that
    was refused has words too, and no line.
    """
    if som is None or som.roll is not Roll.ANORDNARE:
        return false() if som is not None and som.roll in SER_INGA_TEXTER else ser_arende(som)
    d, j = tabeller.dokument.c, tabeller.journal.c
    dold = or_(
        and_(j.slag == "avslut_beslutat", func.coalesce(j.handelse["orsak_dold"].as_boolean(), false())),
        and_(j.slag == "uppgift_rattad", j.handelse["vad"].as_string() == "besluta_avslut"),
    )
    berattad = exists().where(j.arende == d.arende, j.dokument == d.id, not_(dold))
    r = tabeller.journal.alias().c
    dold_sedan = exists().where(
        r.arende == d.arende,
        r.slag == "uppgift_rattad",
        r.handelse["vad"].as_string() == "besluta_avslut",
        r.handelse["efter"]["dolj_orsak"].as_boolean(),
    )
    return and_(ser_arende(som), or_(d.slag.not_in(_KAN_ROJA_ORSAKEN), and_(berattad, not_(dold_sedan))))


_KAN_ROJA_ORSAKEN = ("besluta_avslut", "ratta")
"""Kinds of document whose words may give away the reason of an end."""


def riktad_till(som: Aktor | None, roll: ColumnElement[str], part: ColumnElement[str | None]) -> ColumnElement[bool]:
    """What is sent to, or owed by, ``som``: by organisation, by id, or for other roles by the role."""
    if som is None:
        return true()
    match som.roll:
        case Roll.ANORDNARE:
            return and_(roll == som.roll.value, part == som.organisation)
        case Roll.KARRIARVAGLEDARE:
            return and_(roll == som.roll.value, part == som.id)
        case Roll.KUND:
            return and_(roll == som.roll.value, insats.c.kund == som.id)
        case _:
            return and_(roll == som.roll.value, or_(part.is_(None), part == som.id))
