"""The daily hunt for impossible states; the calendar starts it (``starter.drift.scheman``)."""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

with workflow.unsafe.imports_passed_through():
    from kontrakt import namn
    from kontrakt.insats import Leverans
    from kontrakt.nattligt import AKTIVITET_KONTROLLERA, ARBETSFLODE_KONTROLL, Kontrollsvar
    from workflows.gemensamt.skrivare import POSTFORSOK, TYST

_FORSOK = RetryPolicy(initial_interval=timedelta(minutes=1), maximum_interval=timedelta(minutes=15), maximum_attempts=8)


@workflow.defn(name=ARBETSFLODE_KONTROLL)
class Kontroll:
    """One run of the hunt. It fails only if it could not be carried out; what it found is no failure of its own."""

    @workflow.run
    async def run(self) -> Kontrollsvar:
        """Look, store, and send word of what is new."""
        svar: Kontrollsvar = await workflow.execute_activity(
            AKTIVITET_KONTROLLERA,
            result_type=Kontrollsvar,
            start_to_close_timeout=timedelta(hours=8),
            heartbeat_timeout=timedelta(minutes=5),
            retry_policy=_FORSOK,
            summary="letar efter lägen som inte ska kunna finnas",
        )
        hur = f"{svar.arenden} ärenden, {svar.fynd} fel, varav {svar.nya} nya"
        workflow.set_current_details(f"{hur}. {svar.hinder}".strip())
        if svar.att_leverera:
            await workflow.execute_activity(
                namn.AKTIVITET_LEVERERA,
                Leverans(ARBETSFLODE_KONTROLL),
                start_to_close_timeout=timedelta(minutes=2),
                heartbeat_timeout=TYST,
                schedule_to_close_timeout=timedelta(hours=20),
                retry_policy=POSTFORSOK,
                summary="e-post om nya fynd",
            )
        return svar
