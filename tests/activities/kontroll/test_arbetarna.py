"""Which build a running workflow stays with, as the server tells it."""

import pytest
from temporalio.api.deployment.v1 import WorkerDeploymentVersion
from temporalio.api.enums.v1 import VersioningBehavior
from temporalio.api.workflow.v1 import VersioningOverride, WorkflowExecutionInfo, WorkflowExecutionVersioningInfo

from activities.kontroll.arbetare import bunden_till
from kontrakt.namn import KO

A, B = (WorkerDeploymentVersion(deployment_name=KO, build_id=b) for b in "ab")
PINNED = VersioningBehavior.VERSIONING_BEHAVIOR_PINNED
AUTO = VersioningBehavior.VERSIONING_BEHAVIOR_AUTO_UPGRADE
FAST = VersioningOverride(
    pinned=VersioningOverride.PinnedOverride(
        version=B, behavior=VersioningOverride.PinnedOverrideBehavior.PINNED_OVERRIDE_BEHAVIOR_PINNED
    )
)


@pytest.mark.parametrize(
    ("info", "bygge"),
    [
        (WorkflowExecutionVersioningInfo(), None),
        (WorkflowExecutionVersioningInfo(behavior=PINNED, deployment_version=A), "a"),
        (WorkflowExecutionVersioningInfo(behavior=AUTO, deployment_version=A), None),
        (WorkflowExecutionVersioningInfo(behavior=PINNED, deployment_version=A, versioning_override=FAST), "b"),
        (
            WorkflowExecutionVersioningInfo(
                behavior=PINNED, deployment_version=A, versioning_override=VersioningOverride(auto_upgrade=True)
            ),
            None,
        ),
    ],
    ids=["utan bygge", "bunden", "följer det aktuella", "flyttad till ett annat", "flyttad till det aktuella"],
)
def test_a_workflow_stays_with_the_build_it_is_pinned_to_or_has_been_moved_to(
    info: WorkflowExecutionVersioningInfo, bygge: str | None
) -> None:
    assert bunden_till(WorkflowExecutionInfo(versioning_info=info)) == bygge
