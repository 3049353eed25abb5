"""What a socialsekreterare works with: the threads it is in, deviations and common judgements, and nothing else (K3.7).

It sees no case, so that none of the case's own pages is for it; these hold what it is told of the kunder that it is
named for, and what it may say.
"""

from __future__ import annotations

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
from persistence.arende import lasning
from persistence.arende.meddelandetradar import Trad
from persistence.journal.dokument import Dokument
from starter.api.regel import Aktorskrav
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.meddelanden import FLEST_FILER, inlagda, lagg_in
from starter.skrivbord.vagar.arendet.utkast import texterna
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
    for arende in await plats.las(lasning.namngivna, antal=_FLEST):
        tradar = await plats.las(arendet.tradar, arende)
        rader.append((arende, tradar, sum(t.olasta for t in tradar), len(await _texterna(plats, arende))))
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
    bilagor, fel = await _filerna(plats, arende, form)
    if not fel:
        utover = {"trad": skrivet["trad"]} if skrivet.get("trad", "").isdecimal() else {}
        fel = await sagt(plats, arende, verb, falt, skrivet, utover | ({"bilagor": bilagor} if bilagor else {}))
    else:
        fel += formular.formfel(falt, skrivet, KOMMANDON[verb].regel)
    if fel:
        return await _visa(request, plats, arende, skrivet, fel, bilagor)
    return RedirectResponse(f"{VAG}/{quote(arende, safe='')}", 303)


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
    bilagor: Sequence[str] = (),
) -> Response:  # fmt: skip
    await plats.las(arendet.att_tala_till, arende, "sidan om kunden")
    # A browser that fetches a page beforehand has not shown it to anybody.
    kvittera = "prefetch" not in request.headers.get("sec-purpose", "")
    tradar: list[Trad] = []
    for t in await plats.las(arendet.tradar, arende):
        tradar.append(await plats.las(arendet.trad, arende, t.trad, kvittera=kvittera))
    texter = [_text(d) for d in reversed(await _texterna(plats, arende))]
    formen = [(v, KOMMANDON[v], _falten(v)) for v in SAGS[1:]]
    return sida(
        request, "utifran/mina_kunder_en.html", plats, status=422 if fel else 200, arende=arende, tradar=tradar,
        texter=texter, formen=formen, skrivet=skrivet, fel=fel or [], felen={f.falt: f.text for f in fel or []},
        mellan=samtal.mellan, bilagor=bilagor, vem=samtal.vem, id=lambda: secrets.token_hex(8),
        kod=plats.kod(request.url.path),
    )  # fmt: skip


def _text(d: Dokument) -> _Text:
    typ = KOMMANDON.get(d.slag)
    stycken = tuple((kort(falt), str(v)) for falt, v in d.innehall.items())
    return _Text(typ.rubrik if typ else med_stor(i_ord(d.slag)), d, aktor_i_ord(Aktor.tolka(d.av)), stycken)
