"""Somebody's agent: what was left at a door while no worker ran is said when one does.

A case that runs keeps what is said to it by itself, as a signal; what has not begun, and a process, have this.
"""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from kontrakt import namn
    from kontrakt.ombud import Ombudsorder
    from workflows.gemensamt.skrivare import FORSOK, TYST


@workflow.defn(name=namn.ARBETSFLODE_OMBUD)
class Ombud:
    """One thing said, once; ``gjort``, or ``avvisat`` where its sender has been told so in the inbox."""

    @workflow.run
    async def run(self, order: Ombudsorder) -> str:
        """It is tried for as long as it takes: its door has acknowledged it."""
        utfall: str = await workflow.execute_activity(
            namn.AKTIVITET_FRAMFOR,
            order,
            result_type=str,
            start_to_close_timeout=timedelta(minutes=5),
            heartbeat_timeout=TYST,
            retry_policy=FORSOK,
            summary=f"framför {order.inkommet['kommando']['kommando']} till {order.till}",
        )
        return utfall
