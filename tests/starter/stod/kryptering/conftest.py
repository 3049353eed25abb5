"""A real Temporal server, a real database, and workers as processes of their own, as the fleet's tests have."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from starter.stod.kryptering.namn import MILJO
from starter.stod.kryptering.nyckelring import ny_nyckel
from tests.flotta.flottan import Flotta, flotta


@pytest.fixture
def nycklar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of keys that this process and every worker that it starts go by."""
    ny_nyckel(fil := tmp_path / "nycklar.toml", "2026-11")
    monkeypatch.setenv(MILJO, str(fil))
    return fil


@pytest_asyncio.fixture
async def f(nycklar: Path, database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    """A fleet without workers, whose door encrypts."""
    async with flotta(database_url, tmp_path) as f:
        yield f
