"""The service's own inbox: what has been sent to whom, and what nobody has read.

Who may see what is part of every question, and openings are logged, as in ``persistence.arende.lasning``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Engine, FromClause, Select, func, or_, select, tuple_, update

from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import riktad_till, ser_arende
from persistence.tabeller.grund import insats
from persistence.tabeller.post import meddelande


@dataclass(frozen=True, slots=True)
class Inkorgsrad:
    """A message in the service's own inbox; ``last`` is when it was read and by whom."""

    id: int
    arende: str
    nr: int
    tid: datetime
    till: Roll
    part: str | None
    regel: str
    rubrik: str
    last: datetime | None
    last_av: str | None


def inkorg(
    motor: Engine, som: Aktor, *, bara_olasta: bool = False, fore: tuple[datetime, int] | None = None,
    antal: int | None = None,
) -> list[Inkorgsrad]:  # fmt: skip
    """What has been sent to ``som``, newest first.

    Args:
        fore: only what came before the message of this instant and id; ``antal`` at most so many.
    """
    m = meddelande.c
    fraga = _meddelanden().where(riktad_till(som, m.till, m.part)).order_by(m.tid.desc(), m.id.desc())
    if bara_olasta:
        fraga = fraga.where(m.last.is_(None))
    if fore is not None:
        fraga = fraga.where(tuple_(m.tid, m.id) < tuple_(*fore))
    return _hamta_meddelanden(motor, som, fraga.limit(antal))


def olasta(som: Aktor) -> Select[*tuple[object, ...]]:
    """The messages to ``som`` that nobody has read, as a question to count."""
    m = meddelande.c
    return _meddelanden().with_only_columns(m.id).where(riktad_till(som, m.till, m.part), m.last.is_(None))


def olasta_hos_anordnare(motor: Engine, som: Aktor) -> list[Inkorgsrad]:
    """Messages to the anordnare that nobody there has read, in the cases one may see, oldest first (K6.6)."""
    m = meddelande.c
    fraga = _meddelanden().where(m.till == Roll.ANORDNARE.value, m.last.is_(None), ser_arende(som))
    return _hamta_meddelanden(motor, som, fraga.order_by(m.tid, m.id))


def markera_last(motor: Engine, som: Aktor, meddelanden: Iterable[int]) -> int:
    """Note that ``som`` has read messages of theirs; returns how many were unread until now."""
    m = meddelande.c
    olasta = _meddelanden().with_only_columns(m.id).where(
        m.id.in_(list(meddelanden)), m.last.is_(None), riktad_till(som, m.till, m.part)
    )  # fmt: skip
    satt = update(meddelande).where(m.id.in_(olasta), m.last.is_(None)).values(last=func.now(), last_av=str(som))
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(satt).rowcount


def meddelanden(
    motor: Engine, som: Aktor | None, arende: str, *, efter: int | None = None, antal: int | None = None
) -> list[Inkorgsrad]:
    """The messages of a case in the order they were sent; an anordnare and outer roles see those sent to them.

    Args:
        efter: only those sent after the one of this id; ``antal`` at most so many.
    """
    m, sist = meddelande.c, meddelande.alias("sist").c
    synlig = riktad_till(som, m.till, m.part)
    if som is None or som.roll is not Roll.ANORDNARE:
        synlig = or_(synlig, ser_arende(som))
    fraga = _meddelanden().where(m.arende == arende, synlig).order_by(m.nr, m.ordning)
    if efter is not None:
        plats = select(sist.nr, sist.ordning).where(sist.arende == arende, sist.id == efter)
        fraga = fraga.where(tuple_(m.nr, m.ordning) > plats.scalar_subquery())
    return _hamta_meddelanden(motor, som, fraga.limit(antal), sokt=arende)


def _meddelanden() -> Select[*tuple[object, ...]]:
    kolumner = (meddelande.c[f.name] for f in fields(Inkorgsrad))
    # A message of a process beside the cases belongs to no insats.
    ur: FromClause = meddelande.outerjoin(insats, insats.c.arende == meddelande.c.arende)
    return select(*kolumner).select_from(ur)


def _hamta_meddelanden(
    motor: Engine, som: Aktor | None, fraga: Select[*tuple[object, ...]], *, sokt: str | None = None
) -> list[Inkorgsrad]:
    with transaktion(motor) as forbindelse:
        rader = map(dict, forbindelse.execute(fraga).mappings())
        svar = [Inkorgsrad(**r | {"till": Roll(r["till"])}) for r in rader]
        oppningar.anteckna(forbindelse, som, "meddelandena", {r.arende for r in svar}, sokt=sokt)
        return svar
