"""``python -m tests.fel.riktiga --siffror``: how soon all is well again of what hangs or is lost, in figures.

Each is a drill of its own in one troubled house: PostgreSQL silent three times, a mail server that takes eight seconds
a notice, a worker frozen in the middle of a sending and then dead, Temporal's database lost under many cases, and
lost once more under many that are in the middle of their lives, which then go on as their undisturbed twins do.
"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from itertools import count

import click
from sqlalchemy import text

from activities.kontroll.jakt import jaga
from starter.drift.laga_alla import laga_alla
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.workers import Worker
from tests.fel.riktiga.felen import tills_startad
from tests.fel.riktiga.huset import Huset
from tests.fel.riktiga.oro import ARBETARE
from tests.fel.siffror import tvillingar
from tests.flotta.flottan import KV, vilande_scheman

TYST, LANGST = 45.0, 30.0
"""Seconds that PostgreSQL is silent; and until all is normal, or red."""
_FLEST_VANTAR = 300.0
"""Seconds until no notice waits."""
_NYA = count(100)
"""Karriärvägledare whom no case has had."""


async def siffror(h: Huset, forlorade: int) -> int:
    """Print the figures, one Swedish line each as it is known; how many are beyond their limits."""
    rader = _Skrivna()
    await h.halla_arbetare(ARBETARE)
    for a in h.levande:
        await asyncio.to_thread(a.wait_until_healthy)
    arenden = [await h.nytt_arende() for _ in range(8)]
    for nr in range(1, 4):
        rader += _rad(f"PostgreSQL tyst, gång {nr}", await _tyst(h, arenden))
    rader += await _langsam_post(h, arenden)
    rader += _rad("arbetare fryst mitt i en sändning, sedan död", await _fryst_avsandare(h, arenden))
    arenden += [await h.nytt_arende() for _ in range(forlorade - len(arenden))]
    rader += _rad(f"Temporals databas förlorad, {len(arenden)} ärenden", await _forlorad(h, arenden))
    rader += await _med_tvillingar(h, forlorade, len(arenden))
    fynd = (await jaga(h.motor, h.klient.temporal)).fel
    rader += [f"BROTT kontrollera: {f}" for f in fynd]
    return sum(rad.startswith("BROTT") for rad in rader)


class _Skrivna(list[str]):
    """Lines that are printed as they come."""

    def __iadd__(self, rader: Iterable[str]) -> _Skrivna:  # type: ignore[override, misc]
        nya = list(rader)
        for rad in nya:
            click.echo(rad)
        self.extend(nya)
        return self


def _rad(vad: str, tider: dict[str, tuple[float, float]]) -> list[str]:
    """``tider``: what was waited for, how long it took and how long it may (seconds)."""
    return [f"{'BROTT ' if tog > hogst else ''}{vad}: {hur} efter {tog:.1f} s (mål {hogst:.0f})"
            for hur, (tog, hogst) in tider.items()]  # fmt: skip


async def _tyst(h: Huset, arenden: list[str]) -> dict[str, tuple[float, float]]:
    """Silent long enough to be seen, and then gone for good as such a connection is: seconds to red, and to normal."""
    h.till_databasen.tyst = True
    borjan = time.monotonic()
    sagt = asyncio.create_task(_kvitton(h, arenden))  # so that there is something that gets stuck
    rott = await _tills(lambda: _halsan(h, frisk=False), TYST)
    await asyncio.sleep(max(0.0, TYST - (time.monotonic() - borjan)))
    await asyncio.to_thread(h.till_databasen.klipp)
    h.till_databasen.tyst = False
    slut = time.monotonic()
    await h.halla_arbetare(ARBETARE)
    await _tills(lambda: _halsan(h, frisk=True), 4 * LANGST)
    await sagt
    return {"rött": (rott, LANGST), "normalt igen": (time.monotonic() - slut, LANGST)}


async def _langsam_post(h: Huset, arenden: list[str]) -> list[str]:
    """How long receipts take while the mail server takes its time; and until the notices have gone."""
    lugnt = await _kvitton(h, arenden)
    h.posten.hur = "långsam"
    tider: list[float] = []
    for _ in range(6):
        tider += await _kvitton(h, arenden)
    h.posten.hur = "tar emot"
    vantat = await _tills(lambda: _inget_vantar(h), 2 * _FLEST_VANTAR)
    sorterade = sorted(tider)
    p95, langst = sorterade[int(len(tider) * 0.95)], sorterade[-1]
    brott = "BROTT " if langst > 8 else ""
    return [
        f"{brott}e-post 8 s per steg: kvitto median {statistics.median(tider):.2f} s, p95 {p95:.2f} s, "
        f"längst {langst:.2f} s (utan det: median {statistics.median(lugnt):.2f} s)",
        *_rad("e-post 8 s per steg", {"inget väntar": (vantat, _FLEST_VANTAR)}),
    ]


async def _fryst_avsandare(h: Huset, arenden: list[str]) -> dict[str, tuple[float, float]]:
    """Every worker is frozen with a notice in its hands, is dead a while later, and others take its place."""
    h.posten.hur = "långsam"
    await _kvitton(h, arenden)
    frysta: list[Worker] = list(h.levande)
    for a in frysta:
        h.frys(a.pid)
    borjan = time.monotonic()
    h.posten.hur = "tar emot"
    await asyncio.sleep(10)
    for a in frysta:
        await asyncio.to_thread(a.kill)
    await h.halla_arbetare(ARBETARE)
    await _tills(lambda: _inget_vantar(h), 2 * _FLEST_VANTAR)
    return {"inget väntar": (time.monotonic() - borjan, _FLEST_VANTAR)}


async def _forlorad(h: Huset, arenden: list[str]) -> dict[str, tuple[float, float]]:
    """Temporal's database is taken away under running workers: until every case is back and answers."""
    await _utan_databas(h)
    borjan = time.monotonic()
    startade = await _startade(h, len(arenden))
    await _kvitton(h, arenden)
    return {"startade igen": (startade, LANGST), "alla svarar": (time.monotonic() - borjan, 2 * LANGST)}


async def _med_tvillingar(h: Huset, antal: int, andra: int) -> list[str]:
    """It is taken away once more, under cases in the middle of their lives: what is left of them is their twins'.

    ``andra``: how many other cases there are in the house, which are lost with it.
    """
    storda = await tvillingar.borja(h, antal)
    await _utan_databas(h)
    startade = await _startade(h, antal + andra)
    u = await tvillingar.jamfor(h, storda)
    vad = f"Temporals databas förlorad, {antal} ärenden mitt i livet"
    hur = f"{u.rader} rader, {u.kronor} kronor, {u.meddelanden} meddelanden och {u.aviseringar} aviseringar"
    return [
        *_rad(vad, {f"startade igen, {andra} andra med dem,": (startade, 2 * LANGST)}),
        f"{vad}: {hur} i resten av deras liv, {len(u.skillnader)} skillnader mot tvillingarna",
        *(f"BROTT {skillnad}" for skillnad in u.skillnader),
    ]


async def _utan_databas(h: Huset) -> None:
    """Temporal is started anew with nothing."""
    await asyncio.to_thread(h.temporal.kill)
    for fil in h.mapp.glob("temporal.db*"):
        shutil.rmtree(fil) if fil.is_dir() else fil.unlink()
    await tills_startad(h.temporal.start)
    h.klient = await Insatsklient.anslut(h.temporal.address, "default", h.motor)
    await vilande_scheman(h.klient.temporal)


async def _startade(h: Huset, antal: int) -> float:
    """Start what should run; seconds until all of it does."""
    borjan = time.monotonic()
    allt = await laga_alla(h.motor, h.klient.temporal)
    assert (allt.startade + allt.korde, allt.fel) == (antal, ()), allt
    return time.monotonic() - borjan


async def _kvitton(h: Huset, arenden: list[str]) -> list[float]:
    """Something is said to each, by one id until it is answered: seconds until each receipt."""
    klient = Insatsklient(h.klient.temporal, h.motor, talamod=timedelta(seconds=15))

    async def ett(arende: str) -> float:
        borjan = time.monotonic()
        id_ = f"{arende}-{borjan:.6f}"
        # Whom it is changed to is told, and so is who had it: each time a notice to somebody.
        data = {"kommando": "byt_karriarvagledare", "till": f"kv{next(_NYA)}"}
        while True:
            with suppress(IngenKontakt, TimeoutError):
                await klient.kommando(arende, data, KV, kommando_id=id_)
                return time.monotonic() - borjan
            await asyncio.sleep(0.2)

    return await asyncio.gather(*map(ett, arenden))


async def _halsan(h: Huset, *, frisk: bool) -> bool:
    """Whether all that run say that they are well, or none does."""
    svar = [await asyncio.to_thread(a.healthy) for a in h.levande]
    return bool(svar) and (all(svar) if frisk else not any(svar))


async def _inget_vantar(h: Huset) -> bool:
    def fraga() -> bool:
        with h.motor.connect() as c:
            return c.execute(text("SELECT 1 FROM utkorg WHERE status = 'vantar' LIMIT 1")).first() is None

    return await asyncio.to_thread(fraga)


async def _tills(villkor: Callable[[], Awaitable[bool]], hogst: float) -> float:
    """Seconds until something holds; what never does is more than any limit."""
    borjan = time.monotonic()
    while not await villkor():
        if time.monotonic() - borjan > hogst:
            return float("inf")
        await asyncio.sleep(0.5)
    return time.monotonic() - borjan
