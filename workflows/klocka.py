"""Durable timers: exactly one per open bevakning and per other thing that the clock will raise."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.kapitel import Klockslag


class Klocka:
    """Keeps the durable timers in step with what state says will come, and tells the case's time.

    ``ringt`` is the latest instant that has been reached by a timer; None when nothing has rung since last asked.
    """

    def __init__(self, tidsskillnad: timedelta) -> None:
        self._tidsskillnad = tidsskillnad
        self.ringt: datetime | None = None
        self._timrar: dict[str, tuple[datetime, asyncio.Task[None]]] = {}

    def nu(self) -> datetime:
        """The case's time (UTC): Temporal's, and in a rehearsal as far from it as the run was started with."""
        return workflow.now() + self._tidsskillnad

    def stall(self, kommande: Iterable[Klockslag]) -> None:
        """Start the timers that are missing and take down those that nothing waits for any more."""
        onskade = {k.nyckel: k for k in kommande}
        for nyckel, (nar, timer) in list(self._timrar.items()):
            if nyckel not in onskade or onskade[nyckel].nar != nar:
                timer.cancel()
                del self._timrar[nyckel]
        for nyckel, k in onskade.items():
            if nyckel not in self._timrar:
                self._timrar[nyckel] = (k.nar, asyncio.create_task(self._vanta(k)))

    def ta_ringt(self) -> datetime | None:
        """What has rung, once."""
        ringt, self.ringt = self.ringt, None
        return ringt

    def stanna(self) -> None:
        """Take down all timers, before the run hands over to the next."""
        self.stall(())

    async def _vanta(self, k: Klockslag) -> None:
        kvar = max(k.nar - self.nu(), timedelta(milliseconds=1))
        await workflow.sleep(kvar, summary=k.sammanfattning or k.nyckel)
        # The server may fire within the clock's resolution before the instant; what counts is what was asked for.
        self.ringt = max(self.ringt or k.nar, k.nar)
        self._timrar.pop(k.nyckel, None)
