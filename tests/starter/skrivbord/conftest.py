"""The desk in a real browser, against the whole house."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from starter.stod.stack import server, workers
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.flotta.provstack import stack_pa_kopia
from tests.starter.skrivbord.verktyg.bordet import Bord, eget_bord, inred
from tests.starter.skrivbord.verktyg.huset import CHROMIUM, SAKNAS, Hus, oppet_hus, sitt_ner, webblasaren

server.START_SECONDS = workers.START_SECONDS = 150.0  # a machine that does much else starts slowly
AXE = (Path(__file__).parent / "verktyg" / "axe.min.js").read_text()


@pytest.fixture(scope="module")
def hus(postgres: EmbeddedPostgres, inredd: str) -> Iterator[Hus]:
    with stack_pa_kopia(postgres, inredd) as stack, oppet_hus(stack) as h:
        yield h


@pytest.fixture(scope="module")
def webblasare() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(SAKNAS)
    with webblasaren() as b:
        yield b


@pytest.fixture(scope="session")
def inredd(postgres: EmbeddedPostgres, template_database: str | None) -> str:
    """Name of the database with people and cases that those of the desks are copied from: twelve lives are long."""
    inred(postgres.create_database("inredd", template=template_database))
    return "inredd"


@pytest.fixture(scope="module")
def bord(postgres: EmbeddedPostgres, inredd: str) -> Iterator[Bord]:
    with eget_bord(postgres, inredd) as b:
        yield b


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
        return sitt_ner(k, hus.bas, konto, roll)

    yield logga_in
    for k in oppna:
        k.close()


def axe(sida: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and good practice: rule and the first place of each."""
    sida.evaluate(AXE)
    svar = sida.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{f['id']}: {f['nodes'][0]['html'][:200]} ({f['help']})" for f in svar["violations"]]


LATT = 100_000
"""Bytes that a page may take over the wire when it is visited again."""


def besok(sida: Page, vag: str) -> tuple[int, int]:
    """Go to a page: its status, and how many bytes came over the wire; what the browser has kept takes none."""
    langder: list[float] = []
    cdp = sida.context.new_cdp_session(sida)
    cdp.send("Network.enable")
    cdp.on("Network.loadingFinished", lambda h: langder.append(h["encodedDataLength"]))
    svar = sida.goto(vag)
    sida.evaluate("document.fonts.ready")  # the last that a page asks for, and what was told before it is here
    cdp.detach()
    assert langder and svar is not None
    return svar.status, int(sum(langder))
