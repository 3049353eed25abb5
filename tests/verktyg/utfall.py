"""What came of a case that a test plays: its bevakningar, payments, händelser and messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.ersattning.utbetalningsrad import Utbetalning
from domain.liv import rutin
from domain.skeende.handelse import Handelse
from domain.skeende.journal import Meddelande, Post


@dataclass(frozen=True)
class Vy:
    """A bevakning as a test reads it."""

    slag: str
    avser: str | None
    regel: str
    ansvarig: str
    frist: str
    utfall: str
    oppnad: datetime | None


class Utfall:
    """A case, and what has come of it."""

    def __init__(self) -> None:
        self.insats: Insats
        self.poster: list[Post] = []
        self.meddelanden: list[Meddelande] = []

    @property
    def status(self) -> str:
        return str(self.insats.status)

    def bevakningar(self) -> list[Vy]:
        """Everything opened so far, also what has fallen away; and what was done before it was to open."""
        alla = {b.nyckel: b for b in rutin.bevakningar(self.insats)}
        gjorda = [nyckel for nyckel, b in alla.items() if b.uppfylld and nyckel not in self.insats.oppnade]
        return [self._vy(nyckel, alla.get(nyckel)) for nyckel in (*self.insats.oppnade, *gjorda)]

    def bevakning(self, slag: str, avser: str | None = None) -> Vy:
        """The opened bevakning of that kind (the only one, if ``avser`` is not said)."""
        traffar = [v for v in self.bevakningar() if v.slag == slag and avser in (None, v.avser)]
        assert len(traffar) == 1, f"{slag} {avser}: {traffar}"
        return traffar[0]

    def oppnade(self, slag: str) -> list[str | None]:
        """Which bevakningar of a kind have opened: their ``avser``."""
        return [v.avser for v in self.bevakningar() if v.slag == slag]

    def _vy(self, nyckel: str, b: Bevakning | None) -> Vy:
        o = self.insats.oppnade.get(nyckel)
        if b is None:
            assert o is not None
            utfall = "upphord" if nyckel in self.insats.upphorda else "avskriven"
            return Vy(o.slag, o.avser, o.regel, str(o.ansvarig), str(o.frist), utfall, o.tid)
        return Vy(b.slag, b.avser, b.regel, str(b.ansvarig), str(b.frist), b.utfall(self.insats), o.tid if o else None)

    def utbetalningar(self) -> list[Utbetalning]:
        return list(utbetalningar(self.insats))

    def utbetalning(self, avser: str, slag: str = "manad") -> Utbetalning:
        traffar = [u for u in self.utbetalningar() if (u.slag, u.avser) == (slag, avser)]
        assert len(traffar) == 1, f"{slag} {avser}: {self.utbetalningar()}"
        return traffar[0]

    def betalt(self) -> Decimal:
        """What has been paid in all."""
        return sum((b.belopp for b in self.insats.utbetalda.values()), Decimal())

    def handelser(self, slag: str) -> list[Handelse]:
        return [p.handelse for p in self.poster if p.handelse.slag == slag]

    def nar(self, slag: str, **fakta: Any) -> datetime:
        """The instant of the only händelse of that kind with those facts."""
        tider = [
            p.tid
            for p in self.poster
            if p.handelse.slag == slag and all(getattr(p.handelse, falt) == v for falt, v in fakta.items())
        ]
        assert len(tider) == 1, f"{slag} {fakta}: {tider}"
        return tider[0]

    def brev(self, till: str, innehaller: str = "") -> list[str]:
        """The headings of the messages to a party."""
        return [m.rubrik for m in self.meddelanden if m.till == till and innehaller in m.rubrik]
