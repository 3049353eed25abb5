"""The registers: anordnare, their auktorisation (K1.1), and the addresses that notices are sent to (K3.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import get_args

from psycopg.errors import ForeignKeyViolation
from sqlalchemy import ColumnElement, Engine, and_, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from domain.aktualisering import Auktorisation
from domain.avvisning import Avvisning
from domain.parter import Roll
from domain.uppgifter import Kundval
from persistence.db import transaktion
from persistence.tabeller import adress, anordnare, auktorisation

_EPOST = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


@dataclass(frozen=True, slots=True)
class Auktorisationsrad:
    """One auktorisation as the register holds it; both dates included."""

    anordnare: str
    kundval: str
    fran: date
    till: date | None


@dataclass(frozen=True, slots=True)
class Adress:
    """Where notices to a role, or to one party in it (``part`` not empty), are sent."""

    roll: Roll
    part: str
    epost: str


def lagg_till_anordnare(motor: Engine, namn: str) -> None:
    """Register an anordnare; one that is there already stays.

    Raises:
        Avvisning: K1.1, the name is empty.
    """
    if not (namn := namn.strip()):
        raise Avvisning("K1.1", "anordnarens namn är tomt", "anordnare")
    with transaktion(motor) as forbindelse:
        forbindelse.execute(insert(anordnare).values(namn=namn).on_conflict_do_nothing())


def anordnarna(motor: Engine) -> list[str]:
    """Every registered anordnare, by name."""
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(select(anordnare.c.namn).order_by(anordnare.c.namn)).scalars())


def auktorisera(motor: Engine, namn: str, kundval: str, fran: date, till: date | None = None) -> None:
    """Register an auktorisation, both dates included; the same again changes nothing.

    Raises:
        Avvisning: K1.1; no such anordnare or kundval, the dates are reversed, or it overlaps another.
    """
    if kundval not in get_args(Kundval):
        raise Avvisning("K1.1", f"kundvalet ska vara något av {', '.join(get_args(Kundval))}", "kundval")
    if till is not None and till < fran:
        raise Avvisning("K1.1", f"sista dagen {till} ligger före första dagen {fran}", "till")
    rad = {"anordnare": namn, "kundval": kundval, "fran": fran, "till": till}
    with transaktion(motor) as forbindelse:
        satt = insert(auktorisation).values(rad).on_conflict_do_nothing().returning(auktorisation.c.fran)
        try:
            ny = forbindelse.execute(satt).first()
        except IntegrityError as fel:
            if isinstance(fel.orig, ForeignKeyViolation):
                raise Avvisning("K1.1", f"anordnaren {namn} finns inte i registret", "anordnare") from None
            raise
        if ny is None and forbindelse.execute(select(auktorisation.c.fran).filter_by(**rad)).first() is None:
            raise Avvisning("K1.1", f"{namn} har redan en auktorisation för {kundval} i perioden", "fran")


def avsluta_auktorisation(motor: Engine, namn: str, kundval: str, till: date) -> None:
    """Set the last day of the auktorisation that covers ``till``.

    Raises:
        Avvisning: K1.1, there is none that day.
    """
    with transaktion(motor) as forbindelse:
        satt = update(auktorisation).where(_galler(namn, kundval, till)).values(till=till)
        if forbindelse.execute(satt).rowcount != 1:
            raise Avvisning("K1.1", f"{namn} har ingen auktorisation för {kundval} den {till}", "till")


def auktorisationer(motor: Engine, namn: str | None = None) -> list[Auktorisationsrad]:
    """Every auktorisation, or one anordnare's, by name, kundval and first day."""
    ordning = (auktorisation.c.anordnare, auktorisation.c.kundval, auktorisation.c.fran)
    fraga = select(auktorisation).order_by(*ordning)
    if namn is not None:
        fraga = fraga.where(auktorisation.c.anordnare == namn)
    with transaktion(motor) as forbindelse:
        return [Auktorisationsrad(**r) for r in forbindelse.execute(fraga).mappings()]


def auktorisation_for(motor: Engine, namn: str, kundval: str, dag: date) -> Auktorisation | None:
    """The auktorisation that covers the day; if none does, the latest that has run out, so that it can be told."""
    fraga = (
        select(auktorisation.c.fran, auktorisation.c.till)
        .where(auktorisation.c.anordnare == namn, auktorisation.c.kundval == kundval, auktorisation.c.fran <= dag)
        # They never overlap, so the one that began last is the one that covers the day, if any does.
        .order_by(auktorisation.c.fran.desc())
        .limit(1)
    )
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(fraga).first()
    return Auktorisation(rad.fran, rad.till) if rad else None


def satt_adress(motor: Engine, roll: Roll, epost: str, part: str = "") -> None:
    """Register or change an address; without ``part`` it is the whole role's.

    Raises:
        Avvisning: K3.4, it is no e-mail address.
    """
    if not _EPOST.fullmatch(epost):
        raise Avvisning("K3.4", "ska vara en e-postadress", "epost")
    satt = insert(adress).values(roll=roll.value, part=part, epost=epost)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(satt.on_conflict_do_update(constraint=adress.primary_key, set_={"epost": epost}))


def ta_bort_adress(motor: Engine, roll: Roll, part: str = "") -> bool:
    """Remove an address; False if there was none."""
    with transaktion(motor) as forbindelse:
        bort = delete(adress).where(adress.c.roll == roll.value, adress.c.part == part)
        return forbindelse.execute(bort).rowcount == 1


def adresser(motor: Engine) -> list[Adress]:
    """Every address, by role and party."""
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(select(adress).order_by(adress.c.roll, adress.c.part))
        return [Adress(Roll(r.roll), r.part, r.epost) for r in rader]


def _galler(namn: str, kundval: str, dag: date) -> ColumnElement[bool]:
    a = auktorisation.c
    return and_(a.anordnare == namn, a.kundval == kundval, a.fran <= dag, or_(a.till.is_(None), a.till >= dag))
