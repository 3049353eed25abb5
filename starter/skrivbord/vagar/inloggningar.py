"""One's own logins, on this computer and on others: where one is logged in, and to end one of them (K3.4)."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import FinnsInte
from persistence.inloggning import sessioner
from starter.api.regel import DenInloggade
from starter.api.vagar.sessioner import il_i
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande

router = APIRouter(include_in_schema=False)

VAG = "/inloggningar"
SLAG: dict[str, str] = {"webb": "Webbläsare", "terminal": "Terminal", "program": "Program"}


@router.get(VAG)
async def alla(request: Request, plats: Sittande, vem: DenInloggade) -> Response:
    """One's open logins, the latest used first."""
    il, s = il_i(request), vem.session
    rader = await asyncio.to_thread(sessioner.oppna, il.motor, s.utfardare, s.konto, il.klocka(), il.inst.granser)
    koder = {r.nr: plats.kod(f"{VAG}/{r.nr}") for r in rader}
    return sida(request, "ram/inloggningar.html", plats, rader=rader, denna=s.nr, koder=koder, slag=SLAG, vagen=VAG)


@router.post(VAG + "/{nr}")
async def avsluta(request: Request, vem: DenInloggade, nr: int = Path(ge=1, lt=2**63)) -> Response:
    """End one of them. Raises: FinnsInte."""
    il, s = il_i(request), vem.session
    if not await asyncio.to_thread(sessioner.avsluta_nr, il.motor, s.utfardare, s.konto, nr, il.klocka()):
        raise FinnsInte("K3.4", "inloggningen finns inte, eller är redan avslutad", "nr")
    return RedirectResponse(VAG, 303)
