"""What stands beside the cases: incidents with their hours, an anordnare's record, and moves of many cases at once."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Roll
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.processer.forlopp import Processteg
from domain.processer.gallring.rutin import GALLRING
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.regelutgava.rutin import REGELUTGAVA
from domain.skeende.kommando import Kommando
from persistence.process import processlasning
from persistence.process.gallring import gallringsprotokoll
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vyer import formular
from starter.skrivbord.vyer.formular import Fel
from starter.stod.klient.process import Processklient
from starter.tjanster import processen
from starter.tjanster.handlingar import Handling, processtext
from starter.visning.ordval.namndtext import Tabell
from starter.visning.ordval.processord import HANDELSE, LAGE
from starter.visning.ordval.processuppgifter import gallringen, uppgifter

router = APIRouter(include_in_schema=False)

SLAGORD = {
    PERSONUPPGIFTSINCIDENT.slag: "Personuppgiftsincidenter",
    MASSBYTE.slag: "Flyttar av många ärenden",
    VILLKORSUTSKICK.slag: "Villkor till alla anordnare",
    ANORDNARAKT.slag: "Anordnarnas personal och villkor",
    REGELUTGAVA.slag: "Beslutade belopp och värden",
    KVALITETSUPPFOLJNING.slag: "Kvalitetsuppföljningar",
    GALLRING.slag: "Gallringar",
}
NYA = {
    "anmal_incident": PERSONUPPGIFTSINCIDENT.slag,
    "byt_alla_karriarvagledare": MASSBYTE.slag,
    "byt_alla_anordnare": MASSBYTE.slag,
    "skicka_villkor_till_alla": VILLKORSUTSKICK.slag,
    "aterkalla_villkor_hos_alla": VILLKORSUTSKICK.slag,
    "foresla_checkbelopp": REGELUTGAVA.slag,
    "foresla_varden": REGELUTGAVA.slag,
    "oppna_uppfoljning": KVALITETSUPPFOLJNING.slag,
    "foresla_gallring": GALLRING.slag,
}
"""Kommandon that a process of its own begins with."""
_PREFIX = {f"{r.namn}-": r.slag for r in PROCESSER.values() if r.namn}
_ID = re.compile(r"[0-9a-f]{16}")
_DOLDA = ("csrf", "id", "steg")


@router.get("/vid-sidan")
async def alla(request: Request, plats: Sittande) -> Response:
    """What there is of each kind that one may see, latest touched first, and what one may begin."""
    finns = {s: await plats.las(processlasning.processer, s) for s in SLAGORD}
    nya = [(v, typ.rubrik) for v, typ in ((v, PROCESSER[s].verb[v]) for v, s in NYA.items()) if _far(plats, typ)]
    egen = akt_id(plats.som.organisation) if plats.som.roll is Roll.ANORDNARE and plats.som.organisation else None
    return sida(request, "vid_sidan/vid_sidan.html", plats, finns=finns, slagord=SLAGORD, nya=nya, lage=LAGE, egen=egen)


@router.get("/vid-sidan/{id}")
async def en(request: Request, plats: Sittande, id: str) -> Response:
    """One of them: how it stands, what it awaits and by when, and what has happened."""
    slag = _slag(id)
    try:
        s: processen.Lage | None = await plats.las(processen.hur_det_star, slag, id)
    except FinnsInte:
        if slag != ANORDNARAKT.slag or id != akt_id(plats.som.organisation or ""):
            raise
        s = None  # an anordnare's record begins with the first that is said in it
    texter: Sequence[Handling] = [processtext(d) for d in s.texter] if s else ()
    kan = [(v, typ.rubrik) for v, typ in PROCESSER[slag].verb.items() if v not in NYA and _far(plats, typ)]
    return sida(
        request, "vid_sidan/process.html", plats, s=s, id=id, slagord=SLAGORD[slag], lage=LAGE, handelse=HANDELSE,
        kan=kan, texter=texter, nu=plats.hus.klocka(), uppgifter=await _uppgifter(plats, slag, s) if s else (),
    )  # fmt: skip


@router.get("/vid-sidan/{id}/gor/{verb}")
async def fraga(request: Request, plats: Sittande, id: str, verb: str) -> Response:
    """The form; ``ny`` in the place of an id begins a process of its own."""
    typ = _typ(plats, id, verb)
    return _form(request, plats, id, verb, typ, dict(request.query_params))


@router.post("/vid-sidan/{id}/gor/{verb}")
async def sag(request: Request, plats: Sittande, id: str, verb: str) -> Response:
    """What is wrong with it, what it would change, or, confirmed, the process."""
    typ = _typ(plats, id, verb)
    skrivet = await las_formularet(request)
    varden = {k: v for k, v in skrivet.items() if k not in _DOLDA}
    falt = formular.falten(typ)
    fel = formular.formfel(falt, varden, typ.regel)
    nyckel = skrivet.get("id", "")
    if skrivet.get("steg") == "andra" or not _ID.fullmatch(nyckel) or fel:
        return _form(request, plats, id, verb, typ, varden, () if skrivet.get("steg") == "andra" else fel)
    slag = NYA[verb] if id == "ny" else _slag(id)
    pid = processen.nytt_id(slag, nyckel[:10]) if id == "ny" else id
    data = formular.las(falt, varden, verb)
    try:
        steg = await plats.las(processen.tank, slag, pid, data, plats.hus.regelverk, plats.hus.klocka())
        if skrivet.get("steg") != "gor":
            return await _kontroll(request, plats, id, verb, typ, varden, nyckel, data, steg)
        klient = Processklient(await plats.hus.temporal(), plats.hus.motor, plats.hus.talamod)
        await klient.sag(
            PROCESSER[slag], pid, data, plats.som, kommando_id=processen.kommandoid(pid, nyckel, plats.som)
        )
    except FinnsInte:
        raise
    except Avvisning as nej:
        traff = nej.falt if nej.falt in {f.namn for f in falt} else ""
        return _form(request, plats, id, verb, typ, varden, [Fel(traff or "", nej.text, nej.regel)])
    return RedirectResponse(f"/vid-sidan/{quote(pid, safe='')}", 303)


async def _kontroll(
    request: Request, plats: Plats, id: str, verb: str, typ: type[Kommando], varden: Mapping[str, str], nyckel: str,
    data: Mapping[str, Any], steg: Processteg,
) -> Response:  # fmt: skip
    flyttas = await plats.las(lambda motor, _som: processen.att_flytta(motor, data, plats.idag)) if NYA.get(verb) == MASSBYTE.slag else None  # noqa: E501  # fmt: skip
    svar = [(f, formular.visat(f, varden[f.namn])) for f in formular.falten(typ) if varden.get(f.namn, "").strip()]
    vantas = list(PROCESSER[NYA.get(verb) or _slag(id)].bevakningar(steg.efter.lage)) if steg.efter else []
    return sida(
        request, "vid_sidan/process_kontroll.html", plats, id=id, verb=verb, typ=typ, falt=svar, varden=varden,
        nyckel=nyckel, kod=plats.kod(request.url.path),
        hander=[HANDELSE.get(p.handelse.slag, p.handelse.slag) for p in steg.poster],
        brev=steg.meddelanden, vantas=[b for b in vantas if b.vantar], flyttas=flyttas,
    )  # fmt: skip


def _form(
    request: Request, plats: Plats, id: str, verb: str, typ: type[Kommando], varden: Mapping[str, str],
    fel: Sequence[Fel] = (),
) -> Response:  # fmt: skip
    return sida(
        request, "vid_sidan/process_gor.html", plats, status=422 if fel else 200, id=id, verb=verb, typ=typ,
        varden=varden, falt=formular.falten(typ), fel=fel, felen={f.falt: f.text for f in fel},
        nyckel=secrets.token_hex(8), kod=plats.kod(request.url.path),
    )  # fmt: skip


async def _uppgifter(plats: Plats, slag: str, s: processen.Lage) -> list[Tabell]:
    """What stands in it, as tables; of a gallring the list that is signed, with what has become of each row (K3.8)."""
    if slag != GALLRING.slag:
        return uppgifter(slag, s.process.data)
    return gallringen(s.process.data, await plats.las(gallringsprotokoll.protokoll, s.process.id))


def _slag(id: str) -> str:
    for prefix, slag in _PREFIX.items():
        if id.startswith(prefix):
            return slag
    raise FinnsInte("K3.3", "sidan finns inte", "id")


def _typ(plats: Plats, id: str, verb: str) -> type[Kommando]:
    """The kommando, if one's role may say it there. Raises: FinnsInte, Avvisning."""
    if (id == "ny") != (verb in NYA):
        raise FinnsInte("K0.6", "sidan finns inte", "kommando")
    typ = PROCESSER[NYA[verb] if id == "ny" else _slag(id)].verb.get(verb)
    if typ is None:
        raise FinnsInte("K0.6", "sidan finns inte", "kommando")
    if not _far(plats, typ):
        raise Avvisning(typ.regel, "det här är inte till för din roll", "kommando")
    return typ


def _far(plats: Plats, typ: type[Kommando]) -> bool:
    return plats.som.roll in typ.roller
