"""K3.1: who is awaited for what in an incident, and what each party is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from domain.grund.parter import Roll
from domain.processer.incident.incident import Bevakat, IncidentfristPasserad, IncidentPaminnelse
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.process import Processbevakning, Processrad
from domain.skeende.klockslag import VIKT_FRIST
from tests.domain.processer.incident.incidenten import (
    DSS,
    FORFALLER,
    IN_1,
    KV,
    PAMINN,
    REGEL,
    UPPTACKT,
    A,
    anmald,
    bedomd,
    befarad,
    kontaktad,
)
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid


def brev(fall: Processpel, fran: int = 0) -> list[tuple[str, str | None, str, str]]:
    """All that has been told after the first ``fran`` lines of the journal."""
    return [(str(m.till), m.part, m.regel, m.rubrik) for m in fall.meddelanden if m.nr > fran]


@pytest.mark.krav("K3.1")
def test_who_is_awaited_for_what_is_shown_whole() -> None:
    fall = kontaktad()
    kontakt = Processbevakning(
        "incidentkontakt", "incidentkontakt", REGEL, Roll.ANORDNARE, "A", UPPTACKT, FORFALLER, None,
        "oppen", None,
    )  # fmt: skip
    assert list(PERSONUPPGIFTSINCIDENT.bevakningar(anmald().lage)) == [kontakt]
    gjord = tid("2024-03-01T10:00")
    bedomning = Processbevakning(
        "incidentbedomning", "incidentbedomning", REGEL, Roll.DATASKYDDSSAMORDNARE, None, gjord,
        tid("2024-03-04T10:00"), None, "oppen", None,
    )  # fmt: skip
    kontakt = replace(kontakt, utfall="uppfylld", uppfylld=gjord)
    assert list(PERSONUPPGIFTSINCIDENT.bevakningar(fall.lage)) == [kontakt, bedomning]
    assert list(PERSONUPPGIFTSINCIDENT.bevakningar(bedomd().lage)) == [
        kontakt,
        replace(bedomning, utfall="uppfylld", uppfylld=tid("2024-03-01T11:00")),
    ]


@pytest.mark.krav("K3.1")
def test_an_incident_assessed_without_a_contact_awaits_none() -> None:
    fall = anmald().sag(DSS, "2024-03-02T12:00", "bedom_incident", bedomning="ingen_incident", motivering="x")
    (b,) = PERSONUPPGIFTSINCIDENT.bevakningar(fall.lage)
    assert (b.slag, b.utfall, b.uppfylld) == ("incidentkontakt", "uppfylld", tid("2024-03-02T12:00"))
    assert list(PERSONUPPGIFTSINCIDENT.klockslag(fall.lage)) == []


@pytest.mark.krav("K3.1")
def test_what_the_clock_will_raise_is_said_in_words() -> None:
    def klockan(fall: Processpel) -> list[tuple[Any, ...]]:
        return [
            (k.nar, k.vikt, k.nyckel, k.handelse, k.sammanfattning) for k in PERSONUPPGIFTSINCIDENT.klockslag(fall.lage)
        ]

    def paminner(nar: datetime, text: str) -> tuple[Any, ...]:
        return nar, VIKT_FRIST, f"paminn:{nar}", IncidentPaminnelse("incidentkontakt", nar), text

    def passerar(vad: Bevakat, nar: datetime, text: str) -> tuple[Any, ...]:
        return nar, VIKT_FRIST, vad, IncidentfristPasserad(vad), text

    assert klockan(anmald()) == [
        paminner(PAMINN[0], "påminnelse 2024-03-02: kontakt om incident · K3.1"),
        paminner(PAMINN[1], "påminnelse 2024-03-03: kontakt om incident · K3.1"),
        passerar("incidentkontakt", FORFALLER, "kontakt om incident senast 2024-03-04 · K3.1"),
    ]
    assert klockan(kontaktad()) == [
        passerar("incidentbedomning", tid("2024-03-04T10:00"), "bedömning av incident senast 2024-03-04 · K3.1")
    ]
    assert klockan(anmald().till("2024-03-04T08:30")) == klockan(bedomd()) == []


@pytest.mark.krav("K3.1")
@pytest.mark.parametrize(
    ("ar_befarad", "vad"), [(True, "En befarad personuppgiftsincident"), (False, "En personuppgiftsincident")]
)
def test_each_party_is_told_what_concerns_it(ar_befarad: bool, vad: str) -> None:
    fall = Processpel(PERSONUPPGIFTSINCIDENT, "incident-1")
    fall.sag(KV, "2024-03-01T08:30", "anmal_incident", **IN_1 | {"befarad": ar_befarad})
    kv, anordnaren = ("karriarvagledare", "kv1", REGEL), ("anordnare", "A", REGEL)
    arbetsledaren, samordnaren = ("arbetsledare", None, REGEL), ("dataskyddssamordnare", None, REGEL)
    kalla, senast = "(§3.1, K3.1)", "karriärvägledaren om incidenten senast 2024-03-04 08:30"
    assert brev(fall) == [
        (*kv, f"{vad} är upptäckt hos A {kalla}"),
        (*anordnaren, f"Kontakta {senast}, 72 timmar från upptäckten {kalla}"),
    ]
    paminnelse = (*anordnaren, f"Påminnelse: kontakta {senast} {kalla}")
    assert brev(fall.till("2024-03-04T08:30"), 1) == [
        paminnelse,
        paminnelse,
        (*anordnaren, f"Försenat: 72 timmar har gått utan kontakt om incidenten {kalla}"),
        (*kv, f"A har inte tagit kontakt om en incident inom 72 timmar {kalla}"),
        (*arbetsledaren, f"Incidentkontakt försenad hos A {kalla}"),
        (*samordnaren, f"Incidentkontakt försenad hos A {kalla}"),
    ]
    fall.sag(A, "2024-03-04T09:00", "registrera_incidentkontakt", tid="2024-03-04T09:00")
    assert brev(fall, 4) == [
        (*kv, f"Kontakten om incidenten är registrerad och lämnad vidare {kalla}"),
        (*samordnaren, f"{vad} hos A väntar på din bedömning {kalla}"),
    ]
    assert brev(fall.till("2024-03-07T09:00"), 5) == [
        (*samordnaren, f"Försenat: incidenten väntar fortfarande på bedömning {kalla}"),
        (*arbetsledaren, f"En incident väntar på bedömning {kalla}"),
    ]


@pytest.mark.krav("K3.1", "K0.7")
def test_what_is_put_right_is_told_to_those_who_were_told_it() -> None:
    kv, anordnaren = ("karriarvagledare", "kv1", REGEL), ("anordnare", "A", REGEL)
    samordnaren = ("dataskyddssamordnare", None, REGEL)
    rattad = "Uppgifterna om en personuppgiftsincident är rättade (K0.7)"
    fall = anmald().sag(A, "2024-03-01T09:00", "ratta_incident", arende="in-2", motivering="x")
    assert brev(fall, 1) == [(*kv, rattad), (*anordnaren, rattad)]
    fall.sag(DSS, "2024-03-01T10:00", "bedom_incident", bedomning="anmals_inte", motivering="x")  # and no contact
    fall.sag(A, "2024-03-01T11:00", "ratta_incident", arende="in-3", motivering="x")
    assert brev(fall, 3) == [(*kv, rattad), (*anordnaren, rattad), (*samordnaren, rattad)]
    fall = kontaktad().sag(A, "2024-03-01T11:00", "ratta_incident", arende="in-1", motivering="x")
    assert brev(fall, 2) == [(*kv, rattad), (*anordnaren, rattad), (*samordnaren, rattad)]
    fall.sag(KV, "2024-03-01T12:00", "aterkalla_incidentkontakt", motivering="x")
    text = "Kontakten om incidenten hos A är återtagen (K0.7)"
    assert brev(fall, 3) == [(*kv, text), (*anordnaren, text), (*samordnaren, text)]


@pytest.mark.krav("K3.1")
@pytest.mark.parametrize(
    ("bedomning", "text"),
    [
        ("anmals", "anmäls till Integritetsskyddsmyndigheten"),
        ("anmals_inte", "anmäls inte"),
        ("ingen_incident", "var ingen personuppgiftsincident"),
    ],
)
def test_the_assessment_is_told_in_words(bedomning: str, text: str) -> None:
    rubrik = f"Incidenten är bedömd: den {text} (§3.1, K3.1)"
    assert brev(bedomd(bedomning), 2) == [
        ("karriarvagledare", "kv1", REGEL, rubrik),
        ("anordnare", "A", REGEL, rubrik),
    ]


@pytest.mark.krav("K3.1")
def test_an_incident_is_listed_by_what_it_is_and_its_instants() -> None:
    data = {"upptackt": "2024-03-01T07:30:00+00:00", "forfaller": "2024-03-04T07:30:00+00:00"}
    data |= {"karriarvagledare": "kv1"}
    assert PERSONUPPGIFTSINCIDENT.rad(befarad().lage) == Processrad(
        "anmald", "A", "in-1", "Befarad personuppgiftsincident hos A", data | {"kontaktad": None, "bedomd": None}
    )
    assert PERSONUPPGIFTSINCIDENT.rad(bedomd().lage) == Processrad(
        "anmals", "A", None, "Personuppgiftsincident hos A",
        data | {"kontaktad": "2024-03-01T09:00:00+00:00", "bedomd": "2024-03-01T10:00:00+00:00"},
    )  # fmt: skip
