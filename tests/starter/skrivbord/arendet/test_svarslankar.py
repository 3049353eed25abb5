"""The desk leads from what waits for an answer to the form that gives it (K4.6), with what is answered beside it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest

from domain.grund.parter import Aktor, Roll
from domain.liv import rutin
from domain.liv.lagesbild import Bevakningsrad
from starter.skrivbord.vagar.arendet.bredvid import BESVARAR
from starter.skrivbord.vyer import avskrivning
from starter.skrivbord.vyer.formular import Falt
from starter.skrivbord.vyer.uppgift import lank
from starter.tjanster import arendeblad
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import sag
from tests.starter.skrivbord.verktyg.sidorna import FORRA

KV, AL = Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE


def svar(avser: str, hos: Roll) -> Bevakningsrad:
    nu = datetime(2024, 4, 11, tzinfo=UTC)
    return Bevakningsrad(
        f"svar:{avser}", "svar", avser, "K4.6", hos, None, nu, date(2024, 4, 18), "oppen", None
    )  # fmt: skip


@pytest.mark.krav("K4.6", "K13.2", "K13.7", "K13.9")
@pytest.mark.parametrize(
    ("avser", "hos", "vart"),
    [
        ("anmalan-2", KV, "gor/besvara_anmalan?nummer=2"),
        ("forslag-avslut-1", KV, "gor/besvara_forslag?sort=avslut"),
        ("trad-3-1", KV, "meddelanden/3"),
        ("attest-avslut-2", AL, "gor/attestera_avslut"),
        ("attest-rattelse-31", AL, "gor/besluta_rattelse"),
        (
            "attest-avskrivning-31-manadsrapport-2024-03", AL,
            "gor/besluta_avskrivning?slag=manadsrapport&avser=2024-03",
        ),
        (
            "attest-avskrivning-31-slutrapport-2024-06-10", AL,
            "gor/besluta_avskrivning?slag=slutrapport&avser=2024-06-10",
        ),
        ("onskemal-byte-av-anordnare-1", KV, "gor/besvara_onskemal?sort=byte_av_anordnare"),
        ("onskemal-trepartssamtal-2", KV, "gor/besvara_onskemal?sort=trepartssamtal"),
        ("onskemal-byte-av-anordnare-1-samtal", KV, "gor/besluta_avslut"),
    ],
)  # fmt: skip
def test_what_waits_leads_to_where_it_is_answered_and_for_another_to_the_case(avser: str, hos: Roll, vart: str) -> None:
    assert lank("in-1", svar(avser, hos), hos) == (f"/arenden/in-1/{vart}", "Svara")
    annan = AL if hos is KV else KV
    assert lank("in-1", svar(avser, hos), annan) == ("/arenden/in-1", "Visa")
    if vart.startswith("gor/"):
        verb = vart.removeprefix("gor/").partition("?")[0]
        assert verb in rutin.KOMMANDON
        assert hos in rutin.KOMMANDON[verb].roller


@pytest.mark.krav("K0.8", "K13.7")
def test_what_is_written_off_is_chosen_and_an_address_may_have_chosen_it() -> None:
    val = avskrivning.ifylld({"slag": "manadsrapport", "avser": "2024-03", "motivering": "x"})
    assert val == {"slag": "manadsrapport:2024-03", "avser": "", "motivering": "x"}
    assert avskrivning.ifylld({"slag": "uppdrag"}) == {"slag": "uppdrag"}
    falt = [Falt("slag", "val", "Vad", "", True), Falt("motivering", "text", "Motivering", "", True)]
    for skrivet in (val, {"slag": "manadsrapport", "avser": "2024-03", "motivering": "x"}):
        assert avskrivning.las(falt, skrivet, "avskriv") == {
            "kommando": "avskriv", "slag": "manadsrapport", "avser": "2024-03", "motivering": "x",
        }  # fmt: skip
    assert avskrivning.las(falt, {"slag": "uppdrag"}, "avskriv") == {"kommando": "avskriv", "slag": "uppdrag"}


@pytest.mark.krav("K0.8", "K13.7")
def test_the_form_offers_what_is_late_and_nothing_else(bord: Bord) -> None:
    k = bord.som("karin")
    som = Aktor.tolka("karriarvagledare:kv1")
    for arende in (f"in-exempel{n:02}" for n in range(1, 11)):
        b = arendeblad.blad(bord.motor, som, arende)
        sena = {r.nyckel for r in b.bevakningar if r.utfall == "forsenad"}
        html = k.get(f"/arenden/{arende}/gor/avskriv").text
        if "avskriv" in b.mojliga:
            assert {v for v, _ in avskrivning.falten(b, "avskriv")[0].val} == sena
            assert all(f'value="{n}"' in html for n in sena), arende
            assert sena or "Inget är försenat i ärendet" in html
            assert 'name="avser"' not in html


def text_i(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", unescape(html)).split())


def bredvid(html: str) -> str:
    """What stands beside the form."""
    traff = re.search(r"<aside.*?</aside>", html, re.S)
    return text_i(traff[0]) if traff else ""


@pytest.mark.krav("K7.6", "K8.7")
def test_what_is_decided_stands_beside_the_decision(bord: Bord) -> None:
    karin = bord.som("karin")
    planen = bredvid(karin.get("/arenden/in-exempel06/gor/granska_plan").text)
    assert "Arbete inom handel eller lager senast vid insatsens slut." in planen and "version 1.1" in planen
    for verb in ("besvara_forslag?sort=avslut", "besluta_avslut"):
        forslaget = bredvid(karin.get(f"/arenden/in-exempel12/gor/{verb}").text)
        assert "Kunden har fått anställning från årsskiftet." in forslaget and "Förslag om avslut" in forslaget
    assert bredvid(karin.get("/arenden/in-exempel05/gor/besluta_avslut").text) == "", "nothing is said of it"
    for verb, slagen in BESVARAR.items():
        assert {verb, *slagen} <= set(rutin.KOMMANDON), verb


@pytest.mark.krav("K3.7")
def test_what_one_does_not_read_does_not_stand_beside_what_one_decides(bord: Bord) -> None:
    sag(bord, "in-exempel02", Aktor.tolka("karriarvagledare:kv1"), {
        "kommando": "framfor_onskemal", "sort": "byte_av_anordnare", "sagt_den": f"{datetime.now(UTC):%Y-%m-%d}",
        "text": "Kunden vill byta.",
    })  # fmt: skip
    vag = "/arenden/in-exempel02/gor/besvara_onskemal?sort=byte_av_anordnare"
    assert "Kunden vill byta." in bredvid(bord.som("karin").get(vag).text)
    nej = bord.som("hanna").get(vag)
    assert nej.status_code == 422 and "Kunden vill byta." not in nej.text


@pytest.mark.krav("K0.9", "K8.1")
def test_what_came_back_is_gone_on_with_and_the_reason_stands_beside_it(bord: Bord) -> None:
    """Nothing is written anew that was right; what a draft or a form that was sent says goes before it."""
    hanna, arende = bord.som("hanna"), "in-exempel04"
    vag = f"/arenden/{arende}/gor/klarmarkera_manadsrapport"
    lank_ = re.search(rf'href="({vag}\?manad=([0-9-]{{7}}))"', hanna.get("/").text)
    assert lank_, "what lies returned is to be done"
    html = hanna.get(lank_[1]).text
    text = text_i(html)
    assert "Varför den kom tillbaka" in text and "Progressionen är inte beskriven mot delmålen." in text
    assert "Närvaron har varit god, se den registrerade frånvaron." in ifyllt(html, "rubriker.narvaro")
    assert re.search(r'name="mal" type="radio" value="pagar" checked', html)
    assert re.search(r'name="uppfoljning_datum"[^>]* value="20\d\d-\d\d-\d\d"', html)
    dolda = formular(html, vag)
    tomt = hanna.post(vag, data=dolda | {"manad": lank_[2], "rubriker.narvaro": "", "steg": "kontroll"})
    assert tomt.status_code == 422 and ifyllt(tomt.text, "rubriker.narvaro") == "", "what was emptied stays empty"
    annan = hanna.get(f"/arenden/{arende}/gor/klarmarkera_manadsrapport").text
    assert "Varför den kom tillbaka" not in annan and ifyllt(annan, "rubriker.narvaro") == "", "another month's is new"
    inte_an = hanna.get("/arenden/in-exempel06/gor/lamna_genomforandeplan").text
    assert "Varför den kom tillbaka" not in inte_an and ifyllt(inte_an, "mal") == "", "it lies with the other"


@pytest.mark.krav("K4.7", "K8.2")
def test_a_new_version_of_a_report_is_reviewed_beside_what_it_says_otherwise(bord: Bord) -> None:
    som, arende = Aktor.tolka("karriarvagledare:kv1"), "in-exempel04"
    i = arendeblad.blad(bord.motor, som, arende).insats
    m = next(m for m, o in i.rapporter.items() if not o.godkand)
    sagt = next(s.kommando for s in reversed(i.sagda) if s.kommando["kommando"] == "klarmarkera_manadsrapport")
    rubriker = {r: "Närvaron var god." if r == "narvaro" else "Två delmål är på väg." for r in sagt["rubriker"]}
    ny = {k: v for k, v in sagt.items() if k in ("kommando", "manad", "uppfoljning_datum", "mal", "delmal")}
    sag(bord, arende, Aktor.tolka("anordnare:h1@Anordnare A"), {**ny, "rubriker": rubriker})
    for vag in (f"granska/{m}", "rapporter"):
        text = text_i(bord.som("karin").get(f"/arenden/{arende}/{vag}").text)
        assert "Det som skiljer från förra versionen" in text and "Borta: Närvaron har varit god" in text, vag
        assert "Nytt: Närvaron var god." in text
    forsta = text_i(bord.som("karin").get(f"/arenden/in-exempel01/granska/{FORRA}").text)
    assert "Det som skiljer" not in forsta, "there is no version before it"


@pytest.mark.krav("K4.7", "K7.4")
def test_a_new_version_of_a_plan_is_read_and_reviewed_beside_what_it_says_otherwise(bord: Bord) -> None:
    som, h1 = Aktor.tolka("karriarvagledare:kv1"), Aktor.tolka("anordnare:h1@Anordnare A")
    arende, karin = "in-exempel06", bord.som("karin")
    for vag in ("plan", "gor/granska_plan"):
        assert "Det som skiljer" not in text_i(karin.get(f"/arenden/{arende}/{vag}").text), "there is but one"
    forsta = next(d for d in arendeblad.texter(bord.motor, som, arende) if d.slag == "lamna_genomforandeplan")
    sag(bord, arende, som, {"kommando": "granska_plan", "beslut": "aterremiss", "motivering": "Målet är oklart."})
    skriv = text_i(bord.som("hanna").get(f"/arenden/{arende}/gor/lamna_genomforandeplan").text)
    assert "Varför den kom tillbaka" in skriv and "Målet är oklart." in skriv
    ny = {**forsta.innehall, "mal": "Arbete på lager."}
    sag(bord, arende, h1, {"kommando": "lamna_genomforandeplan", **ny})
    for vag in ("plan", "gor/granska_plan"):
        text = text_i(karin.get(f"/arenden/{arende}/{vag}").text)
        assert "Det som skiljer från förra versionen" in text and "Nytt: Arbete på lager." in text, vag
        assert "Borta: Arbete inom handel eller lager senast vid insatsens slut." in text, vag


def ifyllt(html: str, falt: str) -> str:
    """What stands in a field of several rows."""
    traff = re.search(rf'<textarea[^>]* name="{re.escape(falt)}"[^>]*>(.*?)</textarea>', html, re.S)
    assert traff, falt
    return unescape(traff[1]).strip()
