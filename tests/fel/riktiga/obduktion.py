"""Why a case does not answer: what the server, the workers and the database say of it while it hangs."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from sqlalchemy import text
from temporalio.api.enums.v1 import EventType, PendingWorkflowTaskState, TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.service import RPCError

from domain.liv import lagring
from kontrakt import namn
from tests.fel.riktiga.huset import Huset

_SVANS, _LOGG = 25, 12
"""Events of the history, and lines of each worker's log, that are told."""
_SNART = timedelta(seconds=10)


async def obducera(h: Huset, arende: str) -> list[str]:
    """Lines about a case that hangs, for a person."""
    svar = [f"OBDUKTION {arende} {datetime.now(UTC):%H:%M:%S}"]
    for del_ in (_arbetsflodet, _ko, _databasen, _arbetarna):
        try:
            svar += await del_(h, arende)
        except Exception as fel:
            svar.append(f"  {del_.__name__}: {type(fel).__name__}: {fel}")
    return svar


async def spara(h: Huset, arenden: Sequence[str]) -> Path:
    """Keep each case's history, run by run, and its journal as files in a folder of their own."""
    mapp = Path(tempfile.mkdtemp(prefix="insats-obduktion-"))
    for arende in arenden:
        korning: str | None = None
        for n in count(1):
            historik = await h.klient.temporal.get_workflow_handle(arende, run_id=korning).fetch_history()
            (mapp / f"{arende}-{n}.json").write_text(historik.to_json())
            korning = historik.events[0].workflow_execution_started_event_attributes.continued_execution_run_id
            if not korning:
                break
        rader = [lagring.post_till_json(p) for p in await asyncio.to_thread(h.poster, arende)]
        (mapp / f"{arende}-journal.json").write_text(json.dumps(rader, ensure_ascii=False, indent=1))
    return mapp


async def _arbetsflodet(h: Huset, arende: str) -> list[str]:
    handtag = h.klient.temporal.get_workflow_handle(arende)
    om = (await handtag.describe(rpc_timeout=_SNART)).raw_description
    w = om.pending_workflow_task
    lage = PendingWorkflowTaskState.Name(w.state)
    svar = [
        f"  steget: {lage}, försök {w.attempt}, köat {w.scheduled_time.ToDatetime():%H:%M:%S}, "
        f"börjat {w.started_time.ToDatetime():%H:%M:%S}"
    ]
    svar += [
        f"  aktivitet {a.activity_type.name}: försök {a.attempt}, {a.last_failure.message}, "
        f"nästa {a.scheduled_time.ToDatetime():%H:%M:%S}"
        for a in om.pending_activities
    ]
    for e in list((await handtag.fetch_history()).events)[-_SVANS:]:
        vad = str(getattr(e, str(e.WhichOneof("attributes")))).replace("\n", " ")
        svar.append(f"  {e.event_id} {e.event_time.ToDatetime():%H:%M:%S} {EventType.Name(e.event_type)} {vad[:200]}")
    return svar


async def _ko(h: Huset, _arende: str) -> list[str]:
    klient, svar = h.klient.temporal, []
    for slag in (TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY):
        fraga = DescribeTaskQueueRequest(
            namespace=klient.namespace, task_queue=TaskQueue(name=namn.KO), task_queue_type=slag
        )
        with suppress(RPCError):
            om = await klient.workflow_service.describe_task_queue(fraga, timeout=_SNART)
            vilka = [f"{p.identity} {p.last_access_time.ToDatetime():%H:%M:%S}" for p in om.pollers]
            svar.append(f"  kön {TaskQueueType.Name(slag)}: {vilka}")
    return svar


async def _databasen(h: Huset, arende: str) -> list[str]:
    def las() -> list[str]:
        with h.motor.connect() as c:
            rader = c.execute(text("SELECT count(*), max(nr), max(tid) FROM journal WHERE arende = :a"), {"a": arende})
            svar = [f"  journalen: {tuple(rader.one())}"]
            igang = text(
                "SELECT pid, state, wait_event_type, wait_event, now() - state_change, left(query, 90) "
                "FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' "
                "AND pid <> pg_backend_pid()"
            )
            return svar + [f"  i databasen: {tuple(r)}" for r in c.execute(igang)]

    return await asyncio.to_thread(las)


async def _arbetarna(h: Huset, _arende: str) -> list[str]:
    svar = []
    for a in h.arbetare[-4:]:
        frisk = await asyncio.to_thread(a.healthy) if a.running else False
        svar.append(f"  {a.name}: pid {a.pid}, kör {a.running}, frisk {frisk}")
        if a.log.exists():
            svar += [f"    {rad[:300]}" for rad in a.log.read_text(errors="replace").splitlines()[-_LOGG:]]
    return svar
