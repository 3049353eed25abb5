"""What a chapter of the routine consists of, and the shapes that pass between the chapters.

A chapter module holds its kommandon, its händelser, the decision for each kommando, the fold of each
händelse, the bevakningar it awaits, what the clock raises in it, and whom its händelser are told to.
``rutin`` puts the chapters together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag
from domain.insats.insats import Insats
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening

Beslut = Callable[[Insats, Any, Fall], Iterable[Handelse]]
H = TypeVar("H", bound=Handelse)


@dataclass(frozen=True)
class Foljd(Generic[H]):
    """What follows from a kind of händelse: state, the timeline's sentence, and who is told.

    Attributes:
        vik: the fold; None where nothing changes, and the journal line with its document is all there is.
        mening: how the timeline tells it; a händelse that nobody could read is not written.
        brev: who is told, by the state right after it; None where nobody is.
    """

    vik: Callable[[Insats, H, datetime], Insats] | None
    mening: Callable[[H], Mening]
    brev: Callable[[Insats, H], Iterable[Brev]] | None = None


@dataclass(frozen=True, slots=True)
class Kapitel:
    """One chapter, wired: decisions by kommando, what follows by händelse, and what it awaits."""

    beslut: Mapping[type[Kommando], Beslut] = field(default_factory=dict)
    foljder: Mapping[type[Handelse], Foljd[Any]] = field(default_factory=dict)
    slag: tuple[Bevakningsslag, ...] = ()
    """The kinds of bevakning that it awaits, each with all that is true of the kind."""
    bevakningar: Callable[[Insats], Iterable[Bevakning]] | None = None
    klockslag: Callable[[Insats], Iterable[Klockslag]] | None = None
