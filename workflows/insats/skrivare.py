"""A case's way to the record: its lines to the journal, and what it did not know taken in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow

from domain.insats.insats import Insats
from domain.liv import lagring, rutin
from domain.liv.forlopp import Steg
from domain.skeende.handelse import DORR_MED_SIGILL, DORR_SIGILL_ALLTID
from kontrakt import namn
from kontrakt.foljesedel import Foljesedel, lagd
from kontrakt.insats import Batch, Forfragan, Forutsattningar, Journalkvitto
from workflows.gemensamt import sigill
from workflows.gemensamt.klocka import Klocka
from workflows.gemensamt.ko import Vantande, ar_sen, bar_egen_tid
from workflows.gemensamt.lokalt import fraga_journalen
from workflows.gemensamt.skrivare import Budbarare

SKRIVTID = timedelta(seconds=20)
"""How long one try to write may take."""


class Skrivare(Budbarare):
    """Writes for one case, and lets its clock know how the fleet's load is spread."""

    def __init__(self, arende: str, att_leverera: bool, klocka: Klocka, dorr: int) -> None:
        super().__init__(arende, att_leverera)
        self._klocka, self._dorr = klocka, dorr

    def _kvitterat(self, kvitto: Journalkvitto) -> None:
        self._klocka.spridning = kvitto.spridning or self._klocka.spridning

    async def forutsattningar(self, fraga: Forfragan) -> Forutsattningar:
        """What day 1 rests on."""
        hogst = timedelta(seconds=10)
        while True:
            svar = await fraga_journalen(
                namn.AKTIVITET_FORUTSATTNINGAR, fraga, Forutsattningar, hogst, "läsa vad dag 1 vilar på", fraga.om
            )
            if fraga.besvaras_av(svar):
                return svar

    async def prova_sena(self, sagt: Sequence[Vantande], nu: datetime) -> None:
        """What says of itself that it came in long ago, and that no door has noted so, came in now (K0.6)."""
        alla = self._dorr >= DORR_SIGILL_ALLTID
        fragade = [v for v in sagt if (bar_egen_tid(v) if alla else ar_sen(v, nu))]
        if self._dorr >= DORR_MED_SIGILL:
            await sigill.prova(self._arende, fragade, nu)

    async def journalfor(self, fore: Insats | None, steg: Steg, nu: datetime) -> tuple[dict[str, Any], ...]:
        """Write a batch that was decided at ``nu``; returns what the journal already held instead, if it did, which is
        then decided on at ``beslutat``. Raises: Otagbart.

        Args:
            fore: the state that the batch was decided on, as the journal has confirmed it; None, the case begins.
        """
        poster = tuple(lagring.post_till_json(p) for p in steg.poster)
        batch = Batch(self._arende, fore.nr if fore else 0, poster, steg.meddelanden, nu)
        if fore is None or _spelas_om():
            return await self._skriv(namn.AKTIVITET_JOURNALFOR, batch, SKRIVTID)
        with lagd(Foljesedel.av(fore, poster, steg.insats)):
            return await self._skriv(namn.AKTIVITET_JOURNALFOR, batch, SKRIVTID)


def _spelas_om() -> bool:
    """History is played anew: it holds the answer, and nobody looks for a slip."""
    return workflow.unsafe.is_replaying()


def ta_in(insats: Insats | None, okanda: tuple[dict[str, Any], ...]) -> Insats:
    """State with lines that the journal already held."""
    for rad in okanda:
        insats = rutin.tillampa(insats, lagring.post_fran_json(rad))
    assert insats is not None
    return insats
