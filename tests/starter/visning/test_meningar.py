"""The timeline's sentences, where the number or the chain decides how they read."""

from __future__ import annotations

import pytest

from domain.liv.rutin import mening
from tests.domain.kapitel.uppdrag.test_byte_av_anordnare import fortsattning
from tests.verktyg.spel import Spel


def text(fall: Spel, slag: str) -> str:
    (post,) = (p for p in fall.poster if p.handelse.slag == slag)
    return mening(post).text


@pytest.mark.parametrize(
    ("manader", "langd"), [(1, "2024-03-11–2024-04-10, 1 månad, 100 %"), (3, "2024-03-11–2024-06-10, 3 månader, 100 %")]
)
def test_one_month_is_a_month(manader: int, langd: str) -> None:
    fall = Spel.pagaende(start="2024-03-11", langd_manader=manader)
    assert text(fall, "uppdrag_inlagt") == f"Uppdraget är inlagt: {langd}"


def test_at_a_change_of_anordnare_the_chains_months_are_not_told_as_those_that_are_left() -> None:
    assert text(fortsattning(), "uppdrag_inlagt") == "Uppdraget är inlagt: 2024-06-16–2025-03-10, 100 %"
