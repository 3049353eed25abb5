"""The world of a schedule: one thread, time that is skipped, and a seeded choice of whose step comes next.

What runs in a worker's thread runs here as a greenlet that gives way between any two of its steps. Who is killed
there never takes the next one; who is frozen takes it later, when others believe that it is gone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet
from temporalio.exceptions import ApplicationError

HOGST = 6_000
"""Steps of one schedule; more is a world that never comes to rest."""


class Fastnat(AssertionError):
    """The schedule does not come to rest."""


class Agare:
    """Whoever takes steps: a worker, or what never dies (a server, a person)."""

    def __init__(self, namn: str) -> None:
        self.namn, self.lever = namn, True
        self.fryst_till = datetime.min.replace(tzinfo=UTC)
        self.arbeten: set[Arbete] = set()


class Varld:
    """Clock, chance and the order of things. ``oro``: how often, of all steps, something happens to a worker."""

    def __init__(self, fro: int, borjan: datetime, oro: float) -> None:
        self.r, self.nu, self.logg, self.oro = Random(fro), borjan, list[str](), oro
        self.fel = oro > 0
        """Whether faults still come; they end, so that what they left can be seen to be put right."""
        self.injicerat: dict[str, int] = {}
        self.storning: Callable[[], None] = lambda: None
        """What may happen to somebody between any two steps."""
        self._nu: list[tuple[Agare, Callable[[], None]]] = []
        self._sedan: list[tuple[datetime, int, Agare, Callable[[], None]]] = []
        self._nr, self._nav, self.steg = count(), getcurrent(), 0

    def skriv(self, vad: str) -> None:
        self.logg.append(f"{self.nu:%m-%d %H:%M:%S.%f} {vad}")

    def hander(self, vad: str, chans: float) -> bool:
        """Whether a fault of this kind comes here."""
        if not self.fel or self.r.random() >= chans:
            return False
        self.injicerat[vad] = self.injicerat.get(vad, 0) + 1
        self.skriv(f"FEL {vad}")
        return True

    def strax(self, gor: Callable[[], None], agare: Agare) -> None:
        """Among what can happen next, in any order."""
        self._nu.append((agare, gor))

    def om(self, tid: timedelta, gor: Callable[[], None], agare: Agare) -> None:
        """When the time has passed."""
        heapq.heappush(self._sedan, (self.nu + max(tid, timedelta()), next(self._nr), agare, gor))

    def paus(self) -> None:
        """Between two steps of work: give way to any other, for a moment or long."""
        g = getcurrent()
        if isinstance(g, _Gang):
            arbete = g.arbete
            if self.fel and self.r.random() < 0.03:
                self.om(timedelta(seconds=self.r.choice((0.2, 3, 12, 30))), arbete.vidare, arbete.agare)
            else:
                self.strax(arbete.vidare, arbete.agare)
            self._nav.switch()

    def i_vem(self) -> Agare:
        """Whose work this is."""
        g = getcurrent()
        assert isinstance(g, _Gang)
        return g.arbete.agare

    def parkera(self, bland: list[Arbete]) -> None:
        """Give way until somebody wakes what stands in ``bland``."""
        g = getcurrent()
        assert isinstance(g, _Gang), "bara ett arbete kan vänta på ett lås"
        bland.append(g.arbete)
        self._nav.switch()

    def kor(self, till: datetime, klart: Callable[[], bool] = lambda: False) -> None:
        """Let things happen until an instant, or until something holds. Raises: Fastnat."""
        while not klart():
            self.steg += 1
            if self.steg > HOGST:
                raise Fastnat(f"världen kommer inte till ro efter {HOGST} steg")
            if self.fel and self.r.random() < self.oro:
                self.storning()
            # What can happen now may still be slower than what comes next.
            skynda = self._nu and self._sedan and self.fel and self.r.random() < 0.01
            if not self._nu or (skynda and self._sedan[0][0] - self.nu < timedelta(minutes=1)):
                if not self._sedan or self._sedan[0][0] > till:
                    if not self._nu:
                        self.nu = max(self.nu, till)
                        return
                else:
                    nar, _, agare, gor = heapq.heappop(self._sedan)
                    self.nu = max(self.nu, nar)
                    self._nu.append((agare, gor))
                    continue
            plats = self.r.randrange(len(self._nu))
            self._nu[plats], self._nu[-1] = self._nu[-1], self._nu[plats]
            agare, gor = self._nu.pop()
            if agare.fryst_till > self.nu:
                self.om(agare.fryst_till - self.nu, gor, agare)
            elif agare.lever:
                self.nu += timedelta(microseconds=self.r.randrange(3000))
                gor()


class _Gang(greenlet):
    arbete: Arbete


class Arbete:
    """One piece of work in a worker's thread, and who is told what came of it."""

    def __init__(
        self, varld: Varld, agare: Agare, gor: Callable[[], Any], klart: Callable[[Any, Exception | None], None]
    ) -> None:
        self._varld, self.agare, self._gor, self._klart = varld, agare, gor, klart
        self._g = _Gang(self._kor)
        self._g.arbete = self
        agare.arbeten.add(self)
        varld.strax(self.vidare, agare)

    def vidare(self) -> None:
        self._g.switch()

    def dods(self) -> None:
        """The worker is gone: what it held open is let go."""
        if not self._g.dead:
            self._g.throw(GreenletExit)

    def _kor(self) -> None:
        varde, fel = None, None
        try:
            varde = self._gor()
        except (ApplicationError, TimeoutError) as e:  # anything else is a fault of the simulation, or found by it
            fel = e
        finally:
            self.agare.arbeten.discard(self)
        self._varld.strax(lambda: self._klart(varde, fel), self.agare)
