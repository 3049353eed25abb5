"""Tracing is had by a setting: what is called is told to a collector, by ids and names and never by what was said."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from domain.grund.avvisning import Avvisning
from domain.regler.provning import skapa_regelverk
from regelverk import las_utgavor
from starter.drift.flotta import skapa_worker
from starter.stod import sparning
from starter.stod.klient.insats import Insatsklient
from tests.flotta.flottan import KV, Flotta


@dataclass
class Samlare:
    """A collector: the spans that it has been sent."""

    port: int = 0
    spann: list[str] = field(default_factory=list)
    ravara: bytes = b""


@pytest.fixture
def samlare(monkeypatch: pytest.MonkeyPatch) -> Iterator[Samlare]:
    s = Samlare()

    class Tar(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["content-length"]))
            s.ravara += data
            for resurs in ExportTraceServiceRequest.FromString(data).resource_spans:
                s.spann += [spann.name for omfang in resurs.scope_spans for spann in omfang.spans]
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tar)
    s.port = server.server_port
    trad = threading.Thread(target=server.serve_forever, daemon=True)
    trad.start()
    monkeypatch.setenv(sparning.MILJO, f"http://127.0.0.1:{s.port}")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
    sparning._avlyssnare.cache_clear()
    yield s
    sparning._avlyssnare.cache_clear()
    server.shutdown()


@pytest.mark.krav("K3.3")
async def test_what_is_called_is_told_from_door_to_activity_and_never_what_was_said(
    f: Flotta, samlare: Samlare
) -> None:
    f.klient = await Insatsklient.anslut(f.temporal.address, "default", f.motor)
    async with skapa_worker(f.klient.temporal, f.motor, skapa_regelverk(las_utgavor()), None):
        arende = await f.nytt_arende()
        byt = {"kommando": "byt_karriarvagledare", "till": "kv2"}
        await f.klient.kommando(arende, byt, KV)
        with pytest.raises(Avvisning):  # a refusal is a failed call, and its words stay with its sender
            await f.klient.kommando(arende, byt, KV)
    (lyssnar,) = sparning.avlyssnare()
    lyssnar.tracer.span_processor.force_flush()
    assert any(n.startswith("StartUpdateWithStart") or n.startswith("StartWorkflow") for n in samlare.spann)
    assert any("RunActivity:journalfor" in n for n in samlare.spann), samlare.spann
    assert arende.encode() in samlare.ravara
    for sagt in (b"1990-05-02", b"ekonomiskt_bistand", b"kv2"):
        assert sagt not in samlare.ravara


def test_without_the_setting_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(sparning.MILJO, raising=False)
    assert sparning.avlyssnare() == []
