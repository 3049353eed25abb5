"""The kund's own page: its insatser in plain words, its meetings and its wishes, and nothing of anybody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.insats.tradar import Moteskallelse, Onskemal, Onskemalssvar
from starter.tjanster.kunden import min_insats
from starter.tjanster.kunden.min_insats import Mote, moten
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i
from tests.verktyg.spel import Spel

VAG = "/min-insats"
pytestmark = pytest.mark.krav("K13.9", "K3.7")


def test_a_kund_comes_to_its_own_page_and_sees_its_insats_and_no_others(bord: Bord) -> None:
    asa = bord.som("asa")
    svar = asa.get("/")
    assert (svar.status_code, svar.headers["location"]) == (303, VAG)
    sida = asa.get(VAG).text
    assert (
        "Arbetsmarknadsinsatser hos <bdi>Anordnare A</bdi>" in sida
        and "Insatsen pågår från" in sida
        and "Nästa möte" in sida
    )
    for frammande in ("in-exempel02", "Nadia", "kv1", "Hanna", "Anordnare B", "kronor"):
        assert frammande not in sida, frammande
    assert "Karin Ek<br>karin@" in sida.replace("</bdi>", ""), "whom the kund may turn to"
    assert "ingen får säga nej" in sida and "ekonomiska bistånd" in sida
    for stangd in ("/arenden/in-exempel01", "/arenden/in-exempel02", "/kunder", "/oppningar", "/mina-kunder"):
        assert asa.get(stangd).status_code in (403, 404, 422), stangd


def test_the_page_is_the_kunds_alone(bord: Bord) -> None:
    for konto in ("karin", "hanna", "sol", "dan"):
        assert bord.som(konto).get(VAG).status_code in (403, 404), konto


@pytest.mark.krav("K13.9", sort="avslag")
@pytest.mark.parametrize(
    ("skrivet", "fel"),
    [
        ({"verb": "framfor_onskemal"}, "Vad det gäller: välj ett alternativ"),
        ({"verb": "framfor_onskemal", "sort": "semester"}, "Vad det gäller: "),
        ({"verb": "framfor_onskemal", "sort": "avslut", "text": "x" * 100_001}, "högst 100000 tecken"),
        ({"verb": "framfor_onskemal", "sort": "avslut", "id": "x"}, "gammalt"),
    ],
)
def test_a_wish_that_is_none_comes_back_with_its_words(bord: Bord, skrivet: dict[str, str], fel: str) -> None:
    asa = bord.som("asa")
    gomt = formular(asa.get(VAG).text, VAG)
    svar = asa.post(VAG, data=gomt | skrivet)
    assert svar.status_code == 422
    assert fel in svar.text


def test_nothing_but_a_wish_may_be_said_and_of_ones_own_case_alone(bord: Bord) -> None:
    asa = bord.som("asa")
    gomt = formular(asa.get(VAG).text, VAG) | {"sort": "avslut"}
    for andrat in ({"verb": "besluta_avslut"}, {"arende": "in-exempel02"}, {"arende": "in-finns-inte"}):
        assert asa.post(VAG, data=gomt | andrat).status_code == 404, andrat


def test_a_wish_that_nobody_can_take_now_says_so_and_keeps_its_words(bord: Bord) -> None:
    asa = bord.som("asa")
    skrivet = {"verb": "framfor_onskemal", "sort": "byte_av_anordnare", "text": "för långt"}
    svar = asa.post(VAG, data=formular(asa.get(VAG).text, VAG) | skrivet)
    assert svar.status_code == 503
    assert "för långt" in svar.text


def test_what_came_of_a_wish_is_told_in_plain_words(bord: Bord, monkeypatch: pytest.MonkeyPatch) -> None:
    nar, riktiga = datetime(2026, 3, 2, tzinfo=UTC), min_insats.mina
    svar: tuple[Onskemalssvar, ...] = ("foljt", "avslag", "aterkallat")
    onskat = tuple(Onskemal(nar, "avslut", date(2026, 3, 1), besvarad=nar, hur=h) for h in svar)
    monkeypatch.setattr(min_insats, "mina", lambda *vem: [replace(m, onskemal=onskat) for m in riktiga(*vem)])
    sida = bord.som("asa").get(VAG).text
    for vad in ("Det är besvarat", "Svaret blev nej", "Du har tagit tillbaka det"):
        assert f"{vad} mån 2 mars" in sida, vad


def test_the_next_meeting_comes_first_and_one_that_has_been_is_not_told() -> None:
    i = Spel.pagaende(start="2024-03-11").insats
    nar = datetime(2024, 3, 1, tzinfo=UTC)
    kallad = [Moteskallelse(nar, date(2024, 4, d), "personligt") for d in (9, 10, 20)]
    onskat = Onskemal(nar, "avslut", date(2024, 4, 1), samtal=date(2024, 4, 15))
    i = replace(i, kallelser=tuple(kallad), onskemal=(onskat,), uppstartsmoten=(), trepartsmoten=())
    assert moten(i, date(2024, 4, 10)) == [
        Mote(date(2024, 4, 10), "uppföljningssamtal"),
        Mote(date(2024, 4, 15), "samtal om ditt önskemål"),
        Mote(date(2024, 4, 20), "uppföljningssamtal"),
    ]


@pytest.mark.krav("K7.1")
@pytest.mark.parametrize("utfall", ["hallet", "uteblev"])
def test_a_first_meeting_that_has_been_is_no_longer_to_come(utfall: str) -> None:
    fall = Spel.pagaende(start="2024-03-11").anordnare("2024-03-05", "boka_uppstartsmote", datum="2024-03-12")
    idag = date(2024, 3, 12)
    assert moten(fall.insats, idag) == [Mote(idag, "uppstartsmöte")]
    fall.anordnare("2024-03-12", "registrera_uppstartsmote", datum="2024-03-12", utfall=utfall)
    assert moten(fall.insats, idag) == []


@pytest.mark.krav("K13.9")
def test_a_kund_is_no_number_to_themselves(bord: Bord) -> None:
    html = bord.som("asa").get("/min-insats").text
    assert "Inloggad som kund" in html and "ku-exempel01" not in ord_i(html) and "Byt roll" not in html
