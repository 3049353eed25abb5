"""The registers over HTTP: karriärvägledare, the municipality's other roles, anordnare with staff, and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.roller import LASER_KARRIARVAGLEDARE, prova_roll
from domain.grund.slag import Kundval
from domain.register.anordnare import (
    ANORDNARFALT,
    prova_auktorisationsandring,
    prova_uppgiftsandring,
    ser_registreringarna,
)
from domain.register.falt import las_falt
from domain.register.karriarvagledare import KARRIARVAGLEDARFALT
from domain.register.medarbetare import MEDARBETARFALT
from domain.tid.tidpunkt import datum
from persistence.inloggning import medarbetare
from persistence.inloggning.medarbetare import Medarbetare
from persistence.register.anordnare import auktorisationer, personal, register
from persistence.register.anordnare.auktorisationer import Auktorisationsrad
from persistence.register.anordnare.auktorisationslogg import Registrering
from persistence.register.anordnare.register import Anordnare
from persistence.register.kund import karriarvagledare
from persistence.register.kund.karriarvagledare import Karriarvagledare
from starter.api.falt import Falten, kanda, kropp
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import Antal, Efter, OmVersion, Sida, krav_rad, krav_version, radens_version, sida_ur, svar
from starter.visning.json import enkelt

router = APIRouter(prefix="/api", tags=["register"], responses=FELSVAR)

_KV_NYTT = ("id", "namn", "epost", "fran")
_MED_NYTT = ("roll", *_KV_NYTT)


@router.get("/karriarvagledare", response_model=Sida[Karriarvagledare])
def kv_lista(
    request: Request, som: Vem, dag: date | None = None, antal: Antal = 50, efter: Efter = None
) -> Response:  # fmt: skip
    """Karriärvägledarna, eller dem som är anställda en dag. En rads version (If-Match) är dess andrad."""
    prova_roll(som, LASER_KARRIARVAGLEDARE, karriarvagledare.REGEL)
    return sida_ur(
        request, karriarvagledare.alla(request.app.state.hus.motor, dag=dag), antal, efter, lambda k: (k.id,)
    )


@router.post(
    "/karriarvagledare", status_code=201, response_model=dict[str, str],
    openapi_extra=kropp(KARRIARVAGLEDARFALT, _KV_NYTT),
)  # fmt: skip
def kv_lagg_till(request: Request, som: Vem, falt: Falten) -> Response:
    """Lägg till en karriärvägledare (K5.1)."""
    hus = request.app.state.hus
    last = _hela(las_falt(KARRIARVAGLEDARFALT, kanda(falt, KARRIARVAGLEDARFALT, "K5.1")), _KV_NYTT, "K5.1")
    karriarvagledare.lagg_till(hus.motor, som, last, datum(hus.klocka()))
    return svar({"id": last["id"]}, 201)


@router.patch(
    "/karriarvagledare/{id}", response_model=dict[str, bool],
    openapi_extra=kropp([f for f in KARRIARVAGLEDARFALT if f != "id"]),
)  # fmt: skip
def kv_andra(request: Request, som: Vem, id: str, falt: Falten, om: OmVersion = None) -> Response:
    """Ändra en karriärvägledare; med till upphör behörigheten efter den dagen (K3.4)."""
    hus = request.app.state.hus
    andringar = las_falt(KARRIARVAGLEDARFALT, kanda(falt, [f for f in KARRIARVAGLEDARFALT if f != "id"], "K5.1"))
    idag = datum(hus.klocka())
    return svar({"andrat": karriarvagledare.andra(hus.motor, som, id, andringar, idag, forst=krav_rad(om))})


@router.get("/medarbetare", response_model=Sida[Medarbetare])
def medarbetarna(
    request: Request, som: Vem, roll: Roll | None = None, dag: date | None = None, antal: Antal = 50,
    efter: Efter = None,
) -> Response:  # fmt: skip
    """De som har kommunens övriga roller, eller dem som har det en dag (K3.4). En rads version är dess andrad."""
    utanfor = som.roll in (Roll.ANORDNARE, Roll.KUND)
    alla = [] if utanfor else medarbetare.alla(request.app.state.hus.motor, roll=roll, dag=dag)
    return sida_ur(request, alla, antal, efter, lambda m: (m.roll, m.id))


@router.post(
    "/medarbetare", status_code=201, response_model=dict[str, str], openapi_extra=kropp(MEDARBETARFALT, _MED_NYTT)
)
def medarbetare_lagg_till(request: Request, som: Vem, falt: Falten) -> Response:
    """Ge någon en av kommunens övriga roller, från en dag (K3.4)."""
    last = _hela(las_falt(MEDARBETARFALT, kanda(falt, MEDARBETARFALT, "K3.4")), _MED_NYTT, "K3.4")
    medarbetare.lagg_till(request.app.state.hus.motor, som, last)
    return svar({"id": last["id"]}, 201)


@router.patch(
    "/medarbetare/{roll}/{id}", response_model=dict[str, bool],
    openapi_extra=kropp(["namn", "epost", "fran", "till"]),
)  # fmt: skip
def medarbetare_andra(request: Request, som: Vem, roll: Roll, id: str, falt: Falten, om: OmVersion = None) -> Response:
    """Ändra en medarbetare; med till upphör behörigheten efter den dagen, och sessionerna med den."""
    motor = request.app.state.hus.motor
    andringar = las_falt(MEDARBETARFALT, kanda(falt, ["namn", "epost", "fran", "till"], "K3.4"))
    return svar({"andrat": medarbetare.andra(motor, som, roll, id, andringar, forst=krav_rad(om))})


@router.get("/medarbetare/{roll}/{id}/historik", response_model=list[Medarbetare])
def medarbetares_historik(request: Request, som: Vem, roll: Roll, id: str) -> Response:
    """Varje version, äldst först."""
    return svar(medarbetare.historik(request.app.state.hus.motor, som, roll, id))


@router.get("/anordnare", response_model=Sida[Anordnare])
def anordnarna(request: Request, som: Vem, antal: Antal = 50, efter: Efter = None) -> Response:
    """Anordnarna med sina uppgifter (K1.1)."""
    alla = [register.sedd_av(a, som) for a in register.alla_anordnare(request.app.state.hus.motor)]
    return sida_ur(request, alla, antal, efter, lambda a: (a.namn,))


@router.get("/anordnare/{namn}", response_model=dict[str, Any])
def en_anordnare(request: Request, som: Vem, namn: str) -> Response:
    """En anordnare: uppgifter, auktorisationer och historik."""
    motor = request.app.state.hus.motor
    a = register.en_anordnare(motor, namn)
    gallande = auktorisationer.auktorisationer(motor, namn)
    versioner = register.historik(motor, namn) if ser_registreringarna(som, a.namn) else []
    visad = {"anordnare": register.sedd_av(a, som), "auktorisationer": gallande, "historik": versioner}
    return svar(visad, version=radens_version(a))


@router.put("/anordnare/{namn}", response_model=dict[str, bool], openapi_extra=kropp(ANORDNARFALT))
def anordnare_lagg_till(request: Request, som: Vem, namn: str, falt: Falten) -> Response:
    """Lägg till en anordnare; namnet är det som ärendena bär, och ändras inte (K1.1)."""
    prova_auktorisationsandring(som)
    register.lagg_till_anordnare(request.app.state.hus.motor, namn, kanda(falt, ANORDNARFALT, "K1.1"), str(som))
    return svar({"finns": True})


@router.patch("/anordnare/{namn}", response_model=dict[str, bool], openapi_extra=kropp(ANORDNARFALT))
def anordnare_andra(request: Request, som: Vem, namn: str, falt: Falten, om: OmVersion = None) -> Response:
    """Ändra uppgifter om en anordnare; en anordnare håller sina egna aktuella (K3.4)."""
    motor = request.app.state.hus.motor
    givna = kanda(falt, ANORDNARFALT, "K3.4")
    if not givna:
        raise Avvisning("K3.4", f"ange vad som ändras: {', '.join(ANORDNARFALT)}", "anordnare")
    prova_uppgiftsandring(som, namn, givna)
    return svar({"andrat": register.andra_anordnare(motor, namn, givna, str(som), forst=krav_rad(om))})


class Auktorisation(BaseModel, extra="forbid"):
    """From a day, until a day or further notice; ``till`` alone ends the one that holds that day."""

    kundval: Kundval
    fran: date | None = None
    till: date | None = None


@router.post("/anordnare/{namn}/auktorisationer", response_model=list[Auktorisationsrad])
def auktorisera(request: Request, som: Vem, namn: str, a: Auktorisation) -> Response:
    """Auktorisera en anordnare för ett kundval, eller avsluta auktorisationen (K1.1)."""
    prova_auktorisationsandring(som)
    motor, hur = request.app.state.hus.motor, Registrering(str(som))
    if a.fran is not None:
        auktorisationer.auktorisera(motor, namn, a.kundval, a.fran, a.till, hur)
    elif a.till is not None:
        auktorisationer.avsluta_auktorisation(motor, namn, a.kundval, a.till, hur)
    else:
        text = "ange första dagen, eller sista dagen för en auktorisation som upphör"
        raise Avvisning("K1.1", text, "fran")
    return svar(auktorisationer.auktorisationer(motor, namn))


@dataclass(frozen=True, slots=True)
class Personalrad(personal.Anstalld):
    """One person at an anordnare, as the register has it, and the version of the details."""

    version: str


@router.get("/personal", response_model=Sida[Personalrad])
def personalen(
    request: Request, som: Vem, anordnare: Annotated[str | None, Query(max_length=200)] = None, antal: Antal = 50,
    efter: Efter = None,
) -> Response:  # fmt: skip
    """Den personal hos anordnarna som man får se (K3.4). En rads version (If-Match) är dess version."""
    alla = personal.lista(request.app.state.hus.motor, som, anordnare)
    rader = [enkelt(p) | {"version": personal.version(p)} for p in alla]
    return sida_ur(request, rader, antal, efter, lambda p: (p["anordnare"], p["person"]))


class Uppgifter(BaseModel, extra="forbid"):
    """An employee's details; they stay in the register."""

    namn: str | None = Field(None, min_length=1, max_length=200)
    epost: str | None = Field(None, min_length=3, max_length=200)
    uppdrag: str | None = Field(None, min_length=1, max_length=200)


@router.patch("/personal/{person}", response_model=dict[str, bool])
def personal_andra(
    request: Request, som: Vem, person: str, uppgifter: Uppgifter, om: OmVersion = None
) -> Response:  # fmt: skip
    """Håll kontaktuppgifterna aktuella (K3.4); anordnaren ändrar sina egna."""
    from starter.tjanster.personal import andra

    andra(
        request.app.state.hus.motor, som, person, uppgifter.model_dump(exclude_none=True),
        forst=lambda rad: krav_version(om, personal.version(rad)),
    )  # fmt: skip
    return svar({"andrat": True})


def _hela(last: dict[str, Any], kravs: Sequence[str], regel: str) -> dict[str, Any]:
    for falt in kravs:
        if last.get(falt) is None:
            raise Avvisning(regel, "fältet saknas", falt)
    return last
