"""From login to done in the browser, with script and without, for those who are there seldom: the kund with a wish, the
socialsekreterare with a question, the arbetsledare with a decision, the dataskyddssamordnare with an incident."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.starter.skrivbord.conftest import Sitter, axe

SIDA = "/mina-kunder/in-exempel02"


def orden(sida: Page) -> str:
    return " ".join(sida.locator("main").inner_text().split())


@pytest.mark.krav("K13.9")
@pytest.mark.parametrize(("script", "vad"), [(True, "samtal"), (False, "byta anordnare")])
def test_a_kund_says_what_it_wishes(som: Sitter, script: bool, vad: str) -> None:
    """Another wish each time: one that waits is not said again."""
    sida = som("asa", script=script, bredd=390)
    assert sida.url.endswith("/min-insats"), "a kund comes to its own page"
    sida.click("summary:has-text('Framför ett önskemål')")
    form = sida.locator("form:has(input[value=framfor_onskemal])")
    form.locator(f"label:has-text('{vad}')").first.click()
    form.locator("textarea").fill("Helst på en förmiddag.")
    form.locator("button:has-text('Skicka')").click()
    assert re.search(f"Du önskade [^.]*{vad}", orden(sida)), orden(sida)
    assert "Din karriärvägledare har inte svarat än" in orden(sida)
    assert axe(sida) == [] if script else True


@pytest.mark.krav("K4.6", "K9.5")
def test_a_question_to_the_socialsekreterare_is_answered(som: Sitter) -> None:
    sida = som("sol", script=False)
    sida.click(f"a:has-text('Svara')[href='{SIDA}']")
    sida.fill("textarea[name=text]", "Vi ser på den som ni.")
    sida.click("button:has-text('Skicka')")
    assert sida.url.endswith(SIDA), sida.locator("main").inner_text()
    assert "Vi ser på den som ni." in sida.locator("main").inner_text()
    sida.goto("/")
    assert SIDA not in sida.content()
    medscript = som("sol", bredd=390)
    medscript.goto(SIDA)
    assert axe(medscript) == [] and medscript.evaluate("document.documentElement.scrollWidth") <= 390
    medscript.locator("textarea[name=text]").first.fill("Och vi hörs i nästa vecka.")
    medscript.locator("button:has-text('Skicka')").first.click()
    assert "Och vi hörs i nästa vecka." in orden(medscript)


@pytest.mark.krav("K11.1")
def test_the_arbetsledare_decides_an_extension(som: Sitter) -> None:
    sida = som("alva", script=False)
    sida.goto("/arenden/in-exempel12")
    sida.click("a[href='/arenden/in-exempel12/gor/besluta_forlangning']")
    sida.check("input[name=beslut][value=bevilja]")
    sida.fill("textarea[name=motivering]", "Målet kan nås inom månaden.")
    sida.click("button:has-text('Fortsätt')")
    assert "Kontrollera innan du bekräftar" in orden(sida)
    sida.click("button:has-text('Bekräfta')")
    assert "/kvitto/" in sida.url and "förläng" in orden(sida).lower(), orden(sida)
    med = som("alva")
    med.goto("/arenden/in-exempel12/historik")
    assert "förläng" in orden(med).lower() and axe(med) == []


@pytest.mark.krav("K3.1")
@pytest.mark.parametrize("script", [True, False])
def test_an_incident_is_told_by_one_and_judged_by_another_within_its_hours(som: Sitter, script: bool) -> None:
    anmalare = som("hanna", script=script)
    anmalare.goto("/vid-sidan/ny/gor/anmal_incident")
    nar = f"{datetime.now(UTC) - timedelta(days=3):%Y-%m-%d}"
    for namn, varde in {
        "anordnare": "Anordnare A", "karriarvagledare": "kv1", "upptackt": nar, "upptackt.kl": "10.00",
        "beskrivning": f"En lista låg framme, {'med' if script else 'utan'} namn.",
    }.items():  # fmt: skip
        anmalare.fill(f"[name='{namn}']", varde)
    anmalare.check("input[name=befarad][value=ja]")
    anmalare.click("button:has-text('Fortsätt')")
    anmalare.click("button:has-text('Bekräfta')")
    nr = re.search(r"/vid-sidan/([\w-]+)", anmalare.url)
    assert nr and "En lista låg framme" in orden(anmalare), orden(anmalare)
    dan = som("dan", script=script)
    dan.goto(f"/vid-sidan/{nr[1]}/gor/bedom_incident")
    dan.locator("input[name=bedomning]").first.check()
    dan.fill("textarea[name=motivering]", "Ingen utomstående har sett den.")
    dan.click("button:has-text('Fortsätt')")
    dan.click("button:has-text('Bekräfta')")
    assert "Ingen utomstående har sett den." in orden(dan), orden(dan)
    assert axe(dan) == [] if script else True
