"""A real Temporal server, a real database, and workers as processes of their own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.flotta.flottan import Flotta, flotta


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    """A fleet without workers, to itself."""
    async with flotta(database_url, tmp_path) as f:
        yield f


@pytest_asyncio.fixture(scope="module")
async def delad(
    postgres: EmbeddedPostgres, template_database: str | None, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Flotta]:
    """A fleet of one worker that tests share, each with a case of its own."""
    url = postgres.create_database("delad_flotta", template=template_database)
    async with flotta(url, tmp_path_factory.mktemp("flotta")) as f:
        await f.ny_arbetare()
        yield f
    postgres.drop_database("delad_flotta")
