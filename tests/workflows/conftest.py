"""One case, played on skipped time with the real workflow, the real activities and a real database."""

from collections.abc import AsyncIterator

import pytest_asyncio
from sqlalchemy import Engine

from tests.workflows.tjanst import Tjanst, tjanst


@pytest_asyncio.fixture
async def t(motor: Engine) -> AsyncIterator[Tjanst]:
    """The service at 2024-03-01 09:00, a Friday."""
    async with tjanst(motor) as t:
        yield t
