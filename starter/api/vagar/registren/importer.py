"""A whole register from a file, by a login: all of it or nothing, and every fault by row and column (K3.2, K5.1)."""

from __future__ import annotations

import tempfile
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from domain.grund.avvisning import Avvisning
from domain.tid.tidpunkt import datum
from starter.api.regel import Vem
from starter.api.schema import FELSVAR
from starter.api.svar import svar
from starter.importer.alla import SORTER, Register
from starter.stod.filer import csvfil
from starter.stod.filer.csvimport import las_in
from starter.visning.json import enkelt

router = APIRouter(prefix="/api", tags=["register"], responses=FELSVAR)

CSV = "text/csv"
_I_MINNET = 1 << 20
"""Bytes of a file until it is put aside on the disk, where no name leads to it and it goes with the request."""


class Inlast(BaseModel):
    """What a file came to, in rows; the first three add up to the fourth."""

    nya: int
    andrade: int
    oforandrade: int
    lasta: int
    torrkorning: bool


@router.post(
    "/importer/{register}", response_model=Inlast,
    openapi_extra={"requestBody": {"required": True, "content": {CSV: {"schema": {"type": "string"}}}}},
)  # fmt: skip
async def importera(
    request: Request, som: Vem, register: Register,
    torrkor: Annotated[bool, Query(description="Pröva allt och visa vad det skulle ge, utan att spara.")] = False,
) -> Response:  # fmt: skip
    """Läs in ett helt register från en fil: CSV i UTF-8 med kolumnnamn på första raden. Allt eller inget; samma fil
    igen ändrar ingenting."""
    hus = request.app.state.hus
    sort = SORTER[register](som, datum(hus.klocka()))  # who may not is told before anything is read
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != CSV:
        raise Avvisning(csvfil.FORM, f"innehållet ska vara CSV ({CSV})", "filen")
    with tempfile.SpooledTemporaryFile(max_size=_I_MINNET) as strom:
        async for del_ in request.stream():
            strom.write(del_)
        kalla = csvfil.Kalla("filen", strom, strom.tell())  # type: ignore[arg-type]
        strom.seek(0)
        utfall = await run_in_threadpool(las_in, hus.motor, kalla, sort, torrkor=torrkor)
    return svar(enkelt(utfall) | {"lasta": utfall.lasta, "torrkorning": torrkor})
