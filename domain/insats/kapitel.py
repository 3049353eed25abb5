"""What a chapter of the routine consists of, and the shapes that pass between the chapters.

A chapter module holds its kommandon, its händelser, the decision for each kommando, the fold of each
händelse, the bevakningar it awaits, what the clock raises in it, and whom its händelser are told to.
``rutin`` puts the chapters together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag
from domain.insats.insats import Insats
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import Kommando

Beslut = Callable[[Insats, Any, Fall], Iterable[Handelse]]
Foljd = Callable[[Insats, Any, datetime], Insats]


@dataclass(frozen=True, slots=True)
class Kapitel:
    """One chapter, wired: decisions by kommando, folds and letters by händelse, and what it awaits."""

    beslut: Mapping[type[Kommando], Beslut] = field(default_factory=dict)
    foljder: Mapping[type[Handelse], Foljd] = field(default_factory=dict)
    brev: Mapping[type[Handelse], Callable[[Insats, Any], Iterable[Brev]]] = field(default_factory=dict)
    tysta: tuple[type[Handelse], ...] = ()
    """Händelser that change nothing and tell nobody: they stand in the journal, with their document."""
    slag: tuple[Bevakningsslag, ...] = ()
    """The kinds of bevakning that it awaits, each with all that is true of the kind."""
    bevakningar: Callable[[Insats], Iterable[Bevakning]] | None = None
    klockslag: Callable[[Insats], Iterable[Klockslag]] | None = None
