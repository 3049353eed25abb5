"""How the log tells that an anordnare's auktorisation is changed (K1.1)."""

from __future__ import annotations

import pytest

from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel


@pytest.mark.krav("K1.1")
def test_a_change_of_auktorisation_is_told_with_its_last_day_or_as_going_on() -> None:
    fall = Spel.pagaende().systemet("2024-04-02", "andra_auktorisation", till="2024-04-30")
    fall.systemet("2024-04-20", "andra_auktorisation", till=None)
    assert rader(fall.poster, "auktorisation_andrad") == [
        Mening("Anordnarens auktorisation är ändrad, den gäller t.o.m. 2024-04-30", "K1.1"),
        Mening("Anordnarens auktorisation är ändrad, den gäller tills vidare", "K1.1"),
    ]
