"""Seeded trouble for the whole house while people speak to its cases, and what must hold when it is over."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import click
from sqlalchemy import text

from activities.kontroll.jakt import jaga
from kontrakt.insats import Kvitto
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt
from tests.fel.riktiga.felen import FELEN, KanInte
from tests.fel.riktiga.huset import Huset
from tests.flotta.flottan import AKTUALISERA, ANORDNARE, KV

ARBETARE = 2
LUGN = 180.0
"""Seconds that what was left behind may take to be put right: far more than it should, on a slow machine."""


@dataclass
class Berattelse:
    """What was injected, and what was said and answered."""

    fro: int
    injicerat: Counter[str] = field(default_factory=Counter)
    kvitton: dict[str, tuple[str, Kvitto]] = field(default_factory=dict)
    """Kommando id → case and receipt."""
    omsagda: int = 0
    lugnt_efter: float = 0.0
    brott: list[str] = field(default_factory=list)
    aviseringar: int = 0
    dubbla: int = 0
    ej_provade: list[str] = field(default_factory=list)

    def rader(self) -> list[str]:
        vad = ", ".join(f"{antal} × {v}" for v, antal in sorted(self.injicerat.items()))
        return [
            f"frö {self.fro}: {vad}",
            f"{len(self.kvitton)} kommandon med kvitto, {self.omsagda} sagda om; lugnt efter {self.lugnt_efter:.0f} s; "
            f"{self.aviseringar} aviseringar, {self.dubbla} två gånger",
            *(f"inte prövat: {e}" for e in self.ej_provade),
            *(f"BROTT {b}" for b in self.brott),
        ]


# --- what is said ------------------------------------------------------------------------------------------------


async def _sag(b: Berattelse, klient: Insatsklient, arende: str, id_: str, n: int, slut: float) -> None:
    """One thing, by the same id until it is answered."""
    data = AKTUALISERA if n == 0 else {"kommando": "bemanna", "handlaggare": f"H{n}"}
    while True:
        try:
            if n == 0:
                kvitto = await klient.starta(data, KV, arende=arende)
            else:
                kvitto = await klient.kommando(arende, data, ANORDNARE, kommando_id=id_)
        except (IngenKontakt, TimeoutError):
            b.omsagda += 1
            assert time.monotonic() < slut, f"{id_} får aldrig något svar"
            await asyncio.sleep(0.2)
        else:
            b.kvitton[kvitto.kommando] = (arende, kvitto)
            return


async def _tala(b: Berattelse, klient: Insatsklient, arende: str, r: Random, till: float) -> None:
    n = 0
    while n < 2 or time.monotonic() < till:
        await _sag(b, klient, arende, f"{arende}-{n}", n, till + LUGN)
        n += 1
        await asyncio.sleep(r.uniform(0.05, 0.6))


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


async def oroa(h: Huset, fro: int, felen: list[str], arenden: int = 4) -> Berattelse:
    """Inject the faults one after another, in an order and at moments that the seed decides."""
    r, b = Random(fro), Berattelse(fro)
    # A door of its own that gives up soon, as a person does, and asks again.
    klient = Insatsklient(h.klient.temporal, h.motor, talamod=timedelta(seconds=15))
    r.shuffle(felen := list(felen))
    async with _bemannat(h):
        await asyncio.to_thread(h.levande[0].wait_until_healthy) if h.levande else await asyncio.sleep(1)
        till = time.monotonic() + 3.0 * len(felen) + 4
        prat = [
            asyncio.create_task(_tala(b, klient, f"in-oro{fro}x{n}", Random(fro * 100 + n), till))
            for n in range(arenden)
        ]
        for namn in felen:
            await asyncio.sleep(r.uniform(0.3, 1.5))
            try:
                await FELEN[namn](h, r)
            except KanInte as varfor:
                b.ej_provade.append(f"{namn} ({varfor})")
            else:
                b.injicerat[namn] += 1
        borjan = time.monotonic()
        await asyncio.gather(*prat)
        await _lugn(h, b)
        b.lugnt_efter = time.monotonic() - borjan
        await _orakel(h, b)
    return b


# --- what must hold ----------------------------------------------------------------------------------------------


async def _lugn(h: Huset, b: Berattelse) -> None:
    """The backlog drains without hands: nothing waits in the outbox."""
    slut = time.monotonic() + LUGN
    while vantar := await asyncio.to_thread(_vantar, h):
        if time.monotonic() > slut:
            b.brott.append(f"{vantar} aviseringar väntar {LUGN:.0f} s efter det sista felet")
            return
        await asyncio.sleep(1)


def _vantar(h: Huset) -> int:
    with h.motor.connect() as c:
        return int(c.execute(text("SELECT count(*) FROM utkorg WHERE status = 'vantar'")).scalar_one())


async def _orakel(h: Huset, b: Berattelse) -> None:
    with h.motor.connect() as c:
        rader = c.execute(text("SELECT kommando, arende, min(nr), max(nr), count(*) FROM journal "
                               "WHERE kommando IS NOT NULL GROUP BY 1, 2")).all()  # fmt: skip
        levererade = int(c.execute(text("SELECT count(*) FROM utkorg WHERE status = 'levererad'")).scalar_one())
    journal = {kommando: (arende, fran, till, antal) for kommando, arende, fran, till, antal in rader}
    if len(journal) != len(rader):
        b.brott.append("ett kommando står i två ärenden")
    for id_, (arende, k) in b.kvitton.items():
        if journal.get(id_) != (arende, k.fran_nr, k.till_nr, k.till_nr - k.fran_nr + 1):
            b.brott.append(f"{id_} har kvitto {k.fran_nr}–{k.till_nr} men står som {journal.get(id_)}")
    if fler := journal.keys() - b.kvitton.keys():
        b.brott.append(f"{sorted(fler)} står i journalen utan kvitto")
    for arende in {a for a, _ in b.kvitton.values()}:
        poster = h.poster(arende)
        if fel := [p.nr for p in poster if not h.borjan - timedelta(minutes=1) <= p.tid <= datetime.now(UTC)]:
            b.brott.append(f"rad {fel} i {arende} har en tid som aldrig var")
        hojt = Counter(repr(p.handelse) for p in poster if p.kommando is None)
        if igen := [vad for vad, antal in hojt.items() if antal > 1]:
            b.brott.append(f"klockan har höjt samma sak två gånger i {arende}: {igen}")
    b.aviseringar, b.dubbla = levererade, sum(n - 1 for n in h.posten.lamnade.values())
    if len(h.posten.lamnade) < levererade:
        b.brott.append(f"{levererade} kallas levererade, {len(h.posten.lamnade)} har lämnats")
    for _ in range(5):  # a worker may just be taking over
        utfall = await jaga(h.motor, h.klient.temporal)
        if not utfall.hinder:
            break
        await asyncio.sleep(3)
    b.brott += [f"kontrollera: {f}" for f in utfall.fynd] + ([utfall.hinder] if utfall.hinder else [])


@click.command()
@click.option("--fro", default=1, show_default=True, help="Första fröet; samma frö ger samma fel i samma ordning.")
@click.option("--omgangar", default=3, show_default=True, help="Antal frön.")
def main(fro: int, omgangar: int) -> None:
    """Utsätt hela huset för varje fel, en omgång per frö, och säg vad som hände och vad som inte höll."""
    import sys
    import tempfile

    from tests.fel.riktiga.huset import huset

    async def en(nr: int) -> Berattelse:
        with tempfile.TemporaryDirectory(prefix="insatsflode-fel-") as mapp:
            async with huset(Path(mapp)) as h:
                return await oroa(h, nr, list(FELEN))

    fel = 0
    for nr in range(fro, fro + omgangar):
        b = asyncio.run(en(nr))
        click.echo("\n".join(b.rader()))
        fel += len(b.brott)
    sys.exit(bool(fel))
