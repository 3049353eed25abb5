"""A socialsekreterare at the desk: its threads, the deviations and the common judgement, and nothing else (K3.7)."""

from __future__ import annotations

import pytest

from tests.starter.skrivbord.arendet.test_arendesidan import text_i
from tests.starter.skrivbord.verktyg.bordet import Bord, formular

SIDA = "/mina-kunder/in-exempel02"


@pytest.mark.krav("K3.7", "K4.6")
def test_one_reads_what_one_is_told_of_and_nothing_else_of_the_case(bord: Bord) -> None:
    k = bord.som("sol")
    assert "Svar på meddelande 1 i tråd 1" in k.get("/").text and f'href="{SIDA}"' in k.get("/").text
    assert "Nadia Amin" in k.get("/").text
    lista = text_i(k.get("/mina-kunder").text)
    assert "Nadia Amin" in lista and "in-exempel02" in lista and "1 oläst" in lista and "in-exempel01" not in lista
    text = text_i(k.get(SIDA).text)
    assert "tackat nej till den planerade praktiken" in text and "Jag föreslår att vi bedömer" in text
    assert "Feber och hosta" not in text and "Cv är klart" not in text
    assert "Nadia Amin in-exempel02" in text, "a kund is a person: the name first"
    assert "oläst" not in text_i(k.get("/mina-kunder").text)  # to read it was to have read it
    for vag in ("/mina-kunder/in-exempel01", "/mina-kunder/finns-inte", "/arenden/in-exempel02"):
        assert k.get(vag).status_code == 404, vag


@pytest.mark.krav("K3.7")
@pytest.mark.parametrize("konto", ["karin", "hanna", "erik", "dan"])
def test_the_pages_are_no_other_roles(bord: Bord, konto: str) -> None:
    assert bord.som(konto).get("/mina-kunder").status_code == 403
    assert bord.som(konto).get(SIDA).status_code == 403


@pytest.mark.krav("K9.5")
def test_nothing_but_what_the_page_has_may_be_said_and_a_bad_form_comes_back_with_its_words(bord: Bord) -> None:
    k = bord.som("sol")
    gomt = formular(k.get(SIDA).text, SIDA)
    annat = k.post(SIDA, data=gomt | {"verb": "besluta_avslut"})
    assert annat.status_code == 404
    fel = k.post(SIDA, data=gomt | {"verb": "registrera_helhetsbedomning", "manad": "mars", "bedomning": "<b>Vår</b>"})
    assert fel.status_code == 422 and "<b>Vår" not in fel.text and "&lt;b&gt;Vår" in fel.text
    assert 'href="#manad"' in fel.text and 'id="manad"' in fel.text
    tomt = k.post(SIDA, data=gomt | {"verb": "svara_i_trad", "trad": "1", "text": " "})
    assert tomt.status_code == 422 and 'href="#text"' in tomt.text
