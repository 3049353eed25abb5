"""Which workers take work from the fleet's task queue, by build (``BYGGE``), as the server has heard of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from temporalio.api.enums.v1 import TaskQueueType, VersioningBehavior
from temporalio.api.taskqueue.v1 import PollerInfo, TaskQueue
from temporalio.api.workflow.v1 import WorkflowExecutionInfo
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest
from temporalio.client import Client
from temporalio.service import RPCError

from kontrakt import namn

TYSTNAD = timedelta(minutes=2)
"""A worker without work asks once a minute. One that has not been heard of for this long is gone."""

_TYPER = (TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)


async def arbetare(klient: Client, tystnad: timedelta = TYSTNAD) -> Mapping[str | None, frozenset[str]]:
    """The workers that have asked for work within ``tystnad``, by build; None: those without one.

    One that was killed is among them until that time has passed. Raises: RPCError.
    """
    efter = datetime.now(UTC) - tystnad
    hittade: dict[str | None, set[str]] = defaultdict(set)
    for typ in _TYPER:
        svar = await klient.workflow_service.describe_task_queue(
            DescribeTaskQueueRequest(
                namespace=klient.namespace, task_queue=TaskQueue(name=namn.KO), task_queue_type=typ
            )
        )
        for p in svar.pollers:
            if p.last_access_time.ToDatetime(UTC) >= efter:
                hittade[_bygge(p)].add(p.identity)
    return {bygge: frozenset(vilka) for bygge, vilka in hittade.items()}


def _bygge(p: PollerInfo) -> str | None:
    return p.deployment_options.build_id or None if p.deployment_options.deployment_name == namn.KO else None


def bunden_till(om: WorkflowExecutionInfo) -> str | None:
    """The build that a running workflow stays with until its next run; None if it goes with the current one."""
    v = om.versioning_info
    if v.HasField("versioning_override"):  # operations have moved it
        return v.versioning_override.pinned.version.build_id or None
    pinned = v.behavior == VersioningBehavior.VERSIONING_BEHAVIOR_PINNED
    return v.deployment_version.build_id or None if pinned else None


async def utan_arbetare(klient: Client, bygge: str, tystnad: timedelta = TYSTNAD) -> bool:
    """Whether no worker of a build has been heard of for a while. A server that cannot say gives False."""
    try:
        return bygge not in await arbetare(klient, tystnad)
    except RPCError:
        return False
