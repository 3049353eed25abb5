"""What a bulk move meets: an anordnare that cannot take over, a protected kund, a case that does not answer."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import ActivityEnvironment

from activities import massbyte
from activities.stod import livstecken, tillsagelse
from domain.grund.parter import Aktor, Roll
from domain.processer.bestallning.massbyte import MASSBYTE, MassbyteKlart
from domain.register.falt import las_falt
from domain.register.karriarvagledare import KARRIARVAGLEDARFALT
from domain.register.kund import kundfalt
from domain.tid.tidpunkt import datum
from persistence.arende import massflytt
from persistence.insyn import oppningar
from persistence.process import processlasning
from persistence.register.anordnare import register
from persistence.register.kund import karriarvagledare, namngivna, skrivning
from starter.stod.klient.process import Processklient
from tests.verktyg.spel import FORARBETE
from tests.workflows.tjanst import ARBETSLEDARE, KV, Tjanst

ID = "massbyte-prov"
BYT = {"kommando": "byt_alla_karriarvagledare", "fran": "kv1", "till": "kv2"}
TILL_C = {"kommando": "byt_alla_anordnare", "fran": "A", "till": "C"}
TILL_C |= {"avslutsdatum": "2024-04-30", "samtal_datum": "2024-03-01"}
DATASKYDD = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")


async def flytta(t: Tjanst, data: dict[str, Any], av: Aktor, timmar: int = 0) -> MassbyteKlart:
    dorr = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    await dorr.sag(MASSBYTE, ID, data, av, tid=await t.nu(), tidsskillnad=t.tidsskillnad)
    await t.miljo.sleep(timedelta(hours=timmar))
    await asyncio.wait_for(t.klient.temporal.get_workflow_handle(ID).result(), 30)
    svar = processlasning.en_process(t.motor, None, ID)
    assert svar is not None
    utfall: MassbyteKlart = svar[1].lage.utfall
    return utfall


@pytest.mark.krav("K13.4", "K1.1", sort="avslag")
async def test_no_insats_ends_for_an_anordnare_that_cannot_take_it(t: Tjanst) -> None:
    register.lagg_till_anordnare(t.motor, "C")
    await t.pagaende()
    utfall = await flytta(t, TILL_C, KV)
    assert (utfall.flyttade, [a for a, _ in utfall.avvisade]) == (0, [t.arende])
    assert "inte auktoriserad för AMI" in utfall.avvisade[0][1]
    assert t.insats().avslutsbeslut is None
    assert "avslut_beslutat" not in t.slagen()


@pytest.mark.krav("K13.4", "K13.2")
async def test_an_end_is_revoked_if_the_insats_could_not_begin_anew_after_all(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The auktorisation ran out between the two."""

    async def ja(*_: Any) -> None:
        return None

    monkeypatch.setattr(massbyte.Massbytesaktiviteter, "_kan_ta_emot", ja, raising=False)
    register.lagg_till_anordnare(t.motor, "C")
    await t.pagaende()
    utfall = await flytta(t, TILL_C, KV)
    assert (utfall.flyttade, [a for a, _ in utfall.avvisade]) == (0, [t.arende])
    assert [s for s in t.slagen() if s.startswith("avslut_")] == ["avslut_beslutat", "avslut_aterkallat"]
    assert t.insats().avslutsbeslut is None


@pytest.mark.krav("K3.2")
async def test_a_protected_kunds_case_is_moved_by_one_who_may_open_it_and_that_is_logged(t: Tjanst) -> None:
    idag = datum(datetime.now(UTC))
    skrivet = {"id": "k-1", "personnummer": "19900502-2398", "namn": "x", "skydd": "sekretessmarkering"}
    skrivning.lagg_till(t.motor, KV, las_falt(kundfalt(idag), skrivet), idag)
    namngivna.namnge(t.motor, DATASKYDD, "k-1", KV)
    kund = {"id": "k-1", "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    await t.starta({"kommando": "aktualisera", "insats": "AMI2", "anordnare": "A", "kund": kund, **FORARBETE})
    utfall = await flytta(t, BYT, ARBETSLEDARE)
    assert (utfall.flyttade, [(a, "K3.2" in varfor) for a, varfor in utfall.avvisade]) == (0, [(t.arende, True)])
    assert t.insats().karriarvagledare == "kv1"
    loggat = [(r.aktor, r.utfall) for r in oppningar.las(t.motor, DATASKYDD, t.arende) if "massbyte-prov" in r.vad]
    assert loggat == [(str(ARBETSLEDARE), "nekad")]


@pytest.mark.krav("K5.1", "K3.2")
async def test_the_kunder_of_the_register_move_with_the_cases_save_those_one_may_not_open(t: Tjanst) -> None:
    idag = datum(datetime.now(UTC))
    for id in ("kv1", "kv2"):
        uppgifter = {"id": id, "namn": id, "epost": f"{id}@example.se", "fran": "2024-01-01"}
        karriarvagledare.lagg_till(t.motor, ARBETSLEDARE, las_falt(KARRIARVAGLEDARFALT, uppgifter), idag)
    for id, nummer, skydd in (("k-1", "19900502-2398", "inget"), ("k-2", "19850709-9805", "sekretessmarkering")):
        kund = {"id": id, "personnummer": nummer, "namn": "x", "skydd": skydd, "karriarvagledare": "kv1"}
        skrivning.lagg_till(t.motor, KV, las_falt(kundfalt(idag), kund), idag)
    utfall = await flytta(t, BYT, ARBETSLEDARE)
    assert (utfall.flyttade, utfall.kunder) == (0, 1)
    assert [(a, "behörig att öppna" in varfor) for a, varfor in utfall.avvisade] == [("registret", True)]
    assert [(skrivning.antal_hos(t.motor, kv)) for kv in ("kv1", "kv2")] == [1, 1]
    assert [r.utfall for r in oppningar.las(t.motor, DATASKYDD, "k-2")] == ["nekad"]


@pytest.mark.krav("K5.1")
async def test_a_case_that_does_not_answer_stops_no_other_and_is_told_of_in_the_end(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    for arende in ("in-1", "in-2", "in-3"):
        t.arende = arende
        await t.starta()
    riktig, forsok = tillsagelse.sag_till_insats, []

    async def en_ar_stum(klient: Any, arende: str, *mer: Any, **hur: Any) -> Any:
        if arende == "in-1":
            forsok.append(massflytt.kvar(t.motor, "karriarvagledare", "kv1"))
            raise RPCError("stum", RPCStatusCode.DEADLINE_EXCEEDED, b"")
        return await riktig(klient, arende, *mer, **hur)

    monkeypatch.setattr(massbyte, "sag_till_insats", en_ar_stum)
    utfall = await flytta(t, BYT, ARBETSLEDARE, timmar=5)
    assert (utfall.flyttade, utfall.antal_avvisade) == (2, 1)
    assert "svarade inte" in utfall.avvisade[0][1]
    assert len(forsok) > 5
    assert forsok[-1] == ["in-1"], "de andra flyttades inte"


async def test_signs_of_life_come_however_long_one_case_takes(t: Tjanst, monkeypatch: pytest.MonkeyPatch) -> None:
    await t.starta()
    monkeypatch.setattr(livstecken, "PULS", 0.02)
    slag: list[Any] = []

    async def trog(*_: Any, **__: Any) -> None:
        slag.clear()
        await asyncio.sleep(0.3)

    monkeypatch.setattr(massbyte, "sag_till_insats", trog)
    miljo = ActivityEnvironment(client=t.klient.temporal)
    miljo.on_heartbeat = lambda *a: slag.append(a)
    order = {"sort": "karriarvagledare", "fran": "kv1", "till": "kv2", "av": str(ARBETSLEDARE)}
    await miljo.run(massbyte.Massbytesaktiviteter(t.motor).flytta, order)
    assert len(slag) > 4
