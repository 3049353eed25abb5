"""A process's way to the record: its lines to the journal, and word to send what it left in the outbox."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from domain.processer.forlopp import Processlage, Processteg
    from domain.processer.lagring import lage_till_json, post_till_json
    from domain.processer.process import Processrutin
    from domain.skeende.handelse import DORRUTGAVA
    from kontrakt.namn import AKTIVITET_JOURNALFOR_PROCESS, AKTIVITET_PROCESSFORUTSATTNINGAR, AKTIVITET_PROCESSTILLSTAND
    from kontrakt.process import (
        Processbatch,
        Processforutsattningar,
        Processfraga,
        Processtart,
        Tillstandsdel,
        Tillstandsfraga,
        ar_for_stort,
    )
    from workflows.gemensamt.lokalt import fraga_journalen
    from workflows.gemensamt.skrivare import FORSOK, TYST, Budbarare


class Processskrivare(Budbarare):
    """Writes for one process."""

    def __init__(self, rutin: Processrutin, start: Processtart) -> None:
        super().__init__(start.process, start.att_leverera)
        self._rutin = rutin

    async def forutsattningar(self, *, har_tillstand: bool) -> Processforutsattningar:
        """What this run rests on; a process decides by the newest rules within a month."""
        fraga = Processfraga(self._rutin.slag, self._arende, har_tillstand)
        return await fraga_journalen(
            AKTIVITET_PROCESSFORUTSATTNINGAR, fraga, Processforutsattningar, timedelta(seconds=60), "läsa journalen"
        )

    async def tillstand(self, nr: int) -> dict[str, Any]:
        """State after line ``nr``, however large: ``lage_till_json``.

        Each part is an activity of its own, since what several local ones give goes to the server in one message.
        """
        text, sist = "", False
        while not sist:
            svar: Tillstandsdel = await workflow.execute_activity(
                AKTIVITET_PROCESSTILLSTAND,
                Tillstandsfraga(self._rutin.slag, self._arende, nr, len(text)),
                result_type=Tillstandsdel,
                start_to_close_timeout=timedelta(minutes=2),
                heartbeat_timeout=TYST,
                retry_policy=FORSOK,
                summary=f"läser läget på rad {nr} ur journalen, från tecken {len(text)}",
            )
            text, sist = text + svar.text, svar.sist
        tillstand: dict[str, Any] = json.loads(text)
        return tillstand

    async def journalfor(self, efter_nr: int, steg: Processteg, nu: datetime) -> tuple[dict[str, Any], ...]:
        """Write a batch that was decided at ``nu``; returns what the journal already held instead, if it did, which is
        then decided on at ``beslutat``. Raises: Otagbart."""
        poster = tuple(post_till_json(self._rutin, p) for p in steg.poster)
        batch = Processbatch(self._rutin.slag, self._arende, efter_nr, poster, steg.meddelanden, nu)
        return await self._skriv(AKTIVITET_JOURNALFOR_PROCESS, batch, timedelta(seconds=60))

    def overlamning(self, p: Processlage, tidsskillnad: timedelta) -> Processtart:
        """What the next run begins with; a state that is too large to be handed over it asks the journal for."""
        att_leverera = self.att_leverera or self.levererar
        tillstand = lage_till_json(self._rutin, p)
        hel = None if ar_for_stort(tillstand) else tillstand
        return Processtart(self._arende, hel, att_leverera, tidsskillnad, DORRUTGAVA)
