"""What the account of accessibility rests on: ``python -m tests.huset.tillganglighet`` tries every page.

Each page of every role is opened in a browser and tried by axe-core against WCAG 2.2 AA, as it is, in a window of 320
pixels (1280 at 400 per cent, WCAG 1.4.10), and in forced colours. What is found is written, found or not, to the file
that the page itself is made of, so that the account never says more than was seen. ``--bas`` names a desk that is up.
"""

from __future__ import annotations

import argparse
import json
from contextlib import nullcontext
from datetime import UTC, date, datetime
from typing import Any

from playwright.sync_api import Browser, Page

from domain.tid.tidpunkt import datum
from tests.huset.platser import ROT
from tests.starter.skrivbord.conftest import axe
from tests.starter.skrivbord.verktyg.huset import oppet_hus, sitt_ner, webblasaren
from tests.starter.skrivbord.verktyg.sidorna import SIDOR

FIL = ROT / "starter" / "skrivbord" / "tillganglighet.json"
SMALT = 320
_TALAMOD = 120_000
"""Milliseconds that a page may take on a machine that does much else meanwhile."""


def prova(b: Browser, bas: str, idag: date) -> dict[str, Any]:
    """The results, as the file holds them."""
    anmarkningar: list[dict[str, str]] = []
    antal = tillstand = 0
    for (konto, roll), vagar in SIDOR.items():
        k = b.new_context(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        k.set_default_timeout(_TALAMOD)
        sida = sitt_ner(k, bas, konto, roll)
        for vag in vagar:
            antal += 1
            sida.set_viewport_size({"width": 1280, "height": 900})
            sida.goto(bas + vag)
            fynd = [(f, "axe-core") for f in axe(sida)]
            fynd += [(f, "tvingade färger") for f in _tvingade(sida)]
            sida.set_viewport_size({"width": SMALT, "height": 256})
            if sida.evaluate("document.documentElement.scrollWidth") > SMALT:
                fynd.append(("sidan måste rullas i sidled", "400 procent"))
            fynd += [(f, "tangentbord") for f in _tangentbord(sida)]
            if (med_fel := _med_fel(sida)) is not None:
                tillstand += 1
                fynd += [(f, "formuläret med fel") for f in med_fel]
            anmarkningar += [{"sida": vag, "vad": vad, "hur": hur} for vad, hur in fynd]
        sida.context.close()
    return {
        "dag": idag.isoformat(),
        "webblasare": b.version,
        "sidor": antal,
        "tillstand": tillstand,
        "anmarkningar": anmarkningar,
    }


def _tvingade(sida: Page) -> list[str]:
    sida.emulate_media(forced_colors="active", reduced_motion="reduce")
    fynd = axe(sida)
    sida.emulate_media(forced_colors="none", reduced_motion="no-preference")
    return fynd


def _med_fel(sida: Page) -> list[str] | None:
    """What is found on a form that is sent with nothing in it; None for a page that has none that can be."""
    knapp = sida.locator("#formular button.govuk-button:not(.govuk-button--secondary)")
    if knapp.count() != 1 or sida.locator("#formular [name=beslut]").count():
        return None
    sida.set_viewport_size({"width": 1280, "height": 900})
    knapp.click()
    return axe(sida)


def _tangentbord(sida: Page) -> list[str]:
    """Whether all that may be used is reached by Tab, and none of it holds one fast."""
    sida.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    vantas = sida.evaluate(
        "[...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')]"
        ".filter(e => e.checkVisibility() && e.tabIndex >= 0 && !e.disabled"
        " && !(e.type === 'radio')).forEach((e, n) => e.dataset.prov = n)"
        " || document.querySelectorAll('[data-prov]').length"
    )
    sida.evaluate(
        "window.nadda = new Set();"
        " document.addEventListener('focusin', e => window.nadda.add(e.target.dataset.prov), true)"
    )
    nadda = 0
    for n in range(int(vantas) + 60):
        sida.keyboard.press("Tab")
        if (n >= vantas - 2 and n % 10 == 0) or n == vantas + 59:
            nadda = sida.evaluate("[...window.nadda].filter(n => n !== undefined).length")
            if nadda == vantas:
                return []
    return [f"{int(vantas) - nadda} av {vantas} nås inte med tabb"]


def main() -> None:
    val = argparse.ArgumentParser(description=__doc__)
    val.add_argument("--bas")
    angiven = val.parse_args().bas
    idag = datum(datetime.now(UTC))
    # The house first: what drives the browser has a loop of its own, in which no other can be run.
    with nullcontext() if angiven else oppet_hus() as h, webblasaren() as b:
        svar = prova(b, angiven or h.bas, idag)
    FIL.write_text(json.dumps(svar, ensure_ascii=False, indent=1) + "\n")
    print(f"{svar['sidor']} sidor, {len(svar['anmarkningar'])} anmärkningar: {FIL.name} skriven")


if __name__ == "__main__":
    main()
