"""What is too large, cannot be read or cannot be stored does not stop a case or its neighbours."""

import asyncio
from typing import Any

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowUpdateFailedError
from temporalio.common import RawValue

from domain.grund.avvisning import Avvisning
from domain.liv.lagring import insats_till_json
from kontrakt.namn import SIGNAL, UPPDATERING
from tests.workflows.insats.kommandon.sagt import NOLL, OTAGBART, bemanna, bemannade, inkommet, sagt
from tests.workflows.tjanst import AKTUALISERA, ANORDNARE, BEMANNA, Tjanst


async def test_two_megabytes_are_refused_without_holding_the_case(t: Tjanst) -> None:
    await t.starta()
    fore = sagt(await t.historik())
    for stort in (inkommet("k1", kommando=bemanna("x" * 1_900_000)), inkommet("x" * 1_900_000)):
        with pytest.raises(WorkflowUpdateFailedError):
            await asyncio.wait_for(t.handtag.execute_update(UPPDATERING, stort), 10)
    assert sagt(await t.historik()) == fore
    for n in range(10):  # a signal is in the history all the same, and in nothing that is handed over
        await t.handtag.signal(SIGNAL, inkommet(f"s{n}", kommando=bemanna("x" * 120_000)))
    await t.tills(lambda: t.slagen().count("kommando_avvisat") == 10)
    await t.till("2024-04-02")
    await asyncio.wait_for(t.sag(ANORDNARE, BEMANNA), 10)
    assert len(insats_till_json(t.insats())) < 100_000


@pytest.mark.parametrize("argument", [[], [inkommet(), inkommet("k2")], [inkommet(), None, 3]])
async def test_a_wrong_number_of_arguments_does_not_stop_the_case(t: Tjanst, argument: list[Any]) -> None:
    await t.starta()
    await t.handtag.signal(SIGNAL, args=argument)
    with pytest.raises(WorkflowUpdateFailedError):
        await asyncio.wait_for(t.handtag.execute_update(UPPDATERING, args=argument), 10)
    await asyncio.wait_for(t.sag(ANORDNARE, bemanna("H9")), 10)
    assert bemannade(t)[-1] == "H9"


@pytest.mark.parametrize(
    "payload",
    [
        Payload(metadata={"encoding": b"json/plain"}, data=b"{inte json"),
        Payload(metadata={"encoding": b"json/plain"}, data=b"[" * 5_000 + b"]" * 5_000),
        Payload(metadata={"encoding": b"binary/okand"}, data=b"\xff\xfe"),
        Payload(data=b"\x00"),
    ],
)
async def test_a_payload_that_cannot_be_read_does_not_stop_the_case(t: Tjanst, payload: Payload) -> None:
    await t.starta()
    await t.handtag.signal(SIGNAL, RawValue(payload))
    with pytest.raises(WorkflowUpdateFailedError):
        await asyncio.wait_for(t.handtag.execute_update(UPPDATERING, RawValue(payload)), 10)
    await asyncio.wait_for(t.sag(ANORDNARE, BEMANNA), 10)
    assert bemannade(t) == ["H1"]


@pytest.mark.parametrize("sant", OTAGBART)
async def test_what_cannot_be_stored_is_refused_and_the_case_goes_on(t: Tjanst, sant: dict[str, Any]) -> None:
    await t.starta()
    with pytest.raises(WorkflowUpdateFailedError) as fel:
        await asyncio.wait_for(t.handtag.execute_update(UPPDATERING, sant), 10)
    assert fel.value.cause.type == "Avvisning"  # type: ignore[attr-defined]
    await t.handtag.signal(SIGNAL, {**sant, "id": sant["id"] + "s"})
    await asyncio.wait_for(t.sag(ANORDNARE, bemanna("H9")), 10)
    assert bemannade(t) == ["H9"]


async def test_one_that_cannot_be_stored_does_not_take_its_neighbours_with_it(t: Tjanst) -> None:
    await t.starta()
    sanda = [inkommet(f"k{n}", kommando=bemanna(f"H{n}" + NOLL * (n == 2))) for n in range(5)]
    svar = await asyncio.gather(*(t.handtag.execute_update(UPPDATERING, s) for s in sanda), return_exceptions=True)
    assert [isinstance(s, Exception) for s in svar] == [False, False, True, False, False]
    assert sorted(bemannade(t)) == ["H0", "H1", "H3", "H4"]


async def test_a_start_that_cannot_be_stored_is_refused(t: Tjanst) -> None:
    with pytest.raises(Avvisning):
        await asyncio.wait_for(t.starta(AKTUALISERA | {"anordnare": f"A{NOLL}"}), 10)
    assert t.poster() == []
