"""The threads of a case: to read one, to write in it, to begin one, and to note something for one's own (K4.6).

What is sent is said at once, without a page between: nothing follows from a message but that it is read. The form's id
is the kommando's, so that the same form sent twice is one message.
"""

from __future__ import annotations

import re
import secrets
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartParser

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.liv.rutin import KOMMANDON
from persistence.arende.filer import Fil
from persistence.arende.utkast import Utkast
from starter.api.vagar.meddelanden import Filid, som_fil
from starter.skrivbord import utkast
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.utkast import Formular
from starter.skrivbord.vagar.arendet.arende import arendesida
from starter.skrivbord.vagar.arendet.utkast import flera, formularet, kasta, texterna
from starter.skrivbord.vyer import samtal
from starter.skrivbord.vyer.formular import Fel
from starter.tjanster import arendeblad, arendet, filer
from starter.tjanster.arendeblad import Blad

router = APIRouter(include_in_schema=False)

_ID = re.compile(r"[0-9a-f]{16}")
MultiPartParser.spool_max_size = 16 * 1024 * 1024
"""What is sent is held in memory until the database has it: no file of anybody's is laid on a disk on its way."""
_NYA = {"ny": "skriv_meddelande", "anteckning": "anteckna_internt"}
_FIL = re.compile(r"[0-9a-f]{32}")
FLEST_FILER = 5
_ETIKETT = {
    "amne": "Ämne", "bilagor": "Bifoga filer", "fil": "Bifoga filer", "svar_vantas_av": "Vem ska svara?",
    "text": "Meddelande", "till": "Till",
}  # fmt: skip
_NUMMER = re.compile(r"[1-9][0-9]{0,3}")


@router.get("/arenden/{arende}/meddelanden/{vad}")
async def las(request: Request, plats: Sittande, arende: str, vad: str) -> Response:
    """A thread, which is then read; or the form of a new one. Raises: FinnsInte, Avvisning."""
    b = await plats.las(arendeblad.blad, arende)
    if vad in _NYA:
        _prova(b, _NYA[vad])
    u = await utkast.hamta(plats, _formularet(b, vad))
    visa = _ny if vad in _NYA else _trad
    return await visa(request, plats, b, vad, _ur(u) if u else {}, u=u)


@router.get("/arenden/{arende}/filer/{fil_id}")
async def fil(plats: Sittande, arende: str, fil_id: Filid) -> Response:
    """A file to be saved. Raises: FinnsInte."""
    return som_fil(*await plats.las(filer.hamta, arende, fil_id))


@router.post("/arenden/{arende}/meddelanden/{vad}")
async def skriv(request: Request, plats: Sittande, arende: str, vad: str) -> Response:
    """What was written is sent, or kept; what is wrong with it comes back with it. Raises: FinnsInte, Avvisning."""
    b = await plats.las(arendeblad.blad, arende)
    form = await request.form(max_fields=50, max_files=FLEST_FILER)
    texter = texterna(form)
    skrivet: dict[str, Any] = {k: texter.get(k, "").strip() for k in ("amne", "text")}
    skrivet |= {"till": [str(t) for t in form.getlist("till")], "svar_vantas_av": str(form.get("svar_vantas_av", ""))}
    skrivet["bilagor"] = inlagda(form)
    _prova(b, _verb(form, vad))
    id_, steg, version = (str(form.get(k, "")) for k in ("id", "steg", utkast.VERSION))
    kvar = _formularet(b, vad)
    if steg == "kasta":
        return await kasta(plats, kvar, request.url.path)
    visa = _ny if vad in _NYA else _trad
    try:
        for fil in form.getlist("fil"):
            if isinstance(fil, UploadFile) and fil.filename:
                ny = await lagg_in(plats, arende, fil)
                skrivet["bilagor"].append(ny.id)
        if steg == "utkast":
            sagt = texter | {"till": flera(form, "till"), "bilagor": "\n".join(skrivet["bilagor"])}
            u, krock = await utkast.spara_eller_krock(plats, kvar, sagt)
            return await visa(request, plats, b, vad, skrivet, u=u, krock=krock)
        data = _sagt(form, vad, skrivet)
        if not _ID.fullmatch(id_):
            raise Avvisning("K0.6", "formuläret är gammalt: skicka det en gång till", "id")
        kvitto = await plats.sag(b.rad.arende, data, id_)
    except Avvisning as nej:
        etikett = _ETIKETT.get(nej.falt or "")
        fel = Fel(str(nej.falt), f"{etikett}: {nej.text}", nej.regel) if etikett else Fel("", nej.text, nej.regel)
        return await visa(request, plats, b, vad, skrivet, fel, version=version)
    if _verb(form, vad) != "stang_trad":
        await utkast.glom(plats, kvar)
    nummer = vad if vad not in _NYA else await _den_nya(plats, arende, kvitto.fran_nr)
    return RedirectResponse(f"/arenden/{quote(b.rad.arende, safe='')}/meddelanden/{nummer}", 303)


def _formularet(b: Blad, vad: str) -> Formular:
    """Where what is begun is kept: one of each kind to a case, and one answer to a thread. Raises: FinnsInte."""
    if vad in _NYA:
        return formularet(b, _NYA[vad], {})
    return formularet(b, "svara_i_trad", {"trad": str(_nummer(vad))})


def _ur(u: Utkast) -> dict[str, Any]:
    """A draft as the form shows it."""
    return {**u.innehall, **{k: u.innehall.get(k, "").split() for k in ("till", "bilagor")}}


def inlagda(form: FormData) -> list[str]:
    """The ids of files that a form which came back has kept already."""
    return [f for f in map(str, form.getlist("bilagor")) if _FIL.fullmatch(f)]


async def lagg_in(plats: Plats, arende: str, fil: UploadFile) -> Fil:
    """Keep a file that is sent with a message. Raises: FinnsInte; Avvisning, K4.7."""
    innehall = await fil.read()
    return await plats.las(
        lambda motor, som: filer.lagg_in(
            motor, som, plats.hus.regelverk, arende, str(fil.filename), innehall, plats.idag
        )
    )


def _verb(form: FormData, vad: str) -> str:
    return _NYA.get(vad) or ("stang_trad" if form.get("gor") == "stang" else "svara_i_trad")


def _sagt(form: FormData, vad: str, skrivet: dict[str, Any]) -> dict[str, Any]:
    """The kommando of what was sent; what is empty is left out. Raises: FinnsInte."""
    verb = _verb(form, vad)
    data: dict[str, Any] = {"kommando": verb}
    if vad not in _NYA:
        data["trad"] = _nummer(vad)
    for falt in KOMMANDON[verb].model_fields:
        if skrivet.get(falt):
            data[falt] = skrivet[falt]
    return data


async def _den_nya(plats: Plats, arende: str, nr: int) -> int | str:
    """The thread that begins with a line of the journal; nothing, for the list, if it has not been written yet."""
    tradar = await plats.las(arendet.tradar, arende)
    return next((t.trad for t in tradar if t.skrivet[0].nr == nr), "")


def _prova(b: Blad, verb: str) -> None:
    if verb not in b.mojliga:
        raise Avvisning("K4.6", "det går inte att skriva i ärendet nu", "kommando")


def _nummer(vad: str) -> int:
    if not _NUMMER.fullmatch(vad):
        raise FinnsInte("K4.6", "sidan finns inte", "trad")
    return int(vad)


async def _trad(
    request: Request, plats: Plats, b: Blad, vad: str, skrivet: dict[str, Any], fel: Fel | None = None, *,
    u: Utkast | None = None, krock: str | None = None, version: str = "0",
) -> Response:  # fmt: skip
    # A browser that fetches a page beforehand has not shown it to anybody.
    forhand = "prefetch" in request.headers.get("sec-purpose", "")
    t = await plats.las(arendet.trad, b.rad.arende, _nummer(vad), kvittera=not forhand)
    return await arendesida(
        request, plats, b, "meddelanden", "samtal/trad.html", status=422 if fel else 200,
        rad=samtal.rad(t, b.insats), t=t, vem=samtal.vem, skrivet=skrivet, fel=[fel] if fel else [],
        andra=samtal.andra(t.mellan, plats.som), far_svara=t.stangd is None and "svara_i_trad" in b.mojliga,
        far_stanga=samtal.far_stanga(t, b.insats, plats.som) and "stang_trad" in b.mojliga,
        id=secrets.token_hex(8), kod=plats.kod(request.url.path),
        **utkast.sidans(plats, _formularet(b, vad), u, str(u.version) if u else version or "0", krock=krock),
    )  # fmt: skip


async def _ny(
    request: Request, plats: Plats, b: Blad, vad: str, skrivet: dict[str, Any], fel: Fel | None = None, *,
    u: Utkast | None = None, krock: str | None = None, version: str = "0",
) -> Response:  # fmt: skip
    parter = [r for r in samtal.PARTER if r != "socialsekreterare" or b.insats.socialsekreterare is not None]
    return await arendesida(
        request, plats, b, "meddelanden", "samtal/ny_trad.html", status=422 if fel else 200, intern=vad != "ny",
        skrivet=skrivet, fel=[fel] if fel else [], andra=samtal.andra(parter, plats.som), sort=vad,
        id=secrets.token_hex(8), kod=plats.kod(request.url.path), rubrik=KOMMANDON[_NYA[vad]].rubrik,
        **utkast.sidans(plats, _formularet(b, vad), u, str(u.version) if u else version or "0", krock=krock),
    )  # fmt: skip
