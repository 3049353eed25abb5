"""Ways that nobody was meant to go: what a refusal, a version, a key or another kind's id would tell, or would do; and
what is said while no worker runs."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from domain.tid.tidpunkt import skriv_utc
from persistence.journal import kon
from starter.stod.stack.stack import Stack
from tests.starter.api.conftest import Dorr, idag
from tests.starter.api.test_hela_dorren import START, folket, hel, hus, nytt_arende

__all__ = ["folket", "hel", "hus"]
pytestmark = pytest.mark.krav("K3.3")

MOTE = {"datum": str(idag() + timedelta(days=3))}


def test_anothers_key_neither_takes_the_place_of_what_one_says_nor_tells_what_it_came_to(
    folket: dict[str, httpx2.Client],
) -> None:
    kv, h1 = folket["karin"], folket["hanna"]
    arende = nytt_arende(kv)
    nyckel = {"idempotency-key": "beslutet"}
    forst = h1.post(f"/api/arenden/{arende}/bemanna", json={"handlaggare": "h1"}, headers=nyckel).json()
    sedan = kv.post(f"/api/arenden/{arende}/byt_karriarvagledare", json={"till": "kv2"}, headers=nyckel)
    assert sedan.status_code == 200 and sedan.json()["fran_nr"] > forst["till_nr"], "it was done, not taken for done"
    kvs = {"idempotency-key": sedan.headers["idempotency-key"]}
    svar = h1.post(f"/api/arenden/{arende}/boka_uppstartsmote", json=MOTE, headers=kvs)
    assert svar.json().get("fran_nr") != sedan.json()["fran_nr"]
    assert svar.headers.get("idempotency-key") != kvs["idempotency-key"]


def test_a_key_is_another_in_each_case_and_for_its_words(folket: dict[str, httpx2.Client]) -> None:
    h1, nyckel = folket["hanna"], {"idempotency-key": "1"}
    for text in ("ett", "två"):
        arende = nytt_arende(folket["karin"])
        sagt = {"till": ["karriarvagledare"], "amne": "Hej", "text": text}
        svar = h1.post(f"/api/arenden/{arende}/skriv_meddelande", json=sagt, headers=nyckel)
        assert svar.status_code == 200, svar.text


def test_who_may_not_say_it_is_told_so_before_any_register_is_asked(folket: dict[str, httpx2.Client]) -> None:
    h1 = folket["hanna"]
    arende = nytt_arende(folket["karin"])
    for till in ("kv2", "kv", "ingen"):
        svar = h1.post(f"/api/arenden/{arende}/byt_karriarvagledare", json={"till": till})
        assert (svar.status_code, svar.json()["falt"]) == (403, "av"), svar.text
        assert "kv1" not in svar.text and "kv2" not in svar.text
    kund = {"id": "ku-finns-inte", "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    for anordnare in ("Anordnare A", "Anordnare B", "Ingen"):
        svar = h1.post("/api/arenden", json=START | {"kund": kund, "anordnare": anordnare})
        assert (svar.status_code, svar.json()["falt"]) == (403, "av")
    for fran in ("kv1", "kv2", "ingen"):
        svar = h1.post("/api/massbyten/karriarvagledare", json={"fran": fran, "till": "kv9"})
        assert (svar.status_code, svar.json()["falt"]) == (403, "av"), svar.text


def test_a_version_is_no_way_to_learn_who_is_there(folket: dict[str, httpx2.Client]) -> None:
    for vag in ("/api/karriarvagledare/{}", "/api/medarbetare/ekonom/{}"):
        svaren = [
            folket["hanna"].patch(vag.format(id_), json={"namn": "x"}, headers={"if-match": '"1"'})
            for id_ in ("kv1", "e1", "finns-inte")
        ]
        assert {s.status_code for s in svaren} == {403}
        assert len({s.text for s in svaren}) == 1


def test_a_process_of_one_kind_is_not_there_among_those_of_another(hel: Dorr, folket: dict[str, httpx2.Client]) -> None:
    borjar = {"person": "h7", "fran": str(idag() + timedelta(days=5))}
    svar = folket["hanna"].post("/api/anordnare/Anordnare A/akt/personal_borjar", json=borjar)
    assert svar.status_code == 200, svar.text
    arende = nytt_arende(folket["karin"])
    for om in ("anordnare-Anordnare A", arende):
        for vag in ("incidenter", "massbyten", "villkorsutskick", "regelutgavor", "kvalitetsuppfoljningar"):
            assert folket["hanna"].get(f"/api/{vag}/{om}").status_code == 404, (vag, om)
        for vag, kropp in (
            ("incidenter/{}/registrera_incidentkontakt", {}),
            ("incidenter/{}/bedom_incident", {"anmalningspliktig": False, "motivering": "x"}),
            ("gallringar/{}/underteckna_gallring", {}),
        ):
            for konto in ("hanna", "ds1", "al1"):
                svar = folket[konto].post(f"/api/{vag.format(om)}", json=kropp)
                assert svar.status_code in (404, 422), (vag, konto, svar.text)
                assert "finns inte" in svar.text or svar.status_code == 422


def test_what_a_kund_may_compare_is_all_that_anybody_is_told_of_anothers_year(folket: dict[str, httpx2.Client]) -> None:
    """Other figures of another anordnare's are not hidden by who shows them: they are not in the answer (K16.1)."""
    fraga = {"kundval": "AMI", "dag": str(idag()), "ar": idag().year}
    for konto in ("hanna", "al1"):
        svar = folket[konto].post("/api/terminal/siffror/jamfor", json=fraga).json()
        tal = svar["tal"]["Anordnare B"]
        assert set(tal) == {"insatser", "mal", "plan", "manadsrapporter", "veckokontakter"}
        assert tal["mal"] == {"antal": 0, "av": 0}, "of none that ended there is nothing to hide"
        assert tal["insatser"] == 0


def test_who_registered_what_of_an_anordnare_is_for_the_municipality_and_itself(
    folket: dict[str, httpx2.Client],
) -> None:
    assert folket["bea"].patch("/api/anordnare/Anordnare B", json={"telefon": "08-123 45 67"}).status_code == 200
    for konto, ser in (("bea", True), ("al1", True), ("hanna", False)):
        k = folket[konto]
        a = k.get("/api/anordnare/Anordnare B").json()
        fraga = {"namn": "Anordnare B", "historik": True}
        bild = k.post("/api/terminal/registren/anordnaren", json=fraga).json()
        assert (a["anordnare"]["andrad_av"] is not None) == bool(a["historik"]) == ser, konto
        assert bool(bild["logg"]) == bool(bild["historik"]) == ser, konto
        alla = {x["namn"]: x["andrad_av"] for x in k.get("/api/anordnare").json()["rader"]}
        assert (alla["Anordnare B"] is not None) == ser


@pytest.mark.krav("K3.8", sort="gräns")
def test_a_day_that_the_rules_do_not_reach_is_named(folket: dict[str, httpx2.Client]) -> None:
    """By every door that is asked of a day (K0.7): it is no fault of the service."""
    for dag in ("1015-01-01", "1999-12-31"):
        svar = folket["ss1"].get("/api/gallring/torrkorning", params={"dag": dag})
        assert (svar.status_code, svar.json()["detail"]) == (422, f"regelverket har inga regler för {dag}")


def test_who_is_entered_in_a_register_has_what_the_register_needs(folket: dict[str, httpx2.Client]) -> None:
    """A row that lacks a field is refused by its name, whichever it is, and nothing is stored (K3.4, K5.1)."""
    hel_rad = {"roll": "ekonom", "id": "e77", "namn": "Eva", "epost": "e77@kommun.example", "fran": "2024-01-01"}
    for vag, falten in (("insluppna/ge-roll", list(hel_rad)), ("registren/ny-karriarvagledare", list(hel_rad)[1:])):
        for saknas in falten:
            uppgifter = {f: hel_rad[f] for f in falten if f != saknas}
            svar = folket["ss1"].post(f"/api/terminal/{vag}", json={"uppgifter": uppgifter})
            assert (svar.status_code, svar.json()["falt"], svar.json()["detail"]) == (422, saknas, "måste anges")


@pytest.mark.krav("K0.6")
def test_no_worker_is_told_in_swedish_or_kept_until_there_is_one(
    hel: Dorr, hus: Stack, folket: dict[str, httpx2.Client]
) -> None:
    kv, h1 = folket["karin"], folket["hanna"]
    arende, nu = nytt_arende(kv), hel.klocka()
    incident = {"anordnare": "Anordnare A", "karriarvagledare": "kv1", "beskrivning": "Ett brev kom fel."}
    anmald = h1.post("/api/incidenter", json=incident | {"upptackt": nu.isoformat()}).headers["location"]
    sagt = [
        (h1, f"/api/arenden/{arende}/bemanna", {"handlaggare": "h1"}, ""),
        (kv, "/api/arenden", START, ""),
        (kv, "/api/arenden", START | {"kund": START["kund"] | {"arbetsformaga": 10}}, "K2.2"),
        (h1, "/api/incidenter", incident | {"upptackt": nu.isoformat()}, ""),
        (h1, "/api/incidenter", incident | {"upptackt": (nu + timedelta(days=1)).isoformat()}, "K0.6"),
        (h1, f"{anmald}/registrera_incidentkontakt", {"tid": nu.isoformat()}, ""),
    ]  # fmt: skip
    hus.workers[0].kill()
    try:
        svaren = [
            k.post(vag, json=kropp, headers={"prefer": f"respond-async{', wait=1' if not n else ''}"})
            for n, (k, vag, kropp, _) in enumerate(sagt)
        ]
        assert [s.status_code for s in svaren] == [202] * len(sagt), [s.text for s in svaren]
        assert {s.headers["location"] for s in svaren} == {"/api/inkorg"}
        borjade = time.monotonic()
        svar = kv.post("/api/arenden", json=START)
        assert svar.status_code == 503
        assert "inget svar kom i tid" in svar.json()["detail"] and "Idempotency-Key" in svar.json()["igen"]
        assert time.monotonic() - borjade < 15
        utan_svar = {"idempotency-key": svar.json()["kommando"]}
    finally:
        hus.workers.clear()
        kom = hel.klocka()
        hus.add_workers(1)
    vart = [f"/api/arenden/{arende}/tidslinje", *(_vart(s.json()) for s in svaren[1:])]
    for (k, _, _, nej), vag in zip(sagt, vart, strict=True):
        if nej:
            [brev] = _tills(
                lambda k=k, vag=vag: [m for m in k.get("/api/inkorg").json()["rader"] if m["arende"] in vag]
            )
            assert brev["regel"] == nej and brev["rubrik"].startswith("Avvisat: ")
            assert k.get(vag).status_code == 404, "nothing has begun"
            continue
        _tills(lambda k=k, vag=vag: "h1" in k.get(vag).text if vag == vart[0] else k.get(vag).status_code == 200)
    _tills(lambda: not kon.utan_utfall(hel.motor))  # all has its outcome
    [borjan] = kv.get(f"{vart[1]}/tidslinje", params={"antal": 1}).json()["rader"]
    (kontakt,) = (r for r in h1.get(anmald).json()["journal"] if r["handelse"]["slag"] == "incidentkontakt_tagen")
    (forst,) = h1.get(vart[3]).json()["journal"]
    for rad in (borjan, kontakt, forst):
        assert rad["tid"] < skriv_utc(kom), "it counts from when its door took it in"
    for (k, vag, kropp, nej), svar in zip(sagt, svaren, strict=True):
        igen = k.post(vag, json=kropp, headers={"idempotency-key": svar.headers["idempotency-key"]})
        assert (igen.status_code in (200, 201), igen.status_code == 422) == (not nej, bool(nej)), igen.text
    igen = [kv.post("/api/arenden", json=START, headers=utan_svar) for _ in range(2)]
    assert [s.status_code for s in igen] == [201, 201]
    assert igen[0].json() == igen[1].json(), "the same kommando gives its receipt, by the key that the door chose"


def _vart(koat: dict[str, str]) -> str:
    return f"/api/arenden/{koat['arende']}" if "arende" in koat else f"/api/incidenter/{koat['process']}"


def _tills(fraga: Callable[[], Any]) -> Any:
    for _ in range(150):
        if svar := fraga():
            return svar
        time.sleep(0.2)
    raise AssertionError("it never came")
