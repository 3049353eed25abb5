"""A mail server that does as told: takes notices, is slow, says 4xx or 5xx, or takes them and loses the answer."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from email import message_from_bytes
from typing import Any, Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from starter.stod.stack.processes import free_port

Hur = Literal["tar emot", "4xx", "5xx", "långsam", "svaret borta"]


class Brevlada:
    """``lamnade``: when (monotonic) each message was taken, every time, by its Message-ID."""

    def __init__(self) -> None:
        self.hur: Hur = "tar emot"
        self.lamnade = defaultdict[str, list[float]](list)
        self.port = free_port()
        self._server: Controller | None = None

    def starta(self) -> None:
        if self._server is None:
            self._server = Controller(self, hostname="127.0.0.1", port=self.port)
            self._server.start()

    def stoppa(self) -> None:
        if self._server is not None:
            self._server.stop(no_assert=True)
            self._server = None

    async def handle_DATA(self, server: SMTP, _session: Session, kuvert: Envelope) -> str:
        if self.hur == "4xx":
            return "451 kom tillbaka"
        if self.hur == "5xx":
            return "550 5.7.1 relay denied"
        if self.hur == "långsam":
            await asyncio.sleep(8)
        self.lamnade[str(_brev(kuvert.content)["Message-ID"])].append(time.monotonic())
        if self.hur == "svaret borta":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return "250 taget"


def _brev(innehall: Any) -> Any:
    return message_from_bytes(innehall)
