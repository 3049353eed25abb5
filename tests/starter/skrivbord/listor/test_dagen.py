"""What one asks before any click: what is new, whom one is to meet today, and what happens if one does nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from persistence.arende import arbetslista
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i, sag

KV1 = Aktor.tolka("karriarvagledare:kv1")


def menyn(html: str) -> str:
    traff = re.search(r'<nav class="sidmeny".*?</nav>', html, re.S)
    assert traff
    return ord_i(traff[0])


def dagen(html: str) -> str:
    traff = re.search(r'<section class="ruta dagen".*?</section>', html, re.S)
    assert traff, html
    return ord_i(traff[0])


@pytest.mark.krav("K0.8")
@pytest.mark.parametrize("vag", ["/", "/arenden", "/arenden/in-exempel01", "/vid-sidan", "/kunder"])
def test_the_menu_counts_on_every_page_what_its_lists_hold(bord: Bord, vag: str) -> None:
    k = bord.som("karin")
    vantar, _ = arbetslista.antal_mina(bord.motor, KV1, datum(datetime.now(UTC)))
    olasta = len(re.findall(r'<a class="govuk-link" href="/arenden/', k.get("/meddelanden").text))
    assert 0 < vantar < arbetslista.RAKNAR_TILL and 0 < olasta <= 50
    text_ = menyn(k.get(vag).text)
    assert f"Att göra {vantar} att göra" in text_ and re.search(r"Meddelanden \d+ olästa", text_), text_
    assert f"Mina {vantar} " in ord_i(k.get("/").text), "the list says the same as the menu"


@pytest.mark.krav("K4.6")
def test_a_count_goes_when_what_it_counts_is_done(bord: Bord) -> None:
    k = bord.som("bea")
    fore = int(re.search(r"Meddelanden (\d+) olästa", menyn(k.get("/").text))[1])  # type: ignore[index]
    assert f"{fore} olästa meddelanden" in dagen(k.get("/").text)
    while (form := formular(k.get("/meddelanden").text, "/meddelanden"))["meddelanden"]:
        k.post("/meddelanden", data=form)
        if "Inga olästa" in dagen(k.get("/").text):
            break
    assert "olästa" not in menyn(k.get("/").text) and "Inga olästa meddelanden" in dagen(k.get("/").text)


@pytest.mark.krav("K0.8")
def test_a_count_that_goes_no_further_says_so(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    for var in ("persistence.arende.arbetslista", "starter.tjanster.arbetslista", "starter.skrivbord.mallmotor"):
        monkeypatch.setattr(f"{var}.RAKNAR_TILL", 2)
    text_ = menyn(bord.som("karin").get("/").text)
    assert "Att göra fler än 2 att göra" in text_ and "Meddelanden fler än 2 olästa" in text_


@pytest.mark.krav("K0.8")
def test_a_kund_has_no_counts_and_what_is_no_page_asks_for_none(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    def ingen(*_: object) -> None:
        raise AssertionError("räknades")

    k = bord.som("alva")
    k.get("/kvalitet")
    monkeypatch.setattr("starter.tjanster.arbetslista.menytal", ingen)
    assert bord.som("asa").get("/min-insats").status_code == 200
    assert k.get("/kvalitet.csv").status_code == 200


@pytest.mark.krav("K0.8")
def test_what_passes_if_nobody_acts_is_told_with_a_way_to_each(bord: Bord) -> None:
    html = bord.som("karin").get("/").text
    snart = {b: int(n) for b, n in re.findall(r'id="band-(i_dag|veckan)">[^<]*<span class="rubriktal">\((\d+)\)', html)}
    text_ = dagen(html)
    for band, antal in snart.items():
        assert f'href="#band-{band}"' in html and re.search(rf"\b{antal} frist(er)? ", text_)
    assert snart or "Ingen frist passerar den här veckan" in text_
    if snart:
        assert re.search(r'href="/arenden/in-exempel\d\d/framat"', html)


@pytest.mark.krav("K7.7", "K3.2")
def test_todays_meetings_are_ones_own_and_tell_no_name_of_a_protected_kund(bord: Bord) -> None:
    assert "Möten i dag Inga" in dagen(bord.som("karin").get("/").text)
    for arende in ("in-exempel01", "in-exempel11"):
        data = {"kommando": "kalla_till_uppfoljningsmote", "datum": f"{datum(datetime.now(UTC))}"}
        sag(bord, arende, KV1, data)
    text_ = dagen(bord.som("karin").get("/").text)
    assert "Möten i dag (2) Åsa Ekström , uppföljningsmöte Skyddad identitet , uppföljningsmöte" in text_, text_
    assert "Någon Annan" not in text_
    assert "in-exempel01 , uppföljningsmöte" in dagen(bord.som("hanna").get("/").text)
    assert "Möten i dag Inga" in dagen(bord.som("kalle", "karriarvagledare:kv2").get("/").text)
    assert "Möten" not in dagen(bord.som("alva").get("/").text)
    with bord.motor.connect() as c:
        rad = "SELECT count(*) FROM oppning WHERE vad = 'dagens möten' AND arende = 'in-exempel11' AND aktor = :a"
        assert c.execute(text(rad), {"a": str(KV1)}).scalar_one() >= 1


@pytest.mark.krav("K0.8")
def test_the_day_stands_on_ones_own_list_alone(bord: Bord) -> None:
    k = bord.som("karin")
    for vag in ("/?vy=alla", "/?slag=manadsrapport", "/?band=senare", "/?vy=klara"):
        assert 'class="ruta dagen"' not in k.get(vag).text, vag


@pytest.mark.krav("K0.8")
def test_what_is_done_leads_back_to_the_list_that_one_went_from(bord: Bord) -> None:
    k, arende = bord.som("kalle", "arbetsledare:al2"), "/arenden/in-exempel01"

    def ater() -> str:
        return re.search(r'class="govuk-back-link" href="([^"]+)"', k.get(arende).text)[1].replace("&amp;", "&")  # type: ignore[index]

    assert ater() == "/"
    k.get("/?vy=kv_sena&slag=manadsrapport")
    assert ater() == "/?vy=kv_sena&slag=manadsrapport"
    k.get("/?band=senare")
    assert ater() == "/?band=senare"
    k.get("/")
    assert ater() == "/"
    k.get("/?vy=kv_sena")
    bord.logga_in(k, "kalle", "karriarvagledare:kv2")
    assert ater() == "/", "that view is not this role's"
