"""A process's values as JSON and back, and what passes between workflow, activities and doors for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter

from domain.grund.granser import Json, LastJson
from domain.grund.parter import Aktor
from domain.processer.forlopp import Processlage, vik
from domain.processer.process import Processrutin
from domain.skeende.handelse import Handelse
from domain.skeende.journal import Post


@cache
def _handelser(typer: tuple[type[Handelse], ...]) -> TypeAdapter[Any]:
    form: Any = Annotated[Union[typer], Field(discriminator="slag")]  # noqa: UP007
    return TypeAdapter(form)


def post_till_json(rutin: Processrutin, post: Post) -> Json:
    """A journal line, in the form that ``lagring.post_till_json`` gives the lines of an insats."""
    return {
        "nr": post.nr,
        "tid": post.tid.isoformat(),
        "av": str(post.av),
        "kommando": post.kommando,
        "dokument": post.dokument,
        "handelse": _handelser(rutin.handelser).dump_python(post.handelse, mode="json"),
        "sagt": post.sagt,
    }


def post_fran_json(rutin: Processrutin, data: LastJson) -> Post:
    """The inverse. Raises: pydantic.ValidationError for what is no line of such a process."""
    return Post(
        nr=data["nr"],
        tid=datetime.fromisoformat(data["tid"]),
        av=Aktor.tolka(data["av"]),
        kommando=data["kommando"],
        dokument=data["dokument"],
        handelse=_handelser(rutin.handelser).validate_python(data["handelse"]),
        sagt=data.get("sagt"),
    )


def vik_json(
    rutin: Processrutin, process: str, rader: Iterable[LastJson], fran: Processlage | None = None
) -> Processlage | None:
    """State after journal lines as they are stored, from nothing or from an earlier state."""
    return vik(rutin, process, (post_fran_json(rutin, rad) for rad in rader), fran)


def lage_till_json(rutin: Processrutin, p: Processlage) -> Json:
    """State, to be handed to the next run."""
    egna = {
        "nr": p.nr,
        "senast": p.senast.isoformat(),
        "hanterade": {k: [fran, till, tid.isoformat()] for k, (fran, till, tid) in p.hanterade.items()},
    }
    return egna | {"lage": _tillstand(rutin.tillstand).dump_python(p.lage, mode="json")}


def lage_fran_json(rutin: Processrutin, process: str, data: LastJson) -> Processlage:
    """The inverse. Raises: pydantic.ValidationError for what is no such state."""
    return Processlage(
        process,
        data["nr"],
        datetime.fromisoformat(data["senast"]),
        _tillstand(rutin.tillstand).validate_python(data["lage"]),
        {k: (fran, till, datetime.fromisoformat(tid)) for k, (fran, till, tid) in data["hanterade"].items()},
    )


def tillstandstext(tillstand: LastJson) -> str:
    """``lage_till_json`` as ASCII text, so that its parts can be counted out."""
    return json.dumps(tillstand, ensure_ascii=True, separators=(",", ":"))


@cache
def _tillstand(typ: type) -> TypeAdapter[Any]:
    return TypeAdapter(typ)
