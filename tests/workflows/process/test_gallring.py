"""K3.8: a kund's whole life, weeded out by a real process; what is left in Temporal and in the log names nobody."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.gallring.rutin import GALLRING
from kontrakt import namn
from kontrakt.insats import Kvitto, Start
from persistence.insyn import oppningar
from persistence.process import processlasning
from persistence.process.gallring import gallringsprotokoll
from persistence.register.kund import namngivna, skrivning
from starter.provkorning.utdata import handelser
from starter.stod.klient.process import Processklient
from starter.tjanster import arendet
from starter.visning import tidslinje
from tests.verktyg.spel import FORARBETE
from tests.workflows.insats.test_ateroppnat import STRYK
from tests.workflows.tjanst import ARBETSLEDARE, KV, Tjanst, alla_korningar

pytestmark = pytest.mark.krav("K3.8")

DS = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
PLANTERAT = ("Åsa Ek", "198505022387", "19850502-2387", "1985-05-02", "Storgatan 1", "hemlig fråga")


async def klart(t: Tjanst) -> Tjanst:
    """A kund of the register's with a recalled case, and words in it, five years later."""
    uppgifter = {"id": "k-1", "personnummer": "198505022387", "namn": "Åsa Ek", "adress": "Storgatan 1"}
    skrivning.lagg_till(t.motor, KV, uppgifter | {"skydd": "sekretessmarkering"}, date(2024, 3, 1))
    namngivna.namnge(t.motor, DS, "k-1", KV)
    with t.motor.begin() as c:
        c.execute(text("UPDATE kund SET andrad = '2024-03-01'"))
    kund = {"id": "k-1", "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    await t.starta({"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": kund, **FORARBETE})
    fraga = {"kommando": "skriv_meddelande", "till": ["anordnare"], "amne": "Fråga", "text": "hemlig fråga om Åsa Ek"}
    await t.sag(KV, fraga)
    await t.till("2024-03-05")
    await t.sag(KV, {"kommando": "aterkalla_aktualisering"})
    assert (await t.handtag.result())["status"] == "slutford"
    return t


async def sag(t: Tjanst, av: Aktor, data: dict[str, Any]) -> Kvitto:
    dorr = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    return await dorr.sag(GALLRING, "gallring-1", data, av, tid=await t.nu(), tidsskillnad=t.tidsskillnad)


def status(t: Tjanst) -> str:
    svar = processlasning.en_process(t.motor, DS, "gallring-1")
    return svar[1].lage.status if svar else ""


async def gallrat(t: Tjanst) -> Tjanst:
    return await gallra_det(await klart(t))


async def gallra_det(t: Tjanst) -> Tjanst:
    await t.miljo.sleep(timedelta(days=5 * 366))
    await sag(t, DS, {"kommando": "foresla_gallring", "dag": "2029-03-05"})
    await t.tills(lambda: status(t) == "undertecknas")
    await sag(t, DS, {"kommando": "underteckna_gallring"})
    with pytest.raises(Avvisning, match="en annans"):
        await sag(t, Aktor(Roll.ARBETSLEDARE, "DS1"), {"kommando": "underteckna_gallring"})
    await sag(t, ARBETSLEDARE, {"kommando": "underteckna_gallring"})
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle("gallring-1").result(), 30)
    return t


async def test_what_is_left_in_temporal_and_in_the_log_of_openings_names_nobody(t: Tjanst) -> None:
    await gallrat(t)
    assert status(t) == "gallrad"
    (rad,) = gallringsprotokoll.protokoll(t.motor, DS, "gallring-1")
    assert (rad.status, rad.kund, list(rad.arenden)) == ("gallrad", "k-1", [t.arende])
    assert rad.antal and rad.antal["dokument"] >= 1
    assert rad.antal["register"] >= 2
    loggen = oppningar.las(t.motor, DS, "k-1")
    assert loggen, "loggen över öppningar står kvar (K3.8)"
    for handtag in (t.handtag, t.klient.temporal.get_workflow_handle("gallring-1")):
        for historik in await alla_korningar(handtag):
            assert [p for p in PLANTERAT if p in historik.to_json()] == []
    with t.motor.connect() as c:
        tabeller = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars().all()
        allt = str([c.execute(text(f"SELECT t::text FROM {tabell} t")).all() for tabell in tabeller])
    assert [p for p in PLANTERAT if p in allt] == []
    assert t.slagen().count("insats_aktualiserad") == 1, "journalen står kvar (K0.7)"


async def test_the_timeline_of_a_case_says_that_it_has_been_weeded_out_and_when(t: Tjanst) -> None:
    await klart(t)
    assert arendet.forlopp(t.motor, KV, t.arende).gallrat is None
    await gallra_det(t)
    f = arendet.forlopp(t.motor, KV, t.arende)
    assert f.gallrat is not None and f.gallrat.gallring == "gallring-1"
    assert [h["slag"] for h in handelser(f.poster, f.gallrat)][-2:] == [f.poster[-1].handelse.slag, "arende_gallrat"]
    (*_, (nar, sist)) = tidslinje.rader(f.poster, gallrat=f.gallrat)
    assert nar == f.gallrat.tid
    assert "ärendet är gallrat (gallring-1): texter, handlingar, filer och kundens uppgifter är borta" in sist.plain
    assert sist.plain.endswith("§3, K3.8")


async def test_a_case_that_has_been_weeded_out_is_not_opened_again_by_any_way(t: Tjanst) -> None:
    await gallrat(t)
    fore = t.poster()
    with pytest.raises(Avvisning, match=r"ärendet är gallrat.*K3\.8"):
        await t.sag(KV, STRYK)
    with pytest.raises(Avvisning, match="ärendet är gallrat"):
        await t.klient.lagg_i_kon(t.arende, STRYK, KV, tidsskillnad=t.tidsskillnad)
    # Past the doors, straight to Temporal: refused where it is written, and the case ends as it was.
    rattelse = {"id": "forbi", "av": str(KV), "inkom": (await t.nu()).isoformat(), "dokument": None,
                "kommando": {**STRYK, "motivering": {"tecken": 9}}}  # fmt: skip
    await t.klient.temporal.start_workflow(
        namn.ARBETSFLODE, Start(t.arende, tidsskillnad=t.tidsskillnad), id=t.arende, task_queue=namn.KO,
        start_signal=namn.SIGNAL, start_signal_args=[rattelse],
    )  # fmt: skip
    assert (await asyncio.wait_for(t.handtag.result(), 20))["status"] == "slutford"
    nya = t.poster()[len(fore) :]
    assert [p.handelse.slag for p in nya] == ["kommando_avvisat"]
    assert "ärendet är gallrat" in str(nya[0].handelse)


async def test_a_case_that_is_opened_while_the_list_waits_is_left(t: Tjanst) -> None:
    await klart(t)
    await t.miljo.sleep(timedelta(days=5 * 366))
    await sag(t, DS, {"kommando": "foresla_gallring", "dag": "2029-03-05"})
    await t.tills(lambda: status(t) == "undertecknas")
    await t.sag(KV, STRYK)
    await sag(t, DS, {"kommando": "underteckna_gallring"})
    await sag(t, ARBETSLEDARE, {"kommando": "underteckna_gallring"})
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle("gallring-1").result(), 30)
    (rad,) = gallringsprotokoll.protokoll(t.motor, DS, "gallring-1")
    assert (rad.status, rad.skal) == ("undantagen", "en ny anteckning har gjorts")
    assert t.insats().status == "aktualiserad"
