"""Payment months over HTTP: what there is to see of them, and the payment bases as CSV and PDF (K14.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.betalningsmanad.lage import REGEL
from domain.tid.manad import Manad, forsta
from persistence.betalning.lasning import Betalningsrad, InnehallenRad, Manadstotal, R
from persistence.betalning.stangning import Anordnartotal
from persistence.insyn import tillgang
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import Antal, Efter, Radnummer, Sida, las_plats, sida, svar
from starter.dokument.betalningscsv import KOLUMNER, csv_rader
from starter.stod.filer import csvut
from starter.tjanster.betalning import betalningsinsyn, betalningsmanader
from starter.tjanster.betalning.betalningsunderlag import Underlag
from starter.visning.json import enkelt

router = APIRouter(prefix="/api/betalningsmanader", tags=["betalning"], responses=FELSVAR)


@dataclass(frozen=True, slots=True)
class Manadsrad(Manadstotal):
    """A closed month in one row, and how it stands."""

    status: str


@router.get("", response_model=Sida[Manadsrad])
def manader(request: Request, som: Vem, antal: Antal = 50, efter: Efter = None) -> Response:
    """De stängda månaderna, senaste först; för en anordnare de som är attesterade och rör den."""
    sist = las_plats(efter, tuple[Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")]])
    rader = betalningsmanader.manader(
        request.app.state.hus.motor, som, fore=sist[0] if sist else None, antal=antal + 1
    )  # fmt: skip
    return sida(request, [enkelt(m) | {"status": s} for m, s in rader], antal, lambda r: (r["manad"],))


@router.get("/{manad}", response_model=dict[str, Any])
def en_manad(request: Request, som: Vem, manad: str) -> Response:
    """En stängd månad: varje anordnares summor, och hur långt den har kommit; för en anordnare dess egna."""
    m = betalningsmanader.en_manad(request.app.state.hus.motor, som, manad)
    return svar({
        "manad": manad, "stangd": m.stangd.stangd, "status": m.status, "anordnare": list(m.totaler),
        "process": m.process or None,
        "anteckningar": [{"av": d.av, "tid": d.skapad, "slag": d.slag, "text": d.innehall} for d in m.anteckningar],
    })  # fmt: skip


class Delmanad(BaseModel):
    """An anordnare's part of a closed month; its rows are read by pages."""

    manad: str
    anordnare: str
    stangd: datetime
    status: str
    total: Anordnartotal


@router.get("/{manad}/anordnare/{namn}", response_model=Delmanad)
def en_del(request: Request, som: Vem, manad: str, namn: str) -> Response:
    """En anordnares del av en månad: hur den står, och summorna."""
    u = _del(request, som, manad, namn)
    status = betalningsmanader.status(u.process)
    return svar(
        {"manad": u.manad, "anordnare": u.anordnare, "stangd": u.stangd, "status": status, "total": u.total}
    )  # fmt: skip


@router.get("/{manad}/anordnare/{namn}/rader", response_model=Sida[Betalningsrad])
def betalda(
    request: Request, som: Vem, manad: str, namn: str, antal: Antal = 50, efter: Efter = None
) -> Response:  # fmt: skip
    """Det som betalas till en anordnare i en månad, rad för rad."""
    return _radsida(request, Betalningsrad, _del(request, som, manad, namn), antal, efter)


@router.get("/{manad}/anordnare/{namn}/innehallna", response_model=Sida[InnehallenRad])
def innehallna(
    request: Request, som: Vem, manad: str, namn: str, antal: Antal = 50, efter: Efter = None
) -> Response:  # fmt: skip
    """Det som inte betalades till en anordnare i en månad, rad för rad, och varför."""
    return _radsida(request, InnehallenRad, _del(request, som, manad, namn), antal, efter)


def _radsida(request: Request, typ: type[R], u: Underlag, antal: int, efter: str | None) -> Response:
    sist = las_plats(efter, tuple[Radnummer])
    rader = u.sida(typ, sist[0] if sist else -1, antal + 1)
    return sida(request, [rad for _, rad in rader], antal, lambda _sista: (rader[antal - 1][0],))


_FIL: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}, "application/pdf": {"schema": {"type": "string"}}}}
}


@router.get("/{manad}/anordnare/{namn}/csv", responses=_FIL, response_class=Response)
def som_csv(request: Request, som: Vem, manad: str, namn: str) -> Response:
    """Betalningsunderlaget som en fil för Excel."""
    data = csvut.som_bytes(KOLUMNER, csv_rader(_del(request, som, manad, namn)))
    return _fil(data, "text/csv; charset=utf-8", f"{manad}.csv")


@router.get("/{manad}/anordnare/{namn}/pdf", responses=_FIL, response_class=Response)
def som_pdf(request: Request, som: Vem, manad: str, namn: str) -> Response:
    """Betalningsunderlaget att läsa, som tillgänglig PDF."""
    from starter.dokument.betalningspdf import pdf  # what sets the page is large

    return _fil(pdf(_del(request, som, manad, namn)), "application/pdf", f"{manad}.pdf")


def _fil(data: bytes, typ: str, namn: str) -> Response:
    """A file to keep, never shown by the browser as a page of ours."""
    return Response(data, media_type=typ, headers={"content-disposition": f'attachment; filename="{namn}"'})


def _del(request: Request, som: Aktor, manad: str, namn: str) -> Underlag:
    motor = request.app.state.hus.motor
    tillgang.prova_tillgang(motor, som)
    return betalningsinsyn.en_del(motor, _manad(manad), namn, som)


def _manad(text: str) -> Manad:
    try:
        forsta(text)
    except ValueError:
        raise Avvisning(REGEL, "ska vara en månad, ÅÅÅÅ-MM", "manad") from None
    return text
