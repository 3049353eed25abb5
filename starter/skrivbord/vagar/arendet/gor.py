"""To say something to a case: a form, a page that shows what it changes, and a receipt.

The form's own id is the kommando's, so that the same form sent twice is said once.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor
from domain.liv.rutin import KOMMANDON
from persistence.arende.utkast import Utkast
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import VERSION
from starter.skrivbord.vagar.arendet.bredvid import vem_det_galler, vid_formularet
from starter.skrivbord.vagar.arendet.utkast import formularet, kasta, las_formularet, prova
from starter.skrivbord.vyer import avskrivning, formular, gruppering, rattning
from starter.skrivbord.vyer.formular import LANGST, Falt, Fel
from starter.skrivbord.vyer.rader import rader
from starter.skrivbord.vyer.skillnad import verkan
from starter.skrivbord.vyer.underlag import RAPPORT, manadens_underlag, rapportmanad
from starter.tjanster import arendeblad, arendet, filer, personal
from starter.tjanster.arendeblad import Blad

router = APIRouter(include_in_schema=False)

_ID = re.compile(r"[0-9a-f]{16}")
_DOLDA = ("csrf", "id", "steg", VERSION)


@router.get("/arenden/{arende}/gor/{verb}")
async def fraga(request: Request, plats: Sittande, arende: str, verb: str) -> Response:
    """The form; what the address tells is filled in."""
    b = await plats.las(arendeblad.blad, arende)
    _prova(b, verb)
    if egen := gruppering.egen_sida(b, verb):
        return RedirectResponse(f"/arenden/{quote(b.rad.arende, safe='')}/{egen}", 303)
    skrivet = {k: v[:LANGST] for k, v in request.query_params.items()}
    if verb == RAPPORT and not skrivet.get("manad"):
        skrivet["manad"] = rapportmanad(b)
    return await borja(request, plats, b, verb, skrivet)


@router.post("/arenden/{arende}/gor/{verb}")
async def sag(request: Request, plats: Sittande, arende: str, verb: str) -> Response:
    """What was written: what is wrong with it, what it would change, or the receipt."""
    b = await plats.las(arendeblad.blad, arende)
    skrivet = await las_formularet(request)
    if sagt := redan_sagt(plats, b, skrivet):
        return sagt
    _prova(b, verb)
    if egen := gruppering.egen_sida(b, verb):
        return RedirectResponse(f"/arenden/{quote(b.rad.arende, safe='')}/{egen}", 303)
    return await behandla(request, plats, b, verb, skrivet)


@router.get("/arenden/{arende}/kvitto/{kommando}")
async def kvitto(request: Request, plats: Sittande, arende: str, kommando: str) -> Response:
    """What came of it, in words."""
    b = await plats.las(arendeblad.blad, arende)
    sagt = arendet.eget_id(plats.som, arende, kommando)  # what was said by the form of that id, by whoever sits here
    egna = [p for p in b.poster if p.kommando == sagt]
    if not egna:
        raise FinnsInte("K0.6", "kvittot finns inte", "kommando")
    efter = [p for p in b.poster if p.nr >= egna[0].nr and p.tid == egna[0].tid]
    kunden = await vem_det_galler(plats, b)
    return sida(
        request, "gor/kvitto.html", plats, b=b, kunden=kunden, gjort=rader(egna), foljder=rader(efter[len(egna) :])
    )


async def borja(
    request: Request,
    plats: Plats,
    b: Blad,
    verb: str,
    varden: Mapping[str, str],
    *,
    form: str = "gor/gor.html",
    **mer: Any,
) -> Response:
    """The form as one comes to it: with what was begun, by oneself or a colleague, if it has not been sent."""
    u = await utkast.hamta(plats, formularet(b, verb, varden))
    return await visa_form(
        request, plats, b, verb, {**varden, **u.innehall} if u else varden, form=form, sparat=u,
        version=str(u.version) if u else "0", **mer,
    )  # fmt: skip


async def behandla(
    request: Request,
    plats: Plats,
    b: Blad,
    verb: str,
    skrivet: dict[str, str],
    *,
    form: str = "gor/gor.html",
    **mer: Any,
) -> Response:
    """Try it, show it, do it, or keep it as a draft, by the form's ``steg``. Raises: IngenKontakt."""
    if skrivet.get("steg") == "kasta":
        return await kasta(plats, formularet(b, verb, skrivet), request.url.path)
    if skrivet.get("steg") == "utkast":
        return await _spara(request, plats, b, verb, skrivet, form=form, **mer)
    falt = falten(plats.som, b, verb, skrivet)
    varden = {k: v for k, v in skrivet.items() if k not in _DOLDA}
    if verb == rattning.RATTA and rattning.ny(falt, skrivet):
        return await visa_form(request, plats, b, verb, varden, form=form, version=skrivet.get(VERSION, "0"), **mer)
    fel = formular.formfel(falt, skrivet, KOMMANDON[verb].regel)
    data = _lasta(plats.som, b, verb, falt, skrivet)
    skillnad = None
    if not fel:
        try:
            skillnad = await plats.las(lambda motor, som: arendet.tank(motor, b.rad.arende, data, som))
        except Avvisning as nej:
            # It may have been said while it was tried.
            gors = skrivet.get("steg") == "gor"
            if gors and (sagt := redan_sagt(plats, await plats.las(arendeblad.blad, b.rad.arende), skrivet)):
                return sagt
            fel = [_som_fel(nej, falt)]
    version = skrivet.get(VERSION, "0")
    steg = skrivet.get("steg", "kontroll")
    id_ = skrivet.get("id", "")
    if fel or skillnad is None or steg == "andra" or not _ID.fullmatch(id_):
        status = 422 if fel and steg != "andra" else 200
        return await visa_form(
            request, plats, b, verb, varden, fel if steg != "andra" else (), status, form=form,
            version=version, **mer,
        )  # fmt: skip
    if steg != "gor":
        annan = await utkast.annan(plats, formularet(b, verb, skrivet), version)
        namnen = {f.id: f.namn for f in await plats.las(filer.losa, b.rad.arende)} if "bilagor" in varden else {}
        return sida(
            request, "gor/kontroll.html", plats, b=b, kunden=await vem_det_galler(plats, b),
            verb=verb, typ=KOMMANDON[verb],
            verkan=verkan(skillnad, plats.som, b.idag),
            falt=[(f, formular.visat(f, varden[f.namn], namnen)) for f in falt if varden.get(f.namn, "").strip()],
            varden=varden | {VERSION: version}, id=id_, kod=plats.kod(request.url.path),
            annan=annan, annans=annan and utkast.annans(plats, annan),
            dokumentet=await plats.las(lambda motor, _: arendet.avbrottsdokumentet(motor, skillnad)),
            underlaget=manadens_underlag(skillnad.steg.insats, verb, str(data.get("manad", ""))),
        )  # fmt: skip
    try:
        await plats.sag(b.rad.arende, data, id_)
    except Avvisning as nej:
        fel = [_som_fel(nej, falt)]
        return await visa_form(request, plats, b, verb, varden, fel, 422, form=form, version=version, **mer)
    await utkast.glom(plats, formularet(b, verb, skrivet))
    return _till_kvittot(b, id_)


def redan_sagt(plats: Plats, b: Blad, skrivet: Mapping[str, str]) -> Response | None:
    """The receipt, of a form that comes once more: two clicks, or a page that one has gone back to (K0.6)."""
    id_ = skrivet.get("id", "")
    om_igen = skrivet.get("steg") in ("gor", "kontroll") and _ID.fullmatch(id_)
    sagt = arendet.eget_id(plats.som, b.rad.arende, id_)
    return _till_kvittot(b, id_) if om_igen and any(p.kommando == sagt for p in b.poster) else None


def _till_kvittot(b: Blad, id_: str) -> Response:
    return RedirectResponse(f"/arenden/{quote(b.rad.arende, safe='')}/kvitto/{id_}", 303)


async def _spara(
    request: Request, plats: Plats, b: Blad, verb: str, skrivet: dict[str, str], *, form: str, **mer: Any
) -> Response:
    """Keep it as a draft; if somebody else has saved, both are shown, and to save again is to choose one's own."""
    varden = {k: v for k, v in skrivet.items() if k not in _DOLDA}
    u, krock = await utkast.spara_eller_krock(plats, formularet(b, verb, skrivet), skrivet)
    return await visa_form(
        request, plats, b, verb, varden, status=409 if krock else 200, form=form, sparat=u, krock=krock,
        version=str(u.version) if u else "0", **mer,
    )  # fmt: skip


async def visa_form(
    request: Request, plats: Plats, b: Blad, verb: str, varden: Mapping[str, str], fel: Sequence[Fel] = (),
    status: int = 200, *, form: str = "gor/gor.html", sparat: Utkast | None = None, krock: str | None = None,
    version: str = "0", **mer: Any,
) -> Response:  # fmt: skip
    """The form with what has been written, what is wrong with it, and the draft it was made of or met."""
    falt = falten(plats.som, b, verb, varden)
    if verb in avskrivning.VERB:
        varden = avskrivning.ifylld(varden)
    tomt = request.method == "GET" and sparat is None
    falt, varden, sidan_om = await vid_formularet(plats, b, verb, falt, varden, tomt=tomt)
    kanda = await plats.las(personal.kanda, verb, [f.namn for f in falt], plats.idag)
    bar_filer = any(f.sort == "filer" for f in falt)
    egna = await plats.las(filer.losa, b.rad.arende) if bar_filer else ()
    return sida(
        request, form, plats, status=status, b=b,
        kunden=await vem_det_galler(plats, b), verb=verb, typ=KOMMANDON[verb], falt=falt, varden=varden, fel=fel,
        felen={f.falt: f.text for f in fel}, id=secrets.token_hex(8), kod=plats.kod(request.url.path),
        filer=egna, kanda=kanda,
        **utkast.sidans(plats, formularet(b, verb, varden), sparat, version, falt=falt, krock=krock), **sidan_om, **mer,
    )  # fmt: skip


def falten(som: Aktor, b: Blad, verb: str, varden: Mapping[str, str]) -> list[Falt]:
    """The fields of the form; of a correction those of what is corrected."""
    if verb == rattning.RATTA:
        return rattning.falten(b.insats, som, varden, b.idag)
    if verb in avskrivning.VERB:
        return avskrivning.falten(b, verb)
    return formular.falten(KOMMANDON[verb], b.insats)


def _lasta(som: Aktor, b: Blad, verb: str, falt: Sequence[Falt], skrivet: Mapping[str, str]) -> dict[str, Any]:
    """The kommando that the form holds."""
    if verb == rattning.RATTA:
        return rattning.las(b.insats, som, falt, skrivet)
    if verb in avskrivning.VERB:
        return avskrivning.las(falt, skrivet, verb)
    return formular.las(falt, skrivet, verb)


def _som_fel(nej: Avvisning, falt: Sequence[formular.Falt]) -> Fel:
    """A refusal at the field it is about, if the form has it."""
    finns = {f.namn: f.etikett for f in falt}
    namn = nej.falt or ""
    if namn in ("vad", "nr") and namn not in finns:
        namn = rattning.VALET
    hel = namn.partition(".")[0]  # what is wrong with one line of a list is wrong with the list
    traff = namn if namn in finns else next((n for n in finns if n == hel or (n.startswith(f"{namn}.") and namn)), "")
    return Fel(traff, f"{finns[traff]}: {nej.text}" if traff else nej.text, nej.regel)


def _prova(b: Blad, verb: str) -> None:
    if verb not in KOMMANDON or verb == "aktualisera":
        raise FinnsInte("K0.6", "sidan finns inte", "kommando")
    prova(b, verb)
