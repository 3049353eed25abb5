"""How a worker minds itself: it waits for servers that are away, and ends when its own work no longer gets anywhere.

A server that is away is no fault of the worker's, and to end for it would help nobody. A worker all of whose threads
are stuck takes work that it never does: it leaves, and whoever runs it starts another.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog
from sqlalchemy import Engine, text

from persistence.databas.migrering import Omigrerad
from persistence.databas.motor import DatabasBorta

T = TypeVar("T")

log = structlog.get_logger("worker")

HOGST = 20.0
"""Seconds that a question of health may take: red within half a minute, however it is stuck."""
PAUS = 2.0
"""Seconds between two tries to reach a server that is away."""
_SAGS_IGEN = 15
"""Tries between two lines of log about it."""
GE_UPP = 180.0
"""Seconds without a single answer until a worker is given up: longer than anything in a database may take."""


class TemporalBorta(Exception):
    """No Temporal server answers now; one Swedish sentence."""


class Fastnat(Exception):
    """The worker no longer gets anywhere; one Swedish sentence."""


async def vanta_pa(vad: Callable[[], Awaitable[T]], paus: float = PAUS) -> T:
    """What ``vad`` comes to, once the server that it asks is there, and its database migrated.

    Raises: what ``vad`` raises, save that a server is away.
    """
    forsok = 0
    while True:
        try:
            return await vad()
        except (DatabasBorta, Omigrerad, TemporalBorta) as fel:
            if forsok % _SAGS_IGEN == 0:
                log.warning("väntar", orsak=str(fel))
        forsok += 1
        await asyncio.sleep(paus)


class Journalvag:
    """Asks the database by the way that the journal goes: in one of the threads that it is written in.

    Args:
        hogst: seconds that the answer may take.
    """

    def __init__(self, motor: Engine, tradar: ThreadPoolExecutor, hogst: float = HOGST) -> None:
        self._motor, self._tradar, self._hogst = motor, tradar, hogst
        self.fast_sedan: float | None = None
        """When (monotonic) the first of the questions was asked that have had no answer since; None after one."""

    async def __call__(self) -> str | None:
        """None when all is well, else a Swedish word of what is wrong."""
        fragad = time.monotonic()
        try:
            async with asyncio.timeout(self._hogst):
                await asyncio.get_running_loop().run_in_executor(self._tradar, self._fraga)
        except TimeoutError:
            self.fast_sedan = self.fast_sedan or fragad
            return "ingen tråd blir fri, eller databasen svarar inte"
        except Exception:
            self.fast_sedan = None  # it answers, or says that it does not: the threads come free
            return "databasen svarar inte"
        self.fast_sedan = None
        return None

    async def tills_fast(self, ge_upp: float = GE_UPP, paus: float = 10.0) -> str:
        """Returns when nothing has got through for ``ge_upp`` seconds, with why."""
        while True:
            await asyncio.sleep(paus)
            varfor = await self()
            if varfor and self.fast_sedan is not None and time.monotonic() - self.fast_sedan >= ge_upp:
                return varfor

    def _fraga(self) -> None:
        with self._motor.connect() as c:
            c.execute(text("select 1"))
