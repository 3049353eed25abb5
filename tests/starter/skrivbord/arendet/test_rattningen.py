"""A correction on the desk: what has been said is chosen among, and then its own fields are put right (K0.7)."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from domain.liv.rutin import KOMMANDON
from tests.starter.skrivbord.elakt.sidlasare import ELAKT, Sida, farligt, i_faltet
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i

VAG = "/arenden/in-exempel01/gor/ratta"


def valen(html: str) -> dict[str, str]:
    """What there is to choose among: value and words."""
    lista = re.search(r'<select[^>]* name="uppgift".*?</select>', html, re.S)
    assert lista, html
    return {v: ord_i(t) for v, t in re.findall(r'<option value="([^"]*)"[^>]*>(.*?)</option>', lista[0], re.S) if v}


def vald(k: TestClient, verb: str) -> tuple[str, str]:
    """The latest of a verb, and the form of it."""
    tom = k.get(VAG).text
    uppgift = next(v for v, t in valen(tom).items() if f": {KOMMANDON[verb].rubrik}" in t)
    svar = k.post(VAG, data=formular(tom, VAG) | {"uppgift": uppgift, "steg": "kontroll"})
    assert svar.status_code == 200 and "Det här behöver ändras" not in svar.text
    return uppgift, svar.text


@pytest.mark.krav("K0.7")
def test_what_has_been_said_is_chosen_among_and_no_name_is_typed_by_hand(bord: Bord) -> None:
    k = bord.som("karin")
    val = valen(k.get(VAG).text)
    uppdraget = KOMMANDON["lagg_in_uppdrag"].rubrik
    assert any(re.match(rf"Rad \d+, \S+ \d+ \S+ .*: {uppdraget}", t) for t in val.values()), val
    for verb in ("aktualisera", "bemanna"):
        assert not any(KOMMANDON[verb].rubrik in t for t in val.values()), "neither day 1 nor what the anordnare said"
    nummer = [int(v) for v in val]
    assert nummer == sorted(nummer, reverse=True), "the latest first"


@pytest.mark.krav("K0.7")
def test_the_fields_of_what_is_chosen_are_there_with_how_they_are_and_what_is_changed_is_shown_first(
    bord: Bord,
) -> None:
    k = bord.som("karin")
    uppgift, html = vald(k, "lagg_in_uppdrag")
    assert 'name="andringar.startdatum"' in html and "Nu: " in html and 'name="andringar"' not in html
    assert 'name="andringar.uppdragsbeskrivning"' not in html, "words are struck and said anew"
    gomt = formular(html, VAG) | {"uppgift": uppgift}
    assert gomt["rattas"] == uppgift
    inget = k.post(VAG, data=gomt | {"motivering": "fel", "steg": "kontroll"})
    assert inget.status_code == 422 and "ange antingen vad som ska ändras" in inget.text
    kontroll = k.post(VAG, data=gomt | {"andringar.langd_manader": "5", "motivering": "fel", "steg": "kontroll"})
    assert kontroll.status_code == 200 and "Kontrollera innan du bekräftar" in kontroll.text
    assert f"Rättad uppgift: {KOMMANDON['lagg_in_uppdrag'].rubrik}" in ord_i(kontroll.text)
    assert k.get(f"{VAG}?uppgift={uppgift}").text.count('name="andringar.') == html.count('name="andringar.')


@pytest.mark.krav("K0.7", sort="avslag")
def test_a_value_that_is_none_is_told_at_its_field(bord: Bord) -> None:
    k = bord.som("karin")
    uppgift, html = vald(k, "lagg_in_uppdrag")
    fel = {"uppgift": uppgift, "andringar.startdatum": "i mars", "motivering": "x", "steg": "kontroll"}
    svar = k.post(VAG, data=formular(html, VAG) | fel)
    assert svar.status_code == 422 and 'href="#andringar.startdatum"' in svar.text and "ÅÅÅÅ-MM-DD" in svar.text


@pytest.mark.krav("K0.7", sort="avslag")
def test_another_s_line_or_one_that_is_not_there_is_not_corrected(bord: Bord) -> None:
    k = bord.som("karin")
    gomt = formular(k.get(VAG).text, VAG)
    for uppgift in ("1", "9999", "x"):
        svar = k.post(VAG, data=gomt | {"uppgift": uppgift, "rattas": uppgift, "stryk": "ja", "steg": "gor"})
        assert svar.status_code == 422, uppgift


@pytest.mark.krav("K4.7")
def test_a_correction_that_is_begun_is_kept(bord: Bord) -> None:
    k = bord.som("karin")
    uppgift, html = vald(k, "lagg_in_uppdrag")
    skrivet = {"uppgift": uppgift, "andringar.langd_manader": "4", "motivering": "Halvt skäl", "steg": "utkast"}
    k.post(VAG, data=formular(html, VAG) | skrivet)
    igen = k.get(VAG).text
    assert "Halvt skäl" in igen and 'value="4"' in igen
    k.post(VAG, data=formular(igen, VAG) | {"steg": "kasta"})


@pytest.mark.krav("K3.3", sort="gräns")
def test_hostile_words_in_a_correction_come_back_as_text(bord: Bord) -> None:
    k = bord.som("karin")
    uppgift, html = vald(k, "lagg_in_uppdrag")
    namn = [n for n in re.findall(r'name="(andringar\.[^"]+)"', html) if n.startswith("andringar.")] + ["motivering"]
    for elakt in ELAKT[:4]:
        skrivet = dict.fromkeys(namn, elakt) | {"uppgift": uppgift, "steg": "kontroll"}
        svar = k.post(VAG, data=formular(html, VAG) | skrivet)
        assert svar.status_code == 422 and farligt(svar.text) == []
        assert Sida(svar.text).falt["motivering"][-1].strip() == i_faltet(elakt)
