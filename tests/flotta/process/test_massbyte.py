"""All of one's cases moved by one order, on the real server: once each, also when the worker is killed half-way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.client import WorkflowHandle

from domain.grund.parter import Aktor, Roll
from domain.processer.bestallning.massbyte import MASSBYTE, MassbyteKlart
from domain.tid.tidpunkt import datum
from persistence.arende import lasning, massflytt
from persistence.meddelanden import inkorg
from persistence.process import processlasning
from starter.stod.klient.process import Processklient
from tests.flotta.flottan import KV, Flotta, tills
from tests.verktyg.spel import helt_uppdrag

ARBETSLEDARE = Aktor(Roll.ARBETSLEDARE, "al1")
BYT_KV = {"kommando": "byt_alla_karriarvagledare", "fran": "kv1", "till": "kv2"}
B = Aktor(Roll.ANORDNARE, "b1", "B")


async def bestall(f: Flotta, process: str, data: dict[str, Any], av: Aktor) -> WorkflowHandle[Any, Any]:
    await Processklient(f.klient.temporal, f.motor).sag(MASSBYTE, process, data, av)
    return f.klient.temporal.get_workflow_handle(process)


def utfall(f: Flotta, process: str) -> MassbyteKlart:
    svar = processlasning.en_process(f.motor, ARBETSLEDARE, process)
    assert svar is not None
    return svar[1].lage.utfall


def byten(f: Flotta, arende: str) -> int:
    return sum(p.handelse.slag == "karriarvagledare_bytt" for p in f.poster(arende))


@pytest.mark.krav("K5.1")
async def test_a_worker_killed_half_way_leaves_every_case_moved_once(f: Flotta) -> None:
    forsta = await f.ny_arbetare()
    arenden = await asyncio.gather(*(f.nytt_arende() for _ in range(60)))
    handtag = await bestall(f, "massbyte-1", BYT_KV, ARBETSLEDARE)
    await tills(lambda: massflytt.flyttade(f.motor, "massbyte-1", "karriarvagledare", "kv2") > 0)
    forsta.kill()
    assert massflytt.kvar(f.motor, "karriarvagledare", "kv1"), "ingenting var kvar att flytta när arbetaren dog"
    await f.ny_arbetare()
    assert (await asyncio.wait_for(handtag.result(), 90))["status"] == "klart"
    assert [byten(f, a) for a in arenden] == [1] * len(arenden)
    assert {r.karriarvagledare for r in lasning.arenden(f.motor, None)} == {"kv2"}
    assert (utfall(f, "massbyte-1").flyttade, utfall(f, "massbyte-1").avvisade) == (len(arenden), ())
    assert any("60 flyttade" in m.rubrik for m in inkorg.inkorg(f.motor, ARBETSLEDARE))


@pytest.mark.krav("K13.4")
async def test_all_insatser_of_an_anordnare_end_and_begin_anew_at_another(f: Flotta) -> None:
    await f.ny_arbetare()
    idag = datum(datetime.now(UTC))
    med, utan = await f.nytt_arende(), await f.nytt_arende()
    await f.bemanna(med, "H1")
    uppdrag = helt_uppdrag({"kommando": "lagg_in_uppdrag", "startdatum": str(idag)})
    await f.klient.kommando(med, uppdrag, KV)
    slut = idag + timedelta(days=10)
    data = {"kommando": "byt_alla_anordnare", "fran": "A", "till": "B"}
    stod_in = Aktor(Roll.KARRIARVAGLEDARE, "kv9")
    handtag = await bestall(f, "massbyte-2", data | {"avslutsdatum": str(slut), "samtal_datum": str(idag)}, stod_in)
    await asyncio.wait_for(handtag.result(), 60)
    assert (utfall(f, "massbyte-2").flyttade, [a for a, _ in utfall(f, "massbyte-2").avvisade]) == (1, [utan])
    gammalt = f.insats(med)
    assert gammalt.avslutsbeslut is not None
    assert (gammalt.avslutsbeslut.orsak, gammalt.avslutsbeslut.avslutsdatum) == ("byte_av_anordnare", slut)
    (rad,) = lasning.arenden(f.motor, B)
    nytt = f.insats(rad.arende)
    assert (nytt.foregaende, nytt.tidigast_start, nytt.kund) == (med, slut + timedelta(days=1), gammalt.kund)
    assert nytt.bestamt_slut == gammalt.uppdrag.slutdatum  # type: ignore[union-attr]
    assert nytt.karriarvagledare == "kv1"
    await f.klient.kommando(rad.arende, {"kommando": "bemanna", "handlaggare": "H2"}, B)
