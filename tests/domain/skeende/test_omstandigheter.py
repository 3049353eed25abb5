"""The circumstances that a kommando is decided in: what is asked under which edition, and what stands (K0.6, K0.7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.grund.avvisning import Avvisning
from domain.skeende.handelse import Fall, krav_ej_framtid
from domain.skeende.mening import spann
from tests.verktyg.spel import KV, d, tid

NU = Fall(tid("2024-03-01T09:00"), KV)


@pytest.mark.krav("K0.7", "K16.2", sort="gräns")
@pytest.mark.parametrize(
    ("fakta", "kravs"),
    [
        ({"dorr": 7}, False),
        ({"dorr": 8}, True),
        ({"dorr": 9}, True),
        ({"dorr": 8, "om": True}, False),
        ({"dorr": 8, "rattas": True}, False),
        ({"dorr": 7, "om": True, "rattas": True}, False),
    ],
)
def test_what_an_edition_asks_is_asked_of_what_is_said_now_in_a_run_begun_under_it(
    fakta: dict[str, Any], kravs: bool
) -> None:
    assert replace(NU, **fakta).kraver(8) is kravs


@pytest.mark.krav("K0.7", sort="gräns")
@pytest.mark.parametrize(
    ("om", "rattas", "dorr", "star", "faller"),
    [
        (False, False, 10, False, False),
        (True, False, 4, False, False),
        (True, False, 5, True, False),
        (True, False, 6, True, False),
        (False, True, 7, False, False),
        (False, True, 8, False, True),
        (False, True, 9, False, True),
    ],
)
def test_what_was_right_to_say_stands_and_what_has_no_object_lapses_from_their_editions_on(
    om: bool, rattas: bool, dorr: int, star: bool, faller: bool
) -> None:
    fall = replace(NU, om=om, rattas=rattas, dorr=dorr)
    assert (fall.star, fall.faller_bort) == (star, faller)


@pytest.mark.krav("K0.1", "K0.6", sort="gräns")
def test_a_fact_may_be_of_the_swedish_day_that_it_is_registered_on_and_not_of_the_next() -> None:
    sent = replace(NU, nu=tid("2024-03-01T23:59"))
    assert sent.idag == d("2024-03-01")
    krav_ej_framtid(d("2024-02-29"), sent, "datum")
    krav_ej_framtid(d("2024-03-01"), sent, "datum")
    with pytest.raises(Avvisning) as nej:
        krav_ej_framtid(d("2024-03-02"), sent, "datum")
    assert str(nej.value) == "datum: 2024-03-02 ligger i framtiden (K0.6)"
    krav_ej_framtid(d("2024-03-02"), replace(NU, nu=tid("2024-03-02T00:00")), "datum")


@pytest.mark.parametrize(
    ("till", "text"),
    [
        ("2024-03-01", "2024-03-01"),
        ("2024-03-02", "2024-03-01–2024-03-02"),
        (None, "från 2024-03-01 tills vidare"),
    ],
)
def test_days_are_told_as_one_as_from_and_to_or_as_without_an_end(till: str | None, text: str) -> None:
    assert spann(d("2024-03-01"), d(till) if till else None) == text
