"""What running cases are kept up to date with: new editions of the rules, and changed auktorisationer (K1.1, K14.1).

A case reads no file and no register. So what has changed around it is said to it, as a kommando from the service.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domain.regelverk import Regelverk

ARBETSFLODE_AJOUR = "ajourhallning"
AKTIVITET_AJOUR = "ajourhall"


@dataclass(frozen=True, slots=True)
class Ajourlage:
    """What a case under way rests on.

    Attributes:
        aktualiserad: its day 1; the auktorisation that covered it is the one that counts.
        auktoriserad_till: the last day that the case knows, None until further notice.
        utgava: the latest edition of the rules that it has.
    """

    arende: str
    anordnare: str
    kundval: str
    aktualiserad: date
    auktoriserad_till: date | None
    utgava: str


@dataclass(frozen=True, slots=True)
class Ajoursvar:
    """What a run came to: cases looked at, told of new rules, told of a changed auktorisation, and refusals."""

    arenden: int
    regelverk: int
    auktorisationer: int
    avvisade: tuple[tuple[str, str], ...] = ()


def nya_varden(har: Regelverk, galler: Regelverk) -> list[dict[str, Any]]:
    """The values in ``galler`` that ``har`` lacks, as ``infor_regelverk`` takes them.

    A value that stands until further notice ends of itself the day before a later one begins, so that only what
    begins on a day of its own is new.
    """
    return list(_nya(har, galler))


def _nya(har: Regelverk, galler: Regelverk) -> Iterator[dict[str, Any]]:
    kanda = {p.nyckel: {v.fran for v in p.varden} for p in har.parametrar}
    for p in galler.parametrar:
        if p.nyckel not in kanda:
            continue  # a rule of newer code: a case is told of values only, and takes no rule that it has not got
        for v in p.varden:
            if v.fran not in kanda[p.nyckel]:
                nytt = {"nyckel": p.nyckel, "varde": v.varde, "fran": v.fran.isoformat()}
                yield nytt | ({"till": v.till.isoformat()} if v.till else {})


def sista_dag(auktorisationer: Sequence[tuple[date, date | None]], dag: date) -> date | None:
    """The last day of the auktorisation that covers ``dag``, on through those that adjoin it; None if it has no end.

    Args:
        auktorisationer: first and last day of each, by first day; they never overlap (K1.1).

    Raises:
        LookupError: none covers the day.
    """
    slut: date | None = None
    funnen = False
    for fran, till in auktorisationer:
        if funnen and slut is not None and fran == slut + timedelta(days=1):
            slut = till
        elif not funnen and fran <= dag and (till is None or dag <= till):
            funnen, slut = True, till
    if not funnen:
        raise LookupError(dag)
    return slut
