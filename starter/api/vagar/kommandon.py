"""To say something to a case: a route for each kommando, made from the typed kommandon themselves."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Annotated, Any, TypeVar, get_args

from fastapi import APIRouter, Header, Request
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from domain.grund.avvisning import Avvisning
from domain.grund.granser import prova_omfang
from domain.grund.ordval import med_liten
from domain.grund.parter import Aktor
from domain.kapitel.uppdrag.dag_ett.kedja import Sort
from domain.liv.kommandon import las_kommando
from domain.liv.rutin import KOMMANDON
from domain.tid.tidpunkt import datum
from kontrakt.insats import Kvitto
from starter.api.falt import las_kropp
from starter.api.regel import Vem
from starter.api.schema import FELSVAR, kommando_extra, kommandots_kropp
from starter.api.svar import OmVersion, krav_version, svar
from starter.api.tilltal import TillArendet, Tilltal
from starter.stod.klient import ombud
from starter.stod.klient.insats import Insatsklient
from starter.stod.klient.kontakt import IngetSvar
from starter.stod.klient.process import Processklient
from starter.tjanster import aktualisering, arendet
from starter.visning.skillnad import skillnad_json

router = APIRouter(prefix="/api", tags=["kommandon"], responses=FELSVAR)

Nyckel = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,111}$",
        description="Kommandots id, ens eget: samma id igen av samma person till samma ärende är samma kommando och "
        "ger samma kvitto; något annat med ett id som har fått kvitto, eller ligger i kö, nekas. Det som nekas i "
        "svaret har inte ändrat något, och dess id får användas igen. I svaret står det med personens och ärendets "
        "märke efter; det går lika bra att skicka så.",
    ),
]
Foredrar = Annotated[
    str | None,
    Header(
        alias="Prefer",
        max_length=100,
        description="respond-async: svara 202 när ingen arbetare svarar inom wait sekunder (RFC 7240).",
    ),
]

NAMNGIVNA: dict[str, Any] = {}
"""The schemas that the kommandon name, for ``schema.skapa_schema``."""


class Koat(BaseModel):
    """What was said is kept until a worker takes it; ``arende`` or ``process`` is what it is to begin."""

    kommando: str
    arende: str | None = None
    process: str | None = None


KOAT: dict[int | str, dict[str, Any]] = {
    202: {"description": "Lagt i kö; ett avslag kommer i inkorgen.", "model": Koat}
}


def vanta(foredrar: str | None) -> float | None:
    """Seconds until one would rather have a 202, by ``Prefer``; None for one who waits for the receipt."""
    if foredrar is None or "respond-async" not in foredrar:
        return None
    m = re.search(r"\bwait=([0-9]{1,3})\b", foredrar)
    return float(m[1]) if m else 0.0


async def _sag(
    verb: str, request: Request, den: Tilltal, arende: str, nyckel: str | None, foredrar: str | None, om: str | None
) -> Response:
    data = {"kommando": verb, **await las_kropp(request)}
    hus = request.app.state.hus
    nu = hus.klocka()
    krav_version(om, den.nr)
    prova_omfang(data, med_ord=True)  # what is wrong with its size or its form is told before anybody else is asked
    las_kommando(data)
    klient = Insatsklient(await hus.temporal(), hus.motor, hus.talamod)
    id_ = arendet.eget_id(den.som, arende, nyckel or secrets.token_hex(8))
    sagt: dict[str, Any] = {"kommando_id": id_, "far_tala": True}
    kvitto = await kvitto_eller_ko(
        klient, foredrar, lambda k: k.kommando(arende, data, den.som, **sagt),
        lambda: klient.lagg_i_kon(arende, data, den.som, tid=nu, **sagt),
    )  # fmt: skip
    if kvitto is None:
        return lagt_i_ko(Koat(kommando=id_), id_)
    return svar(kvitto, version=kvitto.till_nr, idempotency_key=id_)


K = TypeVar("K", Insatsklient, Processklient)


async def kvitto_eller_ko(
    klient: K, foredrar: str | None, sag: Callable[[K], Awaitable[Kvitto]], koa: Callable[[], Awaitable[object]]
) -> Kvitto | None:
    """The receipt; or None for one who would rather not wait, and then ``koa`` has kept it until a worker takes it."""
    sekunder = vanta(foredrar)
    if sekunder is None:
        return await sag(klient)
    if talamod := timedelta(seconds=min(sekunder, klient.talamod.total_seconds())):
        with suppress(IngetSvar):  # the same id again is the same kommando, also if the first is still on its way
            return await sag(replace(klient, talamod=talamod))
    await koa()
    return None


@contextmanager
def sags_om_med(nyckel: str) -> Iterator[None]:
    """One who gets no answer is told the key to say it again with, also where the door chose it. Raises: IngetSvar."""
    try:
        yield
    except IngetSvar as fel:
        raise IngetSvar(str(fel), nyckel) from None


def lagt_i_ko(vad: Koat, nyckel: str) -> Response:
    """202: what was said is kept; a refusal comes to the inbox."""
    svaret = vad.model_dump(exclude_none=True)
    return svar(svaret, 202, idempotency_key=nyckel, location="/api/inkorg", preference_applied="respond-async")


def _vag(verb: str) -> Callable[..., Awaitable[Response]]:
    """A function of its own for each route: FastAPI reads the signature."""

    async def sag(
        request: Request, den: TillArendet, arende: str, nyckel: Nyckel = None, foredrar: Foredrar = None,
        om: OmVersion = None,
    ) -> Response:  # fmt: skip
        return await _sag(verb, request, den, arende, nyckel, foredrar, om)

    return sag


def _tank_vag(verb: str) -> Callable[..., Awaitable[Response]]:
    async def tank_om(request: Request, som: Vem, arende: str) -> Response:
        data = {"kommando": verb, **await las_kropp(request)}
        motor = request.app.state.hus.motor
        s = await run_in_threadpool(arendet.tank, motor, arende, data, som)
        return svar(skillnad_json(som, s))

    return tank_om


for _verb, _typ in KOMMANDON.items():
    if _verb == "aktualisera":
        continue
    _kropp, _defs = kommandots_kropp(_typ)
    NAMNGIVNA |= _defs
    router.add_api_route(
        f"/arenden/{{arende}}/{_verb}", _vag(_verb), methods=["POST"], response_model=Kvitto, responses=KOAT,
        summary=_typ.rubrik, operation_id=_verb, openapi_extra=kommando_extra(_typ, _kropp),
    )  # fmt: skip
    router.add_api_route(
        f"/arenden/{{arende}}/tank-om/{_verb}", _tank_vag(_verb), methods=["POST"],
        response_model=dict[str, Any], summary=f"Vad ändras av: {med_liten(_typ.rubrik)}?",
        operation_id=f"tank_om_{_verb}", openapi_extra=kommando_extra(_typ, _kropp),
    )  # fmt: skip


_AKTUALISERA, _defs = kommandots_kropp(KOMMANDON["aktualisera"])
NAMNGIVNA |= _defs
_START = _AKTUALISERA | {
    "properties": _AKTUALISERA["properties"] | {
        "kund": {
            "type": "object", "additionalProperties": True,
            "description": "id i registret, eller fodelsedatum för en kund utanför det; och kundens övriga uppgifter.",
        },
        "anordnare": {"type": "string", "description": "Utelämnad: dagens förvalsanordnare (§5.4.1)."},
        "efter": {"type": "string", "description": "Ärendet som det här följer på; kräver sort."},
        "sort": {"type": "string", "enum": list(get_args(Sort))},
    },
    "required": [f for f in _AKTUALISERA["required"] if f != "anordnare"],
}  # fmt: skip


@router.post(
    "/arenden", status_code=201, response_model=Kvitto, responses=KOAT, summary=KOMMANDON["aktualisera"].rubrik,
    operation_id="aktualisera", openapi_extra=kommando_extra(KOMMANDON["aktualisera"], _START),
)  # fmt: skip
async def aktualisera(request: Request, som: Vem, nyckel: Nyckel = None, foredrar: Foredrar = None) -> Response:
    """Aktualisera en kund hos en anordnare: ärendet börjar (§6.1)."""
    data = {"kommando": "aktualisera", **await las_kropp(request)}
    hus = request.app.state.hus
    efter, sort = _text(data, "efter"), _text(data, "sort")
    nu = hus.klocka()
    hela, forval = await run_in_threadpool(
        lambda: aktualisering.fyll_i(
            hus.motor,
            hus.regelverk,
            som,
            data,
            datum(nu),
            efter=efter,
            sort=sort,  # type: ignore[arg-type]
        )
    )
    klient = Insatsklient(await hus.temporal(), hus.motor, hus.talamod)
    egen = nyckel or secrets.token_hex(8)
    arende = arende_av(som, egen)
    with sags_om_med(egen):
        kvitto = await kvitto_eller_ko(
            klient, foredrar, lambda k: k.starta(hela, som, arende=arende, tid=nu),
            lambda: ombud.starta_senare(klient, hela, som, arende, nu),
        )  # fmt: skip
    varning = await run_in_threadpool(aktualisering.stangd_dorr, hus.motor, hela)
    if kvitto is None:
        svaret = lagt_i_ko(Koat(kommando=f"{arende}-aktualisera", arende=arende), egen)
    else:
        vart = f"/api/arenden/{kvitto.arende}"
        svaret = svar(kvitto, 201, version=kvitto.till_nr, idempotency_key=egen, location=vart)
    for text in filter(None, (forval, varning)):
        svaret.headers.append("x-upplysning", text.encode("ascii", "xmlcharrefreplace").decode())
    return svaret


def _text(data: dict[str, Any], falt: str) -> str | None:
    varde = data.pop(falt, None)
    if varde is not None and (not isinstance(varde, str) or (falt == "sort" and varde not in get_args(Sort))):
        raise Avvisning("K13.4", "har fel form", falt)
    return varde


def arende_av(som: Aktor, nyckel: str) -> str:
    """The case that a key begins: the same for the same sender and key, and no other's."""
    siffror = int.from_bytes(hashlib.sha256(f"{som}\n{nyckel}".encode()).digest())
    alfabet = "23456789abcdefghjkmnpqrstvwxyz"
    return "in-" + "".join(alfabet[siffror // 30**n % 30] for n in range(10))


def namngivna() -> Mapping[str, Any]:
    """The schemas that the kommandon name."""
    return NAMNGIVNA
