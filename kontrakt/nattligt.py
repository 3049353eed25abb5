"""What the nightly upkeep and the nightly hunt exchange, and their names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kontrakt import namn

ARBETSFLODE_AJOUR = "ajourhallning"


AKTIVITET_AJOUR = "ajourhall"


@dataclass(frozen=True, slots=True)
class Ajourlage:
    """What a case under way rests on.

    Attributes:
        aktualiserad: its day 1; the auktorisation that covered it is the one that counts.
        auktoriserad_till: the last day that the case knows, None until further notice.
        regler: a mark of the rules that it has; cases with the same mark have the same rules.
    """

    arende: str
    anordnare: str
    kundval: str
    aktualiserad: date
    auktoriserad_till: date | None
    regler: str


@dataclass(frozen=True, slots=True)
class Ajoursvar:
    """What a run came to: cases looked at, told of new rules, told of a changed auktorisation, and refusals."""

    arenden: int
    regelverk: int
    auktorisationer: int
    avvisade: tuple[tuple[str, str], ...] = ()


ARBETSFLODE_KONTROLL = "kontroll"


AKTIVITET_KONTROLLERA = "kontrollera"


SCHEMAN = (namn.ARBETSFLODE_BETALNINGSKORNING, ARBETSFLODE_AJOUR, ARBETSFLODE_KONTROLL)
"""The Schedules that there must be, by id."""


@dataclass(frozen=True, slots=True)
class Kontrollsvar:
    """What a run of the daily hunt came to; ``nya``: findings that the one before it had not."""

    arenden: int
    fynd: int
    nya: int
    hinder: str
    att_leverera: bool
