"""The pictures of the README, taken of the real desk: ``python -m tests.huset.bilder`` writes ``docs/bilder``.

``python -m tests.huset.bilder KATALOG`` takes every page of every role instead, wide and narrow, to be looked at.
``--bas`` names a desk that is up already, of ``insats upp``; else a house is opened and closed again.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page

from tests.huset.platser import ROT
from tests.starter.skrivbord.verktyg.huset import oppet_hus, sitt_ner, webblasaren
from tests.starter.skrivbord.verktyg.sidorna import SIDOR

BREDDER = (1280, 390)


def till_readme(b: Browser, bas: str) -> None:
    """The three pictures of the README."""
    sida = _som(b, bas, "karin", 1280, 860)
    granska = re.search(r"/arenden/in-exempel01/granska/[0-9-]{7}", sida.content())
    ut = ROT / "docs" / "bilder"
    sida.screenshot(path=ut / "start.png")
    sida.goto(f"{bas}/arenden/in-exempel02")
    sida.screenshot(path=ut / "arende.png")
    assert granska, "ingen rapport väntar på granskning"
    sida.goto(bas + granska[0])
    sida.screenshot(path=ut / "granska.png")
    for bild in (ut / f"{namn}.png" for namn in ("start", "arende", "granska")):
        Image.open(bild).convert("RGB").quantize(256, Image.Quantize.MEDIANCUT).save(bild, optimize=True)


def alla(b: Browser, bas: str, ut: Path) -> None:
    """Every page of every role, by its address, in each width."""
    ut.mkdir(parents=True, exist_ok=True)
    for (konto, roll), vagar in SIDOR.items():
        for bredd in BREDDER:
            sida = _som(b, bas, konto, bredd, 900, roll)
            for vag in vagar:
                sida.goto(bas + vag)
                namn = re.sub(r"[^a-z0-9]+", "-", f"{konto} {vag} {bredd}".lower()).strip("-")
                sida.screenshot(path=ut / f"{namn}.png", full_page=True)
            sida.context.close()


def _som(b: Browser, bas: str, konto: str, bredd: int, hojd: int, roll: str = "") -> Page:
    return sitt_ner(b.new_context(viewport={"width": bredd, "height": hojd}, locale="sv-SE"), bas, konto, roll)


@contextmanager
def _bas(angiven: str | None) -> Iterator[str]:
    if angiven:
        yield angiven
        return
    with oppet_hus() as h:
        yield h.bas


def main() -> None:
    val = argparse.ArgumentParser(description=__doc__)
    val.add_argument("katalog", nargs="?", type=Path)
    val.add_argument("--bas")
    a = val.parse_args()
    with _bas(a.bas) as bas, webblasaren() as b:
        alla(b, bas, a.katalog) if a.katalog else till_readme(b, bas)


if __name__ == "__main__":
    main()
