"""An auktorisation, and its last day (K1.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Auktorisation:
    """The anordnare's auktorisation for one kundval, both dates included (K1.1)."""

    fran: date
    till: date | None = None


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
