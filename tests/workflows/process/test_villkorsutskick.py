"""One order tells every anordnare of new conditions, each once, and takes them back from all (K16.2, K0.7)."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from activities.villkorsutskick import Villkorsaktiviteter
from domain.processer.alla import PROCESSER
from domain.processer.bestallning.villkorsutskick import UtskickKlart
from kontrakt.insats import Kvitto
from persistence.meddelanden import inkorg
from persistence.process import processlasning, utskick
from persistence.register.anordnare import register
from starter.stod.klient.process import Processklient
from tests.workflows.tjanst import ANORDNARE, ARBETSLEDARE, Tjanst

SKICKA = {"kommando": "skicka_villkor_till_alla", "villkor": "2027", "galler_fran": "2027-01-01"}
ATERKALLA = {"kommando": "aterkalla_villkor_hos_alla", "villkor": "2027", "motivering": "fel bilaga"}


async def sag(t: Tjanst, slag: str, process: str, data: dict[str, Any]) -> Kvitto:
    dorr = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    return await dorr.sag(PROCESSER[slag], process, data, ARBETSLEDARE, tid=await t.nu(), tidsskillnad=t.tidsskillnad)


async def bestall(t: Tjanst, process: str, data: dict[str, Any]) -> UtskickKlart:
    await sag(t, "villkorsutskick", process, data)
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle(process).result(), 30)
    svar = processlasning.en_process(t.motor, ARBETSLEDARE, process)
    assert svar is not None
    utfall: UtskickKlart = svar[1].lage.utfall
    return utfall


@pytest.mark.krav("K16.2", "K0.7")
async def test_all_who_are_authorised_are_told_once_and_those_who_have_it_have_it_taken_back(t: Tjanst) -> None:
    register.lagg_till_anordnare(t.motor, "C")  # in the register, and authorised for nothing
    await sag(
        t, "anordnarakt", "anordnare-B", {"kommando": "skicka_villkor", "villkor": "2027", "galler_fran": "2027-01-01"}
    )
    assert await bestall(t, "utskick-1", SKICKA) == UtskickKlart(("A",), ("B",), ())
    assert utskick.som_har(t.motor, "2027") == {"A", "B"}
    assert next(m.rubrik for m in inkorg.inkorg(t.motor, ANORDNARE)).startswith("Nya villkor")

    # Begun anew after its worker was lost, the effect comes to the same, and nobody is told again.
    order = {
        "sort": "skicka",
        "villkor": "2027",
        "av": str(ARBETSLEDARE),
        "dag": "2024-03-01",
        "galler_fran": "2027-01-01",
    }
    miljo = ActivityEnvironment(client=t.klient.temporal)
    miljo.info = replace(miljo.info, workflow_id="utskick-1")
    igen = await miljo.run(Villkorsaktiviteter(t.motor).sag_till_alla, order)
    assert (igen["sagda"], igen["hade_redan"], igen["avvisade"]) == (["A"], ["B"], [])
    akt = processlasning.en_process(t.motor, None, "anordnare-A")
    assert akt and [p.handelse.slag for p in akt[2]].count("villkor_skickat") == 1

    assert await bestall(t, "utskick-2", SKICKA) == UtskickKlart((), ("A", "B"), ())
    assert await bestall(t, "utskick-3", ATERKALLA) == UtskickKlart(("A", "B"), (), ())
    assert utskick.som_har(t.motor, "2027") == set()
    assert [dict(d.innehall) for d in processlasning.dokument(t.motor, None, "anordnare-A")] == [
        {"motivering": "fel bilaga"}
    ]
