"""The alarms of queues and of a server that throttles: what they look at shows it, and the runbook's cure cures it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import SignalWorkflowExecutionRequest

from persistence.journal import kon
from starter.stod.stack.processes import free_port
from starter.stod.stack.temporal import TemporalServer
from tests.flotta.flottan import ANORDNARE, Flotta, flotta, hamta, tills

pytestmark = pytest.mark.krav("K0.7")

BEMANNA = {"kommando": "bemanna", "handlaggare": "H1"}


@pytest_asyncio.fixture
async def f(database_url: str, tmp_path: Path) -> AsyncIterator[Flotta]:
    async with flotta(database_url, tmp_path) as f:
        yield f


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
    i_tid, alla = f.matt(f"{vad}_bucket", le="5"), f.matt(f"{vad}_count")
    assert alla - i_tid >= len(arenden), "larmet räknar i sekunder, och ser dem som väntade mer än fem"
    assert [f.bemannade(a) for a in arenden] == [["H1"]] * 4


class Snal(TemporalServer):
    """A Temporal that takes few calls a second from our namespace, until its limit is raised."""

    i_sekunden = 5

    def __init__(self, *, search_attributes: dict[str, str], log: Path, ui: bool) -> None:
        super().__init__(search_attributes=search_attributes, log=log, ui=ui, database=log.parent / "t" / "temporal.db")
        self.matt_port = free_port()

    def _command(self) -> list[str]:
        egna = ["--metrics-port", str(self.matt_port), "--dynamic-config-value"]
        return [*super()._command(), *egna, f"frontend.namespaceRPS={self.i_sekunden}"]

    def strypta(self, namn: str) -> float:
        """What it says that it has refused of our namespace's, by the alarm's own metric."""
        _, sida = hamta(f"http://127.0.0.1:{self.matt_port}/metrics")
        return sum(float(v) for v in re.findall(rf'^{namn}{{.*namespace="default".*}} (\S+)$', sida, re.MULTILINE))


async def test_a_temporal_that_throttles_is_seen_by_the_alarm_and_takes_all_when_its_limit_is_raised(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    larm = (Path(__file__).parents[2] / "deploy" / "prometheus" / "larm.yml").read_text()
    (namn,) = re.findall(r"expr: sum\(increase\((\w+){namespace!=\"temporal_system\"}\[10m\]\)\) > 0", larm)
    fraga = SignalWorkflowExecutionRequest(
        namespace="default", workflow_execution=WorkflowExecution(workflow_id="finns-inte"), signal_name="x"
    )

    async with flotta(database_url, tmp_path, Snal) as f:
        server, tjanst = f.temporal, f.klient.temporal.workflow_service
        assert isinstance(server, Snal)
        await f.ny_arbetare()
        # Somebody asks far more than there is room for, while cases are spoken to: that comes through, only late.
        manga = (tjanst.signal_workflow_execution(fraga) for _ in range(60))
        arenden, *_ = await asyncio.gather(
            asyncio.gather(*(f.nytt_arende() for _ in range(6))), *manga, return_exceptions=True
        )
        assert server.strypta(namn) > 0
        # The cure: its limit is raised. Nothing was lost, and nothing more is refused.
        monkeypatch.setattr(Snal, "i_sekunden", 2400)
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        assert isinstance(arenden, list)
        await asyncio.gather(*(f.bemanna(a, "H1") for a in arenden))
        assert [f.bemannade(a) for a in arenden] == [["H1"]] * 6
        assert server.strypta(namn) == 0
