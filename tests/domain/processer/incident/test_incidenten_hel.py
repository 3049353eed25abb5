"""K3.1: what is kept of an incident, whole, and the hours that follow from it."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.processer.incident.incident import (
    Incident,
    IncidentAnmald,
    IncidentBedomd,
    IncidentfristPasserad,
    IncidentkontaktAterkallad,
    IncidentkontaktTagen,
    IncidentRattad,
)
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from tests.domain.processer.incident.incidenten import (
    DSS,
    FORFALLER,
    KV,
    PAMINN,
    UPPTACKT,
    A,
    anmald,
    bedomd,
    befarad,
    kontaktad,
)
from tests.verktyg.spel import tid


@pytest.mark.krav("K3.1")
def test_what_was_reported_is_kept_with_its_hours() -> None:
    fall = befarad()
    fakta = (UPPTACKT, True, "A", "kv1", "in-1")
    assert [p.handelse for p in fall.poster] == [IncidentAnmald(*fakta, FORFALLER, PAMINN)]
    assert fall.lage == Incident(*fakta, tid("2024-03-01T09:00"), FORFALLER, PAMINN)
    assert (fall.lage.status, PERSONUPPGIFTSINCIDENT.klar(fall.lage)) == ("anmald", False)


@pytest.mark.krav("K3.1")
def test_a_contact_and_an_assessment_are_kept_with_their_instants() -> None:
    fall = bedomd("ingen_incident")
    bedoms_senast = tid("2024-03-04T10:00")
    assert [p.handelse for p in fall.poster[1:]] == [
        IncidentkontaktTagen(tid("2024-03-01T09:00"), bedoms_senast),
        IncidentBedomd("ingen_incident"),
    ]
    assert fall.lage == Incident(
        UPPTACKT, False, "A", "kv1", None, UPPTACKT, FORFALLER, PAMINN,
        kontaktad=tid("2024-03-01T10:00"), kontakttid=tid("2024-03-01T09:00"), bedoms_senast=bedoms_senast,
        bedomd=tid("2024-03-01T11:00"), bedomning="ingen_incident",
    )  # fmt: skip
    assert (kontaktad().lage.status, fall.lage.status) == ("bedoms", "ingen_incident")


@pytest.mark.krav("K3.1", "K0.7")
def test_a_correction_is_kept_as_the_facts_now_are() -> None:
    fall = befarad().till("2024-03-02T09:00")
    fall.sag(A, "2024-03-02T10:00", "ratta_incident", befarad=False, motivering="x")
    assert fall.poster[-1].handelse == IncidentRattad(UPPTACKT, "in-1", FORFALLER, PAMINN, False, "kv1")
    assert fall.lage == Incident(
        UPPTACKT, False, "A", "kv1", "in-1", tid("2024-03-01T09:00"), FORFALLER, PAMINN, paminda=frozenset(PAMINN[:1])
    )
    fall.sag(DSS, "2024-03-02T11:00", "ratta_incident", upptackt="2024-03-01T07:30", motivering="x")
    nya = (tid("2024-03-02T07:30"), tid("2024-03-03T19:30"))
    forfaller = tid("2024-03-04T07:30")
    assert fall.poster[-1].handelse == IncidentRattad(tid("2024-03-01T07:30"), "in-1", forfaller, nya, False, "kv1")
    assert fall.lage == Incident(
        tid("2024-03-01T07:30"), False, "A", "kv1", "in-1", tid("2024-03-01T09:00"), forfaller, nya,
        paminda=frozenset(PAMINN[:1]), paminns_fran=tid("2024-03-02T11:00"),
    )  # fmt: skip


@pytest.mark.krav("K3.1", "K0.7")
def test_a_correction_of_an_earlier_service_says_nothing_of_what_it_could_not_change() -> None:
    """Journals of before a feared incident could be put right have no such fact."""
    forr = IncidentRattad(UPPTACKT, "in-2", FORFALLER, PAMINN)
    efter = PERSONUPPGIFTSINCIDENT.tillampa(befarad().lage, forr, tid("2024-03-02"))
    assert (efter.arende, efter.befarad, efter.karriarvagledare) == ("in-2", True, "kv1")


@pytest.mark.krav("K3.1", "K0.7")
def test_a_contact_taken_back_leaves_nothing_of_itself_and_its_assessment_is_late_no_more() -> None:
    fall = kontaktad().till("2024-03-04T10:00")
    assert fall.lage.passerade == {"incidentbedomning"}
    fall.sag(KV, "2024-03-05T10:00", "aterkalla_incidentkontakt", motivering="x")
    assert [p.handelse for p in fall.poster[-2:]] == [
        IncidentkontaktAterkallad(),
        IncidentfristPasserad("incidentkontakt"),
    ]
    assert fall.lage == Incident(
        UPPTACKT, False, "A", "kv1", None, UPPTACKT, FORFALLER, PAMINN,
        passerade=frozenset({"incidentkontakt"}), paminns_fran=tid("2024-03-05T10:00"),
    )  # fmt: skip


@pytest.mark.krav("K3.1", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("tas_tillbaka", "paminns"),
    [("2024-03-02T08:29", PAMINN), ("2024-03-02T08:30", PAMINN[1:]), ("2024-03-03T20:30", ()), ("2024-03-04", ())],
)
def test_a_contact_taken_back_is_reminded_of_only_from_then_on(
    tas_tillbaka: str, paminns: tuple[datetime, ...]
) -> None:
    fall = kontaktad().sag(A, tas_tillbaka, "aterkalla_incidentkontakt", motivering="x").till("2024-03-06")
    assert tuple(fall.nar("incidentpaminnelse")) == paminns


@pytest.mark.krav("K3.1", sort="gräns")
@pytest.mark.parametrize(("nar", "paminns"), [("2024-03-02T08:29", PAMINN), ("2024-03-02T08:30", PAMINN[1:])])
def test_one_reported_at_the_instant_of_a_reminder_is_not_reminded_of_what_was_just_said(
    nar: str, paminns: tuple[datetime, ...]
) -> None:
    fall = anmald(nar=nar).till("2024-03-06")
    assert tuple(fall.nar("incidentpaminnelse")) == paminns


@pytest.mark.krav("K3.1", sort="gräns")
def test_contact_may_be_made_at_the_instant_of_discovery_and_the_discovery_moved_to_that_of_the_contact() -> None:
    fall = anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T08:30")
    assert fall.lage.kontakttid == UPPTACKT
    fall = kontaktad().sag(A, "2024-03-01T11:00", "ratta_incident", upptackt="2024-03-01T09:00", motivering="x")
    assert fall.lage.upptackt == tid("2024-03-01T09:00")


@pytest.mark.krav("K3.1", "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("upptackt", "passerade"),
    [
        ("2024-03-02T12:00", ["2024-03-04T08:30"]),  # 72 hours before the correction: passed, and told already
        ("2024-03-02T12:01", ["2024-03-04T08:30", "2024-03-05T12:01"]),
    ],
)
def test_a_frist_moved_to_the_instant_of_the_correction_is_still_passed(upptackt: str, passerade: list[str]) -> None:
    fall = anmald().sag(A, "2024-03-05T12:00", "ratta_incident", upptackt=upptackt, motivering="x").till("2024-03-06")
    assert fall.nar("incidentfrist_passerad") == [tid(t) for t in passerade]
