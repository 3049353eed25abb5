"""The sandbox: as tight as the SDK's, and asked nothing that nobody heeds."""

import dataclasses
import time
from collections.abc import Sequence
from typing import Any

import pytest
from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowFailureError
from temporalio.common import RawValue
from temporalio.converter import DataConverter, PayloadCodec, WithSerializationContext
from temporalio.worker import Worker
from temporalio.worker._command_aware_visitor import CommandAwarePayloadVisitor

from kontrakt import namn
from kontrakt.omvandlare import OMVANDLARE
from starter.drift.sandlada import sandlada
from starter.stod.stack.timeskipping import time_skipping_environment

FICK_VETA: list[Any] = []


class Kodek(PayloadCodec, WithSerializationContext):
    """Changes nothing, and notes what it knew of each payload."""

    def __init__(self, sammanhang: Any = None) -> None:
        self._sammanhang = sammanhang

    def with_context(self, context: Any) -> "Kodek":
        return Kodek(context)

    async def encode(self, payloads: Sequence[Payload]) -> list[Payload]:
        FICK_VETA.append(self._sammanhang)
        return list(payloads)

    async def decode(self, payloads: Sequence[Payload]) -> list[Payload]:
        return await self.encode(payloads)


@workflow.defn
class Eko:
    """Answers with what it was given, or is told afterwards, or with what it must not look at."""

    def __init__(self) -> None:
        self._sagt: list[str] = []

    @workflow.run
    async def run(self, sagt: str) -> str:
        if sagt == "vänta":
            await workflow.wait_condition(lambda: bool(self._sagt))
            return self._sagt[0]
        return str(time.time()) if sagt == "klockan" else sagt

    @workflow.signal
    def sag(self, vad: str) -> None:
        """What it waits for."""
        self._sagt.append(vad)


@pytest.fixture
def vandringar(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The SDK's walks through messages, by what each was through."""
    gjorda: list[str] = []
    ratt = CommandAwarePayloadVisitor.visit

    async def visit(sjalv: CommandAwarePayloadVisitor, fs: Any, rot: Any) -> None:
        gjorda.append(type(rot).__name__)
        await ratt(sjalv, fs, rot)

    monkeypatch.setattr(CommandAwarePayloadVisitor, "visit", visit)
    return gjorda


async def eko(omvandlare: DataConverter, sagt: str, *signaler: Any) -> str:
    async with (
        time_skipping_environment(namn.SOKATTRIBUT, data_converter=omvandlare) as miljo,
        Worker(
            miljo.client,
            task_queue="eko",
            workflows=[Eko],
            workflow_runner=sandlada(omvandlare),
            workflow_failure_exception_types=[Exception],
        ),
    ):
        handtag = await miljo.client.start_workflow(Eko.run, sagt, id="eko", task_queue="eko")
        for signal in signaler:
            await handtag.signal("sag", signal)
        return await handtag.result()


async def test_code_in_the_sandbox_reaches_no_clock_but_its_own(vandringar: list[str]) -> None:
    assert await eko(OMVANDLARE, "hej") == "hej"
    assert vandringar == [], "without a codec there is nothing to walk for"
    with pytest.raises(WorkflowFailureError) as sagt:
        await eko(OMVANDLARE, "klockan")
    assert "time.time" in str(sagt.value.cause)


async def test_what_refers_to_a_storage_that_there_is_not_holds_up_nothing_that_comes_after_it() -> None:
    hanvisning = RawValue(Payload(metadata={"encoding": b"json/external-storage-reference"}, data=b"{}"))
    assert await eko(OMVANDLARE, "vänta", hanvisning, "hej") == "hej"


async def test_a_codec_is_told_what_each_payload_is_about(vandringar: list[str]) -> None:
    FICK_VETA.clear()
    assert await eko(dataclasses.replace(OMVANDLARE, payload_codec=Kodek()), "hej") == "hej"
    assert {c and c.workflow_id for c in FICK_VETA} == {"eko"}
    assert {"WorkflowActivation", "WorkflowActivationCompletion"} == set(vandringar)
