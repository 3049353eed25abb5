"""A rule by its krav id: what the rules in force say under it, and what is said by it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from domain.forklaring.forklaring import Parametervarde, parametervarde
from domain.grund.avvisning import FinnsInte
from domain.grund.kallor import PARAGRAF, paragraf
from domain.grund.parter import Roll
from domain.regler.regelverk import Regelverk
from domain.skeende.kommando import Kommando

_EGEN_LASNING = re.compile(r"K0\.(?:[1-9]|10)")
"""Chapter 0 is the service's own reading of all of the routine."""


@dataclass(frozen=True, slots=True)
class Gorande:
    """What is done under a rule, as a tool calls it, and by whom."""

    rubrik: str
    roller: tuple[Roll, ...]


@dataclass(frozen=True, slots=True)
class Regeln:
    """A rule.

    Attributes:
        paragraf: the § of the routine that it is read from; empty for what is read from all of it.
        parametrar: its numbers and choices, as they are that day. ``intill``: those of the same § under another krav.
        gors: the kommandon that live under it.
    """

    krav: str
    paragraf: str
    parametrar: Sequence[Parametervarde]
    intill: Sequence[Parametervarde]
    gors: Sequence[Gorande]


def regeln(regelverk: Regelverk, krav: str, idag: date, kommandon: Iterable[type[Kommando]]) -> Regeln:
    """The rule as it is on a day; ``kommandon`` are all that there are. Raises: FinnsInte, no rule is called that."""
    if krav not in PARAGRAF and not _EGEN_LASNING.fullmatch(krav):
        raise FinnsInte("K16.5", "ingen regel heter så", "krav")
    kalla = paragraf(krav)
    nycklar = sorted((p.nyckel, p.krav) for p in regelverk.parametrar if krav == p.krav or kalla == p.paragraf)
    tal = [(k == krav, parametervarde(regelverk, nyckel, idag)) for nyckel, k in nycklar]
    gors = {Gorande(t.rubrik, tuple(t.roller)) for t in kommandon if t.regel == krav}
    return Regeln(
        krav, kalla,
        parametrar=[t for egen, t in tal if egen], intill=[t for egen, t in tal if not egen],
        gors=sorted(gors, key=lambda g: (g.rubrik, g.roller)),
    )  # fmt: skip
