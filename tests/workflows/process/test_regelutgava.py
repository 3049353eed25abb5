"""Decided amounts are an edition of the rules from when another has attested them, and reach every case (K16.5)."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from temporalio.testing import ActivityEnvironment

from activities.ajour import Ajouraktiviteter
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import Utbetalning
from domain.processer.alla import PROCESSER
from domain.processer.regelutgava.lage import Regelutgava
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.regler.varde import FelIRegelverk
from kontrakt.nattligt import Ajoursvar
from persistence.arende import lasning
from persistence.databas.motor import DatabasFel, transaktion
from persistence.kontroll.utgavor import granska
from persistence.process import processlasning
from persistence.register.utgavor import Gallande, beslutade
from regelverk import las_utgavor
from starter.stod.klient.process import Processklient
from tests.workflows.tjanst import ANORDNARE, Tjanst

E1, E2 = Aktor(Roll.EKONOM, "e1"), Aktor(Roll.EKONOM, "e2")
AMI = "checkbelopp.AMI"
FOR_IN: dict[str, Any] = {
    "kommando": "foresla_checkbelopp", "utgava": "2025", "beslut": "NAF 2024/131", "fran": "2025-01-01",
    "till": "2025-12-31", "ami": "4000", "isa": "6500", "fai": "8400",
}  # fmt: skip
FILERNA = skapa_regelverk(las_utgavor())


async def sag(t: Tjanst, process: str, av: Aktor, **data: Any) -> None:
    dorr = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    await dorr.sag(PROCESSER["regelutgava"], process, data, av, tid=await t.nu(), tidsskillnad=t.tidsskillnad)


async def besluta(t: Tjanst, process: str, **andrat: Any) -> Regelutgava:
    await sag(t, process, E1, **FOR_IN | andrat)
    await sag(t, process, E2, kommando="attestera_varden")
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle(process).result(), 30)
    svar = processlasning.en_process(t.motor, E1, process)
    assert svar is not None
    lage: Regelutgava = svar[1].lage
    return lage


def galler(t: Tjanst, grund: Regelverk = FILERNA) -> Regelverk:
    return Gallande(t.motor, grund)()


async def ajourhall(t: Tjanst) -> Ajoursvar:
    return await ActivityEnvironment(client=t.klient.temporal).run(Ajouraktiviteter(t.motor, FILERNA).ajourhall)


@pytest.mark.krav("K16.5", "K14.1")
async def test_what_two_have_decided_holds_for_new_cases_and_for_those_under_way_after_the_night(t: Tjanst) -> None:
    await t.starta()
    await sag(t, "utgava-1", E1, **FOR_IN)
    with pytest.raises(Avvisning, match="den som har förberett attesterar inte"):
        await sag(t, "utgava-1", E1, kommando="attestera_varden")
    assert galler(t) == FILERNA, "ett förslag gäller inte"
    await sag(t, "utgava-1", E2, kommando="attestera_varden")
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle("utgava-1").result(), 30)
    assert galler(t).belopp(AMI, date(2025, 1, 1)) == Decimal(4000)

    forsta, t.arende = t.arende, "in-ny"
    await t.starta()
    ny = lasning.tillstand(t.motor, None, t.arende)
    assert ny is not None and ny[0].regelverk.belopp(AMI, date(2025, 1, 1)) == Decimal(4000)
    t.arende = forsta

    svar = await ajourhall(t)
    assert (svar.regelverk, svar.avvisade) == (1, ())
    tillstand = lasning.tillstand(t.motor, None, t.arende)
    assert tillstand is not None
    assert tillstand[0].regelverk.belopp(AMI, date(2025, 6, 1)) == Decimal(4000)
    assert tillstand[0].regelverk.utgavor == ("2024", "2025")
    assert (await ajourhall(t)).regelverk == 0, "det som är sagt sägs inte igen"


@pytest.mark.krav("K16.5", "K0.7")
async def test_a_correction_is_decided_too_and_takes_the_place_of_what_was_wrong(t: Tjanst) -> None:
    await t.starta()
    assert (await besluta(t, "utgava-1")).status == "galler"
    await ajourhall(t)
    with pytest.raises(Avvisning, match="har redan ett värde från 2025-01-01"):
        await sag(t, "utgava-2", E1, **FOR_IN | {"utgava": "2025-2"})
    rattat = await besluta(t, "utgava-3", utgava="2025-2", ami="4100", rattelse="fel siffra i beslutet")
    assert rattat.status == "galler"
    assert [d.innehall for d in processlasning.dokument(t.motor, E2, "utgava-3")] == [
        {"rattelse": "fel siffra i beslutet"}
    ]
    await ajourhall(t)
    tillstand = lasning.tillstand(t.motor, None, t.arende)
    assert tillstand is not None and tillstand[0].regelverk.belopp(AMI, date(2025, 6, 1)) == Decimal(4100)


@pytest.mark.krav("K16.5", sort="avslag")
async def test_two_entered_at_once_with_one_name_or_day_are_put_in_once_and_the_other_says_why(t: Tjanst) -> None:
    await sag(t, "utgava-1", E1, **FOR_IN)
    await sag(t, "utgava-2", E1, **FOR_IN | {"ami": "9999"})
    for process in ("utgava-1", "utgava-2"):
        await sag(t, process, E2, kommando="attestera_varden")
        await asyncio.wait_for(t.klient.temporal.get_workflow_handle(process).result(), 30)
    svar = processlasning.en_process(t.motor, E1, "utgava-2")
    assert svar is not None
    assert (svar[0].status, svar[1].lage.utfall.hinder) == (
        "hindrad", "2025: checkbelopp.FAI: en annan utgåva med det namnet har redan införts",
    )  # fmt: skip
    assert galler(t).belopp(AMI, date(2025, 1, 1)) == Decimal(4000)


@pytest.mark.krav("K16.5", sort="avslag")
async def test_a_file_on_disk_that_differs_is_refused_and_found_and_the_decided_row_is_never_changed(t: Tjanst) -> None:
    await besluta(t, "utgava-1")
    assert granska(t.motor, FILERNA) == []
    filer = las_utgavor()
    filer["2025.toml"] = {
        "regelverk": {"utgava": "2025-fil", "fran": date(2025, 1, 1), "kalla": "x"},
        "parameter": [
            {
                "nyckel": AMI, "varde": "4200.00", "enhet": "kr per månad", "paragraf": "§14.1", "krav": "K14.1",
                "fran": date(2025, 1, 1), "till": date(2025, 12, 31), "status": "faststalld", "text": "x",
            }
        ],
    }  # fmt: skip
    annat = skapa_regelverk(filer)
    with pytest.raises(FelIRegelverk, match=r"4200\.00 2025-01-01–2025-12-31 skiljer sig från det"):
        galler(t, annat)
    (fynd,) = granska(t.motor, annat)
    assert (fynd.kontroll, fynd.arende) == ("regelverk", AMI)
    with pytest.raises(DatabasFel), transaktion(t.motor) as forbindelse:
        forbindelse.execute(text("UPDATE beslutat_varde SET varde = '\"1\"'"))
    with transaktion(t.motor) as forbindelse:
        forbindelse.execute(text("ALTER TABLE beslutat_varde DISABLE TRIGGER ALL"))
        forbindelse.execute(text("UPDATE beslutat_varde SET varde = '\"1\"' WHERE nyckel = :n"), {"n": AMI})
    assert [f.arende for f in granska(t.motor, FILERNA)] == ["utgava-1"]
    assert len(beslutade(t.motor)) == 3


@pytest.mark.krav("K14.1", "K16.5", "K14.5")
async def test_a_payment_that_lacks_its_amount_is_released_by_itself_when_another_has_attested_it(t: Tjanst) -> None:
    await t.pagaende()
    await t.till("2025-02-03")
    rubriker = dict.fromkeys(FILERNA.lista("mall.manadsrapport.AMI", date(2025, 2, 3)), "ifylld")
    rapport = {"manad": "2025-01", "uppfoljning_datum": "2025-01-30", "rubriker": rubriker}
    await t.sag(ANORDNARE, {"kommando": "klarmarkera_manadsrapport", **rapport})

    def januari() -> Utbetalning:
        return next(u for u in utbetalningar(t.insats()) if (u.slag, u.avser) == ("manad", "2025-01"))

    assert (januari().status, januari().hinder) == ("innehallen", "belopp_saknas")
    await sag(t, "utgava-1", E1, **FOR_IN)
    ((_, vantan),) = processlasning.bevakningar(t.motor, E2)
    assert (vantan.slag, str(vantan.ansvarig), vantan.utfall) == ("vardeattest", "ekonom", "oppen")
    # It is not the one's who entered the amounts, however the id is written.
    for den_som_forde_in in (E1, Aktor(Roll.EKONOM, "E1")):
        assert processlasning.bevakningar(t.motor, den_som_forde_in) == []
    assert (await ajourhall(t)).regelverk == 0 and januari().status == "innehallen", "ett förslag släpper inget"
    await sag(t, "utgava-1", E2, kommando="attestera_varden")
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle("utgava-1").result(), 30)
    assert processlasning.bevakningar(t.motor, E2) == []
    assert (await ajourhall(t)).regelverk == 1
    assert (januari().status, januari().belopp) == ("vantar", Decimal("4000.00"))
    underlag = {"manad": "2025-01", "belopp": "4000.00", "fakturanummer": "F1"}
    await t.sag(ANORDNARE, {"kommando": "lamna_faktureringsunderlag", **underlag})
    await t.till("2025-02-17")
    assert (januari().status, januari().utbetalningsmanad) == ("utbetald", "2025-02")
