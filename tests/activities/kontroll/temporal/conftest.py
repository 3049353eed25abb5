"""A whole fleet to be broken by hand, with the cases of earlier tests taken away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio

from activities.kontroll import jakt
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.activities.kontroll.temporal.hus import Hus, tom
from tests.flotta.flottan import Flotta, flotta


@pytest_asyncio.fixture(scope="module")
async def server(
    postgres: EmbeddedPostgres, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Flotta]:
    url = postgres.create_database("kontroll_i_temporal", template=template_database)
    async with flotta(url, tmp_path_factory.mktemp("kontroll")) as f:
        yield f
    postgres.drop_database("kontroll_i_temporal")


@pytest_asyncio.fixture
async def hus(
    server: Flotta, postgres: EmbeddedPostgres, template_database: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Hus]:
    """The server, with the cases of earlier tests taken away, and a worker."""
    monkeypatch.setattr(jakt, "OMTAG", (0.3, 0.6))
    await tom(server)
    async with AsyncExitStack() as arbetare:
        hus = Hus(server, monkeypatch, arbetare)
        await hus.upp()
        yield hus
