"""The load of an instant that all cases share is spread; the instant itself stays what the routine says (K0.8)."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Start
from kontrakt.omvandlare import OMVANDLARE
from kontrakt.spridning import Takt, plats
from tests.workflows.tjanst import ANORDNARE, BEMANNA, Tjanst, oppna_timrar, tjanst

TAKT = Takt(klockslag=1 / 60, overlamningar=1 / 7_200)
"""One case: what the clock raises within a minute, the hand-over within two hours."""
ARENDE = "in-spridd"
PLATS = plats(ARENDE)
SKIFTE = tolka_tid("2024-04-01T00:00")


@pytest.fixture
async def t(motor: Engine):  # type: ignore[no-untyped-def]
    async with tjanst(motor, takt=TAKT) as t:
        t.arende = ARENDE
        yield await t.pagaende()


async def oppna(t: Tjanst) -> dict[str, datetime]:
    return oppna_timrar(await t.historik(), t.tidsskillnad)


async def test_a_timer_rings_at_the_place_of_the_case_and_the_line_bears_the_instant(t: Tjanst) -> None:
    assert 0.05 < PLATS < 0.95
    (nar,) = [nar for text, nar in (await oppna(t)).items() if text.startswith("påminnelse: bokning")]
    assert abs(nar - tolka_tid("2024-03-07T08:00") - PLATS * timedelta(minutes=1)) < timedelta(seconds=1)
    await t.miljo.sleep(tolka_tid("2024-03-07T07:59:59") + timedelta(minutes=1, seconds=2) - await t.nu())
    await t.tills(lambda: "paminnelse_skickad" in t.slagen())
    (post,) = [p for p in t.poster() if p.handelse.slag == "paminnelse_skickad"]
    assert post.tid == tolka_tid("2024-03-07T08:00")


async def test_who_speaks_before_the_timer_rings_finds_what_is_due_raised(t: Tjanst) -> None:
    await t.miljo.sleep(tolka_tid("2024-03-07T08:00:01") - await t.nu())
    assert "paminnelse_skickad" not in t.slagen()
    await t.sag(ANORDNARE, BEMANNA | {"handlaggare": "H2"})
    slagen = t.slagen()
    assert slagen.index("paminnelse_skickad") < len(slagen) - 1
    assert [p.tid for p in t.poster() if p.handelse.slag == "paminnelse_skickad"] == [tolka_tid("2024-03-07T08:00")]
    # The timer that nothing waits for any more is taken down, and does not wake the case for nothing.
    assert not [text for text in await oppna(t) if text.startswith("påminnelse: bokning")]


async def test_the_next_run_takes_over_at_the_place_of_the_case_and_knows_the_spans(t: Tjanst) -> None:
    await t.miljo.sleep(SKIFTE + timedelta(minutes=2) - await t.nu())
    await t.tills(lambda: any(p.tid >= SKIFTE for p in t.poster()))
    assert [p.tid for p in t.poster() if p.tid >= SKIFTE] == [SKIFTE] * sum(p.tid >= SKIFTE for p in t.poster())
    assert len(await t.korningar()) == 1
    await t.miljo.sleep(SKIFTE + timedelta(hours=2, minutes=1) - await t.nu())
    await t.sover()
    _, nasta = await t.korningar()
    overtog = nasta.events[0].event_time.ToDatetime(UTC) + t.tidsskillnad
    dess_tur = SKIFTE + timedelta(minutes=1) + PLATS * timedelta(hours=2)  # when all that the clock raised is written
    assert abs(overtog - dess_tur) < timedelta(seconds=5)
    (payload,) = nasta.events[0].workflow_execution_started_event_attributes.input.payloads
    start: Start = OMVANDLARE.payload_converter.from_payload(payload, Start)
    assert start.spridning.klockslag == timedelta(minutes=1)
