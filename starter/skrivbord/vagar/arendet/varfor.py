"""Varför? – the domain's own explanation of a frist and of an amount."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande
from starter.skrivbord.vyer.rader import rader
from starter.tjanster import arendeblad
from starter.visning.reglerna import STATUS, visa_varde

router = APIRouter(include_in_schema=False)


@router.get("/arenden/{arende}/varfor/{slag}")
async def frist(
    request: Request, plats: Sittande, arende: str, slag: str, avser: Annotated[str | None, Query(max_length=60)] = None
) -> Response:
    """Why a bevakning has its frist."""
    b = await plats.las(arendeblad.blad, arende)
    f = arendeblad.varfor_frist(b, slag, avser)
    start = rader([f.startrad], brus=True)[0] if f.startrad else None
    return sida(
        request, "varfor/frist.html", plats, b=b, f=f, start=start, hant=rader(f.rader, brus=True), status=200,
        visa_varde=visa_varde, parameterstatus=STATUS,
    )  # fmt: skip


@router.get("/arenden/{arende}/varfor-belopp/{manad}")
async def belopp(request: Request, plats: Sittande, arende: str, manad: str) -> Response:
    """Why a month is worth what it is."""
    b = await plats.las(arendeblad.blad, arende)
    return sida(request, "varfor/belopp.html", plats, b=b, f=arendeblad.varfor_belopp(b, manad), manad=manad)
