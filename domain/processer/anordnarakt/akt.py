"""§3.2: an anordnare's record as it stands: its staff, the conditions it has been told and has confirmed, and how many
changes it has told of (K3.4, K3.5, K16.2).

One process an anordnare. It has come to rest when nothing is awaited, and goes on when something more is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime


@dataclass(frozen=True)
class Anstallning:
    """One person's employment: when it was registered, when to remind, when access was applied for, how it ends.

    ``slut_anmalt`` is when the cases last had something new to be told, and ``ombemannat`` that they have been.
    ``fore`` is an employment that had ended before this one.
    """

    fran: date | None
    anmald: datetime
    paminn: datetime | None = None
    ansokt: datetime | None = None
    till: date | None = None
    slut_anmalt: datetime | None = None
    ombemannat: bool = True
    upphord: bool = False
    fore: Anstallning | None = None


@dataclass(frozen=True)
class Villkorsutskick:
    """Conditions that the anordnare has been told of, and whether it has confirmed them (K3.5)."""

    galler_fran: date
    frist: date
    skickat: datetime
    paminn: datetime | None = None
    bekraftat: datetime | None = None
    av: str | None = None


@dataclass(frozen=True)
class Akt:
    """State: employments by person, conditions by name; changes by number, of which some are
    taken back; ``passerade`` and ``paminda`` by bevakning."""

    anordnare: str
    personal: Mapping[str, Anstallning] = field(default_factory=dict)
    villkor: Mapping[str, Villkorsutskick] = field(default_factory=dict)
    forandringar: int = 0
    aterkallade: frozenset[int] = frozenset()
    passerade: frozenset[str] = frozenset()
    paminda: frozenset[str] = frozenset()


def med_person(a: Akt, person: str, anstallning: Anstallning) -> Akt:
    """The record with ``person``'s employment as it is now."""
    return replace(a, personal={**a.personal, person: anstallning})


def akt_id(anordnare: str) -> str:
    """The process's id: one record an anordnare."""
    return f"anordnare-{anordnare}"


def anordnare_av(process: str) -> str:
    """The inverse of ``akt_id``."""
    return process.removeprefix("anordnare-")
