"""The server, a worker, and the hands that break what they hold."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from activities.kontroll.jakt import jaga
from activities.kontroll.utfall import Utfall
from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import datum
from regelverk import las_utgavor
from starter.drift.flotta import skapa_worker
from tests.activities.kontroll.conftest import Svar, kor
from tests.flotta.flottan import KV, Flotta
from tests.verktyg.spel import helt_uppdrag

SOCIALT = helt_uppdrag({"kommando": "lagg_in_uppdrag", "langd_manader": 12})


@dataclass
class Hus:
    """A Temporal server, a database, and a worker that can be taken down."""

    f: Flotta
    monkeypatch: pytest.MonkeyPatch
    _arbetare: AsyncExitStack

    @property
    def motor(self) -> Engine:
        return self.f.motor

    async def ner(self) -> None:
        await self._arbetare.aclose()

    async def upp(self) -> None:
        klient = self.f.klient.temporal
        await self._arbetare.enter_async_context(skapa_worker(klient, self.motor, skapa_regelverk(las_utgavor()), None))

    async def jaga(self, **val: Any) -> Utfall:
        return await jaga(self.motor, self.f.klient.temporal, **val)

    async def fynd(self, **val: Any) -> list[tuple[str, str, str]]:
        return [(f.kontroll, f.arende, f.text) for f in (await self.jaga(**val)).fynd]

    async def insats(self, *argument: str) -> Svar:
        """The command itself, as from another terminal."""
        self.monkeypatch.setenv("DATABASE_URL", self.f.database_url)
        self.monkeypatch.setenv("TEMPORAL_ADDRESS", self.f.temporal.address)
        self.monkeypatch.setenv("INSATS_SOM", "systemspecialist:ss1")
        self.monkeypatch.setenv("TEMPORAL_UI", "http://temporal.example")
        self.monkeypatch.setenv("INSATSFLODE_KATALOG", str(self.f.mapp / "ingen"))
        return await asyncio.to_thread(kor, *argument)

    async def pagaende(self) -> str:
        """A case that is staffed and has its uppdrag from today."""
        arende = await self.f.nytt_arende()
        await self.f.bemanna(arende, "H1")
        await self.f.klient.kommando(arende, {**SOCIALT, "startdatum": str(datum(datetime.now(UTC)))}, KV)
        return arende

    def bryt(self, sats: str, **varden: Any) -> None:
        with self.motor.begin() as forbindelse:
            forbindelse.execute(text("SET LOCAL session_replication_role = replica"))
            assert forbindelse.execute(text(sats), varden).rowcount

    async def tills(self, villkor: Callable[[], Awaitable[bool]]) -> None:
        slut = time.monotonic() + 60
        while not await villkor():
            assert time.monotonic() < slut, "det inträffade aldrig"
            await asyncio.sleep(0.1)


async def tom(f: Flotta) -> None:
    async for w in f.klient.temporal.list_workflows("ExecutionStatus = 'Running'"):
        await f.klient.temporal.get_workflow_handle(w.id).terminate()
    tabeller = "journal, insats, bevakning, utbetalning, meddelande, utkorg, dokument, kontrollfynd, kontrollkorning, "
    tabeller += "process, processbevakning"
    with f.motor.begin() as forbindelse:
        forbindelse.execute(text("SET LOCAL session_replication_role = replica"))  # what is never to be taken away too
        forbindelse.execute(text(f"TRUNCATE {tabeller} CASCADE"))
