"""The first page of a case: what one needs to know before one acts, and the same facts by every other door."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from domain.grund.parter import Aktor
from domain.liv.rutin import KOMMANDON
from domain.tid.manad import fore, manad
from domain.tid.tidpunkt import datum
from starter.provkorning.exempelliv import sista_klar
from starter.skrivbord.vyer.gruppering import GRUPPER, grupper, rum
from starter.tjanster import arendeblad
from tests.starter.skrivbord.verktyg.bordet import Bord
from tests.starter.skrivbord.verktyg.sagt import ord_i
from tests.starter.skrivbord.verktyg.sidorna import ARENDE, FORRA


def text_i(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", html.split("<main")[1]).split())


@pytest.mark.krav("K7.8")
def test_the_case_tells_omfattning_plan_delmal_attendance_and_contacts(bord: Bord) -> None:
    text = text_i(bord.som("karin").get("/arenden/in-exempel05").text)
    assert "Omfattning 100 procent" in text and "Senaste kontakt" in text and "personligt möte" in text
    assert "Planen som gäller Arbete inom handel eller lager" in text and "Version 1.1, godkänd" in text
    lagen = re.findall(r"1\. Färdigt cv före månadens slut ((?:(?:ej påbörjat|pågår|nått) ){1,4})", text)
    assert " ".join(reversed(lagen)).split()[:4] == ["pågår", "pågår", "nått", "nått"], "the latest four months first"
    assert re.search(r"Närvaro mot omfattningen .* \d+ av \d+ 100 %", text)
    assert "Ekonomen behöver göra något." in text


@pytest.mark.krav("K3.7")
def test_the_words_of_the_plan_are_not_told_to_one_who_reads_no_texts(bord: Bord) -> None:
    text = text_i(bord.som("erik").get("/arenden/in-exempel05").text)
    assert "Version 1.1, godkänd" in text and "nått" in text
    assert "Färdigt cv" not in text and "handel eller lager" not in text


@pytest.mark.krav("K7.8")
def test_the_api_and_the_page_tell_the_same(bord: Bord) -> None:
    k = bord.som("karin")
    svar = k.get("/api/arenden/in-exempel05/korthet", headers={"accept": "application/json"}).json()
    egen = arendeblad.oversikt(bord.motor, Aktor.tolka("karriarvagledare:kv1"), "in-exempel05")
    assert svar["delmal"] == list(egen.delmal) and svar["oversikt"]["omfattning"] == 100
    assert len(svar["oversikt"]["narvaro"]) == len(egen.oversikt.narvaro) > 5
    assert [r["frist"] for r in svar["oversikt"]["nasta"]] == [r.frist.isoformat() for r in egen.oversikt.nasta]
    assert bord.som("bea").get("/api/arenden/in-exempel05/korthet").status_code == 404


def test_what_one_may_do_is_grouped_and_every_kommando_has_its_group(bord: Bord) -> None:
    assert {rum(v) for v in KOMMANDON} <= set(GRUPPER)
    html = bord.som("karin").get(ARENDE).text
    rubriker = re.findall(r'class="govuk-heading-s gorgrupp"[^>]*>([^<]+)<', html)
    assert rubriker == [r for r in GRUPPER.values() if r in rubriker] and len(rubriker) > 4
    b = arendeblad.blad(bord.motor, Aktor.tolka("karriarvagledare:kv1"), "in-exempel01")
    att = [a for _, alla in grupper(b) for a in alla]
    assert sorted(a.verb for a in att) == sorted(b.mojliga)
    lankar = re.findall(rf'href="({ARENDE}/[^"]+)"', html.split('id="gor"')[1])
    assert lankar == [a.vag for a in att if not a.inte]
    inte = [a for a in att if a.inte]
    assert {"aterkalla_avslut", "besvara_forslag", "granska_slutrapport"} <= {a.verb for a in inte}
    assert all(f"{a.text}: {a.inte}" in text_i(html) for a in inte), "each says why"
    assert all(bord.som("karin").get(v).status_code == 200 for v in lankar)


@pytest.mark.krav("K0.8")
def test_every_frist_of_the_case_opens_why_it_is_that_day(bord: Bord) -> None:
    k = bord.som("karin")
    html = k.get(ARENDE).text
    for del_ in (r"<div><dt>Nästa frist</dt>.*?</div>", r"<div class=\"lang\"><dt>Närmaste frister</dt>.*?</div>"):
        traff = re.search(del_, html, re.S)
        assert traff
        lankar = re.findall(rf'href="({ARENDE}/varfor/[^"]+)"', traff[0])
        assert lankar and len(lankar) == traff[0].count(", varför?"), del_
        assert all("Så räknades fristen" in k.get(v.replace("&amp;", "&")).text for v in lankar)


@pytest.mark.krav("K0.9", "K4.6")
def test_what_has_a_page_of_its_own_is_said_there(bord: Bord) -> None:
    k = bord.som("karin")
    for verb, var in (
        ("granska_manadsrapport", f"granska/{FORRA}"), ("skriv_meddelande", "meddelanden/ny"),
        ("anteckna_internt", "meddelanden/anteckning"), ("svara_i_trad", "meddelanden"),
    ):  # fmt: skip
        svar = k.get(f"{ARENDE}/gor/{verb}")
        assert (svar.status_code, svar.headers["location"]) == (303, f"{ARENDE}/{var}")
        assert k.get(svar.headers["location"]).status_code == 200


@pytest.mark.krav("K6.7")
def test_the_handlaggare_opens_how_the_kund_is_reached_from_the_case_and_at_the_api(bord: Bord) -> None:
    h, arende = bord.som("hanna"), "in-exempel01"
    annans = "in-exempel05"  # of her anordnare's, but staffed with another
    assert "kontaktuppgifter" not in h.get(f"/arenden/{annans}").text
    assert h.get(f"/arenden/{annans}/kontaktuppgifter").status_code == 403
    assert f'href="/arenden/{arende}/kontaktuppgifter"' in h.get(f"/arenden/{arende}").text
    sida = h.get(f"/arenden/{arende}/kontaktuppgifter")
    assert sida.status_code == 200, text_i(sida.text)
    assert "Att du har öppnat uppgifterna är antecknat" in sida.text
    svar = h.get(f"/api/arenden/{arende}/kontaktuppgifter", headers={"accept": "application/json"}).json()
    assert svar["namn"] in text_i(sida.text) and "personnummer" not in svar
    assert bord.som("bea").get(f"/arenden/{arende}/kontaktuppgifter").status_code == 404
    kv = bord.som("karin").get(f"/arenden/{arende}").text
    assert f"/arenden/{arende}/kontaktuppgifter" not in kv, "who reads the register has it on the page itself"


@pytest.mark.krav("K11.1")
def test_an_extension_is_decided_with_both_parties_words_beside_it_and_what_is_left(bord: Bord) -> None:
    text = text_i(bord.som("alva").get("/arenden/in-exempel12/gor/besluta_forlangning").text)
    assert "Förlängd 0 av högst 2 månader, en månad i taget. Insatsen slutar nu" in text
    anordnarens, kvs = text.split("Anordnarens ord")[1].split("Karriärvägledarens ord")
    assert "Kunden har fått anställning från årsskiftet." in anordnarens and "Kunden har fått" not in kvs
    assert "Granska månadsrapport" in kvs or "Uppföljningsmöte, " in kvs


@pytest.mark.krav("K7.8", "K8.1")
def test_a_months_report_is_begun_with_the_delmal_in_words_as_they_stood_and_the_months_absence(bord: Bord) -> None:
    fran = datum(datetime.now(UTC)) - timedelta(days=9)
    html = bord.som("hanna").get(f"/arenden/in-exempel02/gor/klarmarkera_manadsrapport?manad={fran:%Y-%m}").text
    text = text_i(html)
    assert "Färdigt cv före månadens slut" in text and "Praktik från tredje månaden" in text
    valda = re.findall(r'name="delmal\.(\d)" type="radio" value="(\w+)" checked', html)
    assert len(valda) == 3 and ("1", "natt") in valda, valda
    assert re.search(r"Registrerad frånvaro, \w+ 20\d\d Sjukfrånvaro", text)
    tomt = bord.som("hanna").get("/arenden/in-exempel03/gor/klarmarkera_manadsrapport").text
    assert "Ingen frånvaro är registrerad" in tomt


@pytest.mark.krav("K7.6", "K7.8", "K8.4")
def test_a_report_is_reviewed_with_all_that_it_holds_beside_the_plan_in_force(bord: Bord) -> None:
    k = bord.som("kalle", "karriarvagledare:kv2")
    vag = re.search(r"/arenden/in-exempel09/granska/[0-9-]{7}", k.get("/").text)
    assert vag is not None
    text = text_i(k.get(vag[0]).text)
    for fakta in (
        "Uppföljning med kunden", "Plan som rapporten följer Version 1.1", "Målets läge Pågår",
        "Delmålens läge Delmål 1: Färdigt cv före månadens slut – ", "Registrerad frånvaro", "Registrerad närvaro",
    ):  # fmt: skip
        assert fakta in text, fakta
    assert "Planen som gäller" in text and "Inlämnad plan som inte är godkänd" not in text


@pytest.mark.krav("K8.4")
def test_the_first_report_too_is_written_beside_the_absence_that_it_will_hold(bord: Bord) -> None:
    html = bord.som("hanna").get("/arenden/in-exempel06/gor/klarmarkera_manadsrapport").text
    assert "Registrerad frånvaro, " in text_i(html) and "Förra rapporten" not in text_i(html)
    m = fore(manad(datum(datetime.now(UTC))))
    sen = bord.som("hanna").get("/arenden/in-exempel03/gor/klarmarkera_manadsrapport").text
    senast = sista_klar(datum(datetime.now(UTC)), "saknas")
    assert re.search(rf'name="manad"[^>]* value="{senast}"', sen), "what is late goes first"
    assert re.search(rf'name="manad"[^>]* value="{m}"', html), "the last that has ended, where none is late"


@pytest.mark.krav("K0.7")
def test_the_history_tells_the_number_of_each_line_which_a_correction_names(bord: Bord) -> None:
    assert text_i(bord.som("karin").get("/arenden/in-exempel05/historik").text).count(" Rad 1 · ") == 1


@pytest.mark.krav("K3.4", "K5.1")
def test_who_is_responsible_is_named_to_those_who_may_know_and_else_told_by_id(bord: Bord) -> None:
    def ansvariga(konto: str) -> str:
        html = bord.som(konto).get("/arenden/in-exempel01").text
        return ord_i(html.split('<dl class="fakta">')[1].split("</dl>")[0])

    for konto, handlaggare in (("karin", "Hanna Lind h1"), ("hanna", "Hanna Lind h1"), ("erik", "h1")):
        assert f"Anordnare Anordnare A , {handlaggare} Karriärvägledare Karin Ek kv1" in ansvariga(konto), konto
    with bord.motor.begin() as c:
        c.execute(text("UPDATE personal SET namn = NULL"))
    assert "Anordnare A , h1 Karriärvägledare" in ansvariga("karin")


@pytest.mark.krav("K0.9")
@pytest.mark.parametrize("konto", ["karin", "hanna"])
def test_what_has_nothing_to_be_said_of_is_told_alike_by_the_api_and_the_page(bord: Bord, konto: str) -> None:
    k = bord.som(konto)
    svar = k.get("/api/arenden/in-exempel01/mojliga", headers={"accept": "application/json"})
    assert svar.status_code == 200, svar.text
    alla = svar.json()
    tomma = {m["rubrik"]: m["saknas"] for m in alla if m["saknas"]}
    text = ord_i(k.get("/arenden/in-exempel01").text)
    gar_inte = text[text.index("Går inte nu, och varför") :]
    assert tomma and len(tomma) < len(alla)
    assert all(f"{rubrik}: {varfor}" in gar_inte for rubrik, varfor in tomma.items()), tomma
    assert f"Går inte nu, och varför ({len(tomma)})" in text


def test_a_document_is_called_what_it_is_and_not_what_was_done(bord: Bord) -> None:
    k, hem = bord.som("karin"), "/arenden/in-exempel01/handlingar"
    html = k.get(hem).text
    namn = {ord_i(s).split(",")[0] for s in re.findall(r"<summary.*?</summary>", html, re.S)}
    assert {"Genomförandeplan", "Månadsrapport", "Uppdrag"} <= namn
    assert not {n for n in namn if n.startswith(("Lämna", "Klarmarkera", "Lägg in"))}
