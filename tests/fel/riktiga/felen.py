"""The faults that the whole house on real servers is put to, by name."""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from starter.stod.stack.processes import StackError
from tests.fel.riktiga.huset import Huset


class KanInte(Exception):
    """The fault cannot be injected on this machine; in Swedish, why."""


_FAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)

Fel = Callable[[Huset, Random], Awaitable[None]]


async def arbetare_dodad(h: Huset, r: Random) -> None:
    if h.levande:
        await asyncio.to_thread(r.choice(h.levande).kill)


async def arbetare_stoppad(h: Huset, r: Random) -> None:
    if h.levande:
        r.choice(h.levande).ask_to_stop()


async def arbetare_fryst(h: Huset, r: Random) -> None:
    if h.levande:
        vidare = h.frys(r.choice(h.levande).pid)
        await asyncio.sleep(r.choice((3, 14)))
        vidare()


async def databasen_dodad(h: Huset, r: Random) -> None:
    await asyncio.to_thread(h.doda_databasen)
    await asyncio.sleep(r.choice((0.5, 4)))
    await tills_startad(h.postgres.start)


async def databasen_fryst(h: Huset, r: Random) -> None:
    assert h.postgres.pid is not None
    vidare = h.frys(h.postgres.pid)
    await asyncio.sleep(r.choice((1, 6)))
    vidare()


async def forbindelserna_klippta(h: Huset, _: Random) -> None:
    await asyncio.to_thread(h.till_databasen.klipp)


async def commit_svaret_borta(h: Huset, _: Random) -> None:
    fore, slut = h.till_databasen.svalda, time.monotonic() + 10
    h.till_databasen.svalj_svaret_pa = b"COMMIT"
    while h.till_databasen.svalda == fore and time.monotonic() < slut:  # noqa: ASYNC110
        await asyncio.sleep(0.02)
    h.till_databasen.svalj_svaret_pa = None


async def klippt_mitt_i(h: Huset, r: Random) -> None:
    h.till_databasen.klipp_efter = r.randrange(400, 4000)
    await asyncio.sleep(2)
    h.till_databasen.klipp_efter = None


async def langsamt_nat(h: Huset, r: Random) -> None:
    h.till_databasen.drojer = r.choice((0.02, 0.2))
    await asyncio.sleep(3)
    h.till_databasen.drojer = 0.0


async def tyst_nat(h: Huset, r: Random) -> None:
    """Half-open: nothing goes through, nobody is told; then what stood there is found to be dead."""
    h.till_databasen.tyst = True
    await asyncio.sleep(r.choice((3, 9)))
    await asyncio.to_thread(h.till_databasen.klipp)
    h.till_databasen.tyst = False


async def temporal_dodad(h: Huset, r: Random) -> None:
    await asyncio.to_thread(h.temporal.kill)
    await asyncio.sleep(r.choice((0.2, 3)))
    await tills_startad(h.temporal.start)


async def temporal_fryst(h: Huset, r: Random) -> None:
    assert h.temporal.pid is not None
    vidare = h.frys(h.temporal.pid)
    await asyncio.sleep(r.choice((1, 6)))
    vidare()


async def posten_nere(h: Huset, r: Random) -> None:
    await asyncio.to_thread(h.posten.stoppa)
    await asyncio.sleep(r.choice((1, 5)))
    await asyncio.to_thread(h.posten.starta)


async def posten_4xx(h: Huset, _: Random) -> None:
    await _posten(h, "4xx", 3)


async def posten_5xx(h: Huset, _: Random) -> None:
    """The whole server refuses, for good as it says: no verdict on any address."""
    await _posten(h, "5xx", 4)


async def posten_langsam(h: Huset, _: Random) -> None:
    await _posten(h, "långsam", 9)


async def postens_svar_borta(h: Huset, _: Random) -> None:
    await _posten(h, "svaret borta", 2)


async def disken_full(h: Huset, r: Random) -> None:
    """Nothing more can be written, the log neither: PostgreSQL ends, and recovers once there is room."""
    if h.disken is None:
        raise KanInte("ingen egen disk att fylla: kräver root")
    fyllnad = h.disken / "fyllnad"
    with fyllnad.open("wb") as fil:
        while ledigt := shutil.disk_usage(h.disken).free:
            with suppress(OSError):
                os.posix_fallocate(fil.fileno(), fil.tell(), ledigt)
                fil.seek(0, os.SEEK_END)
    await asyncio.to_thread(_skriv_ut_loggen, h)
    await asyncio.sleep(r.choice((3, 7)))
    fyllnad.unlink()
    await tills_startad(h.postgres.start)


def _skriv_ut_loggen(h: Huset) -> None:
    """Use up the pieces of log that are there already, so that the next line needs room."""
    with suppress(SQLAlchemyError):  # until it ends, and takes the connection with it
        for _ in range(40):
            with h.motor.begin() as c:
                c.execute(text("SELECT pg_logical_emit_message(false, 'fyllnad', repeat('x', 4000000))"))


async def klockan_fel(h: Huset, r: Random) -> None:
    """A worker whose clock is days wrong takes its share of the work for a while."""
    if _FAKETIME is None:
        raise KanInte("libfaketime saknas: apt-get install faketime")
    fel = r.choice(("+3d", "-2d", "+40m"))
    arbetare = h.starta_arbetare(LD_PRELOAD=str(_FAKETIME), FAKETIME=fel, FAKETIME_DONT_FAKE_MONOTONIC="1")
    with suppress(StackError):
        await asyncio.to_thread(arbetare.wait_until_healthy)
    for andra in h.levande:
        if andra is not arbetare:
            await asyncio.to_thread(andra.kill)  # what they had is now its own, until others have been started
    await asyncio.sleep(6)
    await asyncio.to_thread(arbetare.kill)


FELEN: dict[str, Fel] = {
    "arbetare kill -9": arbetare_dodad,
    "arbetare SIGTERM": arbetare_stoppad,
    "arbetare SIGSTOP": arbetare_fryst,
    "en arbetares klocka fel": klockan_fel,
    "PostgreSQL stoppad på en gång": databasen_dodad,
    "PostgreSQL:s disk full": disken_full,
    "PostgreSQL fryst": databasen_fryst,
    "förbindelserna till PostgreSQL klippta": forbindelserna_klippta,
    "COMMIT skickat, svaret borta": commit_svaret_borta,
    "klippt efter N byte": klippt_mitt_i,
    "långsamt nät": langsamt_nat,
    "tyst nät": tyst_nat,
    "Temporal kill -9": temporal_dodad,
    "Temporal fryst": temporal_fryst,
    "e-post nere": posten_nere,
    "e-post 4xx": posten_4xx,
    "e-post 5xx": posten_5xx,
    "e-post 8 s": posten_langsam,
    "e-post tagen, svaret borta": postens_svar_borta,
}


async def _posten(h: Huset, hur: str, sekunder: float) -> None:
    h.posten.hur = hur  # type: ignore[assignment]
    await asyncio.sleep(sekunder)
    h.posten.hur = "tar emot"


async def tills_startad(starta: Callable[[], object]) -> None:
    for _ in range(20):
        with suppress(StackError):
            await asyncio.to_thread(starta)
            return
        await asyncio.sleep(1)
    raise AssertionError("en server startar inte igen")
