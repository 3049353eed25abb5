"""What is no HTTP at all is answered as everything else is: a problem, in Swedish, and the line is hung up (K3.4)."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import h11
import pytest
import uvicorn
from uvicorn.server import ServerState

from starter.server import Lyssnare

pytestmark = pytest.mark.krav("K3.4")


class Trad(asyncio.Transport):
    """A line to nobody: what is written on it, and whether it is hung up."""

    def __init__(self) -> None:
        super().__init__()
        self.skrivet, self.lagd = b"", False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.skrivet += bytes(data)

    def close(self) -> None:
        self.lagd = True

    def is_closing(self) -> bool:
        return self.lagd

    def pause_reading(self) -> None:
        return None

    def resume_reading(self) -> None:
        return None


async def _svar(skickat: bytes) -> Trad:
    async def appen(_scope: Any, _receive: Any, _send: Any) -> None:
        raise AssertionError("nobody is asked")

    config = uvicorn.Config(appen, http=Lyssnare, log_config=None, access_log=False)
    config.load()
    trad, p = Trad(), Lyssnare(config=config, server_state=ServerState(), app_state={})
    p.connection_made(trad)  # type: ignore[arg-type]
    p.data_received(skickat)
    return trad


@pytest.mark.parametrize(
    "skickat", [b"Anna Svensson\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"\x16\x03\x01\x02"]
)
def test_what_cannot_be_read_is_told_so_in_swedish_and_not_repeated(skickat: bytes) -> None:
    trad = asyncio.run(_svar(skickat + bytes(10)))
    k = h11.Connection(h11.CLIENT)
    k.send(h11.Request(method="GET", target="/", headers=[("host", "a")]))
    k.send(h11.EndOfMessage())
    k.receive_data(trad.skrivet)
    svar, kropp = k.next_event(), k.next_event()
    assert isinstance(svar, h11.Response) and isinstance(kropp, h11.Data)
    huvuden = dict(svar.headers)
    assert (svar.status_code, huvuden[b"content-type"]) == (400, b"application/problem+json")
    assert json.loads(bytes(kropp.data)) == {
        "type": "about:blank", "title": "Felaktig begäran", "status": 400, "detail": "begäran går inte att läsa"
    }  # fmt: skip
    assert b"Svensson" not in trad.skrivet and trad.lagd
