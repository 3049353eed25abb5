"""What goes wrong, as RFC 9457 tells it: which krav, which field, and a Swedish sentence; or as a page, for a person.

One table from what may be raised to what is answered. Nothing of what was written is repeated beside the domain's own
sentences, and what nobody foresaw is answered without a word of what it was.
"""

from __future__ import annotations

import secrets
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.kallor import paragraf
from domain.regler.regelverk import SaknarRegel
from domain.skeende.form import pa_svenska
from persistence.databas.motor import DatabasFel, DataFel
from starter.inloggning.utfardare import IngenUtfardare, OgiltigtBevis
from starter.stod.filer.csvimport import FelIImport
from starter.stod.klient.kontakt import IngenKontakt, IngetArende, IngetSvar
from starter.visning.json import enkelt

log = structlog.get_logger("api")

PROBLEM = "application/problem+json"
LOGGA_IN = "/logga-in"


class Oinloggad(Exception):
    """Nobody is logged in, or no longer. One Swedish sentence."""


class Nekad(Avvisning):
    """The login stands, and is not let through this door."""


class OgiltigFormular(Exception):
    """A form that is not from our own pages, or no longer good. One Swedish sentence."""


class ForOfta(Exception):
    """More requests than one may make in a minute; ``vanta`` is seconds until the next."""

    def __init__(self, vanta: int) -> None:
        self.vanta = vanta
        super().__init__("för många anrop; vänta en stund")


class ForStort(Exception):
    """More than is taken in one request; ``fil``: it brings a file (K4.7)."""

    def __init__(self, *, fil: bool) -> None:
        self.fil = fil
        super().__init__("filen är för stor för att tas emot" if fil else _HTTP[413])


class Konflikt(Exception):
    """What one would change has been changed since one read it. One Swedish sentence."""


def problem(
    status: int, titel: str, text: str, *, krav: str | None = None, falt: str | None = None, **mer: Any
) -> dict[str, Any]:
    """A problem as data."""
    p: dict[str, Any] = {"type": "about:blank", "title": titel, "status": status, "detail": text}
    if krav:
        p |= {"krav": krav, "paragraf": paragraf(krav) or None}
    if falt:
        p["falt"] = falt
    return p | mer


_TITLAR = {
    400: "Felaktig begäran", 401: "Inte inloggad", 403: "Inte tillåtet", 404: "Finns inte", 405: "Går inte här",
    409: "Redan gjort på annat sätt", 412: "Ändrat av någon annan", 413: "För stort", 415: "Fel slags innehåll",
    422: "Avvisat", 429: "För många anrop", 500: "Fel i tjänsten", 503: "Kan inte just nu",
}  # fmt: skip


def som_problem(fel: Exception) -> tuple[dict[str, Any], Mapping[str, str]]:
    """What is answered to an error, and with which headers."""
    match fel:
        case Oinloggad():
            return _p(401, str(fel)), {"WWW-Authenticate": 'Bearer realm="insatsflode"'}
        case OgiltigtBevis():
            return _p(401, str(fel), krav="K3.4"), {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        case FinnsInte():
            return _p(404, fel.text, krav=fel.regel, falt=fel.falt), {}
        case Nekad():
            return _p(403, fel.text, krav=fel.regel, falt=fel.falt), {}
        case Avvisning():
            status = 403 if fel.falt in ("av", "som") else 422
            return _p(status, fel.text, krav=fel.regel, falt=fel.falt), {}
        case FelIImport():
            raderna = [enkelt(r) for r in fel.fel]
            return _p(422, str(fel), krav=fel.fel[0].regel, falt="filen", fel=raderna, antal_fel=fel.antal), {}
        case OgiltigFormular():
            return _p(403, str(fel), krav="K3.4", falt="csrf"), {}
        case Konflikt():
            return _p(412, str(fel), falt="If-Match"), {}
        case ForStort():
            return _p(413, str(fel), **({"krav": "K4.7", "falt": "fil"} if fel.fil else {})), {}
        case ForOfta():
            return _p(429, str(fel)), {"Retry-After": str(fel.vanta)}
        case IngetArende():
            return _p(404, "finns inte, eller är inte ditt att se", krav="K3.3", falt="arende"), {}
        case IngetSvar():
            om = "säg om det med samma Idempotency-Key, så görs det en gång"
            return _p(503, fel.upplysning, kommando=fel.kommando, igen=om), _STRAX
        case IngenKontakt():
            return _borta(fel, fel.upplysning), _STRAX
        case IngenUtfardare():
            return _borta(fel, "just nu går det inte att logga in; den som redan är inloggad kan arbeta vidare"), _STRAX
        case DatabasFel():
            text = "just nu når tjänsten inte sina uppgifter, så det går varken att läsa eller göra något"
            return _borta(fel, text), _STRAX
        case DataFel():
            log.warning("uppgiften togs inte emot", fel=str(fel))
            return _p(422, "något av det som skrevs går inte att spara; inget är ändrat"), {}
        case SaknarRegel() if fel.pa:  # a day that was asked of, and that the rules do not reach
            return _p(422, f"regelverket har inga regler för {fel.pa}"), {}
        case RequestValidationError():
            return _ur_formen(fel), {}
        case HTTPException():
            return _p(fel.status_code, _HTTP.get(fel.status_code, "går inte")), fel.headers or {}
        case _:
            referens = secrets.token_hex(4)
            log.error("oväntat fel", referens=referens, fel=type(fel).__name__, plats=_plats(fel))
            return _p(500, f"något gick fel i tjänsten; uppge {referens}", referens=referens), {}


_STRAX = {"Retry-After": "10"}


def _borta(fel: Exception, i_ord: str) -> dict[str, Any]:
    """Something that the service stands on is away: which, for its log; and ``i_ord``, what it means to all others."""
    log.warning("kan inte just nu", fel=type(fel).__name__, orsak=str(fel))
    return _p(503, i_ord)


_HTTP = {
    400: "begäran går inte att läsa", 404: "finns inte", 405: "det går inte att göra här",
    413: "innehållet är för stort", 415: "innehållet ska vara JSON",
}  # fmt: skip


def _p(status: int, text: str, **mer: Any) -> dict[str, Any]:
    return problem(status, _TITLAR.get(status, "Fel"), text, **mer)


def _ur_formen(fel: RequestValidationError) -> dict[str, Any]:
    forsta = dict(fel.errors()[0])
    plats = [str(x) for x in forsta.get("loc", ()) if x not in ("query", "path", "header", "body")]
    return _p(422, pa_svenska(forsta), falt=".".join(plats) or None)


def _plats(fel: Exception) -> list[str]:
    """Where it happened, innermost last; never what the error says, which may be a person's (K3.3)."""
    return [f"{Path(r.filename).name}:{r.lineno} {r.name}" for r in traceback.extract_tb(fel.__traceback__)[-8:]]


def vill_ha_sida(request: Request) -> bool:
    """Whether a person's browser asks for a page; everything under ``/api`` is data."""
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


async def svara_med_fel(request: Request, fel: Exception) -> Response:
    """The answer to an error: a problem as JSON, or the page that ``app.state.sidor`` makes of it."""
    p, huvuden = som_problem(fel)
    if vill_ha_sida(request):
        if isinstance(fel, Oinloggad) and request.method == "GET":
            till = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"{LOGGA_IN}?till={quote(till, safe='')}", 303)
        svar: Response = request.app.state.sidor.fel(request, p)
        svar.status_code = p["status"]
        svar.headers.update(huvuden)
        return svar
    return JSONResponse(p, p["status"], huvuden, PROBLEM)


def ta_hand_om_fel(app: FastAPI) -> None:
    """Let every error that is foreseen be answered by ``svara_med_fel``; the others reach ``Skydd``."""
    for typ in (
        Oinloggad, OgiltigtBevis, Avvisning, OgiltigFormular, Konflikt, ForOfta, IngenKontakt, IngenUtfardare,
        DatabasFel, DataFel, FelIImport, SaknarRegel, RequestValidationError, HTTPException,
    ):  # fmt: skip
        app.add_exception_handler(typ, svara_med_fel)
