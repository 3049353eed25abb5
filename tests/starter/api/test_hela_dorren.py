"""The doors against the whole house: a real worker and a real Temporal."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest

from starter.stod.klient.kontakt import anslut
from starter.stod.stack.database.postgres import EmbeddedPostgres
from starter.stod.stack.stack import Stack
from tests.flotta.provstack import stack_pa_kopia
from tests.starter.api.conftest import KONTON, Dorr, befolka, oppnad
from tests.starter.api.utfardaren import Provutfardare

KUND = {"malgrupp": "ekonomiskt_bistand", "fodelsedatum": "1990-05-02", "arbetsformaga": 50}
START = {"insats": "AMI2", "anordnare": "Anordnare A", "kund": KUND, "kartlagd": "2024-01-02", "framtidsplan": "Arbete"}


@pytest.fixture(scope="module")
def hus(postgres: EmbeddedPostgres, template_database: str | None) -> Iterator[Stack]:
    """One house for all the tests here."""
    with stack_pa_kopia(postgres, template_database) as stack:
        yield stack


@pytest.fixture(scope="module")
def hel(hus: Stack, _utfardaren: Provutfardare) -> Iterator[Dorr]:
    """Doors with a way to Temporal, which is made in the server's own loop."""
    klient: list[Any] = []

    async def temporal() -> Any:
        if not klient:
            klient.append(await anslut(hus.temporal_address, hus.namespace))
        return klient[0]

    with oppnad(hus.database_url, _utfardaren, temporal=temporal) as d:
        yield befolka(d)


@pytest.fixture(scope="module")
def folket(hel: Dorr) -> dict[str, httpx2.Client]:
    """A program of each, by login."""
    return {konto: hel.bevis(konto) for konto in KONTON}


def nytt_arende(k: httpx2.Client, **mer: Any) -> str:
    svar = k.post("/api/arenden", json=START | mer)
    assert svar.status_code == 201, svar.text
    return str(svar.json()["arende"])


def test_a_case_from_day_1_to_a_question_about_it(hel: Dorr, folket: dict[str, httpx2.Client]) -> None:
    kv, h1 = folket["karin"], folket["hanna"]
    arende = nytt_arende(kv)
    svar = h1.post(f"/api/arenden/{arende}/bemanna", json={"handlaggare": "h1"})
    assert svar.status_code == 200, svar.text
    lage = h1.get(f"/api/arenden/{arende}")
    assert lage.json()["insats"]["status"] == "bemannad"
    assert lage.headers["etag"] == svar.headers["etag"] == f'"{svar.json()["till_nr"]}"'
    text = {
        "startdatum": "2039-01-04",
        "uppdragsbeskrivning": "Kunden vill bli snickare",
        "langd_manader": 6,
        "framtidsplan": "Arbete",
    }
    svar = kv.post(f"/api/arenden/{arende}/lagg_in_uppdrag", json=text)
    assert svar.status_code == 200, svar.text
    alla = h1.get(f"/api/arenden/{arende}/dokument").json()["rader"]
    dokument = next(d for d in alla if d["slag"] == "lagg_in_uppdrag")
    assert dokument["innehall"] == {"uppdragsbeskrivning": "Kunden vill bli snickare", "framtidsplan": "Arbete"}
    assert h1.get(f"/api/arenden/{arende}/dokument/{dokument['id']}").json() == dokument
    for vag in ("tidslinje", "mojliga", "meddelanden", "framat", "forklara/bevakning/bemanning"):
        assert kv.get(f"/api/arenden/{arende}/{vag}").status_code == 200, vag
    tankt = kv.post(
        f"/api/arenden/{arende}/tank-om/besluta_avslut",
        json={"orsak": "mal_natt", "natt_mal": "arbete", "avslutsdatum": "2039-03-01"},
    )
    assert tankt.status_code == 200, tankt.text
    assert tankt.json()["insats"], "it says what would change"
    assert hel.klient(accept="application/json").get(f"/api/arenden/{arende}").status_code == 401


def test_the_same_key_is_the_same_kommando(folket: dict[str, httpx2.Client]) -> None:
    kv, h1 = folket["karin"], folket["hanna"]
    nyckel = {"idempotency-key": "samma-igen"}
    ett, tva = (kv.post("/api/arenden", json=START, headers=nyckel).json() for _ in range(2))
    assert ett == tva
    annan = folket["kalle"].post("/api/arenden", json=START, headers=nyckel).json()
    assert annan["arende"] != ett["arende"], "a key is its sender's own"
    vag = f"/api/arenden/{ett['arende']}/bemanna"
    svaren = [h1.post(vag, json={"handlaggare": "h1"}, headers=nyckel) for _ in range(2)]
    assert svaren[0].json() == svaren[1].json()
    nyckel["idempotency-key"] = svaren[0].headers["idempotency-key"]
    assert nyckel["idempotency-key"].startswith("samma-igen.")
    assert h1.post(vag, json={"handlaggare": "h1"}, headers=nyckel).json() == svaren[0].json(), "it is its own key"


def test_two_who_write_at_once_are_told(folket: dict[str, httpx2.Client]) -> None:
    kv, h1 = folket["karin"], folket["hanna"]
    arende = nytt_arende(kv)
    last = h1.get(f"/api/arenden/{arende}").headers["etag"]
    vag = f"/api/arenden/{arende}/bemanna"
    assert h1.post(vag, json={"handlaggare": "h1"}, headers={"if-match": last}).status_code == 200
    svar = h1.post(vag, json={"handlaggare": "h2"}, headers={"if-match": last})
    assert (svar.status_code, svar.json()["falt"]) == (412, "If-Match")
    assert h1.get(f"/api/arenden/{arende}").json()["insats"]["status"] == "bemannad"


def test_what_has_changed_is_told_as_it_happens(folket: dict[str, httpx2.Client]) -> None:
    kv, h1, bea = folket["karin"], folket["hanna"], folket["bea"]
    sedan = h1.get("/api/andringar").json()["sedan"]
    beas = bea.get("/api/andringar").json()["sedan"]
    with ThreadPoolExecutor(1) as trad:
        vantar = trad.submit(h1.get, "/api/andringar", params={"sedan": sedan, "vanta": 20})
        time.sleep(0.5)
        borjade = time.monotonic()
        arende = nytt_arende(kv)
        svar = vantar.result().json()
        assert time.monotonic() - borjade < 10
    assert arende in {r["arende"] for r in svar["rader"]}
    nasta = h1.get("/api/andringar", params={"sedan": svar["sedan"]}).json()
    assert arende not in {r["arende"] for r in nasta["rader"]}
    assert arende not in {r["arende"] for r in bea.get("/api/andringar", params={"sedan": beas}).json()["rader"]}


def test_nobody_takes_the_place_of_all_others_who_wait(folket: dict[str, httpx2.Client]) -> None:
    kalle, karin = folket["kalle"], folket["karin"]
    fraga = {"sedan": kalle.get("/api/andringar").json()["sedan"], "vanta": 3}
    with ThreadPoolExecutor(14) as tradar:
        vantar = [tradar.submit(kalle.get, "/api/andringar", params=fraga) for _ in range(14)]
        time.sleep(1)
        annans = karin.get("/api/andringar", params=fraga | {"vanta": 1})
        svaren = [v.result().status_code for v in vantar]
    assert svaren.count(429) >= 1 and svaren.count(200) >= 10, svaren
    assert annans.status_code == 200
    assert kalle.get("/api/andringar", params=fraga | {"vanta": 0}).status_code == 200


def test_pages_by_keyset_hold_every_row_once(folket: dict[str, httpx2.Client]) -> None:
    kv = folket["karin"]
    for _ in range(3):
        nytt_arende(kv)
    alla = [r["arende"] for r in kv.get("/api/arenden", params={"antal": 200}).json()["rader"]]
    for vag, id_ in (("/api/arenden", "arende"), ("/api/inkorg", "id"), ("/api/bevakningar", "bevakning")):
        sedda, efter = [], None
        while True:
            svar = kv.get(vag, params={"antal": 2, "alla": "true", **({"efter": efter} if efter else {})}).json()
            sedda += [str(r[id_]) + str(r.get("arende")) for r in svar["rader"]]
            if (efter := svar["nasta"]) is None:
                break
        hela = kv.get(vag, params={"antal": 200, "alla": "true"}).json()["rader"]
        assert sedda == [str(r[id_]) + str(r.get("arende")) for r in hela]
    assert len(alla) >= 3
    assert kv.get("/api/arenden", params={"efter": "c3RydW50"}).status_code == 422


@pytest.mark.krav("K4.7")
def test_a_file_goes_in_by_the_door_and_comes_out_to_be_saved_and_never_shown(folket: dict[str, httpx2.Client]) -> None:
    arende = nytt_arende(folket["karin"])
    vag, pdf = f"/api/arenden/{arende}/filer", b"%PDF-1.7 <script>"
    hel = {"content-type": "application/octet-stream"}
    falsk = folket["hanna"].post(vag, content=b"<script>", headers=hel)
    assert (falsk.status_code, falsk.json()["krav"], falsk.json()["falt"]) == (422, "K4.7", "fil")
    for_stor = folket["hanna"].post(vag, content=pdf + bytes(10 * 1024 * 1024), headers=hel)
    assert (for_stor.status_code, for_stor.json()["detail"]) == (422, "filen får vara högst 10 MB")
    alltfor = folket["hanna"].post(vag, content=bytes(17 * 1024 * 1024), headers=hel)
    assert alltfor.status_code == 413
    heter = {"content-disposition": "attachment; filename*=UTF-8''kundens%20plan%20%C3%A5.pdf"}
    f = folket["hanna"].post(vag, content=pdf, headers=hel | heter)
    assert (f.status_code, f.json()["namn"]) == (201, "kundens plan å.pdf"), f.text
    for heter_inte in ("", "attachment", "attachment; filename*=ingen''%ff", "a" * 1999):
        utan = folket["hanna"].post(vag, content=pdf, headers=hel | {"content-disposition": heter_inte})
        assert utan.status_code == 201 and utan.json()["namn"].endswith(".pdf"), utan.text
    assert folket["karin"].get(f"{vag}/{f.json()['id']}").status_code == 404
    sagt = {"till": ["karriarvagledare"], "amne": "x", "text": "x", "bilagor": [f.json()["id"]]}
    assert folket["karin"].post(f"/api/arenden/{arende}/skriv_meddelande", json=sagt).status_code == 422
    assert folket["hanna"].post(f"/api/arenden/{arende}/skriv_meddelande", json=sagt).status_code == 200
    svar = folket["karin"].get(f"{vag}/{f.json()['id']}")
    assert (svar.status_code, svar.content, svar.headers["content-type"]) == (200, pdf, "application/pdf")
    assert svar.headers["content-disposition"] == "attachment; filename*=UTF-8''kundens%20plan%20%C3%A5.pdf"
    assert svar.headers["x-content-type-options"] == "nosniff"
    assert svar.headers["content-security-policy"] == "sandbox; default-src 'none'"


I_ADRESSEN = {
    "GET /api/andringar sedan", "GET /api/arenden/{arende}/dokument/{dokument_id}/skillnad mot",
    "GET /api/arenden/{arende}/forklara/bevakning/{slag} avser", "GET /api/bevakningar organisation",
    "GET /api/bevakningar arende", "GET /api/csrf vag", "GET /api/hanvisningar sokord",
    "GET /api/kvalitet/{ar} anordnare", "GET /api/oppningar/stickprov manad",
    "GET /api/personal anordnare", "GET /api/regelverk sok",
}  # fmt: skip
"""All that is free text in an address, named one by one: ids, kinds, organisations and words of the routine."""


@pytest.mark.krav("K3.3")
def test_no_text_that_may_tell_of_a_person_stands_in_an_address(hel: Dorr) -> None:
    fria = {
        f"{metod.upper()} {vag} {p['name']}": p["schema"]
        for vag, sagt in hel.app.openapi()["paths"].items()
        for metod, om in sagt.items()
        for p in om.get("parameters", ())
        if p["in"] == "query" and p["name"] != "efter" and _fri_text(p["schema"])
    }
    assert fria.keys() == I_ADRESSEN
    assert not [vad for vad, schema in fria.items() if "maxLength" not in str(schema)], "each has a size"


def _fri_text(schema: dict[str, Any]) -> bool:
    delar = schema.get("anyOf", [schema])
    return any(d.get("type") == "string" and not {"enum", "format", "const"} & set(d) for d in delar)


def test_an_incident_is_told_of_and_judged(hel: Dorr, folket: dict[str, httpx2.Client]) -> None:
    nu = hel.klocka().isoformat()
    ord_ = {"anordnare": "Anordnare A", "karriarvagledare": "kv1", "beskrivning": "Ett brev kom fel."}
    svar = folket["hanna"].post("/api/incidenter", json=ord_ | {"upptackt": nu})
    assert svar.status_code == 201, svar.text
    plats = svar.headers["location"]
    assert folket["hanna"].get(plats).json()["texter"][0]["innehall"] == {"beskrivning": "Ett brev kom fel."}
    assert folket["bea"].get(plats).status_code == 404
    assert folket["bea"].post(f"{plats}/registrera_incidentkontakt", json={}).status_code == 404
    bedomning = {"anmalningspliktig": False, "motivering": "Inget har röjts."}
    svar = folket["hanna"].post(f"{plats}/bedom_incident", json=bedomning)
    assert svar.status_code in (403, 422)
    assert (
        folket["hanna"].post("/api/incidenter", json=ord_ | {"upptackt": nu, "anordnare": "Ingen"}).status_code == 422
    )
