"""A kund logs in as everybody does, says its wishes, and reads what is its own and nothing else (K13.9, K3.7)."""

from __future__ import annotations

import httpx2
import pytest

from domain.grund.parter import Aktor
from persistence.insyn import oppningar
from persistence.register.kund import skrivning
from tests.starter.api.conftest import Dorr, idag
from tests.starter.api.test_hela_dorren import hel, hus, nytt_arende
from tests.verktyg.spel import KV

__all__ = ["hel", "hus"]
pytestmark = pytest.mark.krav("K13.9", "K3.7")

FODD = {"ku-asa": "198505022387", "ku-bo": "198505012388"}


@pytest.fixture(scope="module")
def kunderna(hel: Dorr) -> dict[str, httpx2.Client]:
    """Two kunder of the register, each with a login of the same identity provider as the staff's."""
    for id, nummer in FODD.items():
        skrivning.lagg_till(hel.motor, KV, {"id": id, "namn": "x", "personnummer": nummer}, idag())
        hel.koppla(id, f"kund:{id}")
    return {id: hel.som(id) for id in FODD}


@pytest.fixture(scope="module")
def fallet(hel: Dorr, kunderna: dict[str, httpx2.Client]) -> str:
    kv, h1 = hel.bevis("karin"), hel.bevis("hanna")
    kund = {"id": "ku-asa", "malgrupp": "ekonomiskt_bistand", "arbetsformaga": 50}
    arende = nytt_arende(kv, kund=kund)
    assert h1.post(f"/api/arenden/{arende}/bemanna", json={"handlaggare": "h1"}).status_code == 200
    return arende


def test_a_kund_says_its_wish_and_the_kv_answers(hel: Dorr, kunderna: dict[str, httpx2.Client], fallet: str) -> None:
    asa, kv, h1 = kunderna["ku-asa"], hel.bevis("karin"), hel.bevis("hanna")
    vag = f"/api/arenden/{fallet}"
    svar = hel.posta(asa, f"{vag}/framfor_onskemal", json={"sort": "byte_av_anordnare", "text": "för långt att åka"})
    assert svar.status_code == 200, svar.text
    svar = kv.post(
        f"{vag}/besvara_onskemal",
        json={"sort": "byte_av_anordnare", "svar": "avslag", "motivering": "nej"},
    )
    assert svar.status_code == 422 and "K13.4" in svar.text
    (vantar,) = [b for b in kv.get("/api/bevakningar").json()["rader"] if b["bevakning"]["slag"] == "svar"]
    assert vantar["bevakning"]["avser"] == "onskemal-byte-av-anordnare-1"
    assert "för långt att åka" in kv.get(f"{vag}/dokument").text
    assert "för långt att åka" not in h1.get(f"{vag}/dokument").text
    assert "onskemal" not in h1.get(f"{vag}/tidslinje").text


def test_a_kund_reads_that_its_case_is_there_and_its_wishes_and_nothing_else(
    hel: Dorr, kunderna: dict[str, httpx2.Client], fallet: str
) -> None:
    asa = kunderna["ku-asa"]
    vag = f"/api/arenden/{fallet}"
    assert [a["arende"] for a in asa.get("/api/arenden").json()["rader"]] == [fallet]
    assert {d["innehall"]["text"] for d in asa.get(f"{vag}/dokument").json()["rader"]} == {"för långt att åka"}
    rader = asa.get(f"{vag}/tidslinje").json()["rader"]
    assert {r["slag"] for r in rader} == {"onskemal_framfort"}
    kan = {k["kommando"] if isinstance(k, dict) else k for k in asa.get(f"{vag}/mojliga").json()}
    assert kan == {"framfor_onskemal", "ta_tillbaka_onskemal", "ratta"}
    sett = [o.vad for o in oppningar.las(hel.motor, Aktor.tolka("arbetsledare:al1"), fallet) if "kund:" in str(o.aktor)]
    assert sett and "ärendet med tidslinjen" not in sett, "what it did not read is not said to be read"
    for stangd in ("utbetalningar", "framat"):
        assert asa.get(f"{vag}/{stangd}").status_code == 404, stangd
    for verb in ("bemanna", "besluta_avslut"):
        assert hel.posta(asa, f"{vag}/{verb}", json={}).status_code in (403, 422), verb


def test_another_kunds_case_is_not_there(hel: Dorr, kunderna: dict[str, httpx2.Client], fallet: str) -> None:
    bo, vag = kunderna["ku-bo"], f"/api/arenden/{fallet}"
    assert bo.get("/api/arenden").json()["rader"] == []
    for fraga in ("", "/dokument", "/tidslinje"):
        assert bo.get(vag + fraga).status_code == 404, fraga
    svar = hel.posta(bo, f"{vag}/framfor_onskemal", json={"sort": "avslut"})
    ingens = hel.posta(bo, "/api/arenden/in-finns-inte/framfor_onskemal", json={"sort": "avslut"})
    assert svar.status_code == ingens.status_code == 404
    assert svar.text == ingens.text.replace("in-finns-inte", fallet)
