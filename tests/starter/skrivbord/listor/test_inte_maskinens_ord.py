"""What is told to who works in the service when something is away: what it means for them, and no machine's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from structlog.testing import capture_logs
from temporalio.client import WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.service import RPCError, RPCStatusCode

from persistence.databas.migrering import Omigrerad
from persistence.databas.motor import DatabasBorta, DatabasFel, DataFel
from starter.api.fel import som_problem
from starter.inloggning.utfardare import IngenUtfardare
from starter.skrivbord.vyer.raknat import Raknas
from starter.stod.klient.kontakt import IngenKontakt, IngetArende, IngetSvar, aterstalls, oversatt
from tests.huset.platser import ROT
from tests.starter.skrivbord.verktyg.bordet import BAS, Bord, formular
from tests.starter.skrivbord.verktyg.sagt import ord_i

MASKINENS = re.compile(
    r"temporal|workflow|arbetsflöde|\barbetare|postgres|databas|\bserver|idempot|\bjson\b|\bapi\b|\bhttp\b"
    r"|\boidc\b|token|csrf|traceback|exception|127\.0\.0\.1|--id\b|operationalerror|uniqueviolation",
    re.IGNORECASE,
)
"""Words that are for those who run the service."""
PLATSEN = "Temporal-servern på 127.0.0.1:7233 och PostgreSQL svarar inte (OperationalError)"
RPC = [RPCError(PLATSEN, s, b"") for s in (RPCStatusCode.UNAVAILABLE, RPCStatusCode.DEADLINE_EXCEEDED)]
FELEN: list[Exception] = [
    IngenKontakt(PLATSEN), IngetSvar(f"{PLATSEN}; --id k1", "k1"), aterstalls("--id k1"), Raknas(),
    *(oversatt(fel, "in-1", "--id k1") for fel in RPC),
    oversatt(WorkflowUpdateFailedError(RuntimeError(PLATSEN)), "in-1"),
    *(oversatt(fel(), "in-1", "--id k1") for fel in (WorkflowUpdateRPCTimeoutOrCancelledError, TimeoutError)),
    IngenUtfardare(PLATSEN), DatabasFel(PLATSEN), DatabasBorta(PLATSEN), Omigrerad(PLATSEN), DataFel(PLATSEN),
]  # fmt: skip


def _alla(typ: type[Exception]) -> Iterator[type[Exception]]:
    yield typ
    for under in typ.__subclasses__():
        yield from _alla(under)


def test_all_that_may_be_away_is_tried_here() -> None:
    egna = {t for typ in (IngenKontakt, DatabasFel) for t in _alla(typ) if not t.__module__.startswith("tests.")}
    assert egna - {type(fel) for fel in FELEN} - {IngetArende} == set(), "IngetArende is answered as what is not there"


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("fel", FELEN, ids=lambda fel: type(fel).__name__)
def test_no_door_names_a_machine_to_who_asks_and_the_log_does(fel: Exception) -> None:
    with capture_logs() as loggat:
        p, _ = som_problem(fel)
    sagt = f"{p['title']} {p['detail']}"
    assert not MASKINENS.search(sagt), sagt
    assert p["status"] in (422, 503) and not p["detail"].endswith(".")
    if str(fel) != p["detail"] and not isinstance(fel, IngetSvar):
        assert str(fel) in str(loggat), "who runs the service is told which it was"


class Tyst:
    """A Temporal whose workers never answer."""

    def get_workflow_handle(self, _arende: str) -> Tyst:
        return self

    async def execute_update(self, *_: object, **__: object) -> None:
        raise WorkflowUpdateRPCTimeoutOrCancelledError


@pytest.mark.krav("K3.3")
@pytest.mark.parametrize("svarar", [False, True])
def test_the_page_says_what_it_means_that_nothing_is_lost_and_what_to_do(bord: Bord, svarar: bool) -> None:
    """No server, and a server without workers: neither is named, and what was written is there to be sent again."""
    hus = bord.app.state.hus

    async def temporal() -> Any:
        return Tyst()

    if svarar:
        bord.app.state.hus = replace(hus, temporal=temporal)
    try:
        k, vag = bord.som("hanna"), "/arenden/in-exempel08/gor/bemanna"
        gomt = formular(k.get(vag).text, vag)
        svar = k.post(vag, data=gomt | {"handlaggare": "h1", "steg": "gor"})
    finally:
        bord.app.state.hus = hus
    text = ord_i(svar.text.partition("<main")[2])
    assert svar.status_code == 503 and not MASKINENS.search(text), text
    vad = "inget svar kom i tid" if svarar else "går det att läsa i tjänsten men inte att göra något i den"
    assert vad in text.lower() and "Det du skrev är inte borta" in text and "Skicka igen" in text
    assert formular(svar.text, vag)["handlaggare"] == "h1"


@pytest.mark.krav("K3.4")
def test_a_login_that_fails_is_told_plainly_with_the_words_to_pass_on(bord: Bord) -> None:
    k = TestClient(bord.app, base_url=BAS, raise_server_exceptions=False, follow_redirects=False)
    k.headers |= {"accept": "text/html"}
    svar = k.get("/inloggad?error=access_denied")
    text = ord_i(svar.text.partition("<main")[2])
    assert svar.status_code == 401 and "Inloggningen gick inte igenom. Försök igen." in text
    assert "säg det här till den som sköter tjänsten hos er: inloggningen avbröts" in text and "Logga in" in text


I_DRIFT = ("uppfoljning/drift.html",)
"""The page of who runs the service."""
UTTAG = {"registren/registerutdrag.html": {"JSON"}}
"""What a file is called that one asks for."""


def test_no_page_of_the_desk_is_written_with_a_machines_words() -> None:
    mallar = ROT / "starter" / "skrivbord" / "mallar"
    for mall in sorted(mallar.rglob("*.html")):
        namn = mall.relative_to(mallar).as_posix()
        if namn in I_DRIFT:
            continue
        text = re.sub(r"{[%{#].*?[%}#]}|<[^>]*>", " ", mall.read_text(encoding="utf-8"), flags=re.DOTALL)
        funna = {m[0] for m in MASKINENS.finditer(text)} - UTTAG.get(namn, set())
        assert not funna, (namn, funna)


_TEXT = re.compile(r"""\b(?:Avvisning|FinnsInte|Nekad|Konflikt|OgiltigFormular)\([^()]*?(f?"[^"]+")""")


def test_no_refusal_is_worded_with_a_machines_words() -> None:
    """Read from the code: what the rules and the desk say no with."""
    for rum in ("domain", "starter/tjanster", "starter/skrivbord"):
        for fil in sorted((ROT / rum).rglob("*.py")):
            for m in _TEXT.finditer(_utan_radbrott(fil)):
                assert not MASKINENS.search(m[1]), (fil.name, m[1])


def _utan_radbrott(fil: Path) -> str:
    return re.sub(r"\s+", " ", fil.read_text(encoding="utf-8"))
