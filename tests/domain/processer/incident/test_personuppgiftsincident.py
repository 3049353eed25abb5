"""§3.1: an incident's 72 hours, to the minute, and who is told (K3.1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from tests.domain.processer.incident.incidenten import DSS, A, anmald
from tests.verktyg.spel import tid


@pytest.mark.krav("K3.1", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"),
    [("2024-03-04T08:29", "uppfylld"), ("2024-03-04T08:30", "sen"), ("2024-03-04T08:31", "sen")],
)
def test_the_contact_is_in_time_until_72_hours_have_gone(nar: str, utfall: str) -> None:
    fall = anmald().sag(A, nar, "registrera_incidentkontakt", tid="2024-03-01T09:00")
    assert fall.bevakning("incidentkontakt").utfall == utfall


@pytest.mark.krav("K3.1", "K0.1", sort="gräns")
@pytest.mark.parametrize(
    ("upptackt", "forfaller"),
    [
        ("2024-03-29T10:00", "2024-04-01T11:00"),  # the clock goes forward on 31 March: an hour is lost
        ("2024-10-25T10:00", "2024-10-28T09:00"),  # and back on 27 October
        ("2024-06-20T16:00", "2024-06-23T16:00"),  # over Midsummer: hours, not arbetsdagar
    ],
)
def test_the_hours_are_absolute_also_over_a_change_of_the_clock_and_holidays(upptackt: str, forfaller: str) -> None:
    assert anmald(upptackt).bevakning("incidentkontakt").forfaller == tid(forfaller)


@pytest.mark.krav("K3.1")
@given(st.integers(0, 6 * 365 * 24 * 60))
def test_whenever_it_is_discovered_the_frist_is_72_hours_of_real_time(minuter: int) -> None:
    upptackt = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minuter)
    fall = anmald(upptackt.isoformat())
    assert fall.bevakning("incidentkontakt").forfaller - upptackt == timedelta(hours=72)
    fall.till((upptackt + timedelta(hours=72)).isoformat())
    assert [t - upptackt for t in fall.nar("incidentpaminnelse")] == [timedelta(hours=24), timedelta(hours=60)]
    assert fall.nar("incidentfrist_passerad") == [upptackt + timedelta(hours=72)]


@pytest.mark.krav("K3.1")
def test_when_the_hours_have_gone_it_is_raised_to_everyone_it_concerns() -> None:
    fall = anmald().till("2024-03-04T08:30")
    assert fall.till_roller("72 timmar har gått") == ["anordnare"]
    assert fall.till_roller("inom 72 timmar") == ["karriarvagledare"]
    assert fall.till_roller("Incidentkontakt försenad") == ["arbetsledare", "dataskyddssamordnare"]


@pytest.mark.krav("K3.1", "K0.6")
def test_one_that_is_registered_after_its_hours_is_late_at_once_and_never_reminded_of() -> None:
    fall = anmald("2024-03-01T08:30", nar="2024-03-05T10:00")
    assert fall.slagen() == ["incident_anmald", "incidentfrist_passerad"]
    assert fall.bevakning("incidentkontakt").utfall == "forsenad"


@pytest.mark.krav("K3.1")
def test_the_contact_goes_on_to_the_dataskyddssamordnare_who_is_late_after_72_hours_more() -> None:
    fall = anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")
    assert fall.till_roller("väntar på din bedömning") == ["dataskyddssamordnare"]
    fall.till("2024-03-04T09:59")
    assert fall.bevakning("incidentbedomning").utfall == "oppen"
    assert fall.till("2024-03-04T10:00").bevakning("incidentbedomning").utfall == "forsenad"
    fall.sag(DSS, "2024-03-04T11:00", "bedom_incident", bedomning="anmals", motivering="Hälsouppgifter spreds.")
    assert (fall.bevakning("incidentbedomning").utfall, PERSONUPPGIFTSINCIDENT.klar(fall.lage)) == ("sen", True)
    assert fall.till_roller("Integritetsskyddsmyndigheten") == ["anordnare", "karriarvagledare"]


@pytest.mark.krav("K3.1", "K0.7")
def test_a_corrected_discovery_moves_the_hours_and_takes_back_that_they_had_gone() -> None:
    fall = anmald("2024-03-01T08:30", nar="2024-03-05T10:00")
    fall.sag(A, "2024-03-05T11:00", "ratta_incident", upptackt="2024-03-05T08:30", motivering="Fel dag.")
    b = fall.bevakning("incidentkontakt")
    assert (b.forfaller, b.utfall) == (tid("2024-03-08T08:30"), "oppen")
    assert fall.till("2024-03-08T08:30").bevakning("incidentkontakt").utfall == "forsenad"
    assert fall.slagen().count("incidentpaminnelse") == 2
