"""Outages: a server is gone, and comes back after seconds or half an hour."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from math import exp, log
from random import Random

from tests.fel.riktiga.felen import tills_startad
from tests.fel.riktiga.huset import Huset

KORTAST = 5.0
Avbrott = Callable[[Huset, float], Awaitable[None]]


def langd(r: Random, langst: float) -> float:
    """How long an outage is: most are short, some as long as any (seconds)."""
    return exp(r.uniform(log(KORTAST), log(max(langst, KORTAST))))


async def databasen_borta(h: Huset, sekunder: float) -> None:
    await asyncio.to_thread(h.doda_databasen)
    await asyncio.sleep(sekunder)
    await tills_startad(h.postgres.start)


async def temporal_borta(h: Huset, sekunder: float) -> None:
    await asyncio.to_thread(h.temporal.kill)
    await asyncio.sleep(sekunder)
    await tills_startad(h.temporal.start)


async def natet_tyst(h: Huset, sekunder: float) -> None:
    h.till_databasen.tyst = True
    await asyncio.sleep(sekunder)
    await asyncio.to_thread(h.till_databasen.klipp)
    h.till_databasen.tyst = False


async def posten_borta(h: Huset, sekunder: float) -> None:
    await asyncio.to_thread(h.posten.stoppa)
    await asyncio.sleep(sekunder)
    await asyncio.to_thread(h.posten.starta)


AVBROTT: dict[str, Avbrott] = {
    "PostgreSQL borta": databasen_borta,
    "Temporal borta": temporal_borta,
    "nätet till PostgreSQL tyst": natet_tyst,
    "e-postservern borta": posten_borta,
}
DODADE = ("arbetare kill -9", "arbetare kill -9", "arbetare kill -9", "arbetare SIGTERM",
          "PostgreSQL stoppad på en gång", "Temporal kill -9")  # fmt: skip
"""What is killed in the proof: mostly workers."""
