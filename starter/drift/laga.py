"""What the hunt proposes as cures: a case's rows and workflow are made from its journal again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from temporalio.api.common.v1 import Payload
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

from domain.grund.ordval import numerus
from domain.grund.slag import Status
from domain.insats.insats import Insats
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn
from kontrakt.insats import Start
from kontrakt.omfang import som_ryms
from kontrakt.process import Processtart
from persistence.arende import lasning
from persistence.journal import kon
from persistence.kontroll import processer, tabellerna
from persistence.kontroll.ombyggnad import bygg_om
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.klient.ombud import framfor
from starter.stod.kryptering.namn import Nyckelfel


@dataclass(frozen=True)
class Lagat:
    """What was done: Swedish sentences."""

    arende: str
    gjort: tuple[str, ...]


async def laga_arende(motor: Engine, klient: Client, arende: str, *, ny_korning: bool = False) -> Lagat:
    """Write the case's read tables anew, and start its workflow from the journal if it should run and does not.

    Args:
        ny_korning: replace a running workflow as well, by one whose state and timers are what the journal gives.

    Raises:
        OrubbligtFel: the journal is not whole.
        IngenKontakt: the server does not answer.
        DatabasFel: the database cannot be used now.
    """
    if slag := await asyncio.to_thread(processer.slag, motor, arende):
        lagat = await _laga_process(motor, klient, slag, arende, ny_korning)
        return Lagat(arende, (*lagat.gjort, *await _ombuden(motor, klient, arende)))
    om = await _ombuden(motor, klient, arende)
    if om and await asyncio.to_thread(lasning.ett_arende, motor, None, arende) is None:
        return Lagat(arende, om)  # it has not begun: that is what is to be said
    i = await asyncio.to_thread(bygg_om, motor, arende)
    gjort = [*om, f"Lästabellerna är skrivna ur journalen, till och med rad {i.nr}."]
    try:
        kvar = await i_kon(motor, arende)
        korning = await _kor(klient, arende)
        if korning and ny_korning:
            olasliga = await _ersatt(motor, klient, i, korning)
            gjort.append("Arbetsflödet är ersatt av ett nytt ur journalen.")
            if olasliga:
                vad = numerus(olasliga, "sak", "saker")
                gjort.append(f"{vad} i den gamla kön går inte att läsa utan sin nyckel; dörrarna har sitt i databasen.")
        elif not korning and await asyncio.to_thread(_ska_kora, motor, i):
            await starta(motor, klient, i)
            gjort.append("Arbetsflödet är startat ur journalen.")
        await sag_om(motor, klient, arende)
        if antal := len(kvar):
            gjort.append(f"{numerus(antal, 'sak', 'saker')} som låg i kön utan utfall är sagda igen.")
    except RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {fel.message}") from fel
    return Lagat(arende, tuple(gjort))


async def _ombuden(motor: Engine, klient: Client, arende: str) -> tuple[str, ...]:
    """What agents have to say to it or begin it with is left to them again; the sentence of it, if there was any."""
    try:
        antal = await framfor_igen(motor, klient, arende)
    except RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {fel.message}") from fel
    return (f"{numerus(antal, 'sak', 'saker')} som ingen arbetare hade tagit är lämnade igen.",) if antal else ()


async def _laga_process(motor: Engine, klient: Client, slag: str, process: str, ny_korning: bool) -> Lagat:
    """A process reads its journal when it is started, and ends at once if there is nothing left to do."""
    try:
        if not ny_korning and await _kor(klient, process):
            return Lagat(process, ("Processens arbetsflöde kör; ingenting är ändrat.",))
        await starta_process(motor, klient, slag, process, ersatt=True)
    except RPCError as fel:
        raise IngenKontakt(f"Temporal svarar inte: {fel.message}") from fel
    return Lagat(process, ("Processens arbetsflöde är startat ur journalen.",))


async def starta_process(motor: Engine, klient: Client, slag: str, process: str, *, ersatt: bool = False) -> None:
    """A run that reads its journal, with what was left for it in its queue; unless ``ersatt``, one that runs goes
    on."""
    policy = WorkflowIDConflictPolicy.TERMINATE_EXISTING if ersatt else WorkflowIDConflictPolicy.USE_EXISTING
    await klient.start_workflow(
        slag,
        Processtart(process, att_leverera=True, dorr=DORRUTGAVA),
        id=process,
        task_queue=namn.KO,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        id_conflict_policy=policy,
        **await _med_kon(motor, process),
    )


async def _med_kon(motor: Engine, id: str) -> dict[str, Any]:
    """How a run is begun with what the record has as acknowledged and without outcome: it is to have it in its queue
    before its clock rings, or what was said in time would be late (K0.6). What does not pass in one message comes
    after."""
    sagt = som_ryms([dict(s.inkommet) for s in await asyncio.to_thread(kon.utan_utfall, motor, id)])
    return {"start_signal": namn.SIGNAL, "start_signal_args": sagt} if sagt else {}


def _ska_kora(motor: Engine, i: Insats) -> bool:
    return i.status is not Status.SLUTFORD or bool(tabellerna.vantar(motor, i.arende))


async def starta(motor: Engine, klient: Client, i: Insats, *, ersatt: bool = True) -> None:
    """A run with the journal's state, as if an earlier one had handed it over, and with what was left for it in its
    queue; it takes the place of a running one.

    With ``ersatt`` False one that runs is left alone, and WorkflowAlreadyStartedError raised, unless it is given its
    queue again, which it takes once.
    """
    i_kon = await _med_kon(motor, i.arende)
    annars = WorkflowIDConflictPolicy.USE_EXISTING if i_kon else WorkflowIDConflictPolicy.FAIL
    policy = WorkflowIDConflictPolicy.TERMINATE_EXISTING if ersatt else annars
    await klient.start_workflow(
        namn.ARBETSFLODE,
        Start.med(i, att_leverera=True, dorr=DORRUTGAVA),
        id=i.arende,
        task_queue=namn.KO,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        id_conflict_policy=policy,
        static_summary=f"{i.slag} hos {i.anordnare}",
        **i_kon,
    )


async def _ersatt(motor: Engine, klient: Client, i: Insats, korning: str) -> int:
    """Take a running workflow's place, and say again what it may not have had time for; how much of its queue is
    encrypted by a key that is not had. What a door took is in the record too (``sag_om``).

    What was put in its queue is known by its id, so that what it has handled is not done twice. Who waits for an
    answer is told that there was none, and says it again by the same id.
    """
    await starta(motor, klient, i)
    # The run that is gone may have written once more just before that; then what took its place is behind.
    while (nu := await asyncio.to_thread(bygg_om, motor, i.arende)).nr > i.nr:
        i = nu
        await starta(motor, klient, i)
    handtag = klient.get_workflow_handle(i.arende)
    olasliga = 0
    async for payloads in _signaler(klient, i.arende, korning):
        try:
            varden = await klient.data_converter.decode(payloads)
        except Nyckelfel:
            olasliga += 1
            continue
        if varden:
            await handtag.signal(namn.SIGNAL, varden[0])
    return olasliga


async def i_kon(motor: Engine, arende: str) -> list[kon.SagtIKon]:
    """What the record has as acknowledged by the case's queue and without outcome. What is told of is what was there
    before anything was started, since a run takes it at once."""
    return [s for s in await asyncio.to_thread(kon.utan_utfall, motor, arende) if s.slag is None]


async def sag_om(motor: Engine, klient: Client, arende: str) -> None:
    """Say again what still has no outcome; a case takes an id once."""
    for s in await i_kon(motor, arende):
        await klient.get_workflow_handle(arende).signal(namn.SIGNAL, dict(s.inkommet))


async def framfor_igen(motor: Engine, klient: Client, arende: str | None = None) -> int:
    """Send agents again with what has no outcome; one that is on its way goes on."""
    kvar = await asyncio.to_thread(kon.utan_utfall, motor, arende)
    for s in (ombud := [s for s in kvar if s.slag]):
        await framfor(klient, str(s.slag), s.arende, s.inkommet)
    return len(ombud)


async def _signaler(klient: Client, arende: str, korning: str) -> AsyncIterator[Sequence[Payload]]:
    async for h in klient.get_workflow_handle(arende, run_id=korning).fetch_history_events():
        s = h.workflow_execution_signaled_event_attributes
        if h.HasField("workflow_execution_signaled_event_attributes") and s.signal_name == namn.SIGNAL:
            yield s.input.payloads


async def _kor(klient: Client, arende: str) -> str | None:
    """The id of the run that is running, if one is."""
    try:
        om = await klient.get_workflow_handle(arende).describe()
    except RPCError as fel:
        if fel.status is RPCStatusCode.NOT_FOUND:
            return None
        raise
    return om.run_id if om.status == WorkflowExecutionStatus.RUNNING else None
