"""To say something beside the cases: a form that keeps itself, what it would change, and the process."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.processer.alla import PROCESSER
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.forlopp import Processteg
from domain.skeende.kommando import Kommando
from persistence.arende.utkast import Utkast, Utkastplats
from persistence.process import processlasning
from persistence.tabeller.skrivbord import NYTT
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import VERSION, Formular
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vagar.vid_sidan.slagen import NY, NYA, slag_av, typ_av
from starter.skrivbord.vyer import formular
from starter.skrivbord.vyer.formular import Fel
from starter.stod.klient.process import Processklient
from starter.tjanster import personal, processen
from starter.visning.ordval.processord import HANDELSE
from starter.visning.reglerna import reglerna

router = APIRouter(include_in_schema=False)

_ID = re.compile(r"[0-9a-f]{16}")
_DOLDA = ("csrf", "id", "steg", VERSION)


@router.get("/vid-sidan/{id}/gor/{verb}")
async def fraga(request: Request, plats: Sittande, id: str, verb: str) -> Response:
    """The form, with what was begun if it has not been sent; ``ny`` in the place of an id begins a process."""
    typ = typ_av(plats.som, id, verb)
    u = await utkast.hamta(plats, _formularet(id, verb, typ))
    varden = {**request.query_params, **(u.innehall if u else {})}
    return await _form(request, plats, id, verb, typ, varden, sparat=u, version=str(u.version) if u else "0")


@router.post("/vid-sidan/{id}/utkast/{verb}")
async def spara_sjalv(request: Request, plats: Sittande, id: str, verb: str) -> Response:
    """What the page's script saves while one writes. Raises: FinnsInte, Avvisning."""
    f = _formularet(id, verb, typ_av(plats.som, id, verb))
    return await utkast.spara_sjalv(plats, f, await las_formularet(request))


@router.post("/vid-sidan/{id}/gor/{verb}")
async def sag(request: Request, plats: Sittande, id: str, verb: str) -> Response:
    """What is wrong with it, what it would change, a draft of it, or, confirmed, the process."""
    typ = typ_av(plats.som, id, verb)
    skrivet = await las_formularet(request)
    varden = {k: v for k, v in skrivet.items() if k not in _DOLDA}
    steg, nyckel, version = skrivet.get("steg", ""), skrivet.get("id", ""), skrivet.get(VERSION, "0")
    form = _formularet(id, verb, typ)
    if steg == "kasta":
        await utkast.glom(plats, form)
        return RedirectResponse(request.url.path, 303)
    if steg == "utkast":
        u, krock = await utkast.spara_eller_krock(plats, form, skrivet)
        nu = str(u.version) if u else "0"
        return await _form(request, plats, id, verb, typ, varden, sparat=u, version=nu, krock=krock)
    falt = formular.falten(typ)
    fel = formular.formfel(falt, varden, typ.regel)
    if steg == "andra" or not _ID.fullmatch(nyckel) or fel:
        return await _form(request, plats, id, verb, typ, varden, () if steg == "andra" else fel, version=version)
    slag = NYA[verb] if id == NY else slag_av(id)
    pid = processen.nytt_id(slag, nyckel[:10]) if id == NY else id
    data = formular.las(falt, varden, verb)
    kommando_id = processen.kommandoid(pid, nyckel, plats.som)
    hem = RedirectResponse(f"/vid-sidan/{quote(pid, safe='')}", 303)
    # Also the form before the check: a page that one has gone back to, and sends again (K0.6).
    if await plats.las(processen.ar_sagt, pid, kommando_id):
        return hem
    try:
        blir = await plats.las(processen.tank, slag, pid, data, plats.hus.regelverk, plats.hus.klocka())
        if steg != "gor":
            annan = await utkast.annan(plats, form, version)
            return await _kontroll(request, plats, id, verb, typ, varden, nyckel, data, blir, annan, version)
        klient = Processklient(await plats.hus.temporal(), plats.hus.motor, plats.hus.talamod)
        await klient.sag(PROCESSER[slag], pid, data, plats.som, kommando_id=kommando_id)
    except FinnsInte:
        raise
    except Avvisning as nej:
        if steg == "gor" and await plats.las(processen.ar_sagt, pid, kommando_id):
            return hem  # said while it was tried
        namn = {f.namn for f in falt} & {nej.falt, (nej.falt or "").partition(".")[0]}
        fel = [Fel(namn.pop() if namn else "", nej.text, nej.regel)]
        return await _form(request, plats, id, verb, typ, varden, fel, version=version)
    await utkast.glom(plats, form)
    return hem


def _formularet(id: str, verb: str, typ: type[Kommando]) -> Formular:
    """Where the form keeps itself: with the process, for those of the role who see it, or with whoever begins one."""
    egen = id == NY
    var = Utkastplats(NYTT if egen else id, verb, ser=(lambda *_: True) if egen else processlasning.ser, egen=egen)
    vag = f"/vid-sidan/{quote(id, safe='')}/utkast/{verb}"
    return Formular(var, vag, frozenset(f.namn for f in formular.falten(typ)))


async def _kontroll(
    request: Request, plats: Plats, id: str, verb: str, typ: type[Kommando], varden: Mapping[str, str], nyckel: str,
    data: Mapping[str, Any], steg: Processteg, annan: Utkast | None, version: str,
) -> Response:  # fmt: skip
    flyttas = None
    if NYA.get(verb) == MASSBYTE.slag:
        flyttas = await plats.las(lambda motor, _som: processen.att_flytta(motor, data, plats.idag))
    svar = [(f, formular.visat(f, varden[f.namn])) for f in formular.falten(typ) if varden.get(f.namn, "").strip()]
    vantas = list(PROCESSER[NYA.get(verb) or slag_av(id)].bevakningar(steg.efter.lage)) if steg.efter else []
    return sida(
        request, "vid_sidan/process_kontroll.html", plats, id=id, verb=verb, typ=typ, falt=svar,
        varden={**varden, VERSION: version}, nyckel=nyckel, kod=plats.kod(request.url.path),
        hander=[HANDELSE.get(p.handelse.slag, p.handelse.slag) for p in steg.poster],
        brev=steg.meddelanden, vantas=[b for b in vantas if b.vantar], flyttas=flyttas,
        annans=annan and utkast.annans(plats, annan),
    )  # fmt: skip


async def _form(
    request: Request, plats: Plats, id: str, verb: str, typ: type[Kommando], varden: Mapping[str, str],
    fel: Sequence[Fel] = (), *, sparat: Utkast | None = None, version: str = "0", krock: str | None = None,
) -> Response:  # fmt: skip
    falt = formular.falten(typ)
    kanda = await plats.las(personal.kanda, verb, [f.namn for f in falt], plats.idag)
    return sida(
        request, "vid_sidan/process_gor.html", plats, status=409 if krock else 422 if fel else 200, id=id, verb=verb,
        typ=typ, varden=varden, falt=falt, fel=fel, felen={f.falt: f.text for f in fel},
        nyckel=secrets.token_hex(8), kod=plats.kod(request.url.path), kanda=kanda,
        reglerna=reglerna(plats.hus.regelverk, plats.idag) if verb == "foresla_varden" else (),
        **utkast.sidans(plats, _formularet(id, verb, typ), sparat, version, falt=falt, krock=krock),
    )  # fmt: skip
