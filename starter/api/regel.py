"""What every way in must say of itself: who may pass. One that says nothing is not opened (``app.skapa_app``).

A rule is a dependency of FastAPI's, so that what is declared is what is asked, and a test can read it off the route.
What somebody may see or do behind the door is not said here: that is the domain's table and the conditions of the
reading, the same for every door.
"""

from __future__ import annotations

import asyncio
import hmac
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request

from domain.grund.parter import Aktor, Roll
from persistence.inloggning.sessioner import Session
from starter.api.fel import Nekad, OgiltigFormular, Oinloggad
from starter.inloggning.csrf import kaka_namn, stammer
from starter.inloggning.inlogg import Inloggning
from starter.inloggning.utfardare import OgiltigtBevis

Omrade = Literal["las", "skriv"]

SAKRA_METODER = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Inloggad:
    """Somebody whose login stands.

    Attributes:
        session: the session; its ``aktor`` is None until one with several roles has chosen.
        hemlighet: the session's secret: forms are signed by it, and log-out ends it.
        kaka: it came in a cookie, by a browser, and not in a program's header.
    """

    session: Session
    hemlighet: str
    kaka: bool


class Regel:
    """A declared rule; a subclass is the dependency that holds it."""


class Oppen(Regel):
    """Anybody may pass, also without a login: what is public, and the way in itself."""

    async def __call__(self) -> None:
        return None


class Inloggningskrav(Regel):
    """Whoever is logged in may pass, also one who has not chosen a role yet."""

    def __init__(self, omrade: Omrade | None = None) -> None:
        self.omrade = omrade

    async def __call__(self, request: Request) -> Inloggad:
        """Raises: Oinloggad, OgiltigFormular, Nekad."""
        vem = await inloggad(request)
        self.prova_omrade(request, vem.session)
        if vem.kaka and request.method not in SAKRA_METODER:
            await prova_formular(request, vem.hemlighet)
        return vem

    def prova_omrade(self, request: Request, session: Session) -> None:
        """A program's scopes hold what it would do. Raises: Nekad."""
        omrade = self.omrade or ("las" if request.method in SAKRA_METODER else "skriv")
        if session.omraden is not None and omrade not in session.omraden:
            raise Nekad("K3.4", f"programmet har inte området {omrade}", "omrade")


class Aktorskrav(Inloggningskrav):
    """Whoever acts as somebody may pass; with ``roller``, as one of those."""

    def __init__(self, *roller: Roll, omrade: Omrade | None = None) -> None:
        super().__init__(omrade)
        self.roller = frozenset(roller)

    async def __call__(self, request: Request) -> Aktor:  # type: ignore[override]
        """Raises: as ``Inloggningskrav``; Nekad too for one who has chosen no role, or another."""
        return self.aktor((await super().__call__(request)).session)

    def aktor(self, session: Session) -> Aktor:
        """Whom the session acts as. Raises: Nekad."""
        if session.aktor is None:
            raise Nekad("K3.4", "välj först vilken roll du har i dag", "roll")
        if self.roller and session.aktor.roll not in self.roller:
            raise Nekad("K3.4", "det här är inte till för din roll", "roll")
        return session.aktor


oppen = Oppen()
inloggad_krav = Inloggningskrav()

DenInloggade = Annotated[Inloggad, Depends(inloggad_krav)]
"""The logged-in person's session; the rule is declared by asking for it."""
Vem = Annotated[Aktor, Depends(Aktorskrav())]
"""Whom the logged-in person acts as; the rule is declared by asking for it."""


def far(*roller: Roll, omrade: Omrade | None = None) -> object:
    """``som: Aktor = far(Roll.EKONOM)``: whom the person acts as, if that is one of the roles."""
    return Depends(Aktorskrav(*roller, omrade=omrade))


async def inloggad(request: Request) -> Inloggad:
    """Whose request this is: by the session in its cookie, or by a bearer token. Raises: Oinloggad, IngenUtfardare."""
    if (kant := getattr(request.state, "inloggad", None)) is not None:
        return kant  # type: ignore[no-any-return]
    il: Inloggning = request.app.state.inloggning
    hemlighet, kaka = hemligheten(request)
    if not kaka and ar_programbevis(hemlighet):  # a browser's cookie is a session's secret, and never asks the provider
        session = await programsession(request, hemlighet)
    else:
        session = await asyncio.to_thread(il.session, hemlighet)
    return kanns_igen(request, session, hemlighet, kaka=kaka)


def hemligheten(request: Request) -> tuple[str, bool]:
    """What was shown as a login, and whether it came in a cookie. Raises: Oinloggad."""
    huvud = request.headers.get("authorization", "")
    slag, _, bevis = huvud.partition(" ")
    kaka = "" if huvud else request.cookies.get(kaka_namn(request.app.state.inloggning.inst), "")
    if huvud and (slag.lower() != "bearer" or not bevis.strip()):
        raise Oinloggad("inloggningen ska skrivas Bearer och ett bevis")
    if not (hemlighet := bevis.strip() or kaka):
        raise Oinloggad("logga in först")
    return hemlighet, not huvud


def ar_programbevis(hemlighet: str) -> bool:
    """Whether it is signed by the provider; a session's secret holds no point."""
    return hemlighet.count(".") == 2


async def programsession(request: Request, bevis: str) -> Session | None:
    """A program that the provider vouches for. Raises: Oinloggad, IngenUtfardare."""
    il: Inloggning = request.app.state.inloggning
    try:
        return await il.programbevis(bevis)
    except OgiltigtBevis as fel:
        raise Oinloggad(str(fel)) from None


def kanns_igen(request: Request, session: Session | None, hemlighet: str, *, kaka: bool) -> Inloggad:
    """The one whose login stands, who is counted. Raises: Oinloggad, ForOfta."""
    if session is None:
        raise Oinloggad("inloggningen gäller inte längre; logga in igen")
    request.app.state.frekvens.prova(f"{session.utfardare} {session.konto}")
    request.state.inloggad = vem = Inloggad(session, hemlighet, kaka)
    return vem


async def prova_formular(request: Request, hemlighet: str) -> None:
    """What a browser sends comes from our own page: by its Origin, and by the token of the form or the script.

    Raises: OgiltigFormular.
    """
    il: Inloggning = request.app.state.inloggning
    ursprung = request.headers.get("origin")
    if ursprung is None:
        ursprung = il.inst.ursprung if request.headers.get("sec-fetch-site") == "same-origin" else ""
    if not hmac.compare_digest(ursprung.encode(), il.inst.ursprung.encode()):
        raise OgiltigFormular("formuläret kommer inte från tjänstens egna sidor")
    kod = request.headers.get("x-csrf", "")
    if not kod and request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        kod = str((await request.form()).get("csrf", ""))
    if not stammer(hemlighet, request.url.path, kod):
        raise OgiltigFormular("formuläret är för gammalt eller hör till en annan inloggning; ladda om sidan")
