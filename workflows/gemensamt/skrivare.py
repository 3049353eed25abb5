"""The workflow's only way to the record: a batch to the journal, and word to send what it left in the outbox."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.grund.avvisning import Avvisning
    from kontrakt import namn
    from kontrakt.insats import Journalkvitto, Leverans
    from workflows.gemensamt.lokalt import fraga_journalen

FORSOK = RetryPolicy(initial_interval=timedelta(milliseconds=200), maximum_interval=timedelta(minutes=1))
"""Of an activity that reads the record."""
TYST = timedelta(seconds=15)
"""Without a sign of life for so long an activity's worker is dead, or frozen, and another takes it up."""
POSTFORSOK = RetryPolicy(
    initial_interval=timedelta(seconds=2), backoff_coefficient=1.5, maximum_interval=timedelta(minutes=1)
)
"""Of a delivery whose worker is gone, or never answered. Of one that failed the activity says itself when it is to be
tried again (``activities.stod.omtag``): it knows why, and how many wait with it."""


class Otagbart(RuntimeError):
    """The database refuses a value in the lines, and always will. Where nobody said it, the task fails."""


class Budbarare:
    """Has the lines of one case, or one process, written, and what they leave in the outbox sent.

    ``att_leverera``: it holds what has not been sent.
    """

    def __init__(self, arende: str, att_leverera: bool) -> None:
        self._arende = arende
        self.att_leverera = att_leverera
        self.beslutat: datetime | None = None
        """When what was written last had been decided, as the journal heard it; None if earlier code answered."""
        self._leverans: asyncio.Task[None] | None = None

    @property
    def levererar(self) -> bool:
        """A delivery is under way."""
        return self._leverans is not None and not self._leverans.done()

    @property
    def bor_leverera(self) -> bool:
        """There is something to send, and nobody sends it."""
        return self.att_leverera and not self.levererar

    def leverera(self) -> None:
        """Start to send, if there is something to."""
        if self.bor_leverera:
            self.att_leverera = False
            self._leverans = asyncio.create_task(self._leverera())

    async def _skriv(self, aktivitet: str, batch: Any, hogst: timedelta) -> tuple[dict[str, Any], ...]:
        """Have a batch written; returns what the journal already held instead, if it did.

        Raises:
            Otagbart: see there.
            Avvisning: the case may not begin (K6.1).
        """
        try:
            while True:
                kvitto = await fraga_journalen(aktivitet, batch, Journalkvitto, hogst, "skriva i journalen", batch.om)
                self.att_leverera = self.att_leverera or kvitto.att_leverera
                if kvitto.ar_svar_pa(batch.efter_nr, batch.poster):
                    break
        except (ActivityError, ApplicationError) as fel:
            orsak = fel.cause if isinstance(fel, ActivityError) else fel
            if isinstance(orsak, ApplicationError) and orsak.type == "DataFel":
                raise Otagbart from fel
            # Nothing must end for a fault in the writing of it: fail the task, which is tried again, not the case.
            raise RuntimeError("journalen tog inte emot raderna") from fel
        if (nej := kvitto.avslag) is not None:
            raise Avvisning(nej.regel, nej.text, nej.falt)
        self.beslutat = kvitto.nu
        self._kvitterat(kvitto)
        if kvitto.mer:  # what several local activities give goes to the server in one message; a timer ends it
            await workflow.sleep(timedelta(milliseconds=1), summary="läser vidare i journalen")
        return kvitto.annat_an(batch.efter_nr, batch.poster)

    def _kvitterat(self, kvitto: Journalkvitto) -> None:
        """What else the answer tells."""

    async def _leverera(self) -> None:
        """E-mail what waits, however long the mail server is away; the inbox already has it."""
        try:
            await workflow.execute_activity(
                namn.AKTIVITET_LEVERERA,
                Leverans(self._arende),
                start_to_close_timeout=timedelta(minutes=2),
                heartbeat_timeout=TYST,
                retry_policy=POSTFORSOK,
                summary="e-post om nya meddelanden",
            )
        except ActivityError:
            workflow.logger.warning("e-posten kunde inte lämnas; den ligger kvar i utkorgen")
