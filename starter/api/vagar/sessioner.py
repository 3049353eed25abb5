"""Sessions over HTTP: of terminals and programs, who one is, and one's own open sessions, which one may end (K3.4)."""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from domain.grund.avvisning import Avvisning, FinnsInte
from persistence.inloggning import sessioner
from starter.api.regel import DenInloggade, Inloggad, oppen
from starter.api.schema import FELSVAR
from starter.inloggning import csrf
from starter.inloggning.inlogg import Inloggning
from starter.visning.json import enkelt

api = APIRouter(prefix="/api", tags=["inloggning"], responses=FELSVAR)


def il_i(request: Request) -> Inloggning:
    """What logins need."""
    return request.app.state.inloggning  # type: ignore[no-any-return]


class Bevis(BaseModel):
    """A session's secret, told this once."""

    access_token: str
    token_type: str = "Bearer"
    expires_in: int
    scope: str = ""


@api.post("/token", dependencies=[Depends(oppen)], response_model=Bevis)
async def token(
    request: Request,
    grant_type: Annotated[str, Form(max_length=60)],
    client_id: Annotated[str, Form(max_length=200)] = "",
    client_secret: Annotated[str, Form(max_length=200)] = "",
    scope: Annotated[str, Form(max_length=200)] = "",
    code: Annotated[str, Form(max_length=200)] = "",
    code_verifier: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """A token for a program's credentials (``client_credentials``), or for a terminal's code (RFC 8252)."""
    il = il_i(request)
    if grant_type == "client_credentials":
        klient, hemlighet = _ur_huvudet(request) or (client_id, client_secret)
        request.app.state.frekvens.prova(f"program {klient}")
        begart = frozenset(scope.split())
        ny, omraden = await asyncio.to_thread(il.programsession, klient, hemlighet, begart)
        livstid = il.inst.granser["program"].hela
    elif grant_type == "authorization_code":
        ny, _ = await asyncio.to_thread(il.terminalsession, code, code_verifier)
        omraden, livstid = (), il.inst.granser["terminal"].hela
    else:
        raise Avvisning("K3.4", "ska vara client_credentials eller authorization_code", "grant_type")
    svar = Bevis(access_token=ny, expires_in=int(livstid.total_seconds()), scope=" ".join(omraden))
    return JSONResponse(svar.model_dump())


def _ur_huvudet(request: Request) -> tuple[str, str] | None:
    """Credentials by HTTP Basic, as RFC 6749 has them."""
    slag, _, varde = request.headers.get("authorization", "").partition(" ")
    if slag.lower() != "basic":
        return None
    try:
        klient, _, hemlighet = base64.b64decode(varde, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return klient, hemlighet


class Jag(BaseModel):
    """Who one is here.

    ``aktor`` is whom one acts as, None until it is chosen; ``valbara`` those one may choose among; ``csrf`` what a
    script sends in ``X-CSRF`` with a POST to the path it was made for.
    """

    aktor: str | None
    valbara: list[str]
    slag: str
    niva: int
    omraden: list[str] | None
    gar_ut: str


@api.get("/jag", response_model=Jag)
async def jag(request: Request, vem: DenInloggade) -> Response:
    """Whom one is logged in as, and what else one may choose to be."""
    s = vem.session
    valbara = [] if s.slag == "program" else await asyncio.to_thread(il_i(request).valbara, s)
    return JSONResponse({
        "aktor": str(s.aktor) if s.aktor else None, "valbara": [str(a) for a in valbara], "slag": s.slag,
        "niva": s.niva, "omraden": list(s.omraden) if s.omraden is not None else None, "gar_ut": enkelt(s.gar_ut),
    })  # fmt: skip


@api.get("/csrf", response_model=dict[str, str])
async def csrf_kod(vem: DenInloggade, vag: Annotated[str, Query(max_length=500)]) -> Response:
    """A token for a POST that a script on our own page makes to the path ``vag``."""
    return JSONResponse({"csrf": csrf.kod(vem.hemlighet, vag)})


class Oppensession(BaseModel):
    """One of one's own open sessions; ``denna`` is the one that asks."""

    nr: int
    slag: str
    aktor: str | None
    klient: str
    skapad: str
    senast: str
    gar_ut: str
    denna: bool


@api.get("/sessioner", response_model=list[Oppensession])
async def mina_sessioner(request: Request, vem: DenInloggade) -> Response:
    """One's open sessions, the latest used first."""
    il, s = il_i(request), vem.session
    rader = await asyncio.to_thread(sessioner.oppna, il.motor, s.utfardare, s.konto, il.klocka(), il.inst.granser)
    return JSONResponse([_rad(r, vem) for r in rader])


def _rad(r: sessioner.Session, vem: Inloggad) -> dict[str, Any]:
    falt = ("nr", "slag", "klient", "skapad", "senast", "gar_ut")
    egen = {"aktor": str(r.aktor) if r.aktor else None, "denna": r.nr == vem.session.nr}
    return {f: enkelt(getattr(r, f)) for f in falt} | egen


@api.delete("/sessioner/{nr}", status_code=204)
async def avsluta_session(request: Request, vem: DenInloggade, nr: int) -> Response:
    """End one of one's own sessions."""
    il, s = il_i(request), vem.session
    if not await asyncio.to_thread(sessioner.avsluta_nr, il.motor, s.utfardare, s.konto, nr, il.klocka()):
        raise FinnsInte("K3.4", "ingen sådan session", "nr")
    return Response(status_code=204)
