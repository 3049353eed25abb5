"""Each alarm of the runbook tried: what it looks at shows the fault, and what the runbook says to do takes it away.

The rules themselves are tried by ``promtool`` (``insyn/test_larm.py``); those of queues and of a server that throttles
in ``test_larm_atgarder.py``.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import text
from temporalio.client import Client

from domain.grund.parter import Roll
from domain.liv.lagring import post_till_json
from kontrakt import namn
from kontrakt.insats import Batch
from kontrakt.nattligt import ARBETSFLODE_KONTROLL
from persistence.journal import skrivning
from persistence.meddelanden import adresser
from starter.drift.flotta import TRADAR
from starter.drift.laga import laga_arende
from starter.stod.stack.processes import free_port
from tests.flotta.flottan import AKTUALISERA, KV, Flotta, hamta, tills
from tests.verktyg.spel import Spel

pytestmark = pytest.mark.krav("K0.7", "K0.8")

BYT = {"kommando": "byt_karriarvagledare", "till": "kv2"}


def utan_korning(f: Flotta) -> str:
    """A case that stands in the journal as it stood long ago, and that nothing in Temporal carries: its id."""
    fall = Spel.aktualiserat()
    batch = Batch(fall.insats.arende, 0, tuple(post_till_json(p) for p in fall.poster), tuple(fall.meddelanden))
    skrivning.skriv(f.motor, batch)
    return fall.insats.arende


async def test_ingen_arbetare(f: Flotta) -> None:
    arbetare = await f.ny_arbetare()
    arende = await f.nytt_arende()
    arbetare.kill()
    with pytest.raises(OSError):  # what Prometheus scrapes does not answer: up is 0
        hamta(arbetare.health_url.replace("/halsa", "/metrics"))
    await f.ny_arbetare()
    await f.bemanna(arende, "H1")


async def test_arbetare_rod(f: Flotta) -> None:
    def form(ny: str) -> str:
        with f.motor.begin() as c:
            gammal: str = c.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            c.execute(text("UPDATE alembic_version SET version_num = :ny"), {"ny": ny})
        return gammal

    nu = form("0001")
    arbetare = f.starta_arbetare()

    def rod() -> bool:
        with suppress(OSError):  # not listening yet
            return hamta(arbetare.health_url)[0] == 503
        return False

    await tills(rod)
    assert f.matt("insats_arbetare_frisk") == 0
    form(nu)
    await tills(lambda: f.matt("insats_arbetare_frisk") == 1)
    await f.bemanna(await f.nytt_arende(), "H1")


async def test_steg_misslyckas(f: Flotta) -> None:
    await f.ny_arbetare()
    arende = await f.nytt_arende()
    klient: Client = f.klient.temporal
    await klient.get_workflow_handle(arende).terminate()
    await klient.start_workflow(namn.ARBETSFLODE, "inget läge", id=arende, task_queue=namn.KO)
    await tills(lambda: f.matt("temporal_workflow_task_execution_failed_total") > 0)
    await laga_arende(f.motor, klient, arende, ny_korning=True)
    await f.bemanna(arende, "H1")


async def test_inga_platser_and_a_journal_that_is_slow(f: Flotta) -> None:
    await f.ny_arbetare()
    arenden = [await f.nytt_arende() for _ in range(TRADAR)]
    lediga = {"worker_type": "LocalActivityWorker"}
    langsamt = {"activity_type": "journalfor"}

    def langsamma() -> float:
        vad = "temporal_local_activity_execution_latency"
        return f.matt(f"{vad}_count", **langsamt) - f.matt(f"{vad}_bucket", le="2", **langsamt)

    assert f.matt("temporal_worker_task_slots_available", **lediga) > 0
    with f.hallen(vid_commit=False):
        sagda = [asyncio.create_task(f.klient.kommando(a, BYT, KV)) for a in arenden]
        await f.tills_antal_halls(1)
        await tills(lambda: f.matt("temporal_worker_task_slots_available", **lediga) == 0)
        await asyncio.sleep(2.5)
    await asyncio.gather(*sagda)
    await tills(lambda: f.matt("temporal_worker_task_slots_available", **lediga) > 0)
    assert langsamma() > 0, "larmet räknar i sekunder, och ser de skrivningar som tog mer än två"


async def test_klockan_efter_and_what_the_control_finds(f: Flotta) -> None:
    arende = utan_korning(f)
    await f.ny_arbetare()
    assert f.matt("insats_ohojda_frister") == 1 and f.matt("insats_klockan_efter_sekunder") > 3600
    kontroll = f.klient.temporal.get_schedule_handle(ARBETSFLODE_KONTROLL)
    borjan = datetime.now(UTC).timestamp()
    await kontroll.trigger()
    await tills(lambda: f.matt("insats_kontrollfynd", kontroll="arbetsflode_saknas") == 1)
    assert f.matt("insats_kontroll_senast_timestamp_seconds") >= borjan
    await laga_arende(f.motor, f.klient.temporal, arende)
    await tills(lambda: f.matt("insats_ohojda_frister") == 0)
    assert f.matt("insats_klockan_efter_sekunder") == 0
    assert "frist_passerad" in {p.handelse.slag for p in f.poster(arende)}
    await kontroll.trigger()
    await tills(lambda: f.matt("insats_kontrollfynd", kontroll="arbetsflode_saknas") == 0)


class _Tar:
    async def handle_DATA(self, *_: Any) -> str:
        return "250 OK"


async def test_utkorgen_vaxer(f: Flotta) -> None:
    port = free_port()
    adresser.satt_adress(f.motor, Roll.ANORDNARE, "post@a.example", "A")
    await f.ny_arbetare(SMTP_URL=f"smtp://127.0.0.1:{port}", AVSANDARE="x@kommun.example", LANK_BAS="https://x.example")
    nu = datetime.now(UTC)
    await f.klient.starta(AKTUALISERA, KV, tid=nu, tidsskillnad=timedelta())
    await tills(lambda: f.matt("insats_utkorg_vantar") > 0 and f.matt("insats_utkorg_aldst_sekunder") > 1)
    server = Controller(_Tar(), hostname="127.0.0.1", port=port)
    server.start()
    try:
        await tills(lambda: f.matt("insats_utkorg_vantar") == 0)
    finally:
        server.stop()
    assert f.matt("insats_utkorg_aldst_sekunder") == 0
