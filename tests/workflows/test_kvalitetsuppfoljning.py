"""The yearly review as a durable process: its figures are K16.1's as of that day, until it is signed (K16.4)."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kvalitet.matt import siffrorna
from domain.processer.alla import PROCESSER
from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import datum
from persistence.kvalitet.nyckeltal import nyckeltal
from persistence.process import processlasning
from regelverk import las_utgavor
from starter.stod.klient.process import Processklient
from starter.tjanster import processen
from starter.visning.ordval.processuppgifter import uppgifter
from tests.workflows.tjanst import ANNAN_ANORDNARE, ANORDNARE, ARBETSLEDARE, Tjanst

SLAG, ID = "kvalitetsuppfoljning", "uppfoljning-1"
pytestmark = pytest.mark.krav("K16.4")


async def sag(t: Tjanst, av: Aktor, process: str = ID, **data: Any) -> None:
    dorr = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    await dorr.sag(PROCESSER[SLAG], process, data, av, tid=await t.nu(), tidsskillnad=t.tidsskillnad)


async def test_a_review_from_its_figures_to_its_signature(t: Tjanst) -> None:
    await t.starta()
    await t.miljo.sleep(timedelta(days=3))
    await sag(t, ARBETSLEDARE, kommando="oppna_uppfoljning", anordnare="A", ar=2024)
    for _ in range(200):
        svar = processlasning.en_process(t.motor, ARBETSLEDARE, ID)
        if svar and svar[0].status != "raknas":
            break
        await asyncio.sleep(0.1)
    assert svar is not None
    idag = datum(await t.nu())
    (vantat,) = nyckeltal(t.motor, 2024, idag=idag, regelverk=skapa_regelverk(las_utgavor()), anordnare="A")
    assert svar[1].lage.siffror == tuple(siffrorna(vantat))

    fakta = {"villkor": "4.2", "bedomning": "inte_uppfyllt", "iakttagelse": "planerna är tunna"}
    await sag(t, ARBETSLEDARE, kommando="registrera_iakttagelse", **fakta)
    frist = str(idag + timedelta(days=20))
    await sag(t, ARBETSLEDARE, kommando="besluta_atgard", iakttagelse=1, atgard="en ny mall", frist=frist)
    (rad,) = processlasning.bevakningar(t.motor, ANORDNARE)
    assert (rad[0], rad[1].slag, str(rad[1].frist)) == (ID, "atgardssvar", frist)
    assert processlasning.en_process(t.motor, ANNAN_ANORDNARE, ID) is None
    with pytest.raises(Avvisning, match="inte godkänd"):
        await sag(t, ARBETSLEDARE, kommando="signera_uppfoljning", sammanfattning="klart")
    await sag(t, ANORDNARE, kommando="svara_atgard", atgard=1, svar="mallen är ny")
    await sag(t, ARBETSLEDARE, kommando="granska_atgard", atgard=1, beslut="godkand")
    await sag(t, ARBETSLEDARE, kommando="signera_uppfoljning", sammanfattning="klart")
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle(ID).result(), 30)

    sist = processlasning.en_process(t.motor, ANORDNARE, ID)
    assert sist is not None and (sist[0].status, sist[0].oppen) == ("signerad", False)
    namn = {tabell.namn: tabell.rader for tabell in uppgifter(SLAG, sist[0].data)}
    assert namn["iakttagelser"] == (("1", "4.2", "inte uppfyllt"),)
    assert namn["atgarder"] == (("1", "1", frist, "godkänd"),)
    orden = {v for d in processlasning.dokument(t.motor, ANORDNARE, ID) for v in d.innehall.values()}
    assert orden == {"planerna är tunna", "en ny mall", "mallen är ny", "klart"}


async def test_an_anordnare_of_the_register_has_one_review_of_a_year(t: Tjanst) -> None:
    await sag(t, ARBETSLEDARE, kommando="oppna_uppfoljning", anordnare="A", ar=2024)

    def prova(anordnare: str, ar: int, som: Aktor = ARBETSLEDARE, process: str = "uppfoljning-2") -> None:
        data = {"kommando": "oppna_uppfoljning", "anordnare": anordnare, "ar": ar}
        processen.prova(t.motor, som, SLAG, process, data, date(2024, 5, 2))

    with pytest.raises(Avvisning, match="uppfoljning-1 är redan öppnad för anordnaren och året"):
        prova("A", 2024)
    with pytest.raises(Avvisning, match="finns inte"):
        prova("Finns inte AB", 2024)
    prova("A", 2025)
    prova("B", 2024)
    with pytest.raises(Avvisning, match="finns inte, eller är inte ditt att se"):
        prova("A", 2024, Aktor(Roll.ANORDNARE, "b1", "B"), ID)


async def test_of_two_that_open_one_review_at_the_same_instant_one_is_refused(t: Tjanst) -> None:
    """Both have passed the doors, which saw no other: the journal is the judge."""
    oppna = {"kommando": "oppna_uppfoljning", "anordnare": "A", "ar": 2024}
    ids = [f"uppfoljning-{n}" for n in range(1, 5)]
    svar = await asyncio.gather(*(sag(t, ARBETSLEDARE, id_, **oppna) for id_ in ids), return_exceptions=True)
    (vann,) = [id_ for id_, s in zip(ids, svar, strict=True) if s is None]
    assert [str(s) for s in svar if s] == [f"kommando: {vann} är redan öppnad om samma sak (K16.4, §1.1)"] * 3
    assert [p.id for p in processlasning.processer(t.motor, ARBETSLEDARE, SLAG)] == [vann]
    for id_ in set(ids) - {vann}:
        slut = await asyncio.wait_for(t.klient.temporal.get_workflow_handle(id_).result(), 30)
        assert slut["status"] == "avvisad"
    await sag(t, ARBETSLEDARE, "uppfoljning-8", **oppna | {"anordnare": "B"})
    assert len(processlasning.processer(t.motor, ARBETSLEDARE, SLAG)) == 2
