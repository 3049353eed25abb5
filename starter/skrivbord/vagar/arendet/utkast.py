"""Nothing typed is lost: forms save themselves as drafts, and two people in the same form see each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import med_stor
from domain.grund.parter import Aktor
from domain.liv.rutin import KOMMANDON
from persistence.arende import utkast
from persistence.arende.utkast import Krock, Utkast
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vyer import formular
from starter.skrivbord.vyer.formular import LANGST
from starter.tjanster import arendeblad
from starter.tjanster.arendeblad import Blad
from starter.visning import datum
from starter.visning.ordval.lagesord import aktor_i_ord

router = APIRouter(include_in_schema=False)

VERSION = "utkast_version"
"""The hidden field that tells which draft the page was made of; 0 where there was none."""
_MANAD = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_EGNA_VAL = "orsak_"


@router.post("/arenden/{arende}/utkast/{verb}")
async def spara_sjalv(request: Request, plats: Sittande, arende: str, verb: str) -> Response:
    """What the page's script saves while one writes: the version it became, or who else has saved."""
    b = await plats.las(arendeblad.blad, arende)
    prova(b, verb)
    skrivet = await las_formularet(request)
    try:
        u = await spara(plats, b, verb, skrivet)
    except Krock as k:
        return JSONResponse({"detail": annans(plats, k.nu)}, 409)
    return JSONResponse({"version": u.version, "detail": f"Utkastet sparades {datum.stund(u.andrad, plats.idag)}."})


def prova(b: Blad, verb: str) -> None:
    """What one may not say now is not asked either, nor kept; the same table as the buttons (K0.9)."""
    if verb not in b.mojliga or verb == "aktualisera":
        regel = KOMMANDON[verb].regel if verb in KOMMANDON else "K0.6"
        raise Avvisning(regel, "det här kan du inte göra i ärendet nu", "kommando")


async def las_formularet(request: Request) -> dict[str, str]:
    """The texts of a form, the last of each name but of files all that are ticked, one on each line."""
    form = await request.form(max_fields=200, max_files=0)
    skrivet = texterna(form)
    if "bilagor" in skrivet:
        skrivet["bilagor"] = "\n".join(str(v) for v in form.getlist("bilagor"))[: LANGST + 1]
    return skrivet


def texterna(form: FormData) -> dict[str, str]:
    """The texts of a form, the last of each name; one that is too long is cut where it would be refused anyway.

    A browser sends a line break as two characters, of which a page may show only one.
    """
    return {k: v.replace("\r\n", "\n")[: LANGST + 1] for k, v in form.multi_items() if isinstance(v, str)}


async def hamta(plats: Plats, b: Blad, verb: str, skrivet: Mapping[str, str]) -> Utkast | None:
    """The draft that the form is to be filled by, if there is one."""
    return await plats.las(utkast.las, _var(b, verb, skrivet))


async def spara(plats: Plats, b: Blad, verb: str, skrivet: Mapping[str, str]) -> Utkast:
    """Save what stands in the form. Raises: Krock."""
    namn = {f.namn for f in formular.falten(KOMMANDON[verb], b.insats)}
    innehall = {k: v for k, v in skrivet.items() if v.strip() and (k in namn or k.startswith(_EGNA_VAL))}
    last = int(v) if (v := skrivet.get(VERSION, "")).isascii() and v.isdecimal() and len(v) < 9 else 0
    return await plats.las(utkast.spara, _var(b, verb, skrivet), innehall, last, plats.hus.klocka())


async def glom(plats: Plats, b: Blad, verb: str, skrivet: Mapping[str, str]) -> None:
    """It has been said, or is thrown away."""
    await plats.las(utkast.glom, _var(b, verb, skrivet))


async def kasta(plats: Plats, b: Blad, verb: str, skrivet: Mapping[str, str], till: str) -> Response:
    """Throw the draft away, and begin anew."""
    await glom(plats, b, verb, skrivet)
    manad = _var(b, verb, skrivet).avser
    return RedirectResponse(till + (f"?manad={manad}" if manad and "/gor/" in till else ""), 303)


def annans(plats: Plats, u: Utkast | None) -> str:
    """A sentence of who has saved in between."""
    if u is None:
        return "Utkastet är redan skickat eller kastat av någon annan. Det du har skrivit finns kvar på sidan."
    vem = "Du" if u.av == str(plats.som) else med_stor(aktor_i_ord(Aktor.tolka(u.av)))
    var = " i ett annat fönster" if vem == "Du" else ""
    nar = datum.stund(u.andrad, plats.idag)
    return f"{vem} sparade en annan version{var} {nar}. Det du har skrivit finns kvar på sidan."


def andras(u: Utkast, falt: list[formular.Falt]) -> list[tuple[str, str]]:
    """What somebody else wrote, as headings and texts to read beside one's own."""
    return [(f.etikett, formular.visat(f, u.innehall[f.namn])) for f in falt if u.innehall.get(f.namn, "").strip()]


def sidans(plats: Plats, b: Blad, verb: str, u: Utkast | None, version: str) -> dict[str, Any]:
    """What a form needs to save itself."""
    vag = f"/arenden/{quote(b.rad.arende, safe='')}/utkast/{verb}"
    return {"utkast": u, "utkast_version": version, "utkast_vag": vag, "utkast_kod": plats.kod(vag)}


def _var(b: Blad, verb: str, skrivet: Mapping[str, str]) -> utkast.Plats:
    manad = skrivet.get("manad", "").strip()
    return utkast.Plats(b.rad.arende, verb, manad if _MANAD.fullmatch(manad) else "")
