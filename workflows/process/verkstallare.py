"""The effects of a process: what state says is to be carried out is at work until state says it no more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, is_cancelled_exception
from temporalio.workflow import ActivityCancellationType

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from domain.grund.parter import SYSTEMET
    from domain.processer.process import Effekt
    from domain.skeende.form import las_kommando
    from domain.skeende.handelse import DORR_EFFEKTER_SLAPPS
    from domain.skeende.inkommet import Inkommet
    from domain.skeende.kommando import Kommando
    from workflows.gemensamt.ko import Vantande

_OMFORSOK = RetryPolicy(initial_interval=timedelta(seconds=1), maximum_interval=timedelta(minutes=10))
_VILA = timedelta(hours=1)
"""Until an effect that cannot be carried out, or whose outcome is refused, is tried once more."""


FLEST_PA_EN_GANG = 1_000
"""Effects under way at a time: Temporal takes at most 2,000 activities of one workflow, and one more would stop it."""


class Verkstallare:
    """Carries out the effects of one process, one at a time for each ``nyckel``, the others when there is room.

    What fails because something is down is tried by Temporal for as long as it takes. What fails otherwise, or comes
    to something that the process refuses, is logged and rests an hour: it is never lost, and never spins.

    Args:
        sag: takes what came of an effect to the process.
        dorr: the edition of the doors that the run was begun under.
    """

    def __init__(
        self,
        process: str,
        verb: Mapping[str, type[Kommando]],
        klocka: Callable[[], Any],
        sag: Callable[[Vantande], None],
        dorr: int,
    ) -> None:
        self._process, self._verb, self._nu, self._sag = process, verb, klocka, sag
        self._begarda: dict[str, Effekt] = {}
        self._pagar: dict[str, tuple[Effekt, asyncio.Task[None]]] = {}
        self._ledigt = False
        self._slapper = dorr >= DORR_EFFEKTER_SLAPPS
        self.vilar: set[str] = set()
        """What could not be carried out and is tried again later, by ``nyckel``."""

    @property
    def pagar(self) -> bool:
        """Something is at work, also if it has been told to stop."""
        return bool(self._pagar)

    @property
    def bor_stallas(self) -> bool:
        """Something has stopped since last asked, and what comes after it may begin."""
        return self._ledigt

    def stall(self, effekter: Iterable[Effekt]) -> None:
        """Begin what is missing, and stop what is no longer asked for. What is to follow it waits until it has."""
        self._begarda = {e.nyckel: e for e in effekter}
        self._ledigt = False
        for nyckel, (effekt, uppgift) in self._pagar.items():
            if self._begarda.get(nyckel) != effekt:
                uppgift.cancel()
        for nyckel, effekt in self._begarda.items():
            if nyckel not in self._pagar and (len(self._pagar) < FLEST_PA_EN_GANG or not self._slapper):
                self._pagar[nyckel] = effekt, asyncio.create_task(self._hall_pa(effekt))

    async def _hall_pa(self, effekt: Effekt) -> None:
        """Until it is no longer asked for, which is what comes of its success."""
        try:
            while not await self._avbruten(effekt):
                self.vilar.add(effekt.nyckel)
                await workflow.sleep(_VILA, summary=f"nytt försök: {effekt.sammanfattning}")
                self.vilar.discard(effekt.nyckel)
        finally:
            self.vilar.discard(effekt.nyckel)
            del self._pagar[effekt.nyckel]
            self._ledigt = True

    async def _avbruten(self, effekt: Effekt) -> bool:
        """One try, and what came of it said to the process; whether it was told to stop meanwhile."""
        try:
            svar = await workflow.execute_activity(
                effekt.aktivitet,
                dict(effekt.argument),
                result_type=dict[str, Any],
                start_to_close_timeout=timedelta(hours=2),
                heartbeat_timeout=timedelta(seconds=15),
                retry_policy=_OMFORSOK,
                # What follows must not be overtaken by what it replaces.
                cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
                summary=effekt.sammanfattning,
            )
            kommando = las_kommando(svar, self._verb, redan_sagt=True)
        except (ActivityError, Avvisning) as fel:
            if is_cancelled_exception(fel) or (self._slapper and self._begarda.get(effekt.nyckel) != effekt):
                return True  # one that was told to stop may fail instead, of what it met just then
            orsak = fel.cause if isinstance(fel, ActivityError) else fel
            vad = {"aktivitet": effekt.aktivitet, "fel": getattr(orsak, "type", None) or type(orsak).__name__}
            workflow.logger.error("en effekt kan inte verkställas; den görs om senare", extra=vad)
            return False
        if self._begarda.get(effekt.nyckel) != effekt:
            return True  # it was done before it could be stopped, and is not what is wanted any more
        id_ = ":".join(d for d in (self._process, effekt.nyckel, effekt.tur) if d)
        sagt = Vantande(Inkommet(id_, SYSTEMET, kommando), self._nu())
        self._sag(sagt)
        await workflow.wait_condition(lambda: sagt.klart)
        if sagt.avvisning:
            vad = {"aktivitet": effekt.aktivitet, "regel": sagt.avvisning.regel}
            workflow.logger.error("utfallet av en effekt avvisades; den görs om senare", extra=vad)
        return False
