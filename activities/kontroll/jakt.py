"""The hunt for impossible states: all cases, a page at a time, in the database and in Temporal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter, sleep

from sqlalchemy import Engine
from temporalio.client import Client

from activities.kontroll import kon
from activities.kontroll.bokmarke import Bokmarke
from activities.kontroll.korningar import IngetSvar, Lageskontroll
from activities.kontroll.utfall import Utfall
from domain.kontroll import korning
from domain.kontroll.arende import Granskat, granska
from domain.kontroll.fynd import I_TEMPORAL, KONTROLLER, Fynd, Granser, antal_meddelanden
from domain.kontroll.process import Processgranskat, granska_process
from domain.processer.alla import PROCESSER
from domain.regler.regelverk import Regelverk
from kontrakt import namn
from persistence.databas.motor import DatabasFel
from persistence.kontroll import arenden, betalningar, dubbla_insatser, processer, tabellerna, utgavor

SIDA = 200
"""Cases that are read and folded in one snapshot."""
_SAMTIDIGT = 16
"""Workflows that are looked at at the same time."""
OMTAG = (1.0, 4.0, 10.0)
"""Seconds before each further look at a workflow that did not agree. Only what stands through all of them is told."""
_GER_UPP = 5
"""Workflows that do not answer, one after another, before the rest is not asked either."""

Framsteg = Callable[[Bokmarke], None]
_BORJAN = Bokmarke()


async def jaga(
    motor: Engine,
    klient: Client | None,
    *,
    arende: str | None = None,
    regelverk: Regelverk | None = None,
    granser: Granser | None = None,
    framsteg: Framsteg = lambda _bokmarke: None,
    fran: Bokmarke = _BORJAN,
    andel: float = 1.0,
    nu: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Utfall:
    """Look at all cases, or at one.

    Args:
        klient: None leaves out what needs Temporal.
        framsteg: is told after each page.
        fran: where an earlier try was; what it found stands.
        andel: how much of the time is worked; the rest is left to others, after each case (0 < andel <= 1).
        regelverk: the rules of the files here; None leaves out whether they agree with what is decided (K16.5).
        nu: the cases' time (UTC).

    Raises:
        DatabasFel: the database cannot be used now.
    """
    jakt = _Jakt(motor, klient, granser or Granser(), framsteg, fran, andel, nu)
    await jakt.alla(arende)
    await jakt.processerna(arende)
    await jakt.en_gang_till(OMTAG)
    await jakt.tabellerna(arende)
    if regelverk is not None and arende is None:
        jakt.fynd += await asyncio.to_thread(utgavor.granska, motor, regelverk)
    provade = frozenset(k for k in KONTROLLER if not (k in I_TEMPORAL and (klient is None or jakt.hinder)))
    return Utfall(tuple(sorted(set(jakt.fynd))), jakt.arenden, provade, jakt.hinder)


@dataclass
class _Jakt:
    motor: Engine
    klient: Client | None
    granser: Granser
    framsteg: Framsteg
    fran: Bokmarke
    andel: float
    nu: Callable[[], datetime]
    fynd: list[Fynd] = field(default_factory=list)
    arenden: int = 0
    hinder: str = ""

    def __post_init__(self) -> None:
        self._lage = Lageskontroll(self.klient, self.motor, self.granser) if self.klient else None
        self._oppna: dict[str, datetime] = {}
        self.fynd += self.fran.fynd
        self.arenden = self.fran.arenden
        self._bokmarke = self.fran
        self._misstankta = list(self.fran.misstankta)
        self._processids: set[str] = set()
        self._obesvarade = 0
        self._utan_svar: dict[str, str] = {}
        if self.fran.hinder:
            self._ge_upp(self.fran.hinder)

    async def alla(self, arende: str | None) -> None:
        """Every case once; those whose workflow does not agree are noted for another look."""
        if self._lage and arende is None:
            try:
                for typ in (namn.ARBETSFLODE, *PROCESSER):
                    self._oppna |= await self._lage.oppna(typ)
            except IngetSvar as fel:
                self._ge_upp(str(fel))
        efter = self.fran.efter
        if efter and self._oppna:
            for sedd in await asyncio.to_thread(arenden.till_och_med, self.motor, efter):
                self._oppna.pop(sedd, None)
        while nycklar := [arende] if arende else await asyncio.to_thread(arenden.nycklar, self.motor, efter, SIDA):
            sida = await self._sida(nycklar)
            borjade = perf_counter()
            for g in sida:
                self.fynd += g.fynd
                self._oppna.pop(g.arende, None)
            self._misstankta += [f.arende for f in await self._i_temporal(sida)]
            self.arenden += len(sida)
            efter = nycklar[-1]
            self._framme(efter)
            if arende or len(nycklar) < SIDA:
                break
            await asyncio.sleep(self._vila(perf_counter() - borjade))

    async def processerna(self, arende: str | None) -> None:
        """Every process beside the cases; they are few, and read whole."""
        ids = await asyncio.to_thread(processer.nycklar, self.motor, arende)
        for fran in range(0, len(ids), SIDA):
            sida = await self._processer(ids[fran : fran + SIDA])
            for p in sida:
                self.fynd += p.fynd
                self._oppna.pop(p.process, None)
            self._misstankta += [f.arende for f in await self._i_temporal(sida)]
        self._processids = set(ids)
        if arende:
            self.arenden += len(ids)
            if not self.arenden:
                self._oppna = {arende: datetime.min.replace(tzinfo=UTC)}

    async def en_gang_till(self, omtag: Sequence[float]) -> None:
        """Look again, and again, at what did not agree or answer: a case that moved then agrees now."""
        kvar: list[Fynd] = []
        misstankta = sorted({*self._misstankta, *self._utan_svar})
        for paus in omtag:
            if not misstankta or self._lage is None:
                break
            await asyncio.sleep(paus)
            kvar, self._utan_svar = [], {}
            for fran in range(0, len(misstankta), SIDA):
                dessa = misstankta[fran : fran + SIDA]
                kvar += await self._i_temporal(await self._sida([a for a in dessa if a not in self._processids]))
                kvar += await self._i_temporal(await self._processer([p for p in dessa if p in self._processids]))
                self.framsteg(self._bokmarke)
            misstankta = sorted({*(f.arende for f in kvar), *self._utan_svar})
        self.fynd += kvar
        self.hinder = self.hinder or next(iter(self._utan_svar.values()), "")
        if self._lage and self._oppna:
            try:
                self.fynd += await self._lage.utan_arende(self._oppna.items())
            except IngetSvar as fel:
                self._ge_upp(str(fel))

    async def tabellerna(self, arende: str | None) -> None:
        """What is asked of whole tables; and completed cases whose messages wait although nobody will send them."""
        self.fynd += await asyncio.to_thread(tabellerna.i_tabellerna, self.motor, self.nu(), self.granser, arende)
        self.fynd += await asyncio.to_thread(dubbla_insatser.dubbla_insatser, self.motor, arende)
        nu = self.nu()
        self.fynd += await asyncio.to_thread(kon.granska, self.motor, nu, nu - self.granser.andrum, arende)
        if arende is None:
            self.fynd += await asyncio.to_thread(betalningar.betalningsmanader, self.motor, self.granser)
        if self._lage is None:
            return
        try:
            if arende is None:
                self.fynd += await self._lage.scheman()
            for vems in await asyncio.to_thread(tabellerna.vantar, self.motor, arende):
                if await self._lage.kor(vems):
                    continue
                # Asked again now that it is known to be at its end: it may have sent them just before.
                if antal := (await asyncio.to_thread(tabellerna.vantar, self.motor, vems)).get(vems):
                    text = f"{antal_meddelanden(antal)} väntar på att skickas, men arbetsflödet är slut"
                    self.fynd.append(Fynd("utkorg", vems, text, f"starta det ur journalen: insats laga {vems}"))
        except IngetSvar as fel:
            self._ge_upp(str(fel))

    async def _sida(self, nycklar: Sequence[str]) -> list[Granskat]:
        def las() -> list[Granskat]:
            nu, granskade, borjade = self.nu(), list[Granskat](), perf_counter()
            for s in arenden.las(self.motor, nycklar):
                granskade.append(granska(s, nu, self.granser))
                # After each: a page without a pause is seconds in which whoever else is in the process waits.
                sleep(self._vila(perf_counter() - borjade))
                borjade = perf_counter()
            return granskade

        return await asyncio.to_thread(las)

    async def _processer(self, ids: Sequence[str]) -> list[Processgranskat]:
        def las() -> list[Processgranskat]:
            nu = self.nu()
            return [granska_process(s, nu, self.granser) for s in processer.las(self.motor, ids)]

        return await asyncio.to_thread(las) if ids else []

    async def _i_temporal(self, sida: Iterable[Granskat | Processgranskat]) -> list[Fynd]:
        samtidigt = asyncio.Semaphore(_SAMTIDIGT)

        async def en(g: Granskat | Processgranskat) -> list[Fynd]:
            async with samtidigt:
                if self._lage is None:
                    return []
                try:
                    fynd = await self._lage.granska(g)
                except IngetSvar as fel:
                    self._utan_svar[g.arende if isinstance(g, Granskat) else g.process] = str(fel)
                    self._obesvarade += 1
                    if self._obesvarade >= _GER_UPP:
                        self._ge_upp(str(fel))
                    return []
                except DatabasFel:
                    raise
                except Exception as fel:  # one odd run never stops the hunt
                    fynd = [korning.ogranskbar(g.arende if isinstance(g, Granskat) else g.process, fel)]
                self._obesvarade = 0
                return fynd

        return [f for svar in await asyncio.gather(*(en(g) for g in sida if g.oppen)) for f in svar]

    def _vila(self, arbetade: float) -> float:
        """Seconds to leave to others after so many of work."""
        return arbetade * (1 / self.andel - 1)

    def _framme(self, efter: str) -> None:
        misstankta = (*self._misstankta, *self._utan_svar)
        self._bokmarke = Bokmarke(efter, self.arenden, tuple(self.fynd), misstankta, self.hinder)
        self.framsteg(self._bokmarke)

    def _ge_upp(self, varfor: str) -> None:
        self._lage, self.hinder = None, varfor
