"""What must hold of a troubled house when it is over: nothing acknowledged lost or doubled, nothing impossible."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from activities.kontroll.jakt import jaga
from tests.fel.riktiga.berattelse import Berattelse
from tests.fel.riktiga.huset import Huset
from tests.fel.riktiga.obduktion import spara
from tests.fel.riktiga.prat import LUGN

_SPARAS = 5
"""Cases with something wrong whose histories are kept for whoever looks for why."""


async def lugn(h: Huset, b: Berattelse) -> None:
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


async def prova(h: Huset, b: Berattelse) -> None:
    """Hold the record against what was said and answered; what does not agree is told in ``b.brott``."""
    await asyncio.to_thread(_journalen, h, b)
    await asyncio.to_thread(_posten, h, b)
    for _ in range(5):  # a worker may just be taking over
        utfall = await jaga(h.motor, h.klient.temporal)
        if not utfall.hinder:
            break
        await asyncio.sleep(3)
    b.brott += [f"kontrollera: {f}" for f in utfall.fynd] + ([utfall.hinder] if utfall.hinder else [])
    if hittade := sorted({f.arende for f in utfall.fynd if f.arende})[:_SPARAS]:
        b.obduktion.append(f"historik och journal: {await spara(h, hittade)}")


def _journalen(h: Huset, b: Berattelse) -> None:
    with h.motor.connect() as c:
        rader = c.execute(text("SELECT kommando, arende, min(nr), max(nr), count(*) FROM journal "
                               "WHERE kommando IS NOT NULL GROUP BY 1, 2")).all()  # fmt: skip
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


def _posten(h: Huset, b: Berattelse) -> None:
    with h.motor.connect() as c:
        b.aviseringar = int(c.execute(text("SELECT count(*) FROM utkorg WHERE status = 'levererad'")).scalar_one())
    lamnade = h.posten.lamnade
    b.dubbla = sum(len(tider) - 1 for tider in lamnade.values())
    b.dubbla_vid = Counter(b.vid(nar) for tider in lamnade.values() for nar in tider[:-1])
    if len(lamnade) < b.aviseringar:
        b.brott.append(f"{b.aviseringar} kallas levererade, {len(lamnade)} har lämnats")
