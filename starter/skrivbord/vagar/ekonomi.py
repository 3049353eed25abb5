"""The payment months: what is paid, what is held and why, and the two signatures (K14.6)."""

from __future__ import annotations

import re
import secrets
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning
from domain.grund.text import fakta_om
from domain.processer.alla import PROCESSER
from domain.processer.betalningsmanad.lage import REGEL
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.stod.klient.process import Processklient
from starter.tjanster import process
from starter.tjanster.betalning import betalningsmanader
from starter.visning.ordval import utbetalningsord
from starter.visning.ordval.processord import LAGE

router = APIRouter(include_in_schema=False)

_ID = re.compile(r"[0-9a-f]{16}")
VERBORD = {
    "forbered_betalning": "Förbered för attest", "attestera_betalning": "Attestera", "aterlamna_betalning": "Återlämna",
}  # fmt: skip
_TEXT = {"forbered_betalning": "notering", "aterlamna_betalning": "skal"}


@router.get("/ekonomi")
async def manader(request: Request, plats: Sittande) -> Response:
    """The closed months."""
    alla = await plats.las(betalningsmanader.manader)
    return sida(request, "ekonomi/ekonomi.html", plats, manader=alla, lage=LAGE)


@router.get("/ekonomi/{manad}")
async def en_manad(request: Request, plats: Sittande, manad: str) -> Response:
    """A month as a ledger."""
    return await _manad(request, plats, manad)


@router.post("/ekonomi/{manad}/{verb}")
async def sag(request: Request, plats: Sittande, manad: str, verb: str) -> Response:
    """Prepare, attest or hand back."""
    m = await plats.las(betalningsmanader.en_manad, manad)
    if verb not in m.mojliga:
        raise Avvisning(REGEL, "det här kan du inte göra med månaden nu", "kommando")
    skrivet = await las_formularet(request)
    data: dict[str, object] = {"kommando": verb}
    text = skrivet.get("text", "").strip()
    if text and verb in _TEXT:
        data[_TEXT[verb]] = text
    if verb == "aterlamna_betalning" and not fakta_om(text).ifylld:
        return await _manad(request, plats, manad, "skriv varför den lämnas tillbaka")
    id_ = skrivet.get("id", "")
    id_ = id_ if _ID.fullmatch(id_) else secrets.token_hex(8)
    pid = process.id_for(process.MANAD, manad)
    klient = Processklient(await plats.hus.temporal(), plats.hus.motor, plats.hus.talamod)
    try:
        await klient.sag(PROCESSER[process.MANAD], pid, data, plats.som, kommando_id=process.kommandoid(pid, id_))
    except Avvisning as nej:
        return await _manad(request, plats, manad, nej.text)
    return RedirectResponse(f"/ekonomi/{quote(manad, safe='')}", 303)


async def _manad(request: Request, plats: Plats, manad: str, fel: str = "") -> Response:
    m = await plats.las(betalningsmanader.en_manad, manad)
    koder = {v: plats.kod(f"/ekonomi/{manad}/{v}") for v in m.mojliga}
    return sida(
        request, "ekonomi/manad.html", plats, status=422 if fel else 200, m=m, koder=koder, id=secrets.token_hex(8),
        verbord=VERBORD, fel=fel, lage=LAGE, vad_avser=utbetalningsord.vad, hallen=utbetalningsord.HALLEN,
        medtext=_TEXT, regel=REGEL,
    )  # fmt: skip
