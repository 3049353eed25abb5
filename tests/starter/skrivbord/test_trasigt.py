"""The desk in a browser while something is away: each time a page in words, and nothing that was written is lost.

The doors are served here alone: nobody answers for Temporal, nor for the identity provider; the database is stopped and
started by the tests.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from persistence.databas.migrering import migrera
from starter.inloggning.csrf import kaka_namn
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import free_port
from tests.starter.skrivbord.conftest import axe
from tests.starter.skrivbord.verktyg.bordet import Bord, duka, inred, serverat
from tests.starter.skrivbord.verktyg.sidorna import ARENDE

FORM = f"{ARENDE}/gor/registrera_brist"
ORDEN = "Planen följdes inte i mars, och ingen hörde av sig."


@dataclass
class Trasigt:
    """The doors and what stands behind them."""

    bord: Bord
    bas: str
    postgres: EmbeddedPostgres

    def som(self, b: Browser, konto: str, *, script: bool = True) -> Page:
        kaka = self.bord.som(konto).cookies[kaka_namn(self.bord.inst)]
        k: BrowserContext = b.new_context(base_url=self.bas, locale="sv-SE", java_script_enabled=script)
        k.add_cookies([{"name": kaka_namn(self.bord.inst), "value": kaka, "url": self.bas}])
        return k.new_page()


@pytest.fixture(scope="module")
def trasigt() -> Iterator[Trasigt]:
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-") as mapp:
        Path(mapp).chmod(0o755)
        postgres = EmbeddedPostgres(Path(mapp) / "pg", durable=False, port=free_port())
        postgres.start()
        yield from _serverat(postgres)
        postgres.stop()


def _serverat(postgres: EmbeddedPostgres) -> Iterator[Trasigt]:
    """The doors over it, in a thread of this process."""
    port = free_port()
    url = postgres.create_database("trasigt")
    migrera(url)
    inred(url)
    bord = duka(url, bas := f"http://127.0.0.1:{port}")
    with serverat(bord, port):
        yield Trasigt(bord, bas, postgres)
    bord.motor.dispose()


def fyll_i(sida: Page) -> None:
    sida.goto(FORM)
    val = sida.locator("select[name=sort]")
    val.select_option(index=1) if val.count() else sida.locator("input[name=sort]").first.check()
    sida.locator("textarea").first.fill(ORDEN)


@pytest.mark.krav("K0.8")
def test_without_a_worker_the_form_comes_back_to_be_sent_again(trasigt: Trasigt, webblasare: Browser) -> None:
    sida = trasigt.som(webblasare, "karin")
    fyll_i(sida)
    sida.click("button:has-text('Fortsätt')")
    sida.click("button:has-text('Bekräfta')")
    text = sida.locator("main").inner_text()
    assert "det du skrev finns kvar här" in text and "går det att läsa i tjänsten" in text
    assert ORDEN in sida.content() and sida.locator("button:has-text('Skicka igen')").count() == 1
    assert axe(sida) == []


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize("script", [True, False])
def test_without_a_database_a_page_says_so_and_what_was_written_is_given_back(
    trasigt: Trasigt, webblasare: Browser, script: bool
) -> None:
    sida = trasigt.som(webblasare, "karin", script=script)
    fyll_i(sida)
    trasigt.postgres.stop()
    try:
        sida.click("button:has-text('Fortsätt')")
        assert "det du skrev finns kvar här" in sida.locator("main").inner_text()
        assert ORDEN in sida.content()
        svar = sida.goto("/")
        assert svar is not None and svar.status == 503
        text = sida.locator("main").inner_text()
        assert "Försök igen" in text and "når tjänsten inte sina uppgifter" in text and "databas" not in text.lower()
        if script:
            assert axe(sida) == []
    finally:
        trasigt.postgres.start()
    slut = time.monotonic() + 30
    while (svar := sida.goto("/")) is None or svar.status != 200:
        assert time.monotonic() < slut, "sidan kommer inte tillbaka"
        time.sleep(0.5)
    assert "Att göra" in sida.locator("h1").inner_text()


@pytest.mark.krav("K3.4")
def test_without_the_identity_provider_the_login_says_so_and_the_open_pages_stand(
    trasigt: Trasigt, webblasare: Browser
) -> None:
    sida = webblasare.new_context(base_url=trasigt.bas, locale="sv-SE").new_page()
    svar = sida.goto("/")  # leads to the login
    assert svar is not None and svar.status == 503, sida.content()[:300]
    assert "Försök igen" in sida.locator("main").inner_text() and axe(sida) == []
    for vag in ("/jamfor", "/tillganglighet"):
        oppen = sida.goto(vag)
        assert oppen is not None and oppen.status == 200, vag


@pytest.mark.krav("K0.8")
def test_while_it_is_slow_the_draft_says_what_it_does_and_loses_nothing(trasigt: Trasigt, webblasare: Browser) -> None:
    sida = trasigt.som(webblasare, "karin")

    def trogt(route: Route) -> None:
        time.sleep(1.5)
        route.continue_()

    fyll_i(sida)
    sida.route("**/utkast/**", trogt)
    sida.fill("textarea >> nth=0", f"{ORDEN} Mer.")
    expect(sida.locator("[data-sparat]")).to_contain_text("Utkastet sparades", timeout=20_000)
    sida.goto(FORM)
    assert f"{ORDEN} Mer." in sida.content()
