"""Cases over HTTP: to see them, what is awaited, sent and written in them, and what has changed. From the database."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from domain.forklaring.oversikt import Korthet
from domain.forklaring.saknas import saknas
from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.liv import rutin
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.liv.rutin import KOMMANDON
from persistence.arende import andringar, lasning
from persistence.arende.andringar import Andring
from persistence.arende.lasning import Bevakat, Bevakningsplats
from persistence.journal.dokument import Dokument
from persistence.meddelanden import inkorg
from persistence.meddelanden.inkorg import Inkorgsrad
from persistence.register.kund.kontaktuppgifter import Kontaktuppgifter
from starter.api.fel import ForOfta
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import Antal, Efter, Radnummer, Sida, las_plats, sida, sida_ur, skriv_plats, svar
from starter.provkorning.utdata import handelser
from starter.tjanster import arendeblad, arendet

router = APIRouter(prefix="/api", tags=["ärenden"], responses=FELSVAR)


class Lage(BaseModel):
    """How a case stands."""

    insats: Insatsrad
    bevakningar: list[Bevakningsrad]
    utbetalningar: list[Utbetalningsrad]


class Mojligt(BaseModel):
    """A kommando that one may say now."""

    kommando: str
    rubrik: str
    regel: str
    saknas: str | None = Field(None, description="Varför det inte finns något att säga det om just nu.")


@router.get("/arenden", response_model=Sida[Insatsrad])
def arenden(
    request: Request, som: Vem, status: Status | None = None, antal: Antal = 50, efter: Efter = None
) -> Response:
    """De ärenden man får se, det senast ändrade först."""
    plats = las_plats(efter, tuple[datetime, str])
    motor = request.app.state.hus.motor
    rader = lasning.arenden(motor, som, status=status, efter=plats, antal=antal + 1)
    return sida(request, rader, antal, lambda r: (r.senast, r.arende))


@router.get("/arenden/{arende}", response_model=Lage)
def ett_arende(request: Request, som: Vem, arende: str) -> Response:
    """Hur ett ärende står. ETag är dess senaste rad; skicka den i If-Match med ett kommando."""
    lage = arendet.hur_det_star(request.app.state.hus.motor, som, arende)
    return svar(lage, version=lage.insats.nr)


@router.get("/arenden/{arende}/korthet", response_model=Korthet)
def korthet(request: Request, som: Vem, arende: str) -> Response:
    """Ärendet i korthet: omfattning, plan och delmål, närvaro, frånvaro, kontakt, svar som väntas, det som hålls inne
    och de närmaste fristerna."""
    return svar(arendeblad.oversikt(request.app.state.hus.motor, som, arende))


@router.get("/arenden/{arende}/kontaktuppgifter", response_model=Kontaktuppgifter)
def kontaktuppgifter(request: Request, som: Vem, arende: str) -> Response:
    """Hur kunden nås, för handläggaren, den som vikarierar och kommunens egna. Varje gång antecknas i loggen."""
    return svar(arendeblad.kontaktuppgifter(request.app.state.hus.motor, som, arende))


@router.get("/arenden/{arende}/tidslinje", response_model=Sida[dict[str, Any]])
def tidslinje(request: Request, som: Vem, arende: str, antal: Antal = 50, efter: Efter = None) -> Response:
    """Allt som har hänt i ett ärende, i tidsordning."""
    f = arendet.forlopp(request.app.state.hus.motor, som, arende)
    sist = f.poster[-1].nr + 1 if f.poster else 0  # that it has been weeded out is no line, and comes last
    rader = handelser(f.poster, f.gallrat)
    return sida_ur(request, rader, antal, efter, lambda r: (r.get("nr", sist),), tuple[Radnummer])


@router.get("/arenden/{arende}/mojliga", response_model=list[Mojligt])
def mojliga(request: Request, som: Vem, arende: str) -> Response:
    """Det man kan säga till ärendet nu."""
    motor = request.app.state.hus.motor
    alla: list[tuple[str, str | None]]
    if som.roll is Roll.KUND:  # it speaks to a case that it does not read, and the log says no more than it has seen
        alla = [(v, None) for v in arendet.mojliga(motor, som, arende)]
    else:
        i, _ = arendet.tillstand(motor, som, arende)
        alla = [(v, saknas(i, som, v)) for v in rutin.mojliga(i, som.roll)]
    return svar([
        {"kommando": v, "rubrik": KOMMANDON[v].rubrik, "regel": KOMMANDON[v].regel, "saknas": inte} for v, inte in alla
    ])  # fmt: skip


@router.get("/arenden/{arende}/meddelanden", response_model=Sida[Inkorgsrad])
def meddelanden(request: Request, som: Vem, arende: str, antal: Antal = 50, efter: Efter = None) -> Response:
    """Meddelandena i ett ärende, i den ordning de sändes; för en anordnare de som är till den."""
    motor, sist = request.app.state.hus.motor, las_plats(efter, tuple[Radnummer])
    arendet.ett(motor, som, arende)
    rader = inkorg.meddelanden(motor, som, arende, efter=sist[0] if sist else None, antal=antal + 1)
    return sida(request, rader, antal, lambda r: (r.id,))


@router.get("/arenden/{arende}/dokument", response_model=Sida[Dokument])
def dokument(request: Request, som: Vem, arende: str, antal: Antal = 50, efter: Efter = None) -> Response:
    """Ett ärendes texter, i den ordning de kom."""
    plats = las_plats(efter, tuple[datetime, str])
    rader = arendet.texter(request.app.state.hus.motor, som, arende, efter=plats, antal=antal + 1)
    return sida(request, rader, antal, lambda d: (d.skapad, d.id))


@router.get("/arenden/{arende}/dokument/{dokument_id}", response_model=Dokument)
def ett_dokument(request: Request, som: Vem, arende: str, dokument_id: str) -> Response:
    """En text."""
    motor = request.app.state.hus.motor
    d = lasning.ett_dokument(motor, som, dokument_id)
    if d is None or d.arende != arende:
        arendet.texter(motor, som, arende, antal=1)  # of a case that is not one's own nothing more is told
        raise arendet.handling_saknas()
    return svar(d)


@router.get("/bevakningar", response_model=Sida[Bevakat])
def bevakningar(
    request: Request, som: Vem, alla: bool = False, roll: Roll | None = None,
    organisation: Annotated[str | None, Query(max_length=200)] = None,
    arende: Annotated[str | None, Query(max_length=100)] = None, antal: Antal = 50, efter: Efter = None,
) -> Response:  # fmt: skip
    """Det som väntas i ärendena, försenat först: sitt eget, eller med alla=true allt man får se."""
    egna = roll is None and not alla and arende is None
    rader = lasning.bevakningar(
        request.app.state.hus.motor, som, roll=som.roll if egna else roll, organisation=organisation, arende=arende,
        egna=egna and som.roll is Roll.KARRIARVAGLEDARE, efter=las_plats(efter, Bevakningsplats), antal=antal + 1,
    )  # fmt: skip
    return sida(request, rader, antal, _plats)


def _plats(b: Bevakat) -> tuple[Any, ...]:
    r = b.bevakning
    return (0 if r.utfall == "forsenad" else 1, r.frist, b.arende, r.oppnad, r.nyckel)


@router.get("/inkorg", response_model=Sida[Inkorgsrad])
def inkorgen(request: Request, som: Vem, alla: bool = False, antal: Antal = 50, efter: Efter = None) -> Response:
    """Meddelandena till en själv, senaste först; med alla=true även det som är läst."""
    fore = las_plats(efter, tuple[datetime, int])
    rader = inkorg.inkorg(request.app.state.hus.motor, som, bara_olasta=not alla, fore=fore, antal=antal + 1)
    return sida(request, rader, antal, lambda r: (r.tid, r.id))


class Lasta(BaseModel):
    """Ids of messages; or how many of them were unread until now."""

    meddelanden: list[int]


@router.post("/inkorg/last", response_model=dict[str, int])
def markera_last(request: Request, som: Vem, lasta: Lasta) -> Response:
    """Märk egna meddelanden som lästa."""
    if len(lasta.meddelanden) > 1000 or any(abs(i) >= 2**63 for i in lasta.meddelanden):
        raise Avvisning("K6.6", "högst 1000 meddelanden i taget, med sina nummer", "meddelanden")
    return svar({"lasta": inkorg.markera_last(request.app.state.hus.motor, som, lasta.meddelanden)})


_PAUS = 1.0
_FLEST, _FLEST_VAR = 500, 10
"""Questions that wait at once in this process, of all and of one person; the next one is asked to come back."""
_vantar: Counter[str] = Counter()


class Andringar(BaseModel):
    """What has changed, oldest first, and where to go on; ``sedan`` is asked with the next time."""

    rader: list[Andring]
    sedan: str


@router.get("/andringar", response_model=Andringar)
async def andrat(
    request: Request, som: Vem, sedan: Efter = None,
    vanta: Annotated[int, Query(ge=0, le=30, description="Sekunder att vänta på något nytt.")] = 0,
) -> Response:  # fmt: skip
    """Vilka av ens ärenden som har ändrats, och vilka meddelanden som har kommit, sedan sist."""
    vem = str(som)
    if vanta and (_vantar.total() >= _FLEST or _vantar[vem] >= _FLEST_VAR):
        raise ForOfta(10)
    motor, hus = request.app.state.hus.motor, request.app.state.hus
    plats = las_plats(sedan, tuple[datetime, str])
    if plats is None:
        return svar({"rader": [], "sedan": skriv_plats((hus.klocka(), ""))})
    slut = time.monotonic() + vanta
    _vantar[vem] += 1
    try:
        while True:
            rader = await run_in_threadpool(andringar.sedan, motor, som, *plats)
            if rader or time.monotonic() >= slut or await request.is_disconnected():
                break
            await asyncio.sleep(min(_PAUS, max(0.0, slut - time.monotonic())))
    finally:
        _vantar.subtract((vem,))
        if not _vantar[vem]:
            del _vantar[vem]
    nasta = skriv_plats((rader[-1].tid, rader[-1].arende)) if rader else str(sedan)
    return svar({"rader": rader, "sedan": nasta})
