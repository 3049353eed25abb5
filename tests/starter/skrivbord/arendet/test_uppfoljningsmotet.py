"""A follow-up meeting is called and registered beside what it is about: how the delmål have moved, and attendance."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from domain.forklaring.oversikt import Korthet
from domain.grund.parter import Aktor
from starter.skrivbord.mallmotor import MILJO
from starter.tjanster import arendeblad
from starter.visning.tid import tidpunkt
from tests.starter.skrivbord.verktyg.bordet import BAS, Bord, formular

VERB = ("registrera_uppfoljningsmote", "kalla_till_uppfoljningsmote")
RAPPORTERAT = "/arenden/in-exempel05"
"""Half a year of approved reports."""


def delarna(html: str) -> list[str]:
    """The two sections as they are marked up: the plan in force with its delmål, and attendance."""
    return re.findall(r'<section aria-labelledby="(?:planlage|narvaro)">.*?</section>', html, re.S)


def ord_i(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html).split())


def skriven(k: Korthet) -> str:
    """The same template alone, for what no invented case holds."""
    mall: Any = MILJO.get_template("arendet/progression.html").module
    return ord_i(mall.progression(k, "in-exempel05", tidpunkt))


@pytest.mark.krav("K7.8")
@pytest.mark.parametrize("verb", VERB)
def test_the_meetings_form_holds_the_same_progression_and_attendance_as_the_case(bord: Bord, verb: str) -> None:
    k = bord.som("karin")
    html = k.get(f"{RAPPORTERAT}/gor/{verb}").text
    delar = delarna(html)
    assert len(delar) == 2 and delar == delarna(k.get(RAPPORTERAT).text)
    plan, narvaro = map(ord_i, delar)
    lagen = re.findall(r"1\. Färdigt cv före månadens slut ((?:(?:pågår|nått) ){1,4})", plan)
    assert " ".join(reversed(lagen)).split()[:4] == ["pågår", "pågår", "nått", "nått"], "the latest four months first"
    assert re.search(r"\d+ av \d+ 100 %", narvaro)
    assert "Innehåll (frivilligt)" in html or verb == VERB[0]
    assert '<aside aria-label="Underlag för mötet">' in html, "beside the form, not in it"
    assert len(set(re.findall(r' id="([^"]+)"', html))) == len(re.findall(r' id="[^"]+"', html))


@pytest.mark.krav("K7.8")
def test_the_tables_have_a_caption_and_headers_of_columns_and_rows(bord: Bord) -> None:
    html = bord.som("karin").get(f"{RAPPORTERAT}/gor/{VERB[0]}").text
    for del_, rubrik in zip(delarna(html), ("Delmålen månad för månad", "Närvaro månad för månad"), strict=True):
        tabell = re.search(r"<table.*?</table>", del_, re.S)
        assert tabell is not None
        assert re.search(rf"<caption[^>]*>{rubrik}</caption>", tabell[0])
        huvud, kropp = tabell[0].split("</thead>")
        rader = kropp.split("<tr")[1:]
        assert len(rader) >= 3 and all(r.count('<th scope="row"') == 1 for r in rader)
        assert {r.count("<td") for r in rader} == {huvud.count('<th scope="col"') - 1}


@pytest.mark.krav("K7.8", sort="gräns")
def test_it_stays_beside_a_form_that_is_sent_back(bord: Bord) -> None:
    k, vag = bord.som("karin"), f"{RAPPORTERAT}/gor/{VERB[0]}"
    dolda = formular(k.get(vag).text, vag)
    svar = k.post(vag, data=dolda | {"datum": "2024-13-45", "steg": "kontroll"}, headers={"origin": BAS})
    assert svar.status_code == 422 and delarna(svar.text) == delarna(k.get(RAPPORTERAT).text)


@pytest.mark.krav("K7.8", sort="gräns")
def test_where_there_is_nothing_yet_a_sentence_says_so(bord: Bord) -> None:
    k = bord.som("karin")
    plan, narvaro = map(ord_i, delarna(k.get(f"/arenden/in-exempel06/gor/{VERB[0]}").text))
    assert plan == "Planen som gäller Ingen plan är godkänd." and "100 %" in narvaro
    assert "Det finns ingen närvaro än: insatsen har inte börjat." in ord_i(k.get("/arenden/in-exempel07").text)
    egen = arendeblad.oversikt(bord.motor, Aktor.tolka("karriarvagledare:kv1"), "in-exempel05")
    plan_ = egen.oversikt.plan
    assert plan_ is not None
    orapporterad = replace(plan_, delmal=tuple(replace(d, manader=()) for d in plan_.delmal))
    text = skriven(replace(egen, oversikt=replace(egen.oversikt, plan=orapporterad, narvaro=())))
    assert "Delmål Läge 1. Färdigt cv före månadens slut ingen rapport har berättat om det än 2." in text
    assert text.endswith("Det finns ingen närvaro än: insatsen har inte börjat.")
    utan = replace(egen, oversikt=replace(egen.oversikt, plan=replace(plan_, delmal=())))
    assert "Planen har inga delmål som rapporterna följer." in skriven(utan)


@pytest.mark.krav("K7.8", "K3.7", sort="avslag")
def test_only_who_holds_the_meeting_gets_the_form_and_no_other_form_has_it(bord: Bord) -> None:
    for konto in ("hanna", "erik", "sol"):
        svar = bord.som(konto).get(f"{RAPPORTERAT}/gor/{VERB[0]}")
        assert svar.status_code in (403, 404, 422) and "Färdigt cv" not in svar.text, (konto, svar.status_code)
    annans = bord.som("karin").get(f"{RAPPORTERAT}/gor/registrera_brist").text
    assert 'id="formular"' in annans and not delarna(annans)
    egen = arendeblad.oversikt(bord.motor, Aktor.tolka("ekonom:ek1"), "in-exempel05")
    assert "Version 1.1, godkänd" in skriven(egen) and "Färdigt cv" not in skriven(egen)
