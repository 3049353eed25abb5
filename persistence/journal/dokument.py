"""The document store: free text, which never passes through Temporal (K3.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, exists, select
from sqlalchemy.dialects.postgresql import insert

from persistence.databas.motor import DataFel, transaktion
from persistence.tabeller import grund


class AnnatInnehall(DataFel):
    """The id is taken by another content, or by what somebody else has written."""


@dataclass(frozen=True, slots=True)
class Dokument:
    """A stored document: ``slag`` is the kommando it came with or the kind the service drew up, ``av`` who wrote it.

    Attributes:
        innehall: the texts by field, as they were written.
        skapad: when it was stored (UTC).
    """

    id: str
    arende: str
    slag: str
    av: str
    innehall: Mapping[str, Any]
    skapad: datetime


def spara(motor: Engine, id: str, arende: str, slag: str, av: str, innehall: Mapping[str, Any]) -> None:
    """Store a document. The same id with the same content again changes nothing.

    Raises:
        AnnatInnehall: see there.
        DataFel: the content holds what cannot be stored.
        DatabasFel: the database cannot be used now.
    """
    nytt = {"arende": arende, "slag": slag, "av": av, "innehall": dict(innehall)}
    with transaktion(motor) as forbindelse:
        satt = insert(grund.dokument).values(id=id, **nytt).on_conflict_do_nothing()
        if forbindelse.execute(satt.returning(grund.dokument.c.id)).first():
            return
        fanns = forbindelse.execute(_ETT, {"b_id": id}).mappings().one()
        if any(fanns[falt] != varde for falt, varde in nytt.items()):
            raise AnnatInnehall(f"dokumentet {id} finns redan med ett annat innehåll")


def glom_avvisat(motor: Engine, id: str, arende: str) -> None:
    """What was refused leaves no text behind: take the document away, unless the journal tells that it was taken.

    Raises:
        DatabasFel: the database cannot be used now.
    """
    with transaktion(motor) as forbindelse:
        forbindelse.execute(_GLOM, {"b_id": id, "b_arende": arende})


def glom_avvisade(forbindelse: Connection, arende: str, avvisade: Iterable[tuple[str, str]]) -> None:
    """The same in the transaction that writes down refusals: pairs of the refused kommando's id and its sender.

    Only what a sender stored under the kommando's own id is taken away, whatever document the kommando named.
    """
    for id, av in avvisade:
        forbindelse.execute(_GLOM.where(grund.dokument.c.av == av), {"b_id": id, "b_arende": arende})


def hamta(motor: Engine, id: str) -> Dokument | None:
    """A document, for the service itself: it is not asked who wants it. Tools read by ``lasning.ett_dokument``.

    Raises:
        DatabasFel: the database cannot be used now.
    """
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(_ETT, {"b_id": id}).mappings().one_or_none()
    return Dokument(**rad) if rad else None


_TAGEN = exists().where(
    grund.journal.c.arende == grund.dokument.c.arende,
    grund.journal.c.dokument == grund.dokument.c.id,
    grund.journal.c.slag != "kommando_avvisat",
)
_GLOM = delete(grund.dokument).where(
    grund.dokument.c.id == bindparam("b_id"), grund.dokument.c.arende == bindparam("b_arende"), ~_TAGEN
)
_ETT = select(grund.dokument).where(grund.dokument.c.id == bindparam("b_id"))
