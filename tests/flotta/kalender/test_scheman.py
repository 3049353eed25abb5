"""What the calendar starts: on the right Stockholm instant, created once, kept as written, and paused if paused."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from temporalio.client import Client, ScheduleActionStartWorkflow

from domain.tid.tidpunkt import tolka_tid
from kontrakt import namn
from kontrakt.nattligt import SCHEMAN
from starter.drift.scheman import kalenderstarter, skapa_scheman
from tests.verktyg.spel import regelverket

NU = datetime(2024, 4, 1, tzinfo=UTC)


@pytest.mark.krav("K14.6", "K0.1")
async def test_the_payment_month_is_started_at_midnight_stockholm_time_on_the_sixteenth(
    temporal_client: Client,
) -> None:
    await skapa_scheman(temporal_client, regelverket(), NU)
    handtag = temporal_client.get_schedule_handle(namn.ARBETSFLODE_BETALNINGSKORNING)
    beskrivning = await handtag.describe()
    kommande = [t.astimezone(ZoneInfo("Europe/Stockholm")) for t in beskrivning.info.next_action_times]
    assert kommande, "nothing is planned"
    assert {(t.day, t.hour, t.minute, t.second) for t in kommande} == {(16, 0, 0, 0)}


def test_the_control_asks_for_just_those_that_are_created() -> None:
    assert {s.id for s in kalenderstarter(regelverket(), NU)} == set(SCHEMAN)


async def test_creating_the_schedules_again_changes_nothing_and_tells_of_none(temporal_client: Client) -> None:
    await skapa_scheman(temporal_client, regelverket(), NU)
    assert await skapa_scheman(temporal_client, regelverket(), NU) == []
    for start in kalenderstarter(regelverket(), NU):
        beskrivning = await temporal_client.get_schedule_handle(start.id).describe()
        assert beskrivning.schedule.spec.time_zone_name == "Europe/Stockholm"


async def test_a_schedule_that_operations_paused_stays_paused_at_the_next_deployment(temporal_client: Client) -> None:
    await skapa_scheman(temporal_client, regelverket(), NU)
    handtag = temporal_client.get_schedule_handle(namn.ARBETSFLODE_BETALNINGSKORNING)
    await handtag.pause(note="paus")
    await skapa_scheman(temporal_client, regelverket(), NU)
    assert (await handtag.describe()).schedule.state.paused
    await handtag.unpause()


def test_what_was_missed_in_an_outage_of_months_is_made_up_for() -> None:
    (betalning,) = [s for s in kalenderstarter(regelverket(), NU) if s.id == namn.ARBETSFLODE_BETALNINGSKORNING]
    assert betalning.ikapp >= tolka_tid("2024-12-16") - tolka_tid("2024-04-16")


async def test_what_is_done_at_night_waits_for_the_cases_and_the_payment_month_does_not(
    temporal_client: Client,
) -> None:
    await skapa_scheman(temporal_client, regelverket(), NU)
    foretraden = {}
    for start in kalenderstarter(regelverket(), NU):
        handling = (await temporal_client.get_schedule_handle(start.id).describe()).schedule.action
        assert isinstance(handling, ScheduleActionStartWorkflow)
        foretraden[start.id] = handling.priority.priority_key
    assert foretraden.pop(namn.ARBETSFLODE_BETALNINGSKORNING) == 3
    assert len(foretraden) == 2 and set(foretraden.values()) == {5}
