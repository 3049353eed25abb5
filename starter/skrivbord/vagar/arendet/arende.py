"""The case: a banner, its life as a line, and a tab for each of what it consists of."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any, get_args
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from domain.forklaring.oversikt import nasta_frister
from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.kallor import hanvisning
from domain.grund.lasratt import Textslag, laser
from domain.kapitel.franvaro.redovisning import all_franvaro
from domain.kapitel.uppdrag.kontaktuppgifter import far_se_kontaktuppgifter
from persistence.insyn.personnamn import ansvarigas_namn
from persistence.meddelanden import inkorg
from starter.api.vagar.meddelanden import som_pdf
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.bredvid import vem_det_galler
from starter.skrivbord.vyer import gruppering, rader, samtal
from starter.skrivbord.vyer.livslinje import BREDD, livslinje
from starter.skrivbord.vyer.uppgift import lank
from starter.tjanster import arendeblad, arendet, filer, handlingar
from starter.tjanster.arendeblad import Blad
from starter.visning.ordval.lagesord import FILBARARE

router = APIRouter(include_in_schema=False)

FLIKAR: dict[str, str] = {
    "oversikt": "Översikt", "plan": "Plan", "rapporter": "Rapporter", "franvaro": "Frånvaro",
    "meddelanden": "Meddelanden", "handlingar": "Handlingar", "ekonomi": "Ekonomi", "historik": "Historik",
}  # fmt: skip


@router.get("/arenden/{arende}")
async def oversikt(request: Request, plats: Sittande, arende: str) -> Response:
    """The first tab."""
    b = await plats.las(arendeblad.blad, arende)
    texter = await plats.las(arendeblad.texter, arende)
    k = await plats.las(lambda _motor, som: arendeblad.korthet(som, b.insats, b.poster, texter))
    framat = await plats.las(lambda _motor, _som: arendeblad.framat(b, _FRAMAT))
    fram = rader.rader(framat.poster)
    vantar = sorted((r for r in b.bevakningar if r.vantar), key=lambda r: (r.utfall, r.frist, r.nyckel))
    passerade = [r for r in vantar if r.utfall == "oppen" and r.frist < b.idag]
    oppna = [r for r in vantar if r not in passerade]
    return await arendesida(
        request, plats, b, "oversikt", oppna=oppna, passerade=passerade, framat=framat, fram=fram, lank=lank,
        k=k, o=k.oversikt, grupper=gruppering.grupper(b),
    )  # fmt: skip


_FRAMAT = 31
"""Days ahead that the first page tells of: what one may still do something about. To tell of a year takes longer."""


@router.get("/arenden/{arende}/framat")
async def framat(request: Request, plats: Sittande, arende: str) -> Response:
    """All that happens by itself, until the end and what follows on it. Raises: FinnsInte."""
    b = await plats.las(arendeblad.blad, arende)
    fram = await plats.las(lambda _motor, _som: arendeblad.framat(b))
    return await arendesida(
        request, plats, b, "oversikt", "varfor/framat.html", framat=fram, fram=rader.rader(fram.poster)
    )


@router.get("/arenden/{arende}/handlingar/{dokument_id}/pdf")
async def handling_som_pdf(plats: Sittande, arende: str, dokument_id: str) -> Response:
    """A text of the case as it is printed, to be read or saved. Raises: FinnsInte."""
    h, rad = await plats.las(handlingar.en, arende, dokument_id)
    return await asyncio.to_thread(som_pdf, h, rad, visas=True)


@router.get("/arenden/{arende}/kontaktuppgifter")
async def kontaktuppgifter(request: Request, plats: Sittande, arende: str) -> Response:
    """How the kund is reached; a page of its own, since each look is logged. Raises: FinnsInte; Avvisning."""
    k = await plats.las(arendeblad.kontaktuppgifter, arende)
    return sida(request, "arendet/kontaktuppgifter.html", plats, arende=arende, k=k)


@router.get("/arenden/{arende}/{flik}")
async def flik(
    request: Request, plats: Sittande, arende: str, flik: str,
    visa: Annotated[str, Query(max_length=20)] = "alla", allt: Annotated[bool, Query()] = False,
) -> Response:  # fmt: skip
    """One of the other tabs."""
    if flik not in FLIKAR or flik == "oversikt":
        raise FinnsInte("K3.3", "sidan finns inte", "flik")
    b = await plats.las(arendeblad.blad, arende)
    mer: dict[str, Any] = {}
    if flik == "handlingar":
        return await handlingssidan(request, plats, b)
    if flik in ("plan", "rapporter"):
        texter = await plats.las(arendeblad.texter, arende)
        mer = {
            "planer": handlingar.planer(b.insats, b.poster, texter),
            "rapporter": handlingar.rapporter(b.insats, b.poster, texter),
            "andrat": handlingar.skillnad,
            "laser": laser(plats.som.roll, Textslag.ARENDE),
        }
    elif flik == "franvaro":
        mer = {
            "franvaro": all_franvaro(b.insats), "ledigheter": arendeblad.ledigheternas_grund(b),
            "loven": arendeblad.loven(b),
        }  # fmt: skip
    elif flik == "meddelanden":
        brev = list(reversed(await plats.las(inkorg.meddelanden, arende)))
        mer = {"tradar": samtal.rader(await plats.las(arendet.tradar, arende), b.insats), "meddelanden": brev}
    elif flik == "historik":
        vilka = visa if visa in get_args(rader.Filter) else "alla"
        valda = rader.rader(reversed(b.poster), vilka, brus=allt)  # type: ignore[arg-type]
        mer = {"rader": valda, "filter": rader.FILTER, "vald": vilka, "allt": allt}
    return await arendesida(request, plats, b, flik, **mer)


async def arendesida(
    request: Request, plats: Plats, b: Blad, flik: str, mall: str = "", *, status: int = 200, **mer: Any
) -> Response:
    """A tab of the case, or with ``mall`` a page below one."""
    nasta = next(iter(nasta_frister(b.bevakningar, b.idag, 1)), None)
    handlaggare = b.insats.bemanningar[-1].handlaggare if b.insats.bemanningar else None
    heter = await plats.las(ansvarigas_namn, b.rad.karriarvagledare, b.rad.anordnare, handlaggare)
    return sida(
        request, mall or f"arendet/{flik}.html", plats, status=status, b=b, i=b.insats, flik=flik, flikar=FLIKAR,
        nasta=nasta, kunden=await vem_det_galler(plats, b), linje=livslinje(b), bredd=BREDD,
        nas=far_se_kontaktuppgifter(b.insats, b.som, b.idag), heter=heter, **mer,
    )  # fmt: skip


async def handlingssidan(request: Request, plats: Plats, b: Blad, status: int = 200, feltext: str = "") -> Response:
    """The texts and files that one reads (K4.7), and what was wrong with a file. Raises: FinnsInte."""
    arende = b.rad.arende
    laser_ = laser(plats.som.roll, Textslag.ARENDE)
    texter = await plats.las(arendeblad.texter, arende)
    return await arendesida(
        request, plats, b, "handlingar", status=status, laser=laser_, feltext=feltext, bars_av=FILBARARE,
        handlingar=handlingar.handlingar(b.insats, b.poster, texter),
        filer=await plats.las(filer.lista, arende) if laser_ else (), far_lagga=filer.BAR_FILER & set(b.mojliga),
        kod=plats.kod(request.url.path),
    )  # fmt: skip


@router.post("/arenden/{arende}/handlingar")
async def lagg_in(request: Request, plats: Sittande, arende: str) -> Response:
    """A file is kept, one's own until something carries it. Raises: FinnsInte."""
    b = await plats.las(arendeblad.blad, arende)
    fil = (await request.form(max_fields=5, max_files=1)).get("fil")
    try:
        if not isinstance(fil, UploadFile) or not fil.filename:
            raise Avvisning("K4.7", "välj en fil", "fil")
        innehall = await fil.read()
        await plats.las(
            lambda motor, som: filer.lagg_in(
                motor, som, plats.hus.regelverk, arende, str(fil.filename), innehall, plats.idag
            )
        )
    except Avvisning as nej:
        if nej.falt != "fil":  # nothing of the file's: there is no form here for who may put none in
            raise
        return await handlingssidan(request, plats, b, 422, f"{nej.text} ({hanvisning(nej.regel)})")
    return RedirectResponse(f"/arenden/{quote(b.rad.arende, safe='')}/handlingar#filer", 303)
