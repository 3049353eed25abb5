"""The registers at the desk: the kunder, the log of who has opened what, and all that is held on one kund (K3.8)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor, Roll
from domain.grund.text import som_skrivna_koder
from domain.tid.manad import fore, manad, nasta
from persistence.insyn import oppningar
from persistence.register.kund import kundlasning
from persistence.register.kund.utdrag import allt_om, vem_det_galler
from starter.api.regel import Aktorskrav
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.plats import Plats, Sittande
from starter.skrivbord.vagar.arendet.utkast import las_formularet
from starter.skrivbord.vyer.formular import Fel
from starter.tjanster.kunden.stickprov import dra_stickprov
from starter.visning.json import enkelt

router = APIRouter(include_in_schema=False)

PER_SIDA = 50
VILKA = {"mina": "Mina", "alla": "Alla", "utan": "Utan karriärvägledare"}
_MANAD = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")


@router.get("/kunder")
async def kundlista(
    request: Request, plats: Sittande, vilka: Annotated[str, Query(max_length=5)] = "",
    efter: Annotated[str, Query(max_length=80)] = "",
) -> Response:  # fmt: skip
    """The kunder that one may read of, by name, a page at a time."""
    kv = plats.som.roll is Roll.KARRIARVAGLEDARE
    valt = vilka if vilka in VILKA and (kv or vilka != "mina") else "mina" if kv else "alla"
    rader = await plats.las(
        kundlasning.lista, karriarvagledare=plats.som.id if valt == "mina" else None,
        utan_karriarvagledare=valt == "utan", efter=efter or None, antal=PER_SIDA + 1,
    )  # fmt: skip
    mer = rader[PER_SIDA - 1].id if len(rader) > PER_SIDA else None
    val = {k: v for k, v in VILKA.items() if kv or k != "mina"}
    return sida(request, "registren/kunder.html", plats, rader=rader[:PER_SIDA], valt=valt, vilka=val, mer=mer)


@router.get("/kunder/{id}")
async def en_kund(request: Request, plats: Sittande, id: str) -> Response:
    """A kund: how to reach them first, their cases, and the number last."""
    kund = await plats.las(kundlasning.en, id)
    if kund is None:
        raise FinnsInte("K3.3", "kunden finns inte i registret, eller är inte din att se", "kund")
    arenden = await plats.las(kundlasning.arenden, id)
    return sida(request, "registren/kund.html", plats, k=kund, arenden=arenden)


OPPNINGAR, UTDRAG = "/oppningar", "/registerutdrag"


@router.get(OPPNINGAR)
async def stickprovet(
    request: Request, plats: Sittande, vilken: Annotated[str, Query(alias="manad", max_length=7)] = ""
) -> Response:
    """A month's sample of who has opened what, to review (K3.2)."""
    nu = manad(plats.idag)
    valt = vilken if _MANAD.fullmatch(vilken) and vilken <= nu else nu
    rader = await plats.las(dra_stickprov, valt)
    senare = nasta(valt) if valt < nu else None
    return sida(
        request, "registren/oppningar.html", plats, rader=rader, sokt="", manad=valt, tidigare=fore(valt),
        senare=senare, kod=plats.kod(OPPNINGAR),
    )  # fmt: skip


@router.post(OPPNINGAR)
async def loggen(request: Request, plats: Sittande) -> Response:
    """Who has opened what of a kund or a case; what one looks for never stands in an address (K3.3)."""
    sokt = (await las_formularet(request)).get("sokt", "").strip()[:80]
    rader = await plats.las(oppningar.las, sokt, antal=200)
    return sida(request, "registren/oppningar.html", plats, rader=rader, sokt=sokt, kod=plats.kod(OPPNINGAR))


_ger_ut = Depends(Aktorskrav(Roll.DATASKYDDSSAMORDNARE))


@router.get(UTDRAG, dependencies=[_ger_ut])
async def utdraget(request: Request, plats: Sittande) -> Response:
    """Of whom all that is held is to be given out (K3.8)."""
    return _fraga_vem(request, plats)


@router.post(UTDRAG, dependencies=[_ger_ut])
async def dra(request: Request, plats: Sittande) -> Response:
    """All that is held on a kund, as JSON or PDF to be saved; it is logged as an opening, and no page shows it."""
    skrivet = await las_formularet(request)
    sokt, som_json = skrivet.get("kund", "").strip()[:200], skrivet.get("steg") == "json"
    try:
        if not sokt:
            raise Avvisning("K3.8", "skriv kundens id, ett ärendes id eller ett personnummer", "kund")
        kund = await plats.las(vem_det_galler, sokt, plats.idag)
        innehall = await plats.las(_utdrag, kund, plats.hus.klocka(), som_json)
    except Avvisning as nej:
        return _fraga_vem(request, plats, sokt, [Fel("kund", nej.text, nej.regel)])
    sort, typ = ("json", "application/json") if som_json else ("pdf", "application/pdf")
    huvud = {"content-disposition": f'attachment; filename="registerutdrag-{kund}.{sort}"'}
    return Response(innehall, media_type=typ, headers=huvud)


def _fraga_vem(request: Request, plats: Plats, sokt: str = "", fel: Sequence[Fel] = ()) -> Response:
    return sida(
        request, "registren/registerutdrag.html", plats, status=422 if fel else 200, sokt=sokt, fel=fel,
        kod=plats.kod(UTDRAG),
    )  # fmt: skip


def _utdrag(motor: Engine, som: Aktor, kund: str, nar: datetime, som_json: bool) -> bytes:
    rader = allt_om(motor, som, kund)
    if som_json:
        allt = enkelt({"kund": kund, "nar": nar, "uppgifter": rader})
        return som_skrivna_koder(json.dumps(allt, ensure_ascii=False, indent=2, sort_keys=True)).encode()
    from starter.dokument import registerutdrag  # what sets the page is large

    return registerutdrag.pdf(rader, kund, nar)
