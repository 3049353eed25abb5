"""An instant at which something happens by itself, and what goes first when two come at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from domain.skeende.handelse import Handelse


@dataclass(frozen=True, slots=True, order=True)
class Klockslag:
    """Something the clock raises by itself: at ``nar`` the händelse happens, unless state has changed by then.

    Ordered by instant, then ``vikt`` (a passed frist before the end of the insats, the end before what
    follows from it), then name, so that every engine takes them in the same order.
    """

    nar: datetime
    vikt: int
    nyckel: str
    handelse: Handelse = field(compare=False)
    sammanfattning: str = field(compare=False, default="")


I_TUR = attrgetter("nar", "vikt", "nyckel")
"""The order of ``Klockslag``, as a key to sort by: each is then taken apart once, not once for each comparison."""


VIKT_FRIST, VIKT_OPPNA, VIKT_SLUT, VIKT_UPPHOR, VIKT_BETALNING, VIKT_SLUTFORD = range(6)


OBEROENDE = frozenset({VIKT_FRIST, VIKT_OPPNA, VIKT_UPPHOR})
"""Kinds whose simultaneous ones concern a bevakning each and do not touch each other: they happen in one step."""
