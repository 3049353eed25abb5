"""What is for all to read: the rules, where to refer, whose turn it is, whom one may choose among (K4.4, K5.4); and
whether the doors are well, for operations and for the proxy before them."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import text

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Kundval
from domain.kvalitet.namnd import Namndstatistik
from domain.liv.rutin import KOMMANDON
from domain.register.hanvisning import skapa_hanvisningar, sok
from domain.tid.kalender import FORSTA_AR, SISTA_AR
from domain.tid.tidpunkt import datum
from persistence.databas.motor import DatabasFel, transaktion
from persistence.kvalitet.namnd import statistik
from persistence.kvalitet.nyckeltal import nyckeltal
from persistence.register.anordnare.register import auktoriserade
from regelverk import las_hanvisningar
from starter.api.regel import Vem, oppen
from starter.api.schema import FELSVAR
from starter.api.svar import svar
from starter.tjanster.kunden import forval
from starter.tjanster.uppfoljning import budget
from starter.tjanster.uppfoljning.budget import Budgetpost
from starter.visning import reglerna
from starter.visning.ordval.namndtext import DEFINITIONER, som_csv, tabeller

router = APIRouter(prefix="/api", tags=["öppet"], responses=FELSVAR)
halsa = APIRouter(include_in_schema=False)

_OPPEN = {"x-oppen": True}
Ar = Annotated[int | None, Query(ge=FORSTA_AR, le=SISTA_AR)]


@router.get("/regelverk", dependencies=[Depends(oppen)], response_model=list[dict[str, Any]], openapi_extra=_OPPEN)
def regelverk(request: Request, sok: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Rutinens tal och val: § och krav, värde, giltighet, och om det är fastställt eller tolkat."""
    r = request.app.state.hus.regelverk
    return svar(reglerna.som_data(r, reglerna.urval(r, sok)))


@router.get("/hanvisningar", dependencies=[Depends(oppen)], response_model=list[dict[str, Any]], openapi_extra=_OPPEN)
def hanvisningar(sokord: Annotated[str, Query(max_length=100)] = "") -> Response:
    """Vart en fråga utanför uppdraget ska hänvisas (§4.1)."""
    return svar([h.model_dump() for h in sok(skapa_hanvisningar(*las_hanvisningar(None)), sokord)])


@router.get("/kommandon", dependencies=[Depends(oppen)], response_model=list[dict[str, Any]], openapi_extra=_OPPEN)
def kommandon() -> Response:
    """Allt som kan sägas till ett ärende: av vem, i vilka lägen, och under vilket krav."""
    return svar([
        {"kommando": v, "rubrik": t.rubrik, "regel": t.regel, "roller": list(t.roller), "tillstand": list(t.tillstand)}
        for v, t in KOMMANDON.items()
    ])  # fmt: skip


@router.get(
    "/forvalslista/{kundval}", dependencies=[Depends(oppen)], response_model=dict[str, Any], openapi_extra=_OPPEN
)
def forvalslista(request: Request, kundval: Kundval, ar: Ar = None) -> Response:
    """Vem som är förvalsanordnare, period för period (§5.4.1)."""
    hus = request.app.state.hus
    perioder = forval.arets_perioder(hus.motor, hus.regelverk, kundval, ar or datum(hus.klocka()).year)
    return svar({
        "kundval": kundval,
        "perioder": [
            {"start": p.start, "slut": p.slut, "tur": p.tur, "varv": p.varv, "delar": p.delar} for p in perioder
        ],
    })  # fmt: skip


@router.get("/jamfor/{kundval}", dependencies=[Depends(oppen)], response_model=dict[str, Any], openapi_extra=_OPPEN)
def jamfor(request: Request, kundval: Kundval, dag: date | None = None) -> Response:
    """De anordnare som kunden kan välja bland: kontaktuppgifter och presentation (§5.4)."""
    hus = request.app.state.hus
    nu = dag or datum(hus.klocka())
    try:
        forvald = forval.perioden_den(hus.motor, hus.regelverk, kundval, nu).den(nu).anordnare
    except Avvisning:
        forvald = None  # the list does not reach that day; the comparison does
    falt = ("namn", "adress", "telefon", "epost", "webb", "kontaktperson", "presentation")
    alla = [{f: getattr(a, f) for f in falt} for a in auktoriserade(hus.motor, kundval, nu)]
    return svar({"kundval": kundval, "datum": nu, "forvalsanordnare": forvald, "anordnare": alla})


@router.get("/kvalitet/{ar}", response_model=list[dict[str, Any]])
def kvalitet(
    request: Request, som: Vem, ar: int, kundval: Kundval | None = None,
    anordnare: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:  # fmt: skip
    """Årets kvalitetsuppföljning per anordnare (§1.1, K16.1); en anordnare ser sin egen."""
    hus = request.app.state.hus
    nu = datum(hus.klocka())
    if not FORSTA_AR <= ar <= nu.year:
        raise Avvisning("K16.1", f"ska vara ett år från {FORSTA_AR} till {nu.year}", "ar")
    return svar(
        nyckeltal(hus.motor, ar, idag=nu, regelverk=hus.regelverk, som=som, anordnare=anordnare, kundval=kundval)
    )


def _namnden(request: Request, som: Vem, ar: int, internt: bool = False) -> Namndstatistik:
    hus = request.app.state.hus
    nu = datum(hus.klocka())
    if not FORSTA_AR <= ar <= nu.year:
        raise Avvisning("K16.3", f"ska vara ett år från {FORSTA_AR} till {nu.year}", "ar")
    return statistik(hus.motor, som, ar, idag=nu, regelverk=hus.regelverk, intern=internt)


@router.get("/namnd/{ar}", response_model=dict[str, Any])
def namnd(request: Request, som: Vem, ar: int, internt: bool = False) -> Response:
    """Årets statistik för nämnden (§1.1, K16.3); små tal bara med internt, och då får de inte lämnas ut."""
    s = _namnden(request, som, ar, internt)
    return svar({
        "ar": ar, "fran": s.period.fran, "till": s.period.till, "minsta_antal": s.minst, "internt": s.intern,
        "tabeller": tabeller(s), "definitioner": DEFINITIONER,
    })  # fmt: skip


@router.get("/namnd/{ar}/csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def namnd_csv(request: Request, som: Vem, ar: int) -> Response:
    """Samma tabeller för Excel, utan små tal."""
    huvud = {"content-disposition": f'attachment; filename="namnd-{ar}.csv"'}
    return Response(som_csv(_namnden(request, som, ar)), media_type="text/csv; charset=utf-8", headers=huvud)


@router.get("/namnd/{ar}/svg", response_class=Response, responses={200: {"content": {"image/svg+xml": {}}}})
def namnd_svg(request: Request, som: Vem, ar: int) -> Response:
    """Samma siffror som bild, utan små tal."""
    from starter.dokument.namnddiagram import diagram  # what draws is large

    return Response(diagram(_namnden(request, som, ar), "svg"), media_type="image/svg+xml")


@router.post("/namnd/{ar}/budget", status_code=201, response_model=dict[str, Any])
def namnd_budget(request: Request, som: Vem, ar: int, post: Budgetpost) -> Response:
    """För in den beslutade budgeten för ett år och ett kundval (K16.3)."""
    budget.for_in(request.app.state.hus.motor, som, ar, post.model_dump(exclude_none=True))
    return svar({"ar": ar, **post.model_dump()}, 201)


@router.get("/openapi.json", dependencies=[Depends(oppen)], include_in_schema=False)
def openapi(request: Request) -> Response:
    """Den här dörren beskriven, OpenAPI 3.1."""
    return svar(request.app.openapi())


@halsa.get("/halsa", dependencies=[Depends(oppen)])
async def tjansten_mar(request: Request) -> Response:
    """200 when people can be let in, 503 when not; Temporal away is told and is no reason to close the doors."""
    motor = request.app.state.hus.motor

    def fraga() -> None:
        with transaktion(motor) as forbindelse:
            forbindelse.execute(text("SELECT 1"))

    try:
        await asyncio.wait_for(asyncio.to_thread(fraga), 5)
        databas = "ok"
    except (DatabasFel, TimeoutError):
        databas = "databasen svarar inte"
    return JSONResponse({"databas": databas}, 200 if databas == "ok" else 503)
