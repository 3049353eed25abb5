"""The payment months: what is paid, what is held and why, and the two signatures (K14.6)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.pengar import kronor
from domain.grund.text import fakta_om
from domain.processer.betalningsmanad.lage import REGEL
from domain.processer.betalningsmanad.rutin import BETALNINGSMANAD
from persistence.arende.utkast import Utkastplats
from persistence.betalning.obetalt import Obetalt, obetalt
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import Formular
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vyer.formular import Falt
from starter.stod.klient.process import Processklient
from starter.tjanster import processen
from starter.tjanster.betalning import betalningsmanader
from starter.visning.ordval import utbetalningsord
from starter.visning.ordval.processord import LAGE

router = APIRouter(include_in_schema=False)

PER_SIDA = 50
MANADER_PER_SIDA = 24
_DELAR = 3
_ID = re.compile(r"[0-9a-f]{16}")
VERBORD = {
    "forbered_betalning": "Förbered för attest", "attestera_betalning": "Attestera", "aterlamna_betalning": "Återlämna",
}  # fmt: skip
_FALT = (Falt("text", "text", "Text", "", False),)
_TEXT = {"forbered_betalning": "notering", "aterlamna_betalning": "skal"}


@router.get("/ekonomi")
async def manader(
    request: Request, plats: Sittande, efter: Annotated[str, Query(max_length=200)] = "",
    fore: Annotated[str, Query(pattern=r"^([0-9]{4}-[0-9]{2})?$")] = "",
) -> Response:  # fmt: skip
    """The closed months; before them, to an anordnare, what it has not been paid yet and why."""
    alla = await plats.las(betalningsmanader.manader, fore=fore or None, antal=MANADER_PER_SIDA + 1)
    aldre = alla[MANADER_PER_SIDA - 1][0].manad if len(alla) > MANADER_PER_SIDA else None
    rader: Sequence[Obetalt] = ()
    if plats.som.roll is Roll.ANORDNARE:
        rader = await plats.las(obetalt, efter=_plats(efter), antal=PER_SIDA + 1)
    sist = rader[PER_SIDA - 1] if len(rader) > PER_SIDA else None
    return sida(
        request, "ekonomi/ekonomi.html", plats, manader=alla[:MANADER_PER_SIDA], aldre=aldre, lage=LAGE,
        obetalt=rader[:PER_SIDA], kunder=await plats.namnen(o.arende for o in rader[:PER_SIDA]),
        mer=f"{sist.rad.avser}|{sist.arende}|{sist.rad.nyckel}" if sist else "",
    )  # fmt: skip


def _mot(skillnad: Decimal) -> str:
    """A difference to the month before, with its sign."""
    return "samma" if not skillnad else ("+" if skillnad > 0 else "") + kronor(skillnad)


def _plats(efter: str) -> tuple[str, str, str] | None:
    """Where the page before ended."""
    delar = efter.split("|")
    return (delar[0], delar[1], delar[2]) if len(delar) == _DELAR else None


@router.get("/ekonomi/{manad}")
async def en_manad(request: Request, plats: Sittande, manad: str) -> Response:
    """A month as a ledger."""
    return await _manad(request, plats, manad)


@router.post("/ekonomi/{manad}/{verb}")
async def sag(request: Request, plats: Sittande, manad: str, verb: str) -> Response:
    """Prepare, attest or hand back; or keep what is to be said with it."""
    skrivet = await las_formularet(request)
    id_ = skrivet.get("id", "")
    id_ = id_ if _ID.fullmatch(id_) else secrets.token_hex(8)
    pid = processen.id_for(BETALNINGSMANAD.slag, manad)
    kommando_id = processen.kommandoid(pid, id_, plats.som)
    if await plats.las(processen.ar_sagt, pid, kommando_id):  # two clicks, or a page that one has gone back to
        return RedirectResponse(f"/ekonomi/{quote(manad, safe='')}", 303)
    await _prova(plats, manad, verb)
    f, steg = _formularet(manad, verb), skrivet.get("steg", "")
    if steg == "kasta":
        await utkast.glom(plats, f)
    if steg == "utkast":
        u, krock = await utkast.spara_eller_krock(plats, f, skrivet)
        if krock:
            kvar = {verb: await utkast.fylld(plats, f, skrivet, falt=_FALT, nu=u, krock=krock)}
            return await _manad(request, plats, manad, kvar=kvar)
    if steg in ("kasta", "utkast"):
        return RedirectResponse(f"/ekonomi/{quote(manad, safe='')}", 303)
    data: dict[str, object] = {"kommando": verb}
    text = skrivet.get("text", "").strip()
    if text and verb in _TEXT:
        data[_TEXT[verb]] = text
    if verb == "aterlamna_betalning" and not fakta_om(text).ifylld:
        kvar = {verb: await utkast.fylld(plats, f, skrivet)}
        return await _manad(request, plats, manad, "skriv varför den lämnas tillbaka", kvar)
    klient = Processklient(await plats.hus.temporal(), plats.hus.motor, plats.hus.talamod)
    try:
        await klient.sag(BETALNINGSMANAD, pid, data, plats.som, kommando_id=kommando_id)
    except Avvisning as nej:
        return await _manad(request, plats, manad, nej.text, {verb: await utkast.fylld(plats, f, skrivet)})
    await utkast.glom(plats, f)
    return RedirectResponse(f"/ekonomi/{quote(manad, safe='')}", 303)


@router.post("/ekonomi/{manad}/utkast/{verb}")
async def spara_sjalv(request: Request, plats: Sittande, manad: str, verb: str) -> Response:
    """What the page's script saves while one writes. Raises: FinnsInte, Avvisning."""
    await _prova(plats, manad, verb)
    return await utkast.spara_sjalv(plats, _formularet(manad, verb), await las_formularet(request))


async def _prova(plats: Plats, manad: str, verb: str) -> None:
    """Raises: FinnsInte; Avvisning, K14.6."""
    if verb not in (await plats.las(betalningsmanader.en_manad, manad)).mojliga:
        raise Avvisning(REGEL, "det här kan du inte göra med månaden nu", "kommando")


def _formularet(manad: str, verb: str) -> Formular:
    """Where a word on the month is kept until it is said: with those of the role, as the month itself is theirs."""
    # The month has been asked for, and it has no process of its own before somebody prepares it.
    var = Utkastplats(processen.id_for(BETALNINGSMANAD.slag, manad), verb, ser=lambda *_: True)
    return Formular(var, f"/ekonomi/{quote(manad, safe='')}/utkast/{verb}", frozenset(f.namn for f in _FALT))


async def _manad(
    request: Request, plats: Plats, manad: str, fel: str = "",
    kvar: dict[str, tuple[Mapping[str, str], dict[str, Any]]] | None = None,
) -> Response:  # fmt: skip
    """``kvar`` is what was sent with a form that comes back."""
    m = await plats.las(betalningsmanader.en_manad, manad)
    fore = await plats.las(betalningsmanader.manaden_fore, manad)
    koder = {v: plats.kod(f"/ekonomi/{manad}/{v}") for v in m.mojliga}
    orden = {v: await utkast.fylld(plats, _formularet(manad, v)) for v in _TEXT if v in m.mojliga} | (kvar or {})
    krock = any(u["krock"] for _, u in orden.values())
    return sida(
        request, "ekonomi/manad.html", plats, status=409 if krock else 422 if fel else 200, m=m, orden=orden,
        koder=koder, id=secrets.token_hex(8),
        verbord=VERBORD, fel=fel, lage=LAGE, hallen=utbetalningsord.HALLEN,
        medtext=_TEXT, regel=REGEL, fore=fore, mot=_mot,
    )  # fmt: skip
