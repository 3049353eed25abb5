"""The register of kunder over HTTP, who may open a protected kund's cases, and the log of openings (K3.2, K3.8).

Whom one looks for is never in an address: search is a POST, so that no log and no history of a browser has it.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.register.falt import las_falt
from domain.register.kund import kundfalt
from domain.register.personnummer import tolka_personnummer
from domain.tid.kalender import alder
from domain.tid.tidpunkt import datum
from persistence.insyn import oppningar
from persistence.insyn.oppningar import Oppning
from persistence.register.kund import kundlasning, namngivna, skrivning
from persistence.register.kund.kundlasning import Kund, Kundpost
from persistence.register.kund.namngivna import Namngiven
from starter.api.falt import Falten
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import OmVersion, Radnummer, Sida, krav_rad, las_plats, radens_version, sida, svar
from starter.tjanster.kunden.stickprov import dra_stickprov

router = APIRouter(prefix="/api", tags=["kunder"], responses=FELSVAR)


class _Sidfraga(BaseModel, extra="forbid"):
    """What is asked for page by page without an address that tells of it."""

    antal: int = Field(50, ge=1, le=200)
    efter: str | None = Field(None, max_length=100, description="Det som förra sidan gav i nasta.")


class Sok(_Sidfraga):
    """Whom one looks for: a personnummer alone, or by name and karriärvägledare."""

    personnummer: str | None = Field(None, max_length=20)
    namn: str = Field("", max_length=200, description="Början av något av kundens namn; flera ord i valfri ordning.")
    karriarvagledare: str | None = Field(None, max_length=100)
    utan_karriarvagledare: bool = False


class Kundsvar(BaseModel):
    """A kund with the age today, and the cases that one may see."""

    kund: Kund
    alder: int
    arenden: list[str]


@router.post("/kunder/sok", response_model=Sida[Kundpost])
def sok(request: Request, som: Vem, sokt: Sok) -> Response:
    """Sök kunder man får läsa om. För en kund med skyddade personuppgifter visas inget namn."""
    hus = request.app.state.hus
    if sokt.personnummer is not None:
        nummer = tolka_personnummer(sokt.personnummer, datum(hus.klocka())).siffror
        k = kundlasning.med_personnummer(hus.motor, som, nummer)
        traff = [Kundpost(k.id, None if k.skydd else k.namn, k.skydd, k.karriarvagledare)] if k else []
        return svar({"rader": traff, "nasta": None})
    rader = kundlasning.lista(
        hus.motor, som, namn=sokt.namn, karriarvagledare=sokt.karriarvagledare,
        utan_karriarvagledare=sokt.utan_karriarvagledare, efter=sokt.efter, antal=sokt.antal + 1,
    )  # fmt: skip
    visade = rader[: sokt.antal]
    return svar({"rader": visade, "nasta": visade[-1].id if len(rader) > sokt.antal else None})


@router.get("/kunder/{id}", response_model=Kundsvar)
def en(request: Request, som: Vem, id: str) -> Response:
    """En kund man får läsa om."""
    hus = request.app.state.hus
    k = _en(request, som, id)
    ar = alder(k.fodelsedatum, datum(hus.klocka()))
    return svar({"kund": k, "alder": ar, "arenden": kundlasning.arenden(hus.motor, som, id)}, version=radens_version(k))


@router.get("/kunder/{id}/historik", response_model=list[Kund])
def historik(request: Request, som: Vem, id: str) -> Response:
    """Varje version av uppgifterna, med vem och när."""
    _en(request, som, id)
    return svar(kundlasning.historik(request.app.state.hus.motor, som, id))


@router.post("/kunder", status_code=201, response_model=dict[str, str])
def lagg_till(request: Request, som: Vem, falt: Falten) -> Response:
    """Lägg till en kund; svaret är kundens id."""
    hus = request.app.state.hus
    idag = datum(hus.klocka())
    nytt = skrivning.lagg_till(hus.motor, som, las_falt(kundfalt(idag), _kanda(falt, idag)), idag)
    return svar({"id": nytt}, 201, location=f"/api/kunder/{nytt}")


@router.patch("/kunder/{id}", response_model=dict[str, Any])
def andra(request: Request, som: Vem, id: str, falt: Falten, om: OmVersion = None) -> Response:
    """Ändra uppgifter om en kund; en tom text tömmer fältet. Den tidigare uppgiften finns kvar i historiken."""
    hus = request.app.state.hus
    idag = datum(hus.klocka())
    andringar = las_falt(kundfalt(idag), _kanda({k: v for k, v in falt.items() if k != "id"}, idag))
    if not andringar:
        raise Avvisning("K5.1", "ange vad som ändras", "kund")
    andrat = skrivning.andra(hus.motor, som, id, andringar, idag, forst=krav_rad(om))
    kvar = kundlasning.hos_annan(hus.motor, som, id) if andringar.get("karriarvagledare") else []
    pagar = kundlasning.pagaende(hus.motor, som, id) if "socialsekreterare" in andringar else []
    hos_annan = [{"arende": a, "karriarvagledare": kv} for a, kv in kvar]
    return svar({"andrat": andrat, "hos_annan": hos_annan, "pagar": pagar})


@router.get("/kunder/{id}/behoriga", response_model=list[Namngiven])
def behoriga(request: Request, som: Vem, id: str, historik: bool = False) -> Response:
    """De som är namngivna för en kund och får öppna dess ärenden om kunden är skyddad (§3.1)."""
    return svar(namngivna.namngivna(request.app.state.hus.motor, som, id, alla=historik))


class Vilken(BaseModel, extra="forbid"):
    """Somebody, ``roll:id`` or ``roll:id@organisation``."""

    aktor: str = Field(max_length=300)


@router.post("/kunder/{id}/behoriga", response_model=dict[str, bool])
def namnge(request: Request, som: Vem, id: str, vem: Vilken) -> Response:
    """Namnge någon för en kund; gäller genast."""
    return svar({"ny": namngivna.namnge(request.app.state.hus.motor, som, id, las_aktor(vem.aktor))})


@router.post("/kunder/{id}/behoriga/ta-bort", response_model=dict[str, bool])
def ta_bort(request: Request, som: Vem, id: str, vem: Vilken) -> Response:
    """Ta bort någon; gäller genast."""
    return svar({"fanns": namngivna.ta_bort(request.app.state.hus.motor, som, id, las_aktor(vem.aktor))})


class Oppningssok(_Sidfraga):
    """Whose openings: a kund's or a case's id."""

    sokt: str = Field(min_length=1, max_length=100, description="Kundens eller ärendets id.")


@router.post("/oppningar/sok", response_model=Sida[Oppning])
def oppningarna(request: Request, som: Vem, sokt: Oppningssok) -> Response:
    """Vem som har öppnat, eller nekats att öppna, en kunds eller ett ärendes uppgifter, senaste först (§3.1)."""
    fore = las_plats(sokt.efter, tuple[Radnummer])
    motor = request.app.state.hus.motor
    rader = oppningar.las(motor, som, sokt.sokt, fore=fore[0] if fore else None, antal=sokt.antal + 1)
    return sida(request, rader, sokt.antal, lambda o: (o.nr,))


@router.get("/oppningar/stickprov", response_model=list[Oppning])
def stickprovet(request: Request, som: Vem, manad: Annotated[str, Query(max_length=7)]) -> Response:
    """Ett stickprov ur en månads öppningar att granska: samma rader vem som än drar det igen (K3.8)."""
    return svar(dra_stickprov(request.app.state.hus.motor, som, manad))


def las_aktor(text: str) -> Aktor:
    """Raises: Avvisning, which does not repeat what was written."""
    try:
        return Aktor.tolka(text)
    except ValueError:
        raise Avvisning("K3.2", "ska skrivas roll:id, för en anordnare roll:id@organisation", "aktor") from None


def _en(request: Request, som: Aktor, id: str) -> Kund:
    if (k := kundlasning.en(request.app.state.hus.motor, som, id)) is None:
        raise kundlasning.finns_inte("kund")
    return k


def _kanda(falt: dict[str, str], idag: Any) -> dict[str, str]:
    okanda = set(falt) - set(kundfalt(idag))
    if okanda:
        raise Avvisning("K5.1", f"fälten är {', '.join(kundfalt(idag))}", "kund")
    return falt
