"""What is kept of a thread of messages (K4.6): who it is between, how many there are, and what waits for an answer.

The words themselves are in the document store, and so are the subjects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from domain.grund.parter import Roll


@dataclass(frozen=True, slots=True)
class Fraga:
    """A question asked as such: in which message, by whom and of whom; ``svar_inom`` is the number of arbetsdagar that
    the rules gave when it was asked, 0 for none."""

    nummer: int
    tid: datetime
    av: Roll
    till: Roll
    svar_inom: int
    besvarad: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trad:
    """A thread. ``mellan`` are the roles that read it and write in it; ``intern`` a note of one organisation's own."""

    mellan: tuple[Roll, ...]
    intern: bool = False
    meddelanden: int = 1
    fragor: tuple[Fraga, ...] = ()
    stangd: datetime | None = None

    def obesvarade(self) -> tuple[Fraga, ...]:
        """The questions that nobody has answered."""
        return tuple(f for f in self.fragor if f.besvarad is None)

    def besvarad_av(self, roll: Roll, tid: datetime) -> Trad:
        """With every question of a role answered: whoever was asked has written."""
        fragor = (replace(f, besvarad=tid) if f.till is roll and f.besvarad is None else f for f in self.fragor)
        return replace(self, fragor=tuple(fragor))
