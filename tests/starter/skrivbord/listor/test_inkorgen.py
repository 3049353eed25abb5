"""What the service has sent to one, in every case, and that one says oneself when it has been read."""

from __future__ import annotations

import re

import pytest

from domain.processer.alla import PROCESSER
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from starter.skrivbord.vagar import inkorgen
from starter.skrivbord.vagar.vid_sidan.slagen import SLAGORD
from tests.starter.skrivbord.verktyg.bordet import Bord, formular

VAG = "/meddelanden"
pytestmark = pytest.mark.krav("K4.6", "K6.6")


def arenden(html: str) -> list[str]:
    return re.findall(r'<a class="govuk-link" href="/arenden/([^"]+)">', html)


def test_the_unread_are_ones_own_and_go_when_one_says_that_they_are_read(
    bord: Bord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inkorgen, "PER_SIDA", 3)
    k = bord.som("bea")
    forsta = k.get(VAG).text
    assert set(arenden(forsta)) == {"in-exempel10"} and len(arenden(forsta)) == 3
    nasta = re.search(r'rel="next" href="([^"]+)"', forsta)
    assert nasta
    andra = k.get(nasta[1].replace("&amp;", "&")).text
    ider = [formular(html, VAG)["meddelanden"].split() for html in (forsta, andra)]
    assert not set(ider[0]) & set(ider[1])
    assert k.post(VAG, data=formular(forsta, VAG)).status_code == 303
    assert formular(k.get(VAG).text, VAG)["meddelanden"].split()[0] == ider[1][0]
    assert "Oläst" in k.get(f"{VAG}?visa=alla&fore=x").text or "Oläst" in andra


def test_anothers_messages_are_not_marked(bord: Bord) -> None:
    karin, kalle = bord.som("karin"), bord.som("kalle", "karriarvagledare:kv2")
    hennes = formular(karin.get(VAG).text, VAG)["meddelanden"]
    form = formular(kalle.get(VAG).text, VAG) | {"meddelanden": hennes + " 99999999999 x"}
    assert kalle.post(VAG, data=form).status_code == 303
    assert formular(karin.get(VAG).text, VAG)["meddelanden"] == hennes


def test_a_message_of_a_process_says_what_kind_it_is_of_and_not_its_id() -> None:
    for prefix, vad in (
        ("incident-f209f8e322", "Personuppgiftsincidenter"), ("betalningsmanad-2026-11", "Betalning november 2026"),
        ("in-exempel01", "in-exempel01"), ("fall-1", "fall-1"),
    ):  # fmt: skip
        assert inkorgen._vad(prefix) == vad
    for slag in (r for r in PROCESSER.values() if r.namn and r.slag != BETALNINGSMANAD.slag):
        assert inkorgen._vad(f"{slag.namn}-1") == SLAGORD[slag.slag]
