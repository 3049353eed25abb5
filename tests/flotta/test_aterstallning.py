"""Temporal's database lost: what the control then says, and how every case is made anew from the record."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from activities.kontroll.jakt import jaga
from starter.drift.laga import laga
from starter.stod.klient.insats import Insatsklient
from starter.stod.stack.temporal import TemporalServer
from tests.flotta.flottan import ANORDNARE, Flotta, flotta

pytestmark = pytest.mark.krav("K0.7")


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    """A fleet whose Temporal keeps its database in a file."""

    class PaSkiva(TemporalServer):
        def __init__(self, *, search_attributes: dict[str, str], log: Path, ui: bool) -> None:
            super().__init__(
                search_attributes=search_attributes, log=log, ui=ui, database=tmp_path / "t" / "temporal.db"
            )

    async with flotta(database_url, tmp_path, PaSkiva) as f:
        yield f


async def fynd(f: Flotta) -> set[tuple[str, str]]:
    utfall = await jaga(f.motor, f.klient.temporal)
    assert utfall.hinder == ""
    return {(x.kontroll, x.arende) for x in utfall.fynd}


async def stoppa(f: Flotta) -> None:
    for arbetare in f.arbetare:
        if arbetare.running:
            await asyncio.to_thread(arbetare.stop)


async def test_a_temporal_that_is_lost_altogether(f: Flotta, tmp_path: Path) -> None:
    await f.ny_arbetare()
    arenden = [await f.nytt_arende() for _ in range(3)]
    await stoppa(f)
    await asyncio.to_thread(f.temporal.stop)
    shutil.rmtree(tmp_path / "t")
    await asyncio.to_thread(f.temporal.start)
    await f.ny_arbetare()
    f.klient = await Insatsklient.anslut(f.temporal.address, "default", f.motor)
    assert {a for k, a in await fynd(f) if k == "arbetsflode_saknas"} == set(arenden)
    for arende in arenden:
        await laga(f.motor, f.klient.temporal, arende)
        await f.klient.kommando(arende, {"kommando": "bemanna", "handlaggare": "H1"}, ANORDNARE)
    assert await fynd(f) == set()
