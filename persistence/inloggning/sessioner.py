"""Sessions: who is logged in, since when, until when, and that it can be ended (K3.4).

What the holder has is 256 random bits; the table has their SHA-256. A session ends when it has been idle for too long,
at its absolute limit, by log-out, or when whom it stands for is no longer employed: every request asks.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from persistence.databas.motor import transaktion
from persistence.inloggning import konton
from persistence.tabeller.inloggning import session

Slag = Literal["webb", "terminal", "program"]

RORS = timedelta(minutes=1)
"""How often it is noted that a session is in use: not at every request, or each of them would write."""

FLEST_SESSIONER = 20
"""Open sessions of one login; the oldest ends when there would be more."""


@dataclass(frozen=True, slots=True)
class Granser:
    """How long a session lasts: unused, and in all."""

    vila: timedelta = timedelta(minutes=30)
    hela: timedelta = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in.

    Attributes:
        nr: what the session is called in the holder's own list; tells nothing of the secret.
        aktor: whom it acts as; None until one with several has chosen.
        niva: the level of assurance of the login.
        omraden: a program's scopes; None for a person, who has no limits beside the role's.
    """

    nr: int
    slag: Slag
    utfardare: str
    konto: str
    aktor: Aktor | None
    niva: int
    omraden: tuple[str, ...] | None
    klient: str
    skapad: datetime
    senast: datetime
    gar_ut: datetime


def fingeravtryck(hemlighet: str) -> bytes:
    """What is kept of a secret of 256 random bits."""
    return hashlib.sha256(hemlighet.encode()).digest()


def ny(
    forbindelse: Connection, slag: Slag, utfardare: str, konto: str, aktor: Aktor | None, nu: datetime,
    granser: Granser, *, niva: int = 0, klient: str = "", omraden: tuple[str, ...] | None = None,
) -> str:  # fmt: skip
    """Begin a session; returns its secret, which is told this once."""
    hemlighet = secrets.token_urlsafe(32)
    forbindelse.execute(
        insert(session).values(
            hash=fingeravtryck(hemlighet), slag=slag, utfardare=utfardare, konto=konto,
            aktor=str(aktor) if aktor else None, niva=niva, omraden=list(omraden) if omraden is not None else None,
            klient=klient[:120], skapad=nu, senast=nu, gar_ut=nu + granser.hela,
        )
    )  # fmt: skip
    s = session.c
    oppna = select(s.hash).where(s.utfardare == utfardare, s.konto == konto, s.avslutad.is_(None))
    for_gamla = oppna.order_by(s.skapad.desc(), s.nr.desc()).offset(FLEST_SESSIONER)
    _avsluta(forbindelse, s.hash.in_(for_gamla), nu, "fler än så får inte vara öppna")
    return hemlighet


def hamta(motor: Engine, hemlighet: str, nu: datetime, granser: Mapping[Slag, Granser]) -> Session | None:
    """The session of a secret, if it stands; what has passed a limit, or lost its ground, is ended on the way.

    Raises: DatabasFel.
    """
    with transaktion(motor) as forbindelse:
        return hamta_i(forbindelse, hemlighet, nu, granser)


def hamta_i(forbindelse: Connection, hemlighet: str, nu: datetime, granser: Mapping[Slag, Granser]) -> Session | None:
    """The same in a transaction that asks for more."""
    vilken = session.c.hash == fingeravtryck(hemlighet)
    rad = forbindelse.execute(_OPPEN, {"b_hash": fingeravtryck(hemlighet)}).mappings().first()
    if rad is None:
        return None
    s = _session(rad)
    if nu >= s.gar_ut or nu >= s.senast + granser[s.slag].vila:
        _avsluta(forbindelse, vilken, nu, "tiden gick ut")
        return None
    if s.aktor and not konton.far_vara(forbindelse, s.utfardare, s.konto, s.aktor, datum(nu)):
        _avsluta(forbindelse, vilken, nu, "behörigheten upphörde")
        return None
    if nu - s.senast >= RORS:
        forbindelse.execute(update(session).where(vilken).values(senast=nu))
    return s


# Asked at every request: to build the question would take longer than its answer.
_OPPEN = select(session).where(session.c.hash == bindparam("b_hash"), session.c.avslutad.is_(None))


def valj(motor: Engine, hemlighet: str, aktor: Aktor, nu: datetime) -> str | None:
    """Act as one of those the login may be: a new secret, since what one may do has changed; None if it may not.

    The old one ends in the same transaction.
    """
    s = session.c
    vilken = s.hash == fingeravtryck(hemlighet)
    with transaktion(motor) as forbindelse:
        rad = (
            forbindelse.execute(select(session).where(vilken, s.avslutad.is_(None)).with_for_update())
            .mappings()
            .first()
        )
        if rad is None or not konton.far_vara(forbindelse, rad["utfardare"], rad["konto"], aktor, datum(nu)):
            return None
        ny_hemlighet = secrets.token_urlsafe(32)
        byt = {"hash": fingeravtryck(ny_hemlighet), "aktor": str(aktor), "senast": nu}
        forbindelse.execute(update(session).where(vilken).values(**byt))
    return ny_hemlighet


def avsluta(motor: Engine, hemlighet: str, nu: datetime, skal: str = "utloggad") -> bool:
    """Log out; False if it was over already."""
    with transaktion(motor) as forbindelse:
        return _avsluta(forbindelse, session.c.hash == fingeravtryck(hemlighet), nu, skal) > 0


def avsluta_nr(motor: Engine, utfardare: str, konto: str, nr: int, nu: datetime) -> bool:
    """End one of a login's own sessions, from another of them; False if there is none such."""
    s = session.c
    with transaktion(motor) as forbindelse:
        vilken = (s.nr == nr) & (s.utfardare == utfardare) & (s.konto == konto)
        return _avsluta(forbindelse, vilken, nu, "avslutad från en annan session") > 0


def avsluta_alla(motor: Engine, aktor: Aktor, nu: datetime, skal: str) -> int:
    """End all that is open as ``aktor``; returns how many."""
    with transaktion(motor) as forbindelse:
        return _avsluta(forbindelse, session.c.aktor == str(aktor), nu, skal)


def oppna(motor: Engine, utfardare: str, konto: str, nu: datetime, granser: Mapping[Slag, Granser]) -> list[Session]:
    """The open sessions of a login, latest used first."""
    s = session.c
    fraga = select(session).where(s.utfardare == utfardare, s.konto == konto, s.avslutad.is_(None), s.gar_ut > nu)
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga.order_by(s.senast.desc(), s.nr.desc())).mappings()
        return [_session(r) for r in rader if nu < r["senast"] + granser[r["slag"]].vila]


FALT = ("nr", "slag", "utfardare", "konto", "niva", "klient", "skapad", "senast", "gar_ut")
"""What of a session's row is told as it stands there."""


def _session(rad: RowMapping) -> Session:
    omraden = tuple(rad["omraden"]) if rad["omraden"] is not None else None
    aktor = Aktor.tolka(rad["aktor"]) if rad["aktor"] else None
    return Session(**{f: rad[f] for f in FALT}, aktor=aktor, omraden=omraden)


def _avsluta(forbindelse: Connection, vilka: ColumnElement[bool], nu: datetime, skal: str) -> int:
    satt = update(session).where(vilka, session.c.avslutad.is_(None)).values(avslutad=nu, avslutad_skal=skal)
    return forbindelse.execute(satt).rowcount


def stada(motor: Engine, fore: datetime) -> int:
    """Take away what ended before an instant; the log of openings, not this table, is the record of who did what."""
    s = session.c
    with transaktion(motor) as forbindelse:
        slut = func.coalesce(s.avslutad, s.gar_ut)
        return forbindelse.execute(delete(session).where(slut < fore)).rowcount
