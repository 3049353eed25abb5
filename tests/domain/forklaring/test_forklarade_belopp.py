"""An amount is explained by what it was computed from: each span of days, its monthly amount, and the sum."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.kapitel.ersattning.rakning import Delbelopp, Ersattning, avbrottsersattning, forklara, manadsersattning
from domain.regler.regelverk import Regelverk
from domain.regler.varde import Varde
from domain.tid.period import Period
from tests.verktyg.spel import Spel, d, regelverket


def med_belopp(*varden: tuple[str, str, str]) -> Regelverk:
    """The rules with more amounts for AMI after those of 2024."""
    p = regelverket().parameter("checkbelopp.AMI")
    nya = replace(p, varden=tuple(Varde(d(fran), d(till), belopp) for fran, till, belopp in varden))
    return regelverket().tillfor([nya], "påhittad")


R25 = med_belopp(("2025-01-01", "2025-01-15", "4000.00"), ("2025-01-16", "2025-12-31", "4310.00"))


def i_ord(e: Ersattning) -> str:
    return forklara(e).replace("\u00a0", " ")


@pytest.mark.krav("K14.1", "K14.2")
def test_a_whole_month_is_explained_as_one() -> None:
    e = manadsersattning(regelverket(), "AMI", Period(d("2024-04-01"), d("2024-04-30")))
    assert e.hel_manad is True
    assert e.delar == (Delbelopp(d("2024-04-01"), d("2024-04-30"), 30, Decimal("3876.00"), 30),)
    assert i_ord(e) == "2024-04-01–2024-04-30: hel månad, 3 876,00 kr (§14.1, K14.2)"


@pytest.mark.krav("K14.1", "K14.2")
def test_a_whole_month_in_which_the_amount_changes_is_explained_by_its_parts() -> None:
    e = manadsersattning(R25, "AMI", Period(d("2025-01-01"), d("2025-01-31")))
    assert e.hel_manad is True
    assert e.delar == (
        Delbelopp(d("2025-01-01"), d("2025-01-15"), 15, Decimal("4000.00"), 31),
        Delbelopp(d("2025-01-16"), d("2025-01-31"), 16, Decimal("4310.00"), 31),
    )
    assert i_ord(e) == (
        "2025-01-01–2025-01-31: 4 000,00 kr / 31 × 15 dagar + 4 310,00 kr / 31 × 16 dagar = 4 160,00 kr (§14.1, K14.2)"
    )


@pytest.mark.krav("K14.2", sort="gräns")
@pytest.mark.parametrize(
    ("fran", "till", "hel"),
    [
        ("2024-04-01", "2024-04-30", True),
        ("2024-04-02", "2024-04-30", False),
        ("2024-04-01", "2024-04-29", False),
        ("2024-04-02", "2024-04-29", False),
    ],
)
def test_a_month_is_whole_only_with_both_its_first_and_its_last_day(fran: str, till: str, hel: bool) -> None:
    assert manadsersattning(regelverket(), "AMI", Period(d(fran), d(till))).hel_manad is hel


@pytest.mark.krav("K14.3")
def test_an_avbrott_over_the_turn_of_the_year_is_explained_by_the_amount_of_each_day() -> None:
    e = avbrottsersattning(R25, "AMI", d("2024-12-27"))
    assert e.hel_manad is False
    assert (e.period, e.dagar) == (Period(d("2024-12-28"), d("2025-01-10")), 14)
    assert e.delar == (
        Delbelopp(d("2024-12-28"), d("2024-12-31"), 4, Decimal("3876.00"), 30),
        Delbelopp(d("2025-01-01"), d("2025-01-10"), 10, Decimal("4000.00"), 30),
    )
    assert i_ord(e) == (
        "2024-12-28–2025-01-10: 3 876,00 kr / 30 × 4 dagar + 4 000,00 kr / 30 × 10 dagar = 1 850,13 kr (§12.1.3, "
        "§14.1, K14.3)"
    )


@pytest.mark.krav("K14.3")
def test_an_avbrott_is_thirtieths_also_when_its_days_are_a_whole_month() -> None:
    # 28 days after 31 January are all of February, but no month of the insats
    p = regelverket().parameter("ersattning.avbrott_dagar")
    lang = regelverket().tillfor([replace(p, varden=(Varde(d("2024-06-01"), None, 28),))], "påhittad")
    belopp = replace(lang.parameter("checkbelopp.AMI"), varden=(Varde(d("2025-01-01"), d("2025-12-31"), "3000.00"),))
    assert avbrottsersattning(lang.tillfor([belopp], "2025"), "AMI", d("2025-01-31")).belopp == Decimal("2800.00")


@pytest.mark.krav("K14.1")
@pytest.mark.parametrize(
    ("fran", "till", "saknas"),
    [("2025-01-01", "2025-01-31", date(2025, 1, 1)), ("2025-01-10", "2025-01-20", date(2025, 1, 10))],
)
def test_what_has_no_amount_says_from_which_day(fran: str, till: str, saknas: date) -> None:
    e = manadsersattning(regelverket(), "AMI", Period(d(fran), d(till)))
    assert (e.belopp, e.delar, e.utan_belopp) == (None, (), (saknas,))
    assert forklara(e) == f"{fran}–{till}: beslutat checkbelopp saknas från {saknas} (§14.1, K14.1)"


@pytest.mark.krav("K14.1", "K14.3")
def test_a_span_that_has_an_amount_for_some_days_only_is_worth_nothing_yet_and_says_what_it_has() -> None:
    e = avbrottsersattning(regelverket(), "AMI", d("2024-12-27"))
    assert e.belopp is None
    assert [(x.fran, x.till, x.dagar) for x in e.delar] == [(d("2024-12-28"), d("2024-12-31"), 4)]
    assert e.utan_belopp == (d("2025-01-01"),)


@pytest.mark.krav("K14.1", "K14.5")
def test_the_explanation_is_kept_with_what_is_paid() -> None:
    fall = Spel.pagaende(start="2024-03-11").hel_manad("2024-03").hel_manad("2024-04").till("2024-05-16")
    texter: dict[str, Any] = {
        nyckel: u.forklaring.replace("\u00a0", " ") for nyckel, u in fall.insats.utbetalda.items()
    }
    assert texter["manad:2024-03"].startswith("2024-03-11–2024-03-31: 3 876,00 kr / 30 × 21 dagar = 2 713,20 kr")
    assert texter["manad:2024-04"].startswith("2024-04-01–2024-04-30: hel månad, 3 876,00 kr")
