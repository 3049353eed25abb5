"""Settings of the doors over HTTP: their public address, the identity provider, and how long a login lasts."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from persistence.inloggning.sessioner import Granser, Slag
from starter.stod.filer.formfel import pa_svenska
from starter.stod.installningar import FelInstallning, Installningar
from starter.stod.stack.stack import POSTGRES
from starter.stod.stack.state import read_state

_URL = r"^https?://[^\s/?#]+[^\s?#]*$"

LOA = {f"http://id.elegnamnden.se/loa/1.0/loa{n}": n for n in (2, 3, 4)}
"""Sweden's levels of assurance as providers write them in ``acr``."""


class Dorrinstallningar(BaseSettings):
    """What the environment says of the doors. Empty counts as unset.

    Attributes:
        api_adress: where people and programs reach the service, for example ``https://insats.kommunen.example``.
        api_vard, api_port: what the server listens at; a proxy with TLS stands before it.
        betrodda_proxyer: addresses or networks whose ``X-Forwarded-*`` is believed, with commas; nobody's by default.
        oidc_utfardare: the identity provider's issuer.
        oidc_klient, oidc_hemlighet: our name and secret there.
        oidc_konto_falt: the claim that names the login, which the registers are linked to; ``sub`` is always there.
        oidc_malgrupp: the audience that a program's token from the provider must have; default ``oidc_klient``.
        oidc_niva_anordnare, oidc_niva_kommun: the least level of assurance (K3.4) of an anordnare's staff and
            of kunder, and of others.
        oidc_nivaer: ``acr`` values with their levels, ``värde=nivå`` with commas; default Sweden's.
        oidc_klockskillnad: seconds that the provider's clock may differ from ours.
        oidc_sandlada: the embedded provider of ``insats upp``; refused outside the sandbox.
        session_vila, session_hela: minutes that a session lasts unused, and in all.
        frekvens: requests a minute, per person and per address.
        langsta_kropp: bytes of a request's body; by default what the longest kommando takes in Swedish.
    """

    model_config = SettingsConfigDict(env_ignore_empty=True, extra="ignore")

    api_adress: Annotated[str, Field(pattern=_URL)] | None = None
    api_vard: str = "127.0.0.1"
    api_port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    betrodda_proxyer: str = ""
    oidc_utfardare: Annotated[str, Field(pattern=_URL)] | None = None
    oidc_klient: Annotated[str, Field(min_length=1)] | None = None
    oidc_hemlighet: SecretStr | None = None
    oidc_konto_falt: Annotated[str, Field(pattern=r"^[A-Za-z_:/.-]{1,100}$")] = "sub"
    oidc_malgrupp: str | None = None
    oidc_niva_anordnare: Annotated[int, Field(ge=0, le=4)] = 3
    oidc_niva_kommun: Annotated[int, Field(ge=0, le=4)] = 0
    oidc_nivaer: str = ",".join(f"{k}={v}" for k, v in LOA.items())
    oidc_klockskillnad: Annotated[int, Field(ge=0, le=300)] = 60
    oidc_sandlada: bool = False
    session_vila: Annotated[int, Field(ge=1, le=720)] = 30
    session_hela: Annotated[int, Field(ge=1, le=1440)] = 600
    frekvens: Annotated[int, Field(ge=1, le=1_000_000)] = 600
    langsta_kropp: Annotated[int, Field(ge=1024, le=64 * 1024 * 1024)] = 4 * 1024 * 1024

    @field_validator("betrodda_proxyer")
    @classmethod
    def _nat(cls, text: str) -> str:
        for del_ in filter(None, (d.strip() for d in text.split(","))):
            try:
                ipaddress.ip_network(del_, strict=False)
            except ValueError:
                raise ValueError("ska vara IP-adresser eller nät, till exempel 10.0.0.5,10.1.0.0/24") from None
        return text

    @field_validator("oidc_nivaer")
    @classmethod
    def _nivaer(cls, text: str) -> str:
        for del_ in text.split(","):
            varde, lika, niva = del_.strip().rpartition("=")
            if not (lika and varde and niva.isdecimal() and int(niva) <= 4):
                raise ValueError("ska skrivas värde=nivå med komman emellan, nivåer 0–4")
        return text

    @model_validator(mode="after")
    def _hela(self) -> Self:
        if self.oidc_utfardare and not (self.oidc_klient and self.api_adress):
            raise ValueError("OIDC_UTFARDARE: kräver OIDC_KLIENT och API_ADRESS")
        for namn in ("api_adress", "oidc_utfardare"):
            url = getattr(self, namn)
            if url and url.startswith("http://") and not (self.oidc_sandlada and ar_loopback(url)):
                raise ValueError(f"{namn.upper()}: ska vara https://; http tas bara i sandlådan, på den egna datorn")
        if self.oidc_sandlada and not (self.api_adress and ar_loopback(self.api_adress)):
            raise ValueError(
                "OIDC_SANDLADA: den inbyggda identitetstjänsten finns bara på den egna datorn (insats upp)"
            )
        return self

    @property
    def ursprung(self) -> str:
        """The origin of our own pages, as a browser writes it."""
        delar = urlsplit(self.api_adress or "")
        return f"{delar.scheme}://{delar.netloc}"

    @property
    def krypterad(self) -> bool:
        """Whether the pages are reached by TLS; only the sandbox's are not."""
        return self.ursprung.startswith("https://")

    @property
    def proxyer(self) -> list[str]:
        """The addresses whose word on who asks is taken."""
        return [d.strip() for d in self.betrodda_proxyer.split(",") if d.strip()]

    @property
    def granser(self) -> dict[Slag, Granser]:
        """How long each kind of session lasts. A terminal's rests as long as it lasts; a program's is an hour."""
        vila, hela = timedelta(minutes=self.session_vila), timedelta(minutes=self.session_hela)
        timme = timedelta(hours=1)
        return {"webb": Granser(vila, hela), "terminal": Granser(hela, hela), "program": Granser(timme, timme)}

    def niva(self, acr: object) -> int:
        """The level of assurance of a login, by its ``acr``; 0 for one that says nothing we know."""
        nivaer = dict(d.strip().rpartition("=")[::2] for d in self.oidc_nivaer.split(","))
        return int(nivaer.get(str(acr), 0))


def ar_loopback(url: str) -> bool:
    """Whether an address is this machine's own."""
    namn = urlsplit(url).hostname or ""
    try:
        return namn == "localhost" or ipaddress.ip_address(namn).is_loopback
    except ValueError:
        return False


def las_dorrinstallningar(inst: Installningar) -> Dorrinstallningar:
    """The settings of the doors.

    Raises:
        FelInstallning: a value that cannot be used, or the sandbox's provider where no sandbox is.
    """
    try:
        d = Dorrinstallningar()
    except ValidationError as fel:
        forsta = fel.errors()[0]
        if not forsta["loc"]:
            raise FelInstallning(pa_svenska(forsta)) from None
        skal = "ska börja med https://" if forsta["type"] == "string_pattern_mismatch" else pa_svenska(forsta)
        raise FelInstallning(f"{str(forsta['loc'][0]).upper()}: {skal}") from None
    if d.oidc_sandlada and not _i_sandladan(inst):
        raise FelInstallning(
            "OIDC_SANDLADA: den inbyggda identitetstjänsten är bara för sandlådan som insats upp startar"
        )
    return d


def _i_sandladan(inst: Installningar) -> bool:
    """The stack on this machine runs, with a PostgreSQL of its own, and that is what the database address says."""
    stack = read_state(inst.insatsflode_katalog)
    egen = stack is not None and any(s.name == POSTGRES for s in stack.servers)
    return egen and stack is not None and stack.database_url == inst.database_url
