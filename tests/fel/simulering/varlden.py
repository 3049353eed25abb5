"""The world of a schedule: one thread, time that is skipped, and a seeded choice of whose step comes next.

What runs in a worker's thread runs here as a greenlet that gives way between any two of its steps. Who is killed
there never takes the next one; who is frozen takes it later, when others believe that it is gone.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from types import FrameType
from typing import Any

from greenlet import GreenletExit, getcurrent, greenlet
from temporalio.exceptions import ApplicationError

from tests.fel.simulering import moment
from tests.fel.simulering.schema import LANGSAM, ORO, Schema

HOGST = 6_000
"""Steps of one schedule; more is a world that never comes to rest."""
_ORO = 0.004
"""How often, of all steps, something happens to a worker."""
_STRAX = timedelta(minutes=1)
_INGEN_TID = timedelta()


class Fastnat(AssertionError):
    """The schedule does not come to rest."""


class Agare:
    """Whoever takes steps: a worker, or what never dies (a server, a person)."""

    def __init__(self, namn: str) -> None:
        self.namn, self.lever = namn, True
        self.fryst_till = datetime.min.replace(tzinfo=UTC)
        self.arbeten: set[Arbete] = set()


class Varld:
    """Clock, chance and the order of things. A step takes no time, except where a schedule is played in full.

    Attributes:
        punkt: how many points it has come by at which it could have gone another way.
        spar: a print of who took each step, when and before whom, and of the faults; by it schedules are told apart.
        gangen: where all that happens is begun from, and ends in.
        fel: whether faults still come; they end, so that what they left can be seen to be put right.
        skriver: whether ``logg`` is kept.
        moment: the steps that faults have come at, each with the fault.
    """

    def __init__(self, schema: Schema, borjan: datetime, *, skriver: bool = True) -> None:
        self.schema, self._kvar = schema, list(reversed(schema.avvikelser))
        self._vid = self._kvar.pop() if self._kvar else 0
        """The point of the next departure; 0 when there is none."""
        fran = Schema(schema.liv, schema.ordning)
        self.r, self.nu, self.logg, self.skriver = Random(str(fran)), borjan, list[str](), skriver
        self._slump, self._lugnt, self._tar_tid = self.r.random, schema.lugnt, schema.fullt
        self._lutar = lutar = schema.lutning
        self._langsam, self._oro = 0.03 * lutar.get(LANGSAM, 1), _ORO * lutar.get(ORO, 1)
        self.fel, self.punkt, self.spar, self.steg, self._sa_langt = True, 0, schema.liv, 0, fran
        self.injicerat: dict[str, int] = {}
        self.moment = set[tuple[str, str]]()
        self.storning: Callable[[], None] = lambda: None
        """What may happen to somebody between any two steps."""
        self._nu: list[tuple[Agare, Callable[[], None]]] = []
        self._sedan: list[tuple[datetime, int, Agare, Callable[[], None]]] = []
        self._nr, self.gangen = count(), getcurrent()
        self._ge_vika = self.gangen.switch

    def skriv(self, vad: str) -> None:
        if self.skriver:
            self.logg.append(f"{self.nu:%m-%d %H:%M:%S.%f} {vad}")

    # --- chance ------------------------------------------------------------------------------------------------

    def _avvik(self) -> None:
        """Things go another way from this point on."""
        self._sa_langt = self._sa_langt.avviker(self.punkt)
        self.r.seed(str(self._sa_langt))
        self._vid = self._kvar.pop() if self._kvar else 0

    def val(self, chans: float) -> bool:
        """Whether what seldom happens does so here: a point where things may go another way; in a quiet schedule it
        never does by chance."""
        if self.fel:
            self.punkt += 1
            if self.punkt == self._vid:
                self._avvik()
                return True
        return not self._lugnt and self._slump() < chans

    def hander(self, vad: str, chans: float) -> bool:
        """Whether a fault of this kind comes here."""
        if not self.fel or not self.val(chans * self._lutar.get(vad, 1) if self._lutar else chans):
            return False
        g = getcurrent()
        self.antecknad(vad, [moment.har(g.arbete if isinstance(g, _Gang) else None)])
        return True

    def antecknad(self, vad: str, steg: Iterable[str], hos: str = "") -> None:
        """A fault has come, at these steps."""
        self.injicerat[vad] = self.injicerat.get(vad, 0) + 1
        self.moment.update((s, vad) for s in steg)
        self.spar = hash((self.spar, vad))
        self.skriv(f"FEL {vad}{hos and ': '}{hos}")

    # --- order -------------------------------------------------------------------------------------------------

    def strax(self, gor: Callable[[], None], agare: Agare) -> None:
        """Among what can happen next, in any order."""
        self._nu.append((agare, gor))

    def om(self, tid: timedelta, gor: Callable[[], None], agare: Agare) -> None:
        """When the time has passed."""
        heapq.heappush(self._sedan, (self.nu + max(tid, _INGEN_TID), next(self._nr), agare, gor))

    def paus(self) -> None:
        """Between two steps of work: give way to any other, for a moment or long."""
        g = getcurrent()
        if isinstance(g, _Gang):
            if self.fel and self.val(self._langsam):
                arbete = g.arbete
                self.om(timedelta(seconds=self.r.choice((0.2, 3, 12, 30))), arbete.vidare, arbete.agare)
            else:
                self._nu.append(g.plats)
            self._ge_vika()

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
        self._ge_vika()

    def kor(self, till: datetime) -> None:
        """Let things happen until an instant. Raises: Fastnat."""
        nu, sedan, klocka = self._nu, self._sedan, self.nu
        while True:
            self.steg += 1
            if self.steg > HOGST:
                raise Fastnat(f"världen kommer inte till ro efter {HOGST} steg")
            if self.fel and self.val(self._oro):
                self.storning()
            if sedan:
                forst = sedan[0][0]
                if (not nu or self._skynda(forst)) and klocka < forst <= till:
                    klocka = self.nu = forst
                while sedan and sedan[0][0] <= klocka:
                    _, _, agare, gor = heapq.heappop(sedan)
                    nu.append((agare, gor))
            if not nu:
                self.nu = max(klocka, till)
                return
            plats = self._vems_tur() if len(nu) > 1 else 0
            agare, gor = nu.pop(plats)
            self.spar = hash((self.spar, plats, agare.namn, klocka))
            if agare.fryst_till > klocka:
                self.om(agare.fryst_till - klocka, gor, agare)
            elif agare.lever:
                if self._tar_tid:
                    klocka = self.nu = klocka + timedelta(microseconds=self.r.randrange(3000))
                gor()

    def _skynda(self, forst: datetime) -> bool:
        """What can happen now may still be slower than what comes next."""
        return self.fel and forst - self.nu < _STRAX and self.val(0.01)

    def _vems_tur(self) -> int:
        """The place of one of those who can take a step: any of them, or in a quiet schedule each in turn."""
        antal = len(self._nu)
        plats = 0 if self._lugnt else int(self._slump() * antal)
        if self.fel:
            self.punkt += 1
            if self.punkt == self._vid:
                self._avvik()
                plats = (plats + 1 + int(self._slump() * (antal - 1))) % antal
        return plats


class _Gang(greenlet):
    arbete: Arbete
    plats: tuple[Agare, Callable[[], None]]
    """How it stands among what can happen next."""


class Arbete:
    """One piece of work in a worker's thread, and who is told what came of it. ``vad``: what it is called."""

    def __init__(
        self, varld: Varld, agare: Agare, vad: str, gor: Callable[[], Any],
        klart: Callable[[Any, Exception | None], None],
    ) -> None:  # fmt: skip
        self._varld, self.agare, self.vad, self._gor, self._klart = varld, agare, vad, gor, klart
        self._g = g = _Gang(self._kor, varld.gangen)
        self.vidare: Callable[[], None] = g.switch
        """Take its next step."""
        g.arbete, g.plats = self, (agare, g.switch)
        agare.arbeten.add(self)
        varld.strax(self.vidare, agare)

    @property
    def star(self) -> FrameType | None:
        """Where it has given way."""
        ram: FrameType | None = self._g.gr_frame
        return ram

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
