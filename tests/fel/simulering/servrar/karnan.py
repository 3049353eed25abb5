"""The SDK's part in a worker: the product's own workflow, driven by activations and answering with commands.

The instance is the SDK's own (``UnsandboxedWorkflowRunner``), so that what is played is the code that runs in
operations. Values pass by reference; what they look like as JSON is for other tests.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp
from temporalio import workflow
from temporalio.api.common.v1 import Payload, Payloads
from temporalio.api.failure.v1 import Failure
from temporalio.bridge.proto.workflow_activation import WorkflowActivation, WorkflowActivationJob
from temporalio.bridge.proto.workflow_commands.workflow_commands_pb2 import WorkflowCommand
from temporalio.common import Priority, TypedSearchAttributes
from temporalio.converter import DefaultFailureConverter, PayloadConverter
from temporalio.worker import UnsandboxedWorkflowRunner, WorkflowInstanceDetails

from kontrakt.insats import Batch, Journalkvitto
from workflows.insats.flode import Insatsflode

_TIO = timedelta(seconds=10)
_VARDEN: list[Any] = []
_NUMMER: dict[Any, int] = {}
_HANDELSER: dict[int, tuple[Any, str]] = {}
_UTANFOR: dict[str, Any] = {"__temporal_assert_local_activity_valid": lambda _: None}
_SLINGA = asyncio.new_event_loop()
_KORARE = UnsandboxedWorkflowRunner()
_DEFINITION = workflow._Definition.must_from_class(Insatsflode)


class Referens(PayloadConverter):
    """A payload that is the number of a value in this process; equal values have the same."""

    def to_payloads(self, values: Sequence[Any]) -> list[Payload]:
        return [Payload(data=b"%d" % _nummer(v)) for v in values]

    def from_payloads(self, payloads: Sequence[Payload], type_hints: list[type] | None = None) -> list[Any]:  # noqa: ARG002
        return [_VARDEN[int(p.data)] for p in payloads]


class Felomvandlare(DefaultFailureConverter):
    """Failures without the place in the code where they were raised, which nobody here reads."""

    def to_failure(self, exception: BaseException, payload_converter: PayloadConverter, failure: Failure) -> None:
        super().to_failure(exception.with_traceback(None), payload_converter, failure)


OMVANDLARE, FELOMVANDLARE = Referens(), Felomvandlare()


def glom_varden() -> None:
    """Between two lives."""
    _VARDEN.clear()
    _NUMMER.clear()
    _HANDELSER.clear()


def _nummer(varde: Any) -> int:
    """By what it says, however it was come by: who takes an equal value for another has the code run for each."""
    nyckel: Any = type(varde), varde
    if isinstance(varde, Journalkvitto):
        svar = varde.att_leverera, varde.avslag, varde.spridning, varde.nu, varde.mer, varde.om
        nyckel = Journalkvitto, _rader(varde.okanda), _rader(varde.skrivna or ()), varde.skrivna is None, svar
    elif isinstance(varde, Batch):
        nyckel = Batch, varde.arende, varde.efter_nr, _rader(varde.poster), varde.meddelanden, varde.nu
    elif isinstance(varde, list):
        nyckel = list, tuple(varde)
    try:
        nummer = _NUMMER.setdefault(nyckel, len(_VARDEN))
    except TypeError:  # it holds what may change, and counts by being the same object
        nummer = _NUMMER.setdefault((type(varde), id(varde)), len(_VARDEN))
    if nummer == len(_VARDEN):
        _VARDEN.append(varde)
    return nummer


def _rader(rader: Sequence[dict[str, Any]]) -> tuple[Any, ...]:
    """Lines of a journal by all that they say."""
    return tuple((r["nr"], r["tid"], r["av"], r["kommando"], r["dokument"], _handelse(r)) for r in rader)


def _handelse(rad: dict[str, Any]) -> str:
    """What happened, and what was said of it, written out once: a row is a new mapping each time that it is read, and
    what happened in it is not."""
    handelse = rad["handelse"]
    if (skriven := _HANDELSER.get(id(handelse))) is None:
        text = json.dumps([handelse, rad["sagt"]], sort_keys=True, default=repr)
        skriven = _HANDELSER[id(handelse)] = handelse, sys.intern(text)
    return skriven[1]


def in_i(varde: Any) -> Payload:
    return OMVANDLARE.to_payloads([varde])[0]


def ur(payload: Payload) -> Any:
    return _VARDEN[int(payload.data)]


@lru_cache(4096)
def stund(nar: datetime) -> Timestamp:
    t = Timestamp()
    t.FromDatetime(nar)
    return t


@lru_cache(256)
def langd(sekunder: float) -> Duration:
    d = Duration()
    d.FromNanoseconds(int(sekunder * 1e9))
    return d


class Levande:
    """One run of the workflow as the SDK holds it in a worker's memory."""

    def __init__(self, arende: str, korning: str, borjan: datetime) -> None:
        info = workflow.Info(
            attempt=1, continued_run_id=None, cron_schedule=None, execution_timeout=None,
            first_execution_run_id=korning, headers={}, namespace="default", original_execution_run_id=korning,
            parent=None, root=None, raw_memo={}, retry_policy=None, run_id=korning, run_timeout=None,
            search_attributes={}, start_time=borjan, workflow_start_time=borjan, task_queue="insatsflode",
            task_timeout=_TIO, typed_search_attributes=TypedSearchAttributes([]), workflow_id=arende,
            workflow_type=_DEFINITION.name or "", priority=Priority.default,
        )  # fmt: skip
        with _i_slingan():
            self._i = _KORARE.create_instance(
                WorkflowInstanceDetails(
                    payload_converter_factory=lambda: OMVANDLARE, failure_converter_class=Felomvandlare,
                    interceptor_classes=[], defn=_DEFINITION, info=info, randomness_seed=1, extern_functions=_UTANFOR,
                    disable_eager_activity_execution=False, worker_level_failure_exception_types=[],
                    patch_activation_callback=None, last_completion_result=Payloads(), last_failure=None,
                )
            )  # fmt: skip

    def aktivera(self, act: WorkflowActivation) -> list[WorkflowCommand]:
        """Raises: Uppgiftsfel: the workflow's code raised what fails the task."""
        with _i_slingan():
            svar = self._i.activate(act)
        if svar.HasField("failed"):
            raise Uppgiftsfel(svar.failed.failure.message)
        return list(svar.successful.commands)

    @property
    def objekt(self) -> Insatsflode:
        """The workflow itself."""
        flode: Insatsflode = self._i._object  # type: ignore[attr-defined]
        return flode

    def slapp(self) -> None:
        """Take it out of memory, tasks and all."""
        act = WorkflowActivation(jobs=[WorkflowActivationJob()])
        act.jobs[0].remove_from_cache.message = "borta"
        with _i_slingan():
            self._i.activate(act)


class Uppgiftsfel(Exception):
    """A workflow task that failed; it is tried again."""


def kannetecken(k: WorkflowCommand) -> tuple[Any, ...]:
    """What replay compares: what the command does, not the values it carries."""
    slag = str(k.WhichOneof("variant"))
    del_ = getattr(k, slag)
    namn = getattr(del_, "activity_type", "") or getattr(del_, "protocol_instance_id", "")
    nar = del_.start_to_fire_timeout.ToNanoseconds() if slag == "start_timer" else 0
    return slag, getattr(del_, "seq", 0), namn, nar


@contextmanager
def _i_slingan() -> Iterator[None]:
    asyncio._set_running_loop(_SLINGA)
    try:
        yield
    finally:
        asyncio._set_running_loop(None)
