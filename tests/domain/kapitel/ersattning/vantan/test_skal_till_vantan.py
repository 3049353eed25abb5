"""§14: why a payment waits or is held, in words, under which rule, and who is told."""

from __future__ import annotations

import pytest

from tests.verktyg.spel import Spel


def avbrutet() -> Spel:
    """An AMI2 that ended by avbrott on 10 April 2024."""
    return Spel.pagaende(start="2024-03-11").avsluta("2024-04-10", "2024-04-10", "sjukskrivning")


def halls_inne(fall: Spel) -> set[tuple[str, str]]:
    """Who has been told that a payment is held, and under which rule."""
    return {(str(m.till), m.regel) for m in fall.meddelanden if "hålls inne" in m.rubrik}


@pytest.mark.krav("K14.4", "K11.1")
def test_a_sum_that_no_longer_matches_is_told_to_both_sides_under_the_rule_of_sums() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").fakturera("2024-06", "2024-06-10T09:00", nummer="F1")
    assert halls_inne(fall) == set()
    fall.arbetsledare("2024-06-10T10:00", "besluta_forlangning", motivering="nära målet")
    assert halls_inne(fall) == {("anordnare", "K14.4"), ("karriarvagledare", "K14.4")}


@pytest.mark.krav("K14.1", "K14.3")
def test_a_last_month_whose_avbrott_has_no_amount_says_from_which_day() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-12-20", "2024-12-27", "sjukskrivning")
    fall.rapportera("2024-12", "2024-12-27").slutrapportera("2025-01-02")
    fall.fakturera("2024-12", "2025-01-03", belopp="5297.20")
    for avser, slag in (("2024-12", "manad"), ("2024-12-27", "avbrott")):
        rad = fall.utbetalning(avser, slag)
        assert (rad.hinder, rad.skal) == ("belopp_saknas", "beslutat checkbelopp saknas från 2025-01-01 (§14.1, K14.1)")
        assert rad.forklaring.endswith("innehållen: beslutat checkbelopp saknas från 2025-01-01 (§14.1, K14.1)")


@pytest.mark.krav("K13.7", "K14.3")
def test_an_avbrott_whose_underlag_is_written_off_is_forfeited_and_says_so() -> None:
    fall = avbrutet().slutrapportera("2024-04-15").rapportera("2024-04").godkann("2024-04").till("2024-05-20")
    fall.skriv_av("2024-05-20", "faktureringsunderlag", "2024-04").till("2024-06-16")
    rad = fall.utbetalning("2024-04-10", "avbrott")
    assert (rad.status, rad.hinder, rad.forfallen) == ("innehallen", "avskrivet", True)
    assert rad.skal == "faktureringsunderlaget har skrivits av; avbrottet betalas inte (K13.7)"
    assert fall.betalt() == 0


@pytest.mark.krav("K13.7", "K14.3")
def test_an_avbrott_whose_final_report_is_written_off_is_forfeited_and_says_so() -> None:
    fall = avbrutet().hel_manad("2024-04").till("2024-05-20")
    fall.skriv_av("2024-05-20", "slutrapport", "2024-04-10").till("2024-06-16")
    rad = fall.utbetalning("2024-04-10", "avbrott")
    assert (rad.status, rad.hinder, rad.forfallen) == ("innehallen", "avskrivet", True)
    assert rad.skal == "slutrapporten har skrivits av; avbrottet betalas inte (K13.7)"


@pytest.mark.krav("K14.3", "K14.4")
def test_an_avbrott_says_all_that_it_waits_for() -> None:
    rad = avbrutet().till("2024-04-11").utbetalning("2024-04-10", "avbrott")
    assert rad.forklaring.endswith(
        "; väntar på slutrapport, faktureringsunderlag, sista månadens utbetalning (§14, K14.4)"
    )


@pytest.mark.krav("K0.7")
def test_a_paid_row_keeps_the_words_it_was_paid_with() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03")
    klar = fall.utbetalning("2024-03")
    betald = fall.till("2024-04-16").utbetalning("2024-03")
    assert (klar.status, betald.status) == ("klar", "utbetald")
    assert betald.forklaring == klar.forklaring
    assert klar.forklaring.endswith("; betalas i 2024-04 (K14.5)")
