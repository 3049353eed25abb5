"""Temporal's database is lost: every case, and every process, that should run is started from its journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from domain.processer.alla import PROCESSER
from kontrakt import namn
from persistence.databas.motor import DataFel
from persistence.journal import skrivning
from persistence.kontroll import som_ska_kora
from starter.drift import laga
from starter.stod.klient.kontakt import IngenKontakt

SAMTIDIGT = 16
"""Cases that are started at a time."""

Framsteg = Callable[[int, int], None]
"""Is told how many have been done, and of how many."""


@dataclass(frozen=True)
class Allt:
    """What it came to: how many were started, how many ran already, and Swedish sentences of those that could not."""

    startade: int
    korde: int
    sagda_om: int
    fel: tuple[tuple[str, str], ...]


async def laga_alla(motor: Engine, klient: Client, framsteg: Framsteg = lambda _klara, _alla: None) -> Allt:
    """Start what should run and does not. Broken off and begun again it takes what is left.

    Raises:
        IngenKontakt: the server does not answer.
        DatabasFel: the database cannot be used now.
    """
    arenden = await asyncio.to_thread(som_ska_kora.arenden, motor)
    processer = await asyncio.to_thread(som_ska_kora.processer, motor)
    try:
        kor = await _kor(klient)
        return await _Allt(motor, klient, framsteg, kor).gor(arenden, processer)
    except* RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {_forsta(fel)}") from fel


class _Allt:
    def __init__(self, motor: Engine, klient: Client, framsteg: Framsteg, kor: set[str]) -> None:
        self._motor, self._klient, self._framsteg, self._kor = motor, klient, framsteg, kor
        self._startade = self._korde = self._sagda_om = self._klara = 0
        self._fel: list[tuple[str, str]] = []

    async def gor(self, arenden: list[str], processer: list[tuple[str, str]]) -> Allt:
        """Cases first: they have people's frister."""
        plats, alla = asyncio.Semaphore(SAMTIDIGT), len(arenden) + len(processer)

        async def ett(id: str, slag: str | None) -> None:
            async with plats:
                try:
                    await (self._process(slag, id) if slag else self._arende(id))
                except (DataFel, AssertionError, ValueError) as fel:  # its journal is not whole: kontrollera tells how
                    text = str(fel) if isinstance(fel, DataFel) else "journalen går inte att läsa"
                    self._fel.append((id, text))
                self._klara += 1
                self._framsteg(self._klara, alla)

        async with asyncio.TaskGroup() as grupp:
            for id in arenden:
                grupp.create_task(ett(id, None))
            for slag, id in processer:
                grupp.create_task(ett(id, slag))
        self._sagda_om += await laga.framfor_igen(self._motor, self._klient)
        return Allt(self._startade, self._korde, self._sagda_om, tuple(sorted(self._fel)))

    async def _arende(self, arende: str) -> None:
        kvar = await laga.i_kon(self._motor, arende)
        if arende in self._kor:
            self._korde += 1
        else:
            i = await asyncio.to_thread(skrivning.lage, self._motor, arende)
            assert i is not None
            try:
                await laga.starta(self._motor, self._klient, i, ersatt=False)
                self._startade += 1
            except WorkflowAlreadyStartedError:
                self._korde += 1
        await laga.sag_om(self._motor, self._klient, arende)
        self._sagda_om += len(kvar)

    async def _process(self, slag: str, process: str) -> None:
        if process in self._kor:
            self._korde += 1
            return
        await laga.starta_process(self._motor, self._klient, slag, process)
        self._startade += 1


async def _kor(klient: Client) -> set[str]:
    """What runs by the list, which may be behind: what it has not is asked for when it is started."""
    fraga = " OR ".join(f"WorkflowType = '{typ}'" for typ in (namn.ARBETSFLODE, *PROCESSER))
    lista = klient.list_workflows(f"ExecutionStatus = 'Running' AND ({fraga})", page_size=1000)
    return {w.id async for w in lista}


def _forsta(fel: BaseExceptionGroup[RPCError]) -> str:
    forsta: BaseException = fel
    while isinstance(forsta, BaseExceptionGroup):
        forsta = forsta.exceptions[0]
    return str(forsta)
