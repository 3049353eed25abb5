"""Encryption as one plugin for everything that reads or writes payloads: client, worker and replayer."""

from __future__ import annotations

from typing import Any

from temporalio.client import (
    Interceptor,
    OutboundInterceptor,
    StartWorkflowInput,
    StartWorkflowUpdateWithStartInput,
    WorkflowHandle,
    WorkflowUpdateHandle,
)
from temporalio.plugin import SimplePlugin

from starter.stod.kryptering.nyckelring import Nyckelring
from starter.stod.kryptering.omvandling import Sammanfattning, krypterad


def krypteringsmodul(ring: Nyckelring, namespace: str) -> SimplePlugin:
    """The plugin that encrypts all that passes through one namespace, but not what names it in Temporal's pages."""
    return SimplePlugin(
        "insatsflode.kryptering", data_converter=krypterad(ring, namespace), interceptors=[_Sammanfattningar()]
    )


class _Sammanfattningar(Interceptor):
    """Marks a workflow's summary, which its client gives, as one to stay readable."""

    def intercept_client(self, next: OutboundInterceptor) -> OutboundInterceptor:
        return _Ut(next)


class _Ut(OutboundInterceptor):
    async def start_workflow(self, input: StartWorkflowInput) -> WorkflowHandle[Any, Any]:
        _mark(input)
        return await super().start_workflow(input)

    async def start_update_with_start_workflow(
        self, input: StartWorkflowUpdateWithStartInput
    ) -> WorkflowUpdateHandle[Any]:
        _mark(input.start_workflow_input)
        return await super().start_update_with_start_workflow(input)


def _mark(start: Any) -> None:
    if isinstance(start.static_summary, str):
        start.static_summary = Sammanfattning(start.static_summary)
