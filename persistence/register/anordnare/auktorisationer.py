"""Auktorisationer: registered, ended, put right and asked for; every change writes a line to the log (K1.1, K0.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from sqlalchemy import ColumnElement, Connection, Date, Engine, and_, delete, func, insert, literal, or_, select, update

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Kundval, Status
from domain.register.auktorisation import Auktorisation
from domain.tid.kalender import FORSTA_AR, SISTA_SAGDA_AR
from persistence.databas.motor import transaktion
from persistence.register.anordnare.auktorisationslogg import NU, Registrering, las_listan, skriv
from persistence.register.anordnare.namn import kand_i
from persistence.tabeller.anordnarregister import auktorisation
from persistence.tabeller.grund import insats


@dataclass(frozen=True, slots=True)
class Auktorisationsrad:
    """One auktorisation as the register holds it; both dates included."""

    anordnare: str
    kundval: str
    fran: date
    till: date | None


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
    las_listan(forbindelse, kundval)
    namn = kand_i(forbindelse, namn)
    krockar = _overlappande(forbindelse, namn, kundval, fran, till)
    if krockar == [Auktorisationsrad(namn, kundval, fran, till)]:
        return False
    _krav_fri_period(krockar, namn, kundval)
    rad = {"anordnare": namn, "kundval": kundval, "fran": fran, "till": till}
    forbindelse.execute(insert(auktorisation).values(rad))
    skriv(forbindelse, rad | {"avser": None}, registrering)
    return True


def avsluta_auktorisation(motor: Engine, namn: str, kundval: str, till: date, registrering: Registrering = NU) -> None:
    """Set the last day of the auktorisation that covers ``till``; the same day again changes nothing.

    Raises:
        Avvisning: K1.1, there is none that day. K5.5 as in ``auktorisera``.
    """
    _i_kalendern(till, "till")
    with transaktion(motor) as forbindelse:
        las_listan(forbindelse, kundval)
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
        skriv(forbindelse, {"anordnare": namn, "kundval": kundval, "avser": avser, "fran": None}, registrering)


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


def _prova(kundval: str, fran: date, till: date | None) -> None:
    if kundval not in get_args(Kundval):
        raise Avvisning("K1.1", f"kundvalet ska vara något av {', '.join(get_args(Kundval))}", "kundval")
    if till is not None and till < fran:
        raise Avvisning("K1.1", f"sista dagen {till} ligger före första dagen {fran}", "till")
    _i_kalendern(fran, "fran")
    if till is not None:
        _i_kalendern(till, "till")


def _i_kalendern(dag: date, falt: str) -> None:
    if not FORSTA_AR <= dag.year <= SISTA_SAGDA_AR:
        raise Avvisning("K1.1", f"kalendern omfattar åren {FORSTA_AR}–{SISTA_SAGDA_AR}", falt)


def _att_ratta(
    forbindelse: Connection, namn: str, kundval: str, avser: date, registrering: Registrering
) -> Auktorisationsrad:
    if not (registrering.motivering or "").strip():
        raise Avvisning("K0.7", "en rättelse kräver en motivering", "motivering")
    las_listan(forbindelse, kundval)
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
    skriv(forbindelse, nytt, registrering)


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


def _ar(rad: Auktorisationsrad) -> ColumnElement[bool]:
    a = auktorisation.c
    return and_(a.anordnare == rad.anordnare, a.kundval == rad.kundval, a.fran == rad.fran)


def _galler(namn: str, kundval: str, dag: date) -> ColumnElement[bool]:
    a = auktorisation.c
    return and_(a.anordnare == namn, a.kundval == kundval, a.fran <= dag, or_(a.till.is_(None), a.till >= dag))
