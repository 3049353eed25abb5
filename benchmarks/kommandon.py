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
    """One that moves no frist, and one that moves one: each with its twin, which has as many timers."""
    await arenden.sag(fall)
    handelser, timrar = await _tillvaxt(fall, arenden.sag)
    utan_frist, _ = await _tillvaxt(fall, arenden.forsok)
    timrar = round(timrar / 2)  # each is taken down, and started anew
    sager: dict[str, Callable[[], Awaitable[Any]]] = {
        "inget": lambda: bar.execute_update("inget"),
        "lokal": lambda: bar.execute_update("lokal"),
        "timrar": lambda: bar.execute_update("lokal_med_timrar", timrar),
        "forsok": lambda: arenden.forsok(fall),
        "flytt": lambda: arenden.sag(fall),
    }
    tider: dict[str, list[float]] = {sak: [] for sak in sager}
    for varv in range(_UPPVARMNING + _VARV):
        for sak, gor in sager.items():
            start = perf_counter()
            await gor()
            if varv >= _UPPVARMNING:
                tider[sak].append((perf_counter() - start) * 1000)
    m = {sak: p50_p95(t)[0] for sak, t in tider.items()}
    flytt = f"ett kommando som flyttar {timrar} timer" + ("" if timrar == 1 else "ar")
    return [
        Matt("ett kommando, mot en uppdatering, p50", m["forsok"], "ms", 1.5, m["inget"], kvot=True),
        Matt("ett kommando, mot uppdatering + lokal aktivitet, p50", m["forsok"], "ms", 1.3, m["lokal"], kvot=True),
        Matt(f"{flytt}, mot en uppdatering, p50", m["flytt"], "ms", 1.5, m["inget"], kvot=True),
        Matt(f"{flytt}, mot + lokal aktivitet + dem, p50", m["flytt"], "ms", 1.3, m["timrar"], kvot=True),
        Matt("händelser i historiken per kommando, utan timrar", max(handelser, utan_frist), "st", 6.5),
    ]


async def _tillvaxt(fall: WorkflowHandle[Any, Any], gor: _Sak, ganger: int = 20) -> tuple[float, float]:
    """Events per kommando: timers not counted, and timers."""
    fore = await _handelser(fall)
    for _ in range(ganger):
        await gor(fall)
    andra, timrar = (efter - innan for efter, innan in zip(await _handelser(fall), fore, strict=True))
    return andra / ganger, timrar / ganger


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


async def _handelser(handtag: WorkflowHandle[Any, Any]) -> tuple[int, int]:
    """Events that are no timers, and those that are."""
    slag = [str(h.WhichOneof("attributes")) async for h in handtag.fetch_history_events()]
    timrar = sum("timer" in s for s in slag)
    return len(slag) - timrar, timrar


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
