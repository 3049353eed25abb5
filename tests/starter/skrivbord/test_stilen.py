"""The style that is served is made of its source by ``framsida/bygg.sh``, and of nothing else; and it is for everybody:
who has made it four times as large, who has chosen colours of their own, whom what moves makes ill (K0.8)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import text

from starter.inloggning.csrf import kaka_namn
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.processes import free_port
from tests.huset.platser import ROT
from tests.starter.skrivbord.conftest import axe
from tests.starter.skrivbord.verktyg.bordet import eget_bord, serverat
from tests.starter.skrivbord.verktyg.sidorna import ARENDE, FORRA

SKRIVBORDET = ROT / "starter" / "skrivbord"


def test_the_style_is_made_of_the_source_that_stands_beside_it() -> None:
    kalla = SKRIVBORDET / "framsida"
    vantat = hashlib.sha256((kalla / "skrivbord.scss").read_bytes() + (kalla / "package.json").read_bytes()).hexdigest()
    rader = (SKRIVBORDET / "statiskt" / "skrivbord.css").read_text().splitlines()
    assert rader[-1] == f"/* {vantat[:16]} */", "kör starter/skrivbord/framsida/bygg.sh"


def test_nothing_moves_for_who_would_rather_not() -> None:
    """WCAG 2.3.3: the rule stands last of its kind and outdoes all; and no script moves anything by itself."""
    css = (SKRIVBORDET / "statiskt" / "skrivbord.css").read_text()
    regel = re.search(r"@media ?\(prefers-reduced-motion: ?reduce\) ?{(\*{[^}]*})}", css)
    assert regel, "the rule is gone"
    for vad in ("transition:none", "animation:none", "scroll-behavior:auto"):
        assert f"{vad} !important" in regel[1].replace(vad + "!", vad + " !"), vad
    script = (SKRIVBORDET / "statiskt" / "skrivbord.js").read_text()
    assert not re.search(r"\.animate\(|requestAnimationFrame|setInterval|behavior: *.smooth", script)
    mallar = "".join(m.read_text() for m in (SKRIVBORDET / "mallar").rglob("*.html"))
    assert not re.search(r"<(?:marquee|blink|video|audio|animate)\b|autoplay|http-equiv=.refresh", mallar)


SIDOR = (
    "/", ARENDE, f"{ARENDE}/historik", f"{ARENDE}/granska/{FORRA}", f"{ARENDE}/gor/registrera_brist", "/kvalitet",
)  # fmt: skip
"""What looks each in its own way: lists, the line of a life, tabs, two beside each other, a form, figures."""


Sitter = Callable[[str], Page]


@pytest.fixture(scope="module")
def som(postgres: EmbeddedPostgres, inredd: str, webblasare: Browser) -> Iterator[Sitter]:
    """``som("karin")``: who sits at the desk, whose doors are served here alone; the same each time."""
    bas = f"http://127.0.0.1:{(port := free_port())}"
    sitter: dict[str, Page] = {}
    with eget_bord(postgres, inredd, bas) as b, serverat(b, port):
        with b.motor.begin() as c:
            c.execute(text("INSERT INTO betalningsmanad VALUES ('2024-06', now())"))

        def en(konto: str) -> Page:
            if konto not in sitter:
                kaka = b.som(konto).cookies[kaka_namn(b.inst)]
                k = webblasare.new_context(base_url=bas, locale="sv-SE", viewport={"width": 1280, "height": 900})
                k.add_cookies([{"name": kaka_namn(b.inst), "value": kaka, "url": bas}])
                sitter[konto] = k.new_page()
            return sitter[konto]

        yield en
        for s in sitter.values():
            s.context.close()


@pytest.fixture
def sida(som: Sitter) -> Page:
    return som("karin")


STRECKEN = """s => [...document.querySelectorAll(s)].map(e => {
  const c = getComputedStyle(e), syns = c.borderBottomStyle !== 'none' && c.borderBottomWidth !== '0px';
  return [e.hasAttribute('aria-current'), syns ? c.borderBottomColor : ''] })"""
"""Whether each is the chosen one, and the colour of the line below it; none where there is none."""
BOTTEN = "getComputedStyle(document.querySelector('main')).backgroundColor"


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize("vag", SIDOR)
def test_in_colours_that_are_forced_all_is_there_and_what_is_chosen_is_seen(sida: Page, vag: str) -> None:
    sida.set_viewport_size({"width": 1280, "height": 900})
    sida.emulate_media(forced_colors="active", reduced_motion="reduce")
    sida.goto(vag)
    assert axe(sida) == []
    botten = sida.evaluate(BOTTEN)
    for flikar in (".sidmeny a", ".flikval a", ".moj-sub-navigation__link"):
        strecken = sida.evaluate(STRECKEN, flikar)
        assert all(farg not in ("", botten) if vald else farg in ("", botten) for vald, farg in strecken), flikar
    sida.keyboard.press("Tab")
    assert sida.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    rort = "[...document.querySelectorAll('*')].filter(e => { const c = getComputedStyle(e);"
    rort += " return c.animationName !== 'none' || parseFloat(c.transitionDuration) > 0 }).length"
    assert sida.evaluate(rort) == 0
    sida.emulate_media(forced_colors="none", reduced_motion="no-preference")


LANGA = "Förvaltningsdomstolsprövningsmyndighetsföreträdaren"


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize("vag", SIDOR)
def test_four_times_as_large_nothing_is_read_sideways(sida: Page, vag: str) -> None:
    """WCAG 1.4.10: 1280 pixels at 400 per cent are 320; also with a word that is longer than the window."""
    sida.set_viewport_size({"width": 320, "height": 256})
    sida.goto(vag)
    bredd = "document.documentElement.scrollWidth"
    assert sida.evaluate(bredd) <= 320, vag
    for vad in ("h1", "main p", "main td", "main dd", "main label", "main th"):
        sida.evaluate("([v, t]) => { const e = document.querySelector(v); if (e) e.textContent = t }", [vad, LANGA * 2])
    assert sida.evaluate(bredd) <= 320, (vag, "with a long word")


SKICKA = "main form[method=post] button.govuk-button:not(.govuk-button--secondary)"
UTKAST = "main form[method=post] button[value=utkast]"
TILLSTAND = (
    ("asa", "/min-insats", SKICKA, "Det här behöver ändras"),
    ("sol", "/mina-kunder/in-exempel02", SKICKA, "Text: fyll i"),
    ("erik", "/namnd?ar=2024", SKICKA, "Kundval: välj ett alternativ"),
    ("erik", "/ekonomi/2024-06", UTKAST, "Kasta"),
    ("hanna", "/veckan", SKICKA, "Fyll i minst en ruta"),
    ("dan", "/registerutdrag", SKICKA, "Det här behöver ändras"),
    ("karin", f"{ARENDE}/gor/registrera_brist", UTKAST, "Kasta utkastet"),
    ("karin", f"{ARENDE}/handlingar", "main form[method=post] button", "älj en fil"),
    ("karin", "/?slag=manadsrapport&ordning=kund", ".skarm button[value=spara]", "Urvalet sparades inte"),
    ("karin", "/?vy=ingens", "", "Allt har någon som ansvarar"),
    ("karin", "/arenden?status=slutford", "", "inget ärende"),
)
"""Forms with what is wrong with them or half written, lists that are empty: who, where, what is pressed and said."""
OPPNA = "document.querySelectorAll('details').forEach(d => { d.open = true })"


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize(("konto", "vag", "knapp", "sagt"), TILLSTAND)
def test_each_state_of_a_page_is_for_everybody_to_use(som: Sitter, konto: str, vag: str, knapp: str, sagt: str) -> None:
    sida = som(konto)
    sida.set_viewport_size({"width": 1280, "height": 900})
    sida.goto(vag)
    if knapp:
        sida.evaluate(OPPNA)
        for ruta in sida.locator("main form[method=post] textarea:visible").all() if knapp == UTKAST else ():
            ruta.fill(f"{LANGA} " * 40)
        sida.locator(knapp).first.click()
    sida.evaluate(OPPNA)
    assert sagt in sida.locator("main").inner_text()
    assert axe(sida) == []
    sida.set_viewport_size({"width": 320, "height": 256})
    assert sida.evaluate("document.documentElement.scrollWidth") <= 320, vag
