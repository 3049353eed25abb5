"""What is left of the life of a case whose Temporal was lost, held against an undisturbed twin's (K0.7).

The cases stand at different places of random lives, with clocks of their own in 2024, and have just answered somebody,
when the database goes. What is started from the journal lives in the server's time, so that all that is left of each
life comes at once. The twin lives the same in the rehearsal's engine, which every case file holds to Temporal, a day at
a time. To the line, the instant, the krona, the message and the notice it is to be the same.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import Row, select

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.insats.insats import Insats
from domain.liv import rutin
from domain.liv.forlopp import Steg, lat_ga, utfor
from domain.liv.kommandon import las_kommando
from domain.liv.lagesbild import Rader, rader
from domain.skeende.handelse import DORRUTGAVA
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Post
from kontrakt import namn
from kontrakt.insats import Kvitto, Start
from persistence.journal import skrivning
from persistence.journal.projektion import las_rader
from persistence.tabeller.post import meddelande, utkorg
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngetArende, IngetSvar
from tests.fel.riktiga.huset import Huset
from tests.fel.storst.livet import Lage
from tests.flotta.flottan import KV
from tests.verktyg.slumpliv.inspelat import vikt
from tests.verktyg.slumpliv.levnad import lev_till

MED_ADRESS = frozenset({Roll.KARRIARVAGLEDARE, Roll.ANORDNARE, Roll.ARBETSLEDARE})
"""Who is told by e-mail in the troubled house."""
_LANGST = 25
"""Steps of a life before it is disturbed."""
_TALAMOD = timedelta(minutes=5)
"""Until no notice waits: all that is left of all the lives is told at once."""


@dataclass(frozen=True)
class Stord:
    """A case just before the loss; ``fore`` is its journal, ``kund_till`` whom it is given to afterwards."""

    arende: str
    fore: tuple[Post, ...]
    kund_till: str


@dataclass
class Utfall:
    """What was compared, and what differed."""

    rader: int = 0
    kronor: Decimal = Decimal()
    meddelanden: int = 0
    aviseringar: int = 0
    skillnader: tuple[str, ...] = ()


async def borja(h: Huset, antal: int, fro: int = 1) -> list[Stord]:
    """So many cases on the house's Temporal, each of which has answered once."""
    liven = (lev_till(r := Random(n), r.randint(1, _LANGST)) for n in count(fro * 10_000))
    borjade: list[str] = []
    for fall in liven:
        if fall.insats.slutford:
            continue
        arende = f"in-tvilling{fro}x{len(borjade)}"
        insats, batch = Lage(fall.nu, tuple(fall.poster), tuple(fall.meddelanden), fall.insats).som(arende)
        await asyncio.to_thread(skrivning.skriv, h.motor, batch, epost=False)
        start = Start.med(insats, tidsskillnad=fall.nu - datetime.now(UTC), dorr=DORRUTGAVA)
        await h.klient.temporal.start_workflow(namn.ARBETSFLODE, start, id=arende, task_queue=namn.KO)
        borjade.append(arende)
        if len(borjade) == antal:
            break
    await asyncio.gather(*(_sag(h, arende, "kv998") for arende in borjade))
    return [Stord(arende, tuple(h.poster(arende)), "kv999") for arende in borjade]


async def jamfor(h: Huset, storda: list[Stord]) -> Utfall:
    """Say one more thing to each that has been started again, and hold what is left of its life against its twin's."""
    kvitton = await asyncio.gather(*(_sag(h, s.arende, s.kund_till) for s in storda))
    await _tills_tomt(h)
    utfall = Utfall()
    for s, kvitto in zip(storda, kvitton, strict=True):
        utfall.skillnader += tuple(await asyncio.to_thread(lambda: list(_ett(h, s, kvitto, utfall))))  # noqa: B023
    return utfall


async def _sag(h: Huset, arende: str, till: str) -> Kvitto | None:
    """Give the case to another, by one id until it is answered; None where it has come to its end."""
    klient = Insatsklient(h.klient.temporal, h.motor, talamod=timedelta(seconds=15))
    while True:
        try:
            data = {"kommando": "byt_karriarvagledare", "till": till}
            return await klient.kommando(arende, data, KV, kommando_id=f"{arende}-{till}")
        except (Avvisning, IngetArende):
            return None
        except (IngetSvar, TimeoutError):
            await asyncio.sleep(0.2)


async def _tills_tomt(h: Huset) -> None:
    """Nothing waits to be sent."""
    slut = datetime.now(UTC) + _TALAMOD
    fraga = select(utkorg.c.meddelande).where(utkorg.c.status == "vantar").limit(1)
    while datetime.now(UTC) < slut:
        with h.motor.connect() as c:
            if c.execute(fraga).first() is None:
                return
        await asyncio.sleep(0.5)


def _tvilling(s: Stord, kvitto: Kvitto | None, till: datetime) -> Steg:
    """The same life from there on, undisturbed, a day at a time."""
    steg = Steg(vikt(s.fore))
    if kvitto:
        steg = _dag_for_dag(steg, kvitto.tid)
        data = {"kommando": "byt_karriarvagledare", "till": s.kund_till}
        inkommet = Inkommet(kvitto.kommando, KV, las_kommando(data))
        steg += utfor(steg.insats, inkommet, max(kvitto.tid, steg.insats.senast))
    return _dag_for_dag(steg, till)


def _dag_for_dag(steg: Steg, till: datetime) -> Steg:
    dag = steg.insats.senast
    while dag < till and rutin.klockslag(steg.insats):
        dag = min(dag + timedelta(days=1), till)
        steg += lat_ga(steg.insats, dag)
    return steg


def _ett(h: Huset, s: Stord, kvitto: Kvitto | None, u: Utfall) -> Iterator[str]:
    t = _tvilling(s, kvitto, datetime.now(UTC))
    efter = tuple(h.poster(s.arende))[len(s.fore) :]
    u.rader += len(efter)
    if efter != t.poster:
        olika = next((n for n, (a, b) in enumerate(zip(efter, t.poster, strict=False)) if a != b), -1)
        yield f"{s.arende}: {len(efter)} rader, tvillingen {len(t.poster)}; olika från rad {olika + len(s.fore) + 1}"
    with h.motor.connect() as c:
        i_tabellerna = las_rader(c, s.arende)
        fraga = (
            select(meddelande, utkorg.c.status)
            .join(utkorg, utkorg.c.meddelande == meddelande.c.id)
            .where(meddelande.c.arende == s.arende, meddelande.c.nr > len(s.fore))
            .order_by(meddelande.c.nr, meddelande.c.ordning)
        )
        brev = c.execute(fraga).all()
    yield from _tabellerna(s.arende, i_tabellerna, t.insats, u)
    u.meddelanden += len(brev)
    fatt = [(m.nr, m.ordning, m.tid, m.till, m.part, m.regel, m.rubrik) for m in brev]
    if fatt != [(m.nr, m.ordning, m.tid, str(m.till), m.part, m.regel, m.rubrik) for m in t.meddelanden]:
        yield f"{s.arende}: {len(fatt)} meddelanden, tvillingen {len(t.meddelanden)}, eller andra ord"
    yield from _aviserade(h, s.arende, brev, u)


def _tabellerna(arende: str, har: Rader, tvilling: Insats, u: Utfall) -> Iterator[str]:
    ska_ha = rader(tvilling)
    u.kronor += sum((r.belopp or Decimal() for r in har.utbetalningar.values()), Decimal())
    if har.utbetalningar != ska_ha.utbetalningar:
        yield f"{arende}: andra kronor än tvillingens"
    if har.bevakningar != ska_ha.bevakningar:
        yield f"{arende}: andra bevakningar än tvillingens"


def _aviserade(h: Huset, arende: str, brev: list[Row[Any]] | Any, u: Utfall) -> Iterator[str]:
    """Each message to one who has an address has been handed over, and no other."""
    if vantar := sum(m.status == "vantar" for m in brev):
        yield f"{arende}: {vantar} aviseringar väntar ännu"
        return
    lamnade = {int(id_.split("@")[0].rpartition("-")[2]) for id_ in list(h.posten.lamnade)}
    for m in brev:
        ska = Roll(m.till) in MED_ADRESS
        u.aviseringar += ska
        if ska != (m.status == "levererad") or ska != (m.id in lamnade):
            yield f"{arende}: aviseringen om rad {m.nr} till {m.till} är {m.status}"
