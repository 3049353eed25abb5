"""Hostile words on the pages whose forms are their own, in what is kept of them, and on the pages that show what is to
be confirmed; and that every way in that takes a form is one of those that are tried (K3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import text

from domain.grund.text import synligt
from persistence.arende import utkast
from starter.api.app import vagar
from tests.starter.skrivbord.elakt.sidlasare import ELAKT, LANGT, Sida, farligt, i_faltet
from tests.starter.skrivbord.elakt.test_formularen import skickat
from tests.starter.skrivbord.verktyg.bordet import Bord, formular
from tests.starter.skrivbord.verktyg.sidorna import FORRA

pytestmark = pytest.mark.krav("K3.3")

A1, A2 = "/arenden/in-exempel01", "/arenden/in-exempel02"
OVRIGA = [
    ("karin", "/sok"), ("karin", "/nytt-arende?kund=ku-exempel08"), ("karin", f"{A1}/meddelanden/ny"),
    ("karin", f"{A1}/meddelanden/anteckning"), ("karin", f"{A2}/meddelanden/1"), ("karin", f"{A1}/granska/{FORRA}"),
    ("karin", f"{A1}/handlingar"), ("karin", "/meddelanden"), ("karin", "/?slag=manadsrapport"),
    ("sol", "/mina-kunder/in-exempel02"), ("asa", "/min-insats"), ("erik", "/namnd?ar=2024"),
    ("erik", "/ekonomi/2024-06"), ("dan", "/registerutdrag"), ("dan", "/oppningar"), ("hanna", "/veckan"),
    ("karin", f"{A1}/gor/registrera_brist"), ("karin", "/vid-sidan/ny/gor/anmal_incident"),
]  # fmt: skip
"""The pages that have forms of their own, and one of each way that takes the forms of kommandon."""
UTAN_ORD = {"/valj-roll", "/logga-ut", "/inloggningar/{nr}"}
"""The doors' own: a role that is chosen, a login that ends."""


@pytest.fixture(scope="module", autouse=True)
def stangd(bord: Bord) -> None:
    """A month to be paid."""
    with bord.motor.begin() as c:
        c.execute(text("INSERT INTO betalningsmanad VALUES ('2024-06', now())"))


@pytest.fixture(autouse=True)
def tomt(bord: Bord) -> None:
    utkast.stada(bord.motor, datetime.now(UTC) + timedelta(days=400))


def forms(html: str) -> Iterator[tuple[str, str, str, str]]:
    """The forms of a page that are sent: itself, where to, and where and by what token it is kept, if it is."""
    for form in re.findall(r"<form.*?</form>", html, re.S):
        action = re.search(r'action="([^"]+)"', form)
        if 'method="post"' not in form or "/logga-ut" in form or action is None:
            continue
        sjalv, kod = (re.search(rf'data-{d}="([^"]+)"', form) for d in ("utkast", "kod"))
        yield form, action[1], sjalv[1] if sjalv else "", kod[1] if kod else ""


def falten(form: str) -> tuple[dict[str, str], list[str]]:
    """What a form holds as it is, and the names of what one may write in it."""
    gomt = {n: v[-1] for n, v in Sida(form).falt.items() if v and v[-1]}
    return gomt, sorted(set(re.findall(r'name="([^"]+)"', form)) - set(gomt) - {"fil", "utkast_version"})


@pytest.mark.parametrize(("konto", "vag"), OVRIGA)
def test_the_forms_that_are_pages_of_their_own_give_back_what_was_written(bord: Bord, konto: str, vag: str) -> None:
    k = bord.som(konto)
    funna = list(forms(k.get(vag).text))
    assert funna, vag
    for form, action, *_ in funna:
        gomt, namnen = falten(form)
        # The week has fields for each kund and day: so many at a time that the longest words fit in what a door takes.
        for elakt, n in product(ELAKT, range(0, len(namnen), 25)):
            html = skickat(k, action, gomt | dict.fromkeys(namnen[n : n + 25], elakt))
            assert farligt(html) == [], (action, farligt(html)[:5])


SPARAR = [(konto, vag) for konto, vag in OVRIGA if vag not in ("/sok", "/meddelanden")]


@pytest.mark.parametrize(("konto", "vag"), SPARAR)
def test_what_is_kept_of_a_form_comes_back_to_the_letter_and_does_nothing(bord: Bord, konto: str, vag: str) -> None:
    """As the page's script keeps it, and on the page that is made of it; 100 KB with the rest."""
    k = bord.som(konto)
    for n, (_, _, sjalv, kod) in enumerate(forms(k.get(vag).text)):
        if not sjalv:
            continue
        for elakt in ELAKT:
            form = list(forms(k.get(vag).text))[n][0]
            gomt, namnen = falten(form)
            skrivet = dict.fromkeys(namnen[:12], elakt)
            gomt["utkast_version"] = next(iter(re.findall(r'name="utkast_version" value="(\d+)"', form)), "0")
            svar = k.post(sjalv, data=gomt | skrivet, headers={"x-csrf": kod, "accept": "application/json"})
            assert svar.status_code in (200, 409, 413, 422), (sjalv, svar.text)
            html = k.get(vag).text
            sida = Sida(html)
            assert farligt(html, sida) == [], (sjalv, farligt(html)[:5])
            if svar.status_code == 200 and elakt != LANGT:
                tillbaka = {v.strip() for f in skrivet for v in sida.falt.get(f, ())}
                assert i_faltet(elakt) in tillbaka or not set(sida.falt) & set(skrivet), (sjalv, elakt[:30], tillbaka)


def test_every_way_in_that_takes_a_form_is_one_that_is_tried(bord: Bord) -> None:
    """A page that is added is named here, or this falls."""
    vart: set[str] = set()
    for konto, vag in OVRIGA:
        for _, action, sjalv, _ in forms(bord.som(konto).get(vag).text):
            vart |= {action, sjalv}
    for v in vagar(bord.app):
        mall = str(v.path)
        if "POST" not in (v.methods or ()) or mall.startswith("/api/") or mall in UTAN_ORD:
            continue
        monster = re.compile(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(mall)))
        assert any(monster.fullmatch(a) for a in vart), f"{mall}: säg i OVRIGA på vilken sida det formuläret står"


@pytest.mark.parametrize("elakt", ELAKT[:4])
def test_what_is_to_be_confirmed_shows_what_was_written_as_text(bord: Bord, elakt: str) -> None:
    """The check pages: of a case, of what stands beside the cases, of a new case, and of a week."""
    for konto, vag, falt in _att_bekrafta(bord, elakt):
        k = bord.som(konto)
        till = vag.partition("?")[0]
        html = skickat(k, till, formular(k.get(vag).text, till) | falt)
        sida = Sida(html)
        assert "innan du b" in sida.text, (vag, " ".join(sida.text.split())[:600])
        assert farligt(html, sida) == [], (vag, farligt(html)[:5])
        hela = " ".join(sida.text.split()) + " ".join(v for vs in sida.falt.values() for v in vs)
        assert " ".join(synligt(elakt).split()) in " ".join(hela.split()), vag


def _att_bekrafta(bord: Bord, elakt: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    html = bord.som("karin").get(vag := f"{A1}/gor/registrera_brist").text
    sort = re.search(r'name="sort"[^>]*value="([^"]+)"|<option value="([^"]+)"', html)
    assert sort
    brist = {"sort": sort[1] or sort[2], "motivering": elakt, "steg": "kontroll"}
    yield "karin", vag, brist
    nar = {"upptackt": f"{datetime.now(UTC) - timedelta(days=3):%Y-%m-%d}", "upptackt.kl": "10.00"}
    vem = {"anordnare": "Anordnare A", "karriarvagledare": "kv1", "befarad": "ja"}
    yield "hanna", "/vid-sidan/ny/gor/anmal_incident", vem | nar | {"beskrivning": elakt, "steg": "kontroll"}
    yield "karin", "/nytt-arende?kund=ku-exempel08", {
        "kartlagd": "2024-01-02", "framtidsplan": elakt, "insats": "FAI1", "malgrupp": "ekonomiskt_bistand",
        "steg": "vidare", "anordnare": "Anordnare A", "stegforflyttning_bedoms_mojlig": "ja",
    }  # fmt: skip
    ruta = re.search(r'name="(d\.(in-exempel\d\d)\.[0-9-]+)"', bord.som("hanna").get("/veckan").text)
    assert ruta
    yield "hanna", "/veckan", {ruta[1]: "franvaro-vab", f"orsak.{ruta[2]}": elakt, "steg": "kontroll"}
