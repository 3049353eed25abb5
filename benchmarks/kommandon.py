"""A kommando against a bare update, and against a bare update with a local activity: one at a time, and many at once.

They are taken by turns, so that all meet the same moments of the machine; client, workers, Temporal and PostgreSQL are
processes of their own. It is taken from the update to its receipt, as the bare ones are.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import Engine
from temporalio.client import Client, WorkflowHandle

from benchmarks.databas import vaxt
from benchmarks.rigg import arenden
from benchmarks.rigg.matning import Matt, p50_p95
from benchmarks.rigg.servrar import Hus
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn
from kontrakt.insats import Start
from kontrakt.omvandlare import OMVANDLARE
from persistence.databas.motor import skapa_motor
from starter.stod.klient.insats import Insatsklient

_UPPVARMNING, _VARV = 30, 120
_OMGANGAR = 4
_Sak = Callable[[WorkflowHandle[Any, Any]], Awaitable[Any]]


async def mat(hus: Hus, samtidiga: Sequence[int] = (50, 500)) -> list[Matt]:
    """The figures of both."""
    motor = skapa_motor(hus.url)
    temporal = await Client.connect(hus.adress, data_converter=OMVANDLARE)
    klient = Insatsklient(temporal, motor)
    fore = hus.insats[0].minne()
    ids = await arenden.borja(klient, max(samtidiga))
    minne = (hus.insats[0].minne() - fore) / len(ids) / 1024
    fall = [temporal.get_workflow_handle(i) for i in ids]
    fore = hus.bar.minne()
    bara = [await temporal.start_workflow("bar", id=f"bar-{n}", task_queue="bar") for n in range(len(fall))]
    for bar in bara:
        await bar.execute_update("inget")
    bar_minne = (hus.bar.minne() - fore) / len(ids) / 1024
    matt = [Matt("minne för ett ärende i en arbetare", minne, "KiB", 200, bar_minne)]
    matt += await _en(fall[0], bara[0])
    matt.append(await _sent(motor, temporal))
    for antal in samtidiga:
        matt += await _manga(hus, fall[:antal], bara[:antal])
    motor.dispose()
    return matt


async def _en(fall: WorkflowHandle[Any, Any], bar: WorkflowHandle[Any, Any]) -> list[Matt]:
    tider: dict[str, list[float]] = {"inget": [], "lokal": [], "vår": []}
    for varv in range(_UPPVARMNING + _VARV):
        for sak, sakens in tider.items():
            start = perf_counter()
            await (arenden.sag(fall) if sak == "vår" else bar.execute_update(sak))
            if varv >= _UPPVARMNING:
                sakens.append((perf_counter() - start) * 1000)
    fore = await _handelser(fall)
    for _ in range(20):
        await arenden.sag(fall)
    mitt = {sak: p50_p95(t)[0] for sak, t in tider.items()}
    return [
        Matt("ett kommando, mot en uppdatering, p50", mitt["vår"], "ms", 1.5, mitt["inget"], kvot=True),
        Matt("ett kommando, mot uppdatering + lokal aktivitet, p50", mitt["vår"], "ms", 1.3, mitt["lokal"], kvot=True),
        Matt("händelser i historiken per kommando, utan timrar", (await _handelser(fall) - fore) / 20, "st", 6.5),
    ]


async def _sent(motor: Engine, temporal: Client) -> Matt:
    """The same kommando to a case in its first month and to one in its twelfth, by turns, up to the receipt."""
    tider: dict[str, list[float]] = {}
    fallen = []
    for nar in (vaxt.TIDIGT, vaxt.SENT):
        insats = vaxt.levt_till(motor, nar)
        skillnad = insats.senast - datetime.now(UTC)
        start = Start.med(insats, tidsskillnad=skillnad, dorr=DORRUTGAVA)
        fallen.append((await temporal.start_workflow("insats", start, id=insats.arende, task_queue=namn.KO), skillnad))
    for varv in range(_UPPVARMNING + _VARV):
        for fall, skillnad in fallen:
            start_ = perf_counter()
            await arenden.forsok(fall, skillnad)
            if varv >= _UPPVARMNING:
                tider.setdefault(fall.id, []).append((perf_counter() - start_) * 1000)
    forst, sist = (p50_p95(t)[0] for t in tider.values())
    return Matt("ett kommando i månad tolv mot månad ett, p50", sist, "ms", 1.1, forst, kvot=True)


async def _handelser(handtag: WorkflowHandle[Any, Any]) -> int:
    """Events, timers not counted."""
    return len([h async for h in handtag.fetch_history_events() if "timer" not in str(h.WhichOneof("attributes"))])


async def _manga(hus: Hus, fall: list[Any], bara: list[Any]) -> list[Matt]:
    per = max(2, 600 // len(fall))
    takt: dict[str, list[float]] = {"bar": [], "vår": []}
    cpu: dict[str, list[float]] = {"bar": [], "vår": []}
    vantan: list[float] = []

    async def prata(handtag: Any, gor: _Sak, tider: list[float]) -> None:
        for _ in range(per):
            start = perf_counter()
            await gor(handtag)
            tider.append((perf_counter() - start) * 1000)

    for omgang in range(_OMGANGAR):
        for sort, handtag, arbetare in (("bar", bara, hus.bar), ("vår", fall, hus.insats[0])):
            gor: _Sak = arenden.sag if sort == "vår" else _lokal
            tider: list[float] = []
            start, fore = perf_counter(), arbetare.cpu()
            await asyncio.gather(*(prata(h, gor, tider) for h in handtag))
            if omgang:  # the first round warms up
                takt[sort].append(len(tider) / (perf_counter() - start))
                cpu[sort].append((arbetare.cpu() - fore) * 1000 / len(tider))
                vantan += tider if sort == "vår" else []
    m = {sort: median(t) for sort, t in takt.items()}
    c = {sort: median(t) for sort, t in cpu.items()}
    n = len(fall)
    return [
        Matt(f"{n} som talar, kommandon per sekund", m["vår"], "1/s", 0.7, m["bar"], kvot=True, minst=True),
        Matt(f"{n} som talar, arbetarens processor per kommando", c["vår"], "ms", None, c["bar"]),
        Matt(f"{n} som talar, väntan p95", p50_p95(vantan)[1], "ms"),
    ]


async def _lokal(handtag: WorkflowHandle[Any, Any]) -> None:
    await handtag.execute_update("lokal")
