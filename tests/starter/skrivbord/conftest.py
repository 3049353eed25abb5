"""The desk in a real browser, against the whole house: database, Temporal, a worker, the doors, the identity provider.

The browser is Debian's; where it is missing the tests say so, and fail where they must not be skipped (``CI``).
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import datum
from kontrakt import namn as namn_
from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor
from regelverk import las_utgavor
from starter.drift.laga import laga
from starter.inloggning.folket import befolka, uppgifter
from starter.inloggning.inlogg import ATERKOMST
from starter.klient.kontakt import anslut
from starter.provkorning import exempel
from starter.stack import server as starta_server
from starter.stack import workers
from starter.stack.idp import SandboxIdp
from starter.stack.processes import LOOPBACK, free_port
from starter.stack.stack import Stack

starta_server.START_SECONDS = workers.START_SECONDS = 150.0  # a machine that does much else starts slowly
CHROMIUM = Path("/usr/bin/chromium")
SAKNAS = "chromium saknas: apt-get install chromium; skrivbordet provas i en riktig webbläsare"
_FLAGGOR = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = (Path(__file__).parent / "axe.min.js").read_text()


@dataclass(frozen=True)
class Hus:
    """The whole house, with the sandbox's people and invented cases in it."""

    stack: Stack
    bas: str


@pytest.fixture(scope="module")
def hus() -> Iterator[Hus]:
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-") as katalog:
        stack = Stack(
            migrate=migrera, search_attributes=namn_.SOKATTRIBUT, folder=Path(katalog), ui=False, durable=False
        )
        with stack:
            port = free_port()
            idp = SandboxIdp(uppgifter(), [f"http://{LOOPBACK}:{port}{ATERKOMST}"]).start()
            nu, motor = datetime.now(UTC), skapa_motor(stack.database_url)
            befolka(motor, idp.issuer, datum(nu))
            nya = exempel.lagg_in(motor, skapa_regelverk(las_utgavor()), nu)

            async def borja() -> None:
                klient = await anslut(stack.temporal_address, stack.namespace)
                for arende in nya:
                    await laga(motor, klient, arende)

            asyncio.run(borja())
            motor.dispose()
            yield Hus(stack, stack.open_doors(idp, port, {"FREKVENS": "100000"}))


@pytest.fixture(scope="module")
def webblasare() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(SAKNAS)
    with sync_playwright() as p:
        b = p.chromium.launch(executable_path=str(CHROMIUM), args=list(_FLAGGOR))
        yield b
        b.close()


Sitter = Callable[..., Page]


@pytest.fixture
def som(hus: Hus, webblasare: Browser) -> Iterator[Sitter]:
    """``som("karin")``: a page of one's own, logged in; ``roll`` chooses among several, ``script=False`` is without."""
    oppna: list[BrowserContext] = []

    def logga_in(konto: str, *, roll: str = "", script: bool = True, bredd: int = 1280) -> Page:
        k = webblasare.new_context(
            java_script_enabled=script, viewport={"width": bredd, "height": 900}, locale="sv-SE", base_url=hus.bas
        )
        oppna.append(k)
        sida = k.new_page()
        sida.goto("/logga-in")
        sida.fill("input[name=sub]", konto)
        sida.press("input[name=sub]", "Enter")
        sida.wait_for_url(f"{hus.bas}/**")
        if roll:
            sida.click(f"button[value='{roll}']")
        return sida

    yield logga_in
    for k in oppna:
        k.close()


def axe(sida: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice: rule and the first place of each."""
    sida.evaluate(AXE)
    svar = sida.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{f['id']}: {f['nodes'][0]['html'][:200]} ({f['help']})" for f in svar["violations"]]
