"""A small TCP proxy between a client and a server, in a thread of its own: slow, cut, silent, or losing an answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any


class Mellanhand:
    """Listens on a port of its own, of 127.0.0.1 if nothing else is said, and passes on what comes.

    Attributes:
        drojer: seconds that each piece is held before it goes on.
        tyst: nothing goes on in either direction, and nobody is told: a half-open connection.
        klipp_efter: a connection is cut when the server has said this many bytes in it; None never.
        svalj_svaret_pa: once the client has said this, the server hears it, and the connection is cut before the
            client hears the answer; then it is None again.
    """

    def __init__(self, port: int, lyssnar: str = "127.0.0.1") -> None:
        self._till = port
        self.drojer, self.tyst = 0.0, False
        self.klipp_efter: int | None = None
        self.svalj_svaret_pa: bytes | None = None
        self.svalda = 0
        self._par: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = set()
        self._slinga = asyncio.new_event_loop()
        self._trad = threading.Thread(target=self._slinga.run_forever, daemon=True)
        self._trad.start()
        self._server = self._vanta(asyncio.start_server(self._ny, lyssnar, 0))
        self.port: int = self._server.sockets[0].getsockname()[1]

    def klipp(self) -> int:
        """Cut every connection there is; how many."""
        return int(self._vanta(self._klipp()))

    def stang(self) -> None:
        self._vanta(self._klipp())
        self._slinga.call_soon_threadsafe(self._server.close)
        self._slinga.call_soon_threadsafe(self._slinga.stop)
        self._trad.join(5)

    def _vanta(self, arbete: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(arbete, self._slinga).result(10)

    async def _klipp(self) -> int:
        antal = len(self._par)
        for par in list(self._par):
            for sida in par:
                sida.transport.abort()
        return antal

    async def _ny(self, fran_klient: asyncio.StreamReader, till_klient: asyncio.StreamWriter) -> None:
        try:
            fran_server, till_server = await asyncio.open_connection("127.0.0.1", self._till)
        except OSError:
            till_klient.transport.abort()
            return
        par = (till_klient, till_server)
        self._par.add(par)
        svaljer = asyncio.Event()
        try:
            await asyncio.gather(
                self._for(fran_klient, till_server, svaljer, fran_servern=False),
                self._for(fran_server, till_klient, svaljer, fran_servern=True),
            )
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            self._par.discard(par)
            for sida in par:
                with suppress(OSError, RuntimeError):
                    sida.transport.abort()

    async def _for(
        self, ur: asyncio.StreamReader, till: asyncio.StreamWriter, svaljer: asyncio.Event, *, fran_servern: bool
    ) -> None:
        sagt = 0
        while data := await ur.read(65_536):
            while self.tyst:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            if self.drojer:
                await asyncio.sleep(self.drojer)
            if not fran_servern and self.svalj_svaret_pa and self.svalj_svaret_pa in data:
                self.svalj_svaret_pa = None
                self.svalda += 1
                svaljer.set()
            if fran_servern and svaljer.is_set():
                raise ConnectionAbortedError
            sagt += len(data)
            if fran_servern and self.klipp_efter is not None and sagt > self.klipp_efter:
                raise ConnectionAbortedError
            till.write(data)
            await till.drain()
        raise ConnectionAbortedError  # either side that ends, ends both
