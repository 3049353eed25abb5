"""What has changed since somebody last asked: in the cases that are one's own, and in what one was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, func, literal, or_, select, tuple_

from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.insyn.vem_ser import riktad_till, ser_arende
from persistence.tabeller.grund import insats
from persistence.tabeller.post import meddelande

FLEST = 500


@dataclass(frozen=True, slots=True)
class Andring:
    """A case that has a new line, or a process or case that a message has come of.

    Attributes:
        nr: the case's last line; 0 for what is told by the message alone.
        meddelanden: how many unread messages have come to one since then.
    """

    arende: str
    tid: datetime
    nr: int
    meddelanden: int


def sedan(motor: Engine, som: Aktor, tid: datetime, arende: str) -> list[Andring]:
    """What is newer than an instant and case, oldest first, at most ``FLEST``.

    A karriärvägledare is told of their own cases, an anordnare of its organisation's, others of all they see.
    """
    i, m = insats.c, meddelande.c
    egna = (i.karriarvagledare == som.id,) if som.roll is Roll.KARRIARVAGLEDARE else ()
    arenden = select(i.arende, i.senast.label("tid"), i.nr, literal(0).label("antal")).where(
        ser_arende(som), *egna, i.senast >= tid
    )
    brev = (
        select(m.arende, func.max(m.tid).label("tid"), literal(0).label("nr"), func.count().label("antal"))
        .select_from(meddelande.outerjoin(insats, i.arende == m.arende))
        .where(riktad_till(som, m.till, m.part), m.last.is_(None), m.tid >= tid)
        .group_by(m.arende)
    )
    alla = arenden.union_all(brev).subquery().c
    samlat = (
        select(alla.arende, func.max(alla.tid), func.max(alla.nr), func.sum(alla.antal))
        .group_by(alla.arende)
        .having(or_(func.max(alla.tid) > tid, and_(func.max(alla.tid) == tid, alla.arende > arende)))
        .order_by(tuple_(func.max(alla.tid), alla.arende))
        .limit(FLEST)
    )
    with transaktion(motor) as forbindelse:
        return [Andring(r[0], r[1], r[2], int(r[3])) for r in forbindelse.execute(samlat)]
