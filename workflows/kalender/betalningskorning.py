"""What the calendar starts on the 16th: the payment month, under its own id (K14.6)."""

from __future__ import annotations

from contextlib import suppress

from temporalio import workflow
from temporalio.common import SearchAttributeKey, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError

with workflow.unsafe.imports_passed_through():
    from domain.processer.betalningsmanad.lage import SLAG, process_id
    from domain.skeende.handelse import DORRUTGAVA
    from domain.tid.manad import manad
    from domain.tid.tidpunkt import datum
    from kontrakt import namn
    from kontrakt.process import Processtart

_PLANERAD = SearchAttributeKey.for_datetime("TemporalScheduledStartTime")


@workflow.defn(name=namn.ARBETSFLODE_BETALNINGSKORNING)
class Betalningskorning:
    """What the calendar starts: it starts the month, under the month's own id, and is gone.

    A Schedule gives its runs ids with an instant in them; the month needs one that staff and the next try can name.
    """

    @workflow.run
    async def run(self) -> str:
        """Returns the month's workflow id; the month is that of the instant it was planned for, however late it is."""
        planerad = workflow.info().typed_search_attributes.get(_PLANERAD) or workflow.now()
        m = manad(datum(planerad))
        try:
            barn = await workflow.start_child_workflow(
                SLAG,
                Processtart(process_id(m), dorr=DORRUTGAVA),
                id=process_id(m),
                task_queue=namn.KO,
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
                # An earlier run may have been refused as too early; one that is done reads its journal and ends.
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                static_summary=f"betalningsmånad {m}",
            )
            await barn.signal(namn.SIGNAL_OPPNA, args=[m, planerad.isoformat()])
        except WorkflowAlreadyStartedError:
            with suppress(ApplicationError):  # somebody opened it just now, and it is already at its end
                await workflow.get_external_workflow_handle(process_id(m)).signal(
                    namn.SIGNAL_OPPNA, args=[m, planerad.isoformat()]
                )
        return process_id(m)
