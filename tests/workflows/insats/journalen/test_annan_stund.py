"""State is of the lines that were written, at the instants that they were written with, whatever the writer decided.

A task that the server forgets is handed out again, at a later instant and with what its door says again: the journal
may hold what was decided the first time, and the history what is decided the second.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.worker import Replayer

import persistence.process.skrivning
from activities.kontroll.jakt import jaga
from domain.liv.lagring import post_till_json
from kontrakt.insats import Batch, Journalkvitto
from kontrakt.omvandlare import OMVANDLARE
from persistence.journal import skrivning
from starter.drift.sandlada import sandlada
from starter.provkorning.fil import las_provfil
from tests.activities.kontroll.conftest import liv
from tests.workflows.process import test_anordnarakt
from tests.workflows.tjanst import ANORDNARE, BEMANNA, KV, UPPDRAG, Tjanst
from workflows.insats.flode import Insatsflode

FALL = Path(__file__).parents[3] / "fall" / "ami2_hela_livet.yaml"
TIDIGARE = timedelta(milliseconds=3)


@pytest.fixture
def annan_stund(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line is written with an instant just before the one that was decided."""

    def vrid(modul: Any) -> None:
        ratt = modul.skriv

        def skriv(motor: Any, batch: Any, *mer: Any, **hur: Any) -> Any:
            for rad in batch.poster:
                rad["tid"] = (datetime.fromisoformat(rad["tid"]) - TIDIGARE).isoformat()
            return ratt(motor, batch, *mer, **hur)

        monkeypatch.setattr(modul, "skriv", skriv)

    vrid(skrivning)
    vrid(persistence.process.skrivning)


async def avvikelser(t: Tjanst) -> list[str]:
    return [f.text for f in (await jaga(t.motor, t.klient.temporal)).fynd if f.kontroll in ("lage", "processlage")]


@pytest.mark.krav("K0.6", "K0.7")
async def test_a_case_stands_as_its_lines_do_and_not_as_its_writer_decided(t: Tjanst, annan_stund: None) -> None:
    await t.starta()
    kvitto = await t.sag(ANORDNARE, BEMANNA)
    (rad,) = [p for p in t.poster() if p.handelse.slag == "arende_bemannat"]
    assert (kvitto.till_nr, kvitto.tid) == (rad.nr, rad.tid), "kvittot säger vad som står"
    await t.sag(KV, UPPDRAG)
    await t.till("2024-03-20T09:00")
    assert await avvikelser(t) == []
    slagen = t.slagen()
    assert [slagen.count(s) for s in ("arende_bemannat", "uppdrag_inlagt")] == [1, 1]
    spelare = Replayer(workflows=[Insatsflode], workflow_runner=sandlada(OMVANDLARE), data_converter=OMVANDLARE)
    await spelare.replay_workflow(await t.historik())


@pytest.mark.krav("K0.7")
async def test_an_answer_about_what_another_said_loses_nobodys_word(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's core gives what a forgotten task was writing as the answer to what the next one has to write."""
    await t.starta()
    ratt, forst = skrivning.skriv, True

    def skriv(motor: Any, batch: Any, *mer: Any, **hur: Any) -> Any:
        nonlocal forst
        if forst and (rader := [r for r in batch.poster if r["handelse"]["slag"] == "arende_bemannat"]):
            forst = False
            rader[0].update(kommando="en-annans", handelse={**rader[0]["handelse"], "handlaggare": "H9"}, sagt=None)
        return ratt(motor, batch, *mer, **hur)

    monkeypatch.setattr(skrivning, "skriv", skriv)
    kvitto = await t.sag(ANORDNARE, BEMANNA, kommando_id="min")
    sagda = [(p.kommando, p.nr, getattr(p.handelse, "handlaggare", "")) for p in t.poster() if p.kommando][1:]
    assert sagda == [("en-annans", 4, "H9"), ("min", kvitto.fran_nr, "H1")]
    assert await avvikelser(t) == []


@pytest.mark.krav("K0.6", "K0.7")
async def test_so_does_a_process(t: Tjanst, annan_stund: None) -> None:
    kvitto = await test_anordnarakt.sag(
        t, ANORDNARE, {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-04"}
    )
    (rad,) = test_anordnarakt.journalen(t)
    assert (kvitto.till_nr, kvitto.tid) == (rad.nr, rad.tid)
    await test_anordnarakt.sag(t, ANORDNARE, {"kommando": "ansok_behorighet", "person": "H7"})
    assert [p.nr for p in test_anordnarakt.journalen(t)] == [1, 2]
    assert await avvikelser(t) == []


async def test_lines_come_back_as_they_were_sent_so_that_nothing_is_decided_twice() -> None:
    levt = liv(las_provfil(FALL), "in-prov", datetime.fromisoformat("2025-05-01T00:00+01:00"))
    assert levt is not None
    batch = Batch("in-prov", 0, tuple(post_till_json(p) for p in levt.poster), levt.meddelanden)
    (kommen,) = await OMVANDLARE.decode(await OMVANDLARE.encode([batch]), [Batch])
    (svar,) = await OMVANDLARE.decode(
        await OMVANDLARE.encode([Journalkvitto(att_leverera=True).med_skrivna(kommen.poster)]), [Journalkvitto]
    )
    assert svar.skrivna and svar.annat_an(0, batch.poster) == ()


def test_an_answer_tells_only_of_what_was_written_and_passes() -> None:
    rad = {"nr": 1, "handelse": {"text": "x" * 100}}
    assert Journalkvitto().med_skrivna([rad]).skrivna == (rad,)
    assert Journalkvitto(okanda=(rad,)).med_skrivna([rad, rad]).skrivna is None
    stor = {"nr": 1, "handelse": {"text": "x" * 1_000_000}}
    assert Journalkvitto().med_skrivna([stor]).skrivna is None
    assert Journalkvitto().annat_an(0, [rad]) == (), "tidigare kod svarar inte med raderna"
