"""§1.1: an auktorisation that is changed while the insats goes on (K1.1)."""

from typing import Any

import pytest

from domain.kapitel.omvarld.auktorisation import AuktorisationAndrad, AuktorisationUpphord, klockslag
from domain.skeende.klockslag import VIKT_SLUT
from tests.verktyg.spel import Spel, d, tid

REGEL = "K1.1"


@pytest.mark.krav(REGEL)
def test_an_end_that_is_registered_during_the_insats_is_raised_to_the_kv_the_day_after_it() -> None:
    fall = Spel.pagaende().systemet("2024-04-02", "andra_auktorisation", till="2024-04-30")
    assert fall.brev("karriarvagledare", "gäller till och med 2024-04-30")
    assert not fall.till("2024-04-30T23:59").handelser("auktorisation_upphord")
    assert fall.till("2024-05-01T00:00").nar("auktorisation_upphord") == tid("2024-05-01T00:00")
    assert fall.status == "pagar"


@pytest.mark.krav(REGEL, sort="gräns")
def test_one_that_is_registered_afterwards_is_raised_at_once_and_one_taken_back_never() -> None:
    fall = Spel.pagaende().systemet("2024-04-02", "andra_auktorisation", till="2024-03-31")
    assert fall.nar("auktorisation_upphord") == tid("2024-04-02")
    borta = Spel.pagaende().systemet("2024-04-02", "andra_auktorisation", till="2024-04-30")
    borta.systemet("2024-04-20", "andra_auktorisation", till=None).till("2024-05-10")
    assert not borta.handelser("auktorisation_upphord")


@pytest.mark.krav(REGEL, sort="avslag")
def test_only_the_service_says_it_and_never_what_the_case_knows() -> None:
    fall = Spel.pagaende()
    fall.avvisas(REGEL, fall.kv, "2024-04-02", "andra_auktorisation", till="2024-04-30", falt="av")
    fall.avvisas(REGEL, fall.systemet, "2024-04-02", "andra_auktorisation", till=None, falt="till")


def brev(fall: Spel) -> list[tuple[str, str, str]]:
    return [(m.till, m.regel, m.rubrik) for m in fall.meddelanden if "uktorisation" in m.rubrik]


@pytest.mark.krav(REGEL)
def test_an_end_that_was_another_day_after_all_is_raised_anew() -> None:
    fall = Spel.pagaende().systemet("2024-04-02", "andra_auktorisation", till="2024-03-31")
    fall.systemet("2024-04-03", "andra_auktorisation", till="2024-04-30")
    assert (fall.insats.auktoriserad_till, fall.insats.auktorisation_upphord) == (d("2024-04-30"), False)
    fall.till("2024-05-02")
    assert fall.handelser("auktorisation_andrad") == [
        AuktorisationAndrad(d("2024-03-31")),
        AuktorisationAndrad(d("2024-04-30")),
    ]
    assert fall.handelser("auktorisation_upphord") == [
        AuktorisationUpphord(d("2024-03-31")),
        AuktorisationUpphord(d("2024-04-30")),
    ]
    assert fall.insats.auktorisation_upphord is True


@pytest.mark.krav(REGEL)
def test_the_kv_alone_is_told_of_each_change_and_of_the_end() -> None:
    fall = Spel.pagaende().systemet("2024-04-02", "andra_auktorisation", till="2024-04-30")
    fall.systemet("2024-04-20", "andra_auktorisation", till=None)
    fall.systemet("2024-04-21", "andra_auktorisation", till="2024-04-22").till("2024-04-24")
    andrad = "Anordnarens auktorisation är ändrad: den gäller"
    upphord = "Anordnarens auktorisation upphörde 2024-04-22; insatsen fortsätter tills du beslutar annat (§1.1, K1.1)"
    assert brev(fall) == [
        ("karriarvagledare", REGEL, f"{andrad} till och med 2024-04-30 (§1.1, K1.1)"),
        ("karriarvagledare", REGEL, f"{andrad} tills vidare (§1.1, K1.1)"),
        ("karriarvagledare", REGEL, f"{andrad} till och med 2024-04-22 (§1.1, K1.1)"),
        ("karriarvagledare", REGEL, upphord),
        (
            "karriarvagledare",
            "K13.10",
            "Att göra: beslut om avslut auktorisationen upphörd 2024-04-22, senast 2024-04-30 (§13, K13.10)",
        ),
    ]


@pytest.mark.krav(REGEL)
def test_the_timer_says_which_day_it_waits_for() -> None:
    def klockan(fall: Spel) -> list[tuple[Any, ...]]:
        return [(k.nar, k.vikt, k.nyckel, k.handelse, k.sammanfattning) for k in klockslag(fall.insats)]

    fall = Spel.pagaende()
    assert klockan(fall) == []
    assert klockan(fall.systemet("2024-04-02", "andra_auktorisation", till="2024-04-30")) == [
        (
            tid("2024-05-01T00:00"),
            VIKT_SLUT,
            "auktorisation",
            AuktorisationUpphord(d("2024-04-30")),
            "auktorisationen gäller t.o.m. 2024-04-30 · K1.1",
        )
    ]
    assert klockan(fall.till("2024-05-01")) == []


@pytest.mark.krav(REGEL)
def test_an_insats_that_has_ended_is_told_of_no_end() -> None:
    fall = Spel.pagaende().systemet("2024-04-02", "andra_auktorisation", till="2024-06-30")
    fall.avsluta("2024-04-10", "2024-05-31").till("2024-07-02")
    assert (fall.status, fall.handelser("auktorisation_upphord")) == ("avslutad", [])
