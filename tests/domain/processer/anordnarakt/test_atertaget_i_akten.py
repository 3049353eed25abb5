"""What may be taken back of what an anordnare's record holds."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import Aktor
from domain.processer.anordnarakt.aterkallelse import UppgiftAterkallad
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.incident.incident import IncidentPaminnelse
from tests.domain.processer.anordnarakt.akten import AL, SLUTAR, SPEC, A, akt, ater, hel_akt
from tests.verktyg.spel import tid


@pytest.mark.krav("K0.7", sort="avslag")
def test_nothing_is_taken_back_that_is_not_there() -> None:
    fall = akt()
    for vad, avser in (("borjan", "H1"), ("ansokan", "H1"), ("slut", "H1"), ("forandring", "1")):
        fall.avvisas("K0.7", A, "2024-03-01", "aterkalla_uppgift", vad=vad, avser=avser, motivering="x")
    for av, vad in ((AL, "villkor"), (A, "bekraftelse")):
        fall.avvisas("K0.7", av, "2024-03-01", "aterkalla_uppgift", vad=vad, avser="2025", motivering="x")
    fall.sag(A, "2024-03-01", "personal_borjar", person="H1", fran="2024-03-18")
    for vad in ("ansokan", "slut"):
        fall.avvisas("K0.7", A, "2024-03-01", "aterkalla_uppgift", vad=vad, avser="H1", motivering="x")
    fall.sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.avvisas("K0.7", A, "2024-03-01", "aterkalla_uppgift", vad="bekraftelse", avser="2025", motivering="x")


@pytest.mark.krav("K0.7", sort="avslag")
def test_a_beginning_stands_once_the_end_is_told_and_an_end_once_the_access_has_ended() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H1", fran="2024-03-04")
    fall.sag(A, "2024-03-01", "ansok_behorighet", person="H1").sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    for vad in ("borjan", "ansokan"):
        fall.avvisas("K0.7", A, "2024-03-15", "aterkalla_uppgift", vad=vad, avser="H1", motivering="x")
    fall.avvisas("K0.7", A, "2024-03-16", "aterkalla_uppgift", vad="slut", avser="H1", motivering="x")
    aldre = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    ater(aldre, A, "2024-03-04", "slut", "H1")
    aldre.avvisas("K0.7", A, "2024-03-04", "aterkalla_uppgift", vad="borjan", avser="H1", motivering="x")


@pytest.mark.krav("K0.7", sort="avslag")
@pytest.mark.parametrize(
    ("vad", "far"),
    [
        ("borjan", {A}),
        ("ansokan", {A}),
        ("slut", {A, SPEC}),
        ("forandring", {A}),
        ("villkor", {AL, SPEC}),
        ("bekraftelse", {A}),
    ],
)
def test_what_one_may_tell_one_may_take_back(vad: str, far: set[Aktor]) -> None:
    for av in (A, AL, SPEC):
        fall = akt().sag(A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18")
        fall.sag(A, "2024-03-01", "ansok_behorighet", person="H7").sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
        fall.sag(A, "2024-03-01", "anmal_forandring", sort="annat", beskrivning="x")
        fall.sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
        fall.sag(A, "2024-03-02", "bekrafta_villkor", villkor="2025")
        avser = {"slut": "H1", "forandring": "1", "villkor": "2025", "bekraftelse": "2025"}.get(vad, "H7")
        if av in far:
            ater(fall, av, "2024-03-02", vad, avser)
            assert fall.poster[-1].handelse == UppgiftAterkallad(vad, avser)  # type: ignore[arg-type]
        else:
            fall.avvisas("K0.7", av, "2024-03-02", "aterkalla_uppgift", vad=vad, avser=avser, motivering="x")


@pytest.mark.krav("K0.7", "K3.4", "K16.2")
@pytest.mark.parametrize(
    ("av", "verb", "fakta", "vad", "avser"),
    [
        (A, "personal_borjar", {"person": "H9", "fran": "2024-03-25"}, "borjan", "H9"),
        (A, "personal_borjar", {"person": "H2", "fran": "2024-03-25"}, "borjan", "H2"),
        (A, "ansok_behorighet", {"person": "H7"}, "ansokan", "H7"),
        (SPEC, "skicka_villkor", {"villkor": "2026", "galler_fran": "2026-01-01"}, "villkor", "2026"),
        (A, "bekrafta_villkor", {"villkor": "2025"}, "bekraftelse", "2025"),
    ],
)
def test_what_is_taken_back_leaves_the_record_as_if_it_had_not_been_said(
    av: Aktor, verb: str, fakta: dict[str, Any], vad: str, avser: str
) -> None:
    """H2 left on the last day of February, and may come back."""
    fall = hel_akt().sag(A, "2024-03-02", "personal_slutar", person="H2", till="2024-02-29")
    fore = fall.lage
    fall.sag(av, "2024-03-04", verb, **fakta)
    assert fall.lage != fore
    assert ater(fall, av, "2024-03-05", vad, avser).lage == fore


@pytest.mark.krav("K0.7", "K3.5", sort="gräns")
def test_changes_are_numbered_as_they_were_told_also_when_one_is_taken_back() -> None:
    fall = akt()
    for nr in (1, 2, 3):
        fall.sag(A, f"2024-03-0{nr}", "anmal_forandring", sort="ekonomi", beskrivning="x")
    ater(fall, A, "2024-03-04", "forandring", "3")
    ater(fall, A, "2024-03-04", "forandring", "1")
    assert (fall.lage.forandringar, fall.lage.aterkallade) == (3, {1, 3})
    fall.avvisas("K0.7", A, "2024-03-04", "aterkalla_uppgift", vad="forandring", avser="4", motivering="x")
    fall.sag(A, "2024-03-05", "anmal_forandring", sort="ekonomi", beskrivning="x")
    assert fall.till_roller("nr 4 i akten") == ["arbetsledare", "karriarvagledare"]


@pytest.mark.krav("K0.7", "K16.2")
def test_a_confirmation_taken_back_after_its_frist_is_awaited_as_late_at_once() -> None:
    fall = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    fall.sag(A, "2024-03-15", "bekrafta_villkor", villkor="2025")
    ater(fall, A, "2024-03-18", "bekraftelse", "2025")
    assert fall.slagen()[-2:] == ["aktuppgift_aterkallad", "aktfrist_passerad"]
    assert fall.nar("aktfrist_passerad") == [tid("2024-03-18")]
    assert fall.bevakning("villkorsbekraftelse").utfall == "forsenad"


def test_a_line_of_another_process_has_no_place_on_a_record() -> None:
    with pytest.raises(AssertionError, match=r"^IncidentPaminnelse\("):
        ANORDNARAKT.tillampa(
            hel_akt().lage, IncidentPaminnelse("incidentkontakt", tid("2024-03-02")), tid("2024-03-02")
        )
