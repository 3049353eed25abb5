"""What is for anybody, without a login: whom one may choose among, and how usable the pages are (§5.4)."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from domain.grund.slag import Kundval
from domain.kvalitet.jamforelsen import INGA, TIDSMATT
from domain.kvalitet.matt import AR, I_TID, MATT_EFTER_NAMN
from domain.tid.tidpunkt import datum
from starter.api.app import Hus
from starter.api.regel import oppen
from starter.skrivbord.mallmotor import sida
from starter.skrivbord.vyer.arssiffror import jamforelsens
from starter.tjanster.uppfoljning import jamforelse
from starter.visning.ordval.kvalitetstext import definition, heltal, procent
from starter.visning.ordval.lagesord import KUNDVAL

router = APIRouter(include_in_schema=False, dependencies=[Depends(oppen)])

_RESULTAT = Path(__file__).parents[2] / "tillganglighet.json"


@router.get("/jamfor")
async def jamfor(request: Request, kundval: Annotated[str, Query(max_length=3)] = "AMI") -> Response:
    """Whom the kund may choose among today, and who it is for one who does not choose."""
    hus: Hus = request.app.state.hus
    valt: Kundval = kundval if kundval in get_args(Kundval) else "AMI"  # type: ignore[assignment]
    svar = await asyncio.to_thread(jamforelse.jamfor, hus.motor, hus.regelverk, valt, datum(hus.klocka()))
    aret = await asyncio.to_thread(jamforelsens, hus.motor, valt, hus.regelverk, hus.klocka())
    return sida(
        request, "utifran/jamfor.html", j=svar, kundval=valt, kundvalen=KUNDVAL, aret=aret, inga=INGA, heltal=heltal,
        minst=jamforelse.minst(hus.regelverk, svar.dag), procent=procent, matten=_MATTEN,
        om=(AR, I_TID, *(definition(MATT_EFTER_NAMN[m]) for m in ("insatser", "mal_natt", *TIDSMATT))),
    )  # fmt: skip


_MATTEN = (("mal", "Nådde målet"), *((m, f"{MATT_EFTER_NAMN[m].rubrik} i tid") for m in TIDSMATT))
"""Shares of a year → their headings, in the order that they are told."""


@router.get("/tillganglighet")
async def tillganglighet(request: Request) -> Response:
    """How usable the desk is for those who see, hear or move otherwise than most (DOS-lagen)."""
    return sida(request, "utifran/tillganglighet.html", r=_resultat())


@cache
def _resultat() -> dict[str, Any]:
    """What the pages were tried by, and what was found; the page tells that and nothing more."""
    svar: dict[str, Any] = json.loads(_RESULTAT.read_text())
    return svar | {"dag": date.fromisoformat(svar["dag"])}
