"""A process's way to the record: its lines to the journal, and word to send what it left in the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.process import Processlage, Processrutin, Processteg
    from domain.processlagring import (
        AKTIVITET_JOURNALFOR_PROCESS,
        AKTIVITET_PROCESSFORUTSATTNINGAR,
        Processbatch,
        Processforutsattningar,
        Processtart,
        lage_till_json,
        post_till_json,
    )
    from workflows.skrivare import FORSOK, TALAMOD, Budbarare


class Processskrivare(Budbarare):
    """Writes for one process."""

    def __init__(self, rutin: Processrutin, start: Processtart) -> None:
        super().__init__(start.process, start.att_leverera)
        self._rutin = rutin

    async def forutsattningar(self) -> Processforutsattningar:
        """What this run rests on; a process decides by the newest rules within a month."""
        svar: Processforutsattningar = await workflow.execute_local_activity(
            AKTIVITET_PROCESSFORUTSATTNINGAR,
            self._arende,
            result_type=Processforutsattningar,
            start_to_close_timeout=timedelta(seconds=10),
            retry_policy=FORSOK,
            local_retry_threshold=TALAMOD,
        )
        return svar

    async def journalfor(self, efter_nr: int, steg: Processteg) -> tuple[dict[str, Any], ...]:
        """Write a batch; returns what the journal already held instead, if it did. Raises: Otagbart."""
        poster = tuple(post_till_json(self._rutin, p) for p in steg.poster)
        batch = Processbatch(self._rutin.slag, self._arende, efter_nr, poster, steg.meddelanden)
        return await self._skriv(AKTIVITET_JOURNALFOR_PROCESS, batch, timedelta(seconds=60))

    def overlamning(self, p: Processlage, tidsskillnad: timedelta) -> Processtart:
        """What the next run begins with."""
        att_leverera = self.att_leverera or self.levererar
        return Processtart(self._arende, lage_till_json(self._rutin, p), att_leverera, tidsskillnad)
