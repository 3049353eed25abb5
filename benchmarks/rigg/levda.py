"""Cases that have lived to an instant: played, copied in the database, and begun as a run that is handed over to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from temporalio.client import Client, WorkflowHandle
from temporalio.service import RPCError

from benchmarks.rigg.arenden import KV
from domain.insats.insats import Insats, med
from domain.liv.forlopp import Steg
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn
from kontrakt.insats import Start
from kontrakt.spridning import Spridning
from starter.provkorning.fil import Provfall, las_provfil
from tests.activities.kontroll.conftest import liv, skriv_in

LIV = Path(__file__).resolve().parents[2] / "tests" / "fall" / "ami2_hela_livet.yaml"
"""The life that most is measured on: thirteen months."""
_ARENDE = "in-levt"
_AT_GANGEN = 40

_KOPIERA = (
    "INSERT INTO insats SELECT arende || '-' || g, slag, anordnare, karriarvagledare, kund, status, startdatum, "
    "slutdatum, avslutsform, avslutsorsak, nr, senast FROM insats, generate_series(1, :n) g WHERE arende LIKE :vilka",
    "INSERT INTO journal (arende, nr, tid, slag, av, kommando, dokument, handelse, sagt) "
    "SELECT arende || '-' || g, nr, tid, slag, av, kommando, dokument, "
    "CASE WHEN nr = 1 THEN handelse || jsonb_build_object('arende', arende || '-' || g) || CASE WHEN handelse ? "
    "'foregaende' THEN jsonb_build_object('foregaende', (handelse ->> 'foregaende') || '-' || g) ELSE '{}' END "
    "ELSE handelse END, sagt "
    "FROM journal, generate_series(1, :n) g WHERE arende LIKE :vilka",
    "INSERT INTO bevakning SELECT arende || '-' || g, nyckel, slag, avser, regel, ansvarig, part, oppnad, frist, "
    "utfall, uppfylld FROM bevakning, generate_series(1, :n) g WHERE arende LIKE :vilka",
    "INSERT INTO utbetalning SELECT arende || '-' || g, nyckel, ordning, slag, avser, dagar, belopp, "
    "utbetalningsmanad, status, forklaring, anordnare FROM utbetalning, generate_series(1, :n) g "
    "WHERE arende LIKE :vilka",
    "INSERT INTO dokument SELECT replace(id, arende, arende || '-' || g), arende || '-' || g, slag, av, innehall "
    "FROM dokument, generate_series(1, :n) g WHERE arende LIKE :vilka",
    "INSERT INTO meddelande (arende, nr, ordning, tid, till, part, regel, rubrik) SELECT arende || '-' || g, nr, "
    "ordning, tid, till, part, regel, rubrik FROM meddelande, generate_series(1, :n) g WHERE arende LIKE :vilka",
    "INSERT INTO utkorg (meddelande, arende, status) SELECT id, arende, 'levererad' FROM meddelande "
    "ON CONFLICT DO NOTHING",
    "ANALYZE",
)


def kopiera(motor: Engine, antal: int, vilka: str = "%") -> None:
    """So many copies of every case that there is, each under a name of its own; ``vilka``: of those with such ids."""
    with motor.begin() as forbindelse:
        for sats in _KOPIERA:
            forbindelse.execute(text(sats), {"n": antal, "vilka": vilka} if ":n" in sats else {})


def levt(fall: Provfall, arende: str, till: datetime) -> Steg:
    """What a case file says before an instant, and what the clock has raised by then."""
    steg = liv(replace(fall, steg=tuple(s for s in fall.steg if s.tid < till)), arende, till)
    assert steg
    return steg


def skriv_levda(motor: Engine, antal: int, till: datetime) -> list[Insats]:
    """So many cases that have lived until an instant, in the database; their states."""
    steg = levt(las_provfil(LIV), _ARENDE, till)
    skriv_in(motor, _ARENDE, steg)
    kopiera(motor, antal, _ARENDE)
    return [med(steg.insats, arende=f"{_ARENDE}-{n}") for n in range(1, antal + 1)]


async def borja(temporal: Client, insatser: Sequence[Insats], skillnad: timedelta, spridning: Spridning) -> list[str]:
    """Begin their runs, and see that a worker has taken each up; their ids."""
    grind = asyncio.Semaphore(_AT_GANGEN)

    async def en(insats: Insats) -> str:
        async with grind:
            start = Start.med(insats, tidsskillnad=skillnad, dorr=DORRUTGAVA, spridning=spridning)
            handtag = await temporal.start_workflow(namn.ARBETSFLODE, start, id=insats.arende, task_queue=namn.KO)
            await _ar_igang(handtag)
            return insats.arende

    return list(await asyncio.gather(*map(en, insatser)))


async def _ar_igang(handtag: WorkflowHandle[Any, Any]) -> None:
    """A question that comes beside a run's first task may be lost by the server, and is then asked again."""
    for _ in range(5):
        with suppress(RPCError):
            await handtag.query("mojliga", str(KV), rpc_timeout=timedelta(seconds=5))
            return
    raise RuntimeError(f"{handtag.id} svarar inte")
