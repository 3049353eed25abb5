"""The worker's own door for operations: is it well, and what has it done (health and Prometheus)."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import ClientError, ClientSession, ClientTimeout, web
from prometheus_client import REGISTRY, generate_latest
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from starter.stod.installningar import FelInstallning

Prov = Callable[[], Awaitable[str | None]]
"""One check: None when all is well, else a short Swedish word of what is wrong."""


_SKRAPNING = 5.0
"""Seconds that whoever scrapes is kept waiting for a check; no answer by then is a worker that is not well."""
_FRISK = """# HELP insats_arbetare_frisk Om arbetaren kan arbeta: 1 när /halsa är grön, annars 0
# TYPE insats_arbetare_frisk gauge
insats_arbetare_frisk {}
"""


def ledig_port() -> int:
    """A port of 127.0.0.1 that is free now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def runtime_med_matt() -> tuple[Runtime, str]:
    """A Temporal runtime that exports the SDK's metrics on loopback, and the address it does so at."""
    adress = f"127.0.0.1:{ledig_port()}"
    matt = PrometheusConfig(bind_address=adress, counters_total_suffix=True, durations_as_seconds=True)
    return Runtime(telemetry=TelemetryConfig(metrics=matt)), adress


@asynccontextmanager
async def halsodorr(port: int, matt_adress: str, prov: dict[str, Prov], *, host: str = "0.0.0.0") -> AsyncIterator[int]:
    """Serve ``/halsa`` (200 or 503, with each check) and ``/metrics`` while the block runs; yields the port.

    ``port`` 0 takes a free one.

    Raises:
        FelInstallning: somebody else has the port.
    """

    async def provat() -> dict[str, str | None]:
        return {namn: await p() for namn, p in list(prov.items())}  # what is asked changes as the worker starts

    async def ar_frisk() -> bool:
        try:
            async with asyncio.timeout(_SKRAPNING):
                return not any((await provat()).values())
        except TimeoutError:
            return False

    async def halsa(_: web.Request) -> web.Response:
        svar = await provat()
        frisk = not any(svar.values())
        return web.json_response({n: s or "ok" for n, s in svar.items()}, status=200 if frisk else 503)

    async def metrics(_: web.Request) -> web.Response:
        # In a thread: some of them are read from the database, which may be slow to answer.
        egna = (await asyncio.to_thread(generate_latest, REGISTRY)).decode()
        try:
            async with ClientSession(timeout=ClientTimeout(total=5)) as s, s.get(f"http://{matt_adress}/metrics") as r:
                sdk = await r.text()
        except (ClientError, TimeoutError):
            sdk = ""
        frisk = _FRISK.format(float(await ar_frisk()))
        return web.Response(text=egna + frisk + sdk, content_type="text/plain", charset="utf-8")

    app = web.Application()
    app.add_routes([web.get("/halsa", halsa), web.get("/metrics", metrics)])
    kor = web.AppRunner(app, access_log=None)
    await kor.setup()
    plats = web.TCPSite(kor, host, port)
    try:
        await plats.start()
    except OSError:
        await kor.cleanup()
        raise FelInstallning(f"HALSA_PORT: porten {port} är upptagen") from None
    try:
        yield kor.addresses[0][1]
    finally:
        await kor.cleanup()
