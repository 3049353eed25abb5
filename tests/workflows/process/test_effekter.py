"""What a process has in hand: let go of when it is no longer asked for, however it ends, and never too much at once."""

from __future__ import annotations

import asyncio
import time
from threading import Lock
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError

from activities import anordnarakt
from activities.stod import tillsagelse
from persistence.register.anordnare import personal
from tests.workflows.process.test_anordnarakt import SLUTAR, journalen, sag
from tests.workflows.tjanst import ANORDNARE, Tjanst
from workflows.process import verkstallare

pytestmark = pytest.mark.krav("K3.4", "K0.7")


async def test_what_fails_as_it_is_told_to_stop_does_not_hold_what_takes_its_place(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last day is put right while the cases are told, which fails just then."""
    await t.pagaende()
    riktig, borjade = tillsagelse.sag_till_insats, asyncio.Event()

    async def borta(klient: Any, arende: str, id_: str, kommando: dict[str, Any], *mer: Any) -> Any:
        if kommando["sista_dag"] != SLUTAR["till"]:
            return await riktig(klient, arende, id_, kommando, *mer)
        borjade.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ApplicationError("nekat", type="DataFel", non_retryable=True) from None

    monkeypatch.setattr(anordnarakt, "sag_till_insats", borta)
    await sag(t, ANORDNARE, SLUTAR)
    await asyncio.wait_for(borjade.wait(), 10)
    await sag(t, ANORDNARE, SLUTAR | {"till": "2024-03-29"})
    await t.tills(lambda: [p for p in journalen(t) if p.handelse.slag == "ombemanning_begard"])
    assert str(t.insats().ombemanningar[-1].sista_dag) == "2024-03-29"


async def test_a_call_that_is_stopped_ends_and_is_not_taken_for_one_without_an_answer(t: Tjanst) -> None:
    await t.starta()
    handtag = await t.klient.temporal.start_workflow("insats", id="in-utan-arbetare", task_queue="ingens")
    kommando = {"kommando": "bemanna", "handlaggare": "H1"}
    vantar = asyncio.create_task(tillsagelse.sag_till_insats(t.klient.temporal, handtag.id, "y", kommando, ANORDNARE))
    await asyncio.sleep(1)
    vantar.cancel()
    with pytest.raises(asyncio.CancelledError):
        await vantar


async def test_no_more_is_in_hand_at_once_than_a_run_may_have_and_all_of_it_is_done(
    t: Tjanst, monkeypatch: pytest.MonkeyPatch
) -> None:
    samtidigt, mest, las = 0, 0, Lock()

    def langsamt(*_: Any) -> list[str]:
        nonlocal samtidigt, mest
        with las:
            samtidigt += 1
            mest = max(mest, samtidigt)
        time.sleep(0.3)
        with las:
            samtidigt -= 1
        return []

    monkeypatch.setattr(personal, "arenden_att_bemanna", langsamt)
    monkeypatch.setattr(verkstallare, "FLEST_PA_EN_GANG", 2)
    for n in range(5):
        await sag(t, ANORDNARE, SLUTAR | {"person": f"H{n}"})
    await t.tills(lambda: sum(p.handelse.slag == "ombemanning_begard" for p in journalen(t)) == 5)
    assert mest == 2
