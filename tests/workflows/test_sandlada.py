"""The sandbox: as tight as the SDK's, and asked nothing that nobody heeds."""

import dataclasses
import time
from collections.abc import Sequence
from typing import Any

import pytest
from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.client import WorkflowFailureError
from temporalio.converter import DataConverter, PayloadCodec, WithSerializationContext
from temporalio.worker import Worker

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
    """Answers with what it was given, or with what it must not look at."""

    @workflow.run
    async def run(self, sagt: str) -> str:
        return str(time.time()) if sagt == "klockan" else sagt


async def eko(omvandlare: DataConverter, sagt: str) -> str:
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
        return await miljo.client.execute_workflow(Eko.run, sagt, id="eko", task_queue="eko")


async def test_code_in_the_sandbox_reaches_no_clock_but_its_own() -> None:
    assert await eko(OMVANDLARE, "hej") == "hej"
    with pytest.raises(WorkflowFailureError) as sagt:
        await eko(OMVANDLARE, "klockan")
    assert "time.time" in str(sagt.value.cause)


async def test_a_codec_is_told_what_each_payload_is_about() -> None:
    FICK_VETA.clear()
    assert await eko(dataclasses.replace(OMVANDLARE, payload_codec=Kodek()), "hej") == "hej"
    assert {c and c.workflow_id for c in FICK_VETA} == {"eko"}
