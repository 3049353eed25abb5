"""The clock as Temporal keeps it: durable timers, what they say, and what happens when they ring (K0.8)."""

import asyncio
import re
from datetime import date, time, timedelta

import pytest

from domain.liv import forlopp
from domain.tid.tidpunkt import klockan, midnatt, passerad
from tests.workflows.tjanst import ANORDNARE, BEMANNA, KV, UPPDRAG, Tjanst, oppna_timrar

_RUNT = timedelta(seconds=1)
_ATTA = time(8)
MANADSSKIFTE = "månadsskifte 2024-04-01: ny körning"


async def test_each_open_bevakning_has_one_timer_that_a_person_can_read(t: Tjanst) -> None:
    await t.pagaende()
    timrar = oppna_timrar(await t.historik())
    assert set(timrar) >= {
        "påminnelse: bokning av uppstartsmöte senast 2024-03-08 · K7.1",
        "påminnelse: genomförandeplan senast 2024-03-25 · K7.3",
        "insatsen slutar 2025-03-10 · K13.7",
        MANADSSKIFTE,
    }
    assert [text for text in timrar if not re.fullmatch(r".* \d{4}-\d\d-\d\d( · K\d+\.\d+|: ny körning)", text)] == []


@pytest.mark.parametrize(
    "nar", ["2024-03-08", "2024-03-22T08:00", "2024-03-26", "2024-04-03T11:00", "2024-04-20", "2024-05-20"]
)
async def test_the_timers_are_those_that_the_routine_asks_for_and_ring_when_it_says(t: Tjanst, nar: str) -> None:
    await (await t.pagaende()).till(nar)
    for _ in range(100):  # of two that ring at one instant the other may not have been taken when the first is written
        timrar = oppna_timrar(await t.historik(), t.tidsskillnad)
        vantade = {k.sammanfattning: k.nar for k in forlopp.kommande(t.insats())}
        (skifte,) = (text for text in timrar if text.startswith("månadsskifte"))
        if set(timrar) - {skifte} == set(vantade):
            break
        await asyncio.sleep(0.05)
    assert timrar.pop(skifte) - midnatt(date(2024, int(nar[5:7]) + 1, 1)) < _RUNT
    assert set(timrar) == set(vantade)
    assert all(abs(timrar[text] - nar) < _RUNT for text, nar in vantade.items())


async def test_a_bevakning_that_is_done_leaves_no_timer(t: Tjanst) -> None:
    await t.starta()
    fore = oppna_timrar(await t.historik())
    await t.sag(ANORDNARE, BEMANNA)
    efter = oppna_timrar(await t.historik())
    assert {text.split(" senast")[0] for text in fore} == {"påminnelse: bemanning", MANADSSKIFTE}
    assert {text.split(" senast")[0] for text in efter} == {"påminnelse: uppdrag", MANADSSKIFTE}


@pytest.mark.krav("K0.8", "K6.2")
async def test_the_clock_reminds_and_then_says_that_the_frist_has_passed(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-05")
    raser = {(p.handelse.slag): p.tid for p in t.poster() if getattr(p.handelse, "nyckel", "") == "bemanning"}
    assert raser["paminnelse_skickad"] == klockan(date(2024, 3, 4), _ATTA)
    assert raser["frist_passerad"] == passerad(date(2024, 3, 4))
    assert not any("bemanning" in text for text in oppna_timrar(await t.historik()))


@pytest.mark.krav("K0.6")
async def test_what_is_said_in_time_is_never_late(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-04T23:59")
    await t.sag(ANORDNARE, BEMANNA)
    await t.till("2024-03-06")
    (bemanning,) = (b for b in (await t.klient.fraga(t.arende, "tillstand", KV))["bevakningar"]
                    if b["slag"] == "bemanning")  # fmt: skip
    assert bemanning["utfall"] == "uppfylld"


async def test_a_case_that_awaits_nothing_is_still_handed_over_each_month(t: Tjanst) -> None:
    await t.starta()
    await t.till("2024-03-07")
    assert set(oppna_timrar(await t.historik())) == {MANADSSKIFTE}
    rader = len(t.poster())
    await t.till("2024-06-15")
    assert len(await t.korningar()) == 4
    assert len(t.poster()) == rader
    await t.sag(ANORDNARE, BEMANNA)
    await t.sag(KV, {**UPPDRAG, "startdatum": "2024-06-17"})
    assert t.insats().status == "pagar"
