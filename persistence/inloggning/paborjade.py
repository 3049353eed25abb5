"""Logins under way, each used once: between the browser's leaving for the identity provider and its return.

And what a terminal changes for a session of its own: a code that reaches it over loopback, good for a minute
(RFC 8252).
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete
from sqlalchemy.dialects.postgresql import insert

from domain.grund.parter import Aktor
from persistence.databas.motor import transaktion
from persistence.inloggning.sessioner import fingeravtryck
from persistence.tabeller.inloggning import inloggning, terminalkod

LIVSTID = timedelta(minutes=10)
"""How long a person may take at the identity provider."""
KODENS_LIVSTID = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Paborjad:
    """A login under way.

    Attributes:
        nonce: what the ID token must carry; ``verifierare`` is the secret of PKCE.
        till: the path on our own pages that the person was on the way to.
        terminal: the loopback address and challenge of a terminal that waits, or None.
    """

    nonce: str
    verifierare: str
    till: str
    terminal: str | None


@dataclass(frozen=True, slots=True)
class Terminalinloggning:
    """Who a terminal's code stands for."""

    utfardare: str
    konto: str
    aktor: Aktor
    niva: int


def utmaning(verifierare: str) -> str:
    """PKCE's challenge of a verifier, S256 (RFC 7636)."""
    return urlsafe_b64encode(hashlib.sha256(verifierare.encode()).digest()).rstrip(b"=").decode()


def borja(motor: Engine, state: str, webblasare: str, p: Paborjad, nu: datetime) -> None:
    """Note a login that leaves for the provider; what was never finished goes at the same time."""
    with transaktion(motor) as forbindelse:
        forbindelse.execute(delete(inloggning).where(inloggning.c.skapad < nu - LIVSTID))
        forbindelse.execute(
            insert(inloggning).values(
                hash=fingeravtryck(state), webblasare=fingeravtryck(webblasare), nonce=p.nonce,
                verifierare=p.verifierare, till=p.till, terminal=p.terminal, skapad=nu,
            )
        )  # fmt: skip


def ta(motor: Engine, state: str, webblasare: str, nu: datetime) -> Paborjad | None:
    """The login of a ``state``, once, for the browser that began it; None for all else, and then it is gone too."""
    i = inloggning.c
    with transaktion(motor) as forbindelse:
        bort = delete(inloggning).where(i.hash == fingeravtryck(state)).returning(inloggning)
        rad = forbindelse.execute(bort).mappings().first()
    if rad is None or nu - rad["skapad"] > LIVSTID:
        return None
    if not secrets.compare_digest(bytes(rad["webblasare"]), fingeravtryck(webblasare)):
        return None
    return Paborjad(rad["nonce"], rad["verifierare"], rad["till"], rad["terminal"])


def ge_kod(motor: Engine, t: Terminalinloggning, utmaningen: str, aterkomst: str, nu: datetime) -> str:
    """A code for the terminal at ``aterkomst``, which proves itself by the verifier of ``utmaningen``."""
    kod = secrets.token_urlsafe(32)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(delete(terminalkod).where(terminalkod.c.skapad < nu - KODENS_LIVSTID))
        forbindelse.execute(
            insert(terminalkod).values(
                hash=fingeravtryck(kod), utmaning=utmaningen, aterkomst=aterkomst, utfardare=t.utfardare,
                konto=t.konto, aktor=str(t.aktor), niva=t.niva, skapad=nu,
            )
        )  # fmt: skip
    return kod


def ta_kod(motor: Engine, kod: str, verifierare: str, nu: datetime) -> Terminalinloggning | None:
    """Who a code stands for, once; None for a code that is unknown, used, old, or another terminal's."""
    with transaktion(motor) as forbindelse:
        bort = delete(terminalkod).where(terminalkod.c.hash == fingeravtryck(kod)).returning(terminalkod)
        rad = forbindelse.execute(bort).mappings().first()
    if rad is None or nu - rad["skapad"] > KODENS_LIVSTID:
        return None
    if not secrets.compare_digest(rad["utmaning"], utmaning(verifierare)):
        return None
    return Terminalinloggning(rad["utfardare"], rad["konto"], Aktor.tolka(rad["aktor"]), rad["niva"])
