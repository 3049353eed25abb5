"""Over how long a time that which all cases do at the same instant is spread, so that it comes as an even stream.

At 00:00 on the 1st every case raises something, and is handed over to its next run. What a case raises bears the
instant that the routine gives it however late it runs (K0.6, K0.8), and whoever says something to a case before it has
run finds it raised. So nothing but the load depends on when within the span a case's turn comes.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import timedelta

HOGST = timedelta(minutes=10)
"""The longest span of what the clock raises; half of what the hunt for impossible states lets a timer be late. What two
cores bear at the pace below is then 12,000 cases: with a shorter one, ten thousand come faster than they are taken."""
HOGST_OVERLAMNING = timedelta(hours=12)
"""The longest span of what is handed over."""


@dataclass(frozen=True, slots=True)
class Takt:
    """How many cases a second the whole fleet is to take at most, of those that the clock wakes and of hand-overs.

    As it stands: what two cores with everything on them bear while people go on commanding; docs/prestanda.md.
    """

    klockslag: float = 20
    overlamningar: float = 5


@dataclass(frozen=True, slots=True)
class Spridning:
    """The two spans: of what the clock raises, and of what is handed over to the next run. Zero: all at once."""

    klockslag: timedelta = timedelta()
    overlamning: timedelta = timedelta()

    @classmethod
    def for_antal(cls, arenden: int, takt: Takt) -> Spridning:
        """The spans of a fleet with so many open cases."""
        return cls(
            min(timedelta(seconds=round(arenden / takt.klockslag, 1)), HOGST),
            min(timedelta(seconds=round(arenden / takt.overlamningar, 1)), HOGST_OVERLAMNING),
        )


INGEN = Spridning()


def plats(arende: str) -> float:
    """A case's place in the stream, from 0 up to 1: always the same, and evenly among the cases."""
    return zlib.crc32(arende.encode()) / 2**32
