"""The service's own inbox: what has been sent to whom, and what nobody has read.

Who may see what is part of every question, and openings are logged, as in ``persistence.arende.lasning``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import (
    CTE,
    ColumnElement,
    Engine,
    FromClause,
    Select,
    and_,
    func,
    or_,
    select,
    tuple_,
    union_all,
    update,
)

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
    svar: list[Inkorgsrad] = []
    bland = None if antal is None else antal + _STANGDA
    with transaktion(motor) as forbindelse:
        while True:
            rader = forbindelse.execute(_en_sida(som, bara_olasta, fore, bland)).mappings().all()
            for r in rader:
                varden = dict(r)
                if varden.pop("synlig"):
                    svar.append(Inkorgsrad(**varden | {"till": Roll(varden["till"])}))
            if antal is None or bland is None or len(svar) >= antal or len(rader) < bland:
                break
            fore = (rader[-1]["tid"], rader[-1]["id"])
        svar = svar[:antal]
        oppningar.anteckna(forbindelse, som, "meddelandena", {r.arende for r in svar})
    return svar


_STANGDA = 50
"""So many more are looked at, should there be cases among them that are closed to one (K3.2)."""


def _en_sida(
    som: Aktor, bara_olasta: bool, fore: tuple[datetime, int] | None, antal: int | None
) -> Select[*tuple[object, ...]]:
    """The first so many, and which of them one sees."""
    m = meddelande.c
    villkor: list[ColumnElement[bool]] = [m.last.is_(None)] if bara_olasta else []
    if fore is not None:
        villkor.append(tuple_(m.tid, m.id) < tuple_(*fore))
    nagra = _de_forsta(som, villkor, antal)
    synlig = riktad_till(som, nagra.c.till, nagra.c.part).label("synlig")
    sida = select(nagra, synlig).select_from(nagra.outerjoin(insats, insats.c.arende == nagra.c.arende))
    return sida.order_by(nagra.c.tid.desc(), nagra.c.id.desc())


def _de_forsta(som: Aktor, villkor: Iterable[ColumnElement[bool]], antal: int | None) -> CTE:
    """The first so many of what is sent to ``som``: found by their own index, in its order, before their cases are
    asked for. One's own and the whole role's lie apart in it, so each gives its first, however many there are."""
    m = meddelande.c
    ordning = m.tid.desc(), m.id.desc()
    # By the party first, which is one in each: that there is none is to the database no value, and so in no order.
    partens = ordning if som.roll is Roll.KUND else (m.part.desc(), *ordning)
    fraga = select(*(m[f.name] for f in fields(Inkorgsrad))).where(*villkor).order_by(*partens).limit(antal)
    alla = union_all(*(fraga.where(del_) for del_ in _till(som))).subquery()
    return select(alla).order_by(alla.c.tid.desc(), alla.c.id.desc()).limit(antal).cte()


_EGNA = insats.alias("egna_arenden")


def _till(som: Aktor) -> tuple[ColumnElement[bool], ...]:
    """What is sent to ``som``, on ``meddelande`` alone: its own, and its whole role's; a kund's by its own cases."""
    m, i = meddelande.c, _EGNA.c
    till = m.till == som.roll.value
    if som.roll is Roll.KUND:
        return (and_(till, m.arende.in_(select(i.arende).where(i.kund == som.id))),)
    if som.roll is Roll.ANORDNARE:
        return (and_(till, m.part == som.organisation),)
    return and_(till, m.part == som.id), and_(till, m.part.is_(None))


def olasta(som: Aktor, bland: int) -> Select[*tuple[object, ...]]:
    """The messages to ``som`` that nobody has read, as a question to count, among the first so many."""
    nagra = _de_forsta(som, [meddelande.c.last.is_(None)], bland)
    fraga = select(nagra.c.id).select_from(nagra.outerjoin(insats, insats.c.arende == nagra.c.arende))
    return fraga.where(riktad_till(som, nagra.c.till, nagra.c.part))


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
