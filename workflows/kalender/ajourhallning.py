"""The nightly upkeep of running cases; the calendar starts it (``starter.drift.scheman``), and operations may."""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from kontrakt.nattligt import AKTIVITET_AJOUR, ARBETSFLODE_AJOUR, Ajoursvar

_FORSOK = RetryPolicy(initial_interval=timedelta(seconds=10), maximum_interval=timedelta(minutes=15))


@workflow.defn(name=ARBETSFLODE_AJOUR)
class Ajourhallning:
    """One run: every case under way is told of new rules and changed auktorisationer (K1.1, K14.1)."""

    @workflow.run
    async def run(self) -> Ajoursvar:
        """Tell them, however many tries it takes within a day; the next night tells what is left."""
        svar: Ajoursvar = await workflow.execute_activity(
            AKTIVITET_AJOUR,
            result_type=Ajoursvar,
            start_to_close_timeout=timedelta(hours=4),
            schedule_to_close_timeout=timedelta(hours=20),
            heartbeat_timeout=timedelta(minutes=2),
            retry_policy=_FORSOK,
            summary="säger till ärenden om nya regler och ändrade auktorisationer",
        )
        workflow.set_current_details(
            f"{svar.arenden} ärenden sedda, {svar.regelverk} fick nya regler, "
            f"{svar.auktorisationer} en ändrad auktorisation, {len(svar.avvisade)} avvisade."
        )
        return svar
