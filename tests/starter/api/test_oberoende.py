"""Logging in through a provider that is not our own (npm's oidc-provider): we understand more than what we wrote.

It is installed by ``.ci/run`` from ``oberoende/package-lock.json`` (``npm ci``); without it the tests are skipped.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from domain.grund.parter import Aktor
from persistence.inloggning import program
from tests.starter.api.conftest import KONTON, SS, Dorr, Oppna, befolka, idag
from tests.starter.api.utfardaren import HEMLIGHET, KLIENT

HAR = Path(__file__).parent / "oberoende"
LOA = "http://id.elegnamnden.se/loa/1.0/loa{}"

pytestmark = [
    pytest.mark.krav("K3.4"),
    pytest.mark.skipif(
        shutil.which("node") is None or not (HAR / "node_modules" / "oidc-provider").is_dir(),
        reason="identitetstjänsten oidc-provider är inte installerad: npm ci --prefix tests/starter/api/oberoende",
    ),
]


class Annan:
    """The provider as a process; begun anew it has new keys."""

    def __init__(self) -> None:
        self.port, self.hem = _ledig(), f"http://127.0.0.1:{_ledig()}"
        self.utfardare = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def borja(self) -> None:
        argument = ["node", str(HAR / "server.mjs"), str(self.port), self.hem, KLIENT, HEMLIGHET]
        self._process = subprocess.Popen(argument, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=HAR)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"uppe\n"

    def sluta(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.communicate(timeout=20)
            self._process = None


def _ledig() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@pytest.fixture
def annan() -> Iterator[Annan]:
    a = Annan()
    with ExitStack() as slut:
        slut.callback(a.sluta)
        a.borja()
        yield a


@pytest.fixture
def d(oppna: Oppna, annan: Annan, monkeypatch: pytest.MonkeyPatch) -> Dorr:
    """The doors, at the address that the provider sends back to."""
    riktig = socket.socket.bind
    port = urlsplit(annan.hem).port

    def dit(self: socket.socket, adress: Any) -> None:
        riktig(self, ("127.0.0.1", port) if adress == ("127.0.0.1", 0) else adress)

    with monkeypatch.context() as m:
        m.setattr(socket.socket, "bind", dit)
        dorr = oppna(oidc_utfardare=annan.utfardare)
    dorr.utfardare = SimpleNamespace(utfardare=annan.utfardare)  # type: ignore[assignment]
    return befolka(dorr)


def ga(d: Dorr, konto: str, acr: str = "", k: httpx2.Client | None = None) -> tuple[httpx2.Client, str]:
    """As far as back from the provider, through every page of its own: the address with the code."""
    u = d.utfardare.utfardare
    httpx2.get(f"{u}/vem", params={"sub": konto, "acr": acr})
    k = k or d.klient(accept="application/json")
    till = k.get("/logga-in").headers["location"]
    with httpx2.Client() as hos:
        for _ in range(10):
            svar = hos.get(till)
            assert svar.status_code in (302, 303), svar.text
            till = str(httpx2.URL(till).join(svar.headers["location"]))
            if till.startswith(d.bas):
                return k, till
    raise AssertionError(till)


def jag(k: httpx2.Client) -> httpx2.Response:
    return k.get("/api/jag")


def test_one_logs_in_and_is_who_the_registers_say_and_a_code_is_used_once(d: Dorr) -> None:
    k, till = ga(d, "karin")
    assert k.get(till).status_code == 303
    assert jag(k).json()["aktor"] == KONTON["karin"]
    igen = d.klient(accept="application/json")
    igen.cookies = k.cookies
    assert igen.get(till).status_code == 401
    # Nor at the provider itself, by whoever has both the code and our secret but no verifier.
    kod = parse_qs(urlsplit(ga(d, "karin")[1]).query)["code"][0]
    svar = httpx2.post(
        f"{d.utfardare.utfardare}/token", auth=(KLIENT, HEMLIGHET),
        data={"grant_type": "authorization_code", "code": kod, "redirect_uri": f"{d.bas}/inloggad"},
    )  # fmt: skip
    assert svar.status_code == 400


def test_the_level_of_assurance_is_the_providers_word(d: Dorr) -> None:
    for acr, status in ((LOA.format(3), 303), (LOA.format(2), 422), ("", 422)):
        k, till = ga(d, "hanna", acr)
        svar = k.get(till)
        assert svar.status_code == status, (acr, svar.text)


def test_one_it_knows_and_no_register_does_is_nobody(d: Dorr) -> None:
    k, till = ga(d, "frammande")
    svar = k.get(till)
    assert (svar.status_code, svar.json()["falt"]) == (422, "konto")


def test_it_may_be_away_and_come_back_with_new_keys(d: Dorr, annan: Annan) -> None:
    k, till = ga(d, "karin")
    k.get(till)
    annan.sluta()
    assert jag(k).status_code == 200, "whoever is in stays in"
    d.app.state.inloggning.utfardare._om_sig.clear()
    assert d.klient(accept="application/json").get("/logga-in").status_code == 503
    annan.borja()
    d.app.state.inloggning.utfardare._nycklar_last = float("-inf")  # half a minute later
    k, till = ga(d, "kalle")
    assert k.get(till).status_code == 303
    assert jag(k).json()["aktor"] == KONTON["kalle"]


def test_log_out_goes_on_to_the_provider(d: Dorr) -> None:
    k, till = ga(d, "karin")
    k.get(till)
    ut = d.posta(k, "/logga-ut").headers["location"]
    assert ut.startswith(f"{d.utfardare.utfardare}/session/end?")
    assert httpx2.get(ut).status_code == 200, "it knows the client and where to go afterwards"
    assert jag(k).status_code == 401


def test_a_programs_token_of_its_signing_is_held_to_audience_and_scopes(d: Dorr) -> None:
    vem = Aktor.tolka("ekonom:e1")
    program.slapp_in(d.motor, SS, "robot", "Roboten", vem, ["las", "skriv"], idag(), egen_hemlighet=False)
    data = {"grant_type": "client_credentials", "scope": "las"}
    svar = httpx2.post(f"{d.utfardare.utfardare}/token", auth=("robot", HEMLIGHET), data=data)
    assert svar.status_code == 200, svar.text
    k = httpx2.Client(base_url=d.bas, headers={"authorization": f"Bearer {svar.json()['access_token']}"})
    assert (jag(k).json()["aktor"], jag(k).json()["omraden"]) == ("ekonom:e1", ["las"])
    d.app.state.inloggning.inst.__dict__["oidc_malgrupp"] = "nagon-annan"
    assert jag(k).status_code == 401
