"""How a run that begins without state comes by it: a case that has completed is said something to (K0.7)."""

from __future__ import annotations

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain import kontrakt
    from domain.insats import Insats
    from domain.kontrakt import Lage, Lasning
    from workflows.skrivare import FORSOK, TALAMOD


async def ur_journalen(arende: str) -> Insats | None:
    """The case as its journal tells it; None if there is none."""
    lage: Lage = await workflow.execute_local_activity(
        kontrakt.AKTIVITET_LAS_LAGE,
        Lasning(arende),
        result_type=Lage,
        start_to_close_timeout=timedelta(seconds=20),
        retry_policy=FORSOK,
        local_retry_threshold=TALAMOD,
    )
    return lage.insats
