"""Real PostgreSQL for rehearsals: a database for each case, thrown away afterwards, never the record itself."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Engine, make_url

from persistence.databas.migrering import migrera
from persistence.databas.motor import DatabasFel, skapa_motor
from starter.stod.stack.database.postgres import EmbeddedPostgres


class Provserver:
    """A PostgreSQL server, and a migrated database in it that those of the cases are copied from."""

    def __init__(self, url: str) -> None:
        """Make the template at the server of ``url``. Raises DatabasFel."""
        self._url = make_url(url)
        self._mall = f"provkor_{secrets.token_hex(6)}"
        skapa_motor(url).dispose()  # says in Swedish what is wrong, if anything
        self._kor(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._mall)))
        migrera(self._till(self._mall))

    @contextmanager
    def databas(self) -> Iterator[Engine]:
        """A database of its own, gone when the block ends. Raises DatabasFel."""
        namn = f"{self._mall}_{secrets.token_hex(4)}"
        self._kor(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(namn), sql.Identifier(self._mall)))
        motor = skapa_motor(self._till(namn))
        try:
            yield motor
        finally:
            motor.dispose()
            self._slang(namn)

    def stang(self) -> None:
        """Remove the template."""
        self._slang(self._mall)

    def _slang(self, namn: str) -> None:
        self._kor(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(namn)))

    def _kor(self, sats: sql.Composed) -> None:
        plats = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            with psycopg.connect(plats, autocommit=True, connect_timeout=5) as forbindelse:
                forbindelse.execute(sats)
        except psycopg.errors.InsufficientPrivilege:
            vem = self._url.username
            raise DatabasFel(f"provkörning behöver en egen databas, och användaren {vem} får inte skapa en") from None
        except psycopg.Error as fel:
            raise DatabasFel(f"databasen svarar inte som den ska ({type(fel).__name__})") from None

    def _till(self, namn: str) -> str:
        return self._url.set(database=namn).render_as_string(hide_password=False)


@contextmanager
def provserver(url: str = "") -> Iterator[Provserver]:
    """The server at ``url``, or an embedded one for the occasion. Raises DatabasFel, StackError."""
    with ExitStack() as stadning:
        if not url:
            katalog = stadning.enter_context(tempfile.TemporaryDirectory(prefix="insatsflode-prov-"))
            postgres = EmbeddedPostgres(Path(katalog) / "postgres", durable=False)
            stadning.callback(postgres.stop)
            url = postgres.start()
        server = Provserver(url)
        stadning.callback(server.stang)
        yield server
