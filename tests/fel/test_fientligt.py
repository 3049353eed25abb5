"""Hostile payloads: each is refused in Swedish, no rule falls on one, and the case is reached after all of them.

A part of them here; ``make fientligt`` sends a hundred thousand through the pure walk and three thousand at the doors.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fel.fientligt.dorrar import skicka
from tests.fel.fientligt.rent import ga
from tests.flotta.flottan import Flotta, flotta

pytestmark = pytest.mark.krav("K0.6", "K3.3", sort="avslag")


def test_no_rule_falls_on_a_hostile_payload_and_a_refusal_is_swedish_and_quick() -> None:
    v = ga(7, 2_500)
    assert dict(v.fel) == {}
    assert v.avvisade > 2_000 and v.tagna > 20, "de flesta avvisas, och några kommer ända fram"
    assert v.p95() < 50


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    async with flotta(database_url, tmp_path) as f:
        await f.ny_arbetare()
        yield f


@pytest.mark.timeout(300)
async def test_a_case_is_reached_after_whatever_has_been_sent_to_it(f: Flotta) -> None:
    v = await skicka(f, 7, 300)
    assert dict(+v.fel) == {}
    assert v.avvisade > 100
