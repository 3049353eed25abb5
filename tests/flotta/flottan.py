"""The fleet as operations run it, and what a test needs to disturb it."""

from __future__ import annotations

import asyncio
import re
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Engine
from temporalio.client import Client

from domain.grund.parter import Aktor, Roll
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.bemanning import ArendeBemannat
from domain.regler.provning import skapa_regelverk
from domain.skeende.journal import Post
from kontrakt.insats import Kvitto
from kontrakt.namn import SOKATTRIBUT
from kontrakt.nattligt import SCHEMAN
from persistence.arende import lasning
from persistence.databas.motor import skapa_motor
from persistence.register.anordnare import auktorisationer
from persistence.register.anordnare.register import lagg_till_anordnare
from regelverk import las_utgavor
from starter.drift.scheman import skapa_scheman
from starter.stod.klient.insats import Insatsklient, nytt_arende
from starter.stod.stack.temporal import TemporalServer
from starter.stod.stack.workers import WORKER_COMMAND, Worker
from tests.flotta.gren import Gren
from tests.verktyg.spel import FORARBETE

KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
ANORDNARE = Aktor(Roll.ANORDNARE, "a1", "A")
AKTUALISERA = {
    "kommando": "aktualisera",
    "insats": "AMI2",
    "anordnare": "A",
    "kund": {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02", "arbetsformaga": 50},
    **FORARBETE,
}
LAS = 4711
"""The advisory lock that holds a writer where the test wants it."""


@dataclass
class Flotta:
    """Servers, workers and a door."""

    temporal: TemporalServer
    database_url: str
    klient: Insatsklient
    mapp: Path
    arbetare: list[Worker] = field(default_factory=list)

    @property
    def motor(self) -> Engine:
        return self.klient.motor

    @property
    def adresser(self) -> dict[str, str]:
        """The settings of a worker of this fleet."""
        return {
            "DATABASE_URL": self.database_url,
            "TEMPORAL_ADDRESS": self.temporal.address,
            "INSATSFLODE_KATALOG": str(self.mapp / "ingen-stack"),
        }

    def starta_arbetare(self, *, som_i_drift: bool = False, **miljo: str) -> Worker:
        """A worker process, not yet awaited; ``som_i_drift``: started by the command that operations start it by."""
        nummer = len(self.arbetare) + 1
        logg, installningar = self.mapp / f"arbetare-{nummer}.log", {**self.adresser, **miljo}
        if som_i_drift:
            arbetare = Worker(nummer, WORKER_COMMAND, settings=installningar, log=logg)
        else:
            arbetare = Gren(nummer, settings=installningar, log=logg)
        self.arbetare.append(arbetare)
        return arbetare

    async def ny_arbetare(self, *, som_i_drift: bool = False, **miljo: str) -> Worker:
        arbetare = self.starta_arbetare(som_i_drift=som_i_drift, **miljo)
        await asyncio.to_thread(arbetare.wait_until_healthy)
        return arbetare

    async def nytt_arende(self, anordnare: str = "A", tidsskillnad: timedelta = timedelta()) -> str:
        arende = nytt_arende()
        data = {**AKTUALISERA, "anordnare": anordnare}
        await self.klient.starta(data, KV, arende=arende, tidsskillnad=tidsskillnad)
        return arende

    async def bemanna(self, arende: str, handlaggare: str, av: Aktor = ANORDNARE) -> Kvitto:
        data = {"kommando": "bemanna", "handlaggare": handlaggare}
        return await self.klient.kommando(arende, data, av, kommando_id=f"{arende}-{handlaggare}")

    def poster(self, arende: str) -> list[Post]:
        return lasning.journalrader(self.motor, None, arende)

    def insats(self, arende: str) -> Insats:
        """A case as its journal tells it."""
        svar = lasning.tillstand(self.motor, None, arende)
        assert svar is not None, f"{arende} finns inte"
        return svar[0]

    def bemannade(self, arende: str) -> list[str]:
        return [h.handlaggare for p in self.poster(arende) if isinstance(h := p.handelse, ArendeBemannat)]

    @contextmanager
    def hallen(self, *, vid_commit: bool) -> Any:
        """Hold every writer of the journal, before its first line or in its very commit, while the block runs."""
        nar = "DEFERRABLE INITIALLY DEFERRED" if vid_commit else ""
        med = psycopg.connect(self.database_url.replace("+psycopg", ""), autocommit=True)
        med.execute(f"CREATE FUNCTION vanta() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$BEGIN PERFORM pg_advisory_xact_lock_shared({LAS}); RETURN NULL; END$$")  # fmt: skip
        med.execute(f"CREATE CONSTRAINT TRIGGER vanta AFTER INSERT ON journal {nar} FOR EACH ROW "
                    "EXECUTE FUNCTION vanta()")  # fmt: skip
        med.execute("SELECT pg_advisory_lock(%s)", [LAS])
        try:
            yield
        finally:
            med.close()  # lets go of the lock

    async def tills_nagon_halls(self) -> None:
        await self.tills_antal_halls(1)

    async def tills_antal_halls(self, antal: int) -> None:
        fraga = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND NOT granted"
        with psycopg.connect(self.database_url.replace("+psycopg", ""), autocommit=True) as c:
            await tills(lambda: len(c.execute(fraga, [LAS]).fetchall()) >= antal)

    def matt(self, namn: str, **etiketter: str) -> float:
        """The sum of a metric over the workers that run, as their pages for monitoring tell it."""
        alla = "\n".join(hamta(a.health_url.replace("/halsa", "/metrics"))[1] for a in self.arbetare if a.running)
        rader = re.findall(rf"^{namn}(?:{{([^}}]*)}})? (\S+)$", alla, re.MULTILINE)
        return sum(float(v) for vad, v in rader if all(f'{e}="{varde}"' in vad for e, varde in etiketter.items()))

    async def historik(self, arende: str) -> list[Any]:
        return list((await self.klient.temporal.get_workflow_handle(arende).fetch_history()).events)


async def tills(villkor: Callable[[], bool], talamod: float = 30.0) -> None:
    """Wait until something holds."""
    slut = time.monotonic() + talamod
    while not await asyncio.to_thread(villkor):
        assert time.monotonic() < slut, "det inträffade aldrig"
        await asyncio.sleep(0.02)


def hamta(url: str) -> tuple[int, str]:
    """A page's status and text."""
    try:
        with urllib.request.urlopen(url, timeout=15) as svar:
            return svar.status, svar.read().decode()
    except urllib.error.HTTPError as fel:
        return fel.code, fel.read().decode()


async def vilande_scheman(klient: Client) -> None:
    """The Schedules are there, as in a deployment, but paused: no night comes while a test runs."""
    await skapa_scheman(klient, skapa_regelverk(las_utgavor()))
    for id in SCHEMAN:
        await klient.get_schedule_handle(id).pause()


@asynccontextmanager
async def flotta(database_url: str, mapp: Path, server: type[TemporalServer] = TemporalServer) -> AsyncIterator[Flotta]:
    """A Temporal server in memory on a migrated database, with anordnare A and B; stopped with all its workers."""
    motor = skapa_motor(database_url)
    for namn in ("A", "B"):
        lagg_till_anordnare(motor, namn)
        auktorisationer.auktorisera(motor, namn, "AMI", date(2024, 1, 1))
    temporal = server(search_attributes=SOKATTRIBUT, log=mapp / "temporal.log", ui=False)
    temporal.start()
    try:
        f = Flotta(temporal, database_url, await Insatsklient.anslut(temporal.address, "default", motor), mapp)
        await vilande_scheman(f.klient.temporal)
        try:
            yield f
        finally:
            for arbetare in f.arbetare:
                with suppress(ProcessLookupError):
                    arbetare.kill()
    finally:
        temporal.stop()
        motor.dispose()
