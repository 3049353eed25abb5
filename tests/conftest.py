"""Servers that tests share: one PostgreSQL and one Temporal per test process, one database per test."""

import gc
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import Engine
from temporalio.client import Client
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.temporal import TemporalServer
from tests.flotta.kopia import kopia
from tests.huset.platser import TESTER, for_stunden


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "krav(*ids): the krav that the test proves")
    # Hundreds of processes are started by these tests; each would compile the whole house anew.
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


_VANTAR = ("fel", "flotta", "starter", "activities", "workflows")
"""Rooms whose tests wait for servers, those with the longest files first."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for servers comes first and what only counts comes last: no process ends by waiting alone."""
    rum = {namn: nr for nr, namn in enumerate(_VANTAR)}
    items.sort(key=lambda i: rum.get(i.path.relative_to(TESTER).parts[0], len(rum)))


TILLSAMMANS = (
    "tests/activities/kontroll/databasen/", "tests/activities/kontroll/test_betalning_och_processer.py",
    "tests/activities/kontroll/test_bokmarke.py", "tests/activities/kontroll/test_dubbel_insats.py",
)  # fmt: skip
"""Files that share what takes a process longer to make than they all take with it: one process has them all."""


class _Tillsammans(LoadFileScheduling):
    """File by file, but for those that are to be together."""

    def _split_scope(self, nodeid: str) -> str:
        return TILLSAMMANS[0] if nodeid.startswith(TILLSAMMANS) else super()._split_scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling | None:
    return _Tillsammans(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    """What has been imported and collected is here to stay: it is not gone through again for every new object."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL that forgets: no fsync, deleted afterwards."""
    # Not tmp_path: pytest closes that folder to other users, and under root PostgreSQL is another user.
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-", dir=for_stunden()) as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres", durable=False)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres: EmbeddedPostgres) -> str:
    """URL of the maintenance database."""
    return postgres.url()


@pytest.fixture(scope="session")
def template_database(postgres: EmbeddedPostgres) -> str | None:
    """Name of the migrated database that each test's own database is copied from."""
    migrera(postgres.create_database("mall"))
    return "mall"


@pytest.fixture
def database_url(postgres: EmbeddedPostgres, template_database: str | None) -> Iterator[str]:
    """URL of a database that this test has to itself."""
    with kopia(postgres, template_database) as url:
        yield url


@pytest.fixture
def motor(database_url: str) -> Iterator[Engine]:
    """An engine on this test's own database, migrated and empty."""
    motor = skapa_motor(database_url)
    yield motor
    motor.dispose()


@pytest.fixture(scope="session")
def search_attributes() -> Mapping[str, str]:
    """Search attributes to register in Temporal: name → Temporal's name of the type."""
    return {}


@pytest.fixture(scope="session")
def temporal_server(
    search_attributes: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[TemporalServer]:
    """A real Temporal server in memory, without its web pages."""
    log = tmp_path_factory.mktemp("temporal") / "temporal.log"
    server = TemporalServer(search_attributes=search_attributes, log=log, ui=False)
    server.start()
    yield server
    server.stop()


@pytest_asyncio.fixture(scope="session")
async def temporal_client(temporal_server: TemporalServer) -> AsyncIterator[Client]:
    """A client connected to ``temporal_server``."""
    yield await Client.connect(temporal_server.address)
