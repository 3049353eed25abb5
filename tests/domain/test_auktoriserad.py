"""§1.1: an auktorisation that is changed while the insats goes on (K1.1)."""

import pytest

from tests.domain.spel import Spel, tid

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
