"""The desk's pages without a browser: who reaches which, and that hostile input is text and nothing else."""

from __future__ import annotations

import re
from html import unescape

import pytest

from starter.drift.lankar import fragor, hos_anordnare, hos_karriarvagledare
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i
from tests.starter.skrivbord.verktyg.sidorna import SIDOR

NYTT = "/nytt-arende"
INCIDENT = "/vid-sidan/ny/gor/anmal_incident"
ELAKT = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "\"'><svg/onload=alert(1)> {{ 7*7 }} {% raw %} ${7*7}",
    "</textarea></title><form action=//ond.example>",
    "\u202egnirts desrever\u202c\u2066\u200f",
    "å" * 100_000,
)


@pytest.mark.parametrize("konto", [k for k, _ in SIDOR])
def test_every_page_of_a_role_is_there_and_no_page_is_a_fault_of_ours(bord: Bord, konto: str) -> None:
    k = bord.som(konto)
    for vag in SIDOR[konto, ""]:
        vantat = {404} if "finns" in vag else {200}
        assert k.get(vag).status_code in vantat, vag


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize(
    ("konto", "vag"),
    [
        ("hanna", "/kunder"), ("hanna", "/kunder/ku-exempel01"), ("hanna", NYTT), ("hanna", "/oppningar"),
        ("dan", "/kunder/ku-exempel01"), ("erik", "/vid-sidan/ny/gor/anmal_incident"), ("bea", "/kunder/ku-exempel01"),
        ("sol", "/kvalitet"), ("hanna", "/namnd"), ("hanna", "/namnd.svg"), ("karin", "/oppningar"),
        ("hanna", "/vid-sidan/ny/gor/byt_alla_anordnare"),
        ("karin", "/drift"), ("erik", "/drift"), ("alva", NYTT), ("bea", "/vid-sidan/anordnare-Anordnare%20A"),
        ("karin", "/vid-sidan/incident-finnsinte"),
    ],
)  # fmt: skip
def test_what_is_not_for_a_role_is_not_shown_to_it(bord: Bord, konto: str, vag: str) -> None:
    svar = bord.som(konto).get(vag)
    assert svar.status_code in (403, 404, 422), svar.status_code
    assert "Ekström" not in svar.text


@pytest.mark.krav("K3.2")
def test_a_protected_kund_has_no_name_in_the_register_and_is_no_colleagues(bord: Bord) -> None:
    egen = bord.som("karin")
    assert "Någon Annan" not in egen.get("/kunder").text + egen.get("/kunder/ku-exempel11").text
    assert bord.som("kalle", "karriarvagledare:kv2").get("/kunder/ku-exempel11").status_code == 404


def test_the_register_is_leafed_to_its_end_and_nobody_is_met_twice_or_missed(
    bord: Bord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("starter.skrivbord.vagar.registren.PER_SIDA", 3)
    k, sedda, vag = bord.som("karin"), [], "/kunder?vilka=alla"
    for _ in range(20):
        sida = k.get(vag).text
        sedda += re.findall(r'href="/kunder/(ku-[a-z0-9]+)"', sida)
        nasta = re.search(r'rel="next" href="([^"]+)"', sida)
        if nasta is None:
            break
        vag = nasta[1].replace("&amp;", "&")
        assert "ku-" in vag and "Ekstr" not in vag
    assert len(sedda) == len(set(sedda)) == 12
    assert sedda[-1] == "ku-exempel11"  # the one without a name comes last


@pytest.mark.krav("K2.2", "K5.4")
def test_a_new_case_is_tried_before_it_is_begun_and_a_refusal_stands_at_its_field(bord: Bord) -> None:
    k = bord.som("karin")
    gomt = formular(k.get(f"{NYTT}?kund=ku-exempel08").text, NYTT)
    gomt |= {"kartlagd": "2024-01-02", "framtidsplan": "Arbete inom handel"}
    nej = k.post(
        NYTT, data=gomt | {"insats": "AMI1", "malgrupp": "ekonomiskt_bistand", "arbetsformaga": "50", "steg": "vidare"}
    )
    assert nej.status_code == 422 and "#arbetsformaga" in nej.text and "K2.2" in nej.text
    ja = k.post(NYTT, data=gomt | {
        "insats": "FAI1", "malgrupp": "ekonomiskt_bistand", "steg": "vidare", "anordnare": "Anordnare A",
        "stegforflyttning_bedoms_mojlig": "ja",
    })  # fmt: skip
    assert ja.status_code == 200, re.sub("<[^>]+>", " ", ja.text)
    assert "Bemanning, senast" in ja.text and "§6.2" in ja.text
    assert formular(ja.text, NYTT)["insats"] == "FAI1"


@pytest.mark.krav("K3.1")
def test_an_incident_is_shown_with_its_hours_before_it_is_registered(bord: Bord) -> None:
    k = bord.som("hanna")
    gomt = formular(k.get(INCIDENT).text, INCIDENT)
    falt = {
        "anordnare": "Anordnare A",
        "karriarvagledare": "kv1",
        "beskrivning": "En lista låg framme.",
        "befarad": "ja",
    }
    tomt = k.post(INCIDENT, data=gomt | falt | {"steg": "kontroll"})
    assert tomt.status_code == 422 and "#upptackt" in tomt.text
    halv = k.post(INCIDENT, data=gomt | falt | {"upptackt": "2026-11-28", "steg": "kontroll"})
    assert halv.status_code == 422 and "#upptackt.kl" in halv.text, "a day is not midnight"
    nar = {"upptackt": "lör 28 november 2026", "upptackt.kl": "10.00"}
    svar = k.post(INCIDENT, data=gomt | falt | nar | {"steg": "kontroll"})
    assert svar.status_code == 200 and "Kontakt om incident" in svar.text and "tis 1 december kl. 10.00" in svar.text


def test_a_bulk_move_says_what_it_would_move(bord: Bord) -> None:
    k, vag = bord.som("alva"), "/vid-sidan/ny/gor/byt_alla_karriarvagledare"
    gomt = formular(k.get(vag).text, vag)
    svar = k.post(vag, data=gomt | {"fran": "kv2", "till": "kv1", "steg": "kontroll", "motivering": "kv2 slutar."})
    assert svar.status_code == 200, re.sub("<[^>]+>", " ", svar.text)
    assert "2 pågående ärenden och 2 kunder i registret flyttas" in " ".join(svar.text.split())


@pytest.mark.krav("K0.8")
def test_a_filter_is_kept_under_a_name_for_oneself_alone(bord: Bord) -> None:
    k = bord.som("karin")
    gomt = formular(k.get("/?slag=manadsrapport").text, "/urval")
    assert (
        k.post("/urval", data=gomt | {"namn": "Rapporter <b>", "steg": "spara"})
        .headers["location"]
        .startswith("/?vy=mina&slag=")
    )
    assert "Rapporter &lt;b&gt;" in k.get("/").text
    assert "Rapporter" not in bord.som("kalle", "karriarvagledare:kv2").get("/").text
    assert "fel=urval" in k.post("/urval", data=gomt | {"namn": " ", "steg": "spara"}).headers["location"]
    k.post("/urval", data=gomt | {"namn": "Rapporter <b>", "steg": "ta-bort"})
    assert "Rapporter &lt;b&gt;" not in k.get("/").text


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("elakt", ELAKT)
def test_hostile_input_in_every_field_is_text_and_nothing_else(bord: Bord, elakt: str) -> None:
    """Every kind of form: all its fields come back escaped, and never as a fault of ours."""
    formularen = [
        ("hanna", "/arenden/in-exempel03/gor/klarmarkera_manadsrapport"),
        ("hanna", "/arenden/in-exempel01/gor/anmal_franvaro"), ("karin", "/arenden/in-exempel01/gor/besluta_avslut"),
        ("karin", "/arenden/in-exempel01/gor/ratta"), ("hanna", INCIDENT), ("karin", "/sok"),
    ]  # fmt: skip
    for konto, vag in formularen:
        k = bord.som(konto)
        tom = k.get(vag).text
        gomt = formular(tom, vag)
        namnen = set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', tom)) - set(gomt)
        falt = gomt | dict.fromkeys(namnen, elakt) | {"steg": "kontroll"}
        svar = k.post(vag, files={f: (None, v.encode()) for f, v in falt.items()})  # as a browser sends these forms
        assert svar.status_code in (200, 422), (vag, svar.status_code)
        assert "<script>alert" not in svar.text and "<img src=x" not in svar.text and "<svg/onload" not in svar.text
        assert "<form action=//ond" not in svar.text and "49 {%" not in svar.text
        assert "script-src 'self'" in svar.headers["content-security-policy"]
        assert "\u202e" not in svar.text and "\u2066" not in svar.text


@pytest.mark.krav("K16.3")
def test_the_ekonom_enters_the_budget_and_what_is_wrong_stands_by_its_field(
    bord: Bord,
) -> None:
    k = bord.som("erik")
    sidan = k.get("/namnd")
    assert "<svg" in k.get("/namnd.svg").text
    vag = re.search(r'action="(/namnd/budget/[0-9]+)"', sidan.text)[1]  # type: ignore[index]
    gomt = formular(sidan.text, vag)
    svar = k.post(vag, data=gomt | {"kundval": "AMI", "belopp": "x", "beslut": "b"})
    assert svar.status_code == 422 and 'href="#belopp">Belopp: ska vara ett tal' in svar.text
    tomt = ord_i(k.post(vag, data=gomt).text)
    for fel in ("Kundval: välj ett alternativ", "Belopp: fyll i", "Beslut: fyll i"):
        assert tomt.count(fel) == 2, "each is named above, and marked where it stands"
    assert k.post(vag, data=gomt | {"kundval": "AMI", "belopp": "1 000,50 kr", "beslut": "NAF 9"}).status_code == 303
    assert "NAF 9, införd" in k.get("/namnd").text
    alva = bord.som("alva")
    assert "budget/" not in alva.get("/namnd").text and alva.post(vag, data=gomt).status_code == 403


def test_who_runs_the_service_sees_how_it_stands_and_that_nobody_answers(
    bord: Bord, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = bord.som("sam").get("/drift").text
    assert "Temporal svarar inte" in html and "Ingen kontroll har gjorts" in html and "Tom" in html
    assert "in-exempel" not in html and "kv1" not in html
    sidor = ("http://127.0.0.1:8233", "default")
    monkeypatch.setitem(vars(bord.app.state.hus), "temporal_sidor", sidor)
    html = unescape(bord.som("sam").get("/drift").text)
    for q in (*fragor(), *hos_anordnare(["Anordnare A", "Anordnare B"]), *hos_karriarvagledare(["kv1", "kv2"])):
        assert f'<a class="govuk-link" href="{q.lank(*sidor)}" rel="noopener">{q.text}</a>' in html
