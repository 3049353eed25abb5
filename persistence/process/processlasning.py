"""What tools read of the processes beside the cases. Each kind says itself who may see it (``Processrutin.far_se``).

``som`` is who asks; None is the service itself. What one may not see is answered as what is not there.
All raise DatabasFel when the database cannot be used now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, and_, case, or_, select, tuple_

from domain.grund.parter import Aktor, Roll
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.forlopp import Processlage, vik
from domain.processer.lagring import post_fran_json
from domain.processer.process import Processbevakning
from domain.skeende.journal import Post
from persistence.databas.motor import transaktion
from persistence.insyn import vantar
from persistence.insyn.tillgang import har_tillgang
from persistence.insyn.vem_ser import har_tagits
from persistence.journal.dokument import Dokument
from persistence.journal.skrivning import journalrader
from persistence.tabeller import grund
from persistence.tabeller.process import process, processbevakning


@dataclass(frozen=True, slots=True)
class Processpost:
    """A process as it is listed; the fields of ``domain.processer.process.Processrad`` with its id and kind."""

    id: str
    slag: str
    status: str
    part: str | None
    arende: str | None
    rubrik: str
    data: Mapping[str, Any]
    oppen: bool
    nr: int
    senast: datetime


_KOLUMNER = [process.c[f.name] for f in fields(Processpost)]


Processplats = tuple[datetime, str]
"""A process's place in its list: when it was last touched, and its id."""


def processer(
    motor: Engine, som: Aktor | None, slag: str, *, part: str | None = None, bara_oppna: bool = False,
    efter: Processplats | None = None, antal: int | None = None,
) -> list[Processpost]:  # fmt: skip
    """The processes of a kind that one may see, latest touched first.

    Args:
        efter: only those that come after this place; ``antal`` at most so many, and no more are read than that takes.
    """
    c = process.c
    fraga = select(*_KOLUMNER).where(c.slag == slag).order_by(c.senast.desc(), c.id)
    if som is not None and som.roll is Roll.ANORDNARE:  # sees those that concern it (``Processrad.part``), or none
        fraga = fraga.where(c.part == som.organisation)
    if part is not None:
        fraga = fraga.where(c.part == part)
    if bara_oppna:
        fraga = fraga.where(c.oppen)
    svar: list[Processpost] = []
    with transaktion(motor) as forbindelse:
        if not _har_tillgang(forbindelse, som):
            return svar
        while True:
            sida = fraga
            if efter is not None:
                sida = fraga.where(or_(c.senast < efter[0], and_(c.senast == efter[0], c.id > efter[1])))
            rader = [Processpost(**r) for r in forbindelse.execute(sida.limit(antal)).mappings()]
            synliga = [p for p in rader if far_se(som, p)]
            svar += synliga
            # The municipality's roles see all of a kind or none: of a page of which one sees none there is no other.
            if antal is None or len(rader) < antal or len(svar) >= antal or not synliga:
                return svar[:antal]
            efter = (rader[-1].senast, rader[-1].id)


def far_se(som: Aktor | None, p: Processpost) -> bool:
    """``Processrutin.far_se`` by the row alone: another's takes no longer to find out than what is not there."""
    if som is not None and som.roll is Roll.ANORDNARE:
        return p.part is not None and p.part == som.organisation
    return som is None or PROCESSER[p.slag].far_se(None, som)


def en_post(motor: Engine, id: str) -> Processpost | None:
    """A process as it is listed, whosever it is; None if there is none."""
    with transaktion(motor) as forbindelse:
        return _en_post(forbindelse, id)


def _en_post(forbindelse: Connection, id: str) -> Processpost | None:
    rad = forbindelse.execute(select(*_KOLUMNER).where(process.c.id == id)).mappings().first()
    return Processpost(**rad) if rad else None


def en_process(motor: Engine, som: Aktor | None, id: str) -> tuple[Processpost, Processlage, list[Post]] | None:
    """A process with its state and its lines; None if there is none that one may see."""
    with transaktion(motor) as forbindelse:
        slapps_in, post = _har_tillgang(forbindelse, som), _en_post(forbindelse, id)
        if post is None or not slapps_in or not far_se(som, post):
            return None
        poster = _poster(forbindelse, post)
    lage = vik(PROCESSER[post.slag], id, poster)
    assert lage is not None
    return post, lage, poster


@dataclass(frozen=True, slots=True)
class Processbevakningsplats:
    """A bevakning's place in the list: ``sen`` is 0 for a late one."""

    sen: int
    forfaller: datetime
    process: str
    nyckel: str


def bevakningar(
    motor: Engine, som: Aktor | None, *, bara_oppna: bool = True, efter: Processbevakningsplats | None = None,
    antal: int | None = None,
) -> list[tuple[str, Processbevakning]]:  # fmt: skip
    """What ``som`` owes in the processes, late first: the process's id and the bevakning.

    ``efter``: only those that come after this place; ``antal`` at most so many.
    """
    b = processbevakning.c
    ordning = (case((b.utfall == "forsenad", 0), else_=1), b.forfaller, b.process, b.nyckel.collate("C"))
    fraga = select(processbevakning).order_by(*ordning).limit(antal)
    if efter is not None:
        fraga = fraga.where(tuple_(*ordning) > tuple_(*astuple(efter)))
    if bara_oppna:
        fraga = fraga.where(vantar.ogjort())
    if som is not None:
        fraga = fraga.where(vantar.hos(som))
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga).mappings().all()
    return [(str(r["process"]), _bevakning(dict(r))) for r in rader]


def dokument(motor: Engine, som: Aktor | None, id: str) -> list[Dokument]:
    """The words that were written to a process, in the order they were stored, if one may see it."""
    if en_process(motor, som, id) is None:
        return []
    d = grund.dokument
    with transaktion(motor) as forbindelse:
        fraga = select(d).where(d.c.arende == id, har_tagits()).order_by(d.c.skapad, d.c.id)
        return [Dokument(**r) for r in forbindelse.execute(fraga).mappings()]


def ser(forbindelse: Connection, som: Aktor, id: str) -> bool:
    """Whether one may see a process; an anordnare's record that nothing has been said in yet, if it would be one's."""
    if not _har_tillgang(forbindelse, som):
        return False
    if (post := _en_post(forbindelse, id)) is not None:
        return far_se(som, post)
    return id.startswith(f"{ANORDNARAKT.namn}-") and ANORDNARAKT.far_se(ANORDNARAKT.borjan(id), som)


def _har_tillgang(forbindelse: Connection, som: Aktor | None) -> bool:
    """Whether the employment of one who speaks for an anordnare has not ended (K3.4)."""
    if som is None:
        return True
    return bool(forbindelse.execute(select(har_tillgang(som))).scalar())


def _poster(forbindelse: Connection, p: Processpost) -> list[Post]:
    return [post_fran_json(PROCESSER[p.slag], r) for r in journalrader(forbindelse, p.id)]


def _bevakning(rad: dict[str, Any]) -> Processbevakning:
    del rad["process"]
    return Processbevakning(**rad | {"ansvarig": Roll(rad["ansvarig"])})
