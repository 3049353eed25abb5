"""Whether the doors are well, for operations and for the proxy before them."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import text

from persistence.databas.motor import DatabasFel, transaktion
from starter.api.regel import oppen

router = APIRouter(include_in_schema=False)


@router.get("/halsa", dependencies=[Depends(oppen)])
async def halsa(request: Request) -> Response:
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
