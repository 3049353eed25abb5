"""The sandbox that the workflows' code runs in, shut off from clock, chance and files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from temporalio.bridge import worker as bro
from temporalio.converter import DataConverter, StorageDriverStoreContext, WithSerializationContext
from temporalio.converter._extstore import StorageOperationMetrics
from temporalio.worker import WorkflowInstance, WorkflowInstanceDetails
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions
from temporalio.workflow import Info

from kontrakt.insats import Forutsattningar, Journalkvitto, Lage, Start
from kontrakt.omvandlare import forbered
from starter.stod.kryptering.namn import KLARTEXT

_GENOMSLAPP = ("domain", "kontrakt", "workflows", "pydantic_core", "holidays")
"""Modules loaded once and shared with every sandbox: pure values and functions. Loading them anew for each case
would cost tens of milliseconds and half a megabyte a case."""


def sandlada(omvandlare: DataConverter) -> SandboxedWorkflowRunner:
    """The sandbox, for workers and for replay alike.

    Args:
        omvandlare: the data converter it is to run with. Without external storage and a codec that asks, nobody heeds
            what a payload is about, and the workflow is not asked.
    """
    forbered(Start, Forutsattningar, Journalkvitto, Lage)
    bro.decode_activation, bro.encode_completion = _AVKODA, _KODA  # type: ignore[assignment]
    granser = SandboxRestrictions.default.with_passthrough_modules(*_GENOMSLAPP)
    if isinstance(omvandlare.payload_codec, WithSerializationContext) or omvandlare.external_storage is not None:
        return SandboxedWorkflowRunner(restrictions=granser)
    return (_UtanFragor if omvandlare.payload_codec is None else _MedLasbara)(restrictions=granser)


_Vandring = Callable[..., Awaitable[StorageOperationMetrics]]
"""A walk through a message between workflow and server, as the SDK makes it to decode and to encode what it carries."""


def _om_nagot_ska_kodas(sdk: _Vandring) -> _Vandring:
    """The SDK's walk where there is a codec or an external storage to walk for; without either it is left out.

    It is made three times for what comes in and three times for what goes out, through every field of every message,
    and then leaves all as it was: a sixth of a worker's processor time, and a tenth of what a case read anew takes.
    What it would refuse, a reference to a storage that there is not, is refused when it is read, as any value that
    nobody can read; the walk would hold up all that the case is to do.
    """

    @wraps(sdk)
    async def vandra(meddelande: Any, data_converter: DataConverter, **hur: Any) -> StorageOperationMetrics:
        if data_converter.payload_codec is None and data_converter.external_storage is None:
            return StorageOperationMetrics()
        return await sdk(meddelande, data_converter, **hur)

    return vandra


_AVKODA, _KODA = _om_nagot_ska_kodas(bro.decode_activation), _om_nagot_ska_kodas(bro.encode_completion)


class _UtanFragor(SandboxedWorkflowRunner):
    """The SDK's sandbox, holding workflows that are not asked what their payloads are about."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _UtanSammanhang(super().create_instance(det))


class _MedLasbara(SandboxedWorkflowRunner):
    """The same where there is a codec: what names timers and activities is marked to stay as it is."""

    def create_instance(self, det: WorkflowInstanceDetails) -> WorkflowInstance:
        return _LasbaraSammanfattningar(super().create_instance(det))


class _UtanSammanhang(WorkflowInstance):
    """A workflow in the sandbox, whose payloads are encoded and decoded without a context.

    The SDK asks three times for each payload which command it belongs to, and enters the sandbox for each answer:
    fifteen times a kommando, which is more than its decision costs. What the workflow's code may do is as before.
    """

    def __init__(self, i_ladan: WorkflowInstance) -> None:
        self._i_ladan = i_ladan

    def activate(self, act: Any) -> Any:
        return self._i_ladan.activate(act)

    def get_info(self) -> Info:
        return self._i_ladan.get_info()

    def get_thread_id(self) -> int | None:
        return self._i_ladan.get_thread_id()

    def get_serialization_context(self, command_info: Any) -> None:  # noqa: ARG002
        return None

    def get_external_store_context(self, command_info: Any) -> StorageDriverStoreContext:  # noqa: ARG002
        return StorageDriverStoreContext(target=None)


class _LasbaraSammanfattningar(_UtanSammanhang):
    def activate(self, act: Any) -> Any:
        klart = super().activate(act)
        for steg in klart.successful.commands:
            if steg.HasField("user_metadata") and steg.user_metadata.HasField("summary"):
                steg.user_metadata.summary.metadata[KLARTEXT] = b"1"
        return klart
