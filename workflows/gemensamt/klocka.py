"""Durable timers: exactly one per open bevakning and per other thing that the clock will raise."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.skeende.klockslag import Klockslag
    from domain.tid.manad import forsta, manad, nasta
    from domain.tid.tidpunkt import datum, midnatt
    from kontrakt.spridning import INGEN, Spridning

_MANADSSKIFTE = "manadsskifte"


class Klocka:
    """Keeps the durable timers in step with what state says will come, and tells the case's time.

    ``har_ringt``: a timer has been reached since last asked. ``overlamning``: when the next run is to take over, at the
    turn of the month that this clock was started in or its ``plats`` (0 to 1) in the span after it; it has a timer of
    its own, so that a case that awaits nothing is handed over too. ``spridning`` is the spans as last told: a timer
    keeps the instant that it was started for. ``i_tur``: the span of hand-overs begins where that of what the clock
    raises ends, so that they do not come at once. ``skiftet_ringer``: see ``DORR_SKIFTET_RINGER``.
    """

    def __init__(
        self,
        tidsskillnad: timedelta,
        plats: float = 0.0,
        spridning: Spridning = INGEN,
        *,
        i_tur: bool = False,
        skiftet_ringer: bool = False,
    ) -> None:
        self._tidsskillnad = tidsskillnad
        self._i_tur = i_tur
        self._skiftet_ringer = skiftet_ringer
        self._plats = plats
        self.spridning = spridning
        self._timrar: dict[str, tuple[datetime, datetime, asyncio.Task[None]]] = {}
        """What is waited for, by key: its instant, when its timer rings, and who waits."""
        self._ringt = workflow.now() + tidsskillnad
        self._har_ringt = False
        self._manadsskifte = self.overlamning = midnatt(forsta(nasta(manad(datum(self._ringt)))))

    def nu(self) -> datetime:
        """The case's time (UTC): Temporal's, and in a rehearsal as far from it as the run was started with.

        The server may fire within the clock's resolution before the instant; what counts is what was asked for.
        """
        return max(workflow.now() + self._tidsskillnad, self._ringt)

    @property
    def skiftet_har_varit(self) -> bool:
        """It is time for the next run to take over."""
        return (self._ringt if self._skiftet_ringer else self.nu()) >= self.overlamning

    def stall(self, kommande: Iterable[Klockslag]) -> None:
        """Start the timers that are missing and take down those that nothing waits for any more."""
        onskade = {k.nyckel: (k.nar, k.sammanfattning or k.nyckel) for k in kommande}
        if not self.skiftet_har_varit:
            onskade[_MANADSSKIFTE] = (self._manadsskifte, f"månadsskifte {datum(self._manadsskifte)}: ny körning")
        for nyckel, (nar, ringer, timer) in list(self._timrar.items()):
            if nyckel not in onskade or onskade[nyckel][0] != nar:
                # One that has come to its instant may have fired on the server already: to cancel it then is an
                # error there, and nothing waits for it here.
                if ringer > self.nu():
                    timer.cancel()
                del self._timrar[nyckel]
        for nyckel, (nar, text) in onskade.items():
            if nyckel not in self._timrar:
                ringer = self._ringer(nyckel, nar)
                self._timrar[nyckel] = (nar, ringer, asyncio.create_task(self._vanta(nyckel, nar, ringer, text)))

    def _ringer(self, nyckel: str, nar: datetime) -> datetime:
        """When in the stream of all that comes at ``nar`` it is this case's turn."""
        if nyckel != _MANADSSKIFTE:
            return nar + self._plats * self.spridning.klockslag
        fran = nar + self.spridning.klockslag if self._i_tur else nar
        self.overlamning = fran + self._plats * self.spridning.overlamning
        return self.overlamning

    @property
    def har_ringt(self) -> bool:
        """A timer has been reached that nobody has taken."""
        return self._har_ringt

    def ta_ringt(self) -> datetime:
        """Take what has rung; the case's time."""
        self._har_ringt = False
        return self.nu()

    async def _vanta(self, nyckel: str, nar: datetime, ringer: datetime, text: str) -> None:
        await workflow.sleep(max(ringer - self.nu(), timedelta(milliseconds=1)), summary=text)
        self._ringt, self._har_ringt = max(self._ringt, ringer), True
        if self._timrar.get(nyckel, (None, None))[0] == nar:
            del self._timrar[nyckel]
