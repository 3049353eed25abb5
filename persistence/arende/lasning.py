"""What tools read. Who may see what (``domain.liv.insyn``) is part of every question put to the database.

``som`` is who asks; None is the service itself, which sees everything. What one may not see is answered as what is
not there. All raise DatabasFel when the database cannot be used now. What is read of a kund with a protected
identity, and what was refused, is logged in the same transaction (``oppningar``, K3.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from sqlalchemy import Connection, Engine, and_, case, false, or_, select, tuple_

from domain.grund.lasratt import Textslag, laser
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import VANTAR
from domain.insats.insats import Insats
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.liv.insyn import KAN_DOLJAS, orsak_for, synliga
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.liv.lagring import post_fran_json
from domain.liv.vikning import vik
from domain.skeende.journal import Post
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import (
    riktad_till,
    ser_arende,
    ser_bevakning,
    ser_sitt,
    ser_texter,
)  # fmt: skip
from persistence.journal import skrivning
from persistence.journal.dokument import Dokument
from persistence.journal.projektion import bevakningsrad, insatsrad, utbetalningsrad
from persistence.tabeller import grund
from persistence.tabeller.grund import bevakning, insats, utbetalning


@dataclass(frozen=True, slots=True)
class Bevakningsplats:
    """Where a bevakning stands in the order that they are read in; ``sen`` is 0 for a late one, else 1."""

    sen: int
    frist: date
    arende: str
    oppnad: datetime
    nyckel: str


@dataclass(frozen=True, slots=True)
class Bevakat:
    """A bevakning together with the case it stands in."""

    arende: str
    anordnare: str
    bevakning: Bevakningsrad


def arenden(
    motor: Engine, som: Aktor | None, *, status: str | None = None, efter: tuple[datetime, str] | None = None,
    antal: int | None = None,
) -> list[Insatsrad]:  # fmt: skip
    """The cases one may see, latest touched first.

    Args:
        efter: only those that come after the case of this instant and id; ``antal`` at most so many.
    """
    fraga = select(insats).where(ser_sitt(som)).order_by(insats.c.senast.desc(), insats.c.arende)
    if status is not None:
        fraga = fraga.where(insats.c.status == status)
    if efter is not None:
        tid, sist = efter
        fraga = fraga.where(or_(insats.c.senast < tid, and_(insats.c.senast == tid, insats.c.arende > sist)))
    with transaktion(motor) as forbindelse:
        fragade = forbindelse.execute(fraga.limit(antal)).mappings()
        rader = [_insatsrad_for(forbindelse, som, insatsrad(r)) for r in fragade]
        oppningar.anteckna(forbindelse, som, "ärendelistan", {r.arende for r in rader})
        return rader


def ett_arende(motor: Engine, som: Aktor | None, arende: str) -> Insatsrad | None:
    """One case; None if there is none that one may see."""
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(select(insats).where(insats.c.arende == arende, ser_sitt(som))).mappings().first()
        oppningar.anteckna(forbindelse, som, "ärendet", sokt=arende)
        return _insatsrad_for(forbindelse, som, insatsrad(rad)) if rad else None


def _insatsrad_for(forbindelse: Connection, som: Aktor | None, rad: Insatsrad) -> Insatsrad:
    """The case's row as ``som`` may see it: the reason of its end may be kept from the anordnare (K13.3)."""
    if som is None or som.roll is not Roll.ANORDNARE or rad.avslutsorsak != KAN_DOLJAS:
        return rad
    # Asked of the journal, since a correction may have hidden it or told it after the decision.
    i = _vik(_poster(forbindelse, rad.arende))
    return replace(rad, avslutsorsak=orsak_for(som, rad.avslutsorsak, dold=i.orsak_dold))


def tillstand(motor: Engine, som: Aktor | None, arende: str) -> tuple[Insats, list[Post]] | None:
    """State, and the lines as one may see them; None for a case one may not see.

    State is whole: the reason of its end is shown to an anordnare through ``insyn.orsak_for``.
    """
    with transaktion(motor) as forbindelse:
        synligt = forbindelse.execute(select(insats.c.nr).where(insats.c.arende == arende, ser_arende(som))).first()
        poster = _poster(forbindelse, arende) if synligt else []
        oppningar.anteckna(forbindelse, som, "ärendet med tidslinjen", sokt=arende)
    return (_vik(poster), _synliga(som, poster)) if poster else None


def _poster(forbindelse: Connection, arende: str, efter_nr: int = 0) -> list[Post]:
    return [post_fran_json(r) for r in skrivning.journalrader(forbindelse, arende, efter_nr)]


def _vik(poster: Iterable[Post]) -> Insats:
    i = vik(poster)
    assert i is not None, "a case has at least the line it began with"
    return i


def journalrader(motor: Engine, som: Aktor | None, arende: str, *, efter_nr: int = 0) -> list[Post]:
    """The lines of a case after ``efter_nr`` as one may see them, in order; none for a case one may not see."""
    with transaktion(motor) as forbindelse:
        synligt = forbindelse.execute(select(insats.c.nr).where(insats.c.arende == arende, ser_sitt(som))).first()
        # What one may see of a line can hang on a later one, so all are read unless the service itself asks.
        poster = _poster(forbindelse, arende, 0 if som else efter_nr) if synligt else []
        oppningar.anteckna(forbindelse, som, "tidslinjen", sokt=arende)
    return [p for p in _synliga(som, poster) if p.nr > efter_nr]


def _synliga(som: Aktor | None, poster: list[Post]) -> list[Post]:
    """The lines that ``som`` may see, as it may see them (K3.7).

    It takes all the lines of the case, since a correction may hide what one has told."""
    if som is None or not poster:
        return poster
    slut = any(isinstance(p.handelse, AvslutBeslutat) and p.handelse.orsak == KAN_DOLJAS for p in poster)
    return synliga(som, poster, dold=som.roll is Roll.ANORDNARE and slut and _vik(poster).orsak_dold)


def bevakningar(
    motor: Engine,
    som: Aktor | None,
    *,
    roll: Roll | None = None,
    organisation: str | None = None,
    bara_oppna: bool = True,
    arende: str | None = None,
    egna: bool = False,
    efter: Bevakningsplats | None = None,
    antal: int | None = None,
) -> list[Bevakat]:
    """Bevakningar in the cases one may see, and one's own: late ones first, then by frist.

    Args:
        roll: only those that this role owes.
        organisation: only those in this anordnare's cases.
        bara_oppna: only what is still awaited.
        egna: only those that ``som`` in person owes, or that nobody is named for.
        efter: only those that come after this one in the order; ``antal`` at most so many.
    """
    b = bevakning.c
    synlig = or_(and_(ser_sitt(som), ser_bevakning(som)), riktad_till(som, b.ansvarig, b.part))
    fraga = select(bevakning, insats.c.anordnare).join(insats).where(synlig)
    if roll is not None:
        fraga = fraga.where(b.ansvarig == roll.value)
    if organisation is not None:
        fraga = fraga.where(insats.c.anordnare == organisation)
    if bara_oppna:
        fraga = fraga.where(b.utfall.in_(VANTAR))
    if arende is not None:
        fraga = fraga.where(b.arende == arende)
    sena_forst = case((b.utfall == "forsenad", 0), else_=1)
    ordning = (sena_forst, b.frist, b.arende, b.oppnad, b.nyckel.collate("C"))
    if egna and som is not None:
        fraga = fraga.where(or_(b.part.is_(None), b.part == som.id))
    if efter is not None:
        fraga = fraga.where(tuple_(*ordning) > tuple_(*astuple(efter)))
    fraga = fraga.order_by(*ordning).limit(antal)
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga).mappings()
        svar = [Bevakat(r["arende"], r["anordnare"], bevakningsrad(r)) for r in rader]
        oppningar.anteckna(forbindelse, som, "bevakningarna", {b.arende for b in svar}, sokt=arende)
        return svar


def utbetalningar(motor: Engine, som: Aktor | None, arende: str) -> list[Utbetalningsrad]:
    """The rows of payment of a case, in order."""
    u = utbetalning.c
    fraga = select(utbetalning).join(insats).where(u.arende == arende, ser_arende(som)).order_by(u.ordning)
    with transaktion(motor) as forbindelse:
        svar = [utbetalningsrad(r) for r in forbindelse.execute(fraga).mappings()]
        oppningar.anteckna(forbindelse, som, "utbetalningarna", sokt=arende)
        return svar


def ett_dokument(motor: Engine, som: Aktor | None, id: str) -> Dokument | None:
    """A document of a case that one may see, if one may read its texts; else None."""
    d = grund.dokument
    fraga = select(d).join(insats, insats.c.arende == d.c.arende).where(d.c.id == id, ser_texter(som))
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(fraga).mappings().first()
        # The case that a refused document belongs to is not in the answer, but it is what was asked for.
        arende = forbindelse.execute(select(d.c.arende).where(d.c.id == id)).scalar()
        oppningar.anteckna(
            forbindelse, som, f"texten {id}", {rad["arende"]} if rad else (), sokt=arende or id, villkor=false()
        )
    return Dokument(**rad) if rad else None


def dokument(
    motor: Engine, som: Aktor | None, arende: str, *, efter: tuple[datetime, str] | None = None,
    antal: int | None = None,
) -> list[Dokument]:  # fmt: skip
    """The documents of a case in the order they were stored, if one may read its texts.

    Args:
        efter: only those stored after the one of this instant and id; ``antal`` at most so many.
    """
    d = grund.dokument
    fraga = select(d).join(insats, insats.c.arende == d.c.arende).where(d.c.arende == arende, ser_texter(som))
    if efter is not None:
        fraga = fraga.where(tuple_(d.c.skapad, d.c.id) > tuple_(*efter))
    fraga = fraga.order_by(d.c.skapad, d.c.id).limit(antal)
    # A door that is narrower than the case: whoever reads none of its texts is refused them (K3.8).
    ingen = som is not None and not any(laser(som.roll, slag) for slag in Textslag)
    villkor = false() if ingen else None
    with transaktion(motor) as forbindelse:
        svar = [Dokument(**r) for r in forbindelse.execute(fraga).mappings()]
        oppningar.anteckna(forbindelse, som, "texterna", {r.arende for r in svar}, sokt=arende, villkor=villkor)
        return svar
