"""The whole house for a browser: database, Temporal, a worker, the doors, the identity provider, invented cases.

The browser is Debian's; where it is missing the tests say so, and fail where they must not be skipped (``CI``).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import datum
from persistence.databas.motor import skapa_motor
from regelverk import las_utgavor
from starter.drift.laga import laga_arende
from starter.inloggning.folket import befolka, uppgifter
from starter.inloggning.inlogg import ATERKOMST
from starter.provkorning import exempel
from starter.stod.klient.kontakt import anslut
from starter.stod.stack.idp import SandboxIdp
from starter.stod.stack.processes import LOOPBACK, free_port
from starter.stod.stack.stack import Stack
from tests.flotta.provstack import stacken

CHROMIUM = Path("/usr/bin/chromium")
SAKNAS = "chromium saknas: apt-get install chromium; skrivbordet provas i en riktig webbläsare"
_FLAGGOR = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(frozen=True)
class Hus:
    """The whole house, with the sandbox's people and invented cases in it."""

    stack: Stack
    bas: str


@contextmanager
def oppet_hus(stack: Stack | None = None) -> Iterator[Hus]:
    """The house, open until the block ends; nothing of it is left. ``stack``: one that runs, in place of its own."""
    with nullcontext(stack) if stack else stacken() as s:
        port = free_port()
        idp = SandboxIdp(uppgifter(), [f"http://{LOOPBACK}:{port}{ATERKOMST}"]).start()
        nu, motor = datetime.now(UTC), skapa_motor(s.database_url)
        befolka(motor, idp.issuer, datum(nu))
        exempel.lagg_in(motor, skapa_regelverk(las_utgavor()), nu)

        async def borja() -> None:
            klient = await anslut(s.temporal_address, s.namespace)
            for e in exempel.exempel(nu):
                await laga_arende(motor, klient, e.arende)

        asyncio.run(borja())
        motor.dispose()
        yield Hus(s, s.open_doors(idp, port, {"FREKVENS": "100000"}))


@contextmanager
def webblasaren() -> Iterator[Browser]:
    """Debian's chromium, with an empty profile."""
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path=str(CHROMIUM), args=list(_FLAGGOR))
        yield b
        b.close()


def sitt_ner(k: BrowserContext, bas: str, konto: str, roll: str = "") -> Page:
    """A page that is logged in; ``roll`` chooses among several."""
    sida = k.new_page()
    sida.goto(f"{bas}/logga-in")
    sida.fill("input[name=sub]", konto)
    sida.press("input[name=sub]", "Enter")
    sida.wait_for_url(f"{bas}/**")
    if roll:
        sida.click(f"button[value='{roll}']")
    return sida
