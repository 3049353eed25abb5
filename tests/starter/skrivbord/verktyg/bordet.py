"""The desk without a browser: the app itself, called in this process, over a database with the invented cases.

No worker runs, so what is tried here ends before a case is told anything; that is the browser's to try.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine
from starlette.testclient import TestClient
from temporalio.client import Client

from domain.grund.parter import Aktor
from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import datum
from persistence.databas.motor import skapa_motor, transaktion
from persistence.inloggning import sessioner
from regelverk import las_utgavor
from starter.api.app import Hus, skapa_app
from starter.inloggning.csrf import kaka_namn
from starter.inloggning.folket import FOLKET, befolka
from starter.inloggning.installningar import Dorrinstallningar
from starter.provkorning import exempel
from starter.skrivbord.montering import montera
from starter.skrivbord.sidor import Skrivbordssidor
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import LOOPBACK
from tests.flotta.kopia import kopia

BAS = "http://127.0.0.1:8000"
_TYST = socket.socket()
_TYST.bind((LOOPBACK, 0))
UTFARDARE = f"http://{LOOPBACK}:{_TYST.getsockname()[1]}"
"""Whose port is held and never listened at: whoever calls is refused, and nobody else can come to answer there."""


class Klocka:
    """The real time, moved when a test says so."""

    def __init__(self) -> None:
        self.fram = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.fram


@dataclass
class Bord:
    """The desk, with the sandbox's people and invented cases."""

    motor: Engine
    app: FastAPI
    inst: Dorrinstallningar
    klocka: Klocka

    def som(self, konto: str, aktor: str | None = None) -> TestClient:
        """A browser that is logged in; ``aktor`` for one who has several."""
        k = TestClient(self.app, base_url=BAS, raise_server_exceptions=False, follow_redirects=False)
        k.headers |= {"accept": "text/html", "origin": BAS}
        self.logga_in(k, konto, aktor)
        return k

    def logga_in(self, k: TestClient, konto: str, aktor: str | None = None) -> None:
        """A session of its own, as the login makes one."""
        vem = Aktor.tolka(aktor or next(p.aktorer[0] for p in FOLKET if p.konto == konto))
        with transaktion(self.motor) as c:
            hemlighet = sessioner.ny(c, "webb", UTFARDARE, konto, vem, self.klocka(), self.inst.granser["webb"], niva=3)
        k.cookies.set(kaka_namn(self.inst), hemlighet, domain="127.0.0.1")


def inred(url: str) -> None:
    """The sandbox's people and the invented cases, into a migrated, empty database."""
    motor, nu = skapa_motor(url), datetime.now(UTC)
    befolka(motor, UTFARDARE, datum(nu))
    exempel.lagg_in(motor, skapa_regelverk(las_utgavor()), nu)
    motor.dispose()


@contextmanager
def eget_bord(postgres: EmbeddedPostgres, inredd: str, bas: str = BAS) -> Iterator[Bord]:
    """A desk over a copy of the furnished database, its own until the block ends."""
    with kopia(postgres, inredd) as url:
        bord = duka(url, bas)
        yield bord
        bord.motor.dispose()


async def _ingen() -> Client:
    raise IngenKontakt("ingen Temporal-server svarar")


def duka(url: str, bas: str = BAS, temporal: Callable[[], Awaitable[Client]] = _ingen) -> Bord:
    """A desk over a furnished database (``inred``), which answers under the address ``bas``."""
    motor, klocka = skapa_motor(url), Klocka()
    regelverk = skapa_regelverk(las_utgavor())
    inst = Dorrinstallningar(
        api_adress=bas, oidc_utfardare=UTFARDARE, oidc_klient="skrivbordet", oidc_hemlighet=SecretStr("x"),
        oidc_sandlada=True, frekvens=100_000,
    )  # fmt: skip

    app = skapa_app(inst, Hus(motor, temporal, regelverk, klocka), till=[montera], sidor=Skrivbordssidor())
    return Bord(motor, app, inst, klocka)


@contextmanager
def serverat(bord: Bord, port: int) -> Iterator[None]:
    """Its doors answering on a port, in a thread of this process, until the block ends."""
    server = uvicorn.Server(uvicorn.Config(bord.app, host="127.0.0.1", port=port, log_level="critical"))
    trad = threading.Thread(target=server.run, daemon=True)
    trad.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield
    finally:
        server.should_exit = True
        trad.join(10)


def formular(html: str, action: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to ``action``."""
    form = next(f for f in re.findall(r"<form.*?</form>", html, re.S) if f'action="{action}"' in f)
    falt = (dict(re.findall(r'(\w+)="([^"]*)"', f)) for f in re.findall(r'<input type="hidden"[^>]*>', form))
    return {f["name"]: f.get("value", "") for f in falt}
