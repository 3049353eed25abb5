"""A kind of bevakning: what is true of every one of the kind, said once and in the kind's own chapter (K0.8, K0.9).

Whoever needs to know something of a kind – the clock, an explanation, the yearly review – asks the kind. None keeps a
table of kinds, so that a new one is added in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from domain.grund.parter import Roll
from domain.insats.insats import Insats
from domain.tid.frist import Fristrakning
from domain.tid.tidpunkt import datum

Avser = Literal["ensam", "omgang", "nummer", "vecka", "manad", "dag", "manad_eller_ledighet", "fraga"]
"""What tells two of a kind apart: nothing, since there is one; its number in the row, and for ``omgang`` the first has
none; the ISO week; the month; a day; the month, or ``ledighet`` or what else put the question (K13.10) and a day; what
was asked, and its number."""

Dag = Callable[[Insats, Fristrakning, str], date | None]
"""The day that a number of the regelverk is asked for: by the case, how the frist was found, and what is concerned;
None where this one rests on no such number."""


@dataclass(frozen=True, slots=True)
class Grund:
    """What a frist rests on: what starts the clock, in Swedish, and the keys with the day each is asked for.

    ``{insats}`` in a key is the case's own insats.
    """

    start: str
    nycklar: Mapping[str, Dag] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Bevakningsslag:
    """One kind.

    Attributes:
        namn: its name in journal, tables and tools.
        rubrik: what staff call it.
        grund: krav id → what its frist rests on under that rule; every rule has one, also one without a number.
        ansvarig: who owes it and is reminded; a bevakning may say that it is another's now (K0.9).
        avser: what names one of several.
        rubrik_igen: what the anordnare owes while a bevakning of the KV's is its own, after an återremiss (K0.9).
        vid_frist: what it becomes when its frist passes: late and still open, or closed for good (K0.8).
        efter_slutet: it lives on after the end date (K13.7).
        kan_utebli: though it lives on, it keeps no case open once it is late (K4.6, K13.7).
        aviseras: it is told of when it opens, since nothing else tells the one who owes it.
        avvikelse: whether its passing is the anordnare's lateness (K0.8): always; unless it is done afterwards (K7.2);
            never, since it moves a payment and nothing else (K14.7).
        kvalitet: the figure of the yearly review that it is judged under (K16.1).
        fragar_om_slut: it asks the KV whether the insats is to end.
        i_ord: how one is said, where its ``avser`` is a name and not words.
        inkommen: of a report whose lateness is a brist (K13.6), when the one concerned came in.
    """

    namn: str
    rubrik: str
    grund: Mapping[str, Grund]
    ansvarig: Roll
    avser: Avser
    rubrik_igen: str | None = None
    vid_frist: Literal["forsenad", "sen", "upphord"] = "forsenad"
    efter_slutet: bool = False
    kan_utebli: bool = False
    aviseras: bool = False
    avvikelse: Literal["alltid", "om_ogjord", "aldrig"] = "alltid"
    kvalitet: str | None = None
    fragar_om_slut: bool = False
    i_ord: Callable[[str], str] | None = None
    inkommen: Callable[[Insats, str], datetime | None] | None = None

    def nyckel(self, avser: str | date | int | None = None) -> str:
        """The name of one within its case: ``slag``, or ``slag:avser``."""
        return self.namn if avser is None else f"{self.namn}:{avser}"

    def benamning(self, avser: str | None, ansvarig: Roll | None = None) -> str:
        """How staff name one; with ``ansvarig``, as what that one owes."""
        namn = self.rubrik_igen if self.rubrik_igen and ansvarig is Roll.ANORDNARE else self.rubrik
        if not avser:
            return namn
        return f"{namn} {self.i_ord(avser) if self.i_ord else avser}"


def fran(i: Insats, rakning: Fristrakning, avser: str) -> date:
    """The day that the frist is counted from."""
    return rakning.fran


def uppdraget(i: Insats, rakning: Fristrakning, avser: str) -> date:
    """The day that the uppdrag was entered."""
    return datum(i.inlagt.tid)
