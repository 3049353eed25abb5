"""Closed unless it says otherwise, at the desk too: every way in, walked by those who may not pass it."""

from __future__ import annotations

import re
import secrets
from datetime import timedelta

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

from starter.api.app import OPPNA_FILER, beskriv, regel_for, vagar
from starter.api.regel import Inloggningskrav, Oppen
from starter.inloggning.csrf import kaka_namn
from tests.starter.api.test_standardnej import OPPNA
from tests.starter.skrivbord.verktyg.bordet import BAS, Bord, formular

pytestmark = pytest.mark.krav("K3.3", "K3.4")

VID_BORDET = {"GET /jamfor", "GET /tillganglighet"}
"""All of the desk that anybody may reach without a login."""
ARENDE, BORTA = "in-exempel01", "in-finns-inte"
VARDEN = {
    "arende": ARENDE, "fil_id": "0" * 32, "verb": "bemanna", "manad": "2024-04", "dokument_id": "d", "kommando": "k",
    "vad": "1", "slag": "manadsrapport", "flik": "tidslinje", "id": "ku-exempel01", "ar": "2024", "nr": "1",
    "vecka": "2024-04-01", "krav": "K8.2",
}  # fmt: skip


def adresser(bord: Bord) -> list[tuple[str, str]]:
    """Every way in of the desk's that asks, as method and address of something that is there."""
    ut = []
    for v in vagar(bord.app):
        if str(v.path).startswith("/api/") or v.name == OPPNA_FILER or beskriv(v) in OPPNA | VID_BORDET:
            continue
        adress = str(v.path)
        for namn, varde in VARDEN.items():
            adress = adress.replace(f"{{{namn}}}", varde)
        assert "{" not in adress, f"{adress}: säg i VARDEN vad som står där"
        ut += [(m, adress) for m in sorted(v.methods or ()) if m != "HEAD"]
    return ut


def test_what_is_open_is_named_and_everything_else_asks(bord: Bord) -> None:
    alla = [v for v in vagar(bord.app) if v.name != OPPNA_FILER]
    assert {beskriv(v) for v in alla if isinstance(regel_for(v), Oppen)} == OPPNA | VID_BORDET
    assert all(isinstance(regel_for(v), Inloggningskrav) for v in alla if beskriv(v) not in OPPNA | VID_BORDET)


def _utan_inloggning(bord: Bord) -> TestClient:
    k = TestClient(bord.app, base_url=BAS, raise_server_exceptions=False, follow_redirects=False)
    k.headers |= {"accept": "text/html", "origin": BAS}
    return k


def test_every_page_sends_who_is_not_logged_in_to_log_in_and_takes_nothing(bord: Bord) -> None:
    """With no cookie, one that is guessed, one that has ended, and the token of another provider's."""
    gammal = bord.som("karin").cookies[kaka_namn(bord.inst)]
    falskt = jwt.encode({"alg": "RS256", "kid": "x"}, {"sub": "karin", "aud": "annan"}, RSAKey.generate_key(2048))
    bord.klocka.fram = timedelta(hours=11)
    try:
        for metod, adress in adresser(bord):
            for kaka in ("", secrets.token_urlsafe(32), gammal, falskt):
                k = _utan_inloggning(bord)
                if kaka:
                    k.cookies.set(kaka_namn(bord.inst), kaka, domain="127.0.0.1")
                svar = k.request(metod, adress, data={"text": "ord"} if metod == "POST" else None)
                if metod == "GET":
                    till = svar.headers.get("location", "")
                    assert (svar.status_code, till.partition("?")[0]) == (303, "/logga-in"), (adress, svar.status_code)
                else:
                    assert svar.status_code == 401, (adress, svar.text)
    finally:
        bord.klocka.fram = timedelta()


def _jamforbar(svar: httpx2.Response, arende: str) -> tuple[int, str]:
    """A page without the case's id and without the tokens of its forms, which are new each time."""
    return svar.status_code, re.sub(r"[0-9a-f]{96}", "kod", svar.text.replace(arende, "…"))


def test_another_organisations_case_is_at_every_page_as_one_that_is_not_there(bord: Bord) -> None:
    bea = bord.som("bea")
    vagarna = [(m, a) for m, a in adresser(bord) if ARENDE in a]
    assert len(vagarna) > 15
    for metod, adress in vagarna:
        annans, ingens = (
            bea.request(metod, adress.replace(ARENDE, arende), headers={"x-csrf": _kod(bord, bea, adress, arende)})
            for arende in (ARENDE, BORTA)
        )
        assert _jamforbar(annans, ARENDE) == _jamforbar(ingens, BORTA), (metod, adress)
        assert annans.status_code in (403, 404), (metod, adress)


def _kod(bord: Bord, k: TestClient, adress: str, arende: str) -> str:
    """The token that a script on our own page would have: what is refused is not refused for want of it."""
    from starter.inloggning.csrf import kod

    return kod(k.cookies[kaka_namn(bord.inst)], adress.replace(ARENDE, arende))


def test_the_policy_and_the_other_headers_are_on_every_page_file_and_fault(bord: Bord) -> None:
    k = bord.som("karin")
    sida = k.get("/").text
    filer = re.findall(r'(?:href|src)="(/[^"]+\.(?:css|js|woff2|svg)[^"]*)"', sida)
    assert filer
    for adress in ("/", f"/arenden/{ARENDE}", f"/arenden/{BORTA}", "/finns-inte", "/statiskt/finns-inte.css", *filer):
        h = k.get(adress).headers
        assert "default-src 'none'" in h["content-security-policy"], adress
        assert "unsafe" not in h["content-security-policy"], adress
        for namn, varde in {
            "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin",
            "cross-origin-opener-policy": "same-origin",
        }.items():  # fmt: skip
            assert h[namn] == varde, (adress, namn)


def test_one_sees_ones_logins_and_ends_another_of_them_but_nobody_elses(bord: Bord) -> None:
    from starter.inloggning.csrf import kod

    k, andra, annans = bord.som("dan"), bord.som("dan"), bord.som("alva")
    k.headers["user-agent"] = "prov"
    text = k.get("/inloggningar").text
    assert "Den här" in text and "Dataskyddssamordnare" in text
    adresser_ = re.findall(r'action="(/inloggningar/[0-9]+)"', text)
    assert adresser_ and not set(adresser_) & set(
        re.findall(r'action="(/inloggningar/[0-9]+)"', annans.get("/inloggningar").text)
    )
    falsk = k.post(adresser_[0], headers={"x-csrf": kod("en annan", adresser_[0])})
    assert falsk.status_code == 403
    hemlighet = annans.cookies[kaka_namn(bord.inst)]
    assert annans.post(adresser_[0], headers={"x-csrf": kod(hemlighet, adresser_[0])}).status_code == 404
    assert andra.get("/").status_code == 200
    for adress in adresser_:
        assert k.post(adress, data=formular(k.get("/inloggningar").text, adress)).status_code == 303
    assert andra.get("/").headers["location"].startswith("/logga-in")
    assert "/inloggningar/" not in k.get("/inloggningar").text.partition("<table")[2]
