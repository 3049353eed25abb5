"""The bare twin that the service is compared with: as many updates, activities, timers and runs, nothing in them."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime, timedelta

from temporalio import activity, workflow

VACKT = "väckt tvilling"


@activity.defn
def vackt() -> None:
    """What a twin does at midnight: it says so, and no more."""
    sys.stderr.write(f"{VACKT}\n")
    sys.stderr.flush()


@activity.defn
def tom() -> None:
    """Nothing: the cost of a local activity itself."""


@workflow.defn(name="bar")
class Bar:
    """A workflow that does nothing but answer."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def inget(self) -> None:
        """Nothing: the cost of the update itself."""

    @workflow.update
    async def lokal(self) -> None:
        """A local activity, as a write to the journal is one."""
        await _lokal()


@workflow.defn(name="bar_manad")
class BarManad:
    """A case at a turn of month: two timers ring, one local activity, new timers; then, at its place, the next run. At
    another instant there is none."""

    @workflow.run
    async def run(self, skifte: datetime | None = None, overlamning: datetime | None = None) -> None:
        vantar = _vanta(5)
        if skifte:
            await asyncio.gather(_till(skifte), _till(skifte))
            await workflow.execute_local_activity(vackt, start_to_close_timeout=timedelta(seconds=10))
            vantar += _vanta(3)
        if overlamning:
            await _till(overlamning)
            workflow.continue_as_new(args=[None, None])
        await workflow.wait_condition(lambda: False)


def _vanta(antal: int) -> list[asyncio.Task[None]]:
    return [asyncio.create_task(workflow.sleep(timedelta(days=40 + n))) for n in range(antal)]


async def _lokal() -> None:
    await workflow.execute_local_activity(tom, start_to_close_timeout=timedelta(seconds=10))


async def _till(nar: datetime) -> None:
    await workflow.sleep(max(nar - workflow.now(), timedelta(milliseconds=1)))
