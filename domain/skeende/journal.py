"""The lines of a case's journal, and what is told of them (K0.7: what was written stays)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.grund.granser import Json
from domain.grund.parter import Aktor, Roll
from domain.skeende.handelse import Handelse


@dataclass(frozen=True, slots=True)
class Post:
    """One line.

    Attributes:
        nr: 1, 2, 3 … without gaps within the case.
        tid: when it happened for the service (UTC): registration instant, or the clock's own instant.
        av: who said it; ``SYSTEMET`` for the clock.
        kommando: id of the kommando it follows from; None for the clock.
        dokument: id of the document that holds the free text, if there is any.
        sagt: the facts of that kommando as JSON, on its first line; what a correction starts from (K0.7).
    """

    nr: int
    tid: datetime
    av: Aktor
    kommando: str | None
    dokument: str | None
    handelse: Handelse
    sagt: Json | None = None


@dataclass(frozen=True, slots=True)
class KommandoAvvisat(Handelse):
    """A kommando that came as a signal and was refused: nobody waits for the answer, so it is written down.

    ``text`` is the whole sentence; ``skal`` and ``falt`` are what it is made of.
    """

    verb: str
    regel: str
    text: str
    skal: str = ""
    falt: str | None = None
    slag: Literal["kommando_avvisat"] = "kommando_avvisat"


@dataclass(frozen=True, slots=True)
class Meddelande:
    """A message to one party. ``nr`` and ``ordning`` are the journal line it tells of and its place there."""

    nr: int
    ordning: int
    tid: datetime
    till: Roll
    part: str | None
    regel: str
    rubrik: str
