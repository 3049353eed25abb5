"""The largest case there can be goes on over every turn of month; what is too large for it is refused at once."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from temporalio.client import WorkflowUpdateFailedError
from temporalio.service import RPCError

from activities.kontroll.jakt import jaga
from domain.grund.avvisning import Avvisning
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn, overlamning
from kontrakt.insats import Start
from kontrakt.omvandlare import OMVANDLARE
from persistence.journal import skrivning
from persistence.register.anordnare.register import lagg_till_anordnare
from tests.fel.storst.forstort import FOR_STORT, KV, sagt, slapps_in, uppdatera
from tests.fel.storst.livet import ORGANISATION, SKIFTEN, Lage, storsta_livet
from tests.flotta.flottan import Flotta, flotta
from tests.workflows.tjanst import alla_korningar
from workflows.insats.ko import ta_emot

pytestmark = pytest.mark.krav("K0.6", "K0.7", "K13.7")

ETT_VARDE = 2 * 1024 * 1024
"""Bytes of one value that Temporal takes."""


def test_the_largest_life_says_nearly_all_that_can_be_said_and_each_hand_over_of_it_passes_whole_or_in_parts() -> None:
    liv = storsta_livet()
    assert len(liv) == len(SKIFTEN) == 12
    for lage in liv:
        o = overlamning.packa(lage.insats)
        delar, sist = 0, False
        while not sist:
            text, sist = overlamning.del_av(o, delar * overlamning.DELLANGD)
            assert len(text.encode()) <= overlamning.HEL
            delar += 1
        start = Start.med(lage.insats)
        assert (start.lage is None) == (delar > 1)
        print(f"{lage.skifte:%Y-%m}: {lage.insats.nr} rader, läget {overlamning.storlek(lage.insats) / 1000:.0f} kB, "
              f"överlämnat {(len(o.regler) + len(o.tillstand)) / 1000:.0f} kB i {delar} del")  # fmt: skip
    assert overlamning.storlek(liv[-1].insats) > 500_000, "en stor akt, annars säger provet inget"


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    async with flotta(database_url, tmp_path) as f:
        lagg_till_anordnare(f.motor, ORGANISATION)
        yield f


async def borja(f: Flotta, lage: Lage, arende: str) -> None:
    """The case as an earlier run would have handed it over, some seconds before its turn of month."""
    insats, batch = lage.som(arende)
    await asyncio.to_thread(skrivning.skriv, f.motor, batch)
    skillnad = lage.skifte - timedelta(seconds=4) - datetime.now(UTC)
    start = Start.med(insats, tidsskillnad=skillnad, dorr=DORRUTGAVA)
    await f.klient.temporal.start_workflow(namn.ARBETSFLODE, start, id=arende, task_queue=namn.KO)


async def ar_i_nasta_korning(f: Flotta, arende: str) -> bool:
    info = (await f.klient.temporal.get_workflow_handle(arende).describe()).raw_description.workflow_execution_info
    return bool(info.execution.run_id != info.first_run_id)


async def sag(f: Flotta, arende: str, till: str) -> float:
    """Say something to the case; seconds until its receipt."""
    borjan = time.perf_counter()
    await f.klient.kommando(arende, {"kommando": "byt_karriarvagledare", "till": till}, KV)
    return time.perf_counter() - borjan


@pytest.mark.timeout(600)
async def test_the_largest_case_goes_on_over_every_turn_of_month_of_its_year(f: Flotta) -> None:
    forsta = await f.ny_arbetare()
    arenden = [f"in-storst-{n}" for n in range(len(SKIFTEN))]
    for lage, arende in zip(storsta_livet(), arenden, strict=True):
        await borja(f, lage, arende)
    async with asyncio.timeout(300):  # twelve of the largest at once, on whatever the machine has left
        for arende in arenden:
            while not await ar_i_nasta_korning(f, arende):  # noqa: ASYNC110 – the server tells nobody
                await asyncio.sleep(0.2)
    tider = [await sag(f, arende, "kv2") for arende in arenden]
    # Another worker takes them up from their histories alone.
    forsta.kill()
    await f.ny_arbetare()
    efter = [await sag(f, arende, "kv3") for arende in arenden]
    print(f"kvitto efter skiftet: median {statistics.median(tider):.2f} s, längst {max(tider):.2f} s; "
          f"hos en ny arbetare {statistics.median(efter):.2f} s, {max(efter):.2f} s")  # fmt: skip
    for arende in arenden:
        korningar = await alla_korningar(f.klient.temporal.get_workflow_handle(arende))
        assert len(korningar) == 2
        assert max(e.ByteSize() for k in korningar for e in k.events) < ETT_VARDE
        fallna = [e.workflow_task_failed_event_attributes.failure.message for k in korningar for e in k.events]
        # A machine with much else to do holds an activation for two seconds, whatever its size; then it is done anew.
        assert [f for f in fallna if f and "deadlock" not in f.lower()] == []
    # Their clocks are those of 2024; what else the control knows of, it does not find.
    fynd = [x for x in (await jaga(f.motor, f.klient.temporal)).fel if x.kontroll != "klocka"]
    assert [str(x) for x in fynd] == []


@pytest.mark.krav("K0.6", sort="avslag")
@pytest.mark.parametrize("vad", list(FOR_STORT))
def test_what_is_too_large_is_refused_in_a_few_milliseconds_of_the_worker(vad: str) -> None:
    """Read and refused, by processor time."""
    (payload,) = OMVANDLARE.payload_converter.to_payloads([sagt("s", FOR_STORT[vad])])
    tider: list[float] = []
    for _ in range(9):
        borjan = time.process_time()
        with pytest.raises(Avvisning):
            ta_emot(OMVANDLARE.payload_converter.from_payload(payload, Any), datetime.now(UTC), vantar=True)
        tider.append(time.process_time() - borjan)
    assert statistics.median(tider) < 0.025


@pytest.mark.timeout(300)
@pytest.mark.krav("K0.6", sort="avslag")
async def test_what_is_too_large_is_refused_at_once_by_the_largest_case_and_holds_nobody(f: Flotta) -> None:
    await f.ny_arbetare()
    await borja(f, storsta_livet()[-1], "in-storst")
    await sag(f, "in-storst", "kv2")
    handtag = f.klient.temporal.get_workflow_handle("in-storst")
    nekade: list[float] = []
    holls: list[float] = []
    for n, (vad, kommando) in enumerate(list(FOR_STORT.items()) * 20):
        data, borjan = sagt(f"stort-{n}", kommando), time.perf_counter()
        if slapps_in(kommando):
            with pytest.raises(WorkflowUpdateFailedError) as fel:
                await handtag.execute_update(namn.UPPDATERING, data)
            assert "Avvisning" in str(getattr(fel.value.cause, "type", "")), vad
        else:
            with pytest.raises(RPCError, match="in-flight updates"):
                await uppdatera(f.klient.temporal, "in-storst", data, data["id"])
        nekade.append(time.perf_counter() - borjan)
        if n < len(FOR_STORT):  # a signal cannot be refused; what is said right after it is answered all the same
            borjan = time.perf_counter()
            await handtag.signal(namn.SIGNAL, data)
            await f.klient.kommando("in-storst", {"kommando": "byt_karriarvagledare", "till": f"kv{n}"}, KV)
            holls.append(time.perf_counter() - borjan)
    p95 = sorted(nekade)[int(len(nekade) * 0.95)]
    print(f"för stort nekas: median {statistics.median(nekade) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms; "
          f"nästa kommando efter en sådan signal: längst {max(holls) * 1000:.0f} ms")  # fmt: skip
    assert p95 < 2, "målet är 50 ms på en maskin som inte gör annat; här görs mycket annat"
    assert max(holls) < 5


@pytest.mark.timeout(300)
@pytest.mark.krav("K0.6", sort="avslag")
async def test_many_that_are_far_too_large_at_once_neither_end_the_case_nor_hold_it(f: Flotta) -> None:
    """Ten of 1.9 MB ended a case once: their refusals did not pass in one message. One of 2.2 held it for 46 s."""
    await f.ny_arbetare()
    arende = await f.nytt_arende()
    nekade: list[Any] = []
    for antal, tecken in ((10, 1_900_000), (1, 2_200_000), (5, 3_900_000)):
        stort = sagt("x", {"kommando": "bemanna", "handlaggare": "x" * tecken})
        alla = asyncio.gather(
            *(uppdatera(f.klient.temporal, arende, stort, f"{tecken}-{n}") for n in range(antal)),
            return_exceptions=True,
        )
        borjan = time.perf_counter()
        await f.bemanna(arende, f"H{tecken}")
        assert time.perf_counter() - borjan < 10
        nekade += await alla
    assert len(nekade) == 16 and all(isinstance(n, RPCError) for n in nekade), nekade
    assert f.bemannade(arende) == ["H1900000", "H2200000", "H3900000"]
