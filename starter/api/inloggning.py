"""The way in and out: the login's pages, sessions of terminals and programs, and who one is (K3.4)."""

from __future__ import annotations

import asyncio
import base64
import binascii
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import BaseModel

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor
from persistence.inloggning import sessioner
from starter.api.fel import LOGGA_IN, Nekad
from starter.api.regel import DenInloggade, Inloggad, oppen
from starter.inloggning import csrf
from starter.inloggning.inlogg import ATERKOMST, Inloggning, egen_sida
from starter.inloggning.utfardare import OgiltigtBevis
from starter.visning.json import enkelt

sidor = APIRouter(include_in_schema=False)
forsta = APIRouter(include_in_schema=False)
api = APIRouter(prefix="/api", tags=["inloggning"])

_TIO_TIMMAR = 36_000


def _il(request: Request) -> Inloggning:
    return request.app.state.inloggning  # type: ignore[no-any-return]


def satt_kaka(request: Request, svar: Response, hemlighet: str, sort: str = "session", *, livstid: int) -> None:
    """A cookie of ours: for this host alone, never read by a script, and not sent from others' pages."""
    inst = _il(request).inst
    svar.set_cookie(
        csrf.kaka_namn(inst, sort), hemlighet, max_age=livstid, path="/", secure=inst.krypterad, httponly=True,
        samesite="lax",
    )  # fmt: skip


def ta_bort_kaka(request: Request, svar: Response, sort: str = "session") -> None:
    inst = _il(request).inst
    namn = csrf.kaka_namn(inst, sort)
    svar.delete_cookie(namn, path="/", secure=inst.krypterad, httponly=True, samesite="lax")


@sidor.get(LOGGA_IN, dependencies=[Depends(oppen)])
async def logga_in(
    request: Request, till: Annotated[str, Query(max_length=500)] = "/",
    terminal: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """Begin a login: the browser goes to the identity provider, with a cookie to come back with."""
    vag = await _il(request).borja(till, terminal)
    svar = RedirectResponse(vag.adress, 303)
    satt_kaka(request, svar, vag.webblasare, "paborjad", livstid=600)
    return svar


@sidor.get(ATERKOMST, dependencies=[Depends(oppen)])
async def inloggad(
    request: Request, state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4000)] = "", error: Annotated[str, Query(max_length=200)] = "",
) -> Response:  # fmt: skip
    """Back from the identity provider."""
    il = _il(request)
    if error:
        raise OgiltigtBevis("inloggningen avbröts hos identitetstjänsten; börja om")
    webblasare = request.cookies.get(csrf.kaka_namn(il.inst, "paborjad"), "")
    in_ = await il.fullfolj(state, code, webblasare, request.headers.get("user-agent", ""))
    # A session that the browser had before is another's login now, or an older one of the same: it ends.
    if gammal := request.cookies.get(csrf.kaka_namn(il.inst)):
        await asyncio.to_thread(sessioner.avsluta, il.motor, gammal, il.klocka(), "ny inloggning")
    mal = in_.till
    if in_.terminal and in_.vald:
        session = await asyncio.to_thread(il.session, in_.hemlighet)
        if session is None:
            raise Nekad("K3.4", "behörigheten upphörde", "konto")
        mal = await asyncio.to_thread(il.kod_till_terminalen, session, in_.terminal)
    elif in_.vald is None:
        mal = str(request.url_for("valj_roll").include_query_params(till=in_.till).replace(scheme="", netloc=""))
        if in_.terminal:
            mal = f"/valj-roll?terminal={in_.terminal.replace(' ', '%20')}"
    svar = RedirectResponse(mal, 303)
    satt_kaka(request, svar, in_.hemlighet, livstid=_TIO_TIMMAR)
    ta_bort_kaka(request, svar, "paborjad")
    return svar


@sidor.get("/valj-roll")
async def valj_roll(
    request: Request, vem: DenInloggade, till: Annotated[str, Query(max_length=500)] = "/",
    terminal: Annotated[str, Query(max_length=200)] = "",
) -> Response:  # fmt: skip
    """Choose which of one's roles and organisations to act in."""
    valbara = await asyncio.to_thread(_il(request).valbara, vem.session)
    kod = csrf.kod(vem.hemlighet, "/valj-roll")
    svar: Response = request.app.state.sidor.valj_roll(request, valbara, kod, terminal or egen_sida(till))
    return svar


@sidor.post("/valj-roll")
async def valde_roll(
    request: Request, vem: DenInloggade, aktor: Annotated[str, Form(max_length=300)],
    till: Annotated[str, Form(max_length=500)] = "/",
) -> Response:  # fmt: skip
    """Act as the one chosen; the session gets a new secret, since it is no longer the same to have it."""
    il = _il(request)
    hemlighet = await asyncio.to_thread(il.valj, vem.session, vem.hemlighet, _aktor(aktor))
    mal = egen_sida(till)
    if till.startswith("http://127.0.0.1:"):
        session = await asyncio.to_thread(il.session, hemlighet)
        if session is not None and session.aktor is not None:
            mal = await asyncio.to_thread(il.kod_till_terminalen, session, till)
    svar = RedirectResponse(mal, 303)
    satt_kaka(request, svar, hemlighet, livstid=_TIO_TIMMAR)
    return svar


@sidor.post("/logga-ut")
async def logga_ut(request: Request, vem: DenInloggade) -> Response:
    """Log out here, and go on to do so at the identity provider."""
    il = _il(request)
    await asyncio.to_thread(sessioner.avsluta, il.motor, vem.hemlighet, il.klocka())
    svar = RedirectResponse(await il.utfardare.utloggningsadress(il.inst.ursprung + "/") or "/", 303)
    ta_bort_kaka(request, svar)
    return svar


@forsta.get("/")
async def forsta_sidan(request: Request, vem: DenInloggade) -> Response:
    """Where a login ends when it was on the way nowhere."""
    if vem.session.aktor is None:
        return RedirectResponse("/valj-roll", 303)
    svar: Response = request.app.state.sidor.forsta(request, vem.session.aktor, csrf.kod(vem.hemlighet, "/logga-ut"))
    return svar


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
    il = _il(request)
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
    valbara = [] if s.slag == "program" else await asyncio.to_thread(_il(request).valbara, s)
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
    il, s = _il(request), vem.session
    rader = await asyncio.to_thread(sessioner.oppna, il.motor, s.utfardare, s.konto, il.klocka(), il.inst.granser)
    return JSONResponse([_rad(r, vem) for r in rader])


def _rad(r: sessioner.Session, vem: Inloggad) -> dict[str, Any]:
    falt = ("nr", "slag", "klient", "skapad", "senast", "gar_ut")
    egen = {"aktor": str(r.aktor) if r.aktor else None, "denna": r.nr == vem.session.nr}
    return {f: enkelt(getattr(r, f)) for f in falt} | egen


@api.delete("/sessioner/{nr}", status_code=204)
async def avsluta_session(request: Request, vem: DenInloggade, nr: int) -> Response:
    """End one of one's own sessions."""
    il, s = _il(request), vem.session
    if not await asyncio.to_thread(sessioner.avsluta_nr, il.motor, s.utfardare, s.konto, nr, il.klocka()):
        raise FinnsInte("K3.4", "ingen sådan session", "nr")
    return Response(status_code=204)


def _aktor(text: str) -> Aktor:
    try:
        return Aktor.tolka(text)
    except ValueError:
        raise Avvisning("K3.4", "ska skrivas roll:id eller roll:id@organisation", "aktor") from None
