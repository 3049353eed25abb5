"""The workflow's code replays the lives that were lived under it: `tests/historier/*.json.gz`.

While the service is not in use the histories are drawn anew by `make historier` whenever the routine grows so that
a case is told differently: a chapter that raises something more, a changed frist or sentence in a timer's summary,
another order. Then the histories are as new as the code, and this test says only that nothing in it depends on
chance, the clock or the machine.

From the day that cases run in operations the histories are never drawn anew for such a reason: they stand for cases
under way. A change that makes this test fail then needs `workflow.patched(...)` around it, or a new build id and
that the workers of the old one are kept until the next turn of month has passed (every run is handed over then, and
the next run takes the new code). New lives may be added at any time.
"""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from temporalio.client import WorkflowHistory
from temporalio.worker import Replayer
from temporalio.workflow import NondeterminismError

from kontrakt.omvandlare import OMVANDLARE
from starter.drift.sandlada import sandlada
from tests.huset.platser import HISTORIER
from workflows.insats.flode import Insatsflode
from workflows.process.slag import PROCESSFLODEN

HISTORIERNA = sorted(HISTORIER.glob("*.json.gz"))


def las(fil: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(fil.name.split(".")[0], gzip.decompress(fil.read_bytes()).decode())


def spelare() -> Replayer:
    """Replays as the fleet plays."""
    return Replayer(
        workflows=[Insatsflode, *PROCESSFLODEN],
        workflow_runner=sandlada(OMVANDLARE),
        data_converter=OMVANDLARE,
    )


def test_there_is_a_whole_life_an_avbrott_a_refused_start_and_one_of_each_process() -> None:
    liv = {fil.name.split(".")[0] for fil in HISTORIERNA}
    assert {"ami2_hela_livet", "ami2_avbrott_med_ersattning", "avvisad_start"} <= liv
    assert {
        "incident",
        "akt",
        "gallring",
        "massbyte",
        "betalningsmanad",
        "kvalitetsuppfoljning",
        "regelutgava",
        "villkorsutskick",
    } <= liv
    assert sum(fil.name.startswith("ami2_hela_livet") for fil in HISTORIERNA) > 12


@pytest.mark.parametrize("liv", sorted({fil.name.split(".")[0] for fil in HISTORIERNA}))
async def test_every_run_of_a_life_is_replayed(liv: str) -> None:
    filer = [fil for fil in HISTORIERNA if fil.name.startswith(f"{liv}.")]

    async def historierna() -> Iterator[WorkflowHistory]:  # type: ignore[misc]
        for fil in filer:
            yield las(fil)

    svar = await spelare().replay_workflows(historierna(), raise_on_replay_failure=False)  # type: ignore[arg-type]
    assert not svar.replay_failures, "se test_replay: dra historierna på nytt, eller skydda ändringen"


async def test_a_history_that_went_otherwise_is_found_out() -> None:
    historik = las(next(fil for fil in HISTORIERNA if fil.name.startswith("ami2_hela_livet.01")))
    timer = next(e for e in historik.events if e.HasField("timer_started_event_attributes"))
    timer.activity_task_scheduled_event_attributes.activity_id = "1"
    timer.event_type = 10  # ACTIVITY_TASK_SCHEDULED where the code starts a timer
    with pytest.raises(NondeterminismError):
        await spelare().replay_workflow(historik)
