"""The doors over HTTP in trouble: the server killed, frozen, the provider gone; what has a key is done once."""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import Engine, text

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from kontrakt import namn
from persistence.databas.migrering import migrera
from persistence.databas.motor import skapa_motor
from persistence.inloggning import program
from starter.inloggning.folket import befolka, uppgifter
from starter.inloggning.inlogg import ATERKOMST
from starter.stod.stack.idp import SandboxIdp
from starter.stod.stack.processes import LOOPBACK, free_port
from starter.stod.stack.stack import Stack
from tests.huset.platser import for_stunden
from tests.starter.api.test_hela_dorren import START

pytestmark = [pytest.mark.krav("K0.7", "K3.4"), pytest.mark.timeout(300)]

ANTAL = 12


@dataclass
class Dorrar:
    """A house with its doors as a process of their own, and a program that has been let in."""

    stack: Stack
    idp: SandboxIdp
    port: int
    motor: Engine
    bevis: str = ""

    def oppna(self) -> None:
        self.stack.open_doors(self.idp, self.port, {})

    def pid(self) -> int:
        assert self.stack.server is not None
        return self.stack.server.pid

    def klient(self) -> httpx2.Client:
        huvuden = {"authorization": f"Bearer {self.bevis}"} if self.bevis else {}
        return httpx2.Client(base_url=f"http://{LOOPBACK}:{self.port}", headers=huvuden, timeout=4)


@pytest.fixture(scope="module")
def dorrar() -> Iterator[Dorrar]:
    with tempfile.TemporaryDirectory(prefix="insatsflode-test-", dir=for_stunden()) as katalog:
        stack = Stack(
            migrate=migrera, search_attributes=namn.SOKATTRIBUT, folder=Path(katalog), ui=False, durable=False
        )
        with stack:
            port, idag = free_port(), datum(datetime.now(UTC))
            idp = SandboxIdp(uppgifter(), [f"http://{LOOPBACK}:{port}{ATERKOMST}"], free_port()).start()
            motor = skapa_motor(stack.database_url)
            befolka(motor, idp.issuer, idag)
            ss, kv = Aktor.tolka("systemspecialist:ss1"), Aktor.tolka("karriarvagledare:kv1")
            hemlighet = program.slapp_in(motor, ss, "prov", "Provet", kv, ["las", "skriv"], idag)
            d = Dorrar(stack, idp, port, motor)
            d.oppna()
            with d.klient() as k:
                data = {"grant_type": "client_credentials"}
                svar = k.post("/api/token", data=data, auth=("prov", str(hemlighet)))
            d.bevis = svar.json()["access_token"]
            yield d
            motor.dispose()


def _sag_tills_svar(d: Dorrar, nyckel: str, slut: float) -> str:
    """A new case by a key of its own, as often as it takes; its id."""
    while True:
        try:
            with d.klient() as k:
                svar = k.post("/api/arenden", json=START, headers={"idempotency-key": nyckel})
            if svar.status_code == 201:
                return str(svar.json()["arende"])
            assert svar.status_code in (502, 503, 504), svar.text
        except httpx2.TransportError:
            pass
        assert time.monotonic() < slut, f"{nyckel} får aldrig något svar"
        time.sleep(0.3)


def _oro(d: Dorrar, hur: str) -> None:
    """The server is killed twice and started anew, or frozen twice for longer than anybody waits."""
    for _ in range(2):
        time.sleep(0.7)
        if hur == "dödad":
            os.kill(d.pid(), signal.SIGKILL)
            time.sleep(0.5)
            d.oppna()
        else:
            os.kill(pid := d.pid(), signal.SIGSTOP)
            time.sleep(5)
            os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("hur", ["dödad", "fryst"])
def test_what_is_said_by_a_key_while_the_server_is_troubled_is_done_once_each(dorrar: Dorrar, hur: str) -> None:
    d, slut, fore = dorrar, time.monotonic() + 150, _aktualiserade(dorrar)
    oro = threading.Thread(target=_oro, args=(d, hur))
    with ThreadPoolExecutor(4) as samtidigt:
        oro.start()
        arenden = list(samtidigt.map(lambda nr: _sag_tills_svar(d, f"{hur[0]}-{nr}", slut), range(ANTAL)))
        oro.join()
    assert len(set(arenden)) == ANTAL
    nya = {arende: antal for arende, antal in _aktualiserade(d).items() if arende not in fore}
    assert nya == dict.fromkeys(arenden, 1), "ett ärende för varje nyckel, och inget som ingen fick svar om"


def _aktualiserade(d: Dorrar) -> dict[str, int]:
    """The cases there are, and how often each has been begun."""
    with d.motor.connect() as c:
        fraga = "SELECT arende, count(*) AS antal FROM journal WHERE slag = 'insats_aktualiserad' GROUP BY 1"
        return {r.arende: r.antal for r in c.execute(text(fraga))}


def test_without_the_identity_provider_those_who_are_in_go_on_and_nobody_new_comes_in(dorrar: Dorrar) -> None:
    dorrar.idp.stop()
    try:
        with dorrar.klient() as k:
            assert k.post("/api/arenden", json=START).status_code == 201
            assert k.get("/halsa").status_code == 200
        dorrar.stack.server.kill()  # type: ignore[union-attr]
        dorrar.oppna()  # it opens without it too: who is in has a session of ours
        with dorrar.klient() as k:
            assert k.get("/api/arenden").status_code == 200
    finally:
        dorrar.idp.start()


PLANTERAT = ("Grodan Boll", "Grodan%20Boll", "Grodan+Boll", "19900502-2398", "199005022398")
_NAMN, _NUMMER = PLANTERAT[0], PLANTERAT[-1]


def _overallt(k: httpx2.Client, arende: str) -> Iterator[httpx2.Response]:
    """A name and a number of a person wherever something can be written: address, query, header, form, body, file."""
    h = {"user-agent": _NAMN, "referer": f"http://x/{_NUMMER}", "idempotency-key": _NUMMER, "if-match": _NAMN}
    for vag in ("arenden", f"arenden/{arende}/dokument", "incidenter", "anordnare", "betalningsmanader"):
        yield k.get(f"/api/{vag}/{_NAMN}", headers=h)
    yield k.get(f"/{_NAMN}", headers=h)
    yield k.get(f"/api/kunder/{_NUMMER}", headers=h)
    yield k.get("/api/bevakningar", params={"organisation": _NAMN, "efter": _NAMN})
    yield k.get("/inloggad", params={"state": _NAMN, "code": _NUMMER, "error": _NAMN})
    yield k.get("/logga-in", params={"terminal": _NAMN})
    yield k.get("/api/jag", headers={"authorization": f"Bearer {_NUMMER}", "cookie": f"insats-session={_NUMMER}"})
    yield k.post("/api/token", data={"grant_type": _NAMN, "client_id": _NAMN, "client_secret": _NUMMER})
    yield k.post("/api/token", data={"grant_type": "client_credentials", "client_id": _NAMN, "client_secret": _NUMMER})
    yield k.post(
        f"/api/arenden/{arende}/bemanna", content=f'{{"{_NAMN}": ', headers={"content-type": "application/json"}
    )
    yield k.post(f"/api/arenden/{arende}/byt_karriarvagledare", json={"till": _NAMN})
    yield k.post(f"/api/arenden/{arende}/byt_karriarvagledare", json={_NAMN: _NUMMER})
    yield k.post(f"/api/arenden/{arende}/{_NAMN}", json={})
    yield k.post("/api/arenden", json=START | {"kund": {"id": _NAMN, "malgrupp": _NAMN}})
    yield k.post("/api/arenden", json=START | {"insats": _NAMN, "anordnare": _NAMN})
    yield k.patch(f"/api/karriarvagledare/{_NAMN}", json={"namn": _NAMN})
    yield k.post("/api/kunder", json={"personnummer": _NUMMER[:-1], "namn": _NAMN})
    yield k.post("/api/importer/kunder", content=f"namn\n{_NAMN}\n", headers={"content-type": "text/csv"})


@pytest.mark.krav("K3.3")
def test_what_somebody_writes_is_in_no_log_and_no_refusal_repeats_it(dorrar: Dorrar) -> None:
    with dorrar.klient() as k:
        arende = str(k.post("/api/arenden", json=START).json()["arende"])
        for svar in _overallt(k, arende):
            assert 400 <= svar.status_code < 500, (svar.request.url.path, svar.status_code)
            assert not [p for p in PLANTERAT if p in svar.text], svar.text
        # What is taken, as words, is in the document store, and in no log either.
        ord_ = {"till": ["anordnare"], "amne": _NAMN, "text": f"{_NAMN} {_NUMMER}"}
        assert k.post(f"/api/arenden/{arende}/skriv_meddelande", json=ord_).status_code == 200
        assert k.post("/api/kunder", json={"personnummer": _NUMMER, "namn": _NAMN}).status_code == 201
        matt = k.get("/metrics")
    assert matt.status_code == 404, "the doors show no figures to anybody"
    loggar = {f.name: f.read_text(encoding="utf-8") for f in dorrar.stack.logs.iterdir()}
    assert "dörrarna öppnas" in loggar["server.log"]
    funnet = [(namn, p) for namn, text_ in loggar.items() for p in PLANTERAT if p in text_]
    assert funnet == []
