"""What stands beside the cases over HTTP: an anordnare's record, payment months, bulk moves, incidents,
gallring."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool

from domain.grund.avvisning import FinnsInte
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.bestallning.massbyte import MASSBYTE
from domain.processer.bestallning.villkorsutskick import VILLKORSUTSKICK
from domain.processer.gallring.rutin import GALLRING
from domain.processer.incident.rutin import PERSONUPPGIFTSINCIDENT
from domain.processer.kvalitetsuppfoljning.rutin import KVALITETSUPPFOLJNING
from domain.processer.process import Processbevakning
from domain.processer.regelutgava.rutin import REGELUTGAVA
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from persistence.journal.dokument import Dokument
from persistence.process import processlasning
from persistence.process.gallring import gallringsprotokoll, gallringsstopp
from persistence.process.gallring.gallringsprotokoll import Protokollrad, Torrkorning
from persistence.process.gallring.gallringsstopp import Orsak, Stopp
from persistence.process.processlasning import Processbevakningsplats, Processpost
from starter.api.falt import las_kropp
from starter.api.regel import Vem
from starter.api.schema import FELSVAR, kommando_extra, kommandots_kropp
from starter.api.svar import Antal, Efter, OmVersion, Radnummer, Sida, krav_version, las_plats, sida, svar
from starter.api.vagar.kommandon import (
    KOAT,
    NAMNGIVNA,
    Foredrar,
    Koat,
    Nyckel,
    arende_av,
    kvitto_eller_ko,
    lagt_i_ko,
    sags_om_med,
)
from starter.stod.klient import ombud, vagar
from starter.stod.klient.process import Processklient
from starter.stod.klient.vagar import NYA, VAGAR
from starter.tjanster import processen

router = APIRouter(prefix="/api", tags=["processer"], responses=FELSVAR)

LISTOR = {ANORDNARAKT.slag: "/akter", MASSBYTE.slag: "/massbyten", PERSONUPPGIFTSINCIDENT.slag: "/incidenter",
          VILLKORSUTSKICK.slag: "/villkorsutskick", REGELUTGAVA.slag: "/regelutgavor",
          KVALITETSUPPFOLJNING.slag: "/kvalitetsuppfoljningar",
          GALLRING.slag: "/gallringar"}  # fmt: skip


class Lage(BaseModel):
    """How a process stands. The lines of ``journal`` are what has happened in it."""

    process: Processpost
    bevakningar: list[Processbevakning]
    journal: list[dict[str, Any]]
    texter: list[Dokument]


async def _sag(
    slag: str, verb: str, request: Request, som: Vem, process: str, nyckel: str | None, foredrar: str | None,
    status: int, om: str | None = None,
) -> Response:  # fmt: skip
    data = {"kommando": verb, **await las_kropp(request)}
    hus = request.app.state.hus
    nu = hus.klocka()
    nr = await run_in_threadpool(processen.prova, hus.motor, som, slag, process, data, datum(nu))
    krav_version(om, nr)
    klient = Processklient(await hus.temporal(), hus.motor, hus.talamod)
    id_ = nyckel or secrets.token_hex(8)
    sagt, rutin = processen.kommandoid(process, id_, som), PROCESSER[slag]
    with sags_om_med(id_):
        kvitto = await kvitto_eller_ko(
            klient, foredrar, lambda k: k.sag(rutin, process, data, som, kommando_id=sagt),
            lambda: ombud.sag_senare(klient, rutin, process, data, som, sagt, nu),
        )  # fmt: skip
    if kvitto is None:
        return lagt_i_ko(Koat(kommando=sagt, process=process), id_)
    return svar(kvitto, status, version=kvitto.till_nr, idempotency_key=id_, location=_plats(slag, process))


def _plats(slag: str, process: str) -> str:
    return "/api" + VAGAR[slag].format(om=vagar.om(slag, process).encode("ascii", "xmlcharrefreplace").decode())


def _vag(slag: str, verb: str) -> Callable[..., Awaitable[Response]]:
    async def sag(
        request: Request, som: Vem, om: str, nyckel: Nyckel = None, foredrar: Foredrar = None,
        version: OmVersion = None,
    ) -> Response:  # fmt: skip
        return await _sag(slag, verb, request, som, processen.id_for(slag, om), nyckel, foredrar, 200, version)

    return sag


def _ny_vag(slag: str, verb: str) -> Callable[..., Awaitable[Response]]:
    async def sag(request: Request, som: Vem, nyckel: Nyckel = None, foredrar: Foredrar = None) -> Response:
        egen = nyckel or secrets.token_hex(8)
        process = processen.nytt_id(slag, _eget(som, egen))
        return await _sag(slag, verb, request, som, process, egen, foredrar, 201)

    return sag


def _eget(som: Vem, nyckel: str) -> str:
    """A process for each sender and key: another's key names nobody else's."""
    return arende_av(som, nyckel).removeprefix("in-")


def _lage_vag(slag: str) -> Callable[..., Response]:
    def lage(request: Request, som: Vem, om: str) -> Response:
        s = processen.hur_det_star(request.app.state.hus.motor, som, slag, processen.id_for(slag, om))
        rader = [{"nr": p.nr, "tid": p.tid, "av": str(p.av), "handelse": p.handelse} for p in s.journal]
        innehall = {"process": s.process, "bevakningar": s.bevakningar, "journal": rader, "texter": s.texter}
        return svar(innehall, version=s.process.nr)

    return lage


def _list_vag(slag: str) -> Callable[..., Response]:
    def lista(request: Request, som: Vem, oppna: bool = False, antal: Antal = 50, efter: Efter = None) -> Response:
        plats = las_plats(efter, tuple[datetime, str])
        rader = processlasning.processer(
            request.app.state.hus.motor, som, slag, bara_oppna=oppna, efter=plats, antal=antal + 1
        )  # fmt: skip
        return sida(request, rader, antal, lambda p: (p.senast, p.id))

    return lista


def _lagg_till(slag: str, verb: str, typ: type[Kommando]) -> None:
    kropp, defs = kommandots_kropp(typ)
    NAMNGIVNA.update(defs)
    ny = NYA.get(verb)
    router.add_api_route(
        ny or f"{VAGAR[slag]}/{verb}", _ny_vag(slag, verb) if ny else _vag(slag, verb), methods=["POST"],
        status_code=201 if ny else 200, response_model=Kvitto, responses=KOAT, summary=typ.rubrik, operation_id=verb,
        openapi_extra=kommando_extra(typ, kropp),
    )  # fmt: skip


for _slag, _rutin in PROCESSER.items():
    for _verb, _typ in _rutin.verb.items():
        _lagg_till(_slag, _verb, _typ)
    router.add_api_route(
        VAGAR[_slag], _lage_vag(_slag), methods=["GET"], response_model=Lage, summary=f"Hur det står: {_slag}",
        operation_id=f"visa_{_slag}",
    )  # fmt: skip
    if _slag in LISTOR:
        router.add_api_route(
            LISTOR[_slag], _list_vag(_slag), methods=["GET"], response_model=Sida[Processpost],
            summary=f"Lista: {_slag}", operation_id=f"lista_{_slag}",
        )  # fmt: skip


@router.get("/processbevakningar", response_model=Sida[dict[str, Any]])
def processbevakningar(
    request: Request, som: Vem, alla: bool = False, antal: Antal = 50, efter: Efter = None
) -> Response:  # fmt: skip
    """Det man själv väntas på vid sidan av ärendena, försenat först."""
    rader = processlasning.bevakningar(
        request.app.state.hus.motor, som, bara_oppna=not alla, efter=las_plats(efter, Processbevakningsplats),
        antal=antal + 1,
    )  # fmt: skip
    return sida(request, [{"process": p, "bevakning": b} for p, b in rader], antal, _bevakningens_plats)


def _bevakningens_plats(rad: dict[str, Any]) -> tuple[Any, ...]:
    b: Processbevakning = rad["bevakning"]
    return (0 if b.utfall == "forsenad" else 1, b.forfaller, rad["process"], b.nyckel)


@router.get("/anordnare/{om}/villkor", response_model=list[dict[str, Any]])
def villkor(request: Request, som: Vem, om: str, saknas: Annotated[bool, Query()] = False) -> Response:
    """Villkoren som en anordnare har fått, och vilka den har bekräftat (K16.2)."""
    s = processlasning.en_process(request.app.state.hus.motor, som, processen.id_for(ANORDNARAKT.slag, om))
    if s is None:
        raise FinnsInte("K16.2", "anordnaren har ingen akt, eller den är inte din att se", "anordnare")
    return svar([
        {"villkor": v, "galler_fran": u.galler_fran, "frist": u.frist, "bekraftat": u.bekraftat, "av": u.av}
        for v, u in s[1].lage.villkor.items() if not (saknas and u.bekraftat)
    ])  # fmt: skip


class Stoppa(BaseModel, extra="forbid"):
    """Of which case, and why nothing of its kund may be weeded out."""

    arende: str = Field(max_length=100)
    orsak: Orsak


@router.get("/gallring/torrkorning", response_model=Torrkorning)
def torrkorning(request: Request, som: Vem, dag: date | None = None) -> Response:
    """Vad en gallring skulle ta och vad som undantas; ingenting ändras."""
    hus = request.app.state.hus
    return svar(gallringsprotokoll.torrkor(hus.motor, som, hus.regelverk, dag or datum(hus.klocka())))


@router.get("/gallringar/{om}/protokoll", response_model=Sida[Protokollrad])
def protokollet(request: Request, som: Vem, om: str, antal: Antal = 50, efter: Efter = None) -> Response:
    """Protokollet, rad för rad."""
    sist = las_plats(efter, tuple[Radnummer])
    rader = gallringsprotokoll.protokoll(
        request.app.state.hus.motor, som, om, efter=sist[0] if sist else 0, antal=antal + 1
    )  # fmt: skip
    return sida(request, rader, antal, lambda r: (r.nr,))


@router.get("/gallringsstopp", response_model=Sida[Stopp])
def stoppen(request: Request, som: Vem, antal: Antal = 50, efter: Efter = None) -> Response:
    """De stopp som gäller, äldst först."""
    sist = las_plats(efter, tuple[Radnummer])
    rader = gallringsstopp.alla(request.app.state.hus.motor, som, efter=sist[0] if sist else 0, antal=antal + 1)
    return sida(request, rader, antal, lambda s: (s.nr,))


@router.post("/gallringsstopp", status_code=204)
def stoppa(request: Request, som: Vem, kropp: Stoppa) -> Response:
    """Stoppa gallringen av ärendets kund."""
    gallringsstopp.satt(request.app.state.hus.motor, som, kropp.arende, kropp.orsak)
    return Response(status_code=204)


@router.post("/gallringsstopp/hav", status_code=204)
def hav(request: Request, som: Vem, kropp: Stoppa) -> Response:
    """Häv ett stopp."""
    gallringsstopp.hav(request.app.state.hus.motor, som, kropp.arende, kropp.orsak)
    return Response(status_code=204)
