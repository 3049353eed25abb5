"""What is written in a body: a kommando's fields, or a register's, read by their own rules and not by the door's."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Depends, Request

from domain.grund.avvisning import Avvisning
from domain.skeende.form import FORM

_LANGSTA = 2000


async def las_kropp(request: Request) -> dict[str, Any]:
    """The body, a JSON object with the kommando's fields. Raises: Avvisning."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Avvisning(FORM, "innehållet ska vara JSON (application/json)", "kommando")
    try:
        data = json.loads(await request.body(), parse_constant=_inget_tal)
    except (ValueError, RecursionError):
        raise Avvisning(FORM, "innehållet är inte JSON", "kommando") from None
    if not isinstance(data, dict) or "kommando" in data:
        raise Avvisning(FORM, "ska vara en tabell med kommandots fält", "kommando")
    return data


def _inget_tal(_text: str) -> Any:
    raise ValueError


async def _falten(request: Request) -> dict[str, str]:
    """Raises: Avvisning, for what is no table of texts."""
    data = await las_kropp(request)
    for namn, varde in data.items():
        if varde is not None and not isinstance(varde, str):
            raise Avvisning("K5.1", "ska vara en text", namn if namn.isidentifier() else "fält")
        if len(namn) > 60 or (varde is not None and (len(varde) > _LANGSTA or "\x00" in varde)):
            raise Avvisning("K5.1", f"får vara högst {_LANGSTA} tecken, av läsbara tecken", "fält")
    return {namn: varde or "" for namn, varde in data.items()}


Falten = Annotated[dict[str, str], Depends(_falten)]


def kanda(skrivet: dict[str, str], falt: Iterable[str], regel: str) -> dict[str, str]:
    """What was written, if each field is one of the register's. Raises: Avvisning."""
    alla = list(falt)
    if set(skrivet) - set(alla):
        raise Avvisning(regel, f"fälten är {', '.join(alla)}", "fält")
    return skrivet


def kropp(falt: Iterable[str], kravs: Iterable[str] = ()) -> dict[str, Any]:
    """What OpenAPI tells of such a body."""
    egenskaper = {f: {"type": ["string", "null"]} for f in falt}
    schema = {"type": "object", "properties": egenskaper, "required": list(kravs), "additionalProperties": False}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}
