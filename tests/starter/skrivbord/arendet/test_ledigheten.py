"""The absence tab: what lets each leave be, what the KV has consented to, and which breaks are left (K9.2, K9.3)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from domain.liv.lagring import post_till_json
from kontrakt.insats import Batch
from persistence.journal.skrivning import skriv
from starter.tjanster import arendeblad
from tests.starter.skrivbord.verktyg.bordet import Bord
from tests.verktyg.spel import Spel


def text_i(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html.split("<main")[1]).split())


def lagg_in(bord: Bord, fall: Spel, monkeypatch: pytest.MonkeyPatch) -> None:
    """The case as played, in the desk's database; its day is the case's own."""
    skriv(
        bord.motor, Batch(fall.insats.arende, 0, tuple(post_till_json(p) for p in fall.poster), tuple(fall.meddelanden))
    )

    def nu(insats: Any) -> Any:
        return insats.senast

    monkeypatch.setattr(arendeblad, "nu_i", nu)


@pytest.mark.krav("K9.3")
def test_the_absence_tab_tells_what_lets_each_leave_be_and_which_breaks_are_left(
    bord: Bord, monkeypatch: pytest.MonkeyPatch
) -> None:
    fall = Spel.pagaende("ISA2", start="2024-03-11")
    fall.kv("2024-08-20", "medge_ledighet", fran="2024-09-02", till="2024-09-03", motivering="en gång")
    fall.anordnare(
        "2024-08-21", "anmal_franvaro", slag="ledighet", fran="2024-08-29", till="2024-09-03", orsak="resa"
    )  # fmt: skip
    lagg_in(bord, fall, monkeypatch)
    text = text_i(bord.som("karin").get("/arenden/arende-1/franvaro").text)
    assert re.search(r"Sommaren 2024.*Medgiven av karriärvägledaren.*Ledighet utanför loven är medgiven", text)
    assert re.search(
        r"Ledighet får tas utan karriärvägledarens medgivande: sommaren 2024 .*; höstlov 2024 .*; jul", text
    )
    svar = bord.som("karin").get(
        "/api/arenden/arende-1/forklara/ledighet/2024-09-02",
        params={"till": "2024-09-05"}, headers={"accept": "application/json"},
    ).json()  # fmt: skip
    assert [d["varfor"] for d in svar["dagar"]] == ["medgiven av karriärvägledaren", "utanför loven, utan medgivande"]
    assert svar["hinder"].endswith("med början 2024-09-04") and len(svar["hant"]) == 1
    assert bord.som("bea").get("/api/arenden/arende-1/forklara/ledighet/2024-09-02").status_code == 404


@pytest.mark.krav("K9.2")
def test_a_kund_who_may_have_no_leave_is_shown_no_breaks(bord: Bord) -> None:
    assert "Ledighet" not in text_i(bord.som("karin").get("/arenden/in-exempel02/franvaro").text)
