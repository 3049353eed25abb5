"""To find a case: the list of those one may see, and the search, whose words never stand in an address (K3.3)."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Status
from persistence.arende import lasning
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.tjanster import sokning

router = APIRouter(include_in_schema=False)

PER_SIDA = 50


@router.get("/arenden")
async def arenden(
    request: Request, plats: Sittande, status: Annotated[str, Query(max_length=20)] = "",
    efter: Annotated[str, Query(max_length=80)] = "",
) -> Response:  # fmt: skip
    """The cases one may see, latest touched first."""
    valt = status if status in list(Status) else None
    sist = await plats.las(lasning.ett_arende, efter) if efter else None
    plats_i = (sist.senast, sist.arende) if sist else None
    rader = await plats.las(lasning.arenden, status=valt, efter=plats_i, antal=PER_SIDA + 1)
    mer = rader[PER_SIDA - 1].arende if len(rader) > PER_SIDA else None
    return sida(
        request,
        "listor/arenden.html",
        plats,
        rader=rader[:PER_SIDA],
        kunder=await plats.namnen(r.arende for r in rader[:PER_SIDA]),
        valt=valt,
        mer=mer,
        statusar=list(Status),
    )


@router.get("/sok")
async def sok(request: Request, plats: Sittande) -> Response:
    """The search form."""
    return sida(request, "listor/sok.html", plats, kod=plats.kod("/sok"), sokt="", fel=None, funnet=None)


@router.post("/sok")
async def sokt(request: Request, plats: Sittande) -> Response:
    """What was found; a case by its id is opened."""
    text = (await las_formularet(request)).get("sok", "")[:200]
    fel, funnet = None, None
    try:
        funnet = await plats.las(sokning.sok, text, plats.idag)
    except Avvisning as nej:
        fel = nej
    if funnet and funnet.arende:
        return RedirectResponse(f"/arenden/{quote(funnet.arende, safe='')}", 303)
    return sida(
        request,
        "listor/sok.html",
        plats,
        status=422 if fel else 200,
        kod=plats.kod("/sok"),
        sokt=text,
        fel=fel,
        funnet=funnet,
    )
