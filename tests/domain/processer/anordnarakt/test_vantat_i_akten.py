"""What is awaited, raised and carried out in an anordnare's record, and who sees it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.anordnarakt.akt import Anstallning, Villkorsutskick
from domain.processer.anordnarakt.bevakning import AktfristPasserad, AktPaminnelse
from domain.processer.anordnarakt.personal import BehorighetUpphorde
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.forlopp import klockslag
from domain.processer.process import Effekt, Processbevakning, Processrad
from domain.skeende.klockslag import VIKT_FRIST, VIKT_UPPHOR
from tests.domain.processer.anordnarakt.akten import AL, SLUTAR, SPEC, A, B, akt, ater, hel_akt
from tests.verktyg.spel import d, tid

H7 = f"behorighetsansokan:H7:{tid('2024-03-01').isoformat()}"
V2024 = f"villkorsbekraftelse:2024:{tid('2024-02-01').isoformat()}"
V2025 = f"villkorsbekraftelse:2025:{tid('2024-03-01').isoformat()}"


@pytest.mark.krav("K3.4", "K16.2", "K0.3", "K0.8")
def test_everything_awaited_says_of_whom_since_when_and_by_when() -> None:
    """1 March is a Friday: ten arbetsdagar are 15 March. 1 February is a Thursday: they are 15 February."""
    fall = hel_akt()
    assert list(ANORDNARAKT.bevakningar(fall.lage)) == [
        Processbevakning(
            H7, "behorighetsansokan", "K3.4", Roll.ANORDNARE, "A", tid("2024-03-01"), tid("2024-03-19T00:00"),
            d("2024-03-18"), "oppen",
        ),
        Processbevakning(
            V2024, "villkorsbekraftelse", "K16.2", Roll.ANORDNARE, "A", tid("2024-02-01"), tid("2024-02-16T00:00"),
            d("2024-02-15"), "sen", tid("2024-02-20"),
        ),
        Processbevakning(
            V2025, "villkorsbekraftelse", "K16.2", Roll.ANORDNARE, "A", tid("2024-03-01"), tid("2024-03-16T00:00"),
            d("2024-03-15"), "oppen",
        ),
    ]  # fmt: skip
    assert fall.lage.villkor["2024"] == Villkorsutskick(
        d("2024-02-01"), d("2024-02-15"), tid("2024-02-01"), tid("2024-02-14T08:00"), tid("2024-02-20"), "h1"
    )
    assert [b.utfall for b in ANORDNARAKT.bevakningar(fall.till("2024-03-19T00:00").lage)] == [
        "forsenad",
        "sen",
        "forsenad",
    ]


@pytest.mark.krav("K3.4", "K16.2", "K0.8", "K3.3")
def test_what_the_clock_will_raise_is_known_in_order_and_said_in_words_without_a_name() -> None:
    fall = hel_akt()
    assert fall.p is not None
    assert [
        (k.nar, k.vikt, k.nyckel, k.handelse, k.sammanfattning) for k in klockslag(ANORDNARAKT, fall.p)
    ] == [
        (
            tid("2024-03-14T08:00"), VIKT_FRIST, f"paminn:{V2025}", AktPaminnelse(V2025, d("2024-03-15")),
            "påminnelse: bekräftelse av villkor senast 2024-03-15 · K16.2",
        ),
        (
            tid("2024-03-15T08:00"), VIKT_FRIST, f"paminn:{H7}", AktPaminnelse(H7, d("2024-03-18")),
            "påminnelse: ansökan om behörighet senast 2024-03-18 · K3.4",
        ),
        (
            tid("2024-03-16T00:00"), VIKT_FRIST, V2025, AktfristPasserad(V2025, d("2024-03-15")),
            "bekräftelse av villkor senast 2024-03-15 · K16.2",
        ),
        (
            tid("2024-03-16T00:00"), VIKT_UPPHOR, "upphor:H1", BehorighetUpphorde("H1", d("2024-03-15")),
            "behörighet upphör 2024-03-15 · K3.4",
        ),
        (
            tid("2024-03-19T00:00"), VIKT_FRIST, H7, AktfristPasserad(H7, d("2024-03-18")),
            "ansökan om behörighet senast 2024-03-18 · K3.4",
        ),
    ]  # fmt: skip
    assert klockslag(ANORDNARAKT, fall.till("2024-03-20").p) == []  # type: ignore[arg-type]


@pytest.mark.krav("K3.4", "K0.7", "K3.3")
def test_the_cases_are_told_of_a_leaving_and_of_its_being_taken_back_each_as_an_errand_of_its_own() -> None:
    fall = akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    da, sen = tid("2024-03-01").isoformat(), tid("2024-03-04").isoformat()
    vem = {"person": "H1", "anordnare": "A"}
    assert list(ANORDNARAKT.effekter(fall.lage)) == [
        Effekt(
            "ombemanna:H1", "ombemanna", vem | {"till": "2024-03-15", "anmalt": da},
            "ärenden att bemanna på nytt efter 2024-03-15", f"2024-03-15:{da}",
        )
    ]  # fmt: skip
    ater(fall, SPEC, "2024-03-04", "slut", "H1")
    assert fall.lage.personal["H1"] == Anstallning(
        None, tid("2024-03-01"), slut_anmalt=tid("2024-03-04"), ombemannat=False
    )
    assert list(ANORDNARAKT.effekter(fall.lage)) == [
        Effekt(
            "ombemanna:H1", "ombemanna", vem | {"till": None, "anmalt": sen},
            "ärenden som inte ska bemannas på nytt", f"None:{sen}",
        )
    ]  # fmt: skip


@pytest.mark.krav("K3.4", "K3.5", "K16.2", "K3.3")
def test_a_record_is_listed_with_figures_and_waits_until_nothing_is_awaited() -> None:
    fall = hel_akt().sag(A, "2024-03-01", "personal_slutar", person="H2", till="2024-03-08")
    data = {"anstallda": 1, "forandringar": 1, "obekraftade": ["2025"], "bekraftade": ["2024"]}
    assert ANORDNARAKT.rad(fall.lage) == Processrad("vantar", "A", None, "Akten för A", data)
    fall.sag(A, "2024-03-02", "bekrafta_villkor", villkor="2025").sag(A, "2024-03-02", "ansok_behorighet", person="H7")
    for person, till in (("H1", "2024-03-15"), ("H2", "2024-03-08")):
        fakta: dict[str, Any] = {"person": person, "till": till, "arenden": []}
        fall.sag(SYSTEMET, "2024-03-02", "registrera_ombemanning", **fakta)
    assert ANORDNARAKT.rad(fall.till("2024-03-15T23:59").lage).status == "vantar"
    ater(fall, A, "2024-03-15T23:59", "forandring", "1")
    data = {"anstallda": 1, "forandringar": 0, "obekraftade": [], "bekraftade": ["2024", "2025"]}
    assert ANORDNARAKT.rad(fall.till("2024-03-16T00:00").lage) == Processrad("vilar", "A", None, "Akten för A", data)


@pytest.mark.krav("K3.4", "K16.2", sort="gräns")
def test_a_record_does_not_rest_while_anything_is_late_or_the_cases_are_not_told() -> None:
    sent = akt().sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")
    assert [ANORDNARAKT.klar(sent.till(nar).lage) for nar in ("2024-03-15T23:59", "2024-03-16T00:00")] == [False, False]
    assert ANORDNARAKT.klar(sent.sag(A, "2024-03-18", "bekrafta_villkor", villkor="2025").lage)
    slutat = akt().sag(A, "2024-03-20", "personal_slutar", **SLUTAR)
    assert (slutat.slagen(), ANORDNARAKT.klar(slutat.lage)) == (["personal_slutade", "behorighet_upphorde"], False)
    assert ANORDNARAKT.klar(slutat.sag(SYSTEMET, "2024-03-20", "registrera_ombemanning", **SLUTAR, arenden=[]).lage)


@pytest.mark.krav("K3.4")
@pytest.mark.parametrize("roll", list(Roll))
def test_a_record_is_seen_by_its_anordnare_and_by_those_who_are_told_of_it(roll: Roll) -> None:
    ser = {"karriarvagledare", "arbetsledare", "systemspecialist", "kundkoordinator", "system", "anordnare"}
    assert ANORDNARAKT.far_se(akt().sag(A, "2024-03-01", "personal_slutar", **SLUTAR).lage, Aktor(roll, "x", "A")) is (
        roll in ser
    )
    assert not ANORDNARAKT.far_se(hel_akt().lage, B)
