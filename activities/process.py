"""The effects that every process beside the cases shares: what a run rests on, and its journal."""

from __future__ import annotations

from sqlalchemy import Engine
from temporalio import activity

from activities.fel import temporals_fel
from domain.kontrakt import Journalkvitto
from domain.processlagring import (
    AKTIVITET_JOURNALFOR_PROCESS,
    AKTIVITET_PROCESSFORUTSATTNINGAR,
    Processbatch,
    Processforutsattningar,
)
from domain.regelverk import Regelverk
from persistence import processjournal
from persistence.db import transaktion
from persistence.journalen import journalrader


class Processaktiviteter:
    """The activities of ``workflows.processflode``.

    Args:
        motor: the database.
        regelverk: the rules in force.
        epost: whether notices are sent by e-mail.
    """

    def __init__(self, motor: Engine, regelverk: Regelverk, *, epost: bool) -> None:
        self._motor = motor
        self._regelverk = regelverk
        self._epost = epost

    @activity.defn(name=AKTIVITET_PROCESSFORUTSATTNINGAR)
    def forutsattningar(self, process: str) -> Processforutsattningar:
        """What a run rests on."""
        with temporals_fel(), transaktion(self._motor) as forbindelse:
            return Processforutsattningar(self._regelverk, tuple(journalrader(forbindelse, process)))

    @activity.defn(name=AKTIVITET_JOURNALFOR_PROCESS)
    def journalfor(self, batch: Processbatch) -> Journalkvitto:
        """Write a batch to the journal; see ``processjournal.skriv``."""
        with temporals_fel():
            return processjournal.skriv(self._motor, batch, epost=self._epost)
