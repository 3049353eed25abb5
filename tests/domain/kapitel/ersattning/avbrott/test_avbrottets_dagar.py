"""K14.3: the fourteen days that are paid at an avbrott."""

from datetime import timedelta
from fractions import Fraction

import pytest

from domain.grund.pengar import avrunda
from tests.domain.kapitel.ersattning.belopp import BELOPP_2025, avbrott, ore
from tests.verktyg.spel import Spel, d


@pytest.mark.krav("K14.3")
def test_avbrott_pays_the_14_days_after_the_avslutsdatum_in_one_row_with_the_last_month() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03")
    fall.avsluta("2024-04-10", "2024-04-10", "kundens_egen_begaran").godkann("2024-03")
    fall.slutrapportera("2024-04-24T23:59").hel_manad("2024-04").till("2024-05-16")
    rad = fall.utbetalning("2024-04-10", "avbrott")
    assert (rad.dagar, rad.belopp, rad.status, rad.utbetalningsmanad) == (14, ore("1808.80"), "utbetald", "2024-05")
    manad = fall.utbetalning("2024-04")
    assert (manad.dagar, manad.belopp, manad.utbetalningsmanad) == (10, ore("1292.00"), "2024-05")
    assert [u.belopp for u in fall.insats.underlag["2024-04"]] == [ore("3100.80")]


@pytest.mark.krav("K14.3")
@pytest.mark.parametrize("avslut", ["2024-03-20", "2024-03-31", "2024-04-25", "2024-12-11", "2025-02-20"])
def test_it_is_always_14_days_also_across_a_month_and_past_the_planned_end(avslut: str) -> None:
    fall = avbrott(avslut).till(str(d(avslut) + timedelta(days=1)))
    rad = fall.utbetalning(avslut, "avbrott")
    assert rad.dagar == 14
    if avslut < "2024-12-18":
        assert rad.belopp == ore("1808.80")


@pytest.mark.krav("K14.3")
def test_avbrott_across_the_year_takes_each_day_at_its_own_amount() -> None:
    fall = Spel.pagaende(start="2024-03-11").systemet("2024-11-01", "infor_regelverk", **BELOPP_2025)
    fall.avsluta("2024-12-20", "2024-12-25", "sjukskrivning").till("2024-12-26")
    exakt = Fraction(3876, 30) * 6 + Fraction(4000, 30) * 8
    assert fall.utbetalning("2024-12-25", "avbrott").belopp == avrunda(exakt) == ore("1841.87")


@pytest.mark.krav("K14.3", "K12.2")
def test_avslut_i_fortid_has_no_such_pay() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-10", "2024-04-10", "mal_natt").till("2024-06-01")
    assert [u.slag for u in fall.utbetalningar()] == ["manad", "manad"]


@pytest.mark.krav("K14.3")
def test_the_days_paid_at_avbrott_are_not_insatsdagar() -> None:
    fall = avbrott("2024-04-25").till("2024-06-01")
    assert fall.oppnade("manadsrapport") == ["2024-03", "2024-04"]
    fall.avvisas(
        "K10.0", fall.anordnare, "2024-06-01", "anmal_franvaro", slag="sjuk", fran="2024-04-26", orsak="x", falt="fran"
    )


@pytest.mark.krav("K14.3", "K12.3")
def test_a_final_report_that_misses_its_frist_forfeits_the_avbrott_but_not_the_last_month() -> None:
    fall = avbrott().rapportera("2024-04", "2024-04-11").till("2024-04-25")
    rad = fall.utbetalning("2024-04-10", "avbrott")
    assert (rad.status, rad.hinder, rad.forfallen) == ("innehallen", "slutrapport_sen", True)
    fall.kv("2024-04-25", "oppna_slutrapport", motivering="sent").slutrapportera("2024-04-26")
    fall.fakturera("2024-04").godkann("2024-04").till("2024-05-16")
    assert fall.utbetalning("2024-04").status == "utbetald"
    assert fall.utbetalning("2024-04-10", "avbrott").status == "innehallen"
    assert fall.betalt() == ore("1292.00")


@pytest.mark.krav("K14.3")
def test_the_kv_may_grant_the_avbrott_although_the_final_report_was_late() -> None:
    fall = avbrott().rapportera("2024-04", "2024-04-11")
    beviljat = {"motivering": "handläggaren var sjuk"}
    fall.avvisas("K14.3", fall.kv, "2024-04-20", "bevilja_avbrottsersattning", **beviljat)
    fall.kv("2024-04-25", "oppna_slutrapport", motivering="sent").slutrapportera("2024-04-26")
    fall.avvisas("K14.3", fall.kv, "2024-04-26", "bevilja_avbrottsersattning", falt="motivering")
    fall.kv("2024-04-27", "bevilja_avbrottsersattning", **beviljat)
    fall.avvisas("K14.3", fall.kv, "2024-04-28", "bevilja_avbrottsersattning", **beviljat)
    fall.fakturera("2024-04").godkann("2024-04").till("2024-05-16")
    assert fall.betalt() == ore("3100.80")


@pytest.mark.krav("K14.3")
def test_only_an_avbrott_can_be_granted_its_pay() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-10", "2024-04-10", "mal_natt").till("2024-05-01")
    fall.avvisas("K14.3", fall.kv, "2024-05-01", "bevilja_avbrottsersattning", motivering="x")


@pytest.mark.krav("K14.3")
def test_the_avbrott_is_paid_with_the_last_month_and_never_before_it() -> None:
    fall = avbrott().slutrapportera("2024-04-15").fakturera("2024-04").till("2024-05-16")
    assert fall.utbetalning("2024-04-10", "avbrott").status == "vantar"
    fall.rapportera("2024-04", "2024-05-20").godkann("2024-04", "2024-05-21")
    assert fall.utbetalning("2024-04").utbetalningsmanad == "2024-06"
    assert fall.utbetalning("2024-04-10", "avbrott").utbetalningsmanad == "2024-06"


@pytest.mark.krav("K14.3", "K13.7")
def test_a_last_month_that_is_written_off_does_not_take_the_avbrott_with_it() -> None:
    fall = avbrott().slutrapportera("2024-04-15").fakturera("2024-04").till("2024-05-20")
    fall.skriv_av("2024-05-20", "manadsrapport", "2024-04").till("2024-06-16")
    assert fall.utbetalning("2024-04").forfallen
    assert fall.utbetalning("2024-04-10", "avbrott").status == "utbetald"
