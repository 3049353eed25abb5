"""What one is shown in the place of a page: to one who is logged in, the way on; to nobody else, the way in (K3.4)."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from persistence.databas.motor import transaktion
from persistence.inloggning import sessioner
from starter.inloggning.csrf import kaka_namn
from tests.starter.skrivbord.verktyg.bordet import BAS, UTFARDARE, Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i


def ingen(bord: Bord) -> TestClient:
    k = TestClient(bord.app, base_url=BAS, raise_server_exceptions=False, follow_redirects=False)
    k.headers |= {"accept": "text/html", "origin": BAS}
    return k


@pytest.mark.krav("K3.4")
@pytest.mark.parametrize(
    ("konto", "vag", "status", "vidare"),
    [
        ("karin", "/arenden/in-finns-inte", 404, "Till Att göra"),
        ("karin", "/finns-inte", 404, "Till Att göra"),
        ("hanna", "/nytt-arende?kund=ku-exempel01", 403, "Till Att göra eller byt roll"),
        ("asa", "/veckan", 403, "Till Min insats eller byt roll"),
        ("karin", "/vid-sidan/ny/gor/foresla_gallring", 422, "Till Att göra"),
    ],
)
def test_one_who_is_logged_in_is_led_on_and_not_told_to_log_in(
    bord: Bord, konto: str, vag: str, status: int, vidare: str
) -> None:
    svar = bord.som(konto).get(vag)
    assert svar.status_code == status
    assert "Logga in" not in svar.text and "Logga ut" in svar.text and "sidmeny" in svar.text
    assert vidare in ord_i(svar.text), ord_i(svar.text)


@pytest.mark.krav("K3.4", sort="avslag")
def test_nobody_is_shown_the_way_in(bord: Bord) -> None:
    svar = ingen(bord).get("/finns-inte")
    assert svar.status_code == 404 and "Logga in" in svar.text and "Logga ut" not in svar.text
    assert "sidmeny" not in svar.text


@pytest.mark.krav("K3.4", sort="gräns")
def test_one_who_has_not_chosen_a_role_is_led_to_the_choice(bord: Bord) -> None:
    k = ingen(bord)
    with transaktion(bord.motor) as c:
        hemlighet = sessioner.ny(c, "webb", UTFARDARE, "kalle", None, bord.klocka(), bord.inst.granser["webb"], niva=3)
    k.cookies.set(kaka_namn(bord.inst), hemlighet, domain="127.0.0.1")
    svar = k.get("/arenden")
    assert svar.status_code == 403 and re.search(r'href="/valj-roll">Välj roll', svar.text), svar.text
    assert "Logga in" not in svar.text


@pytest.mark.krav("K3.4")
def test_a_form_that_has_grown_old_is_sent_again_without_a_login_by_one_who_is_logged_in(bord: Bord) -> None:
    k, vag = bord.som("karin"), "/arenden/in-exempel01/gor/registrera_brist"
    gomt = formular(k.get(vag).text, vag)
    svar = k.post(vag, data=gomt | {"csrf": "", "motivering": "x\ny", "steg": "utkast"})
    assert svar.status_code == 403 and "Logga in" not in svar.text and "Skicka igen" in svar.text
    assert ">Motivering</label>" in svar.text, "a field that comes back is called what it was"
    assert k.post(vag, data=formular(svar.text, vag) | {"motivering": "x\ny"}).status_code == 200
    k.post(vag, data=formular(k.get(vag).text, vag) | {"steg": "kasta"})


@pytest.mark.krav("K3.4")
def test_a_page_that_anybody_reads_leads_who_has_a_login_back_and_anybody_else_to_one(bord: Bord) -> None:
    for vag in ("/jamfor", "/tillganglighet"):
        egen, annan = bord.som("karin").get(vag).text, ingen(bord).get(vag).text
        assert "Logga in" not in egen and "Till startsidan" in egen
        assert "Logga in" in annan and "Till startsidan" not in annan


def test_a_filter_that_nothing_passes_is_still_the_one_that_is_chosen(bord: Bord) -> None:
    sidan = bord.som("karin").get("/?slag=manadsrapport").text
    assert re.search(r'<option value="manadsrapport" selected>', sidan) and "Inget väntas som passar filtret" in sidan
