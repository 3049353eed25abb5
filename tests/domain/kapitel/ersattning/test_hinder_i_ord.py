"""What is said of pay that waits: for a proposed end that nobody has decided on, and for an amount (K14.1, K14.8)."""

from __future__ import annotations

import pytest

from domain.skeende.mening import Mening
from tests.verktyg.logg import rader
from tests.verktyg.spel import Spel


def foreslaget(dag: str, nar: str) -> Spel:
    """An end on ``dag`` is proposed in a case from before a proposal held nothing, and April is reported."""
    fall = Spel.pagaende().fore_reglerna().hel_manad("2024-03")
    fall.anordnare(nar, "foresla", sort="avslut", avslutsdatum=dag, motivering="x")
    return fall.rapportera("2024-04").fakturera("2024-04").godkann("2024-04").till("2024-05-20")


@pytest.mark.krav("K14.8", sort="gräns")
@pytest.mark.parametrize(("dag", "hinder"), [("2024-04-29", "forslag"), ("2024-04-30", None)])
def test_only_an_end_before_the_last_day_of_the_month_holds_it_and_is_named(dag: str, hinder: str | None) -> None:
    rad = foreslaget(dag, "2024-04-22").utbetalning("2024-04")
    assert rad.hinder == hinder
    assert (f"ett förslag om avslut {dag} är inte avgjort (§13, K13.1)" in rad.forklaring) == (hinder is not None)


@pytest.mark.krav("K14.1", "K14.4")
def test_an_underlag_of_a_month_without_a_decided_amount_is_told_as_one_that_cannot_be_tried() -> None:
    fall = Spel.pagaende().till("2025-02-01").fakturera("2025-01", "2025-02-03", belopp="4000", nummer="F1")
    text = "Faktureringsunderlag för januari: 4\u00a0000,00\u00a0kr, faktura F1; beloppet kan inte prövas än"
    assert rader(fall.poster, "faktureringsunderlag_lamnat") == [Mening(text, "K14.7")]
