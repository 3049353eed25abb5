"""What tools read. Who may see what (``domain.insyn``) is part of every question put to the database.

``som`` is who asks; None is the service itself, which sees everything. What one may not see is answered as what is
not there. All raise DatabasFel when the database cannot be used now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, FromClause, Select, and_, case, false, func, or_, select, true, update

from domain.insyn import SER_ALLA_ARENDEN, SER_INGA_TEXTER
from domain.journal import Post
from domain.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.lagring import post_fran_json
from domain.parter import Aktor, Roll
from persistence import journalen, tabeller
from persistence.db import transaktion
from persistence.dokument import Dokument
from persistence.projektion import bevakningsrad, insatsrad, utbetalningsrad
from persistence.tabeller import bevakning, insats, meddelande, utbetalning

OPPNA = ("oppen", "forsenad")


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


@dataclass(frozen=True, slots=True)
class Bevakat:
    """A bevakning together with the case it stands in."""

    arende: str
    anordnare: str
    bevakning: Bevakningsrad


def arenden(motor: Engine, som: Aktor | None, *, status: str | None = None) -> list[Insatsrad]:
    """The cases one may see, latest touched first."""
    fraga = select(insats).where(_ser_arende(som)).order_by(insats.c.senast.desc(), insats.c.arende)
    if status is not None:
        fraga = fraga.where(insats.c.status == status)
    with transaktion(motor) as forbindelse:
        return [insatsrad(r) for r in forbindelse.execute(fraga).mappings()]


def ett_arende(motor: Engine, som: Aktor | None, arende: str) -> Insatsrad | None:
    """One case; None if there is none that one may see."""
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(select(insats).where(insats.c.arende == arende, _ser_arende(som))).mappings().first()
    return insatsrad(rad) if rad else None


def journalrader(motor: Engine, som: Aktor | None, arende: str) -> list[Post]:
    """The lines of a case, in order; none for a case one may not see."""
    with transaktion(motor) as forbindelse:
        synligt = forbindelse.execute(select(insats.c.nr).where(insats.c.arende == arende, _ser_arende(som))).first()
        rader = journalen.journalrader(forbindelse, arende) if synligt else []
    return [post_fran_json(r) for r in rader]


def bevakningar(
    motor: Engine,
    som: Aktor | None,
    *,
    roll: Roll | None = None,
    organisation: str | None = None,
    bara_oppna: bool = True,
    arende: str | None = None,
) -> list[Bevakat]:
    """Bevakningar in the cases one may see, and one's own: late ones first, then by frist.

    Args:
        roll: only those that this role owes.
        organisation: only those in this anordnare's cases.
        bara_oppna: only what is still awaited.
    """
    b = bevakning.c
    synlig = or_(_ser_arende(som), _riktad_till(som, b.ansvarig, b.part))
    fraga = select(bevakning, insats.c.anordnare).join(insats).where(synlig)
    if roll is not None:
        fraga = fraga.where(b.ansvarig == roll.value)
    if organisation is not None:
        fraga = fraga.where(insats.c.anordnare == organisation)
    if bara_oppna:
        fraga = fraga.where(b.utfall.in_(OPPNA))
    if arende is not None:
        fraga = fraga.where(b.arende == arende)
    sena_forst = case((b.utfall == "forsenad", 0), else_=1)
    fraga = fraga.order_by(sena_forst, b.frist, b.arende, b.oppnad, b.nyckel.collate("C"))
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga).mappings()
        return [Bevakat(r["arende"], r["anordnare"], bevakningsrad(r)) for r in rader]


def utbetalningar(motor: Engine, som: Aktor | None, arende: str) -> list[Utbetalningsrad]:
    """The rows of payment of a case, in order."""
    u = utbetalning.c
    fraga = select(utbetalning).join(insats).where(u.arende == arende, _ser_arende(som)).order_by(u.ordning)
    with transaktion(motor) as forbindelse:
        return [utbetalningsrad(r) for r in forbindelse.execute(fraga).mappings()]


def inkorg(motor: Engine, som: Aktor, *, bara_olasta: bool = False) -> list[Inkorgsrad]:
    """What has been sent to ``som``, newest first."""
    m = meddelande.c
    fraga = _meddelanden().where(_riktad_till(som, m.till, m.part)).order_by(m.tid.desc(), m.id.desc())
    if bara_olasta:
        fraga = fraga.where(m.last.is_(None))
    return _hamta_meddelanden(motor, fraga)


def markera_last(motor: Engine, som: Aktor, meddelanden: Iterable[int]) -> int:
    """Note that ``som`` has read messages of theirs; returns how many were unread until now."""
    m = meddelande.c
    olasta = _meddelanden().with_only_columns(m.id).where(
        m.id.in_(list(meddelanden)), m.last.is_(None), _riktad_till(som, m.till, m.part)
    )  # fmt: skip
    satt = update(meddelande).where(m.id.in_(olasta), m.last.is_(None)).values(last=func.now(), last_av=str(som))
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(satt).rowcount


def meddelanden(motor: Engine, som: Aktor | None, arende: str) -> list[Inkorgsrad]:
    """The messages of a case in the order they were sent; an anordnare and outer roles see those sent to them."""
    m = meddelande.c
    synlig = _riktad_till(som, m.till, m.part)
    if som is None or som.roll is not Roll.ANORDNARE:
        synlig = or_(synlig, _ser_arende(som))
    return _hamta_meddelanden(motor, _meddelanden().where(m.arende == arende, synlig).order_by(m.nr, m.ordning))


def ett_dokument(motor: Engine, som: Aktor | None, id: str) -> Dokument | None:
    """A document of a case that one may see, if one may read its texts; else None."""
    d = tabeller.dokument
    fraga = select(d).join(insats, insats.c.arende == d.c.arende).where(d.c.id == id, _ser_texter(som))
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(fraga).mappings().first()
    return Dokument(**rad) if rad else None


def dokument(motor: Engine, som: Aktor | None, arende: str) -> list[Dokument]:
    """The documents of a case in the order they were stored, if one may read its texts."""
    d = tabeller.dokument
    fraga = select(d).join(insats, insats.c.arende == d.c.arende).where(d.c.arende == arende, _ser_texter(som))
    with transaktion(motor) as forbindelse:
        return [Dokument(**r) for r in forbindelse.execute(fraga.order_by(d.c.skapad, d.c.id)).mappings()]


def _ser_arende(som: Aktor | None) -> ColumnElement[bool]:
    """``insyn.far_se_arende`` as a condition on ``insats``."""
    if som is None or som.roll in SER_ALLA_ARENDEN:
        return true()
    return insats.c.anordnare == som.organisation if som.roll is Roll.ANORDNARE else false()


def _ser_texter(som: Aktor | None) -> ColumnElement[bool]:
    """``insyn.far_se_dokument`` as a condition on ``insats``."""
    return false() if som is not None and som.roll in SER_INGA_TEXTER else _ser_arende(som)


def _riktad_till(som: Aktor | None, roll: ColumnElement[str], part: ColumnElement[str | None]) -> ColumnElement[bool]:
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


def _meddelanden() -> Select[*tuple[object, ...]]:
    kolumner = (meddelande.c[f.name] for f in fields(Inkorgsrad))
    ur: FromClause = meddelande.join(insats)
    return select(*kolumner).select_from(ur)


def _hamta_meddelanden(motor: Engine, fraga: Select[*tuple[object, ...]]) -> list[Inkorgsrad]:
    with transaktion(motor) as forbindelse:
        return [Inkorgsrad(**r | {"till": Roll(r["till"])}) for r in map(dict, forbindelse.execute(fraga).mappings())]
