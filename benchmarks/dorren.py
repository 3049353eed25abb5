"""What the door over HTTP costs: a kommando by the API against the same by the client, alone and fifty at once.

They are taken in turn on the same servers; the API is a process of its own, and asks the registers of its session at
every request, as in operation. Processor time is told beside the clock's, which other work on the machine moves.
``python -m benchmarks.dorren``.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import urllib.request
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from time import perf_counter, sleep

import aiohttp
import psutil
from sqlalchemy import Engine
from temporalio.client import Client

from benchmarks.rigg.arenden import ANORDNARE, anordnaren, borja
from benchmarks.rigg.matning import p50_p95
from benchmarks.rigg.servrar import servrar
from domain.tid.tidpunkt import datum
from kontrakt.omvandlare import OMVANDLARE
from persistence.databas.motor import skapa_motor, transaktion
from persistence.inloggning import konton, sessioner
from persistence.inloggning.sessioner import Granser
from persistence.register.anordnare import personal
from starter.stod.klient.insats import Insatsklient
from starter.stod.stack.processes import free_port

_ANTAL, _UPPVARMNING, _SAMTIDIGA, _VAR, _OMGANGAR = 150, 20, 50, 4, 6

_Vag = Callable[[str, int], Awaitable[None]]
"""Says something to a case: which, and what number the saying has."""


def mat() -> list[str]:
    """A line of each: alone, in milliseconds; fifty at once, in kommandon a second; and what takes the processor."""
    with servrar() as hus, _server(hus.url, hus.adress) as (bas, server):
        processer = {"arbetaren": hus.insats[0].process, "Temporal": hus.temporal, "dörren": server}
        return asyncio.run(_mat(hus.url, hus.adress, bas, processer | {"de som anropar": psutil.Process()}))


@contextmanager
def _server(url: str, adress: str) -> Iterator[tuple[str, psutil.Process]]:
    """The doors in a process of their own; the address is said to be by TLS, which a proxy would see to."""
    port = free_port()
    egna = {
        "DATABASE_URL": url, "TEMPORAL_ADDRESS": adress, "API_PORT": str(port), "LOGGNIVA": "ERROR",
        "API_ADRESS": f"https://127.0.0.1:{port}", "OIDC_UTFARDARE": "https://ingen.example", "OIDC_KLIENT": "matning",
        "FREKVENS": "1000000",
    }  # fmt: skip
    with subprocess.Popen([sys.executable, "-m", "starter.server"], env={**os.environ, **egna}) as process:
        bas = f"http://127.0.0.1:{port}"
        for _ in range(600):
            with suppress(OSError), urllib.request.urlopen(f"{bas}/halsa", timeout=2):
                break
            sleep(0.1)
        yield bas, psutil.Process(process.pid)
        process.terminate()


def _bevis(motor: Engine) -> str:
    """A session as an anordnare's staff have it."""
    nu = datetime.now(UTC)
    personal.satt_uppgifter(motor, str(ANORDNARE.organisation), ANORDNARE.id, {"namn": "Hanna Lind"})
    with transaktion(motor) as c:
        konton.satt_in(c, "matning", "https://ingen.example", "hanna", ANORDNARE, datum(nu))
        return sessioner.ny(c, "terminal", "https://ingen.example", "hanna", ANORDNARE, nu, Granser(), niva=3)


async def _mat(url: str, adress: str, bas: str, processer: Mapping[str, psutil.Process]) -> list[str]:
    motor = skapa_motor(url)
    anordnaren(motor)
    klient = Insatsklient(await Client.connect(adress, data_converter=OMVANDLARE), motor)
    huvuden = {"authorization": f"Bearer {_bevis(motor)}"}
    # Those who call are elsewhere in operation: here they take as little of this machine as a caller can.
    granser = aiohttp.TCPConnector(limit=_SAMTIDIGA)
    async with aiohttp.ClientSession(bas, headers=huvuden, connector=granser) as http:

        async def genom_klienten(arende: str, n: int) -> None:
            await klient.kommando(arende, _bokning(n), ANORDNARE)

        async def genom_dorren(arende: str, n: int) -> None:
            falt = {k: v for k, v in _bokning(n).items() if k != "kommando"}
            async with http.post(f"/api/arenden/{arende}/boka_uppstartsmote", json=falt) as svar:
                kvitto = await svar.read()
                assert svar.status == 200, kvitto

        vagar = {"klienten": genom_klienten, "dörren": genom_dorren}
        (arende,) = await borja(klient, 1)
        tider = await _ett_i_taget(vagar, arende)
        arenden = await borja(klient, _SAMTIDIGA)
        takt, tagit = await _manga(vagar, arenden, processer)
    motor.dispose()
    p50 = {namn: p50_p95(t)[0] for namn, t in tider.items()}
    par = [d / k for k, d in zip(takt["klienten"], takt["dörren"], strict=True)]
    k, d = (median(takt[namn]) for namn in vagar)
    rader = [
        f"ett i taget, p50: klienten {p50['klienten']:.1f} ms, dörren {p50['dörren']:.1f} ms "
        f"({p50['dörren'] / p50['klienten']:.2f}; mål högst 1,3)",
        f"{_SAMTIDIGA} åt gången: klienten {k:.0f}/s, dörren {d:.0f}/s ({median(par):.2f}; mål minst 0,8; "
        f"omgång för omgång {', '.join(f'{x:.2f}' for x in par)})",
    ]
    for namn, t in tagit.items():
        vem = ", ".join(f"{p} {ms:.1f}" for p, ms in t.items())
        rader.append(f"processor för ett kommando genom {namn}, ms: {vem}; tillsammans {sum(t.values()):.1f}")
    return rader


async def _ett_i_taget(vagar: Mapping[str, _Vag], arende: str) -> dict[str, list[float]]:
    """Milliseconds of each, by turns."""
    tider: dict[str, list[float]] = {namn: [] for namn in vagar}
    for n in range(_UPPVARMNING + _ANTAL):
        for nr, (namn, sag) in enumerate(vagar.items()):
            start = perf_counter()
            await sag(arende, 2 * n + nr)
            if n >= _UPPVARMNING:
                tider[namn].append((perf_counter() - start) * 1000)
    return tider


async def _manga(
    vagar: Mapping[str, _Vag], arenden: list[str], processer: Mapping[str, psutil.Process]
) -> tuple[dict[str, list[float]], dict[str, dict[str, float]]]:
    """Kommandon a second of each, round by round, the order turned about each time; and milliseconds of processor."""
    takt: dict[str, list[float]] = {namn: [] for namn in vagar}
    tagit = {namn: dict.fromkeys(processer, 0.0) for namn in vagar}
    fran = count(0, 100)
    for omgang in range(-1, _OMGANGAR):  # the first warms up
        for namn in list(vagar)[:: 1 if omgang % 2 else -1]:
            fore = {p: _cpu(process) for p, process in processer.items()}
            varde = await _takt(vagar[namn], arenden, next(fran))
            if omgang >= 0:
                takt[namn].append(varde)
                for p, process in processer.items():
                    tagit[namn][p] += (_cpu(process) - fore[p]) * 1000 / (_OMGANGAR * len(arenden) * _VAR)
    return takt, tagit


def _cpu(process: psutil.Process) -> float:
    t = process.cpu_times()
    return float(t.user + t.system)


def _bokning(n: int) -> dict[str, str]:
    """The first meeting moved, within the insats: a fact without free text."""
    return {"kommando": "boka_uppstartsmote", "datum": str(datum(datetime.now(UTC)) + timedelta(days=1 + n % 300))}


async def _takt(sag: _Vag, arenden: list[str], fran: int) -> float:
    async def en(arende: str) -> None:
        for n in range(_VAR):
            await sag(arende, fran + n)

    start = perf_counter()
    await asyncio.gather(*map(en, arenden))
    return len(arenden) * _VAR / (perf_counter() - start)


if __name__ == "__main__":
    print("\n".join(mat()))
