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
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from time import perf_counter, sleep

import httpx2
import psutil
from sqlalchemy import Engine
from temporalio.client import Client

from benchmarks.rigg import arenden as fallen
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

_ANTAL, _UPPVARMNING, _SAMTIDIGA, _VAR = 150, 20, 50, 4


def mat() -> list[str]:
    """A line of each: alone, in milliseconds; and fifty at once, in kommandon a second."""
    with servrar() as hus, _server(hus.url, hus.adress) as (bas, server):
        return asyncio.run(_mat(hus.url, hus.adress, bas, server))


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
    personal.satt_uppgifter(motor, str(fallen.ANORDNARE.organisation), fallen.ANORDNARE.id, {"namn": "Hanna Lind"})
    with transaktion(motor) as c:
        konton.satt_in(c, "matning", "https://ingen.example", "hanna", fallen.ANORDNARE, datum(nu))
        return sessioner.ny(c, "terminal", "https://ingen.example", "hanna", fallen.ANORDNARE, nu, Granser(), niva=3)


async def _mat(url: str, adress: str, bas: str, server: psutil.Process) -> list[str]:
    motor = skapa_motor(url)
    fallen.anordnaren(motor)
    klient = Insatsklient(await Client.connect(adress, data_converter=OMVANDLARE), motor)
    huvuden = {"authorization": f"Bearer {_bevis(motor)}"}
    granser = httpx2.Limits(max_connections=_SAMTIDIGA)
    async with httpx2.AsyncClient(base_url=bas, headers=huvuden, timeout=60, limits=granser) as http:

        async def genom_klienten(arende: str, n: int) -> None:
            await klient.kommando(arende, _bokning(n), fallen.ANORDNARE)

        async def genom_dorren(arende: str, n: int) -> None:
            falt = {k: v for k, v in _bokning(n).items() if k != "kommando"}
            svar = await http.post(f"/api/arenden/{arende}/boka_uppstartsmote", json=falt)
            assert svar.status_code == 200, svar.text

        (arende,) = await fallen.borja(klient, 1)
        tider: dict[str, list[float]] = {"klienten": [], "dörren": []}
        mellan = {"klienten": 0.0, "dörren": 0.0}
        vems = {"klienten": psutil.Process(), "dörren": server}
        for n in range(_UPPVARMNING + _ANTAL):
            for nr, (namn, sag) in enumerate((("klienten", genom_klienten), ("dörren", genom_dorren))):
                fore, start = _cpu(vems[namn]), perf_counter()
                await sag(arende, 2 * n + nr)
                if n >= _UPPVARMNING:
                    tider[namn].append((perf_counter() - start) * 1000)
                    mellan[namn] += (_cpu(vems[namn]) - fore) * 1000 / _ANTAL
        arenden = await fallen.borja(klient, _SAMTIDIGA)
        takt = [await _takt(sag, arenden, varv * 100) for varv, sag in enumerate((genom_klienten, genom_dorren))]
    motor.dispose()
    text = f"{_SAMTIDIGA} åt gången: klienten {takt[0]:.0f}/s, dörren {takt[1]:.0f}/s ({takt[1] / takt[0]:.2f})"
    p50 = {namn: p50_p95(t)[0] for namn, t in tider.items()}
    kvot = p50["dörren"] / p50["klienten"]
    ensam = f"ett i taget, p50: klienten {p50['klienten']:.1f} ms, dörren {p50['dörren']:.1f} ms ({kvot:.2f})"
    dit = f"processor för ett: klienten {mellan['klienten']:.1f} ms, dörrens process {mellan['dörren']:.1f} ms"
    return [ensam, dit, text]


def _cpu(process: psutil.Process) -> float:
    t = process.cpu_times()
    return float(t.user + t.system)


def _bokning(n: int) -> dict[str, str]:
    """The first meeting moved: a fact without free text."""
    return {"kommando": "boka_uppstartsmote", "datum": str(datum(datetime.now(UTC)) + timedelta(days=1 + n))}


async def _takt(sag: Callable[[str, int], Awaitable[None]], arenden: list[str], fran: int) -> float:
    async def en(arende: str) -> None:
        for n in range(_VAR):
            await sag(arende, fran + n)

    start = perf_counter()
    await asyncio.gather(*map(en, arenden))
    return len(arenden) * _VAR / (perf_counter() - start)


if __name__ == "__main__":
    print("\n".join(mat()))
