"""Whom one may choose among, with a year's figures of each, for anybody and without a login (K5.4)."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from domain.kvalitet.jamforelsen import Jamforelsetal
from domain.kvalitet.nyckeltal import Andel, Nyckeltal
from domain.tid.tidpunkt import datum
from starter.skrivbord.vyer import arssiffror
from starter.skrivbord.vyer.raknat import Raknas
from tests.starter.skrivbord.verktyg.bordet import BAS, Bord

pytestmark = pytest.mark.krav("K5.4", "K16.3")
_INGET = Andel(0, 0)


RAKNAS = "Siffrorna räknas just nu"


def sidan(bord: Bord, kundval: str = "AMI", hogst: float = 20.0) -> str:
    """The page as text; it does not wait for its figures, so whoever wants them reads it again."""
    k, slut = TestClient(bord.app, base_url=BAS), time.monotonic() + hogst
    while True:
        svar = k.get(f"/jamfor?kundval={kundval}")
        assert svar.status_code == 200
        text = " ".join(re.sub("<[^>]+>", " ", svar.text).split())
        if RAKNAS not in text or time.monotonic() > slut:
            return text
        time.sleep(0.1)


def test_the_sandboxs_few_insatser_are_not_told_and_a_kundval_without_any_says_none(bord: Bord) -> None:
    text = sidan(bord)
    assert "Anordnare A" in text and text.count("Insatser visas inte") == 2
    assert "Tal som är färre än 5 visas inte" in text
    assert "Insatser 0 Nådde målet inget att räkna" in sidan(bord, "ISA")


def test_large_figures_are_told_with_what_they_are_shares_of(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    tal = Jamforelsetal(70, Andel(20, 40), None, Andel(95, 100), _INGET)
    ar = arssiffror.Jamforelsear(2025, False, {"Anordnare A": tal})
    monkeypatch.setattr("starter.skrivbord.vagar.utifran.oppet.jamforelsens", lambda *_: ar)
    text = sidan(bord).replace("\xa0", " ")
    assert "Så gick det 2025" in text and "hittills" not in text
    assert "Insatser 70 Nådde målet 50 % (20 av 40)" in text
    assert "Genomförandeplan i tid visas inte" in text and "(95 av 100)" in text


def test_a_year_that_lacks_insatser_gives_way_to_the_one_under_way(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    raknade: list[int] = []

    def siffror(_m: Any, _r: Any, _k: Any, ar: int, idag: Any) -> dict[str, Jamforelsetal]:
        raknade.append(ar)
        return {"Anordnare A": Jamforelsetal(0 if ar < idag.year else 9, _INGET, _INGET, _INGET, _INGET)}

    monkeypatch.setattr(arssiffror.jamforelse, "siffror", siffror)
    if datum(bord.klocka()).timetuple().tm_yday == 1:  # no day of the new year has been yet
        monkeypatch.setattr(bord.klocka, "fram", timedelta(days=1))
    assert re.search(r"Så gick det \d{4}, hittills Insatser 9", sidan(bord, "FAI"))
    assert raknade == [raknade[-1] - 1, raknade[-1]]


def test_while_they_are_counted_for_the_first_time_nobody_waits(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    def raknas(*_: Any, **__: Any) -> None:
        raise Raknas

    monkeypatch.setattr(arssiffror, "raknat", raknas)
    text = sidan(bord, hogst=0)
    assert RAKNAS in text and "Anordnare A" in text and "Så gick det" not in text


def test_nobody_is_missing_from_the_comparison_for_want_of_figures(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "starter.skrivbord.vagar.utifran.oppet.jamforelsens", lambda *_: arssiffror.Jamforelsear(2025, False, {})
    )
    assert sidan(bord).count("Insatser 0") == 2
    assert Nyckeltal("X").insatser == 0
