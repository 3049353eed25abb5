"""The bare thing that a journaled command is compared with."""

from __future__ import annotations

from temporalio import workflow


@workflow.defn(name="bar")
class Bar:
    """A workflow that does nothing but answer."""

    @workflow.run
    async def run(self) -> None:
        await workflow.wait_condition(lambda: False)

    @workflow.update
    async def inget(self) -> None:
        """Nothing: the cost of the update itself."""
