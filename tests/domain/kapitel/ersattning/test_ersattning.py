"""§14: what is paid, for which days, in which month."""

from calendar import monthrange
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.pengar import avrunda, kronor
from domain.kapitel.ersattning.rakning import forklara, manadsersattning
from domain.tid.period import Period
from tests.verktyg.spel import Spel, d, regelverket, tid

MANAD = {"AMI": Decimal(3876), "ISA": Decimal(6324), "FAI": Decimal(8160)}
BELOPP_2025 = {
    "utgava": "2025",
    "varden": [{"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01", "till": "2025-12-31"}],
}


def ore(text: str) -> Decimal:
    return Decimal(text)


# K14.1, K14.2: the amount of a month


@pytest.mark.krav("K14.1", "K14.2")
@pytest.mark.parametrize(("insats", "belopp"), [("FAI1", "8160.00"), ("AMI1", "3876.00"), ("ISA1", "6324.00")])
@pytest.mark.parametrize("manad", ["2024-04", "2024-05"])
def test_a_whole_month_pays_the_months_amount_whatever_its_length(insats: str, belopp: str, manad: str) -> None:
    fall = Spel.pagaende(insats, start="2024-03-11", langd_manader=3).hel_manad(manad)
    assert fall.utbetalning(manad).belopp == ore(belopp)


@pytest.mark.krav("K14.2")
@pytest.mark.parametrize(
    ("start", "manad", "dagar", "belopp"),
    [
        ("2024-03-01", "2024-03", 31, "3876.00"),  # 31 days, whole
        ("2024-03-02", "2024-03", 30, "3876.00"),  # 30/30 of the amount
        ("2024-03-11", "2024-03", 21, "2713.20"),
        ("2024-03-31", "2024-03", 1, "129.20"),
        ("2024-04-01", "2024-04", 30, "3876.00"),  # 30 days, whole
        ("2024-04-02", "2024-04", 29, "3746.80"),
    ],
)
def test_a_month_begun_inside_pays_a_thirtieth_a_day(start: str, manad: str, dagar: int, belopp: str) -> None:
    fall = Spel.pagaende(start=start).hel_manad(manad)
    rad = fall.utbetalning(manad)
    assert (rad.dagar, rad.belopp) == (dagar, ore(belopp))


@pytest.mark.krav("K14.2")
@pytest.mark.parametrize(
    ("fran", "till", "belopp"),
    [
        ("2024-02-01", "2024-02-29", "3876.00"),  # leap February, whole
        ("2024-02-02", "2024-02-29", "3617.60"),  # 28/30
        ("2024-02-01", "2024-02-28", "3617.60"),
        ("2024-01-02", "2024-01-31", "3876.00"),
        ("2024-01-01", "2024-01-30", "3876.00"),
    ],
)
def test_february_and_the_other_lengths(fran: str, till: str, belopp: str) -> None:
    e = manadsersattning(regelverket(), "AMI", Period(d(fran), d(till)))
    assert e.belopp == ore(belopp)


@pytest.mark.krav("K14.2")
def test_a_whole_february_of_28_days_pays_the_months_amount() -> None:
    fall = Spel.pagaende(start="2025-02-01", dag1="2025-01-31", langd_manader=2)
    fall.systemet("2025-03-02", "infor_regelverk", **BELOPP_2025).hel_manad("2025-02")
    assert (fall.utbetalning("2025-02").dagar, fall.utbetalning("2025-02").belopp) == (28, ore("4000.00"))


@pytest.mark.krav("K14.2")
@pytest.mark.parametrize(
    ("taljare", "namnare", "vantat"), [(1, 200, "0.01"), (1, 201, "0.00"), (5, 1000, "0.01"), (2675, 1000, "2.68")]
)
def test_amounts_are_rounded_half_up_to_ore(taljare: int, namnare: int, vantat: str) -> None:
    assert avrunda(Fraction(taljare, namnare)) == ore(vantat)


@pytest.mark.krav("K14.2")
@given(st.integers(1, 2_000_000), st.integers(1, 31))
def test_rounding_is_that_of_exact_arithmetic(oren: int, dagar: int) -> None:
    exakt = Fraction(oren, 100) * dagar / 30
    helt, rest = divmod(exakt * 100, 1)
    assert avrunda(exakt) == Decimal(int(helt) + (rest >= Fraction(1, 2))) / 100


@pytest.mark.krav("K14.2")
def test_an_amount_that_changes_within_a_whole_month_is_shared_by_its_days() -> None:
    fall = Spel.pagaende(start="2025-01-01", dag1="2024-12-20", langd_manader=2)
    varden = [
        {"nyckel": "checkbelopp.AMI", "varde": "4000.00", "fran": "2025-01-01", "till": "2025-01-15"},
        {"nyckel": "checkbelopp.AMI", "varde": "4310.00", "fran": "2025-01-16", "till": None},
    ]
    fall.systemet("2025-01-20", "infor_regelverk", utgava="2025", varden=varden).hel_manad("2025-01")
    exakt = Fraction(4000 * 15 + 4310 * 16, 31)
    assert fall.utbetalning("2025-01").belopp == (Decimal(exakt.numerator) / exakt.denominator).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )


@pytest.mark.krav("K14.2")
def test_absence_does_not_reduce_the_pay() -> None:
    fall = Spel.pagaende(start="2024-03-11")
    fall.anordnare("2024-04-01", "anmal_franvaro", slag="sjuk", fran="2024-04-01", till="2024-04-30", orsak="x")
    assert fall.hel_manad("2024-04").utbetalning("2024-04").belopp == ore("3876.00")


@pytest.mark.krav("K14.1")
def test_the_calculation_is_explained_in_words() -> None:
    e = manadsersattning(regelverket(), "AMI", Period(d("2024-03-11"), d("2024-03-31")))
    assert forklara(e).replace("\u00a0", " ") == (
        "2024-03-11–2024-03-31: 3 876,00 kr / 30 × 21 dagar = 2 713,20 kr (§14.1, K14.2)"
    )
    assert kronor(ore("1234567.5")).replace("\u00a0", " ") == "1 234 567,50 kr"


# K14.4, K14.5: what a payment needs, and its month


@pytest.mark.krav("K14.4")
def test_a_month_is_paid_only_when_report_and_underlag_are_there() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-01")
    assert "väntar på månadsrapport, faktureringsunderlag" in fall.utbetalning("2024-03").forklaring
    fall.rapportera("2024-03", "2024-04-02")
    assert "väntar på faktureringsunderlag" in fall.utbetalning("2024-03").forklaring
    assert fall.utbetalning("2024-03").status == "vantar"
    fall.fakturera("2024-03", "2024-04-03")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.utbetalningsmanad) == ("klar", "2024-04")


@pytest.mark.krav("K14.5", "K14.6")
def test_it_is_paid_at_midnight_on_the_16th() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").till("2024-04-15T23:59")
    assert fall.utbetalning("2024-03").status == "klar"
    fall.till("2024-04-16")
    assert fall.utbetalning("2024-03").status == "utbetald"
    assert fall.nar("utbetalning_verkstalld") == tid("2024-04-16T00:00")
    assert len(fall.brev("anordnare", "Utbetalning 2024-03: 2\u00a0713,20\u00a0kr")) == 1
    assert len(fall.till("2024-06-20").handelser("utbetalning_verkstalld")) == 1


@pytest.mark.krav("K14.5")
@pytest.mark.parametrize(
    ("rapport", "underlag", "i"),
    [
        ("2024-04-06", "2024-04-06", "2024-04"),
        ("2024-04-07T23:59", "2024-04-07T23:59", "2024-04"),  # brytdatum, a Sunday
        ("2024-04-08T00:00", "2024-04-07T23:59", "2024-05"),
        ("2024-04-07T23:59", "2024-04-08T00:00", "2024-05"),
        ("2024-04-30", "2024-05-07T23:59", "2024-05"),
        ("2024-05-08T00:00", "2024-04-30", "2024-06"),
    ],
)
def test_it_is_paid_in_the_first_month_whose_brytdatum_the_arrivals_meet(rapport: str, underlag: str, i: str) -> None:
    fall = Spel.pagaende(start="2024-03-11")
    for nar in sorted((rapport, underlag)):
        if nar == rapport and "2024-03" not in fall.insats.rapporter:
            fall.rapportera("2024-03", nar)
        else:
            fall.fakturera("2024-03", nar)
    if "2024-03" not in fall.insats.underlag:
        fall.fakturera("2024-03", underlag)
    fall.godkann("2024-03", str(max(rapport, underlag)[:10]) + "T23:59")
    assert fall.utbetalning("2024-03").utbetalningsmanad == i


@pytest.mark.krav("K14.4", "K14.5")
@pytest.mark.parametrize("godkant", ["2024-04-15T23:59", "2024-04-16T00:00", "2024-05-15T23:59", "2024-05-16T00:00"])
def test_when_it_is_approved_moves_nothing(godkant: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03").godkann("2024-03", godkant)
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"


@pytest.mark.krav("K14.5", sort="gräns")
@pytest.mark.parametrize(
    ("nar", "i"),
    [("2024-06-07T23:59", "2024-07"), ("2024-07-07T23:59", "2024-07"), ("2024-07-08T00:00", "2024-08")],
)
def test_a_month_is_never_paid_in_itself_although_all_is_in_before_its_own_brytdatum(nar: str, i: str) -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-05").slutrapportera("2024-06-04")  # the last day
    fall.rapportera("2024-06", "2024-06-05", delmal=[]).fakturera("2024-06", nar)
    rad = fall.till(nar).utbetalning("2024-06")
    assert (rad.status, rad.utbetalningsmanad) == ("klar", i)


@pytest.mark.krav("K14.5")
def test_an_aterremiss_does_not_move_the_arrival_of_a_report_that_came_in_time() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03")
    fall.aterremittera("2024-03", "2024-04-09").rapportera("2024-03", "2024-04-12").godkann("2024-03", "2024-04-15")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-04"


@pytest.mark.krav("K14.7")
def test_an_underlag_that_misses_the_brytdatum_only_moves_the_payment() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").till("2024-04-08")
    b = fall.bevakning("faktureringsunderlag", "2024-03")
    assert (b.frist, b.utfall, b.ansvarig) == ("2024-04-07", "forsenad", "anordnare")
    assert fall.brev("anordnare", "utbetalningen flyttas")
    assert not fall.brev("karriarvagledare", "Avvikelse hos anordnaren. Inte inkommet")


# K14.4: underlag that differ


@pytest.mark.krav("K14.4")
def test_an_underlag_that_differs_is_held_and_both_sides_are_told_the_two_figures() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="2713.19")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.hinder, rad.forfallen) == ("innehallen", "underlag_avviker", False)
    for roll in ("anordnare", "karriarvagledare"):
        assert len(fall.brev(roll, "visar 2\u00a0713,19\u00a0kr, beräknat är 2\u00a0713,20\u00a0kr")) == 1
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "oppen"


@pytest.mark.krav("K14.4", "K14.5")
def test_its_arrival_is_that_of_the_first_that_matches() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="1", nummer="F1")
    fall.fakturera("2024-03", "2024-04-08", nummer="F2").godkann("2024-03", "2024-04-10")
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.utbetalningsmanad) == ("klar", "2024-05")
    assert fall.bevakning("faktureringsunderlag", "2024-03").utfall == "sen"
    assert fall.brev("anordnare", "hålls inte längre inne")


@pytest.mark.krav("K14.4", "K14.7")
def test_an_underlag_is_refused_too_early_twice_or_with_anothers_number() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-03-30")
    fall.avvisas("K14.7", fall.fakturera, "2024-03", "2024-03-30T23:59", falt="manad")
    fall.fakturera("2024-03", "2024-03-31T00:00", belopp="1", nummer="F1")
    fall.avvisas("K14.4", fall.fakturera, "2024-03", "2024-04-01", belopp="1", nummer="F1", falt="fakturanummer")
    fall.fakturera("2024-03", "2024-04-02", nummer="F2")
    fall.avvisas("K14.4", fall.fakturera, "2024-03", "2024-04-02", nummer="F3", falt="manad")
    fall.avvisas("K14.4", fall.fakturera, "2024-04", "2024-05-02", nummer="F2", falt="fakturanummer")
    fall.avvisas("K14.4", fall.fakturera, "2024-02", "2024-05-02", belopp="1", falt="manad")


@pytest.mark.krav("K14.4", "K11.1")
def test_an_underlag_written_for_an_end_that_was_then_extended_is_awaited_anew() -> None:
    fall = Spel.pagaende("AMI1", start="2024-03-11").fakturera("2024-06", "2024-06-10T09:00", nummer="F1")
    assert [u.belopp for u in fall.insats.underlag["2024-06"]] == [ore("1292.00")]
    fall.arbetsledare("2024-06-10T10:00", "besluta_forlangning", motivering="nära målet")
    assert fall.utbetalning("2024-06").hinder == "underlag_avviker"
    for roll in ("anordnare", "karriarvagledare"):
        assert len(fall.brev(roll, "visar 1\u00a0292,00\u00a0kr, beräknat är 3\u00a0876,00\u00a0kr")) == 1
    fall.till("2024-07-01").fakturera("2024-06", nummer="F2").rapportera("2024-06").godkann("2024-06")
    assert (fall.utbetalning("2024-06").status, fall.utbetalning("2024-06").belopp) == ("klar", ore("3876.00"))


# K14.1: no amount for 2025


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


# K14.3: avbrott


def avbrott(avslut: str = "2024-04-10", beslut: str | None = None) -> Spel:
    return Spel.pagaende(start="2024-03-11").avsluta(beslut or avslut, avslut, "kundens_egen_begaran")


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


# The last month


@pytest.mark.krav("K14.4", "K14.5")
@pytest.mark.parametrize(
    ("slutrapport", "i"), [("2024-05-07T23:59", "2024-05"), ("2024-05-08T00:00", "2024-06"), ("2024-05-14", "2024-06")]
)
def test_the_last_month_waits_for_the_final_report_without_being_late(slutrapport: str, i: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-04-30", "2024-04-30", "annan_insats")
    fall.rapportera("2024-04").fakturera("2024-04").slutrapportera(slutrapport)
    fall.godkann("2024-04", "2024-05-14T13:00")
    assert fall.utbetalning("2024-04").utbetalningsmanad == i
    assert fall.bevakning("slutrapport").utfall == "uppfylld"


@pytest.mark.krav("K14.4")
def test_the_last_month_is_not_ready_before_the_final_report() -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=1).hel_manad("2024-04").till("2024-06-16")
    assert "väntar på slutrapport" in fall.utbetalning("2024-04").forklaring
    assert fall.utbetalning("2024-03").status == "vantar"


@pytest.mark.krav("K13.7", "K14.4")
@pytest.mark.parametrize(
    ("slag", "avser"),
    [("manadsrapport", "2024-03"), ("faktureringsunderlag", "2024-03")],
)
def test_a_written_off_report_or_underlag_forfeits_its_month_and_no_other(slag: str, avser: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-20").skriv_av("2024-04-20", slag, avser)
    rad = fall.utbetalning("2024-03")
    assert (rad.status, rad.hinder, rad.forfallen) == ("innehallen", "avskrivet", True)
    fall.hel_manad("2024-04").till("2024-05-16")
    assert (fall.utbetalning("2024-04").status, fall.betalt()) == ("utbetald", ore("3876.00"))


@pytest.mark.krav("K13.7", "K0.8")
def test_what_has_come_in_cannot_be_written_off_and_so_forfeits_nothing() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03", "2024-04-10").fakturera("2024-03", "2024-04-11")
    assert fall.bevakning("manadsrapport", "2024-03").utfall == "sen"
    fall.avvisas("K0.8", fall.skriv_av, "2024-04-12", "manadsrapport", "2024-03", falt="slag")
    fall.godkann("2024-03", "2024-04-12").till("2024-05-16")
    assert fall.utbetalning("2024-03").status == "utbetald"


@pytest.mark.krav("K13.2")
def test_an_aterkallad_insats_pays_nothing() -> None:
    fall = Spel.pagaende(start="2024-03-11").avsluta("2024-03-05", "2024-03-10", "sjukskrivning").till("2024-06-16")
    assert (fall.utbetalningar(), fall.betalt(), fall.status) == ([], 0, "slutford")


@pytest.mark.krav("K0.7", "K14.6")
def test_what_has_been_paid_stays_when_the_end_is_set_before_it() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").hel_manad("2024-04").till("2024-05-16")
    fall.avsluta_av_tva("2024-05-20", "2024-03-20", "mal_natt").till("2024-07-01")
    assert fall.utbetalning("2024-03").belopp == ore("2713.20")
    assert (fall.utbetalning("2024-04").status, fall.utbetalning("2024-04").belopp) == ("utbetald", ore("3876.00"))


# The sum of it all


def egen_summa(kundval: str, start: date, slut: date, avbruten: bool) -> Decimal:
    """Counted anew, day by day and month by month, from the insatsdagar."""
    summa, dag = Decimal(), start
    while dag <= slut:
        langd = monthrange(dag.year, dag.month)[1]
        sista = min(slut, dag.replace(day=langd))
        antal = (sista - dag).days + 1
        belopp = MANAD[kundval] if antal == langd else MANAD[kundval] * antal / 30
        summa += belopp.quantize(Decimal("0.01"), ROUND_HALF_UP)
        dag = sista + timedelta(days=1)
    return summa + (MANAD[kundval] * 14 / 30 if avbruten else Decimal()).quantize(Decimal("0.01"), ROUND_HALF_UP)


@pytest.mark.krav("K14.2", "K14.3", "K14.6")
@given(
    st.sampled_from(["FAI2", "AMI1", "ISA1"]),
    st.dates(d("2024-03-01"), d("2024-08-31")),
    st.integers(1, 3),
    st.none() | st.tuples(st.floats(0, 1), st.sampled_from(["mal_natt", "sjukskrivning"])),
    st.integers(0, 40),
)
def test_the_paid_rows_sum_to_what_the_insatsdagar_are_worth(
    insats: str, start: Any, langd: int, avslut: tuple[float, str] | None, droj: int
) -> None:
    fall = Spel.pagaende(insats, start=str(start), langd_manader=langd)
    slut = fall.insats.slutdatum
    assert slut is not None
    if avslut:
        slut = start + timedelta(days=int(avslut[0] * ((slut - start).days - 1)))
        fall.avsluta(str(start), str(slut), avslut[1])
    manader = list(fall.insats.insatsmanader)
    fortid = avslut is not None and avslut[1] == "mal_natt"
    fall.slutrapportera(f"{start}T13:00" if fortid else f"{slut}T13:00")
    fall.till(dag := str(slut + timedelta(days=1 + droj)))
    for m in manader:
        fall.rapportera(m, f"{dag}T15:00").fakturera(m, f"{dag}T15:00").godkann(m, f"{dag}T15:00")
    fall.till("2025-03-16")
    assert fall.betalt() == egen_summa(insats[:3], start, slut, bool(avslut and avslut[1] == "sjukskrivning"))
    assert all(u.status == "utbetald" for u in fall.utbetalningar())
    assert len(fall.handelser("utbetalning_verkstalld")) == len(fall.utbetalningar())


@pytest.mark.krav("K14.4")
def test_the_same_number_with_another_amount_or_the_same_amount_with_another_number_is_a_new_underlag() -> None:
    fall = Spel.pagaende(start="2024-03-11").till("2024-04-01")
    fall.fakturera("2024-03", "2024-04-01", belopp="1", nummer="F1").fakturera("2024-03", belopp="1", nummer="F2")
    fall.fakturera("2024-03", "2024-04-04", nummer="F1")
    assert [(u.fakturanummer, u.belopp) for u in fall.insats.underlag["2024-03"]] == [
        ("F1", ore("1")),
        ("F2", ore("1")),
        ("F1", ore("2713.20")),
    ]
    assert fall.utbetalning("2024-03").status == "vantar"


@pytest.mark.krav("K14.4")
@pytest.mark.parametrize(("returnerad", "status"), [(True, "vantar"), (False, "klar")])
def test_a_held_payment_is_released_once_whether_it_then_waits_or_is_ready(returnerad: bool, status: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").fakturera("2024-03", belopp="1", nummer="F1")
    if returnerad:
        fall.aterremittera("2024-03", "2024-04-04")
    fall.fakturera("2024-03", "2024-04-05", nummer="F2")
    assert fall.utbetalning("2024-03").status == status
    assert [(h.utbetalning, h.avser) for h in fall.handelser("utbetalning_frigjord")] == [("manad", "2024-03")]
    assert len(fall.till("2024-05-20").handelser("utbetalning_frigjord")) == 1


@pytest.mark.krav("K14.5")
def test_only_the_last_month_waits_for_the_final_report() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").godkann("2024-03")
    fall.avsluta("2024-04-25", "2024-04-30", "mal_natt").till("2024-05-02")
    fall.fakturera("2024-03", "2024-05-02").slutrapportera("2024-05-08")
    assert fall.utbetalning("2024-03").utbetalningsmanad == "2024-05"


@pytest.mark.krav("K13.7")
def test_a_final_report_that_is_written_off_forfeits_the_last_month_and_no_other() -> None:
    fall = Spel.pagaende(start="2024-03-11").rapportera("2024-03").godkann("2024-03")
    fall.avsluta("2024-04-25", "2024-04-30", "mal_natt").till("2024-06-01").skriv_av(
        "2024-06-01", "slutrapport", "2024-04-30"
    )
    assert fall.utbetalning("2024-04").forfallen
    assert (fall.utbetalning("2024-03").status, fall.utbetalning("2024-03").forfallen) == ("vantar", False)
