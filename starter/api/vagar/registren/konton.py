"""Which login is whom, and which programs are let in: kept by the systemspecialist, never by oneself (K3.4)."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.grund.avvisning import FinnsInte
from domain.tid.tidpunkt import datum, skriv_utc
from persistence.inloggning import konton, program
from persistence.inloggning.konton import Koppling
from persistence.inloggning.program import Program
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import Antal, Efter, Sida, sida_ur, svar
from starter.api.vagar.registren.kunder import las_aktor

router = APIRouter(prefix="/api", tags=["konton"], responses=FELSVAR)


class NyKoppling(BaseModel, extra="forbid"):
    """A login of the identity provider, and whom in the registers it stands for."""

    konto: str = Field(min_length=1, max_length=200)
    aktor: str = Field(max_length=300)


@router.get("/konton", response_model=Sida[Koppling])
def lista(
    request: Request, som: Vem, historik: bool = False, antal: Antal = 50, efter: Efter = None
) -> Response:  # fmt: skip
    """Inloggningarna och vilka de står för, efter vem."""
    app = request.app.state
    alla = konton.lista(app.hus.motor, som, str(app.inloggning.inst.oidc_utfardare), historik=historik)
    return sida_ur(request, alla, antal, efter, lambda k: (k.aktor, skriv_utc(k.kopplad)))


@router.post("/konton", response_model=dict[str, bool])
def koppla(request: Request, som: Vem, ny: NyKoppling) -> Response:
    """Koppla en inloggning till någon i registren; den öppnar den första anställningsdagen."""
    app = request.app.state
    utfardare, idag = str(app.inloggning.inst.oidc_utfardare), datum(app.hus.klocka())
    return svar({"ny": konton.koppla(app.hus.motor, som, utfardare, ny.konto, las_aktor(ny.aktor), idag)})


@router.post("/konton/ta-bort", response_model=dict[str, bool])
def ta_bort(request: Request, som: Vem, vilken: NyKoppling) -> Response:
    """Ta bort en koppling; sessionerna upphör med den."""
    app = request.app.state
    utfardare = str(app.inloggning.inst.oidc_utfardare)
    fanns = konton.ta_bort(app.hus.motor, som, utfardare, vilken.konto, las_aktor(vilken.aktor))
    return svar({"fanns": fanns})


class NyttProgram(BaseModel, extra="forbid"):
    """A program; with ``egen_hemlighet`` false the identity provider vouches for it."""

    klient: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]{1,59}$")
    namn: str = Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")
    aktor: str = Field(max_length=300)
    omraden: list[str] = Field(min_length=1, max_length=5)
    till: date | None = None
    egen_hemlighet: bool = True


@router.get("/program", response_model=Sida[Program])
def programmen(request: Request, som: Vem, antal: Antal = 50, efter: Efter = None) -> Response:
    """Programmen som har insläpp."""
    return sida_ur(request, program.lista(request.app.state.hus.motor, som), antal, efter, lambda p: (p.klient,))


@router.post("/program", status_code=201, response_model=dict[str, str | None])
def slapp_in(request: Request, som: Vem, nytt: NyttProgram) -> Response:
    """Släpp in ett program; hemligheten visas den här enda gången."""
    hus = request.app.state.hus
    hemlighet = program.slapp_in(
        hus.motor, som, nytt.klient, nytt.namn, las_aktor(nytt.aktor), nytt.omraden, datum(hus.klocka()),
        till=nytt.till, egen_hemlighet=nytt.egen_hemlighet,
    )  # fmt: skip
    return svar({"klient": nytt.klient, "hemlighet": hemlighet}, 201)


@router.delete("/program/{klient}", status_code=204)
def avsluta(request: Request, som: Vem, klient: str) -> Response:
    """Släpp inte in programmet mer, från och med nu."""
    hus = request.app.state.hus
    if not program.avsluta(hus.motor, som, klient, datum(hus.klocka())):
        raise FinnsInte("K3.4", "inget sådant program", "klient")
    return Response(status_code=204)
