"""The way in and out: the login's pages, sessions of terminals and programs, and who one is (K3.4)."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from persistence.inloggning import sessioner
from starter.api.fel import LOGGA_IN, Nekad
from starter.api.regel import DenInloggade, oppen
from starter.api.skydd import policy
from starter.inloggning import csrf
from starter.inloggning.inlogg import ATERKOMST, Inloggning, ar_terminal, egen_sida
from starter.inloggning.utfardare import OgiltigtBevis

sidor = APIRouter(include_in_schema=False)
forsta = APIRouter(include_in_schema=False)

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
    """Let the browser forget a cookie."""
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
    vart = terminal if ar_terminal(terminal) else egen_sida(till)
    svar: Response = request.app.state.sidor.valj_roll(request, valbara, kod, vart)
    if ar_terminal(vart):  # the form ends where the terminal waits
        svar.headers["content-security-policy"] = policy(_il(request).inst.oidc_utfardare, vart.partition(" ")[0])
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
    if ar_terminal(till):
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


def _aktor(text: str) -> Aktor:
    try:
        return Aktor.tolka(text)
    except ValueError:
        raise Avvisning("K3.4", "ska skrivas roll:id eller roll:id@organisation", "aktor") from None
