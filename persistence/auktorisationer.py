"""Auktorisationer, and the log of what was registered of them when (K1.1, K5.5).

Every change writes a line to the log in the same transaction. Within a kundval the lines come in order of
registration, whoever writes at the same time, so what has once been read from the log stays true.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Engine,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)

from domain.aktualisering import Auktorisation
from domain.auktorisationslista import Registerhandelse
from domain.avvisning import Avvisning
from domain.insats import Status
from domain.tid import datum
from domain.uppgifter import Kundval
from persistence.db import transaktion
from persistence.tabeller import anordnare, auktorisation, insats
from persistence.tabeller_anordnare import auktorisationshandelse as handelse


@dataclass(frozen=True, slots=True)
class Auktorisationsrad:
    """One auktorisation as the register holds it; both dates included."""

    anordnare: str
    kundval: str
    fran: date
    till: date | None


@dataclass(frozen=True, slots=True)
class Loggrad:
    """A line of the log, with who registered it and why, where that was given."""

    nr: int
    handelse: Registerhandelse
    registrerad_av: str | None
    motivering: str | None


@dataclass(frozen=True, slots=True)
class Registrering:
    """How something is registered.

    Attributes:
        av: who; None where nobody is named.
        tid: when, for a list that is taken over; None is now, by the database's clock.
        motivering: why; needed to correct.
    """

    av: str | None = None
    tid: datetime | None = None
    motivering: str | None = None


NU = Registrering()


def auktorisera(
    motor: Engine, namn: str, kundval: str, fran: date, till: date | None = None, registrering: Registrering = NU
) -> None:
    """Register an auktorisation, both dates included; the same again changes nothing.

    Raises:
        Avvisning: K1.1; no such anordnare or kundval, the dates are reversed, or it overlaps another.
            K5.5: the registration instant lies in the future, or before one that the log has.
    """
    with transaktion(motor) as forbindelse:
        ny_auktorisation(forbindelse, namn, kundval, fran, till, registrering)


def ny_auktorisation(
    forbindelse: Connection, namn: str, kundval: str, fran: date, till: date | None, registrering: Registrering
) -> bool:
    """As ``auktorisera``, in an open transaction; False where it was there already."""
    _prova(kundval, fran, till)
    _las_listan(forbindelse, kundval)
    if forbindelse.execute(select(anordnare.c.namn).where(anordnare.c.namn == namn)).first() is None:
        raise Avvisning("K1.1", f"anordnaren {namn} finns inte i registret", "anordnare")
    krockar = _overlappande(forbindelse, namn, kundval, fran, till)
    if krockar == [Auktorisationsrad(namn, kundval, fran, till)]:
        return False
    _krav_fri_period(krockar, namn, kundval)
    rad = {"anordnare": namn, "kundval": kundval, "fran": fran, "till": till}
    forbindelse.execute(insert(auktorisation).values(rad))
    _skriv(forbindelse, rad | {"avser": None}, registrering)
    return True


def avsluta_auktorisation(motor: Engine, namn: str, kundval: str, till: date, registrering: Registrering = NU) -> None:
    """Set the last day of the auktorisation that covers ``till``; the same day again changes nothing.

    Raises:
        Avvisning: K1.1, there is none that day. K5.5 as in ``auktorisera``.
    """
    with transaktion(motor) as forbindelse:
        _las_listan(forbindelse, kundval)
        rad = forbindelse.execute(select(auktorisation).where(_galler(namn, kundval, till))).mappings().one_or_none()
        if rad is None:
            raise Avvisning("K1.1", f"{namn} har ingen auktorisation för {kundval} den {till}", "till")
        if rad["till"] != till:
            _andra(forbindelse, Auktorisationsrad(**rad), rad["fran"], till, registrering)


def andra_auktorisation(
    motor: Engine,
    namn: str,
    kundval: str,
    avser: date,
    *,
    fran: date,
    till: date | None,
    registrering: Registrering,
) -> None:
    """Correct the dates of the auktorisation whose first day is ``avser``; the log keeps what was there (K0.7).

    Raises:
        Avvisning: K1.1, there is none, the dates are reversed, or it would overlap another; K0.7, no motivering.
            K5.5 as in ``auktorisera``.
    """
    with transaktion(motor) as forbindelse:
        rad = _att_ratta(forbindelse, namn, kundval, avser, registrering)
        _prova(kundval, fran, till)
        andra = [a for a in _overlappande(forbindelse, namn, kundval, fran, till) if a != rad]
        _krav_fri_period(andra, namn, kundval)
        if (rad.fran, rad.till) != (fran, till):
            _andra(forbindelse, rad, fran, till, registrering)


def stryk_auktorisation(motor: Engine, namn: str, kundval: str, avser: date, registrering: Registrering) -> None:
    """Strike an auktorisation that was registered by mistake; the log keeps it (K0.7).

    Raises:
        Avvisning: K1.1, there is none that begins on ``avser``; K0.7, no motivering. K5.5 as in ``auktorisera``.
    """
    with transaktion(motor) as forbindelse:
        rad = _att_ratta(forbindelse, namn, kundval, avser, registrering)
        forbindelse.execute(delete(auktorisation).where(_ar(rad)))
        _skriv(forbindelse, {"anordnare": namn, "kundval": kundval, "avser": avser, "fran": None}, registrering)


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


def som_lopar_langre(motor: Engine, namn: str, kundval: str, till: date) -> list[str]:
    """The responsible karriärvägledare of each insats that goes on past the last day of an auktorisation (K1.1).

    An insats without an end date as yet is one of them.
    """
    fraga = select(insats.c.karriarvagledare).where(
        insats.c.anordnare == namn,
        func.left(insats.c.slag, 3) == kundval,
        insats.c.status.in_([Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR]),
        or_(insats.c.slutdatum.is_(None), insats.c.slutdatum > till),
    )
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(fraga.order_by(insats.c.karriarvagledare)).scalars())


def logg(motor: Engine, kundval: str | None = None, namn: str | None = None) -> list[Loggrad]:
    """The log in order of registration: of a kundval, of an anordnare, or all of it."""
    fraga = select(handelse).order_by(handelse.c.registrerad, handelse.c.nr)
    if kundval is not None:
        fraga = fraga.where(handelse.c.kundval == kundval)
    if namn is not None:
        fraga = fraga.where(handelse.c.anordnare == namn)
    with transaktion(motor) as forbindelse:
        return [
            Loggrad(
                r.nr,
                Registerhandelse(r.registrerad, r.anordnare, r.kundval, r.avser, r.fran, r.till),
                r.registrerad_av,
                r.motivering,
            )
            for r in forbindelse.execute(fraga)
        ]


def registerhandelser(motor: Engine, kundval: Kundval) -> list[Registerhandelse]:
    """The log of a kundval, as the förvalslista takes it."""
    return [rad.handelse for rad in logg(motor, kundval)]


def _prova(kundval: str, fran: date, till: date | None) -> None:
    if kundval not in get_args(Kundval):
        raise Avvisning("K1.1", f"kundvalet ska vara något av {', '.join(get_args(Kundval))}", "kundval")
    if till is not None and till < fran:
        raise Avvisning("K1.1", f"sista dagen {till} ligger före första dagen {fran}", "till")


def _las_listan(forbindelse: Connection, kundval: str) -> None:
    """One writer at a time in a kundval: what is registered first is first in the log."""
    forbindelse.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"auktorisation {kundval}"))))


def _att_ratta(
    forbindelse: Connection, namn: str, kundval: str, avser: date, registrering: Registrering
) -> Auktorisationsrad:
    if not (registrering.motivering or "").strip():
        raise Avvisning("K0.7", "en rättelse kräver en motivering", "motivering")
    _las_listan(forbindelse, kundval)
    a = auktorisation.c
    fraga = select(auktorisation).where(a.anordnare == namn, a.kundval == kundval, a.fran == avser)
    if (rad := forbindelse.execute(fraga).mappings().one_or_none()) is None:
        raise Avvisning("K1.1", f"{namn} har ingen auktorisation för {kundval} som börjar {avser}", "avser")
    return Auktorisationsrad(**rad)


def _andra(
    forbindelse: Connection, rad: Auktorisationsrad, fran: date, till: date | None, registrering: Registrering
) -> None:
    forbindelse.execute(update(auktorisation).where(_ar(rad)).values(fran=fran, till=till))
    nytt = {"anordnare": rad.anordnare, "kundval": rad.kundval, "avser": rad.fran, "fran": fran, "till": till}
    _skriv(forbindelse, nytt, registrering)


def _overlappande(
    forbindelse: Connection, namn: str, kundval: str, fran: date, till: date | None
) -> list[Auktorisationsrad]:
    a = auktorisation.c
    fraga = select(auktorisation).where(
        a.anordnare == namn,
        a.kundval == kundval,
        func.daterange(a.fran, a.till, "[]").op("&&")(func.daterange(fran, literal(till, Date), "[]")),
    )
    return [Auktorisationsrad(**r) for r in forbindelse.execute(fraga.order_by(a.fran)).mappings()]


def _krav_fri_period(krockar: Sequence[Auktorisationsrad], namn: str, kundval: str) -> None:
    if krockar:
        k = krockar[0]
        period = f"{k.fran}–{k.till or 'tills vidare'}"
        raise Avvisning("K1.1", f"{namn} har redan en auktorisation för {kundval} i perioden ({period})", "fran")


def _skriv(forbindelse: Connection, rad: dict[str, Any], registrering: Registrering) -> None:
    senaste = select(func.max(handelse.c.registrerad)).where(handelse.c.kundval == rad["kundval"])
    # Not now(), which stood still while this transaction waited for the one before it.
    nu, sist = forbindelse.execute(select(func.clock_timestamp(), senaste.scalar_subquery())).one()
    tid = registrering.tid or max(nu, sist or nu)
    if tid > nu:
        raise Avvisning("K5.5", "registreringen ligger i framtiden", "registrerad")
    if sist is not None and tid < sist:
        text = f"registret för {rad['kundval']} har redan en senare registrering, från {datum(sist)}"
        raise Avvisning("K5.5", text, "registrerad")
    varden = rad | {"registrerad": tid, "registrerad_av": registrering.av, "motivering": registrering.motivering}
    forbindelse.execute(insert(handelse).values(varden))


def _ar(rad: Auktorisationsrad) -> ColumnElement[bool]:
    a = auktorisation.c
    return and_(a.anordnare == rad.anordnare, a.kundval == rad.kundval, a.fran == rad.fran)


def _galler(namn: str, kundval: str, dag: date) -> ColumnElement[bool]:
    a = auktorisation.c
    return and_(a.anordnare == namn, a.kundval == kundval, a.fran <= dag, or_(a.till.is_(None), a.till >= dag))
