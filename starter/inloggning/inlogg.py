"""The walk of a login: to the provider, back with a proof, held against the registers, into a session (K3.4)."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.tid.tidpunkt import datum
from persistence.databas.motor import transaktion
from persistence.inloggning import konton, paborjade, program, sessioner
from persistence.inloggning.genast import Genast
from persistence.inloggning.paborjade import Paborjad, Terminalinloggning
from persistence.inloggning.sessioner import Session
from starter.inloggning.installningar import Dorrinstallningar
from starter.inloggning.utfardare import OgiltigtBevis, Utfardare

ATERKOMST = "/inloggad"
"""The path that the identity provider sends the browser back to."""

_TERMINAL = re.compile(r"http://127\.0\.0\.1:([0-9]{1,5})/ ([A-Za-z0-9_-]{43})")


@dataclass(frozen=True, slots=True)
class Vagen:
    """Where to send the browser, and what it is given to come back with."""

    adress: str
    webblasare: str


@dataclass(frozen=True, slots=True)
class Inslappt:
    """A login that has come through: the session's secret, whom one may be, and where one was going.

    ``vald`` is None when there are several to choose among. ``terminal`` is the waiting terminal's address, if any.
    """

    hemlighet: str
    aktorer: tuple[Aktor, ...]
    vald: Aktor | None
    till: str
    terminal: str | None


@dataclass(frozen=True)
class Inloggning:
    """Everything a login needs; ``klocka`` says what the time is (UTC)."""

    motor: Engine
    inst: Dorrinstallningar
    utfardare: Utfardare
    klocka: Callable[[], datetime]

    @property
    def aterkomst(self) -> str:
        """Where the browser comes back with its code."""
        return f"{self.inst.ursprung}{ATERKOMST}"

    async def borja(self, till: str, terminal: str | None = None) -> Vagen:
        """Begin a login.

        Args:
            till: a path on our own pages; anything else becomes the first page.
            terminal: ``http://127.0.0.1:PORT/`` and a PKCE challenge, of a terminal that waits.

        Raises:
            IngenUtfardare.
            Avvisning: the terminal's address is not on this machine's loopback.
        """
        if terminal is not None and not ar_terminal(terminal):
            raise Avvisning("K3.4", "en terminal väntar på 127.0.0.1 och har en utmaning (S256)", "terminal")
        state, webblasare = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        p = Paborjad(secrets.token_urlsafe(32), secrets.token_urlsafe(48), egen_sida(till), terminal)
        adress = await self.utfardare.inloggningsadress(self.aterkomst, state, p.nonce, p.verifierare)
        await asyncio.to_thread(paborjade.borja, self.motor, state, webblasare, p, self.klocka())
        return Vagen(adress, webblasare)

    async def fullfolj(self, state: str, kod: str, webblasare: str, klient: str) -> Inslappt:
        """Back from the provider with a code.

        Raises:
            OgiltigtBevis: not begun in this browser, too old, used before, or no proof.
            IngenUtfardare.
            Avvisning: K3.4; nobody in the registers, or too low a level of assurance.
        """
        p = await asyncio.to_thread(paborjade.ta, self.motor, state, webblasare, self.klocka())
        if p is None:
            raise OgiltigtBevis("inloggningen är inte påbörjad här, är redan använd eller tog för lång tid; börja om")
        fakta = await self.utfardare.los_in(kod, self.aterkomst, p.verifierare, p.nonce)
        return await asyncio.to_thread(self._slapp_in, fakta, p, klient)

    def _slapp_in(self, fakta: dict[str, Any], p: Paborjad, klient: str) -> Inslappt:
        nu, utfardare = self.klocka(), str(self.inst.oidc_utfardare)
        konto = fakta.get(self.inst.oidc_konto_falt)
        if not isinstance(konto, str) or not konto:
            raise OgiltigtBevis(f"beviset saknar uppgiften {self.inst.oidc_konto_falt}")
        niva = self.inst.niva(fakta.get("acr"))
        with transaktion(self.motor) as forbindelse:
            alla = konton.aktorer(forbindelse, utfardare, konto, datum(nu))
            far = tuple(a for a in alla if niva >= self.niva_for(a))
            if not far:
                raise self._varfor_inte(alla, niva)
            vald = far[0] if len(far) == 1 else None
            hemlighet = sessioner.ny(
                forbindelse, "webb", utfardare, konto, vald, nu, self.inst.granser["webb"], niva=niva, klient=klient
            )
        return Inslappt(hemlighet, far, vald, p.till, p.terminal)

    def _varfor_inte(self, alla: list[Aktor], niva: int) -> Avvisning:
        if alla:
            text = f"inloggningen har tillitsnivå {niva}; det krävs minst {min(map(self.niva_for, alla))}"
            return Avvisning("K3.4", text, "acr")
        return Avvisning(
            "K3.4", "inloggningen hör inte till någon som är anställd i dag; systemspecialisten kopplar den", "konto"
        )

    def niva_for(self, aktor: Aktor) -> int:
        """The least level of assurance that somebody is let in by (K3.4)."""
        utanfor = aktor.roll in (Roll.ANORDNARE, Roll.KUND)  # those whom the municipality does not employ
        return self.inst.oidc_niva_anordnare if utanfor else self.inst.oidc_niva_kommun

    def valbara(self, s: Session) -> tuple[Aktor, ...]:
        """Those that a session may choose among."""
        with transaktion(self.motor) as forbindelse:
            alla = konton.aktorer(forbindelse, s.utfardare, s.konto, datum(self.klocka()))
        return tuple(a for a in alla if s.niva >= self.niva_for(a))

    def valj(self, s: Session, hemlighet: str, aktor: Aktor) -> str:
        """Act as one of them; returns the session's new secret. Raises: Avvisning, K3.4."""
        ny = sessioner.valj(self.motor, hemlighet, aktor, self.klocka()) if aktor in self.valbara(s) else None
        if ny is None:
            raise Avvisning("K3.4", "inloggningen får inte vara den", "aktor")
        return ny

    def session(self, hemlighet: str) -> Session | None:
        """The session of a secret, if it stands now."""
        return sessioner.hamta(self.motor, hemlighet, self.klocka(), self.inst.granser)

    @cached_property
    def genast(self) -> Genast:
        """What almost every kommando is let through by."""
        return Genast(self.motor, self.inst.granser)

    def session_i(self, forbindelse: Connection, hemlighet: str) -> Session | None:
        """The same in a transaction that asks for more."""
        return sessioner.hamta_i(forbindelse, hemlighet, self.klocka(), self.inst.granser)

    def kod_till_terminalen(self, s: Session, terminal: str) -> str:
        """The address that carries a code to the terminal that waits. ``s`` has chosen whom it acts as.

        Raises: Avvisning, for any other address: who gets the code is let in.
        """
        assert s.aktor is not None
        if not ar_terminal(terminal):
            raise Avvisning("K3.4", "en terminal väntar på 127.0.0.1 och har en utmaning (S256)", "terminal")
        adress, utmaningen = terminal.split(" ")
        t = Terminalinloggning(s.utfardare, s.konto, s.aktor, s.niva)
        return f"{adress}?kod={paborjade.ge_kod(self.motor, t, utmaningen, adress, self.klocka())}"

    def terminalsession(self, kod: str, verifierare: str) -> tuple[str, Aktor]:
        """A session of the terminal's own, for its code. Raises: OgiltigtBevis."""
        nu = self.klocka()
        t = paborjade.ta_kod(self.motor, kod, verifierare, nu)
        if t is None:
            raise OgiltigtBevis("koden är okänd, redan använd eller för gammal")
        with transaktion(self.motor) as forbindelse:
            granser = self.inst.granser["terminal"]
            hemlighet = sessioner.ny(
                forbindelse, "terminal", t.utfardare, t.konto, t.aktor, nu, granser, niva=t.niva, klient="insats"
            )
        return hemlighet, t.aktor

    def programsession(self, klient: str, hemlighet: str, omraden: frozenset[str]) -> tuple[str, tuple[str, ...]]:
        """A program's session for its credentials: with the scopes it asks for, or all it has.

        Raises: OgiltigtBevis.
        """
        nu = self.klocka()
        p = program.med_hemlighet(self.motor, klient, hemlighet, datum(nu))
        if p is None or omraden - set(p.omraden):
            raise OgiltigtBevis("programmet är okänt, hemligheten fel eller området mer än programmet har")
        far = tuple(o for o in p.omraden if not omraden or o in omraden)
        with transaktion(self.motor) as forbindelse:
            granser = self.inst.granser["program"]
            aktor = Aktor.tolka(p.aktor)
            ny = sessioner.ny(
                forbindelse, "program", program.UTFARDARE, klient, aktor, nu, granser, klient=p.namn, omraden=far
            )
        return ny, far

    async def programbevis(self, bevis: str) -> Session | None:
        """A program that shows the provider's own access token (RFC 9068); None for one that is not let in.

        Raises: OgiltigtBevis, IngenUtfardare.
        """
        malgrupp = self.inst.oidc_malgrupp or str(self.inst.oidc_klient)
        fakta = await self.utfardare.prova(bevis, malgrupp)
        klient, nu = fakta.get("client_id") or fakta.get("azp"), self.klocka()
        if klient is None or "nonce" in fakta:  # a proof of who a person is, and not of a program
            return None
        p = await asyncio.to_thread(program.en, self.motor, str(klient), datum(nu))
        if p is None:
            return None
        far = tuple(o for o in p.omraden if o in str(fakta.get("scope", "")).split())
        aktor = Aktor.tolka(p.aktor)
        return Session(0, "program", program.UTFARDARE, p.klient, aktor, 0, far, p.namn, nu, nu, nu)


def ar_terminal(text: str) -> bool:
    """Whether it is where a terminal waits: a port of this machine's loopback and nothing else, with its challenge."""
    return _TERMINAL.fullmatch(text) is not None


def egen_sida(till: str) -> str:
    """A path on our own pages, or the first one: a login never ends at somebody else's."""
    delar = urlsplit(till)
    egen = till.startswith("/") and not till.startswith(("//", "/\\")) and not (delar.scheme or delar.netloc)
    return till if egen and till.isprintable() and len(till) <= 500 else "/"
