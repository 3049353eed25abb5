"""Tracing, where it is asked for: who called what, for how long, from door to activity; ids and names, no more.

It is set as OpenTelemetry's own tools are: ``OTEL_EXPORTER_OTLP_ENDPOINT`` (http/protobuf) and its siblings. Without
the first there is none, and nothing of it is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import Any

MILJO = "OTEL_EXPORTER_OTLP_ENDPOINT"
"""The environment's variable: where the spans are sent."""


class FelSparning(ValueError):
    """Tracing is asked for and cannot be had; one Swedish sentence."""


def avlyssnare() -> list[Any]:
    """What client and worker are to run with. Raises: FelSparning."""
    return [_avlyssnare()] if os.environ.get(MILJO) else []


@cache
def _avlyssnare() -> Any:
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
        from opentelemetry.trace import Status
        from temporalio.contrib.opentelemetry import TracingInterceptor
    except ImportError:
        raise FelSparning(f"{MILJO}: paketen för spårning är inte installerade; pip install '.[sparning]'") from None

    class UtanOrd(SpanExporter):
        """That a call failed is told; what the failure says, and where in the code, is not (K3.3)."""

        def __init__(self) -> None:
            self._ut = OTLPSpanExporter()

        def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
            return self._ut.export([_utan_ord(s) for s in spans])

        def shutdown(self) -> None:
            self._ut.shutdown()  # type: ignore[no-untyped-call]

    def _utan_ord(s: ReadableSpan) -> ReadableSpan:
        return ReadableSpan(
            s.name, s.context, s.parent, s.resource, s.attributes, (), s.links, s.kind, None,
            Status(s.status.status_code), s.start_time, s.end_time, s.instrumentation_scope,
        )  # fmt: skip

    sparare = TracerProvider(resource=Resource.create({"service.name": "insatsflode"}))
    sparare.add_span_processor(BatchSpanProcessor(UtanOrd()))
    return TracingInterceptor(sparare.get_tracer("insatsflode"))
