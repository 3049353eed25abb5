"""Signs of life while an activity waits for others, so that a worker that was killed is soon replaced, and one that
only waits is not taken for dead."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from temporalio import activity

PULS = 5.0
"""Seconds between two signs of life."""


@contextmanager
def livstecken() -> Iterator[None]:
    """Signs of life while the block runs, in an activity that holds its thread; none where nobody asked for one."""
    if not activity.in_activity():
        yield
        return
    klart = threading.Event()

    def sla() -> None:
        while not klart.wait(PULS):
            activity.heartbeat()

    puls = threading.Thread(target=contextvars.copy_context().run, args=(sla,), daemon=True)
    activity.heartbeat()
    puls.start()
    try:
        yield
    finally:
        klart.set()
        puls.join()


@asynccontextmanager
async def livstecken_asynk(framsteg: Callable[[], Any] | None = None) -> AsyncIterator[None]:
    """The same in one that is a coroutine. ``framsteg`` says how far it has come, as Temporal's pages show it."""

    async def sla() -> None:
        while True:
            activity.heartbeat(*([framsteg()] if framsteg else []))
            await asyncio.sleep(PULS)

    puls = asyncio.create_task(sla())
    try:
        yield
    finally:
        puls.cancel()
