"""The queue of an anordnare: whom it is to staff, by when, and how many (K6.2)."""

from __future__ import annotations

import re

import pytest

from tests.starter.skrivbord.listor.test_dagen import menyn
from tests.starter.skrivbord.verktyg.bordet import Bord
from tests.starter.skrivbord.verktyg.sagt import ord_i


@pytest.mark.krav("K6.2")
def test_the_queue_lists_what_the_menu_counts_and_leads_to_where_it_is_done(bord: Bord) -> None:
    k = bord.som("hanna")
    sidan = k.get("/ko")
    att_bemanna = set(re.findall(r'href="(/arenden/[^"]+/gor/bemanna)"', sidan.text))
    assert sidan.status_code == 200 and att_bemanna
    assert f"Kö {len(att_bemanna)} att bemanna" in menyn(sidan.text)
    assert 'href="/ko" aria-current="page"' in sidan.text
    arenden = re.findall(r'<th scope="row"[^>]*><a class="govuk-link" href="([^"]+)"', sidan.text)
    assert {u.removesuffix("/gor/bemanna") for u in att_bemanna} == set(arenden)


@pytest.mark.krav("K6.2", sort="gräns")
def test_an_empty_queue_says_so_and_counts_nothing(bord: Bord) -> None:
    with bord.motor.begin() as c:
        klart = "UPDATE bevakning SET utfall = 'uppfylld', uppfylld = now() WHERE slag = 'bemanning'"
        c.exec_driver_sql(f"{klart} AND part = 'Anordnare A'")
    sidan = bord.som("hanna").get("/ko").text
    assert "Ingen väntar på handläggare" in sidan and "att bemanna" not in menyn(sidan)
    assert re.search(r"Kö( |$)", ord_i(menyn(sidan)))


@pytest.mark.krav("K6.2", sort="avslag")
@pytest.mark.parametrize("konto", ["karin", "alva", "erik", "asa"])
def test_it_is_the_anordnares_alone(bord: Bord, konto: str) -> None:
    k = bord.som(konto)
    assert k.get("/ko").status_code == 403
    assert 'href="/ko"' not in k.get("/", follow_redirects=True).text


def offrade(html: str, falt: str) -> list[str]:
    """Whom a field offers to name."""
    lista = re.search(rf'<datalist id="{falt}-kanda">(.*?)</datalist>', html, re.S)
    return re.findall(r'<option value="([^"]+)">', lista[1]) if lista else []


@pytest.mark.krav("K6.2", "K5.1")
def test_a_field_that_names_somebody_offers_those_of_the_register_that_one_may_see(bord: Bord) -> None:
    hanna, karin = bord.som("hanna"), bord.som("karin")
    assert offrade(hanna.get("/arenden/in-exempel03/gor/bemanna").text, "handlaggare") == ["h1", "h2"], "and not B's"
    assert offrade(karin.get("/arenden/in-exempel01/gor/byt_karriarvagledare").text, "till") == ["kv1", "kv2"]
    assert offrade(karin.get("/vid-sidan/ny/gor/byt_alla_anordnare").text, "fran") == ["Anordnare A", "Anordnare B"]
    incident = hanna.get("/vid-sidan/ny/gor/anmal_incident").text
    assert offrade(incident, "karriarvagledare") == [], "the municipality's staff are not listed to an anordnare"
    assert 'name="karriarvagledare"' in incident
