"""Each process beside the cases, at its largest, goes on over a turn of month and with another worker."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from domain.grund.avvisning import Avvisning
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.processer.lagring import lage_till_json, post_till_json, tillstandstext
from domain.register.anordnare import FLEST_ANORDNARE
from domain.skeende.handelse import DORRUTGAVA
from domain.tid.tidpunkt import midnatt
from kontrakt import namn
from kontrakt.insats import Start
from kontrakt.process import HEL, Processbatch, Processtart, ar_for_stort, tillstandsdel
from persistence.process import processlasning, skrivning
from persistence.register.anordnare.register import anordnarna, lagg_till_anordnare
from starter.stod.klient.process import Processklient
from tests.fel.storst.processerna import SEDAN, SKIFTE, storsta
from tests.flotta.flottan import Flotta, flotta, tills
from tests.workflows.tjanst import alla_korningar

pytestmark = pytest.mark.krav("K0.6", "K0.7")

ETT_VARDE = 2 * 1024 * 1024
"""Bytes of one value that Temporal takes."""
HALLS = (MASSBYTE.slag, VILLKORSUTSKICK.slag)
"""The orders, which are at work until whom they speak to has answered."""


def test_each_kind_at_its_largest_is_handed_over_whole_or_in_parts() -> None:
    assert {*storsta(), ANORDNARAKT.slag} == set(PROCESSER)
    for slag, fall in storsta().items():
        assert fall.p is not None and not fall.rutin.klar(fall.lage)
        tillstand = lage_till_json(fall.rutin, fall.p)
        text = tillstandstext(tillstand)
        assert ar_for_stort(tillstand) == (len(text) > HEL)
        delar, langd, sist = 0, 0, False
        while not sist:
            svar = tillstandsdel(tillstand, langd)
            delar, langd, sist = delar + 1, langd + len(svar.text), svar.sist
        storsta_rad = max(len(str(post_till_json(fall.rutin, p)).encode()) for p in fall.poster)
        assert storsta_rad < ETT_VARDE
        hur = f"i {delar} delar" if len(text) > HEL else "helt"
        print(f"{slag}: {len(fall.poster)} rader, den största {storsta_rad / 1000:.0f} kB; "
              f"läget {len(text) / 1000:.0f} kB, {hur}")  # fmt: skip


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    async with flotta(database_url, tmp_path) as f:
        yield f


@pytest.mark.krav("K0.6", sort="avslag")
async def test_the_register_holds_no_more_anordnare_than_can_be_told_of_at_once(
    f: Flotta, monkeypatch: pytest.MonkeyPatch
) -> None:
    har = len(anordnarna(f.motor))
    monkeypatch.setattr("persistence.register.anordnare.namn.FLEST_ANORDNARE", har + 1)
    lagg_till_anordnare(f.motor, "Den sista som ryms")
    with pytest.raises(Avvisning, match="högst"):
        lagg_till_anordnare(f.motor, "En till")
    lagg_till_anordnare(f.motor, "Den sista som ryms")  # one that is there stays
    assert len(anordnarna(f.motor)) == har + 1 < FLEST_ANORDNARE


async def borja(f: Flotta, slag: str) -> None:
    """The process as its journal has it, some seconds before its turn of month."""
    fall = storsta()[slag]
    rader = tuple(post_till_json(fall.rutin, p) for p in fall.poster)
    await asyncio.to_thread(
        skrivning.skriv, f.motor, Processbatch(slag, fall.process, 0, rader, tuple(fall.meddelanden)), epost=False
    )
    skillnad = midnatt(datetime.fromisoformat(SKIFTE).date()) - timedelta(seconds=6) - datetime.now(UTC)
    start = Processtart(fall.process, tidsskillnad=skillnad, dorr=DORRUTGAVA)
    await f.klient.temporal.start_workflow(slag, start, id=fall.process, task_queue=namn.KO)


async def hall(f: Flotta) -> tuple[str, str]:
    """Whom the orders speak to does not answer: no worker takes what they are asked; the ids."""
    arende = await f.nytt_arende()
    fran = storsta()[MASSBYTE.slag].lage.order.fran
    with f.motor.begin() as c:
        c.exec_driver_sql("UPDATE insats SET karriarvagledare = %s WHERE arende = %s", (fran, arende))
    await f.klient.temporal.get_workflow_handle(arende).terminate()
    akt = akt_id("A")
    for slag, start, id_ in ((namn.ARBETSFLODE, Start(arende), arende), (ANORDNARAKT.slag, Processtart(akt), akt)):
        await f.klient.temporal.start_workflow(slag, start, id=id_, task_queue="ingens")
    return arende, akt


async def korning(f: Flotta, process: str) -> tuple[str, bool]:
    """The newest run's id, and whether it follows upon another."""
    info = (await f.klient.temporal.get_workflow_handle(process).describe()).raw_description.workflow_execution_info
    return info.execution.run_id, info.execution.run_id != info.first_run_id


@pytest.mark.timeout(300)
async def test_each_kind_at_its_largest_goes_on_over_the_turn_of_month_and_with_another_worker(f: Flotta) -> None:
    forsta = await f.ny_arbetare()
    hallna = await hall(f)
    for slag in storsta():
        await borja(f, slag)
    kvar, slut = [fall.process for fall in storsta().values()], time.monotonic() + 120
    while kvar := [process for process in kvar if not (await korning(f, process))[1]]:
        assert time.monotonic() < slut, kvar
        await asyncio.sleep(0.5)
    # Another worker takes them up from their histories alone.
    forsta.kill()
    await f.ny_arbetare()
    klient = Processklient(f.klient.temporal, f.motor)
    for slag, (av, data) in SEDAN.items():
        fall = storsta()[slag]
        kvitto = await klient.sag(fall.rutin, fall.process, data, av, kommando_id=f"sedan-{slag}")
        assert kvitto.fran_nr > len(fall.poster)
    for id_ in hallna:
        await f.klient.temporal.get_workflow_handle(id_).terminate()
    for slag in HALLS:
        process = storsta()[slag].process

        def klart(process: str = process) -> bool:
            svar = processlasning.en_process(f.motor, None, process)
            return svar is not None and svar[1].lage.utfall is not None

        await tills(klart, 120)
    for slag, fall in storsta().items():
        korningar = await alla_korningar(f.klient.temporal.get_workflow_handle(fall.process))
        assert len(korningar) >= 2
        storst = max(e.ByteSize() for k in korningar for e in k.events)
        fallna = [e.workflow_task_failed_event_attributes.failure.message for k in korningar for e in k.events]
        assert [m for m in fallna if m and "deadlock" not in m.lower()] == [], slag
        assert storst < ETT_VARDE
        print(f"{slag}: {len(korningar)} körningar, största händelsen {storst / 1000:.0f} kB")
