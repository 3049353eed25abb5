"""The kund's own page: its insatser in plain Swedish, the next meeting, and its wishes (K13.9, K3.7)."""

from __future__ import annotations

import secrets

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import FinnsInte
from domain.grund.ordval import med_stor
from domain.grund.parter import Roll
from domain.liv.rutin import KOMMANDON
from persistence.arende.utkast import Utkast, Utkastplats
from starter.api.regel import Aktorskrav
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import Formular
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
    f = await _formularet(plats, skrivet.get("arende", ""), skrivet.get("verb", ""))
    match skrivet.get("steg"):
        case "utkast":
            u, krock = await utkast.spara_eller_krock(plats, f, skrivet)
            if krock:
                return await _visa(request, plats, skrivet, u=u, krock=krock)
        case "kasta":
            await utkast.glom(plats, f)
        case _:
            arende, verb = f.plats.arende, f.plats.kommando
            if fel := await sagt(plats, arende, verb, falten(verb), skrivet, {}):
                return await _visa(request, plats, skrivet, fel)
            await utkast.glom(plats, f)
    return RedirectResponse(VAG, 303)


@router.post(VAG + "/utkast/{verb}")
async def spara_sjalv(request: Request, plats: Sittande, verb: str) -> Response:
    """What the page's script saves while one writes. Raises: FinnsInte."""
    skrivet = await las_formularet(request)
    return await utkast.spara_sjalv(plats, await _formularet(plats, skrivet.get("arende", ""), verb), skrivet)


async def _formularet(plats: Plats, arende: str, verb: str) -> Formular:
    """Where what one has begun to say is kept, for oneself alone. Raises: FinnsInte."""
    if verb not in min_insats.VERB:
        raise FinnsInte("K3.7", "sidan finns inte", "verb")
    await plats.las(arendet.att_tala_till, arende, verb)
    return _utkastets(arende, verb)


def _utkastets(arende: str, verb: str) -> Formular:
    namn = frozenset(f.namn for f in falten(verb))
    return Formular(Utkastplats(arende, verb, egen=True), f"{VAG}/utkast/{verb}", namn)


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
    request: Request, plats: Plats, skrivet: dict[str, str] | None = None, fel: list[Fel] | None = None, *,
    u: Utkast | None = None, krock: str | None = None,
) -> Response:  # fmt: skip
    mina = await plats.las(min_insats.mina, plats.idag)
    ifyllt = {}
    for arende, verb in ((m.rad.arende, v) for m in mina for v in m.kan):
        egen = skrivet is not None and (skrivet.get("arende"), skrivet.get("verb")) == (arende, verb)
        ifyllt[arende, verb] = await utkast.fylld(
            plats, _utkastets(arende, verb), skrivet if egen else None, falt=falten(verb), nu=u if egen else None,
            krock=krock if egen else None,
        )  # fmt: skip
    return sida(
        request, "utifran/min_insats.html", plats, status=409 if krock else 422 if fel else 200, fel=fel or [],
        skrivet=skrivet or {}, felen={f.falt: f.text for f in fel or []}, mina=mina, falten=falten, ifyllt=ifyllt,
        rubrik={v: KOMMANDON[v].rubrik for v in min_insats.VERB}, onskemal=ONSKEMAL,
        id=lambda: secrets.token_hex(8), kod=plats.kod(VAG),
    )  # fmt: skip
