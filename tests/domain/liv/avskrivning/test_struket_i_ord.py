"""What is said when a write-off is refused, a shortcoming struck and a fact put right (K0.7, K0.10, K13.6, K13.7)."""

from __future__ import annotations

import pytest

from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel


def brev(fall: Spel, fore: int) -> list[tuple[str, str, str]]:
    return [(str(m.till), m.regel, m.rubrik) for m in fall.meddelanden[fore:]]


@pytest.mark.krav("K13.7")
@pytest.mark.parametrize(
    ("slag", "namn"),
    [("manadsrapport", "månadsrapport 2024-03"), ("faktureringsunderlag", "faktureringsunderlag 2024-03")],
)
def test_a_write_off_that_is_refused_is_told_to_the_kv_and_the_anordnare(slag: str, namn: str) -> None:
    fall = Spel.pagaende().till("2024-04-22")
    fakta = {"slag": slag, "avser": "2024-03", "motivering": "kommer inte"}
    fall.kv("2024-04-22", "avskriv", **fakta)
    fore = len(fall.meddelanden)
    fall.arbetsledare("2024-04-22T13:00", "besluta_avskrivning", beslut="avsla", **fakta)
    text = f"Avskrivningen av {namn} är avslagen; den väntas fortfarande (§13, K13.7)"
    assert brev(fall, fore) == [("karriarvagledare", "K13.7", text), ("anordnare", "K13.7", text)]
    assert rader(fall.poster, "avskrivning_avslagen") == [Mening(f"Avskrivningen är avslagen: {namn}", "K13.7")]


@pytest.mark.krav("K0.10", "K13.6")
def test_a_shortcoming_that_was_a_mistake_is_struck_and_both_of_the_municipality_are_told() -> None:
    fall = Spel.pagaende().kv("2024-04-02", "registrera_brist", sort="brister_i_uppdrag", motivering="x")
    fore = len(fall.meddelanden)
    fall.rattar("2024-04-02T13:00", "registrera_brist", stryk=True, motivering="fel anordnare")
    assert rader(fall.poster, "brist_struken") == [
        Mening("Bristen hos anordnaren är struken: brister i uppdrag", "K0.10", "god")
    ]
    text = "Bristen hos anordnaren är struken: brister i uppdrag (§13.5, K13.6, K0.10)"
    assert brev(fall, fore) == [("karriarvagledare", "K13.6", text), ("arbetsledare", "K13.6", text)]
    assert fall.insats.brister == ()


@pytest.mark.krav("K0.7")
def test_the_log_tells_a_fact_that_is_put_right_as_it_is_and_as_it_was() -> None:
    fall = Spel.pagaende().anordnare("2024-04-02", "anmal_franvaro", slag="sjuk", fran="2024-04-02", orsak="x")
    (nr,) = (p.nr for p in fall.poster if p.handelse.slag == "franvaro_anmald")
    fall.rattar("2024-04-02T13:00", "anmal_franvaro", andringar={"till": "2024-04-03"}, motivering="fick veta")
    (rad,) = rader(fall.poster, "uppgift_rattad")
    assert rad == Mening(f"Rättad uppgift: Anmäl frånvaro, rad {nr}: till 2024-04-03 (var inte angivet)", "K0.7", "sen")
