"""A worker minds itself: it waits for what is away, and gives up when its own threads get nowhere."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, make_url

from persistence.databas.motor import DatabasFel, skapa_motor
from starter.drift.tillsyn import Fastnat, Journalvag, vanta_pa
from starter.stod.stack.processes import free_port
from tests.fel.riktiga.mellanhand import Mellanhand
from tests.flotta.flottan import KV, Flotta, hamta, tills


async def test_a_worker_whose_threads_are_all_stuck_is_given_up_and_one_that_gets_through_is_not(motor: Engine) -> None:
    slapp = threading.Event()
    with ThreadPoolExecutor(2) as tradar:
        vag = Journalvag(motor, tradar, hogst=0.2)
        assert await vag() is None
        for _ in range(2):
            tradar.submit(slapp.wait, 60)
        assert await vag() == "ingen tråd blir fri, eller databasen svarar inte"
        assert vag.fast_sedan is not None
        assert "ingen tråd blir fri" in await asyncio.wait_for(vag.tills_fast(ge_upp=0.5, paus=0.01), 20)
        slapp.set()
        await tills_svar(vag)
        assert vag.fast_sedan is None
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(vag.tills_fast(ge_upp=0.1, paus=0.01), 1)


async def tills_svar(vag: Journalvag) -> None:
    slut = time.monotonic() + 20
    while await vag() is not None:
        assert time.monotonic() < slut


async def test_a_database_that_is_away_is_red_but_no_reason_to_leave(database_url: str) -> None:
    mellan = Mellanhand(int(make_url(database_url).port or 0))
    motor = skapa_motor(make_url(database_url).set(port=mellan.port).render_as_string(hide_password=False))
    with ThreadPoolExecutor(2) as tradar:
        vag = Journalvag(motor, tradar)
        assert await vag() is None
        mellan.stang()
        assert await vag() == "databasen svarar inte"
        assert vag.fast_sedan is None
    motor.dispose()


async def test_what_is_away_is_waited_for_and_what_is_wrong_is_not(database_url: str) -> None:
    port, forsok = free_port(), 0
    fjarran = make_url(database_url).set(port=port).render_as_string(hide_password=False)

    async def oppna() -> Engine:
        nonlocal forsok
        forsok += 1
        return await asyncio.to_thread(skapa_motor, fjarran if forsok < 3 else database_url)

    motor = await asyncio.wait_for(vanta_pa(oppna, paus=0.01), 20)
    motor.dispose()
    assert forsok == 3

    async def fel_losen() -> Engine:
        return skapa_motor(make_url(database_url).set(password="x").render_as_string(hide_password=False))

    with pytest.raises(DatabasFel, match="släpper inte in"):
        await asyncio.wait_for(vanta_pa(fel_losen, paus=0.01), 20)
    assert issubclass(Fastnat, Exception)


@pytest.mark.krav("K0.7")
async def test_a_worker_started_while_temporal_is_away_waits_for_it_and_says_so(f: Flotta) -> None:
    await asyncio.to_thread(f.temporal.stop)
    arbetare = f.starta_arbetare()
    await tills(lambda: svarar(arbetare.health_url))
    kod, text = hamta(arbetare.health_url)
    assert (kod, json.loads(text)) == (503, {"start": "arbetaren väntar på databasen eller Temporal"})
    await asyncio.to_thread(f.temporal.start)
    await asyncio.to_thread(arbetare.wait_until_healthy)
    assert arbetare.running


async def test_a_worker_of_a_new_release_waits_until_its_database_has_been_migrated(f: Flotta) -> None:
    """It would take work and fail at each write, while workers of the release before it go on."""
    with f.motor.begin() as agaren:
        nu = agaren.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        agaren.exec_driver_sql("UPDATE alembic_version SET version_num = '0038_processernas_ordning'")
    arbetare = f.starta_arbetare()
    await tills(lambda: arbetare.log.exists() and "kör insats migrera" in arbetare.log.read_text())
    assert hamta(arbetare.health_url)[0] == 503
    with f.motor.begin() as agaren:
        agaren.exec_driver_sql("UPDATE alembic_version SET version_num = %s", (nu,))
    await asyncio.to_thread(arbetare.wait_until_healthy)
    await f.bemanna(await f.nytt_arende(), "H1")


def svarar(url: str) -> bool:
    try:
        return bool(hamta(url)[0])
    except OSError:
        return False


@pytest.mark.krav("K0.7")
async def test_a_forgotten_transaction_on_one_case_leaves_the_others_alone(f: Flotta) -> None:
    await f.ny_arbetare()
    last, fri = await f.nytt_arende(), await f.nytt_arende()
    with f.motor.begin() as glomd:
        glomd.exec_driver_sql("SELECT 1 FROM insats WHERE arende = %s FOR UPDATE", (last,))
        vantar = asyncio.create_task(f.bemanna(last, "H1"))
        for n in range(8):  # more than one of the threads is tried at, over the five seconds that a lock is waited for
            borjade = time.monotonic()
            byt = {"kommando": "byt_karriarvagledare", "till": f"kv{n % 2 + 2}"}
            await asyncio.wait_for(f.klient.kommando(fri, byt, KV), 20)
            assert time.monotonic() - borjade < 20
        assert not vantar.done()
    await asyncio.wait_for(vantar, 90)
    assert f.bemannade(last) == ["H1"]
