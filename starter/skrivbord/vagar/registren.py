"""The registers at the desk: the kunder, who they are and what they have, and the log of who has opened what."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.grund.avvisning import FinnsInte
from domain.grund.parter import Roll
from domain.tid.manad import fore, forsta, manad, nasta
from domain.tid.tidpunkt import STOCKHOLM
from persistence.insyn import oppningar
from persistence.register.kund import kundlasning
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande

router = APIRouter(include_in_schema=False)

PER_SIDA = 50
VILKA = {"mina": "Mina", "alla": "Alla", "utan": "Utan karriärvägledare"}
_MANAD = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@router.get("/kunder")
async def kundlista(
    request: Request, plats: Sittande, vilka: Annotated[str, Query(max_length=5)] = "",
    efter: Annotated[str, Query(max_length=80)] = "",
) -> Response:  # fmt: skip
    """The kunder that one may read of, by name, a page at a time."""
    kv = plats.som.roll is Roll.KARRIARVAGLEDARE
    valt = vilka if vilka in VILKA and (kv or vilka != "mina") else "mina" if kv else "alla"
    rader = await plats.las(
        kundlasning.lista, karriarvagledare=plats.som.id if valt == "mina" else None,
        utan_karriarvagledare=valt == "utan", efter=efter or None, antal=PER_SIDA + 1,
    )  # fmt: skip
    mer = rader[PER_SIDA - 1].id if len(rader) > PER_SIDA else None
    val = {k: v for k, v in VILKA.items() if kv or k != "mina"}
    return sida(request, "registren/kunder.html", plats, rader=rader[:PER_SIDA], valt=valt, vilka=val, mer=mer)


@router.get("/kunder/{id}")
async def en_kund(request: Request, plats: Sittande, id: str) -> Response:
    """A kund: how to reach them first, their cases, and the number last."""
    kund = await plats.las(kundlasning.en, id)
    if kund is None:
        raise FinnsInte("K3.3", "kunden finns inte i registret, eller är inte din att se", "kund")
    arenden = await plats.las(kundlasning.arenden, id)
    return sida(request, "registren/kund.html", plats, k=kund, arenden=arenden)


@router.get("/oppningar")
async def loggen(
    request: Request, plats: Sittande, sokt: Annotated[str, Query(max_length=80)] = "",
    vilken: Annotated[str, Query(alias="manad", max_length=7)] = "",
) -> Response:  # fmt: skip
    """Who has opened what: of a kund or a case, and a month's sample to review (K3.2)."""
    nu = manad(plats.idag)
    valt = vilken if _MANAD.fullmatch(vilken) and vilken <= nu else nu
    fran, till = (datetime.combine(forsta(m), time(), STOCKHOLM) for m in (valt, nasta(valt)))
    if sokt.strip():
        rader = await plats.las(oppningar.las, sokt.strip(), antal=200)
    else:
        rader = await plats.las(oppningar.stickprov, fran, till)
    senare = nasta(valt) if valt < nu else None
    return sida(
        request,
        "registren/oppningar.html",
        plats,
        rader=rader,
        sokt=sokt.strip(),
        manad=valt,
        tidigare=fore(valt),
        senare=senare,
    )
