"""What a month is worth (K14.1, K14.2): whole, begun inside, and when the amount changes within it."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grund.pengar import avrunda, kronor
from domain.kapitel.ersattning.rakning import forklara, manadsersattning
from domain.tid.period import Period
from tests.domain.kapitel.ersattning.belopp import BELOPP_2025, ore
from tests.verktyg.spel import Spel, d, regelverket

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
