"""The alarm of queues: what it looks at shows it when it happens, and the runbook's cure cures it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from persistence.journal import kon
from tests.flotta.flottan import ANORDNARE, Flotta, flotta, hamta, tills

pytestmark = pytest.mark.krav("K0.7")

BEMANNA = {"kommando": "bemanna", "handlaggare": "H1"}


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    async with flotta(database_url, tmp_path) as f:
        yield f


def matt(f: Flotta, namn: str, **etiketter: str) -> float:
    """The sum of a metric over the workers that run."""
    alla = "\n".join(hamta(a.health_url.replace("/halsa", "/metrics"))[1] for a in f.arbetare if a.running)
    rader = re.findall(rf"^{namn}{{([^}}]*)}} (\S+)$", alla, re.MULTILINE)
    return sum(float(v) for vad, v in rader if all(f'{e}="{varde}"' in vad for e, varde in etiketter.items()))


async def test_what_waited_for_a_worker_is_seen_by_the_alarm_and_goes_when_there_is_one(f: Flotta) -> None:
    arbetare = await f.ny_arbetare()
    arenden = [await f.nytt_arende() for _ in range(4)]
    await asyncio.to_thread(arbetare.stop)
    for arende in arenden:
        await f.klient.lagg_i_kon(arende, BEMANNA, ANORDNARE)
    await asyncio.sleep(8)
    await f.ny_arbetare()
    await tills(lambda: not kon.utan_utfall(f.motor))
    vad = "temporal_workflow_task_schedule_to_start_latency"
    i_tid, alla = matt(f, f"{vad}_bucket", le="5"), matt(f, f"{vad}_count")
    assert alla - i_tid >= len(arenden), "larmet räknar i sekunder, och ser dem som väntade mer än fem"
    assert [f.bemannade(a) for a in arenden] == [["H1"]] * 4
