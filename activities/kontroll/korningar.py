"""The hunt's look at a case's workflow: is it there, does it move, does it know what the journal knows, has it timers.

A case moves while it is looked at. So the journal is folded just as far as the workflow says it has come, and timers
are judged only if the workflow stood still around them; what then differs is for the caller to look at again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Engine
from temporalio.api.history.v1 import HistoryEvent
from temporalio.client import (
    Client,
    WorkflowExecutionDescription,
    WorkflowExecutionStatus,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowQueryRejectedError,
)
from temporalio.service import RPCError, RPCStatusCode

from activities.kontroll.arbetare import bunden_till, utan_arbetare
from domain.grund.parter import SYSTEMET
from domain.insats.insats import Insats
from domain.kontroll import korning
from domain.kontroll.arende import Granskat
from domain.kontroll.fynd import Fynd, Granser
from domain.kontroll.process import Processgranskat
from domain.liv import forlopp
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Lagesbild, Utbetalningsrad, lagesbild
from domain.liv.vikning import vik
from kontrakt import namn
from kontrakt.nattligt import SCHEMAN
from persistence.kontroll import arenden

_T = TypeVar("_T")

_TALAMOD = timedelta(seconds=10)
"""How long a worker is given to answer a query."""

_SLUT = {
    WorkflowExecutionStatus.COMPLETED: "är slutfört",
    WorkflowExecutionStatus.FAILED: "har misslyckats",
    WorkflowExecutionStatus.CANCELED: "är avbrutet",
    WorkflowExecutionStatus.TERMINATED: "är avslutat utifrån",
    WorkflowExecutionStatus.TIMED_OUT: "har gått ut i tiden",
}


class IngetSvar(Exception):
    """Server or workers do not answer: nothing can be said of the workflow. One Swedish sentence."""


@dataclass(frozen=True, slots=True)
class _Lage:
    """What the query ``tillstand`` answers."""

    insats: Insatsrad
    bevakningar: list[Bevakningsrad]
    utbetalningar: list[Utbetalningsrad]

    @property
    def bild(self) -> Lagesbild:
        bevakningar = {b.nyckel: b for b in self.bevakningar}
        return Lagesbild(bevakningar, {u.nyckel: u for u in self.utbetalningar}, self.insats)


class Lageskontroll:
    """Looks at workflows on one server."""

    def __init__(self, klient: Client, motor: Engine, granser: Granser) -> None:
        self._klient, self._motor, self._granser = klient, motor, granser
        self._tysta: set[str] = set()
        """Builds that did not answer and have no worker."""

    async def oppna(self, typ: str = namn.ARBETSFLODE) -> dict[str, datetime]:
        """The running workflows of a type by the list, which may be behind: id and start. Raises: IngetSvar."""
        fraga = f"WorkflowType = '{typ}' AND ExecutionStatus = 'Running'"
        try:
            return {w.id: w.start_time async for w in self._klient.list_workflows(fraga, page_size=1000)}
        except RPCError as fel:
            raise IngetSvar(f"Temporal svarar inte ({fel.status.name})") from fel

    async def kor(self, arende: str) -> bool:
        """Whether it runs now, asked of itself and not of the list. Raises: IngetSvar."""
        om = await self._beskriv(arende)
        return om is not None and om.status == WorkflowExecutionStatus.RUNNING

    async def utan_arende(self, oppna: Iterable[tuple[str, datetime]]) -> list[Fynd]:
        """Of running workflows that no case has been seen for: those that still run, have had time, and have none."""
        fore = datetime.now(UTC) - self._granser.andrum
        gamla = [arende for arende, start in oppna if start < fore]
        kor = [arende for arende in gamla if await self.kor(arende)]
        med = await asyncio.to_thread(arenden.finns, self._motor, kor)
        text = "arbetsflödet kör, men det finns inget sådant ärende, och ingen sådan process"
        return [
            Fynd("arbetsflode_utan_arende", arende, text, f"temporal workflow terminate --workflow-id {arende}")
            for arende in kor
            if arende not in med
        ]

    async def scheman(self) -> list[Fynd]:
        """The Schedules that are missing; one that operations have paused is there. Raises: IngetSvar."""
        saknas = []
        for id in SCHEMAN:
            try:
                await self._klient.get_schedule_handle(id).describe(rpc_timeout=_TALAMOD)
            except RPCError as fel:
                if fel.status is not RPCStatusCode.NOT_FOUND:
                    raise IngetSvar(f"Temporal svarar inte ({fel.status.name})") from fel
                text = "schemat finns inte, så det som kalendern ska starta startas inte"
                saknas.append(Fynd("schema", id, text, "skapa det: insats scheman"))
        return saknas

    async def granska(self, g: Granskat | Processgranskat) -> list[Fynd]:
        """A case, or a process, that is not completed, against its workflow. Raises: IngetSvar."""
        id, vad = (g.arende, "ärendet") if isinstance(g, Granskat) else (g.process, "processen")
        om = await self._beskriv(id)
        if om is None or om.status != WorkflowExecutionStatus.RUNNING:
            hur = _SLUT.get(om.status, "kör inte") if om and om.status else "finns inte"
            text = f"{vad} är inte i mål, men dess arbetsflöde {hur}"
            return [Fynd("arbetsflode_saknas", id, text, f"starta det ur journalen: insats laga {id}")]
        if om.raw_description.pending_workflow_task.attempt > self._granser.forsok:
            text = "arbetsflödet kommer inte vidare; samma steg misslyckas om och om igen"
            atgard = f"rätta orsaken, som historiken i Temporal visar, eller {korning.omstart(id)}"
            return [Fynd("arbetsflode_fastnat", id, text, atgard)]
        bygge = bunden_till(om.raw_description.workflow_execution_info)
        # A build that gave no answer is not waited for once more for each of its cases.
        if bygge in self._tysta and await self._utan_arbetare(bygge):
            return [_utan_arbetare(id, bygge)]
        try:
            return await (self._jamfor(g.insats) if isinstance(g, Granskat) and g.insats else self._nummer(g))
        except IngetSvar:
            if bygge is None or not await self._utan_arbetare(bygge):
                raise
            self._tysta.add(bygge)
            return [_utan_arbetare(id, bygge)]
        except (WorkflowQueryFailedError, WorkflowQueryRejectedError):
            text = "arbetsflödet kör men kan inte säga hur det står"
            return [Fynd("lage", id, text, korning.omstart(id))]

    async def _nummer(self, g: Granskat | Processgranskat) -> list[Fynd]:
        """A process's workflow has come as far as its journal had when it was read, or further."""
        if isinstance(g, Granskat) or g.lage is None:
            return []
        nr = await self._fraga(self._klient.get_workflow_handle(g.process), "journalnummer", int)
        if nr >= g.lage.nr:
            return []
        text = f"arbetsflödet står på rad {nr}, journalen på {g.lage.nr}"
        return [Fynd("lage", g.process, text, korning.omstart(g.process))]

    async def _jamfor(self, i: Insats) -> list[Fynd]:
        handtag = self._klient.get_workflow_handle(i.arende)
        fore = await self._lage(handtag)
        finns, skillnad = [h async for h in _handelser(handtag)], timedelta()
        if finns:
            skillnad = await self._tidsskillnad(finns[0])
        efter = await self._lage(handtag)
        nr = efter.insats.nr
        ratt, sista = await asyncio.to_thread(self._vid, i, nr)
        if ratt is None:
            text = f"arbetsflödet står på rad {nr}, men journalen slutar på {sista}"
            return [Fynd("lage", i.arende, text, korning.omstart(i.arende))]
        fynd = list(korning.lage(i.arende, efter.bild, lagesbild(ratt)))
        if nr < i.nr:
            text = f"arbetsflödet står på rad {nr}, journalen på {i.nr}"
            fynd.append(Fynd("lage", i.arende, text, korning.omstart(i.arende)))
        if fore.insats.nr == nr and not fynd:
            nu = datetime.now(UTC) + skillnad
            timrar = [(text, nar + skillnad) async for text, nar in self._timrar(finns)]
            fynd += korning.timrar(i.arende, forlopp.kommande(ratt), timrar, nu, self._granser.andrum)
        return fynd

    def _vid(self, i: Insats, nr: int) -> tuple[Insats | None, int]:
        """The fold at line ``nr``, None if the journal does not reach it; and the last line there is."""
        if i.nr == nr:
            return i, nr
        (skrivet,) = arenden.las(self._motor, [i.arende])
        return (vik(skrivet.poster[:nr]) if len(skrivet.poster) >= nr else None), len(skrivet.poster)

    async def _utan_arbetare(self, bygge: str) -> bool:
        return await utan_arbetare(self._klient, bygge, self._granser.tystnad)

    # --- the server ------------------------------------------------------------------------------------------------

    async def _beskriv(self, arende: str) -> WorkflowExecutionDescription | None:
        try:
            return await self._klient.get_workflow_handle(arende).describe(rpc_timeout=_TALAMOD)
        except RPCError as fel:
            if fel.status is RPCStatusCode.NOT_FOUND:
                return None
            raise IngetSvar(f"Temporal svarar inte ({fel.status.name})") from fel

    async def _lage(self, handtag: WorkflowHandle[Any, Any]) -> _Lage:
        return await self._fraga(handtag, "tillstand", _Lage, str(SYSTEMET))

    async def _fraga(self, handtag: WorkflowHandle[Any, Any], fraga: str, typ: type[_T], *argument: str) -> _T:
        try:
            svar: _T = await handtag.query(fraga, args=argument, result_type=typ, rpc_timeout=_TALAMOD)
        except RPCError as fel:
            raise IngetSvar("ingen arbetare svarar") from fel
        return svar

    async def _tidsskillnad(self, start: HistoryEvent) -> timedelta:
        """How far the case's clock is from the server's: nothing but in a rehearsal."""
        payloads = start.workflow_execution_started_event_attributes.input.payloads
        (data,) = await self._klient.data_converter.decode(payloads, [dict[str, Any]])
        return TypeAdapter(timedelta).validate_python(data.get("tidsskillnad", "PT0S"))

    async def _timrar(self, handelser: Iterable[HistoryEvent]) -> AsyncIterator[tuple[str, datetime]]:
        """The durable timers that wait: summary, and when they ring by the server's clock."""
        vantar: dict[str, HistoryEvent] = {}
        for h in handelser:
            if h.HasField("timer_started_event_attributes"):
                vantar[h.timer_started_event_attributes.timer_id] = h
            elif h.HasField("timer_canceled_event_attributes"):
                vantar.pop(h.timer_canceled_event_attributes.timer_id, None)
            elif h.HasField("timer_fired_event_attributes"):
                vantar.pop(h.timer_fired_event_attributes.timer_id, None)
        for h in vantar.values():
            # The SDK's own timers, that wait for the next try of a local activity, have no summary.
            sammanfattning = h.user_metadata.summary
            (text,) = (
                await self._klient.data_converter.decode([sammanfattning], [str]) if sammanfattning.metadata else ("",)
            )
            langd = h.timer_started_event_attributes.start_to_fire_timeout.ToTimedelta()
            yield text, h.event_time.ToDatetime(UTC) + langd


def _utan_arbetare(id: str, bygge: str) -> Fynd:
    text = f"arbetsflödet hör till bygget {bygge} och väntar på en arbetare med det; ingen kör"
    atgard = (
        f"starta en arbetare med BYGGE={bygge}, eller låt det aktuella bygget ta över: insats laga {id} --ny-korning"
    )
    return Fynd("arbetsflode_utan_arbetare", id, text, atgard)


async def _handelser(handtag: WorkflowHandle[Any, Any]) -> AsyncIterator[HistoryEvent]:
    try:
        async for h in handtag.fetch_history_events():
            yield h
    except RPCError as fel:
        raise IngetSvar(f"Temporal svarar inte ({fel.status.name})") from fel
