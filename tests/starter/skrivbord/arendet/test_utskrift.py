"""A case and its reports on paper: all that is folded together on the screen, and nothing that only a screen can do."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.starter.skrivbord.conftest import Sitter
from tests.starter.skrivbord.verktyg.sidorna import ARENDE


def tryckt(som: Sitter, vag: str, *, script: bool) -> str:
    sida = som("karin", script=script)
    sida.goto(vag)
    sidor = PdfReader(io.BytesIO(sida.pdf(format="A4"))).pages
    assert all(float(s.mediabox.width) < 600 for s in sidor)
    return " ".join(" ".join(s.extract_text() for s in sidor).split())


@pytest.mark.krav("K4.7")
@pytest.mark.parametrize("script", [False, True])
def test_the_reports_are_printed_with_their_text_and_by_whom(som: Sitter, script: bool) -> None:
    text = tryckt(som, f"{ARENDE}/rapporter", script=script)
    assert "Utskrivet" in text and "av Karriärvägledare kv1" in text
    assert text.count("Cv är klart och kunden har gjort sitt första studiebesök.") >= 3
    assert "Att göra" not in text and "Logga ut" not in text and "Historik" not in text


@pytest.mark.krav("K7.8")
def test_the_case_is_printed_without_what_only_a_screen_can_do(som: Sitter) -> None:
    text = tryckt(som, "/arenden/in-exempel05", script=False)
    assert "Planen som gäller" in text and "Närvaro mot omfattningen" in text and "Omfattning" in text
    assert "Registrera trepartsmöte" not in text and "Linjen som tabell" not in text
