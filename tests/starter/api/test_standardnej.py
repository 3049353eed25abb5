"""Closed unless it says otherwise: every way in, walked by those who may not pass it."""

from __future__ import annotations

import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import httpx2
import pytest
from fastapi import APIRouter, FastAPI
from joserfc.jwk import RSAKey

from domain.liv.lagring import post_till_json
from domain.liv.rutin import KOMMANDON
from domain.processer.alla import PROCESSER
from domain.regler.provning import skapa_regelverk
from kontrakt.insats import Batch
from persistence.journal.skrivning import skriv
from regelverk import las_utgavor
from starter.api.app import UtanRegel, beskriv, regel_for, vagar
from starter.api.regel import Inloggningskrav, Oppen
from starter.api.schema import som_text
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil
from tests.huset.platser import FALL
from tests.starter.api.conftest import Dorr, Oppna
from tests.starter.api.tabellen.arbetet import samma_arbete

OPPNA = {
    "GET /halsa", "GET /logga-in", "GET /inloggad", "POST /api/token", "GET /api/openapi.json", "GET /api/regelverk",
    "GET /api/hanvisningar", "GET /api/kommandon", "GET /api/forvalslista/{kundval}", "GET /api/jamfor/{kundval}",
}  # fmt: skip
"""All that anybody may reach without a login, named one by one."""


@pytest.fixture
def arende(dorr: Dorr) -> str:
    """A whole life at Anordnare A."""
    text = (FALL / "ami2_hela_livet.yaml").read_text(encoding="utf-8")
    text = text.replace("anordnare: A\n", "anordnare: Anordnare A\n")
    fil = Path("/tmp") / f"prov-{secrets.token_hex(4)}.yaml"
    fil.write_text(text, encoding="utf-8")
    try:
        b = ren.spela(las_provfil(fil), skapa_regelverk(las_utgavor()))
    finally:
        fil.unlink()
    skriv(dorr.motor, Batch(ren.ARENDE, 0, tuple(post_till_json(p) for p in b.poster), b.meddelanden))
    return ren.ARENDE


def test_a_route_without_a_rule_stops_the_app(oppna: Oppna) -> None:
    router = APIRouter()

    @router.get("/bakdorr")
    def bakdorr() -> str:
        return "in"

    def montera(app: FastAPI) -> None:
        app.include_router(router)

    with pytest.raises(UtanRegel, match="GET /bakdorr"):
        oppna(till=(montera,))


def test_what_is_open_is_named_and_everything_else_asks(dorr: Dorr) -> None:
    oppna = {beskriv(v) for v in vagar(dorr.app) if isinstance(regel_for(v), Oppen)}
    assert oppna == OPPNA
    assert all(isinstance(regel_for(v), Inloggningskrav) for v in vagar(dorr.app) if beskriv(v) not in OPPNA)


def alla_vagar(dorr: Dorr, arende: str) -> list[tuple[str, str]]:
    """Every way in that asks, as method and address of something that is there."""
    ut = []
    for v in vagar(dorr.app):
        if beskriv(v) in OPPNA:
            continue
        adress = str(v.path)
        for namn, varde in {
            "arende": arende, "om": "Anordnare A", "namn": "Anordnare A", "manad": "2024-04", "id": "kv1", "nr": "1",
            "slag": "manadsrapport", "dokument_id": "d", "nummer": "1", "fil_id": "0" * 32, "kommando": "k",
            "roll": "ekonom", "person": "h1", "klient": "k", "kundval": "AMI", "ar": "2024", "register": "kunder",
            "fran": "2024-03-05",
        }.items():  # fmt: skip
            adress = adress.replace(f"{{{namn}}}", varde)
        assert "{" not in adress, adress
        ut += [(m, adress) for m in sorted(v.methods or ()) if m != "HEAD"]
    return ut


def test_every_way_is_closed_to_who_has_no_login_an_old_one_or_a_false_one(dorr: Dorr, arende: str) -> None:
    gammal = dorr.logga_in("karin").cookies["insats-session"]
    u = dorr.utfardare
    falska = {
        "ingen": None,
        "gissad": secrets.token_urlsafe(32),
        "utgången": gammal,
        "annan målgrupp": u.bevis(client_id="robot", scope="las skriv", aud="annan"),
        "gammalt bevis": u.bevis(client_id="robot", scope="las skriv", exp=1_000_000_000),
        "förfalskat": u.bevis(RSAKey.generate_key(2048, {"kid": u.nyckel.kid}), client_id="robot", scope="las skriv"),
        "okänt program": u.bevis(client_id="robot", scope="las skriv"),
    }
    dorr.klocka.fram = timedelta(hours=11)
    k = httpx2.Client(base_url=dorr.bas, headers={"accept": "application/json"})
    for metod, adress in alla_vagar(dorr, arende):
        for vad, bevis in falska.items():
            huvuden = {"authorization": f"Bearer {bevis}"} if bevis else {}
            svar = k.request(metod, adress, headers=huvuden, json={})
            assert (svar.status_code, svar.headers["content-type"]) == (401, "application/problem+json"), (vad, adress)
        svar = k.request(metod, adress, headers={"cookie": f"insats-session={gammal}"}, json={}).status_code
        assert svar == 401, adress


@pytest.mark.krav("K3.3")
def test_another_organisations_case_is_answered_as_one_that_is_not_there(dorr: Dorr, arende: str) -> None:
    bea = dorr.bevis("bea")
    vagarna, olika = [(m, a) for m, a in alla_vagar(dorr, arende) if arende in a], []
    assert len(vagarna) > 2 * len(KOMMANDON) - 5
    for metod, adress in vagarna:
        sist = adress.rpartition("/")[2]
        kropp = exempel(sist) if metod == "POST" else None
        bada = [partial(bea.request, metod, a, json=kropp) for a in (adress, adress.replace(arende, "in-finns-inte"))]
        annans, ingens = (fraga() for fraga in bada)
        assert annans.status_code == ingens.status_code == 404, (adress, annans.text)
        assert annans.text.replace(arende, "in-finns-inte") == ingens.text
        for namn in ("content-type", "etag", "location"):
            assert annans.headers.get(namn) == ingens.headers.get(namn)
        # What is said is let through by one rule, whatever the kommando.
        if (sist not in KOMMANDON or sist == "bemanna") and not samma_arbete(dorr.motor, *bada):
            olika.append(f"{metod} {adress}")
    assert olika == [], "by the time it takes they would tell which it was"


def test_others_registers_records_and_payments_are_not_there_either(dorr: Dorr, arende: str) -> None:
    bea = dorr.bevis("bea")
    assert bea.get("/api/arenden").json()["rader"] == []
    assert bea.get("/api/bevakningar?alla=true").json()["rader"] == []
    assert {p["anordnare"] for p in bea.get("/api/personal").json()["rader"]} == {"Anordnare B"}
    for vag in ("/api/anordnare/Anordnare A/akt", "/api/kunder/ku-1", "/api/anordnare/Anordnare A/villkor"):
        assert bea.get(vag).status_code in (403, 404), vag
    for verb in PROCESSER["anordnarakt"].verb:
        svar = bea.post(f"/api/anordnare/Anordnare A/akt/{verb}", json=exempel(verb, "anordnarakt"))
        assert svar.status_code == 404, (verb, svar.text)


def exempel(verb: str, slag: str | None = None) -> dict[str, object]:
    """The least that a kommando can say, by its own schema."""
    from tests.starter.api.exempel import minsta

    typ = (PROCESSER[slag].verb if slag else KOMMANDON).get(verb)
    return minsta(typ) if typ else {}


def test_the_committed_description_is_the_current_one(dorr: Dorr) -> None:
    fil = Path(__file__).parents[3] / "docs" / "openapi.json"
    assert fil.read_text(encoding="utf-8") == som_text(dorr.app.openapi()), "skriv om den: python -m starter.api"
    assert dorr.app.openapi()["openapi"].startswith("3.1")


def test_headers_hold_on_every_answer(dorr: Dorr) -> None:
    for vag in ("/halsa", "/api/jag", "/finns-inte", "/logga-in"):
        h = httpx2.get(f"{dorr.bas}{vag}").headers
        assert "default-src 'none'" in h["content-security-policy"], vag
        assert "unsafe" not in h["content-security-policy"]
        for namn, varde in {
            "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin",
            "cache-control": "no-store",
        }.items():  # fmt: skip
            assert h[namn] == varde
        assert "server" not in h


def test_too_much_and_too_often_is_refused_before_it_is_read(oppna: Oppna) -> None:
    d = oppna(frekvens=1, langsta_kropp=2048)
    svar = httpx2.post(f"{d.bas}/api/token", content=b"x" * 4096)
    assert (svar.status_code, svar.headers["content-type"]) == (413, "application/problem+json")

    def i_bitar():  # type: ignore[no-untyped-def]
        for _ in range(8):
            yield b"x" * 1024

    assert httpx2.post(f"{d.bas}/api/token", content=i_bitar()).status_code in (413, 422)
    assert 429 in [httpx2.get(f"{d.bas}/halsa").status_code for _ in range(12)]
    svar = httpx2.get(f"{d.bas}/halsa")
    assert int(svar.headers["retry-after"]) >= 1


def test_more_at_once_than_are_answered_are_told_so_in_swedish(dorr: Dorr, monkeypatch: pytest.MonkeyPatch) -> None:
    from starter.api import skydd

    k = dorr.bevis("karin")
    sedan = k.get("/api/andringar").json()["sedan"]
    monkeypatch.setattr(skydd, "FLEST_SAMTIDIGA", 1)
    with ThreadPoolExecutor(1) as trad:
        vantar = trad.submit(k.get, "/api/andringar", params={"sedan": sedan, "vanta": 3})
        time.sleep(1)
        svar = httpx2.get(f"{dorr.bas}/api/hanvisningar")
        assert (svar.status_code, svar.headers["content-type"]) == (503, "application/problem+json")
        assert "försök igen" in svar.json()["detail"] and int(svar.headers["retry-after"]) >= 1
        assert "default-src 'none'" in svar.headers["content-security-policy"]
        assert httpx2.get(f"{dorr.bas}/halsa").status_code == 200, "much to do is no sickness"
        assert vantar.result().status_code == 200
    assert httpx2.get(f"{dorr.bas}/api/hanvisningar").status_code == 200


def test_a_person_has_a_limit_of_their_own(dorr: Dorr) -> None:
    from starter.api.skydd import Frekvens

    dorr.app.state.frekvens = Frekvens(10)
    k, annan = dorr.bevis("karin"), dorr.bevis("kalle")
    svaren = [k.get("/api/jag").status_code for _ in range(15)]
    assert svaren.count(429) >= 4
    assert annan.get("/api/jag").status_code == 200


def test_the_service_answers_to_its_own_name_alone(dorr: Dorr) -> None:
    svar = httpx2.get(f"{dorr.bas}/api/jag", headers={"host": "ond.example"})
    assert svar.status_code == 400


def test_who_calls_is_told_by_a_named_proxy_and_nobody_else(dorr: Dorr) -> None:
    from starter.inloggning.installningar import Dorrinstallningar

    assert Dorrinstallningar(betrodda_proxyer="10.0.0.5, 10.1.0.0/24").proxyer == ["10.0.0.5", "10.1.0.0/24"]
    with pytest.raises(ValueError, match="IP-adresser"):
        Dorrinstallningar(betrodda_proxyer="alla")


def test_an_error_that_nobody_foresaw_says_nothing_of_what_it_was(oppna: Oppna) -> None:
    from fastapi import Depends

    from starter.api.regel import oppen

    router = APIRouter()

    @router.get("/api/trasig", dependencies=[Depends(oppen)])
    def trasig() -> None:
        raise RuntimeError("19900502-1234")

    d = oppna(till=(lambda app: app.include_router(router),))
    svar = httpx2.get(f"{d.bas}/api/trasig")
    assert svar.status_code == 500
    assert "19900502" not in svar.text
    assert json.loads(svar.text)["referens"]
