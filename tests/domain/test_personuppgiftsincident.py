"""§3.1: an incident's 72 hours, to the minute, and who is told (K3.1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.parter import Aktor, Roll
from domain.personuppgiftsincident import RUTIN
from tests.domain.processpel import Processpel
from tests.domain.spel import tid

REGEL = "K3.1"
A = Aktor(Roll.ANORDNARE, "h1", "A")
B = Aktor(Roll.ANORDNARE, "h2", "B")
KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")
FAKTA: dict[str, Any] = {"anordnare": "A", "karriarvagledare": "kv1", "beskrivning": "x"}


def anmald(upptackt: str = "2024-03-01T08:30", nar: str | None = None) -> Processpel:
    return Processpel(RUTIN, "incident-1").sag(A, nar or upptackt, "anmal_incident", upptackt=upptackt, **FAKTA)


@pytest.mark.krav(REGEL, sort="gräns")
@pytest.mark.parametrize(
    ("nar", "utfall"),
    [("2024-03-04T08:29", "uppfylld"), ("2024-03-04T08:30", "sen"), ("2024-03-04T08:31", "sen")],
)
def test_the_contact_is_in_time_until_72_hours_have_gone(nar: str, utfall: str) -> None:
    fall = anmald().sag(A, nar, "registrera_incidentkontakt", tid="2024-03-01T09:00")
    assert fall.bevakning("incidentkontakt").utfall == utfall


@pytest.mark.krav(REGEL, "K0.1", sort="gräns")
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


@pytest.mark.krav(REGEL)
@given(st.integers(0, 6 * 365 * 24 * 60))
def test_whenever_it_is_discovered_the_frist_is_72_hours_of_real_time(minuter: int) -> None:
    upptackt = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minuter)
    fall = anmald(upptackt.isoformat())
    assert fall.bevakning("incidentkontakt").forfaller - upptackt == timedelta(hours=72)
    fall.till((upptackt + timedelta(hours=72)).isoformat())
    assert [t - upptackt for t in fall.nar("incidentpaminnelse")] == [timedelta(hours=24), timedelta(hours=60)]
    assert fall.nar("incidentfrist_passerad") == [upptackt + timedelta(hours=72)]


@pytest.mark.krav(REGEL)
def test_when_the_hours_have_gone_it_is_raised_to_everyone_it_concerns() -> None:
    fall = anmald().till("2024-03-04T08:30")
    assert fall.till_roller("72 timmar har gått") == ["anordnare"]
    assert fall.till_roller("inom 72 timmar") == ["anordnare", "karriarvagledare"]
    assert fall.till_roller("Incidentkontakt försenad") == ["arbetsledare", "dataskyddssamordnare"]


@pytest.mark.krav(REGEL, "K0.6")
def test_one_that_is_registered_after_its_hours_is_late_at_once_and_never_reminded_of() -> None:
    fall = anmald("2024-03-01T08:30", nar="2024-03-05T10:00")
    assert fall.slagen() == ["incident_anmald", "incidentfrist_passerad"]
    assert fall.bevakning("incidentkontakt").utfall == "forsenad"


@pytest.mark.krav(REGEL)
def test_the_contact_goes_on_to_the_dataskyddssamordnare_who_is_late_after_72_hours_more() -> None:
    fall = anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")
    assert fall.till_roller("väntar på din bedömning") == ["dataskyddssamordnare"]
    fall.till("2024-03-04T09:59")
    assert fall.bevakning("incidentbedomning").utfall == "oppen"
    assert fall.till("2024-03-04T10:00").bevakning("incidentbedomning").utfall == "forsenad"
    fall.sag(DSS, "2024-03-04T11:00", "bedom_incident", bedomning="anmals", motivering="Hälsouppgifter spreds.")
    assert (fall.bevakning("incidentbedomning").utfall, RUTIN.klar(fall.lage)) == ("sen", True)
    assert fall.till_roller("Integritetsskyddsmyndigheten") == ["anordnare", "karriarvagledare"]


@pytest.mark.krav(REGEL, "K0.7")
def test_a_corrected_discovery_moves_the_hours_and_takes_back_that_they_had_gone() -> None:
    fall = anmald("2024-03-01T08:30", nar="2024-03-05T10:00")
    fall.sag(A, "2024-03-05T11:00", "ratta_incident", upptackt="2024-03-05T08:30", motivering="Fel dag.")
    b = fall.bevakning("incidentkontakt")
    assert (b.forfaller, b.utfall) == (tid("2024-03-08T08:30"), "oppen")
    assert fall.till("2024-03-08T08:30").bevakning("incidentkontakt").utfall == "forsenad"
    assert fall.slagen().count("incidentpaminnelse") == 2


@pytest.mark.krav(REGEL, sort="avslag")
def test_what_cannot_be_so_is_refused() -> None:
    nytt = Processpel(RUTIN, "incident-1")
    nytt.avvisas("K0.6", A, "2024-03-01", "anmal_incident", upptackt="2024-03-02", **FAKTA)
    nytt.avvisas(REGEL, B, "2024-03-03", "anmal_incident", upptackt="2024-03-02", **FAKTA)
    nytt.avvisas(REGEL, A, "2024-03-03", "bedom_incident", bedomning="anmals", motivering="x")
    nytt.avvisas(REGEL, A, "2024-03-03", "anmal_incident", upptackt="2024-03-02", **FAKTA | {"beskrivning": " "})
    fall = anmald()
    fall.avvisas(REGEL, A, "2024-03-02", "anmal_incident", upptackt="2024-03-02", **FAKTA)
    fall.avvisas(REGEL, B, "2024-03-02", "registrera_incidentkontakt", tid="2024-03-01T10:00")
    fall.avvisas(REGEL, A, "2024-03-02", "registrera_incidentkontakt", tid="2024-03-01T08:00")
    fall.avvisas("K0.6", A, "2024-03-02", "registrera_incidentkontakt", tid="2024-03-03T08:00")
    fall.avvisas("K0.7", A, "2024-03-02", "ratta_incident", motivering="x")
    fall.avvisas(REGEL, KV, "2024-03-02", "bedom_incident", bedomning="anmals", motivering="x")
    fall.sag(DSS, "2024-03-02", "bedom_incident", bedomning="ingen_incident", motivering="x")
    fall.avvisas(REGEL, A, "2024-03-03", "registrera_incidentkontakt", tid="2024-03-02T08:00")


@pytest.mark.krav(REGEL, "K3.3")
def test_an_incident_is_seen_by_its_anordnare_and_by_those_who_handle_it() -> None:
    lage = anmald().lage
    assert [RUTIN.far_se(lage, a) for a in (A, B, KV, DSS, Aktor(Roll.EKONOM, "e1"))] == [
        True,
        False,
        True,
        True,
        False,
    ]


@pytest.mark.krav(REGEL, "K0.7")
def test_a_correction_that_leaves_the_discovery_alone_says_nothing_a_second_time() -> None:
    fall = anmald().till("2024-03-04T08:30")
    fore = fall.slagen()
    fall.sag(A, "2024-03-04T09:00", "ratta_incident", arende="in-1", karriarvagledare="kv2", motivering="Fel ärende.")
    assert fall.till("2024-03-06").slagen() == [*fore, "incident_rattad"]
    assert (fall.lage.arende, fall.lage.karriarvagledare) == ("in-1", "kv2")


@pytest.mark.krav(REGEL, "K0.7", sort="gräns")
def test_a_discovery_moved_back_reminds_of_nothing_that_has_been_and_is_late_only_once() -> None:
    fall = anmald().till("2024-03-02T09:00")
    fall.sag(A, "2024-03-02T10:00", "ratta_incident", upptackt="2024-03-01T07:30", motivering="Fel timme.")
    assert fall.nar("incidentpaminnelse") == [tid("2024-03-02T08:30")]
    fall.till("2024-03-04T12:00")
    assert fall.nar("incidentpaminnelse") == [tid("2024-03-02T08:30"), tid("2024-03-03T19:30")]
    fall.sag(A, "2024-03-04T13:00", "ratta_incident", upptackt="2024-03-01T06:30", motivering="Fel timme.")
    assert fall.nar("incidentfrist_passerad") == [tid("2024-03-04T07:30")]


@pytest.mark.krav(REGEL, "K0.7")
def test_a_contact_registered_by_mistake_is_taken_back_and_awaited_again() -> None:
    fall = anmald()
    fall.avvisas("K0.7", A, "2024-03-01T09:00", "aterkalla_incidentkontakt", motivering="x")
    fall.sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")
    fall.avvisas(REGEL, A, "2024-03-01T10:00", "ratta_incident", upptackt="2024-03-01T09:30", motivering="x")
    fall.sag(KV, "2024-03-01T11:00", "aterkalla_incidentkontakt", motivering="Fel incident.")
    assert fall.bevakning("incidentkontakt").utfall == "oppen"
    assert [b.slag for b in RUTIN.bevakningar(fall.lage)] == ["incidentkontakt"]
    assert "incidentfrist_passerad" in fall.till("2024-03-04T08:30").slagen()


@pytest.mark.krav(REGEL, "K0.7")
def test_a_wrong_assessment_is_put_right_and_stays_as_early_as_it_was() -> None:
    fall = anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")
    fall.sag(DSS, "2024-03-02", "bedom_incident", bedomning="anmals_inte", motivering="x")
    fall.avvisas(REGEL, DSS, "2024-03-03", "bedom_incident", bedomning="anmals_inte", motivering="x")
    fall.sag(DSS, "2024-03-20", "bedom_incident", bedomning="anmals", motivering="Fler uppgifter hade spridits.")
    assert (fall.lage.status, fall.bevakning("incidentbedomning").utfall) == ("anmals", "uppfylld")
    assert fall.till_roller("Integritetsskyddsmyndigheten") == ["anordnare", "karriarvagledare"]
    fall.sag(DSS, "2024-03-21", "ratta_incident", befarad=True, motivering="x")
    assert RUTIN.klar(fall.lage)


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("falt", "varde"),
    [("anordnare", "A" * 201), ("karriarvagledare", "19900502-2398"), ("arende", "in\x00-1"), ("anordnare", "")],
)
def test_what_an_incident_names_it_names_by_ids_that_can_be_kept(falt: str, varde: str) -> None:
    regel = "K3.3" if varde.endswith("2398") else REGEL
    Processpel(RUTIN, "incident-1").avvisas(
        regel, A, "2024-03-03", "anmal_incident", upptackt="2024-03-02", **FAKTA | {falt: varde}
    )
