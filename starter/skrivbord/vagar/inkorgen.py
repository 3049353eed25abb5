"""What the service has sent to one, in every case: unread first to see, and noted as read when one says so (K4.6)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import FinnsInte
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from persistence.meddelanden import inkorg
from starter.skrivbord.mallmotor import hem, sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vagar.vid_sidan.slagen import SLAGORD, slag_av
from starter.visning.datum import manaden

router = APIRouter(include_in_schema=False)

VAG = "/meddelanden"
PER_SIDA = 50


@router.get(VAG)
async def olasta(
    request: Request, plats: Sittande, visa: Annotated[str, Query(max_length=10)] = "",
    fore: Annotated[str, Query(max_length=60)] = "",
) -> Response:  # fmt: skip
    """The unread, newest first; with ``visa=alla`` the others too."""
    alla = visa == "alla"
    rader = await plats.las(inkorg.inkorg, bara_olasta=not alla, fore=_plats(fore), antal=PER_SIDA + 1)
    sist = rader[PER_SIDA - 1] if len(rader) > PER_SIDA else None
    return sida(
        request, "listor/meddelanden.html", plats, rader=rader[:PER_SIDA], alla=alla, kod=plats.kod(VAG),
        kunder=await plats.namnen(m.arende for m in rader[:PER_SIDA]),
        mer=f"{sist.tid.isoformat()}|{sist.id}" if sist else "", vart=lambda arende: _vart(arende, plats), om_vad=_vad,
    )  # fmt: skip


@router.post(VAG)
async def lasta(request: Request, plats: Sittande) -> Response:
    """Those that stood on the page are read."""
    skrivet = await las_formularet(request)
    ider = [int(i) for i in skrivet.get("meddelanden", "").split()[:PER_SIDA] if i.isascii() and i.isdecimal()]
    await plats.las(inkorg.markera_last, [i for i in ider if i < 2**31])
    return RedirectResponse(VAG, 303)


def _vart(arende: str, plats: Plats) -> str:
    """The case that a message tells of, or the process beside the cases."""
    if arende.startswith("in-"):
        return hem(arende, plats.som)
    manad = arende.removeprefix(f"{BETALNINGSMANAD.slag}-")
    return f"/ekonomi/{manad}" if manad != arende else f"/vid-sidan/{arende}"


def _vad(arende: str) -> str:
    """What a message is about, where no kund is named: the case, or what kind of process it is."""
    if arende.startswith("in-"):
        return arende
    manad = arende.removeprefix(f"{BETALNINGSMANAD.slag}-")
    if manad != arende:
        return f"Betalning {manaden(manad)}"
    try:
        return SLAGORD[slag_av(arende)]
    except FinnsInte:  # a case that was begun under another name than the doors give
        return arende


def _plats(fore: str) -> tuple[datetime, int] | None:
    """Where the page before ended; nowhere, if it cannot be read."""
    tid, _, id_ = fore.partition("|")
    try:
        return datetime.fromisoformat(tid), int(id_)
    except ValueError:
        return None
