"""The payment month's workflows: the one that the calendar starts on the 16th, and the month itself (K14.6)."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from temporalio import workflow
from temporalio.common import SearchAttributeKey, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError

from workflows.gemensamt.ko import Sagt
from workflows.process.flode import Processflode

with workflow.unsafe.imports_passed_through():
    from domain.grund.parter import SYSTEMET
    from domain.processer.betalningsmanad.lage import SLAG, process_id
    from domain.processer.betalningsmanad.rutin import RUTIN
    from domain.processer.betalningsmanad.stangning import OppnaBetalningsmanad
    from domain.skeende.inkommet import Inkommet
    from domain.tid.manad import manad
    from domain.tid.tidpunkt import datum
    from kontrakt import namn
    from kontrakt.process import Processlut, Processtart

_PLANERAD = SearchAttributeKey.for_datetime("TemporalScheduledStartTime")
_OPPNA = "oppna"


@workflow.defn(name=SLAG)
class Betalningsmanad(Processflode):
    """One payment month, from its closing to its attest. Its id is ``betalningsmanad-2024-04``."""

    rutin = RUTIN

    @workflow.init
    def __init__(self, start: Processtart) -> None:
        super().__init__(start)

    @workflow.run
    async def run(self, _start: Processtart) -> Processlut:
        """See ``Processflode.kor``."""
        return await self.kor()

    @workflow.signal(name=_OPPNA)
    def oppna(self, m: str, planerad: str) -> None:
        """The calendar says that the month is to be closed; said again it changes nothing.

        ``planerad`` (ISO 8601) is the calendar's own instant, which counts where this clock is a little behind.
        """
        inkommet = Inkommet(f"{self._id}:{_OPPNA}", SYSTEMET, OppnaBetalningsmanad(manad=m))
        self._ko.append(Sagt(inkommet, max(self._klocka.nu(), datetime.fromisoformat(planerad))))


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
                Processtart(process_id(m)),
                id=process_id(m),
                task_queue=namn.KO,
                parent_close_policy=workflow.ParentClosePolicy.ABANDON,
                # An earlier run may have been refused as too early; one that is done reads its journal and ends.
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                static_summary=f"betalningsmånad {m}",
            )
            await barn.signal(_OPPNA, args=[m, planerad.isoformat()])
        except WorkflowAlreadyStartedError:
            with suppress(ApplicationError):  # somebody opened it just now, and it is already at its end
                await workflow.get_external_workflow_handle(process_id(m)).signal(
                    _OPPNA, args=[m, planerad.isoformat()]
                )
        return process_id(m)
