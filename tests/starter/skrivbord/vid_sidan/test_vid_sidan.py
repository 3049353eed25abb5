"""What stands beside the cases, on the desk: what is to be attested or answered is seen before it is (K16.4, K16.5)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.processer.lagring import post_till_json
from kontrakt.process import Processbatch
from persistence.process import skrivning
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.domain.processer.kvalitetsuppfoljning.test_kvalitetsuppfoljning import atgardad
from tests.domain.processer.regelutgava.test_regelutgava import infort
from tests.starter.skrivbord.verktyg.bordet import Bord, eget_bord, formular
from tests.verktyg.processpel import Processpel


@pytest.fixture(scope="module")
def bord(postgres: EmbeddedPostgres, inredd: str) -> Iterator[Bord]:
    with eget_bord(postgres, inredd) as b:
        for fall in (infort(), atgardad()):
            _lagg_in(b, fall)
        yield b


def _lagg_in(b: Bord, fall: Processpel) -> None:
    poster = tuple(post_till_json(fall.rutin, p) for p in fall.poster)
    batch = Processbatch(fall.rutin.slag, fall.process, 0, poster, tuple(fall.meddelanden))
    skrivning.skriv(b.motor, batch, epost=False)


@pytest.mark.krav("K16.5")
def test_the_values_are_seen_by_those_who_attest_and_by_nobody_outside(bord: Bord) -> None:
    sidan = bord.som("alva").get("/vid-sidan/utgava-1")
    assert sidan.status_code == 200
    for text in (
        "checkbelopp.AMI",
        "4\xa0000,00\xa0kr per månad",
        "ons 31 december 2025",
        "NAF 2024/131",
        "Attestera värdena",
    ):
        assert text in sidan.text
    assert "utgava-1" in bord.som("erik").get("/vid-sidan").text
    assert bord.som("hanna").get("/vid-sidan/utgava-1").status_code == 404


@pytest.mark.krav("K16.4")
def test_a_review_shows_its_figures_findings_and_measures(bord: Bord) -> None:
    sidan = bord.som("alva").get("/vid-sidan/uppfoljning-1")
    assert sidan.status_code == 200
    for text in ("Insatser", "4.2", "delvis uppfyllt", "fre 28 februari 2025", "Granska svaret på en åtgärd"):
        assert text in sidan.text
    assert bord.som("hanna").get("/vid-sidan/uppfoljning-1").status_code == 404, "en annan anordnares"


@pytest.mark.krav("K16.5")
def test_amounts_are_entered_on_the_desk_and_what_would_follow_is_shown_first(bord: Bord) -> None:
    vag = "/vid-sidan/ny/gor/foresla_checkbelopp"
    k = bord.som("erik")
    gomt = formular(k.get(vag).text, vag) | {"steg": "kontroll", "id": "0123456789abcdef"}
    varden = {"utgava": "2029", "beslut": "NAF 1", "fran": "2025-01-01", "till": "2025-12-31", "ami": "4 000,50 kr"}
    kontroll = k.post(vag, data=gomt | varden)
    assert kontroll.status_code == 200 and "Värden är införda för attest" in kontroll.text
    fel = k.post(vag, data=gomt | varden | {"fran": "2025-02-01"})
    assert fel.status_code == 422 and "glapp" in fel.text


@pytest.mark.krav("K16.4", sort="avslag")
def test_a_review_of_nobody_is_refused_on_the_desk(bord: Bord) -> None:
    vag = "/vid-sidan/ny/gor/oppna_uppfoljning"
    k = bord.som("alva")
    gomt = formular(k.get(vag).text, vag) | {"steg": "kontroll", "id": "0123456789abcdef"}
    assert k.post(vag, data=gomt | {"anordnare": "Finns inte AB", "ar": "2025"}).status_code == 422


@pytest.mark.krav("K16.5")
def test_who_enters_values_sees_by_which_keys_and_what_they_are_today(bord: Bord) -> None:
    html = bord.som("erik").get("/vid-sidan/ny/gor/foresla_varden").text
    assert "nycklarna står under formulärets fält" in html and "insats regelverk" not in html
    for p in bord.app.state.hus.regelverk.parametrar:
        assert f">{p.nyckel}</th>" in html, p.nyckel
    assert "Nycklarna, och vad" not in bord.som("erik").get("/vid-sidan/ny/gor/foresla_checkbelopp").text
