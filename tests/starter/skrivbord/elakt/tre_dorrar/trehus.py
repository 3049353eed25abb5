"""One house with its three doors: the command line, HTTP for programs, and the desk; and all that stands in its
database, to see that nothing has come of what was refused.

A real Temporal, a real worker and PostgreSQL; the doors over HTTP are the app itself, called in this process.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import httpx2
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text
from starlette.testclient import TestClient
from temporalio.client import Client

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from persistence.databas.motor import transaktion
from persistence.inloggning import konton, medarbetare, sessioner
from starter.cli.alla import insats
from starter.drift.laga import laga_arende
from starter.inloggning.csrf import kaka_namn, kod
from starter.stod.klient.kontakt import anslut
from starter.stod.stack.stack import Stack
from tests.starter.skrivbord.verktyg.bordet import BAS, UTFARDARE, Bord, duka

KONTON = {
    "karriarvagledare:kv1": "karin", "karriarvagledare:kv2": "kalle", "anordnare:h1@Anordnare A": "hanna",
    "anordnare:h2@Anordnare A": "hugo", "anordnare:b1@Anordnare B": "bea", "arbetsledare:al1": "alva",
    "dataskyddssamordnare:ds1": "dan", "systemspecialist:ss1": "sam", "arbetsledare:kv1": "karin",
    "ekonom:e1": "erik",
}  # fmt: skip
"""Who speaks, and by which login; ``kv1`` is arbetsledare as well."""
_SKRIVS_ANDA = frozenset({"oppning", "session", "alembic_version"})
"""What is written of whoever comes to a door, whatever comes of it: that they did, and when (K3.4, K3.8)."""


@dataclass
class Trehus:
    """The house; ``katalog`` is for what a command reads and writes."""

    stack: Stack
    bord: Bord
    katalog: Path

    @property
    def motor(self) -> Engine:
        return self.bord.motor

    def cli(self, av: str, *ord_: str) -> Result:
        """A command as one who says who they are; its answer with what it wrote where."""
        miljo = {
            "DATABASE_URL": self.stack.database_url, "TEMPORAL_ADDRESS": self.stack.temporal_address,
            "TEMPORAL_NAMESPACE": self.stack.namespace, "INSATSFLODE_KATALOG": str(self.katalog / "ingen"),
            "XDG_STATE_HOME": str(self.katalog / "ingens"),
        }  # fmt: skip
        with mock.patch.dict(os.environ, miljo):
            return CliRunner().invoke(insats, [*ord_, "--som", av])

    def api(self, av: str, metod: str, vag: str, kropp: Mapping[str, Any] | bytes | None = None) -> httpx2.Response:
        """What a program is answered that acts as somebody."""
        k = TestClient(self.bord.app, base_url=BAS, raise_server_exceptions=False, follow_redirects=False)
        k.headers |= {"authorization": f"Bearer {self._session(av, 'terminal')}"}
        if isinstance(kropp, bytes):
            return k.request(metod, vag, content=kropp, headers={"content-type": "application/octet-stream"})
        return k.request(metod, vag, json=kropp)

    def vid_bordet(
        self, av: str, vag: str, falt: Mapping[str, Any] | None = None, fil: tuple[str, bytes] | None = None
    ) -> httpx2.Response:
        """What the desk answers: to a form that is sent from its own page, or where there is none to a visit."""
        k = TestClient(self.bord.app, base_url=BAS, raise_server_exceptions=False, follow_redirects=False)
        hemlighet = self._session(av, "webb")
        k.headers |= {"accept": "text/html", "origin": BAS}
        k.cookies.set(kaka_namn(self.bord.inst), hemlighet, domain="127.0.0.1")
        if falt is None:
            return k.get(vag)
        gomt = {"csrf": kod(hemlighet, vag), "id": os.urandom(8).hex(), "utkast_version": "0", "steg": "gor"}
        filer = {"fil": (*fil, "application/pdf")} if fil else None
        return k.post(vag, data=gomt | dict(falt), files=filer)

    def _session(self, av: str, slag: sessioner.Slag) -> str:
        granser, nu = self.bord.inst.granser[slag], self.bord.klocka()
        with transaktion(self.motor) as c:
            return sessioner.ny(c, slag, UTFARDARE, KONTON[av], Aktor.tolka(av), nu, granser, niva=3)

    def allt(self) -> dict[str, str]:
        """Each table's rows, as one fingerprint."""
        rader = "SELECT '{0}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {0} t"
        with self.motor.connect() as c:
            namn = c.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
            alla = " UNION ALL ".join(rader.format(t) for t in namn if t not in _SKRIVS_ANDA)
            return {str(t): str(avtryck) for t, avtryck in c.execute(text(alla))}


@contextmanager
def trehus(stack: Stack, katalog: Path, arenden: tuple[str, ...]) -> Iterator[Trehus]:
    """Open the doors over a stack whose database is furnished; ``arenden``: whose workflows are to run."""

    async def temporal() -> Client:
        return await anslut(stack.temporal_address, stack.namespace)

    bord = duka(stack.database_url, temporal=temporal)
    idag = datum(datetime.now(UTC))
    karin = {"roll": "arbetsledare", "id": "kv1", "namn": "Karin Ek", "epost": "karin@x.example", "fran": idag}
    with transaktion(bord.motor) as c:
        medarbetare.skriv_in(c, "provet", karin)
        konton.satt_in(c, "provet", UTFARDARE, "karin", Aktor.tolka("arbetsledare:kv1"), idag)

    async def borja() -> None:
        klient = await temporal()
        for arende in arenden:
            await laga_arende(bord.motor, klient, arende)

    asyncio.run(borja())
    try:
        yield Trehus(stack, bord, katalog)
    finally:
        bord.motor.dispose()
