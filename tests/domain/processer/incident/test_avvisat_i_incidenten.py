"""K3.1: what an incident refuses, and what may be put right or taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from tests.domain.processer.incident.incidenten import DSS, FAKTA, KV, REGEL, A, anmald, bedomd, kontaktad
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

B = Aktor(Roll.ANORDNARE, "h2", "B")
K31 = "(K3.1, §3.1)"
TOM_TEXT: dict[str, Any] = FAKTA | {"beskrivning": " "}


def regel_i(svar: str) -> str:
    """The krav that a refusal names."""
    return svar.rpartition("(")[2].partition(",")[0].rstrip(")")


@pytest.mark.krav("K3.1", "K0.6", sort="avslag")
@pytest.mark.parametrize(
    ("av", "upptackt", "fakta", "svar"),
    [
        (A, "2024-03-03T12:01", FAKTA, "upptackt: ligger i framtiden (K0.6)"),
        (B, "2024-03-02", FAKTA, f"anordnare: anordnaren anmäler sina egna incidenter {K31}"),
        (A, "2024-03-02", TOM_TEXT, f"beskrivning: texten är tom {K31}"),
        (
            DSS,
            "2024-03-02",
            FAKTA,
            "av: det här gör anordnaren eller karriärvägledaren eller systemspecialisten, "
            f"inte dataskyddssamordnaren {K31}",
        ),
    ],
)
def test_what_cannot_be_reported_is_refused(av: Aktor, upptackt: str, fakta: dict[str, Any], svar: str) -> None:
    nytt = Processpel(PERSONUPPGIFTSINCIDENT, "incident-1")
    assert nytt.avvisas(regel_i(svar), av, "2024-03-03T12:00", "anmal_incident", upptackt=upptackt, **fakta) == svar


@pytest.mark.krav("K3.1", sort="avslag")
def test_nothing_is_said_of_an_incident_that_was_never_reported() -> None:
    nytt = Processpel(PERSONUPPGIFTSINCIDENT, "incident-1")
    svar = nytt.avvisas(REGEL, DSS, "2024-03-03", "bedom_incident", bedomning="anmals", motivering="x")
    assert svar == f"incident: incidenten finns inte {K31}"


@pytest.mark.krav("K3.1", "K0.6", "K0.7", sort="avslag")
@pytest.mark.parametrize(
    ("borjan", "av", "verb", "fakta", "svar"),
    [
        (anmald, A, "anmal_incident", FAKTA | {"upptackt": "2024-03-01T09:00"},
         f"incident: incidenten är redan anmäld {K31}"),
        (anmald, B, "registrera_incidentkontakt", {"tid": "2024-03-01T10:00"},
         f"av: incidenten ligger hos en annan anordnare {K31}"),
        (anmald, B, "ratta_incident", {"befarad": True}, f"av: incidenten ligger hos en annan anordnare {K31}"),
        (anmald, A, "registrera_incidentkontakt", {"tid": "2024-03-01T08:29"},
         f"tid: kontakten kan inte ligga före upptäckten {K31}"),
        (anmald, A, "registrera_incidentkontakt", {"tid": "2024-03-02T12:01"}, "tid: ligger i framtiden (K0.6)"),
        (anmald, A, "aterkalla_incidentkontakt", {}, "kommando: ingen kontakt är registrerad (K0.7)"),
        (anmald, A, "ratta_incident", {}, "kommando: rättelsen ändrar ingenting (K0.7)"),
        (anmald, KV, "ratta_incident", {"upptackt": "2024-03-01T08:30", "befarad": False, "karriarvagledare": "kv1"},
         "kommando: rättelsen ändrar ingenting (K0.7)"),
        (anmald, A, "ratta_incident", {"upptackt": "2024-03-02T12:01"}, "upptackt: ligger i framtiden (K0.6)"),
        (kontaktad, KV, "registrera_incidentkontakt", {"tid": "2024-03-01T10:00"},
         f"kommando: kontakten är redan registrerad {K31}"),
        (kontaktad, A, "ratta_incident", {"upptackt": "2024-03-01T09:01"},
         f"upptackt: upptäckten kan inte ligga efter kontakten {K31}"),
        (bedomd, A, "registrera_incidentkontakt", {"tid": "2024-03-01T10:00"},
         f"kommando: incidenten är redan bedömd {K31}"),
        (bedomd, KV, "aterkalla_incidentkontakt", {}, f"kommando: incidenten är redan bedömd {K31}"),
        (bedomd, DSS, "bedom_incident", {"bedomning": "anmals"}, f"bedomning: incidenten är redan bedömd så {K31}"),
        (anmald, KV, "bedom_incident", {"bedomning": "anmals"},
         f"av: det här gör dataskyddssamordnaren, inte karriärvägledaren {K31}"),
    ],
)  # fmt: skip
def test_what_cannot_be_so_is_refused(
    borjan: Callable[[], Processpel], av: Aktor, verb: str, fakta: dict[str, Any], svar: str
) -> None:
    if verb in ("aterkalla_incidentkontakt", "bedom_incident", "ratta_incident"):
        fakta = {"motivering": "x", **fakta}
    assert borjan().avvisas(regel_i(svar), av, "2024-03-02T12:00", verb, **fakta) == svar


@pytest.mark.krav("K3.1", "K3.3")
def test_an_incident_is_seen_by_its_anordnare_and_by_those_who_handle_it() -> None:
    lage = anmald().lage
    ser = {r for r in Roll if r is not Roll.ANORDNARE and PERSONUPPGIFTSINCIDENT.far_se(lage, Aktor(r, "x"))}
    handlagger = {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE, Roll.SYSTEMSPECIALIST}
    assert ser - {Roll.SYSTEM} == handlagger
    assert [PERSONUPPGIFTSINCIDENT.far_se(lage, a) for a in (A, B, SYSTEMET)] == [True, False, True]


@pytest.mark.krav("K3.1", "K0.7")
def test_a_correction_that_leaves_the_discovery_alone_says_nothing_a_second_time() -> None:
    fall = anmald().till("2024-03-04T08:30")
    fore = fall.slagen()
    fall.sag(A, "2024-03-04T09:00", "ratta_incident", arende="in-1", karriarvagledare="kv2", motivering="Fel ärende.")
    assert fall.till("2024-03-06").slagen() == [*fore, "incident_rattad"]
    assert (fall.lage.arende, fall.lage.karriarvagledare) == ("in-1", "kv2")


@pytest.mark.krav("K3.1", "K0.7", sort="gräns")
def test_a_discovery_moved_back_reminds_of_nothing_that_has_been_and_is_late_only_once() -> None:
    fall = anmald().till("2024-03-02T09:00")
    fall.sag(A, "2024-03-02T10:00", "ratta_incident", upptackt="2024-03-01T07:30", motivering="Fel timme.")
    assert fall.nar("incidentpaminnelse") == [tid("2024-03-02T08:30")]
    fall.till("2024-03-04T12:00")
    assert fall.nar("incidentpaminnelse") == [tid("2024-03-02T08:30"), tid("2024-03-03T19:30")]
    fall.sag(A, "2024-03-04T13:00", "ratta_incident", upptackt="2024-03-01T06:30", motivering="Fel timme.")
    assert fall.nar("incidentfrist_passerad") == [tid("2024-03-04T07:30")]


@pytest.mark.krav("K3.1", "K0.7")
def test_a_contact_registered_by_mistake_is_taken_back_and_awaited_again() -> None:
    fall = anmald()
    fall.avvisas("K0.7", A, "2024-03-01T09:00", "aterkalla_incidentkontakt", motivering="x")
    fall.sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")
    fall.avvisas(REGEL, A, "2024-03-01T10:00", "ratta_incident", upptackt="2024-03-01T09:30", motivering="x")
    fall.sag(KV, "2024-03-01T11:00", "aterkalla_incidentkontakt", motivering="Fel incident.")
    assert fall.bevakning("incidentkontakt").utfall == "oppen"
    assert [b.slag for b in PERSONUPPGIFTSINCIDENT.bevakningar(fall.lage)] == ["incidentkontakt"]
    assert "incidentfrist_passerad" in fall.till("2024-03-04T08:30").slagen()


@pytest.mark.krav("K3.1", "K0.7")
def test_a_wrong_assessment_is_put_right_and_stays_as_early_as_it_was() -> None:
    fall = anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")
    fall.sag(DSS, "2024-03-02", "bedom_incident", bedomning="anmals_inte", motivering="x")
    fall.avvisas(REGEL, DSS, "2024-03-03", "bedom_incident", bedomning="anmals_inte", motivering="x")
    fall.sag(DSS, "2024-03-20", "bedom_incident", bedomning="anmals", motivering="Fler uppgifter hade spridits.")
    assert (fall.lage.status, fall.bevakning("incidentbedomning").utfall) == ("anmals", "uppfylld")
    assert fall.till_roller("Integritetsskyddsmyndigheten") == ["anordnare", "karriarvagledare"]
    fall.sag(DSS, "2024-03-21", "ratta_incident", befarad=True, motivering="x")
    assert PERSONUPPGIFTSINCIDENT.klar(fall.lage)


@pytest.mark.krav("K3.3", sort="avslag")
@pytest.mark.parametrize(
    ("falt", "varde"),
    [("anordnare", "A" * 201), ("karriarvagledare", "19900502-2398"), ("arende", "in\x00-1"), ("anordnare", "")],
)
def test_what_an_incident_names_it_names_by_ids_that_can_be_kept(falt: str, varde: str) -> None:
    regel = "K3.3" if varde.endswith("2398") else REGEL
    Processpel(PERSONUPPGIFTSINCIDENT, "incident-1").avvisas(
        regel, A, "2024-03-03", "anmal_incident", upptackt="2024-03-02", **FAKTA | {falt: varde}
    )
