"""A real server over a real database, with an identity provider that the test commands."""

from __future__ import annotations

import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import httpx2
import pytest
import uvicorn
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import Engine
from temporalio.client import Client

from domain.grund.parter import Aktor
from domain.regler.provning import skapa_regelverk
from domain.tid.tidpunkt import datum
from persistence.databas.motor import skapa_motor, transaktion
from persistence.inloggning import konton, medarbetare, sessioner
from persistence.register.anordnare import auktorisationer, personal, register
from persistence.register.kund import karriarvagledare
from regelverk import las_utgavor
from starter.api.app import Hus, Montera, skapa_app
from starter.inloggning.installningar import Dorrinstallningar
from starter.stod.klient.kontakt import IngenKontakt
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.flotta.kopia import kopia
from tests.starter.api.utfardaren import HEMLIGHET, KLIENT, Provutfardare

SS = Aktor.tolka("systemspecialist:ss0")
SEDAN = date(2024, 1, 1)


def idag() -> date:
    """The Stockholm date."""
    return datum(datetime.now(UTC))


class Klocka:
    """What the time is for sessions and employments: the real one, moved when a test says so."""

    def __init__(self) -> None:
        self.fram = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.fram


@dataclass
class Dorr:
    """The doors, open."""

    bas: str
    motor: Engine
    utfardare: Provutfardare
    klocka: Klocka
    app: FastAPI
    inst: Dorrinstallningar

    def klient(self, **huvuden: str) -> httpx2.Client:
        """A browser of one's own, that goes nowhere by itself."""
        return httpx2.Client(base_url=self.bas, headers={"accept": "text/html", **huvuden}, timeout=30)

    def logga_in(self, konto: str, klient: httpx2.Client | None = None) -> httpx2.Client:
        """A browser that is logged in."""
        k = klient or self.klient()
        svar = k.get(self.till_aterkomsten(konto, k))
        assert svar.status_code == 303, svar.text
        return k

    def till_aterkomsten(self, konto: str, k: httpx2.Client) -> str:
        """As far as back from the provider, with a code: the address that the browser would go to."""
        self.utfardare.sub = konto
        svar = k.get("/logga-in")
        assert svar.status_code == 303, svar.text
        return k.get(svar.headers["location"]).headers["location"]

    def som(self, konto: str) -> httpx2.Client:
        """Logged in, asking for data."""
        k = self.logga_in(konto)
        k.headers["accept"] = "application/json"
        return k

    def posta(self, k: httpx2.Client, vag: str, **mer: object) -> httpx2.Response:
        """A POST as a script on our own page makes it: with Origin and the form's token."""
        kod = k.get("/api/csrf", params={"vag": vag}).json()["csrf"]
        return k.post(vag, headers={"origin": self.bas, "x-csrf": kod}, **mer)  # type: ignore[arg-type]

    def bevis(self, konto: str, slag: sessioner.Slag = "terminal") -> httpx2.Client:
        """A program that acts as whom the login is linked to, by a session of its own; a kund logs in by its id."""
        nu = self.klocka()
        with transaktion(self.motor) as c:
            aktor = Aktor.tolka(KONTON.get(konto, f"kund:{konto}"))
            u = self.utfardare.utfardare
            h = sessioner.ny(c, slag, u, konto, aktor, nu, self.inst.granser[slag], niva=3)
        return httpx2.Client(base_url=self.bas, headers={"authorization": f"Bearer {h}"}, timeout=60)

    def koppla(self, konto: str, *aktorer: str) -> None:
        """A login for somebody in the registers."""
        for a in aktorer:
            konton.koppla(self.motor, SS, self.utfardare.utfardare, konto, Aktor.tolka(a), idag())


Oppna = Callable[..., Dorr]


async def _ingen_temporal() -> Client:
    raise IngenKontakt("ingen Temporal-server svarar")


def folk(motor: Engine) -> None:
    """The registers: one of each role, and two anordnare."""
    for namn in ("Anordnare A", "Anordnare B"):
        register.lagg_till_anordnare(motor, namn)
        auktorisationer.auktorisera(motor, namn, "AMI", SEDAN)
    personal.satt_uppgifter(motor, "Anordnare A", "h1", {"namn": "Hanna Lind"})
    personal.satt_uppgifter(motor, "Anordnare B", "b1", {"namn": "Bea Ström"})
    for kv in ("kv1", "kv2"):
        falt = {"id": kv, "namn": "Karin Ek", "epost": "k@kommunen.example", "fran": SEDAN}
        karriarvagledare.lagg_till(motor, SS, falt, idag())
    with transaktion(motor) as forbindelse:
        for roll, id_ in ROLLER:
            falt = {"roll": roll, "id": id_, "namn": "Någon", "epost": "n@kommunen.example", "fran": SEDAN}
            medarbetare.skriv_in(forbindelse, "provet", falt)


ROLLER = (
    ("arbetsledare", "al1"), ("ekonom", "e1"), ("ekonom", "e2"), ("kundkoordinator", "kk1"),
    ("systemspecialist", "ss1"), ("socialsekreterare", "so1"), ("dataskyddssamordnare", "ds1"),
)  # fmt: skip
KONTON = {
    "karin": "karriarvagledare:kv1", "kalle": "karriarvagledare:kv2", "hanna": "anordnare:h1@Anordnare A",
    "bea": "anordnare:b1@Anordnare B", **{id_: f"{roll}:{id_}" for roll, id_ in ROLLER},
}  # fmt: skip


@pytest.fixture(scope="session")
def _utfardaren() -> Iterator[Provutfardare]:
    u = Provutfardare()
    yield u
    u.stang()


@pytest.fixture
def utfardare(_utfardaren: Provutfardare) -> Iterator[Provutfardare]:
    """As it should be, and so again after the test, whatever that does to it: other rooms have it too."""
    _utfardaren.ratta_till()
    yield _utfardaren
    _utfardaren.ratta_till()


@contextmanager
def oppnad(
    database_url: str, utfardare: Provutfardare, *, till: tuple[Montera, ...] = (), temporal: object = _ingen_temporal,
    **installningar: object,
) -> Iterator[Dorr]:  # fmt: skip
    """Doors over a database, open while the block runs."""
    # Said to be TCP, or the loop leaves Nagle's algorithm on, and each answer waits 40 ms for the client's receipt.
    uttag = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    uttag.bind(("127.0.0.1", 0))
    bas = f"http://127.0.0.1:{uttag.getsockname()[1]}"
    varden = {
        "api_adress": bas, "oidc_utfardare": utfardare.utfardare, "oidc_klient": KLIENT,
        "oidc_hemlighet": SecretStr(HEMLIGHET), "oidc_sandlada": True, "frekvens": 100_000, **installningar,
    }  # fmt: skip
    inst = Dorrinstallningar.model_validate(varden)
    motor, klocka = skapa_motor(database_url), Klocka()
    hus = Hus(motor, temporal, skapa_regelverk(las_utgavor()), klocka, timedelta(seconds=10))  # type: ignore[arg-type]
    app = skapa_app(inst, hus, till=till)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, server_header=False))
    trad = threading.Thread(target=server.run, args=([uttag],), daemon=True)
    trad.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Dorr(bas, motor, utfardare, klocka, app, inst)
    finally:
        server.should_exit = True
        trad.join(10)


@pytest.fixture(scope="session")
def folkmall(postgres: EmbeddedPostgres, template_database: str | None, _utfardaren: Provutfardare) -> str:
    """Name of the database that those of ``dorr`` are copied from: everybody in the registers, with a login each."""
    namn = f"folket_{uuid.uuid4().hex}"  # a room that takes these fixtures in by name has a provider of its own
    motor = skapa_motor(postgres.create_database(namn, template=template_database))
    folk(motor)
    _kopplade(motor, _utfardaren.utfardare)
    motor.dispose()
    return namn


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, postgres: EmbeddedPostgres, template_database: str | None
) -> Iterator[str]:
    """URL of a database that this test has to itself; where it has ``dorr``, with everybody in it."""
    mall = request.getfixturevalue("folkmall") if "dorr" in request.fixturenames else template_database
    with kopia(postgres, mall) as url:
        yield url


@pytest.fixture
def oppna(database_url: str, utfardare: Provutfardare) -> Iterator[Oppna]:
    """Opens doors: ``oppna(till=[...], temporal=..., frekvens=…)``; settings by name."""
    with ExitStack() as igang:
        yield lambda **mer: igang.enter_context(oppnad(database_url, utfardare, **mer))


def befolka(d: Dorr) -> Dorr:
    """Everybody in the registers, with a login each."""
    folk(d.motor)
    _kopplade(d.motor, d.utfardare.utfardare)
    return d


def _kopplade(motor: Engine, utfardare: str) -> None:
    for konto, aktor in KONTON.items():
        konton.koppla(motor, SS, utfardare, konto, Aktor.tolka(aktor), idag())


@pytest.fixture
def dorr(oppna: Oppna) -> Dorr:
    """The doors, with everybody in the registers and a login each."""
    return oppna()
