"""What one asks before any click: what is new, whom one is to meet today, and what happens if one does nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, text

from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum
from persistence.arende.att_gora.menytal import KO, menytal
from persistence.arende.att_gora.urvalet import RAKNAR_TILL, Urval
from persistence.meddelanden import inkorg
from starter.inloggning.folket import FOLKET
from starter.tjanster import arbetslista
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
    vantar = menytal(bord.motor, KV1).i_arenden
    olasta = len(re.findall(r'<a class="govuk-link" href="/arenden/', k.get("/meddelanden").text))
    assert 0 < vantar < RAKNAR_TILL and 0 < olasta <= 50
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
    for var in (
        "persistence.arende.att_gora.urvalet",
        "persistence.arende.att_gora.menytal",
        "starter.skrivbord.mallmotor",
    ):
        monkeypatch.setattr(f"{var}.RAKNAR_TILL", 2)
    text_ = menyn(bord.som("karin").get("/").text)
    assert "Att göra fler än 2 att göra" in text_ and "Meddelanden fler än 2 olästa" in text_


@pytest.mark.krav("K0.8", "K6.2")
@pytest.mark.parametrize(("konto", "roll"), [("karin", ""), ("hanna", ""), ("alva", ""), ("erik", ""), ("sol", "")])
def test_the_menu_is_counted_in_one_statement(bord: Bord, konto: str, roll: str) -> None:
    som = Aktor.tolka(roll or next(p.aktorer[0] for p in FOLKET if p.konto == konto))
    satser: list[str] = []

    def notera(_c: Any, _k: Any, sats: str, *_: Any) -> None:
        satser.append(sats)

    event.listen(bord.motor, "before_cursor_execute", notera)
    try:
        tal = menytal(bord.motor, som)
    finally:
        event.remove(bord.motor, "before_cursor_execute", notera)
    assert len(satser) == 1 and tal.att_gora == min(tal.i_arenden + tal.vid_sidan, RAKNAR_TILL)
    # As the lists themselves count, each by its own question.
    listan = arbetslista.lista(bord.motor, som, Urval(), datum(datetime.now(UTC)))
    assert (tal.i_arenden, tal.vid_sidan) == (listan.antal["mina"], len(listan.processer))
    assert tal.olasta == len(inkorg.inkorg(bord.motor, som, bara_olasta=True))
    kon = arbetslista.lista(bord.motor, som, Urval(slag=KO), datum(datetime.now(UTC)))
    assert tal.i_ko == (sum(b.antal for b in kon.band) if som.roll is Roll.ANORDNARE else 0)


@pytest.mark.krav("K0.8")
def test_a_kund_has_no_counts_and_what_is_no_page_asks_for_none(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    def ingen(*_: object) -> None:
        raise AssertionError("räknades")

    k = bord.som("alva")
    k.get("/kvalitet")
    monkeypatch.setattr("starter.skrivbord.plats.menytal", ingen)
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
    hos_hanna = dagen(bord.som("hanna").get("/").text)  # who may call Åsa, and no protected one by anything but the id
    assert "(2) Åsa Ekström , uppföljningsmöte in-exempel11 , uppföljningsmöte" in hos_hanna, hos_hanna
    assert "Möten i dag Inga" in dagen(bord.som("kalle", "karriarvagledare:kv2").get("/").text)
    assert "Möten" not in dagen(bord.som("alva").get("/").text)
    with bord.motor.connect() as c:
        rad = "SELECT count(*) FROM oppning WHERE vad = 'dagens möten' AND arende = 'in-exempel11' AND aktor = :a"
        assert c.execute(text(rad), {"a": str(KV1)}).scalar_one() >= 1


@pytest.mark.krav("K7.2")
def test_an_anordnare_sees_how_many_lack_the_weeks_contact_and_goes_to_where_it_is_registered(bord: Bord) -> None:
    for konto in ("hanna", "bea"):
        k = bord.som(konto)
        saknas = re.search(r"Kontakt saknas med (\d+) kund", ord_i(k.get("/veckan").text))
        html = k.get("/").text
        if saknas is None:
            assert "Ingen kontakt väntas den här veckan" in dagen(html)
            continue
        assert f"Kontakt saknas med {saknas[1]} kund" in dagen(html)
        assert 'href="/veckan">Kontakt saknas' in html
    assert "Kontakt saknas" not in dagen(bord.som("karin").get("/").text), "it is the anordnare's to keep"


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
