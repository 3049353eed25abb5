"""§8.2 on one page: the report as sent, beside the plan in force and last month's report; one form, one submit."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from domain.grund.avvisning import Avvisning, FinnsInte
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.gor import behandla, borja, redan_sagt
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vyer.skillnad import Verkan, verkan
from starter.tjanster import arendeblad, arendet, handlingar
from starter.tjanster.arendeblad import Blad

router = APIRouter(include_in_schema=False)

VERB = "granska_manadsrapport"
ORSAKER = {
    "rubrik_saknas": "En rubrik saknas eller är inte besvarad",
    "franvaro": "Frånvaron stämmer inte",
    "progression": "Progressionen är inte beskriven",
    "delmal": "Delmålen saknas eller är inte följda upp",
    "annat": "Annat, se texten",
}
"""Why a report goes back, coded; the words follow in the motivering."""


@router.get("/arenden/{arende}/granska/{manad}")
async def granska(request: Request, plats: Sittande, arende: str, manad: str) -> Response:
    """The report and the form."""
    b = await plats.las(arendeblad.blad, arende)
    mer = await _bredvid(plats, b, manad)
    return await borja(request, plats, b, VERB, {"manad": manad}, form="gor/granska.html", **mer)


@router.post("/arenden/{arende}/granska/{manad}")
async def granskad(request: Request, plats: Sittande, arende: str, manad: str) -> Response:
    """The decision; approved at once, since nothing is asked that is not shown on the page."""
    skrivet = await las_formularet(request) | {"manad": manad}
    b = await plats.las(arendeblad.blad, arende)
    if sagt := redan_sagt(plats, b, skrivet):
        return sagt
    mer = await _bredvid(plats, b, manad)
    if skrivet.get("steg") in ("utkast", "kasta"):
        return await behandla(request, plats, b, VERB, skrivet, form="gor/granska.html", **mer)
    if skrivet.get("beslut") == "aterremiss":
        koder = [t for k, t in ORSAKER.items() if f"orsak_{k}" in skrivet]
        skrivet["motivering"] = "\n".join([*koder, skrivet.get("motivering", "").strip()]).strip()
        skrivet.pop("progression", None)
    return await behandla(request, plats, b, VERB, skrivet | {"steg": "gor"}, form="gor/granska.html", **mer)


async def _om_den_godkanns(plats: Plats, b: Blad, manad: str) -> Verkan | None:
    """What approval would set going, to be read before it is given; None where it would be refused now."""
    data = {"kommando": VERB, "manad": manad, "beslut": "godkand", "progression": "fortsatt"}
    try:
        skillnad = await plats.las(lambda _motor, som: arendet.tank_i(b.insats, data, som))
    except Avvisning:
        return None
    return verkan(skillnad, plats.som, b.idag)


async def _bredvid(plats: Plats, b: Blad, manad: str) -> dict[str, Any]:
    """Raises: FinnsInte, if there is no such report; Avvisning, if it is not one's to review."""
    if VERB not in b.mojliga:
        raise Avvisning("K8.2", "rapporten är inte din att granska nu", "kommando")
    texter = await plats.las(arendeblad.texter, b.rad.arende)
    alla = handlingar.rapporter(b.insats, b.poster, texter)
    rapport = next((r for r in alla if r.manad == manad), None)
    if rapport is None:
        raise FinnsInte("K8.2", "ingen rapport har kommit in för den månaden", "manad")
    tidigare = next((r for r in alla if r.manad < manad), None)
    planer = handlingar.planer(b.insats, b.poster, texter)
    plan = handlingar.gallande_plan(b.insats, planer)
    vantande = planer[0] if planer and planer[0] != plan else None  # a revision is not in force before it is approved
    gor = await _om_den_godkanns(plats, b, manad)
    return {
        "rapport": rapport, "andrat": handlingar.skillnad, "tidigare": tidigare, "plan": plan, "vantande": vantande,
        "orsaker": ORSAKER, "manad": manad, "verkan": gor,
    }  # fmt: skip
