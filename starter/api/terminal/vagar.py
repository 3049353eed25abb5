"""The terminal's questions over HTTP: a way for each, made from the function that answers it.

All are POST: what somebody asks about is never in an address, which logs and proxies keep.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response
from pydantic import BaseModel

from domain.grund.parter import Aktor
from domain.tid.tidpunkt import datum
from starter.api.regel import Aktorskrav
from starter.api.schema import FELSVAR
from starter.api.svar import svar
from starter.api.terminal import (
    arenden,
    betalning,
    forklaring,
    gallring,
    insluppna,
    kunder,
    namnden,
    processer,
    registren,
    siffror,
)
from starter.api.terminal.fraga import FRAGOR, Fraga, Har

RUM = (arenden, betalning, forklaring, gallring, insluppna, kunder, namnden, processer, registren, siffror)
"""Where the questions are: to import them is to know them all."""

terminalen = APIRouter(prefix="/api/terminal", tags=["terminalen"], responses=FELSVAR)


def _vag(f: Fraga[..., Any]) -> Callable[..., Response]:
    regel = Depends(Aktorskrav(omrade=f.omrade))

    def be(request: Request, falt: BaseModel, som: Any = regel) -> Response:
        hus = request.app.state.hus
        utfardare = str(request.app.state.inloggning.inst.oidc_utfardare)
        har = Har(hus.motor, lambda: hus.regelverk, datum(hus.klocka()), lambda: utfardare)
        return svar(f.gor(har, som, **{namn: getattr(falt, namn) for namn in type(falt).model_fields}))

    be.__annotations__ |= {"request": Request, "falt": f.falt, "som": Aktor, "return": Response}
    return be


for _namn, _fraga in FRAGOR.items():
    terminalen.add_api_route(
        f"/{_namn}", _vag(_fraga), methods=["POST"], response_model=_fraga.svar,
        summary=f"Terminalen: {_namn}", operation_id=f"terminal_{_namn.replace('/', '_').replace('-', '_')}",
    )  # fmt: skip
