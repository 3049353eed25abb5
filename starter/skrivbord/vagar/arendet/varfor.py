"""Varför? – the domain's own explanation of a frist, of an amount and of a rule that is cited."""

from __future__ import annotations

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.forklaring.regeln import regeln
from domain.liv import rutin
from domain.processer.alla import PROCESSER
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande
from starter.skrivbord.vyer.rader import rader
from starter.tjanster import arendeblad
from starter.visning.reglerna import STATUS, visa_varde

router = APIRouter(include_in_schema=False)

_KOMMANDON = (*rutin.KOMMANDON.values(), *(typ for r in PROCESSER.values() for typ in r.verb.values()))


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


@router.get("/regler/{krav}")
async def regel(request: Request, plats: Sittande, krav: str) -> Response:
    """What a refusal, a frist or a line rests on: the rule that it names, as the rules in force have it today."""
    r = await asyncio.to_thread(lambda: regeln(plats.hus.regelverk, krav, plats.idag, _KOMMANDON))
    return sida(request, "varfor/regel.html", plats, r=r, visa_varde=visa_varde, parameterstatus=STATUS)
