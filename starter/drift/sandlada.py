"""The sandbox that the workflows' code runs in, shut off from clock, chance and files."""

from __future__ import annotations

from typing import Any

from temporalio.converter import DataConverter, StorageDriverStoreContext, WithSerializationContext
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
    granser = SandboxRestrictions.default.with_passthrough_modules(*_GENOMSLAPP)
    if isinstance(omvandlare.payload_codec, WithSerializationContext) or omvandlare.external_storage is not None:
        return SandboxedWorkflowRunner(restrictions=granser)
    return (_UtanFragor if omvandlare.payload_codec is None else _MedLasbara)(restrictions=granser)


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
