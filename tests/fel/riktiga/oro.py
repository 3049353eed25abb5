"""Seeded trouble for the whole house while people speak to its cases; what it came to is held against the record."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random

from starter.stod.klient.insats import Insatsklient
from tests.fel.riktiga import orakel
from tests.fel.riktiga.aterstallt import ATERSTALLDA
from tests.fel.riktiga.avbrott import AVBROTT, DODADE, langd
from tests.fel.riktiga.berattelse import MAL_DUBBLA, MAL_LUGNT, Berattelse
from tests.fel.riktiga.felen import FELEN, KanInte
from tests.fel.riktiga.huset import Huset
from tests.fel.riktiga.obduktion import obducera
from tests.fel.riktiga.prat import Fastnat, Prat

ARBETARE = 2
_LANGST_MELLAN = 20.0
"""Seconds until the next fault even if people have been held from speaking."""
_PAUS = 0.6
_FLEST_I_SEKUNDEN = 30.0
"""About how much is said in all, however many cases there are: a busy municipality, not a test of load."""
_NOG_FOR_EN_ANDEL = 200
"""Notices from which a share of them says something."""

Fel = tuple[str, Callable[[Huset, Random], Awaitable[None]]]


@dataclass(frozen=True)
class Plan:
    """What a house is put to.

    Attributes:
        kommandon: so many are said at least; the faults are spread over them.
        mal: whether calm later than the aim, and too many notices twice, are faults too; not on a machine that does
            other work.
    """

    fro: int
    felen: tuple[Fel, ...]
    arenden: int = 4
    kommandon: int = 0
    mal: bool = False


def rond(fro: int, felen: list[str], arenden: int = 4) -> Plan:
    """Each of the faults once, in an order that the seed decides."""
    Random(fro).shuffle(felen := list(felen))
    alla = {**FELEN, **ATERSTALLDA}
    return Plan(fro, tuple((namn, alla[namn]) for namn in felen), arenden)


def bevis(fro: int, *, arenden: int, kommandon: int, dodade: int, avbrott: int, langst: float) -> Plan:
    """The proof: so many killed and so many outages, of at most ``langst`` seconds, in an order of the seed's."""
    r = Random(fro)
    felen: list[Fel] = [(namn, FELEN[namn]) for namn in (r.choice(DODADE) for _ in range(dodade))]
    for _ in range(avbrott):
        namn = r.choice(list(AVBROTT))
        felen.append((namn, partial(_avbrott, namn, langd(r, langst))))
    r.shuffle(felen)
    return Plan(fro, tuple(felen), arenden, kommandon, mal=True)


async def _avbrott(namn: str, sekunder: float, h: Huset, _: Random) -> None:
    await AVBROTT[namn](h, sekunder)


@asynccontextmanager
async def _bemannat(h: Huset) -> AsyncIterator[None]:
    """Workers that end are replaced while the block runs."""

    async def hall() -> None:
        while True:
            await h.halla_arbetare(ARBETARE)
            await asyncio.sleep(0.3)

    uppgift = asyncio.create_task(hall())
    try:
        yield
    finally:
        uppgift.cancel()


async def oroa(
    h: Huset, plan: Plan, hittills: Berattelse | None = None, framsteg: Callable[[str], None] = lambda _: None
) -> Berattelse:
    """Inject the faults one after another, at moments that the seed decides, and see what it came to.

    Args:
        hittills: where it is told as it goes, so that it is known of a round that is broken off.
        framsteg: is given one Swedish line for each fault, and for what is waited for after them.
    """
    b: Berattelse = hittills or Berattelse(plan.fro)
    r, klart, borjan = Random(plan.fro), False, time.monotonic()

    def sa_langt(vad: str) -> None:
        framsteg(f"{time.monotonic() - borjan:5.0f} s  {vad}  ({len(b.kvitton)} kvitton, {b.omsagda} sagda om)")

    # A door of its own that gives up soon, as a person does, and asks again.
    klient = Insatsklient(h.klient.temporal, h.motor, talamod=timedelta(seconds=15))
    paus = max(_PAUS, 2 * plan.arenden / _FLEST_I_SEKUNDEN)
    prat = Prat(b, klient, lambda: klart and len(b.kvitton) >= plan.kommandon, paus)
    async with _bemannat(h):
        await asyncio.to_thread(h.levande[0].wait_until_healthy) if h.levande else await asyncio.sleep(1)
        alla = [
            asyncio.create_task(prat.tala(f"in-oro{plan.fro}x{n}", Random(plan.fro * 100_000 + n)))
            for n in range(plan.arenden)
        ]
        for nr, (namn, fel) in enumerate(plan.felen, start=1):
            await _mellan(b, r, plan.kommandon * nr / (len(plan.felen) + 1))
            try:
                with b.star(namn):
                    await fel(h, r)
            except KanInte as varfor:
                b.ej_provade.append(f"{namn} ({varfor})")
            else:
                b.injicerat[namn] += 1
            sa_langt(f"{nr}/{len(plan.felen)} {namn}")
        klart, prat.lugnt_sedan = True, time.monotonic()
        await _svaren(h, b, alla)
        b.besvarat_efter = time.monotonic() - prat.lugnt_sedan
        sa_langt("allt är besvarat")
        await orakel.lugn(h, b)
        b.lugnt_efter = time.monotonic() - prat.lugnt_sedan
        sa_langt("lugnt; journalen prövas")
        await orakel.prova(h, b)
    if plan.mal:
        _hall_malen(b)
    return b


async def _mellan(b: Berattelse, r: Random, sagt: float) -> None:
    """Until the next fault: a moment, and so much said as there is to be by then."""
    await asyncio.sleep(r.uniform(0.3, 1.5))
    slut = time.monotonic() + _LANGST_MELLAN
    while len(b.kvitton) < sagt and time.monotonic() < slut:  # noqa: ASYNC110
        await asyncio.sleep(0.2)


async def _svaren(h: Huset, b: Berattelse, alla: list[asyncio.Task[None]]) -> None:
    """Everybody has had an answer, or it is told who has not, and why."""
    for utfall in await asyncio.gather(*alla, return_exceptions=True):
        if isinstance(utfall, Fastnat):
            b.brott.append(str(utfall))
            if len(b.obduktion) < 1:
                b.obduktion = await obducera(h, utfall.arende)
        elif utfall is not None:
            raise utfall


def _hall_malen(b: Berattelse) -> None:
    if b.lugnt_efter > MAL_LUGNT:
        b.brott.append(f"lugnt först efter {b.lugnt_efter:.0f} s")
    if b.aviseringar >= _NOG_FOR_EN_ANDEL and b.dubbla > MAL_DUBBLA * b.aviseringar:
        b.brott.append(f"{b.dubbla} av {b.aviseringar} aviseringar kom två gånger")
