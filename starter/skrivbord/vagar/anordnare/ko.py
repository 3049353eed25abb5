"""The queue: the cases that an anordnare has been given and has staffed with nobody yet (§6.2)."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from domain.grund.parter import Roll
from persistence.arende.att_gora.menytal import KO
from persistence.arende.att_gora.urvalet import Urval
from starter.api.regel import Aktorskrav
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Sittande
from starter.skrivbord.vagar.start import BANDORD
from starter.skrivbord.vyer.uppgift import lank
from starter.tjanster import arbetslista

router = APIRouter(include_in_schema=False, dependencies=[Depends(Aktorskrav(Roll.ANORDNARE))])

VAG = "/ko"


@router.get(VAG)
async def kon(request: Request, plats: Sittande) -> Response:
    """Whom one is to staff, and by when; late first."""
    lista = await plats.las(arbetslista.lista, Urval(slag=KO), plats.idag)
    return sida(
        request, "anordnare/ko.html", plats, lista=lista, kunder={}, bandord=BANDORD, lank=lank, slag=KO
    )  # fmt: skip
