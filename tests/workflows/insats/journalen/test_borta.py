"""The record is away: it is waited for by a timer that says what for and why, and the case goes on by itself."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from temporalio.common import RetryPolicy
from temporalio.worker import Replayer

from kontrakt.omvandlare import OMVANDLARE
from persistence.databas.motor import DatabasBorta, DataFel
from persistence.journal import skrivning
from starter.drift.sandlada import sandlada
from tests.workflows.tjanst import ANORDNARE, BEMANNA, Tjanst, oppna_timrar
from workflows.gemensamt import lokalt
from workflows.insats import skrivare
from workflows.insats.flode import Insatsflode

BORTA = "databasen svarar inte som den ska (OperationalError)"


async def nya_forsok(t: Tjanst, hogst: float = 30.0) -> list[str]:
    """What the timers say that a write waits for, once it does."""
    slut = time.monotonic() + hogst
    while not (vantar := [text for text in oppna_timrar(await t.historik()) if "försök" in text]):
        assert time.monotonic() < slut, "inget väntar på att försöka igen"
        await asyncio.sleep(0.1)
    return vantar


@pytest.mark.krav("K0.7", "K0.8")
async def test_a_write_that_is_tried_again_is_a_timer_with_a_name_and_a_reason(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    await t.starta()
    ratt, borta = skrivning.skriv, True

    def skriv(*argument: Any, **hur: Any) -> Any:
        if borta:
            raise DatabasBorta(BORTA)
        return ratt(*argument, **hur)

    monkeypatch.setattr(skrivning, "skriv", skriv)
    with t.miljo.auto_time_skipping_disabled():
        svar = asyncio.create_task(t.sag(ANORDNARE, BEMANNA))
        assert await nya_forsok(t) == [f"nytt försök att skriva i journalen: {BORTA}"]
        assert not svar.done()
        borta = False
        await t.miljo.sleep(6)
        kvitto = await asyncio.wait_for(svar, 20)
    assert kvitto.till_nr == len(t.poster()) and t.slagen().count("arende_bemannat") == 1


async def test_what_the_record_never_takes_is_not_waited_for(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    await t.starta()
    ratt = skrivning.skriv

    def skriv(motor: Any, batch: Any, *mer: Any, **hur: Any) -> Any:
        if any(p["handelse"]["slag"] == "arende_bemannat" for p in batch.poster):
            raise DataFel("databasen tar inte emot uppgiften (DataError)")
        return ratt(motor, batch, *mer, **hur)

    monkeypatch.setattr(skrivning, "skriv", skriv)
    with pytest.raises(Exception, match="uppgifterna innehåller något som inte kan sparas"):
        await asyncio.wait_for(t.sag(ANORDNARE, BEMANNA), 20)
    assert not [text for text in oppna_timrar(await t.historik()) if "försök" in text]


@pytest.mark.krav("K0.7", "K0.8")
async def test_a_write_that_hangs_is_waited_for_also_when_its_history_is_played_anew(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A timeout comes within another failure when it happens, and as it is when history is played anew."""
    await t.starta()
    ratt, hanger = skrivning.skriv, True

    def skriv(*argument: Any, **hur: Any) -> Any:
        if hanger:
            time.sleep(1)
            raise DatabasBorta(BORTA)
        return ratt(*argument, **hur)

    monkeypatch.setattr(skrivning, "skriv", skriv)
    monkeypatch.setattr(skrivare, "SKRIVTID", timedelta(milliseconds=300))
    monkeypatch.setattr(lokalt, "_GENAST", RetryPolicy(maximum_attempts=1))
    with t.miljo.auto_time_skipping_disabled():
        svar = asyncio.create_task(t.sag(ANORDNARE, BEMANNA))
        assert await nya_forsok(t) == ["nytt försök att skriva i journalen: inget svar"]
        hanger = False
        await t.miljo.sleep(6)
        await asyncio.wait_for(svar, 20)
    historik = await t.historik()
    lokala = [
        e.marker_recorded_event_attributes for e in historik.events if e.HasField("marker_recorded_event_attributes")
    ]
    assert any(m.failure.HasField("timeout_failure_info") for m in lokala)
    spelare = Replayer(workflows=[Insatsflode], workflow_runner=sandlada(OMVANDLARE), data_converter=OMVANDLARE)
    await spelare.replay_workflow(historik)
    assert t.slagen().count("arende_bemannat") == 1
