"""What a refusal, a frist or a line rests on: the rule that it names, as the rules in force have it (K16.5)."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from fastapi.responses import Response

from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande
from starter.tjanster.regeln import regeln
from starter.visning.reglerna import STATUS, visa_varde

router = APIRouter(include_in_schema=False)


@router.get("/regler/{krav}")
async def regel(request: Request, plats: Sittande, krav: str) -> Response:
    """A rule by its krav id."""
    r = await asyncio.to_thread(lambda: regeln(plats.hus.regelverk, krav, plats.idag))
    return sida(request, "varfor/regel.html", plats, r=r, visa_varde=visa_varde, parameterstatus=STATUS)
