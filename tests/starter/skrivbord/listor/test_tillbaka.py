"""What one opens from a list leads back to that list, where one was in it; and every place has a way to it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from starter.skrivbord.plats import LISTOR, MENY
from tests.starter.skrivbord.verktyg.bordet import Bord

pytestmark = pytest.mark.krav("K0.8")


def vagen_ater(html: str) -> tuple[str, str]:
    traff = re.search(r'class="govuk-back-link" href="([^"]+)">([^<]+)<', html)
    assert traff, html[:500]
    return unescape(traff[1]), traff[2]


@pytest.mark.parametrize(
    ("konto", "lista", "heter"),
    [
        ("karin", "/?band=senare&sida=1", "Att göra"),
        ("karin", "/?band=senare&sida=2", "Att göra"),
        ("karin", "/arenden?status=pagar", "Ärenden"),
        ("karin", "/meddelanden?visa=alla", "Meddelanden"),
        ("hanna", "/ko", "Kö"),
        ("hanna", "/ekonomi", "Ekonomi"),
        ("hanna", "/arenden?status=pagar&efter=in-exempel03", "Ärenden"),
    ],
)
def test_a_case_leads_back_to_the_place_in_the_list_that_one_came_from(
    bord: Bord, konto: str, lista: str, heter: str
) -> None:
    k = bord.som(konto)
    assert k.get(lista).status_code == 200
    k.get("/arenden/in-exempel01/plan")  # what is read on the way is no list
    assert vagen_ater(k.get("/arenden/in-exempel01").text) == (lista, heter)


def test_a_kund_leads_back_to_its_register_and_a_role_that_has_no_such_list_to_its_own(bord: Bord) -> None:
    k = bord.som("kalle", "arbetsledare:al2")
    k.get("/kunder?vilka=alla")
    assert vagen_ater(k.get("/kunder/ku-exempel01").text) == ("/kunder?vilka=alla", "Kunder")
    assert vagen_ater(k.get("/arenden/in-exempel01").text) == ("/kunder?vilka=alla", "Kunder")
    k.get("/ekonomi")
    assert vagen_ater(k.get("/kunder/ku-exempel01").text) == ("/kunder", "Kunder")
    bord.logga_in(k, "kalle", "karriarvagledare:kv2")
    assert vagen_ater(k.get("/arenden/in-exempel01").text) == ("/", "Att göra"), "no money of a karriärvägledare's"


@pytest.mark.parametrize("sagt", ["var=//ond.example", "var=/logga-ut", "var=/&band=%0d%0aSet-Cookie:x", "x" * 5000])
def test_what_somebody_has_put_in_the_place_of_a_list_leads_nowhere_else(bord: Bord, sagt: str) -> None:
    k = bord.som("karin")
    k.cookies.set("listan", sagt, domain="127.0.0.1")
    svar = k.get("/arenden/in-exempel01")
    assert svar.status_code == 200 and vagen_ater(svar.text)[0].startswith("/")
    assert vagen_ater(svar.text)[0].partition("?")[0] in LISTOR and "x" not in svar.headers.get("set-cookie", "")


def test_who_sees_cases_in_a_list_may_look_for_one_by_its_id(bord: Bord) -> None:
    for roll, vagar in MENY.items():
        assert ("/arenden" in dict(vagar)) == ("/sok" in dict(vagar)), roll
    for konto in ("hanna", "erik"):
        html = bord.som(konto).get("/sok").text
        assert 'href="/sok"' in html and "personnummer" not in html, "names are sought by those who read the register"
