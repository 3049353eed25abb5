"""The pages of what stands beside the cases: incidents with their hours, an anordnare's record, moves of many cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from domain.grund.avvisning import FinnsInte
from domain.grund.parter import Roll
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.akt import akt_id
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.gallring.rutin import GALLRING
from persistence.process import processlasning
from persistence.process.gallring import gallringsprotokoll
from persistence.process.processlasning import Processplats
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.vid_sidan.slagen import NYA, SLAGORD, far, slag_av
from starter.tjanster import processen
from starter.tjanster.handlingar import Handling, processtext
from starter.visning.ordval.namndtext import Tabell
from starter.visning.ordval.processord import HANDELSE, LAGE
from starter.visning.ordval.processuppgifter import gallringen, uppgifter

router = APIRouter(include_in_schema=False)

PER_SLAG = 10
"""Rows of each kind on the first page; the rest are a click away."""
PER_SIDA = 50


@router.get("/vid-sidan")
async def alla(
    request: Request, plats: Sittande, slag: Annotated[str, Query(max_length=40)] = "",
    efter: Annotated[str, Query(max_length=200)] = "",
) -> Response:  # fmt: skip
    """What there is of each kind that one may see, latest touched first, and what one may begin; or all of one kind."""
    ett = slag if slag in SLAGORD else ""
    per_sida = PER_SIDA if ett else PER_SLAG
    finns, mer = {}, {}
    for s in (ett,) if ett else SLAGORD:
        rader = await plats.las(processlasning.processer, s, efter=_plats(efter) if ett else None, antal=per_sida + 1)
        finns[s] = rader[:per_sida]
        if len(rader) > per_sida:
            mer[s] = f"{rader[per_sida - 1].senast.isoformat()}|{rader[per_sida - 1].id}" if ett else ""
    nya = [(v, typ.rubrik) for v, typ in ((v, PROCESSER[s].verb[v]) for v, s in NYA.items()) if far(plats.som, typ)]
    egen = akt_id(plats.som.organisation) if plats.som.roll is Roll.ANORDNARE and plats.som.organisation else None
    return sida(
        request, "vid_sidan/vid_sidan.html", plats, finns=finns, slagord=SLAGORD, nya=nya, lage=LAGE, egen=egen,
        ett=ett, mer=mer,
    )  # fmt: skip


def _plats(efter: str) -> Processplats | None:
    """Where the page before ended; a place that is none is the beginning."""
    tid, _, id_ = efter.partition("|")
    try:
        nar = datetime.fromisoformat(tid)
    except ValueError:
        return None
    return (nar, id_) if id_ and nar.tzinfo else None


@router.get("/vid-sidan/{id}")
async def en(request: Request, plats: Sittande, id: str) -> Response:
    """One of them: how it stands, what it awaits and by when, and what has happened."""
    slag = slag_av(id)
    try:
        s: processen.Lage | None = await plats.las(processen.hur_det_star, slag, id)
    except FinnsInte:
        if slag != ANORDNARAKT.slag or id != akt_id(plats.som.organisation or ""):
            raise
        s = None  # an anordnare's record begins with the first that is said in it
    texter: Sequence[Handling] = [processtext(d) for d in s.texter] if s else ()
    kan = [(v, typ.rubrik) for v, typ in PROCESSER[slag].verb.items() if v not in NYA and far(plats.som, typ)]
    return sida(
        request, "vid_sidan/process.html", plats, s=s, id=id, slagord=SLAGORD[slag], lage=LAGE, handelse=HANDELSE,
        kan=kan, texter=texter, nu=plats.hus.klocka(), uppgifter=await _uppgifter(plats, slag, s) if s else (),
    )  # fmt: skip


async def _uppgifter(plats: Plats, slag: str, s: processen.Lage) -> list[Tabell]:
    """What stands in it, as tables; of a gallring the list that is signed, with what has become of each row (K3.8)."""
    if slag != GALLRING.slag:
        return uppgifter(slag, s.process.data)
    return gallringen(s.process.data, await plats.las(gallringsprotokoll.protokoll, s.process.id))
