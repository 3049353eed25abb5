"""What somebody left at a door while no worker ran is said, and a refusal is told in the sender's inbox (K0.6)."""

from __future__ import annotations

import asyncio

from sqlalchemy import Engine
from temporalio import activity
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken_asynk
from activities.stod.tillsagelse import SVARAR_INTE, sag_till_process, starta_insats
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn
from kontrakt.insats import Start
from kontrakt.ombud import Ombudsorder
from persistence.journal import dokument, kon

_PAUS = 0.2


class Ombudsaktivitet:
    """The activity of ``ombud``; ``motor`` is the database."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    @activity.defn(name=namn.AKTIVITET_FRAMFOR)
    async def framfor(self, order: Ombudsorder) -> str:
        """Say it; the same id again is the same kommando. Returns ``gjort`` or ``avvisat``."""
        klient, id_ = activity.client(), str(order.inkommet["id"])
        async with livstecken_asynk():
            try:
                nej = await (self._borja if order.slag == namn.ARBETSFLODE else _till_process)(klient, order)
            except SVARAR_INTE:
                raise ApplicationError(f"{order.till} svarar inte", type="SvararInte") from None
            with temporals_fel():
                if nej and (text := order.inkommet["dokument"]):  # what is refused leaves no text behind
                    await asyncio.to_thread(dokument.glom_avvisat, self._motor, text, order.till)
                await asyncio.to_thread(kon.framfort, self._motor, order.till, id_, nej)
        return "avvisat" if nej else "gjort"

    async def _borja(self, klient: Client, order: Ombudsorder) -> Avvisning | None:
        """A case begins, at the instant that its door took it in: by a signal, whose word on that is taken."""
        if await self._star_i_journalen(order):
            return None
        handtag = await klient.start_workflow(
            namn.ARBETSFLODE,
            Start(order.till, dorr=DORRUTGAVA),
            id=order.till,
            task_queue=namn.KO,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            static_summary=f"{order.inkommet['kommando']['insats']} hos {order.inkommet['kommando']['anordnare']}",
            start_signal=namn.SIGNAL,
            start_signal_args=[order.inkommet],
        )
        while not await self._star_i_journalen(order):
            om = await klient.get_workflow_handle(handtag.id).describe()
            if om.status != WorkflowExecutionStatus.RUNNING:
                return None if await self._star_i_journalen(order) else await self._varfor_inte(klient, order)
            await asyncio.sleep(_PAUS)
        return None

    async def _varfor_inte(self, klient: Client, order: Ombudsorder) -> Avvisning | None:
        """A case that never began has no line that says why: it is said once more, by one who waits for the answer."""
        sagt = order.inkommet
        igen = WorkflowIDReusePolicy.ALLOW_DUPLICATE
        return await starta_insats(
            klient, order.till, sagt["id"], sagt["kommando"], Aktor.tolka(sagt["av"]), sagt["dokument"], igen
        )

    async def _star_i_journalen(self, order: Ombudsorder) -> bool:
        with temporals_fel():
            return await asyncio.to_thread(kon.har_utfall, self._motor, order.till, str(order.inkommet["id"]))


async def _till_process(klient: Client, order: Ombudsorder) -> Avvisning | None:
    """It lies in the process's own queue; to say the same again gives what it came to there."""
    sagt = order.inkommet
    av, ord_, inkom = Aktor.tolka(sagt["av"]), sagt["dokument"], sagt.get("inkom")
    return await sag_till_process(klient, order.slag, order.till, sagt["id"], sagt["kommando"], av, ord_, inkom)
