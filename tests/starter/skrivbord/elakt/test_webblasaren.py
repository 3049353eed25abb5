"""Hostile words in a real browser, on every page where a script could run: nothing of them does (K3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from starter.inloggning.csrf import kaka_namn
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import free_port
from tests.starter.skrivbord.elakt import liv
from tests.starter.skrivbord.elakt.liv import ARENDE, KUND
from tests.starter.skrivbord.elakt.sidlasare import ELAKT
from tests.starter.skrivbord.verktyg.bordet import Bord, eget_bord, serverat

pytestmark = pytest.mark.krav("K3.3")

SIDOR = (
    "", "/plan", "/rapporter", "/meddelanden", "/meddelanden/1", "/handlingar", "/historik?allt=true", "/framat",
    "/gor/registrera_brist", "/gor/lamna_genomforandeplan",
)  # fmt: skip


@pytest.fixture(scope="module")
def dar(postgres: EmbeddedPostgres, inredd: str) -> Iterator[tuple[Bord, str]]:
    """The desk served, with the hostile life in it."""
    bas = f"http://127.0.0.1:{(port := free_port())}"
    with eget_bord(postgres, inredd, bas) as b:
        liv.lev(b)
        with serverat(b, port):
            yield b, bas


def logga_in(k: BrowserContext, bord: Bord, bas: str, konto: str) -> None:
    kaka = bord.som(konto).cookies[kaka_namn(bord.inst)]
    k.add_cookies([{"name": kaka_namn(bord.inst), "value": kaka, "url": bas}])


@pytest.mark.parametrize("konto", ["karin", "hanna", "alva"])
def test_no_page_runs_what_somebody_wrote(dar: tuple[Bord, str], webblasare: Browser, konto: str) -> None:
    bord, bas = dar
    k: BrowserContext = webblasare.new_context(base_url=bas, locale="sv-SE")
    logga_in(k, bord, bas, konto)
    sida = k.new_page()
    hant: list[str] = []
    sida.on("dialog", lambda d: (hant.append(d.message), d.dismiss()))
    sida.on("request", lambda r: None if r.url.startswith((bas, "data:")) else hant.append(r.url))
    sida.on("console", lambda m: hant.append(m.text) if "Content Security Policy" in m.text else None)
    for vag in [f"/arenden/{ARENDE}{s}" for s in SIDOR] + ["/", "/arenden", f"/kunder/{KUND}", "/kunder", "/jamfor"]:
        svar = sida.goto(vag)
        assert svar is not None and svar.status < 500, vag
        for vikt in sida.locator("summary").all()[:40]:
            vikt.evaluate("e => { e.parentElement.open = true }")
        assert sida.locator("main script, main iframe, main [onerror], main [onload]").count() == 0, vag
        assert hant == [], (vag, hant)
    k.close()


def test_a_draft_that_comes_back_and_a_form_that_is_refused_run_nothing(
    dar: tuple[Bord, str], webblasare: Browser
) -> None:
    bord, bas = dar
    k: BrowserContext = webblasare.new_context(base_url=bas, locale="sv-SE")
    k.add_cookies(
        [{"name": kaka_namn(bord.inst), "value": bord.som("karin").cookies[kaka_namn(bord.inst)], "url": bas}]
    )
    sida, hant = k.new_page(), []
    sida.on("dialog", lambda d: (hant.append(d.message), d.dismiss()))
    for elakt in ELAKT[:3]:
        sida.goto("/arenden/in-exempel01/gor/registrera_brist")
        sida.locator("textarea").first.fill(elakt)
        sida.click("button:has-text('Fortsätt')")
        assert sida.locator("textarea").first.input_value() == elakt and sida.locator(".govuk-error-summary").count()
        sida.click("button:has-text('Spara utkast')")
        sida.goto("/arenden/in-exempel01/gor/registrera_brist")
        assert sida.locator("textarea").first.input_value() == elakt and hant == []
        assert re.search("ifyllt med ett utkast", sida.locator("main").inner_text())
    k.close()
