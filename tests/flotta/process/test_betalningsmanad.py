"""The payment month on the real server: started by the calendar, awaits its cases, closed once whatever is killed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine
from temporalio.client import ScheduleBackfill
from temporalio.worker import Replayer

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.betalningsmanad.lage import process_id
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from domain.tid.tidpunkt import tolka_tid
from kontrakt.namn import ARBETSFLODE_BETALNINGSKORNING
from kontrakt.omvandlare import OMVANDLARE
from persistence.betalning import lasning
from persistence.betalning.lasning import Betalningsrad, InnehallenRad
from persistence.meddelanden import inkorg
from starter.drift.sandlada import sandlada
from starter.drift.scheman import skapa_scheman
from starter.stod.klient.process import Processklient
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.flotta.flottan import LAS, Flotta, tills
from tests.persistence.betalning.betalningar import arende, rad, satt, skapad_motor, stangd
from tests.verktyg.spel import regelverket
from workflows.kalender.betalningskorning import Betalningskorning
from workflows.process.slag import Betalningsmanad

pytestmark = pytest.mark.krav("K14.6")
E1, E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
ANORDNARE = Aktor(Roll.ANORDNARE, "a1", "A")
M = "2024-04"
OPPNA = {"kommando": "oppna_betalningsmanad", "manad": M}


def fyll(motor: Engine, antal: int = 40) -> None:
    """Cases of three anordnare: paid, adjusted, waiting and held."""
    for n in range(antal):
        id, vem = f"in-{n:04}", "ABC"[n % 3]
        arende(motor, id, vem)
        rad(motor, id, "2024-03", f"{100 + n}.55", M, anordnare=vem)
        if n % 4 == 0:
            rad(motor, id, "2024-02", "-700.00", M, slag="justering", anordnare=vem)
        if n % 5 == 0:
            rad(motor, id, "2024-01", "1.00", None, "vantar", anordnare=vem)


def innehall(motor: Engine) -> tuple[list[Any], list[Betalningsrad], list[InnehallenRad]]:
    """Everything that a closed month holds, but for when it was closed."""
    s = lasning.stangning(motor, M)
    assert s is not None
    return list(s.totaler), list(lasning.rader(motor, M)), list(lasning.innehallna(motor, M))


async def sag(f: Flotta, av: Aktor, data: dict[str, Any]) -> None:
    dorr = Processklient(f.klient.temporal, f.motor, timedelta(seconds=20))
    await dorr.sag(BETALNINGSMANAD, process_id(M), data, av)


def status(f: Flotta) -> str | None:
    process = lasning.process_for(f.motor, M)
    return process.status if process else None


@pytest.mark.krav("K0.1")
async def test_the_calendar_closes_the_month_and_two_persons_attest_it(f: Flotta) -> None:
    fyll(f.motor)
    await skapa_scheman(f.klient.temporal, regelverket())
    await f.ny_arbetare()
    # What the 16th of April 2024 would have started, as after an outage.
    schema = f.klient.temporal.get_schedule_handle(ARBETSFLODE_BETALNINGSKORNING)
    midnatt = tolka_tid("2024-04-16T00:00")
    await schema.backfill(ScheduleBackfill(midnatt - timedelta(minutes=1), midnatt + timedelta(minutes=1)))
    await tills(lambda: status(f) == "stangd")
    with pytest.raises(Avvisning, match="redan stängd"):
        await sag(f, E1, OPPNA)
    await schema.backfill(ScheduleBackfill(midnatt - timedelta(minutes=2), midnatt + timedelta(minutes=2)))
    await sag(f, E1, {"kommando": "forbered_betalning", "notering": "Karin Planterad är betald."})
    with pytest.raises(Avvisning, match="den som har förberett attesterar inte"):
        await sag(f, E1, {"kommando": "attestera_betalning"})
    await sag(f, E2, {"kommando": "attestera_betalning"})
    handtag = f.klient.temporal.get_workflow_handle(process_id(M))
    assert (await handtag.result())["status"] == "attesterad"
    with pytest.raises(Avvisning, match="ändras inte mer"):  # said to one that has come to its end
        await sag(f, E1, {"kommando": "aterlamna_betalning", "skal": "för sent"})
    assert [m.regel for m in inkorg.inkorg(f.motor, ANORDNARE)] == ["K14.6"]
    # The words stay in the database (K3.3).
    historik = await handtag.fetch_history()
    assert b"Planterad" not in b"".join(e.SerializeToString() for e in historik.events)
    await spela_om(f, [process_id(M), *[w.id async for w in f.klient.temporal.list_workflows(_KORNINGAR)]])


_KORNINGAR = f"WorkflowType = '{ARBETSFLODE_BETALNINGSKORNING}'"


async def spela_om(f: Flotta, ids: list[str]) -> None:
    """Their histories are played again by the same code: nothing in it hangs on chance, the clock or the machine."""
    spelare = Replayer(
        workflows=[Betalningskorning, Betalningsmanad],
        workflow_runner=sandlada(OMVANDLARE),
        data_converter=OMVANDLARE,
    )
    assert len(ids) == 3
    for id in ids:
        await spelare.replay_workflow(await f.klient.temporal.get_workflow_handle(id).fetch_history())


async def test_a_month_waits_for_its_cases_and_closes_when_they_have_answered(f: Flotta) -> None:
    arende(f.motor, "in-1")
    rad(f.motor, "in-1", "2024-03", "3876.00", M, "klar")
    await f.ny_arbetare()
    await sag(f, E1, OPPNA)
    await asyncio.sleep(3)
    assert (status(f), lasning.stangning(f.motor, M)) == ("stangs", None)
    satt(f.motor, "in-1", "manad:2024-03", status="utbetald")
    await tills(lambda: status(f) == "stangd")
    assert [r.arende for r in lasning.rader(f.motor, M)] == ["in-1"]


@contextmanager
def halld_stangning(f: Flotta, *, vid_commit: bool) -> Iterator[None]:
    """Hold the closing after its rows are written, or in its very commit, while the block runs."""
    nar = "DEFERRABLE INITIALLY DEFERRED" if vid_commit else ""
    c = psycopg.connect(f.database_url.replace("+psycopg", ""), autocommit=True)
    c.execute("CREATE FUNCTION vanta() RETURNS trigger LANGUAGE plpgsql AS "
              f"$$BEGIN PERFORM pg_advisory_xact_lock_shared({LAS}); RETURN NULL; END$$")  # fmt: skip
    c.execute(f"CREATE CONSTRAINT TRIGGER vanta AFTER INSERT ON betalning_anordnare {nar} FOR EACH ROW "
              "EXECUTE FUNCTION vanta()")  # fmt: skip
    c.execute("SELECT pg_advisory_lock(%s)", [LAS])
    try:
        yield
    finally:
        c.close()  # lets go of the lock


@pytest.mark.parametrize("vid_commit", [False, True])
async def test_a_worker_killed_in_the_middle_of_the_closing_changes_nothing_in_what_it_comes_to(
    f: Flotta, postgres: EmbeddedPostgres, template_database: str | None, vid_commit: bool
) -> None:
    fyll(f.motor)
    arbetare = await f.ny_arbetare()
    with halld_stangning(f, vid_commit=vid_commit):
        await sag(f, E1, OPPNA)
        await f.tills_nagon_halls()
        arbetare.kill()  # kill -9
        assert lasning.stangning(f.motor, M) is None
    await f.ny_arbetare()
    await tills(lambda: status(f) == "stangd", talamod=60)
    with skapad_motor(postgres, template_database) as ostord:
        fyll(ostord)
        stangd(ostord, M)
        assert innehall(f.motor) == innehall(ostord)
    lage = lasning.process_for(f.motor, M)
    assert lage is not None
    assert lage.data["att_betala"] == str(sum(t.att_betala for t in innehall(f.motor)[0]))


async def test_several_workers_and_a_second_closer_by_hand_still_close_it_once(f: Flotta) -> None:
    fyll(f.motor)
    await f.ny_arbetare()
    await f.ny_arbetare()
    await asyncio.gather(sag(f, E1, OPPNA), asyncio.to_thread(stangd, f.motor, M))
    await tills(lambda: status(f) == "stangd")
    assert len(innehall(f.motor)[1]) == 50
