"""§3.2: who is told of what is put on an anordnare's record, and in which words (K3.4, K3.5, K16.2)."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.anordnarakt.brev import FORANDRINGAR
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.anordnarakt.villkor import Forandringssort
from tests.verktyg.processpel import Processpel

A = Aktor(Roll.ANORDNARE, "h1", "A")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
KV, SPEC, KOORD = "karriarvagledare", "systemspecialist", "kundkoordinator"
SLUTAR = {"person": "H1", "till": "2024-03-15"}
Brev = tuple[str, str | None, str, str]


def akt() -> Processpel:
    """An akt where H7 has begun, H1 is leaving, a change is told and the conditions of 2025 are sent."""
    fall = Processpel(ANORDNARAKT, "anordnare-A").sag(
        A, "2024-03-01", "personal_borjar", person="H7", fran="2024-03-18"
    )
    fall.sag(A, "2024-03-01", "personal_slutar", **SLUTAR)
    fall.sag(A, "2024-03-01", "anmal_forandring", sort="lokaler", beskrivning="x")
    return fall.sag(AL, "2024-03-01", "skicka_villkor", villkor="2025", galler_fran="2025-01-01")


def sagt(fall: Processpel, av: Aktor, verb: str, **fakta: Any) -> list[Brev]:
    """The messages that something said at noon on 4 March brings, in order."""
    fore = len(fall.till("2024-03-04").meddelanden)
    return brev(fall.sag(av, "2024-03-04", verb, **fakta), fore)


def brev(fall: Processpel, fore: int = 0) -> list[Brev]:
    return [(str(m.till), m.part, m.regel, m.rubrik) for m in fall.meddelanden[fore:]]


def till(roller: list[str], regel: str, text: str) -> list[Brev]:
    """The same message to each of these roles; the anordnare's goes to A alone."""
    return [(r, "A" if r == "anordnare" else None, regel, text) for r in roller]


@pytest.mark.krav("K3.4")
def test_a_new_employee_is_told_of_to_the_four_and_the_anordnare_is_told_what_to_do() -> None:
    assert sagt(akt(), A, "personal_borjar", person="H8", fran="2024-03-25") == [
        *till([KV, SPEC, KOORD, "arbetsledare"], "K3.4", "Ny anställd hos A från 2024-03-25 (§3.2.1, K3.4)"),
        *till(
            ["anordnare"],
            "K3.4",
            "Ansök om behörighet senast 2024-03-25, den första anställningsdagen (§3.2.1, K3.4)",
        ),
    ]


@pytest.mark.krav("K3.4")
def test_an_application_for_access_is_told_to_the_systemspecialist() -> None:
    text = "A ansöker om behörighet till verksamhetssystemet (§3.2.1, K3.4)"
    assert sagt(akt(), A, "ansok_behorighet", person="H7") == till([SPEC], "K3.4", text)


@pytest.mark.krav("K3.4")
def test_one_who_leaves_is_told_of_to_the_three_and_the_end_of_access_to_the_systemspecialist() -> None:
    fall = akt()
    text = "En anställd hos A slutar 2024-03-20; behörigheten upphör då (§3.2.1, K3.4)"
    assert sagt(fall, A, "personal_slutar", person="H7", till="2024-03-20") == till([KV, SPEC, KOORD], "K3.4", text)
    fore = len(fall.till("2024-03-20").meddelanden)
    text = "En behörighet hos A har upphört 2024-03-20 (§3.2.1, K3.4)"
    assert brev(fall.till("2024-03-21T00:00"), fore) == till([SPEC], "K3.4", text)


@pytest.mark.krav("K3.4", "K6.2", sort="gräns")
@pytest.mark.parametrize(
    ("arenden", "text"),
    [
        ([], None),
        (["in-1"], "1 ärende ska bemannas på nytt efter 2024-03-15"),
        (["in-1", "in-2"], "2 ärenden ska bemannas på nytt efter 2024-03-15"),
    ],
)
def test_the_anordnare_is_told_how_many_cases_to_staff_anew(arenden: list[str], text: str | None) -> None:
    vantat = till(["anordnare"], "K3.4", f"{text} (§3.2.1, K3.4)") if text else []
    assert sagt(akt(), SYSTEMET, "registrera_ombemanning", **SLUTAR, arenden=arenden) == vantat


@pytest.mark.krav("K3.4", "K0.7")
def test_the_anordnare_is_told_how_many_cases_keep_their_handlaggare() -> None:
    fall = akt().sag(A, "2024-03-02", "aterkalla_uppgift", vad="slut", avser="H1", motivering="x")
    svar = sagt(fall, SYSTEMET, "registrera_ombemanning", person="H1", till=None, arenden=["in-1", "in-2"])
    assert svar == till(["anordnare"], "K3.4", "2 ärenden behåller sin handläggare (§3.2.1, K3.4)")


@pytest.mark.krav("K3.5")
@pytest.mark.parametrize(
    ("sort", "vad"),
    [
        ("bemanning", "bemanningen"),
        ("lokaler", "lokalerna"),
        ("agare", "ägarförhållandena"),
        ("ekonomi", "ekonomin"),
        ("verksamhet", "verksamheten"),
        ("annat", "något annat"),
    ],
)
def test_a_change_is_told_by_its_kind_and_number_and_never_in_the_anordnares_words(sort: str, vad: str) -> None:
    text = f"A anmäler en förändring som gäller {vad}, nr 2 i akten (§3.2, K3.5)"
    svar = sagt(akt(), A, "anmal_forandring", sort=sort, beskrivning="Lokalen på Värmdövägen.")
    assert svar == till([KV, "arbetsledare"], "K3.5", text)
    assert set(FORANDRINGAR) == set(get_args(Forandringssort))


@pytest.mark.krav("K16.2")
def test_conditions_go_to_the_anordnare_with_their_frist_and_a_confirmation_is_told_to_nobody() -> None:
    fall = akt()
    text = "Nya villkor från 2026-01-01: läs och bekräfta senast 2024-03-18 (§3.2, K16.2)"
    svar = sagt(fall, AL, "skicka_villkor", villkor="2026", galler_fran="2026-01-01")
    assert svar == till(["anordnare"], "K16.2", text)
    assert sagt(fall, A, "bekrafta_villkor", villkor="2026") == []


@pytest.mark.krav("K0.7", "K3.4", "K3.5", "K16.2")
@pytest.mark.parametrize(
    ("vad", "avser", "roller", "text"),
    [
        ("borjan", "H7", [KV, SPEC, KOORD, "arbetsledare"], "att någon börjar"),
        ("ansokan", "H7", [SPEC], "en ansökan om behörighet"),
        ("slut", "H1", [KV, SPEC, KOORD], "att någon slutar"),
        ("forandring", "1", [KV, "arbetsledare"], "anmälan av förändring nr 1"),
        ("villkor", "2025", ["anordnare"], "villkoren 2025, som inte ska bekräftas"),
        ("bekraftelse", "2025", ["arbetsledare"], "bekräftelsen av 2025"),
    ],
)
def test_what_is_taken_back_is_told_to_those_it_concerns(vad: str, avser: str, roller: list[str], text: str) -> None:
    fall = akt().sag(A, "2024-03-02", "ansok_behorighet", person="H7")
    fall.sag(A, "2024-03-02", "bekrafta_villkor", villkor="2025")
    av = AL if vad == "villkor" else A
    svar = sagt(fall, av, "aterkalla_uppgift", vad=vad, avser=avser, motivering="Fel.")
    assert svar == till(roller, "K0.7", f"Återtaget hos A: {text} (K0.7)")


@pytest.mark.krav("K3.4", "K16.2", "K0.8", sort="gräns")
def test_the_anordnare_is_reminded_and_when_it_is_late_so_are_those_who_wait() -> None:
    """The conditions' frist is Friday 15 March, the employee's first day Monday 18 March."""
    fall = akt()
    fore = len(fall.till("2024-03-04").meddelanden)
    villkor = "bekräftelse av nya villkor senast 2024-03-15 (§3.2, K16.2)"
    ansokan = "ansökan om behörighet senast 2024-03-18 (§3.2.1, K3.4)"
    slut = "En behörighet hos A har upphört 2024-03-15 (§3.2.1, K3.4)"
    vantat = [
        ("2024-03-14T08:00", till(["anordnare"], "K16.2", f"Påminnelse: {villkor}")),
        ("2024-03-15T08:00", till(["anordnare"], "K3.4", f"Påminnelse: {ansokan}")),
        (
            "2024-03-16T00:00",
            till(["anordnare"], "K16.2", f"Försenat: {villkor}")
            + till(["arbetsledare"], "K16.2", f"Försenat hos A: {villkor}")
            + till([SPEC], "K3.4", slut),
        ),
        (
            "2024-03-19T00:00",
            till(["anordnare"], "K3.4", f"Försenat: {ansokan}") + till([SPEC], "K3.4", f"Försenat hos A: {ansokan}"),
        ),
    ]
    for nar, brevet in vantat:
        assert brev(fall.till(nar), fore) == brevet
        fore = len(fall.meddelanden)
    assert brev(fall.till("2024-06-01"), fore) == []
