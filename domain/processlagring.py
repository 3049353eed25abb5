"""A process's values as JSON and back, and what passes between workflow, activities and doors for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Annotated, Any, Union

from pydantic import Field, TypeAdapter

from domain.journal import Meddelande, Post
from domain.kapitel import Handelse
from domain.parter import Aktor
from domain.process import Processlage, Processrutin, tillampa
from domain.regelverk import Regelverk

AKTIVITET_PROCESSFORUTSATTNINGAR = "processforutsattningar"
AKTIVITET_JOURNALFOR_PROCESS = "journalfor_process"


@dataclass(frozen=True, slots=True)
class Processtart:
    """What a run of a process's workflow begins with.

    Attributes:
        tillstand: ``lage_till_json`` of an earlier run; None for a new workflow, which reads the journal.
        att_leverera: the earlier run left messages in the outbox.
        tidsskillnad: how far its clock is from the server's; rehearsals only.
    """

    process: str
    tillstand: dict[str, Any] | None = None
    att_leverera: bool = False
    tidsskillnad: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Processlut:
    """What a process's workflow ends with: its last status, or ``avvisad`` if it never began."""

    process: str
    status: str


@dataclass(frozen=True, slots=True)
class Processbatch:
    """Lines to write in one transaction, with the messages they are told by; see ``kontrakt.Batch``."""

    slag: str
    process: str
    efter_nr: int
    poster: tuple[dict[str, Any], ...]
    meddelanden: tuple[Meddelande, ...]


@dataclass(frozen=True, slots=True)
class Processforutsattningar:
    """What a run rests on: the rules in force, and the lines that the journal already has, as JSON.

    A process that has come to its end and is spoken to again has lines; so has one whose workflow was lost.
    """

    regelverk: Regelverk
    journal: tuple[dict[str, Any], ...]


@cache
def _handelser(typer: tuple[type[Handelse], ...]) -> TypeAdapter[Any]:
    form: Any = Annotated[Union[typer], Field(discriminator="slag")] if len(typer) > 1 else typer[0]  # noqa: UP007
    return TypeAdapter(form)


def post_till_json(rutin: Processrutin, post: Post) -> dict[str, Any]:
    """A journal line, in the form that ``lagring.post_till_json`` gives the lines of an insats."""
    return {
        "nr": post.nr,
        "tid": post.tid.isoformat(),
        "av": str(post.av),
        "kommando": post.kommando,
        "dokument": post.dokument,
        "handelse": _handelser(rutin.handelser).dump_python(post.handelse, mode="json"),
        "sagt": None,
    }


def post_fran_json(rutin: Processrutin, data: Mapping[str, Any]) -> Post:
    """The inverse. Raises: pydantic.ValidationError for what is no line of such a process."""
    return Post(
        nr=data["nr"],
        tid=datetime.fromisoformat(data["tid"]),
        av=Aktor.tolka(data["av"]),
        kommando=data["kommando"],
        dokument=data["dokument"],
        handelse=_handelser(rutin.handelser).validate_python(data["handelse"]),
    )


def vik_json(
    rutin: Processrutin, process: str, rader: tuple[Mapping[str, Any], ...], fran: Processlage | None = None
) -> Processlage | None:
    """State after journal lines as they are stored, from nothing or from an earlier state."""
    p = fran
    for rad in rader:
        p = tillampa(rutin, process, p, post_fran_json(rutin, rad))
    return p


def lage_till_json(rutin: Processrutin, p: Processlage) -> dict[str, Any]:
    """State, to be handed to the next run."""
    egna = {
        "nr": p.nr,
        "senast": p.senast.isoformat(),
        "hanterade": {k: [fran, till, tid.isoformat()] for k, (fran, till, tid) in p.hanterade.items()},
    }
    return egna | {"lage": _tillstand(rutin.tillstand).dump_python(p.lage, mode="json")}


def lage_fran_json(rutin: Processrutin, process: str, data: Mapping[str, Any]) -> Processlage:
    """The inverse. Raises: pydantic.ValidationError for what is no such state."""
    return Processlage(
        process,
        data["nr"],
        datetime.fromisoformat(data["senast"]),
        _tillstand(rutin.tillstand).validate_python(data["lage"]),
        {k: (fran, till, datetime.fromisoformat(tid)) for k, (fran, till, tid) in data["hanterade"].items()},
    )


@cache
def _tillstand(typ: type) -> TypeAdapter[Any]:
    return TypeAdapter(typ)
