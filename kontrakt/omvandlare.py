"""Values as Temporal carries them, and back: JSON, read by pydantic with readers that are made once a process."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from temporalio import workflow
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
)

_SORTER = 512
"""More types than all the workflows and activities name; a bound, so that a mistake cannot grow without end."""


@lru_cache(maxsize=_SORTER)
def _lasare(typ: Any) -> TypeAdapter[Any]:
    """The reader of a type. That of a case's state takes 40 ms and 0.5 MB to make."""
    with workflow.unsafe.sandbox_unrestricted(), workflow.unsafe.imports_passed_through():
        return TypeAdapter(typ)


def forbered(*typer: Any) -> None:
    """Make the readers of these types now: within a workflow's activation it counts against its two seconds."""
    for typ in typer:
        _lasare(typ)


class _Json(PydanticJSONPlainPayloadConverter):
    """The SDK's, except that its readers are shared.

    The SDK makes a converter for each run of a workflow, and each of them would make its own readers: that was most of
    what the start of a run cost, and of what a case in memory weighed.
    """

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        return _lasare(Any if type_hint is None else type_hint).validate_json(payload.data)


_DELAR = tuple(
    _Json() if isinstance(c, JSONPlainPayloadConverter) else c
    for c in DefaultPayloadConverter.default_encoding_payload_converters
)


class Omvandlare(CompositePayloadConverter):
    """Without state of its own, and so without cost of its own for a run."""

    def __init__(self) -> None:
        super().__init__(*_DELAR)


OMVANDLARE = DataConverter(payload_converter_class=Omvandlare)
"""For every client, worker and replayer; they must agree."""
