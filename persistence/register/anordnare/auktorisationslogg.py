"""The log of auktorisationer: what was registered when, by whom and why (K5.5, K0.7).

It is only added to. Within a kundval the lines come in order of registration, whoever writes at the same time, so what
has once been read from it stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Kundval
from domain.register.forval.auktorisationslista import Registerhandelse
from domain.tid.tidpunkt import datum
from persistence.databas.motor import transaktion
from persistence.tabeller.anordnarregister import auktorisationshandelse


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


def logg(motor: Engine, kundval: str | None = None, namn: str | None = None) -> list[Loggrad]:
    """The log in order of registration: of a kundval, of an anordnare, or all of it."""
    fraga = select(auktorisationshandelse).order_by(auktorisationshandelse.c.registrerad, auktorisationshandelse.c.nr)
    if kundval is not None:
        fraga = fraga.where(auktorisationshandelse.c.kundval == kundval)
    if namn is not None:
        fraga = fraga.where(auktorisationshandelse.c.anordnare == namn)
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


def las_listan(forbindelse: Connection, kundval: str) -> None:
    """One writer at a time in a kundval: what is registered first is first in the log."""
    forbindelse.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"auktorisation {kundval}"))))


def skriv(forbindelse: Connection, rad: dict[str, Any], registrering: Registrering) -> None:
    """Add a line: ``rad`` are its columns but for when, by whom and why.

    Raises:
        Avvisning: K5.5, the registration instant lies in the future, or before one that the log has.
    """
    senaste = select(func.max(auktorisationshandelse.c.registrerad)).where(
        auktorisationshandelse.c.kundval == rad["kundval"]
    )
    # Not now(), which stood still while this transaction waited for the one before it.
    nu, sist = forbindelse.execute(select(func.clock_timestamp(), senaste.scalar_subquery())).one()
    tid = registrering.tid or max(nu, sist or nu)
    if tid > nu:
        raise Avvisning("K5.5", "registreringen ligger i framtiden", "registrerad")
    if sist is not None and tid < sist:
        text = f"registret för {rad['kundval']} har redan en senare registrering, från {datum(sist)}"
        raise Avvisning("K5.5", text, "registrerad")
    varden = rad | {"registrerad": tid, "registrerad_av": registrering.av, "motivering": registrering.motivering}
    forbindelse.execute(insert(auktorisationshandelse).values(varden))
