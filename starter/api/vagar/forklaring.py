"""To explain and to look ahead: why a frist, an amount or a refusal is what it is, and what happens if nobody acts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.forklaring.beslut import forklara_beslut
from domain.forklaring.forklaring import forklara_avslag, forklara_belopp, forklara_bevakning
from domain.forklaring.ledighet import forklara_ledighet
from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.liv.insyn import orsak_for
from domain.liv.lagesbild import insatsrad, utbetalningsrader
from domain.liv.rutin import mening
from domain.skeende.journal import Post
from domain.tid.manad import forsta
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import svar
from starter.tjanster import arendet
from starter.visning.json import BEVAKNING, UTBETALNING, enkelt, rad

router = APIRouter(prefix="/api/arenden/{arende}", tags=["förklaring"], responses=FELSVAR)


@router.get("/forklara/beslut", response_model=dict[str, Any])
def beslut(request: Request, som: Vem, arende: str) -> Response:
    """Varför insatsen beviljades: uppgifterna som beslutet vilar på, och regeln."""
    i, poster = arendet.tillstand(request.app.state.hus.motor, som, arende)
    f = forklara_beslut(i, poster, som)
    return svar({"grund": f.grund, "fakta": f.fakta, "text": f.text, "hant": [_rad(p) for p in f.rader]})


@router.get("/forklara/bevakning/{slag}", response_model=dict[str, Any])
def bevakning(
    request: Request, som: Vem, arende: str, slag: str, avser: Annotated[str | None, Query(max_length=100)] = None
) -> Response:
    """Vad som startade en bevakning, regeln, hur fristen räknades och vad som har hänt."""
    i, poster = arendet.tillstand(request.app.state.hus.motor, som, arende)
    f = forklara_bevakning(i, poster, slag.lower(), avser, som)
    return svar({
        "bevakning": rad(f.rad, BEVAKNING), "hanvisning": hanvisning(f.rad.regel), "start": f.start,
        "startrad": _rad(f.startrad) if f.startrad else None, "berakning": f.berakning, "rakning": f.rakning,
        "parametrar": f.parametrar, "tolkning": f.ar_tolkning, "hant": [_rad(p) for p in f.rader],
    })  # fmt: skip


@router.get("/forklara/belopp/{manad}", response_model=dict[str, Any])
def belopp(request: Request, som: Vem, arende: str, manad: str) -> Response:
    """Hur en månads belopp kom till: insatsdagarna, checkbeloppet och vad som är betalt."""
    try:
        forsta(manad)
    except ValueError:
        raise Avvisning("K14.2", "ska vara en månad, ÅÅÅÅ-MM", "manad") from None
    i, _ = arendet.tillstand(request.app.state.hus.motor, som, arende)
    f = forklara_belopp(i, manad)
    return svar({"berakning": f.berakning, "utbetalningar": [rad(r, UTBETALNING) for r in f.rader]})


@router.get("/forklara/ledighet/{fran}", response_model=dict[str, Any])
def ledighet(request: Request, som: Vem, arende: str, fran: date, till: date | None = None) -> Response:
    """Om kunden får vara ledig de dagarna: lov, karriärvägledarens medgivande eller ingetdera."""
    i, poster = arendet.tillstand(request.app.state.hus.motor, som, arende)
    f = forklara_ledighet(i, poster, fran, till)
    hant = [_rad(p) for p in f.rader]
    return svar({"dagar": f.dagar, "hinder": f.hinder, "parametrar": f.parametrar, "hant": hant})


@router.get("/forklara/avslag/{kommando}", response_model=dict[str, Any])
def avslag(request: Request, som: Vem, arende: str, kommando: str) -> Response:
    """Varför något som lades i kö avvisades."""
    _, poster = arendet.tillstand(request.app.state.hus.motor, som, arende)
    f = forklara_avslag(poster, kommando)
    return svar({
        "kommando": f.verb, "regel": f.regel, "text": f.text, "tid": f.rad.tid, "av": str(f.rad.av), "nr": f.rad.nr,
    })  # fmt: skip


@router.get("/framat", response_model=dict[str, Any])
def framat(request: Request, som: Vem, arende: str, till: date | None = None) -> Response:
    """Vad som kommer att hända, och när, om ingen gör någonting."""
    f = arendet.framat(request.app.state.hus.motor, arende, som, till)
    efter = f.efter
    handelser = [{**enkelt(p.handelse), "tid": enkelt(p.tid), "nr": p.nr} for p in f.poster]
    lage = enkelt(insatsrad(efter)) | {"avslutsorsak": orsak_for(som, efter.avslutsorsak, dold=efter.orsak_dold)}
    return svar({
        "till": f.till, "handelser": handelser, "insats": lage,
        "utbetalningar": [rad(r, UTBETALNING) for r in utbetalningsrader(efter)],
    })  # fmt: skip


def _rad(post: Post) -> dict[str, Any]:
    m = mening(post)
    return {"nr": post.nr, "tid": enkelt(post.tid), "av": str(post.av), "text": m.text, "regel": m.regel}
