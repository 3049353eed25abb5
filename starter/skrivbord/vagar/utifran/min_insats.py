"""The kund's own page: its insatser in plain Swedish, the next meeting, and its wishes (K13.9, K3.7)."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import FinnsInte
from domain.grund.ordval import med_stor
from domain.grund.parter import Roll
from domain.liv.rutin import KOMMANDON
from starter.api.regel import Aktorskrav
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vagar.utifran.sagt import sagt
from starter.skrivbord.vyer import formular
from starter.skrivbord.vyer.formular import Falt, Fel
from starter.tjanster import arendet
from starter.tjanster.kunden import min_insats

router = APIRouter(include_in_schema=False, dependencies=[Depends(Aktorskrav(Roll.KUND))])

VAG = "/min-insats"
ONSKEMAL = {
    "trepartssamtal": "att få ett samtal med din karriärvägledare och din handläggare",
    "byte_av_anordnare": "att byta anordnare",
    "avslut": "att avsluta insatsen",
}
"""The wishes, in the kund's own words."""


@router.get(VAG)
async def mina(request: Request, plats: Sittande) -> Response:
    """One's own insatser."""
    return await _visa(request, plats)


@router.post(VAG)
async def sag(request: Request, plats: Sittande) -> Response:
    """A wish, or that it is no longer wished; what is wrong with it comes back with it. Raises: FinnsInte."""
    skrivet = await las_formularet(request)
    arende, verb = skrivet.get("arende", ""), skrivet.get("verb", "")
    if verb not in min_insats.VERB:
        raise FinnsInte("K3.7", "sidan finns inte", "verb")
    await plats.las(arendet.att_tala_till, arende, verb)
    fel = await sagt(plats, arende, verb, falten(verb), skrivet, {})
    return await _visa(request, plats, skrivet, fel) if fel else RedirectResponse(VAG, 303)


def falten(verb: str) -> list[Falt]:
    """The fields of the kund's form: it says its wish itself, so no other day is asked for."""
    return [
        Falt(f.namn, f.sort, f.etikett, f.hjalp, f.kravs, tuple((v, med_stor(ONSKEMAL[v])) for v, _ in f.val))
        if f.namn == "sort"
        else f
        for f in formular.falten(KOMMANDON[verb])
        if f.namn != "sagt_den"
    ]


async def _visa(
    request: Request, plats: Plats, skrivet: dict[str, str] | None = None, fel: list[Fel] | None = None
) -> Response:
    return sida(
        request, "utifran/min_insats.html", plats, status=422 if fel else 200, fel=fel or [], skrivet=skrivet or {},
        felen={f.falt: f.text for f in fel or []}, mina=await plats.las(min_insats.mina, plats.idag), falten=falten,
        rubrik={v: KOMMANDON[v].rubrik for v in min_insats.VERB}, onskemal=ONSKEMAL,
        id=lambda: secrets.token_hex(8), kod=plats.kod(VAG),
    )  # fmt: skip
