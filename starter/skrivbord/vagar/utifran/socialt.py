"""What a socialsekreterare works with: the threads it is in, deviations and common judgements, and nothing else (K3.7).

It sees no case, so that none of the case's own pages is for it; these hold what it is told of the kunder that it is
named for, and what it may say.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.ordval import i_ord, med_stor
from domain.grund.parter import Aktor, Roll
from domain.liv.rutin import KOMMANDON
from persistence.arende import lasning, socialsekreterarens
from persistence.arende.meddelandetradar import Trad
from persistence.arende.utkast import Utkast, Utkastplats
from persistence.journal.dokument import Dokument
from starter.api.regel import Aktorskrav
from starter.skrivbord import utkast
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import Formular
from starter.skrivbord.vagar.arendet.meddelanden import FLEST_FILER, inlagda, lagg_in
from starter.skrivbord.vagar.arendet.utkast import las_formularet, texterna
from starter.skrivbord.vagar.utifran.sagt import sagt
from starter.skrivbord.vyer import formular, samtal
from starter.skrivbord.vyer.formular import Falt, Fel
from starter.tjanster import arendet
from starter.visning.ordval.falt import kort
from starter.visning.ordval.lagesord import aktor_i_ord

router = APIRouter(include_in_schema=False, dependencies=[Depends(Aktorskrav(Roll.SOCIALSEKRETERARE))])

VAG = "/mina-kunder"
SAGS = ("svara_i_trad", "bekrafta_helhetsbedomning", "registrera_helhetsbedomning")
"""What may be said from the page, in its order."""
_FLEST = 100
_UTAN = ("trad", "bilagor")
_TRAD = re.compile(r"[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that one is told of: what it is, by whom, and its words under their headings."""

    vad: str
    dokument: Dokument
    vem: str
    stycken: tuple[tuple[str, str], ...]


@router.get(VAG)
async def alla(request: Request, plats: Sittande) -> Response:
    """The cases of the kunder that one is named for, with what is unread in each."""
    rader = []
    for e in await plats.las(socialsekreterarens.egna, antal=_FLEST):
        tradar = await plats.las(arendet.tradar, e.arende)
        rader.append((e, tradar, sum(t.olasta for t in tradar), len(await _texterna(plats, e.arende))))
    return sida(request, "utifran/mina_kunder.html", plats, rader=rader)


@router.get(VAG + "/{arende}")
async def en(request: Request, plats: Sittande, arende: str) -> Response:
    """What one is told of a case; its threads are then read. Raises: FinnsInte."""
    return await _visa(request, plats, arende, {})


@router.post(VAG + "/{arende}")
async def sag(request: Request, plats: Sittande, arende: str) -> Response:
    """What was said, or what is wrong with it. Raises: FinnsInte, IngenKontakt."""
    form = await request.form(max_fields=50, max_files=FLEST_FILER)
    skrivet = texterna(form)
    verb = skrivet.get("verb", "")
    if verb not in SAGS:
        raise FinnsInte("K3.7", "sidan finns inte", "verb")
    await plats.las(arendet.att_tala_till, arende, verb)
    falt = _falten(verb)
    f, steg = _formularet(arende, verb, skrivet.get("trad", "")), skrivet.get("steg", "")
    if steg == "kasta":
        await utkast.glom(plats, f)
        return RedirectResponse(f"{VAG}/{quote(arende, safe='')}", 303)
    bilagor, fel = await _filerna(plats, arende, form)
    if steg == "utkast" and not fel:
        u, krock = await utkast.spara_eller_krock(plats, f, skrivet | {"bilagor": "\n".join(bilagor)})
        if krock:
            return await _visa(request, plats, arende, skrivet, bilagor=bilagor, u=u, krock=krock)
        return RedirectResponse(f"{VAG}/{quote(arende, safe='')}", 303)
    if not fel:
        utover = {"trad": skrivet["trad"]} if skrivet.get("trad", "").isdecimal() else {}
        fel = await sagt(plats, arende, verb, falt, skrivet, utover | ({"bilagor": bilagor} if bilagor else {}))
    else:
        fel += formular.formfel(falt, skrivet, KOMMANDON[verb].regel)
    if fel:
        return await _visa(request, plats, arende, skrivet, fel, bilagor)
    await utkast.glom(plats, f)
    return RedirectResponse(f"{VAG}/{quote(arende, safe='')}", 303)


@router.post(VAG + "/{arende}/utkast/{verb}")
async def spara_sjalv(request: Request, plats: Sittande, arende: str, verb: str) -> Response:
    """What the page's script saves while one writes. Raises: FinnsInte."""
    if verb not in SAGS:
        raise FinnsInte("K3.7", "sidan finns inte", "verb")
    skrivet = await las_formularet(request)
    return await utkast.spara_sjalv(plats, _formularet(arende, verb, skrivet.get("trad", "")), skrivet)


def _formularet(arende: str, verb: str, trad: str = "") -> Formular:
    """Where what one has begun is kept, for oneself alone; an answer with its thread."""
    avser = trad if verb == SAGS[0] and _TRAD.fullmatch(trad) else ""
    namn = frozenset({"bilagor", *(f.namn for f in _falten(verb))})
    var = Utkastplats(arende, verb, avser, ser=socialsekreterarens.laser, egen=True)
    return Formular(var, f"{VAG}/{quote(arende, safe='')}/utkast/{verb}", namn)


async def _filerna(plats: Plats, arende: str, form: FormData) -> tuple[list[str], list[Fel]]:
    """The files that were sent, kept with those that were before; and what is wrong with one (K4.7)."""
    bilagor = inlagda(form)
    try:
        for fil in form.getlist("fil"):
            if isinstance(fil, UploadFile) and fil.filename:
                bilagor.append((await lagg_in(plats, arende, fil)).id)
    except Avvisning as nej:
        return bilagor, [Fel("fil", f"Bifoga filer: {nej.text}", nej.regel)]
    return bilagor, []


def _falten(verb: str) -> list[Falt]:
    return [f for f in formular.falten(KOMMANDON[verb]) if f.namn not in _UTAN and f.namn != "svar_vantas_av"]


async def _texterna(plats: Plats, arende: str) -> list[Dokument]:
    """Deviations and judgements; the words of a thread stand in the thread."""
    return [d for d in await plats.las(lasning.dokument, arende) if d.slag not in _I_TRADEN]


_I_TRADEN = frozenset({"skriv_meddelande", "svara_i_trad", "anteckna_internt"})


async def _visa(
    request: Request, plats: Plats, arende: str, skrivet: dict[str, str], fel: list[Fel] | None = None,
    bilagor: Sequence[str] = (), *, u: Utkast | None = None, krock: str | None = None,
) -> Response:  # fmt: skip
    await plats.las(arendet.att_tala_till, arende, "sidan om kunden")
    # A browser that fetches a page beforehand has not shown it to anybody.
    kvittera = "prefetch" not in request.headers.get("sec-purpose", "")
    tradar: list[Trad] = []
    for t in await plats.las(arendet.tradar, arende):
        tradar.append(await plats.las(arendet.trad, arende, t.trad, kvittera=kvittera))
    texter = [_text(d) for d in reversed(await _texterna(plats, arende))]
    formen = [(v, KOMMANDON[v], _falten(v)) for v in SAGS[1:]]
    ifyllt = {}
    svaren = [(SAGS[0], str(t.trad)) for t in tradar if not t.stangd]
    for verb, trad in [*svaren, *((v, "") for v in SAGS[1:])]:
        egen = skrivet.get("verb") == verb and trad in ("", skrivet.get("trad"))
        ifyllt[verb, trad] = await utkast.fylld(
            plats, _formularet(arende, verb, trad), skrivet if egen else None, falt=_falten(verb),
            nu=u if egen else None, krock=krock if egen else None,
        )  # fmt: skip
    vem = await plats.las(socialsekreterarens.egna, antal=1, arende=arende)
    return sida(
        request, "utifran/mina_kunder_en.html", plats, status=409 if krock else 422 if fel else 200, arende=arende,
        e=vem[0] if vem else None, tradar=tradar, ifyllt=ifyllt, texter=texter, formen=formen, skrivet=skrivet,
        fel=fel or [], felen={f.falt: f.text for f in fel or []},
        mellan=samtal.mellan, bilagor=bilagor, vem=samtal.vem, id=lambda: secrets.token_hex(8),
        kod=plats.kod(request.url.path),
    )  # fmt: skip


def _text(d: Dokument) -> _Text:
    typ = KOMMANDON.get(d.slag)
    stycken = tuple((kort(falt), str(v)) for falt, v in d.innehall.items())
    return _Text(typ.rubrik if typ else med_stor(i_ord(d.slag)), d, aktor_i_ord(Aktor.tolka(d.av)), stycken)
