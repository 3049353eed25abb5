"""K3.3: no address, page title, header or line of log of the desk tells who a kund is, however the page is reached.

Each role walks from its own pages by their links, until every kind of page that it can reach has been met.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import unquote_plus, urljoin, urlsplit

import httpx
import pytest
import structlog
from sqlalchemy import select
from starlette.routing import Match
from starlette.testclient import TestClient

from persistence.databas.motor import transaktion
from persistence.tabeller.kund import kund
from starter.provkorning.exempel import exempel
from tests.starter.skrivbord.verktyg.bordet import BAS, Bord, formular
from tests.starter.skrivbord.verktyg.sidorna import FORRA, SIDOR

pytestmark = pytest.mark.krav("K3.3")
PER_SLAG = 2
"""How many addresses of each kind of page a role looks at: the first, and one that is of something else."""
_LANK = re.compile(r'(?:href|src|action|formaction|content)="([^"]*)"')
_UTOM = ("/logga-in", "/logga-ut", "/inloggad", "/api", "/statiskt", "/halsa", "/arenden/{arende}/filer/")
"""What begins or ends a session, is for programs (its own tests) or the same for all; and a file, which is handed to
whoever may read it under the name that its owner gave it (``tests/starter/skrivbord/arendet/test_filer.py``)."""
_DESSUTOM = {"karin": ("/arenden/in-exempel01/kvitto/k-1",), "erik": (f"/ekonomi/{FORRA}",)}
"""What no link leads to in the invented cases: nothing has just been said, and no month is paid."""


@pytest.fixture(scope="module")
def avslojar(bord: Bord) -> re.Pattern[str]:
    """What would tell who a kund of the register is: the name, a part of it that is nobody else's, and every number."""
    with transaktion(bord.motor) as c:
        rader = c.execute(select(kund.c.namn, kund.c.personnummer, kund.c.telefon)).all()
    assert len(rader) >= len(exempel(datetime.now(UTC)))
    ord_ = {r.namn for r in rader if r.namn} | {r.namn.split()[-1] for r in rader if r.namn} - {"Lind", "Annan", "Berg"}
    for r in rader:
        if r.personnummer:
            ord_ |= {r.personnummer, r.personnummer[2:], f"{r.personnummer[2:8]}-{r.personnummer[8:]}"}
        ord_ |= {r.telefon, re.sub(r"\D", "", r.telefon)} if r.telefon else set()
    return re.compile("|".join(map(re.escape, sorted(ord_))), re.IGNORECASE)


def slag(bord: Bord, adress: str) -> str | None:
    """The kind of page that an address is of; None where it leads away from the desk."""
    if urlsplit(adress).netloc not in ("", urlsplit(BAS).netloc):
        return None
    vag = urlsplit(adress).path
    if vag.startswith(_UTOM):
        return None
    scope = {"type": "http", "path": unquote_plus(vag), "method": "GET", "headers": []}
    traffar = (getattr(r, "path", "") for r in bord.app.routes if r.matches(scope)[0] is Match.FULL)
    return next(traffar, None)


def lankar(sida: str, vid: str) -> Iterator[str]:
    """Where a page leads, as a browser asks for it."""
    for lank in _LANK.findall(sida):
        hel = html.unescape(lank)
        if hel.startswith(("/", "?", "http")):
            yield urljoin(f"{BAS}{vid}", hel).removeprefix(BAS).partition("#")[0]


def utat(svar: httpx.Response) -> Iterator[str]:
    """What of an answer stands where others see it: its address, its headers and its title."""
    yield unquote_plus(str(svar.request.url))
    yield from (unquote_plus(v) for k, v in svar.headers.items() if k != "set-cookie")
    if "text/html" in svar.headers.get("content-type", ""):
        yield from map(html.unescape, re.findall(r"<title>(.*?)</title>", svar.text, re.S))


def vandra(bord: Bord, k: TestClient, forst: tuple[str, ...]) -> Iterator[httpx.Response]:
    """Every kind of page that is reached from the first ones, by the links of each."""
    vantar, sedda, antal = list(forst), set[str](), Counter[str]()
    while vantar:
        adress = vantar.pop(0)
        sort = slag(bord, adress)
        if adress in sedda or sort is None or (antal[sort] >= PER_SLAG and adress not in forst):
            continue
        sedda.add(adress)
        antal[sort] += 1
        svar = k.get(adress)
        yield svar
        if "text/html" in svar.headers.get("content-type", ""):
            vantar += lankar(svar.text, adress)
        elif "location" in svar.headers:
            vantar.append(svar.headers["location"].removeprefix(BAS))


@pytest.fixture(scope="module")
def motta() -> set[str]:
    """The kinds of page that somebody has met."""
    return set()


@pytest.mark.parametrize("konto", [k for k, _ in SIDOR])
def test_no_address_title_header_or_log_tells_who_a_kund_is(
    bord: Bord, konto: str, avslojar: re.Pattern[str], motta: set[str], caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    k, namn_lasta = bord.som(konto), False
    with structlog.testing.capture_logs() as loggat:
        for svar in vandra(bord, k, SIDOR[konto, ""] + _DESSUTOM.get(konto, ())):
            motta.add(slag(bord, str(svar.request.url.raw_path.decode())) or "")
            assert svar.status_code < 500, svar.request.url
            for text in utat(svar):
                assert not avslojar.search(text), text
            if "text/html" in svar.headers.get("content-type", ""):
                for lank in lankar(svar.text, svar.request.url.path):
                    assert not avslojar.search(unquote_plus(lank)), lank
                namn_lasta |= bool(avslojar.search(html.unescape(svar.text)))
    assert namn_lasta or konto not in ("karin", "hanna"), "the names are there to be told"
    assert not avslojar.search(f"{loggat} {caplog.text} {''.join(capfd.readouterr())}")


def test_every_page_of_the_desk_has_been_met(bord: Bord, motta: set[str]) -> None:
    alla = {str(r.path) for r in bord.app.routes if "GET" in (getattr(r, "methods", None) or ())}
    assert " ".join(sorted(vag for vag in alla - motta if not vag.startswith(_UTOM))) == ""


def test_what_is_sought_stands_in_no_address_header_title_or_log(
    bord: Bord, avslojar: re.Pattern[str], capfd: pytest.CaptureFixture[str]
) -> None:
    k = bord.som("karin")
    with structlog.testing.capture_logs() as loggat:
        for sokt in ("Ekström", "Åsa Ekström", "Finnsinte Ekström"):
            svar = k.post("/sok", data=formular(k.get("/sok").text, "/sok") | {"sok": sokt})
            assert svar.status_code in (200, 303)
            assert not [text for text in utat(svar) if avslojar.search(text)]
    assert not avslojar.search(f"{loggat} {''.join(capfd.readouterr())}")
