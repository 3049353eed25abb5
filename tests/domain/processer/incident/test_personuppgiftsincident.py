"""§3.1: an incident's 72 hours, to the minute, and who is told (K3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.incident.incident import (
    Bevakat,
    Incident,
    IncidentAnmald,
    IncidentBedomd,
    IncidentfristPasserad,
    IncidentkontaktAterkallad,
    IncidentkontaktTagen,
    IncidentPaminnelse,
    IncidentRattad,
)
from domain.processer.incident.rutin import RUTIN
from domain.processer.process import Processbevakning, Processrad
from domain.skeende.klockslag import VIKT_FRIST
from tests.verktyg.processpel import Processpel
from tests.verktyg.spel import tid

REGEL = "K3.1"
A = Aktor(Roll.ANORDNARE, "h1", "A")
B = Aktor(Roll.ANORDNARE, "h2", "B")
KV = Aktor(Roll.KARRIARVAGLEDARE, "kv1")
DSS = Aktor(Roll.DATASKYDDSSAMORDNARE, "d1")
FAKTA: dict[str, Any] = {"anordnare": "A", "karriarvagledare": "kv1", "beskrivning": "x"}


def anmald(upptackt: str = "2024-03-01T08:30", nar: str | None = None) -> Processpel:
    return Processpel(RUTIN, "incident-1").sag(A, nar or upptackt, "anmal_incident", upptackt=upptackt, **FAKTA)


def kontaktad() -> Processpel:
    """Discovered at 08:30, contacted at 09:00, which is registered at 10:00."""
    return anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T09:00")


def bedomd(bedomning: str = "anmals") -> Processpel:
    return kontaktad().sag(DSS, "2024-03-01T11:00", "bedom_incident", bedomning=bedomning, motivering="x")


def brev(fall: Processpel, fran: int = 0) -> list[tuple[str, str | None, str, str]]:
    """All that has been told after the first ``fran`` lines of the journal."""
    return [(str(m.till), m.part, m.regel, m.rubrik) for m in fall.meddelanden if m.nr > fran]


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
    assert fall.till_roller("inom 72 timmar") == ["karriarvagledare"]
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


K31 = "(K3.1, §3.1)"
TOM_TEXT: dict[str, Any] = FAKTA | {"beskrivning": " "}


def regel_i(svar: str) -> str:
    """The krav that a refusal names."""
    return svar.rpartition("(")[2].partition(",")[0].rstrip(")")


@pytest.mark.krav(REGEL, "K0.6", sort="avslag")
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
    nytt = Processpel(RUTIN, "incident-1")
    assert nytt.avvisas(regel_i(svar), av, "2024-03-03T12:00", "anmal_incident", upptackt=upptackt, **fakta) == svar


@pytest.mark.krav(REGEL, sort="avslag")
def test_nothing_is_said_of_an_incident_that_was_never_reported() -> None:
    nytt = Processpel(RUTIN, "incident-1")
    svar = nytt.avvisas(REGEL, DSS, "2024-03-03", "bedom_incident", bedomning="anmals", motivering="x")
    assert svar == f"incident: incidenten finns inte {K31}"


@pytest.mark.krav(REGEL, "K0.6", "K0.7", sort="avslag")
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


@pytest.mark.krav(REGEL, "K3.3")
def test_an_incident_is_seen_by_its_anordnare_and_by_those_who_handle_it() -> None:
    lage = anmald().lage
    ser = {r for r in Roll if r is not Roll.ANORDNARE and RUTIN.far_se(lage, Aktor(r, "x"))}
    handlagger = {Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE, Roll.SYSTEMSPECIALIST}
    assert ser - {Roll.SYSTEM} == handlagger
    assert [RUTIN.far_se(lage, a) for a in (A, B, SYSTEMET)] == [True, False, True]


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


# What is kept, told and shown, whole

IN_1: dict[str, Any] = {"upptackt": "2024-03-01T08:30", "arende": "in-1", "befarad": True} | FAKTA
UPPTACKT, PAMINN = tid("2024-03-01T08:30"), (tid("2024-03-02T08:30"), tid("2024-03-03T20:30"))
FORFALLER = tid("2024-03-04T08:30")


def befarad() -> Processpel:
    """Feared, in a named insats; reported by the kv at nine."""
    return Processpel(RUTIN, "incident-1").sag(KV, "2024-03-01T09:00", "anmal_incident", **IN_1)


@pytest.mark.krav(REGEL)
def test_what_was_reported_is_kept_with_its_hours() -> None:
    fall = befarad()
    fakta = (UPPTACKT, True, "A", "kv1", "in-1")
    assert [p.handelse for p in fall.poster] == [IncidentAnmald(*fakta, FORFALLER, PAMINN)]
    assert fall.lage == Incident(*fakta, tid("2024-03-01T09:00"), FORFALLER, PAMINN)
    assert (fall.lage.status, RUTIN.klar(fall.lage)) == ("anmald", False)


@pytest.mark.krav(REGEL)
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


@pytest.mark.krav(REGEL, "K0.7")
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


@pytest.mark.krav(REGEL, "K0.7")
def test_a_correction_of_an_earlier_service_says_nothing_of_what_it_could_not_change() -> None:
    """Journals of before a feared incident could be put right have no such fact."""
    forr = IncidentRattad(UPPTACKT, "in-2", FORFALLER, PAMINN)
    efter = RUTIN.tillampa(befarad().lage, forr, tid("2024-03-02"))
    assert (efter.arende, efter.befarad, efter.karriarvagledare) == ("in-2", True, "kv1")


@pytest.mark.krav(REGEL, "K0.7")
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


@pytest.mark.krav(REGEL, "K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("tas_tillbaka", "paminns"),
    [("2024-03-02T08:29", PAMINN), ("2024-03-02T08:30", PAMINN[1:]), ("2024-03-03T20:30", ()), ("2024-03-04", ())],
)
def test_a_contact_taken_back_is_reminded_of_only_from_then_on(
    tas_tillbaka: str, paminns: tuple[datetime, ...]
) -> None:
    fall = kontaktad().sag(A, tas_tillbaka, "aterkalla_incidentkontakt", motivering="x").till("2024-03-06")
    assert tuple(fall.nar("incidentpaminnelse")) == paminns


@pytest.mark.krav(REGEL, sort="gräns")
@pytest.mark.parametrize(("nar", "paminns"), [("2024-03-02T08:29", PAMINN), ("2024-03-02T08:30", PAMINN[1:])])
def test_one_reported_at_the_instant_of_a_reminder_is_not_reminded_of_what_was_just_said(
    nar: str, paminns: tuple[datetime, ...]
) -> None:
    fall = anmald(nar=nar).till("2024-03-06")
    assert tuple(fall.nar("incidentpaminnelse")) == paminns


@pytest.mark.krav(REGEL, sort="gräns")
def test_contact_may_be_made_at_the_instant_of_discovery_and_the_discovery_moved_to_that_of_the_contact() -> None:
    fall = anmald().sag(A, "2024-03-01T10:00", "registrera_incidentkontakt", tid="2024-03-01T08:30")
    assert fall.lage.kontakttid == UPPTACKT
    fall = kontaktad().sag(A, "2024-03-01T11:00", "ratta_incident", upptackt="2024-03-01T09:00", motivering="x")
    assert fall.lage.upptackt == tid("2024-03-01T09:00")


@pytest.mark.krav(REGEL, "K0.7", sort="gräns")
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


@pytest.mark.krav(REGEL)
def test_who_is_awaited_for_what_is_shown_whole() -> None:
    fall = kontaktad()
    kontakt = Processbevakning(
        "incidentkontakt", "incidentkontakt", REGEL, Roll.ANORDNARE, "A", UPPTACKT, FORFALLER, None,
        "oppen", None,
    )  # fmt: skip
    assert list(RUTIN.bevakningar(anmald().lage)) == [kontakt]
    gjord = tid("2024-03-01T10:00")
    bedomning = Processbevakning(
        "incidentbedomning", "incidentbedomning", REGEL, Roll.DATASKYDDSSAMORDNARE, None, gjord,
        tid("2024-03-04T10:00"), None, "oppen", None,
    )  # fmt: skip
    kontakt = replace(kontakt, utfall="uppfylld", uppfylld=gjord)
    assert list(RUTIN.bevakningar(fall.lage)) == [kontakt, bedomning]
    assert list(RUTIN.bevakningar(bedomd().lage)) == [
        kontakt,
        replace(bedomning, utfall="uppfylld", uppfylld=tid("2024-03-01T11:00")),
    ]


@pytest.mark.krav(REGEL)
def test_an_incident_assessed_without_a_contact_awaits_none() -> None:
    fall = anmald().sag(DSS, "2024-03-02T12:00", "bedom_incident", bedomning="ingen_incident", motivering="x")
    (b,) = RUTIN.bevakningar(fall.lage)
    assert (b.slag, b.utfall, b.uppfylld) == ("incidentkontakt", "uppfylld", tid("2024-03-02T12:00"))
    assert list(RUTIN.klockslag(fall.lage)) == []


@pytest.mark.krav(REGEL)
def test_what_the_clock_will_raise_is_said_in_words() -> None:
    def klockan(fall: Processpel) -> list[tuple[Any, ...]]:
        return [(k.nar, k.vikt, k.nyckel, k.handelse, k.sammanfattning) for k in RUTIN.klockslag(fall.lage)]

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


@pytest.mark.krav(REGEL)
@pytest.mark.parametrize(
    ("ar_befarad", "vad"), [(True, "En befarad personuppgiftsincident"), (False, "En personuppgiftsincident")]
)
def test_each_party_is_told_what_concerns_it(ar_befarad: bool, vad: str) -> None:
    fall = Processpel(RUTIN, "incident-1")
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


@pytest.mark.krav(REGEL, "K0.7")
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


@pytest.mark.krav(REGEL)
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


@pytest.mark.krav(REGEL)
def test_an_incident_is_listed_by_what_it_is_and_its_instants() -> None:
    data = {"upptackt": "2024-03-01T07:30:00+00:00", "forfaller": "2024-03-04T07:30:00+00:00"}
    data |= {"karriarvagledare": "kv1"}
    assert RUTIN.rad(befarad().lage) == Processrad(
        "anmald", "A", "in-1", "Befarad personuppgiftsincident hos A", data | {"kontaktad": None, "bedomd": None}
    )
    assert RUTIN.rad(bedomd().lage) == Processrad(
        "anmals", "A", None, "Personuppgiftsincident hos A",
        data | {"kontaktad": "2024-03-01T09:00:00+00:00", "bedomd": "2024-03-01T10:00:00+00:00"},
    )  # fmt: skip
