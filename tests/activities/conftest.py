"""A real SMTP server that takes mail, or refuses it as the test says; and cases with something in the outbox."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from sqlalchemy import Engine

from activities.stod.epost import Epost
from domain.grund.parter import Aktor, Roll
from domain.liv.forlopp import lat_ga, paborja
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.register.auktorisation import Auktorisation
from domain.regler.provning import skapa_regelverk
from domain.regler.regelverk import Regelverk
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Batch
from persistence.meddelanden.adresser import satt_adress
from regelverk import las_utgavor
from starter.stod.stack.processes import free_port
from tests.verktyg.spel import FORARBETE

TAR_EMOT = "250 OK"


@dataclass
class Brevlada:
    """What the server has taken, and how it answers: ``svar`` one by one, then ``alltid``; ``adresser`` for some."""

    brev: list[EmailMessage] = field(default_factory=list)
    till: list[str] = field(default_factory=list)
    svar: list[str] = field(default_factory=list)
    adresser: dict[str, str] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.adresser:
            return self.adresser[address]
        envelope.rcpt_tos.append(address)
        return TAR_EMOT

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        svar = self.svar.pop(0) if self.svar else TAR_EMOT
        if svar == TAR_EMOT:
            assert isinstance(envelope.content, bytes)
            self.brev.append(message_from_bytes(envelope.content, policy=policy.default))
            self.till += envelope.rcpt_tos
        return svar


def _inloggning(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    assert isinstance(data, LoginPassword)
    return AuthResult(handled=False, success=data == LoginPassword(b"insats@flode", b"p/w"))


@pytest.fixture
def brevlada() -> Iterator[Brevlada]:
    lada = Brevlada(port=free_port())
    server = Controller(lada, hostname="127.0.0.1", port=lada.port, authenticator=_inloggning, auth_require_tls=False)
    server.start()
    yield lada
    server.stop()


@pytest.fixture
def epost(brevlada: Brevlada) -> Epost:
    return Epost(f"smtp://127.0.0.1:{brevlada.port}", "insatsflode@kommun.example", "https://insatsflode.example/")


@pytest.fixture(scope="session")
def regelverket() -> Regelverk:
    return skapa_regelverk(las_utgavor())


@pytest.fixture
def batch(regelverket: Regelverk) -> Callable[..., Batch]:
    """A case's first batch: day 1, and what the clock has raised until ``till``."""

    def spela(arende: str = "in-1", till: str = "2024-03-15", anordnare: str = "Anordnare A") -> Batch:
        kund = {"malgrupp": "ekonomiskt_bistand", "alder": 34, "arbetsformaga": 50}
        data = {"kommando": "aktualisera", "insats": "AMI2", "anordnare": anordnare, "kund": kund, **FORARBETE}
        kv, nu = Aktor(Roll.KARRIARVAGLEDARE, "kv1"), tolka_tid("2024-03-01T09:00")
        inkommet = Inkommet("k0", kv, las_kommando(data))
        steg = paborja(arende, inkommet, regelverket, Auktorisation(nu.date()), nu)
        steg += lat_ga(steg.insats, tolka_tid(till))
        return Batch(arende, 0, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden)

    return spela


@pytest.fixture
def motor_med_adresser(motor: Engine) -> Engine:
    satt_adress(motor, Roll.ANORDNARE, "post@a.example", "Anordnare A")
    satt_adress(motor, Roll.KARRIARVAGLEDARE, "kv1@kommun.example", "kv1")
    return motor
