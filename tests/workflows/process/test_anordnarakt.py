"""An anordnare's record, played by its workflow on skipped time (K3.4, K3.5, K16.2)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.lagring import post_fran_json
from domain.skeende.journal import Post
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Kvitto
from persistence.databas.motor import transaktion
from persistence.journal.skrivning import journalrader
from persistence.meddelanden import inkorg
from persistence.process import processlasning
from persistence.register.anordnare import personal
from starter.stod.klient.process import Processklient
from tests.workflows.tjanst import ANNAN_ANORDNARE, ANORDNARE, ARBETSLEDARE, BEMANNA, KV, UPPDRAG, Tjanst

ID = "anordnare-A"
SPEC = Aktor(Roll.SYSTEMSPECIALIST, "s1")
SLUTAR = {"kommando": "personal_slutar", "person": "H1", "till": "2024-03-08"}


async def sag(t: Tjanst, av: Aktor, data: dict[str, Any], **hur: Any) -> Kvitto:
    door = Processklient(t.klient.temporal, t.motor, timedelta(seconds=20))
    return await door.sag(ANORDNARAKT, ID, data, av, tid=await t.nu(), tidsskillnad=t.tidsskillnad, **hur)


def journalen(t: Tjanst) -> list[Post]:
    with transaktion(t.motor) as forbindelse:
        return [post_fran_json(ANORDNARAKT, r) for r in journalrader(forbindelse, ID)]


async def tills(t: Tjanst, slag: str) -> None:
    await t.tills(lambda: any(p.handelse.slag == slag for p in journalen(t)))


async def till(t: Tjanst, nar: str) -> None:
    await t.miljo.sleep(tolka_tid(nar) + timedelta(milliseconds=1) - await t.nu())


def rubriker(t: Tjanst, vem: Aktor) -> list[str]:
    return [m.rubrik for m in inkorg.inkorg(t.motor, vem)]


@pytest.mark.krav("K3.4")
async def test_one_who_begins_is_told_of_and_the_access_is_due_on_the_first_day(t: Tjanst) -> None:
    await sag(t, ANORDNARE, {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-04"})
    for roll in (Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR, Roll.ARBETSLEDARE, Roll.KARRIARVAGLEDARE):
        assert any("Ny anställd hos A från 2024-03-04" in r for r in rubriker(t, Aktor(roll, "x1")))
    await till(t, "2024-03-05T00:00")
    await tills(t, "aktfrist_passerad")
    assert [p.handelse.slag for p in journalen(t)] == ["personal_borjade", "aktpaminnelse", "aktfrist_passerad"]
    assert journalen(t)[-1].tid == tolka_tid("2024-03-05T00:00")
    await sag(t, ANORDNARE, {"kommando": "ansok_behorighet", "person": "H7"})
    assert (await t.klient.temporal.get_workflow_handle(ID).result())["status"] == "vilar"
    (rad,) = personal.lista(t.motor, SPEC)
    assert (rad.person, str(rad.fran), rad.behorighet_ansokt is not None) == ("H7", "2024-03-04", True)


@pytest.mark.krav("K3.4", "K6.2")
async def test_when_one_leaves_each_case_they_staffed_is_to_be_staffed_anew_and_access_ends(t: Tjanst) -> None:
    await t.pagaende()
    await sag(t, ANORDNARE, SLUTAR)
    await tills(t, "ombemanning_begard")
    assert journalen(t)[-1].handelse.arenden == (t.arende,)  # type: ignore[attr-defined]
    assert "ombemanning_kravs" in t.slagen()
    assert any("1 ärende ska bemannas på nytt" in r for r in rubriker(t, ANORDNARE))
    await till(t, "2024-03-09T00:00")
    await tills(t, "behorighet_upphorde")
    assert journalen(t)[-1].tid == tolka_tid("2024-03-09T00:00")
    assert await t.klient.temporal.get_workflow_handle(ID).result()
    await t.sag(ANORDNARE, {"kommando": "bemanna", "handlaggare": "H2"})


@pytest.mark.krav("K3.4")
async def test_a_case_that_another_staffs_by_now_is_left_alone(t: Tjanst) -> None:
    await t.starta()
    await t.sag(ANORDNARE, BEMANNA)
    await t.sag(ANORDNARE, {"kommando": "bemanna", "handlaggare": "H2"})
    await t.sag(KV, UPPDRAG)
    await sag(t, ANORDNARE, SLUTAR)
    await tills(t, "ombemanning_begard")
    assert journalen(t)[-1].handelse.arenden == ()  # type: ignore[attr-defined]
    assert "ombemanning_kravs" not in t.slagen()


@pytest.mark.krav("K3.4")
async def test_a_new_last_day_is_told_to_the_cases_as_well(t: Tjanst) -> None:
    await t.pagaende()
    await sag(t, ANORDNARE, SLUTAR)
    await tills(t, "ombemanning_begard")
    await sag(t, ANORDNARE, SLUTAR | {"till": "2024-03-29"})
    await t.tills(lambda: t.slagen().count("ombemanning_kravs") == 2)
    assert str(t.insats().ombemanningar[-1].sista_dag) == "2024-03-29"


@pytest.mark.krav("K3.4", "K0.7")
async def test_a_leaving_that_is_taken_back_is_told_to_the_cases_and_the_register(t: Tjanst) -> None:
    await t.pagaende()
    await sag(t, ANORDNARE, SLUTAR)
    await tills(t, "ombemanning_begard")
    fakta = {"vad": "slut", "avser": "H1", "motivering": "Fel person."}
    await sag(t, ANORDNARE, {"kommando": "aterkalla_uppgift", **fakta})
    await t.tills(lambda: "ombemanning_aterkallad" in t.slagen())
    await t.klient.temporal.get_workflow_handle(ID).result()
    assert t.insats().ombemanningar == ()
    (rad,) = personal.lista(t.motor, SPEC)
    assert rad.till is None
    await sag(t, ANORDNARE, {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-04"})
    await sag(t, ANORDNARE, {"kommando": "aterkalla_uppgift", **fakta, "vad": "borjan", "avser": "H7"})
    assert [r.person for r in personal.lista(t.motor, SPEC)] == ["H1"]


@pytest.mark.krav("K3.4", sort="avslag")
async def test_the_record_is_the_anordnares_own_and_days_hold_together(t: Tjanst) -> None:
    with pytest.raises(Avvisning, match=r"en annan anordnares.*K3\.4"):
        await sag(t, ANNAN_ANORDNARE, SLUTAR)
    await sag(t, ANORDNARE, {"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-04"})
    for data, fel in (
        ({"kommando": "personal_borjar", "person": "H7", "fran": "2024-03-05"}, "redan anställd"),
        ({"kommando": "personal_slutar", "person": "H7", "till": "2024-03-03"}, "före den första"),
        ({"kommando": "ansok_behorighet", "person": "H8"}, "inte anmäld som anställd"),
    ):
        with pytest.raises(Avvisning, match=fel):
            await sag(t, ANORDNARE, data)
    assert len(journalen(t)) == 1


@pytest.mark.krav("K3.5")
async def test_a_change_is_told_to_the_kv_and_stands_on_the_record_with_its_words(t: Tjanst) -> None:
    data = {"kommando": "anmal_forandring", "sort": "lokaler", "beskrivning": "Vi flyttar i maj."}
    await sag(t, ANORDNARE, data)
    assert any("A anmäler en förändring som gäller lokalerna" in r for r in rubriker(t, KV))
    (ord_,) = processlasning.dokument(t.motor, KV, ID)
    assert ord_.innehall == {"beskrivning": "Vi flyttar i maj."}
    assert processlasning.dokument(t.motor, ANNAN_ANORDNARE, ID) == []


@pytest.mark.krav("K16.2")
async def test_new_conditions_are_confirmed_and_who_has_not_is_told_on(t: Tjanst) -> None:
    skicka = {"kommando": "skicka_villkor", "villkor": "2025", "galler_fran": "2025-01-01"}
    await sag(t, ARBETSLEDARE, skicka)
    with pytest.raises(Avvisning, match="redan skickat"):
        await sag(t, ARBETSLEDARE, skicka)
    await till(t, "2024-03-16T00:00")  # ten arbetsdagar from Friday 1 March
    await tills(t, "aktfrist_passerad")
    assert any("Försenat hos A: bekräftelse av nya villkor" in r for r in rubriker(t, ARBETSLEDARE))
    await sag(t, ANORDNARE, {"kommando": "bekrafta_villkor", "villkor": "2025"})
    svar = processlasning.en_process(t.motor, ARBETSLEDARE, ID)
    assert svar is not None
    assert svar[0].data["bekraftade"] == ["2025"]
    assert [b.utfall for b in ANORDNARAKT.bevakningar(svar[1].lage)] == ["sen"]
