"""The whole house for a test: a real Temporal, a real worker and real doors, over a database of the tests' own server.

The two processes are branched off from what stands loaded, and PostgreSQL is the one that the test process has already:
what is started anew each time is Temporal.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kontrakt.namn import SOKATTRIBUT
from persistence.databas.migrering import migrera
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.server import ApiServer
from starter.stod.stack.stack import Stack
from starter.stod.stack.workers import Worker
from tests.flotta.gren import Dorrgren, Gren
from tests.flotta.kopia import kopia
from tests.huset.platser import for_stunden


class Provstack(Stack):
    """A stack whose worker and doors are branched off."""

    def _new_worker(self, number: int, port: int | None = None) -> Worker:
        return Gren(number, settings=self._addresses(), log=self.logs / f"arbetare-{number}.log", port=port)

    def _new_server(self, port: int, settings: Mapping[str, str]) -> ApiServer:
        return Dorrgren(port, settings=settings, log=self.logs / "server.log")


class _Lanad:
    """One database of the tests' PostgreSQL in the place of a server of the stack's own: not started, not stopped."""

    def __init__(self, postgres: EmbeddedPostgres, url: str) -> None:
        self._postgres, self._url = postgres, url

    @property
    def pid(self) -> int | None:
        return self._postgres.pid

    def start(self) -> str:
        return self._url

    def create_database(self, _namn: str) -> str:
        return self._url

    def stop(self) -> None:
        """It is others' too."""


@contextmanager
def stacken(lanad: _Lanad | None = None) -> Iterator[Stack]:
    """One that runs until the block ends. ``lanad``: a database that is migrated already, in place of its own."""
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-", dir=for_stunden()) as katalog:
        migrate = (lambda _url: None) if lanad else migrera
        stack = Provstack(
            migrate=migrate, search_attributes=SOKATTRIBUT, folder=Path(katalog), ui=False, durable=False
        )  # fmt: skip
        if lanad:
            stack.postgres = lanad  # type: ignore[assignment]
        with stack:
            yield stack


@contextmanager
def stack_pa_kopia(postgres: EmbeddedPostgres, mall: str | None) -> Iterator[Stack]:
    """One over a copy of the database ``mall``, which is gone when the block ends."""
    with kopia(postgres, mall) as url, stacken(_Lanad(postgres, url)) as stack:
        yield stack
