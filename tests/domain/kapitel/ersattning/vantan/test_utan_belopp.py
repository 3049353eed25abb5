"""K14.1: a month for which no amount is decided waits, and goes out when the amount comes."""

import pytest

from tests.domain.kapitel.ersattning.belopp import BELOPP_2025, ore
from tests.verktyg.spel import Spel


@pytest.mark.krav("K14.1")
def test_a_month_without_a_decided_amount_is_held_with_a_clear_notice_and_released_when_it_comes() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-02-02").rapportera("2025-01")
    fall.fakturera("2025-01", "2025-02-03", belopp="4000.00").godkann("2025-01")
    rad = fall.utbetalning("2025-01")
    assert (rad.status, rad.hinder, rad.belopp) == ("innehallen", "belopp_saknas", None)
    assert "beslutat checkbelopp saknas från 2025-01-01 (§14.1, K14.1)" in rad.forklaring
    for roll in ("anordnare", "ekonom"):
        assert len(fall.brev(roll, "beslutat checkbelopp saknas")) == 1
    fall.systemet("2025-03-20", "infor_regelverk", **BELOPP_2025)
    rad = fall.utbetalning("2025-01")
    assert (rad.status, rad.belopp, rad.utbetalningsmanad) == ("klar", ore("4000.00"), "2025-04")
    assert fall.till("2025-04-16").utbetalning("2025-01").status == "utbetald"


@pytest.mark.krav("K14.1")
@pytest.mark.parametrize(
    ("infort", "i"), [("2025-02-15T23:59", "2025-02"), ("2025-02-16T00:00", "2025-03"), ("2025-03-16T00:00", "2025-04")]
)
def test_a_released_month_is_paid_in_the_next_run_although_the_brytdatum_is_past(infort: str, i: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-02-02").rapportera("2025-01")
    fall.fakturera("2025-01", "2025-02-03", belopp="4000.00").godkann("2025-01")
    assert fall.systemet(infort, "infor_regelverk", **BELOPP_2025).utbetalning("2025-01").utbetalningsmanad == i


@pytest.mark.krav("K14.1")
def test_an_underlag_that_waits_for_the_amount_is_not_late() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-02-02").rapportera("2025-01")
    fall.fakturera("2025-01", "2025-02-03", belopp="4000.00").till("2025-03-20")
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "oppen"
    assert not fall.brev("anordnare", "faktureringsunderlag 2025-01")
    fall.systemet("2025-03-20", "infor_regelverk", **BELOPP_2025)
    assert fall.bevakning("faktureringsunderlag", "2025-01").utfall == "uppfylld"


@pytest.mark.krav("K14.1", "K14.4")
def test_an_underlag_that_turns_out_wrong_when_the_amount_comes_is_awaited_again() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2025-02-02").rapportera("2025-01")
    fall.fakturera("2025-01", "2025-02-03", belopp="3876.00", nummer="F1")
    fall.systemet("2025-03-20", "infor_regelverk", **BELOPP_2025)
    assert fall.utbetalning("2025-01").hinder == "underlag_avviker"
    for roll in ("anordnare", "karriarvagledare"):
        assert len(fall.brev(roll, "visar 3\u00a0876,00\u00a0kr, beräknat är 4\u00a0000,00\u00a0kr")) == 1
    b = fall.bevakning("faktureringsunderlag", "2025-01")
    assert (b.utfall, b.frist) == ("oppen", "2025-03-27")  # a week from when it could be known
    fall.fakturera("2025-01", "2025-03-21", nummer="F2").godkann("2025-01", "2025-03-22")
    assert fall.utbetalning("2025-01").utbetalningsmanad == "2025-04"


@pytest.mark.krav("K14.1", "K14.3")
def test_an_avbrott_into_a_year_without_amount_holds_the_last_month_with_it_and_says_why() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-12-20", "2024-12-27", "sjukskrivning")
    fall.rapportera("2024-12", "2024-12-27").slutrapportera("2025-01-02")
    fall.fakturera("2024-12", "2025-01-03", belopp="5297.20").godkann("2024-12", "2025-01-10")
    avbrott, manad = fall.utbetalning("2024-12-27", "avbrott"), fall.utbetalning("2024-12")
    assert (avbrott.status, avbrott.hinder) == ("innehallen", "belopp_saknas")
    assert (manad.status, manad.hinder) == ("innehallen", "belopp_saknas")
    assert fall.brev("ekonom", "beslutat checkbelopp saknas från 2025-01-01")
    # 27 days of 2024; then 4 days of 2024 and 10 of 2025
    summa = ore("3488.40") + ore("516.80") + ore("1333.33")
    fall.systemet("2025-01-12", "infor_regelverk", **BELOPP_2025)
    assert fall.utbetalning("2024-12-27", "avbrott").belopp == ore("1850.13")
    assert fall.utbetalning("2024-12").hinder == "underlag_avviker"
    fall.fakturera("2024-12", "2025-01-13", belopp=str(summa), nummer="F2").till("2025-02-16")
    assert fall.betalt() == summa
