"""The way to the database: an engine, a transaction whose errors say nothing personal, and the migrations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, DisconnectionError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

_FORM = "skriv postgresql://användare:lösenord@värd:port/databas"


class DatabasFel(Exception):
    """The database cannot be reached or used as things are now; the same may succeed later. One Swedish sentence."""

    typ: ClassVar[str] = "DatabasFel"


class DatabasBorta(DatabasFel):
    """Nobody answers at the database's address: it may be back soon."""


class DataFel(Exception):
    """What was to be written cannot be: it contradicts what is there or has the wrong form. Swedish.

    ``typ``: what the error is called in a Temporal history, whatever the class is renamed to.
    """

    typ: ClassVar[str] = "DataFel"


_TALAMOD = {"statement_timeout": 120_000, "lock_timeout": 5_000, "idle_in_transaction_session_timeout": 300_000}
"""Milliseconds that the server lets a statement run, wait for somebody's lock, and a transaction stand idle."""

_LIVSTECKEN = {
    "connect_timeout": 5, "keepalives": 1, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
}  # fmt: skip
"""How soon a network that has gone silent is found out: well within half a minute, whoever was to speak."""


_LAMNAD = "lämnad"
_VILAR_EFTER = 1.0
"""Seconds after which a connection in the pool is tried before it is used."""


def skapa_motor(url: str, *, talig: bool = False) -> Engine:
    """An engine with a pool, after a first contact. Nothing that it is asked is waited for without end.

    Args:
        url: ``postgresql://`` or ``postgresql+psycopg://``.
        talig: statements and locks may take the time they take, as in a migration; the network may not.

    Raises:
        DatabasFel: the URL cannot be read, or the login is refused; the password is never told.
        DatabasBorta: nobody answers.
    """
    adress = _tolka(url)
    motor = create_engine(
        adress,
        # A fleet member's activities run in a few threads; what waits longer than this is better retried.
        pool_size=10,
        max_overflow=10,
        pool_timeout=10,
        pool_recycle=1800,
        # Parameters are what people wrote; an error must not repeat them (K3.3).
        hide_parameters=True,
        connect_args={**_LIVSTECKEN, "application_name": "insatsflode", **({} if talig else {"options": _VAL})},
    )
    _prova_den_som_vilat(motor)
    try:
        motor.connect().close()
    except SQLAlchemyError as fel:
        motor.dispose()
        raise _varfor(adress, str(fel)) from None
    return motor


def _prova_den_som_vilat(motor: Engine) -> None:
    """Let a connection that has rested be tried before it is used; the pool opens another if it is gone.

    ``pool_pre_ping`` tries each, which is a walk to the server and back for every transaction. One that was used a
    moment ago can hardly have gone; should it have, that work says so, and what goes through Temporal is done again.
    """

    def lamnas(_: Any, plats: ConnectionPoolEntry) -> None:
        plats.info[_LAMNAD] = time.monotonic()

    def tas(anslutning: Any, plats: ConnectionPoolEntry, _: Any) -> None:
        if time.monotonic() - plats.info.get(_LAMNAD, 0.0) < _VILAR_EFTER:
            return
        try:
            motor.dialect.do_ping(anslutning)
        except psycopg.Error:
            raise DisconnectionError from None

    event.listen(motor, "checkin", lamnas)
    event.listen(motor, "checkout", tas)


def utan_transaktion(motor: Engine) -> Engine:
    """The same database for questions of one statement: no transaction around it, and a connection is not tried before
    it is used. Who asks must have another way, for when it turns out to be gone.
    """
    return create_engine(
        motor.url, isolation_level="AUTOCOMMIT", pool_size=5, max_overflow=5, pool_timeout=10, pool_recycle=1800,
        pool_reset_on_return=None, hide_parameters=True,
        connect_args={**_LIVSTECKEN, "application_name": "insatsflode", "options": _VAL},
    )  # fmt: skip


_PLANERING = {"jit": "off", "random_page_cost": "1.1"}
"""How the server weighs its ways to an answer: the disks of today have no arm to move, so that what one person waits
for is found by an index; and to compile a question takes longer than any of ours does."""

_VAL = " ".join(f"-c {namn}={varde}" for namn, varde in {**_TALAMOD, **_PLANERING}.items())


def _tolka(url: str) -> URL:
    try:
        adress = make_url(url.strip())
    except (ArgumentError, ValueError):
        raise DatabasFel(f"databasens URL går inte att läsa; {_FORM}") from None
    if adress.drivername not in ("postgresql", "postgresql+psycopg"):
        raise DatabasFel(f"databasen måste vara PostgreSQL; {_FORM}")
    return adress.set(drivername="postgresql+psycopg")


def _varfor(adress: URL, text: str) -> DatabasFel:
    """Why the first contact failed. The driver gives a text and no code, so the text it is."""
    plats = f"{adress.host or 'den egna datorn'}:{adress.port or 5432}"
    if "authentication failed" in text or "no password supplied" in text or "pg_hba.conf" in text:
        vem = adress.username or "(ingen)"
        return DatabasFel(f"databasen på {plats} släpper inte in användaren {vem}; kontrollera lösenordet")
    if f'database "{adress.database}" does not exist' in text:
        return DatabasFel(f"databasen {adress.database} finns inte på {plats}")
    return DatabasBorta(f"databasen på {plats} går inte att nå")


@contextmanager
def transaktion(motor: Engine) -> Iterator[Connection]:
    """One transaction: committed at the end, rolled back by any error.

    Raises:
        DataFel: the database refuses what is written.
        DatabasBorta: the database is not there, or the way to it was cut off.
        DatabasFel: anything else that goes wrong in the database. None repeats what was written (K3.3).
    """
    try:
        with motor.begin() as forbindelse:
            yield forbindelse
    except SQLAlchemyError as fel:
        raise _sagt(fel) from None


@contextmanager
def anslutning(motor: Engine, **val: Any) -> Iterator[Connection]:
    """A connection whose user begins and ends its transactions; ``val`` are its execution options.

    Raises: as ``transaktion``.
    """
    try:
        with motor.connect() as forbindelse:
            yield forbindelse.execution_options(**val)
    except SQLAlchemyError as fel:
        raise _sagt(fel) from None


def _sagt(fel: SQLAlchemyError) -> DatabasFel | DataFel:
    """What went wrong, without what was written."""
    if isinstance(fel, IntegrityError | DataError):
        return DataFel(f"databasen tar inte emot uppgiften ({_slag(fel)})")
    return (DatabasBorta if _borta(fel) else DatabasFel)(f"databasen svarar inte som den ska ({_slag(fel)})")


_STANGS = ("08", "57P")
"""SQLSTATE of a server that cannot be reached, or is being stopped or started."""


def _borta(fel: SQLAlchemyError) -> bool:
    if not (isinstance(fel, DBAPIError) and isinstance(fel.orig, psycopg.OperationalError)):
        return False
    return fel.orig.sqlstate is None or fel.orig.sqlstate.startswith(_STANGS)


def _slag(fel: SQLAlchemyError) -> str:
    return type(fel.orig if isinstance(fel, DBAPIError) else fel).__name__
