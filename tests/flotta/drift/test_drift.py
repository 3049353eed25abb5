"""The fleet under what happens in operations: workers that are killed, stopped and started, a database that is away."""

import asyncio
import signal
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from persistence.databas.migrering import migrera
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import free_port
from tests.flotta.flottan import ANORDNARE, Flotta, flotta, hamta, tills
from tests.huset.platser import for_stunden


async def test_workers_killed_in_the_middle_lose_nothing_and_double_nothing(f: Flotta) -> None:
    forsta, andra = f.starta_arbetare(som_i_drift=True), f.starta_arbetare()
    for arbetare in (forsta, andra):
        await asyncio.to_thread(arbetare.wait_until_healthy)
    arenden = await asyncio.gather(*(f.nytt_arende() for _ in range(6)))
    namn = [f"H{n}" for n in range(12)]

    async def tala(arende: str) -> list[int]:
        return [(await f.bemanna(arende, h)).fran_nr for h in namn]

    prat = asyncio.gather(*(tala(a) for a in arenden))
    await tills(lambda: len(f.bemannade(arenden[0])) >= 2)
    forsta.kill()
    tredje = f.starta_arbetare()
    await tills(lambda: len(f.bemannade(arenden[0])) >= 4)
    andra.kill()
    await asyncio.to_thread(tredje.wait_until_healthy)
    for arende, rader in zip(arenden, await asyncio.wait_for(prat, 60), strict=True):
        poster = f.poster(arende)
        assert f.bemannade(arende) == namn
        assert [p.nr for p in poster] == list(range(1, len(poster) + 1))
        assert [p.nr for p in poster if p.handelse.slag == "arende_bemannat"] == rader


async def test_a_signal_sent_while_no_worker_runs_keeps_the_instant_it_was_sent(f: Flotta) -> None:
    forsta = await f.ny_arbetare()
    arende = await f.nytt_arende()
    await asyncio.to_thread(forsta.stop)
    fore = datetime.now(UTC)
    await f.klient.lagg_i_kon(arende, {"kommando": "bemanna", "handlaggare": "H1"}, ANORDNARE)
    sant = datetime.now(UTC)
    await asyncio.sleep(0.5)
    assert f.bemannade(arende) == []
    f.starta_arbetare()
    await tills(lambda: f.bemannade(arende) == ["H1"])
    (post,) = (p for p in f.poster(arende) if p.handelse.slag == "arende_bemannat")
    assert fore <= post.tid <= sant


async def test_a_worker_told_to_stop_answers_what_it_holds_and_leaves_in_order(f: Flotta) -> None:
    arbetare = await f.ny_arbetare(som_i_drift=True)
    arende = await f.nytt_arende()
    with f.hallen(vid_commit=False):
        svar = asyncio.create_task(f.bemanna(arende, "H1"))
        await f.tills_nagon_halls()
        borjan = time.monotonic()
        arbetare._process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.5)
        assert arbetare.running
    kvitto = await asyncio.wait_for(svar, 8)
    kod = await asyncio.to_thread(arbetare._process.wait, 10)
    assert kod == 0
    assert time.monotonic() - borjan < 10
    assert (kvitto.fran_nr, f.bemannade(arende)) == (4, ["H1"])


async def test_a_worker_killed_in_its_commit_has_written_and_the_next_one_takes_that_in(f: Flotta) -> None:
    forsta = await f.ny_arbetare()
    arende = await f.nytt_arende()
    with f.hallen(vid_commit=True):
        svar = asyncio.create_task(f.bemanna(arende, "H1"))
        await f.tills_nagon_halls()
        assert f.bemannade(arende) == []
        forsta.kill()
    await tills(lambda: f.bemannade(arende) == ["H1"])  # committed, and nobody was told
    assert not svar.done()
    f.starta_arbetare()
    kvitto = await asyncio.wait_for(svar, 40)
    assert (kvitto.fran_nr, kvitto.till_nr) == (4, 4)
    assert (await f.bemanna(arende, "H2")).fran_nr == 5
    assert [p.nr for p in f.poster(arende)] == [1, 2, 3, 4, 5]
    assert f.bemannade(arende) == ["H1", "H2"]


async def test_a_database_that_is_away_is_waited_for_and_health_says_so(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-", dir=for_stunden()) as mapp:
        server = EmbeddedPostgres(Path(mapp) / "postgres", durable=False, port=free_port())
        server.start()
        try:
            migrera(url := server.create_database("egen", template=None))
            async with flotta(url, tmp_path) as f:
                arbetare = await f.ny_arbetare()
                arende = await f.nytt_arende()
                assert hamta(arbetare.health_url) == (200, '{"databas": "ok", "temporal": "ok", "arbete": "ok"}')
                await asyncio.to_thread(server.stop)
                status, text = await asyncio.to_thread(hamta, arbetare.health_url)
                assert (status, "databasen svarar inte" in text) == (503, True)
                svar = asyncio.create_task(f.bemanna(arende, "H1"))
                await asyncio.sleep(1.5)
                assert not svar.done()
                await asyncio.to_thread(server.start)
                assert (await asyncio.wait_for(svar, 20)).fran_nr == 4
                assert f.bemannade(arende) == ["H1"]
                await tills(lambda: hamta(arbetare.health_url)[0] == 200)
                f.temporal.stop()
                status, text = await asyncio.to_thread(hamta, arbetare.health_url)
                assert (status, '"temporal": "Temporal svarar inte"' in text) == (503, True)
        finally:
            server.stop()


async def test_without_a_worker_the_door_says_so_and_how_to_say_it_again(f: Flotta) -> None:
    arbetare = await f.ny_arbetare()
    arende = await f.nytt_arende()
    arbetare.kill()
    otalig = type(f.klient)(f.klient.temporal, f.motor, talamod=timedelta(seconds=1))
    f.klient = otalig
    try:
        await f.bemanna(arende, "H1")
    except Exception as fel:
        assert "ingen arbetare svarar" in str(fel) and f"--id {arende}-H1" in str(fel)
    else:
        raise AssertionError("någon svarade")
    f.klient = type(f.klient)(f.klient.temporal, f.motor)
    f.starta_arbetare()
    assert (await asyncio.wait_for(f.bemanna(arende, "H1"), 40)).fran_nr == 4
    assert f.bemannade(arende) == ["H1"]
