"""The real engine: the real workflow and activities, a real server with skipped time, a real database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import Engine
from temporalio.service import RPCError
from temporalio.testing import WorkflowEnvironment

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.liv import rutin
from domain.liv.kommandon import las_kommando
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall
from domain.skeende.journal import Meddelande, Post
from domain.tid.tidpunkt import datum, midnatt
from kontrakt import namn
from kontrakt.omvandlare import OMVANDLARE
from persistence.arende import lasning
from persistence.meddelanden import inkorg
from persistence.register.anordnare import auktorisationer, register
from starter.drift.flotta import skapa_worker
from starter.provkorning.berattelse import Berattelse, Lyssnare
from starter.provkorning.fil import Provfall, Provsteg
from starter.provkorning.ifyllt import stegen
from starter.provkorning.ren import tyst
from starter.stod.klient.insats import Insatsklient, nytt_arende
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.timeskipping import time_skipping_environment
from starter.visning.avvisat import Avvisat

_TALAMOD = 30.0
"""Seconds that the service gets to do what its clock has raised, before something is taken to be wrong."""
_MARGINAL = timedelta(milliseconds=1)
"""The server may come to a stop within its resolution before the instant that it was asked for."""


async def spela(fall: Provfall, motor: Engine, regelverk: Regelverk, lyssna: Lyssnare = tyst) -> Berattelse:
    """Play a case in a database of its own. What is told is read from there.

    Raises:
        StackError, DatabasFel, IngenKontakt: a server that fails.
    """
    for rad in fall.anordnare:
        register.lagg_till_anordnare(motor, rad.namn)
        auktorisationer.auktorisera(motor, rad.namn, rad.kundval, rad.fran, rad.till)
    async with _tjanst(fall.steg[0].tid, motor, regelverk) as (klocka, klient):
        return await _Spelning(fall, klocka, klient, lyssna).spela()


class _Klocka:
    """The server begins at the machine's own time and only goes forward; the file's time keeps a distance to it."""

    def __init__(self, miljo: WorkflowEnvironment, nu: datetime, borjan: datetime) -> None:
        self._miljo = miljo
        self.tidsskillnad = borjan - nu

    async def till(self, tid: datetime) -> None:
        """Skip ahead; what is due on the way happens on the way."""
        kvar = tid + _MARGINAL - (await self._miljo.get_current_time() + self.tidsskillnad)
        if kvar > timedelta():
            try:
                await self._miljo.sleep(kvar)
            except RPCError as fel:
                raise IngenKontakt(f"provkörningens Temporal-server blev stående före {datum(tid)}") from fel


@asynccontextmanager
async def _tjanst(borjan: datetime, motor: Engine, regelverk: Regelverk) -> AsyncIterator[tuple[_Klocka, Insatsklient]]:
    """The service in miniature: a server, a member of the fleet, and a door."""
    async with time_skipping_environment(namn.SOKATTRIBUT, data_converter=OMVANDLARE) as miljo:
        klocka = _Klocka(miljo, await miljo.get_current_time(), borjan)
        async with skapa_worker(miljo.client, motor, regelverk, None, cachade=10):
            yield klocka, Insatsklient(miljo.client, motor)


class _Spelning:
    """A case being played by the service."""

    def __init__(self, fall: Provfall, klocka: _Klocka, klient: Insatsklient, lyssna: Lyssnare) -> None:
        self._fall = fall
        self._klocka = klocka
        self._klient = klient
        self._lyssna = lyssna
        self._arende = nytt_arende()
        self._insats: Insats | None = None
        self._avvisade: list[Avvisat] = []

    async def spela(self) -> Berattelse:
        for steg in self._fall.steg:
            await self._fram_till(steg.tid)
            for del_ in stegen(self._fall, steg, self._insats):
                avvisat = await self._sag(del_)
                self._avvisade += avvisat
                await self._beratta(avvisat)
                if avvisat:
                    break
            if self._insats is None:
                break  # the aktualisering was refused: there is no case to say anything to
        if self._fall.till:
            await self._fram_till(midnatt(self._fall.till))
        return await asyncio.to_thread(self._berattelse)

    async def _sag(self, steg: Provsteg) -> list[Avvisat]:
        try:
            if steg.nr == 0:
                await self._klient.starta(
                    steg.data, steg.av, arende=self._arende, tid=steg.tid, tidsskillnad=self._klocka.tidsskillnad
                )
            else:
                await self._klient.kommando(
                    self._arende, steg.data, steg.av, tid=steg.tid, tidsskillnad=self._klocka.tidsskillnad
                )
        except Avvisning as avvisning:
            return [Avvisat.av(steg.nr, steg.tid, steg.kommando, avvisning)]
        except IngenKontakt:
            if self._insats is None or not self._insats.slutford:
                raise
            return [_avvisat_efter_slutet(self._insats, steg)]
        return []

    async def _fram_till(self, tid: datetime) -> None:
        """Let time go, and wait until everything due by then stands in the journal."""
        if self._insats is None:
            return
        await self._klocka.till(tid)
        slut = time.monotonic() + _TALAMOD
        while True:
            await self._beratta([])
            kommande = rutin.klockslag(self._insats)
            if not kommande or kommande[0].nar > tid:
                return
            if time.monotonic() > slut:
                raise IngenKontakt(f"tjänsten blev stående vid {tid:%Y-%m-%d}: {kommande[0].nyckel}")
            await asyncio.sleep(0.01)

    async def _beratta(self, avvisade: Sequence[Avvisat]) -> None:
        """Take in the journal's new lines, and tell of them."""
        efter = self._insats.nr if self._insats else 0
        nya = await asyncio.to_thread(self._journal, efter)
        for post in nya:
            self._insats = rutin.tillampa(self._insats, post)
        if nya or avvisade:
            self._lyssna(nya, avvisade)

    def _journal(self, efter_nr: int = 0) -> list[Post]:
        return lasning.journalrader(self._klient.motor, None, self._arende, efter_nr=efter_nr)

    def _berattelse(self) -> Berattelse:
        motor, arende = self._klient.motor, self._arende
        bevakningar = [b.bevakning for b in lasning.bevakningar(motor, None, arende=arende, bara_oppna=False)]
        brev = inkorg.meddelanden(motor, None, arende)
        return Berattelse(
            namn=self._fall.namn,
            insats=lasning.ett_arende(motor, None, arende),
            bevakningar=tuple(sorted(bevakningar, key=lambda b: (b.oppnad, b.nyckel))),
            utbetalningar=tuple(lasning.utbetalningar(motor, None, arende)),
            poster=tuple(self._journal()),
            meddelanden=tuple(Meddelande(m.nr, 0, m.tid, m.till, m.part, m.regel, m.rubrik) for m in brev),
            avvisade=tuple(self._avvisade),
        )


def _avvisat_efter_slutet(insats: Insats, steg: Provsteg) -> Avvisat:
    """A completed workflow answers nobody; the rules still say why it takes nothing more."""
    try:
        rutin.besluta(insats, las_kommando(steg.data), Fall(steg.tid, steg.av))
    except Avvisning as avvisning:
        return Avvisat.av(steg.nr, steg.tid, steg.kommando, avvisning)
    raise AssertionError("a completed case takes no kommando but a correction")
