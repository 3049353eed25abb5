"""The service's own sentences on a page: days, weeks, months and kronor as Swedes write them, and ids as they are."""

from __future__ import annotations

from datetime import date

import pytest

from starter.skrivbord import mallmotor
from starter.skrivbord.mallmotor import svenska


@pytest.fixture(autouse=True)
def idag() -> None:
    mallmotor._IDAG.set(date(2026, 11, 30))


@pytest.mark.parametrize(
    ("sagt", "visat"),
    [
        ("senast 2026-12-07 (anordnaren)", "senast mån 7 december (anordnaren)"),
        ("2025-12-31", "ons 31 december 2025"),
        ("månadsrapport 2026-10, klar", "månadsrapport oktober 2026, klar"),
        ("veckokontakt 2026-W49", "veckokontakt vecka 49"),
        ("veckokontakt 2025-W01", "veckokontakt vecka 1 2025"),
        ("4000.00 kr per månad", "4\xa0000,00\xa0kr per månad"),
        ("3\xa0876,00\xa0kr", "3\xa0876,00\xa0kr"),
    ],
)
def test_a_day_a_week_a_month_and_an_amount_are_said_as_swedes_say_them(sagt: str, visat: str) -> None:
    assert svenska(sagt) == visat


@pytest.mark.parametrize(
    "text", ["faktura 2026-10", "in-2026-10", "gallring-2026-10-01x", "NAF 2024/131", "2024-13-45"]
)
def test_what_only_looks_like_one_stands_as_it_is(text: str) -> None:
    assert svenska(text) == text
