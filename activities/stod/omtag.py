"""How soon what could not be delivered is tried again: soon after an outage ends, without hammering what is down.

How often has nothing to do with it: a delivery that was met by five short faults in a row waits no longer than one that
was met by one. It is asked how long it has waited, and how many wait with it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta

_KVART = timedelta(minutes=15)
_KORTAST = timedelta(seconds=2)
_PLATS = timedelta(seconds=0.2)
"""Of those who wait for a server that is down one or two in so long ask again, however many they are: whoever gets
through takes the others along."""
_GLESAST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Omtag:
    """A delivery is tried again after half of its age: at most ``i_borjan`` in its first quarter of an hour, then as
    great a share of its age, and never more than ``langst``."""

    i_borjan: timedelta
    langst: timedelta

    def efter(self, alder: timedelta) -> timedelta:
        """The pause of a delivery that has waited for so long."""
        hogst = max(self.i_borjan, min(alder * (self.i_borjan / _KVART), self.langst))
        return min(max(alder / 2, _KORTAST), hogst)

    def bland(self, antal: int, alder: timedelta) -> timedelta:
        """The pause where so many wait for the same: by chance, so that they do not come all at once."""
        kort = self.efter(alder)
        lang = max(kort, min(antal * _PLATS, _GLESAST))
        return kort + random.random() * (lang - kort)


BORTA = Omtag(i_borjan=timedelta(seconds=20), langst=timedelta(minutes=1))
"""The mail server or the database is away, or another has the notice: what comes back is noticed within a minute."""
INTE_NU = Omtag(i_borjan=timedelta(minutes=1), langst=timedelta(minutes=15))
"""The server takes mail, and not this now: grey lists, a mailbox that is full. Or it may have taken it."""
