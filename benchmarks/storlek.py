"""What a case weighs and what it takes to read it again: no server is needed for these."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer

from benchmarks.rigg.matning import Matt
from domain.insats.insats import Insats
from domain.liv import rutin
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from kontrakt.insats import Start
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.overlamning import packa
from regelverk import las_utgavor
from starter.drift.sandlada import sandlada
from starter.provkorning.fil import las_provfil
from starter.provkorning.ren import spela
from workflows.insats.flode import Insatsflode

_TESTER = Path(__file__).parent.parent / "tests"
_LIV = "ami2_hela_livet"
_GANGER = 9


def mat() -> list[Matt]:
    """Hand-over, the pure engine, and cold replay."""
    regelverk = skapa_regelverk(las_utgavor())
    skiften = _skiften(regelverk)
    return [
        Matt("överlämnat vid månadsskifte 1, som det lagras", _lagrat(skiften[0]) / 1024, "KiB", 8),
        Matt("överlämnat vid månadsskifte 12", _lagrat(skiften[11]) / 1024, "KiB", 20),
        Matt("ren motor, tretton månader", _ren(regelverk), "ms", 30),
        asyncio.run(_omspelning()),
    ]


def _skiften(regelverk: Regelverk) -> list[Insats]:
    insats, skiften = None, []
    for post in spela(las_provfil(_TESTER / "fall" / f"{_LIV}.yaml"), regelverk).poster:
        if insats and (post.tid.year, post.tid.month) != (insats.senast.year, insats.senast.month):
            skiften.append(insats)
        insats = rutin.tillampa(insats, post)
    return skiften


def _lagrat(insats: Insats) -> int:
    (payload,) = OMVANDLARE.payload_converter.to_payloads([Start("in-matning", lage=packa(insats), dorr=1)])
    return len(payload.data)


def _ren(regelverk: Regelverk) -> float:
    fil = las_provfil(_TESTER / "fall" / f"{_LIV}.yaml")
    tider = []
    for _ in range(_GANGER):
        start = process_time()
        spela(fil, regelverk)
        tider.append((process_time() - start) * 1000)
    return min(tider)


async def _omspelning() -> Matt:
    """The dearest run of the life, read by a worker that has it not in memory: processor time without the server's."""
    filer = sorted((_TESTER / "historier").glob(f"{_LIV}.*.json.gz"))
    historier = [WorkflowHistory.from_json(_LIV, gzip.decompress(f.read_bytes()).decode()) for f in filer]
    tider: list[float] = []

    async def alla() -> AsyncIterator[WorkflowHistory]:
        for _ in range(_GANGER):
            for h in historier:
                tider.append(process_time())
                yield h
        tider.append(process_time())

    spelare = Replayer(workflows=[Insatsflode], workflow_runner=sandlada(OMVANDLARE), data_converter=OMVANDLARE)
    await spelare.replay_workflows(alla())
    per = [(b - a) * 1000 for a, b in pairwise(tider)]
    dyrast = max(median(per[n :: len(historier)]) for n in range(len(historier)))
    return Matt("kall omspelning, livets dyraste körning", dyrast, "ms", 60)
