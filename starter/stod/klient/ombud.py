"""To leave something and not wait, where nobody would tell of a refusal: an agent of the sender's says it (K0.6).

A case that runs has a queue of its own, and journals what it refuses (``Insatsklient.lagg_i_kon``). What begins a case,
and what is said to a process, is left here: it is kept even if no worker runs, and a refusal comes to the sender's
inbox. A process has it in its queue too, or its clock would be first: what waits for a worker is taken in its order.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy

from domain.grund.parter import Aktor
from domain.processer.process import Processrutin
from domain.skeende.handelse import DORRUTGAVA
from kontrakt import namn
from kontrakt.ombud import Ombudsorder
from kontrakt.process import Processtart
from persistence.databas.motor import DatabasFel
from persistence.journal import kon
from starter.stod.klient import avsandning
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import nar_databasen_svarar, oversatt
from starter.stod.klient.process import Processklient


async def starta_senare(klient: Insatsklient, data: Mapping[str, Any], av: Aktor, arende: str, tid: datetime) -> str:
    """``Insatsklient.starta`` without waiting; the case counts from ``tid``, the door's instant (UTC).

    Returns the kommando's id. Raises: Avvisning, for its form and the registers; IngenKontakt, DatabasFel.
    """
    inkommet = await nar_databasen_svarar(
        lambda: avsandning.aktualisering(klient.motor, arende, data, av, tid), klient.talamod
    )
    return await _lamna(klient.temporal, klient.motor, klient.talamod, namn.ARBETSFLODE, arende, inkommet)


async def sag_senare(
    klient: Processklient, rutin: Processrutin, process: str, data: Mapping[str, Any], av: Aktor, kommando_id: str,
    tid: datetime,
) -> str:  # fmt: skip
    """``Processklient.sag`` without waiting; it counts from ``tid``, the door's instant (UTC).

    Returns the kommando's id. Raises as ``starta_senare``.
    """
    inkommet = await klient.kuvert(rutin, process, data, av, kommando_id, tid)
    await avsandning.prova_samma(klient.motor, klient.talamod, process, inkommet, rutin.verb, i_kon=True)
    return await _lamna(klient.temporal, klient.motor, klient.talamod, rutin.slag, process, inkommet)


async def _lamna(
    temporal: Client, motor: Engine, talamod: timedelta, slag: str, till: str, inkommet: Mapping[str, Any]
) -> str:
    """Noted first: the agent takes the note away in the step that tells of a refusal, so that it is told once."""
    await nar_databasen_svarar(lambda: kon.anteckna(motor, till, inkommet, slag), talamod)
    try:
        async with asyncio.timeout(talamod.total_seconds()):
            await framfor(temporal, slag, till, inkommet)
    except Exception as fel:
        with suppress(DatabasFel):  # nobody has been told that it is taken
            await asyncio.to_thread(kon.stada, motor, [(till, str(inkommet["id"]))])
        raise oversatt(fel, till) from fel
    return str(inkommet["id"])


async def framfor(temporal: Client, slag: str, till: str, inkommet: Mapping[str, Any]) -> None:
    """Send an agent; one that is on its way already goes on. A process is given the same to its own queue first."""
    if slag != namn.ARBETSFLODE:
        await temporal.start_workflow(
            slag,
            Processtart(till, dorr=DORRUTGAVA),
            id=till,
            task_queue=namn.KO,
            id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
            id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
            static_summary=slag,
            start_signal=namn.SIGNAL,
            start_signal_args=[dict(inkommet)],
        )
    await temporal.start_workflow(
        namn.ARBETSFLODE_OMBUD,
        Ombudsorder(slag, till, dict(inkommet)),
        id=f"ombud-{till}-{inkommet['id']}",
        task_queue=namn.KO,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        static_summary=f"{inkommet['kommando']['kommando']} till {till}",
    )
