"""The effects that every process beside the cases shares: what a run rests on, and its journal."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from temporalio import activity

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken
from domain.regler.regelverk import Regelverk
from kontrakt.insats import Journalkvitto
from kontrakt.namn import AKTIVITET_JOURNALFOR_PROCESS, AKTIVITET_PROCESSFORUTSATTNINGAR, AKTIVITET_PROCESSTILLSTAND
from kontrakt.process import (
    Processbatch,
    Processforutsattningar,
    Processfraga,
    Tillstandsdel,
    Tillstandsfraga,
    ar_for_stort,
    tillstandsdel,
)
from persistence.process import skrivning
from persistence.register.utgavor import Gallande


class Processaktiviteter:
    """The activities of ``workflows.process.flode``.

    Args:
        motor: the database.
        regelverk: the rules of the files; what has been decided in the service comes on top (K16.5).
        epost: whether notices are sent by e-mail.
    """

    def __init__(self, motor: Engine, regelverk: Regelverk, *, epost: bool) -> None:
        self._motor = motor
        self._gallande = Gallande(motor, regelverk)
        self._epost = epost
        self._senast: tuple[tuple[str, int], dict[str, Any]] | None = None
        """The state last read that is too large for one message: its parts are asked for one after another."""

    @activity.defn(name=AKTIVITET_PROCESSFORUTSATTNINGAR)
    def forutsattningar(self, fraga: Processfraga) -> Processforutsattningar:
        """What a run rests on."""
        with temporals_fel():
            regelverk = self._gallande()
            if fraga.har_tillstand:
                return Processforutsattningar(regelverk)
            tillstand = skrivning.tillstand(self._motor, fraga.slag, fraga.process)
        if tillstand and ar_for_stort(tillstand):
            self._senast = (fraga.process, tillstand["nr"]), tillstand
            return Processforutsattningar(regelverk, i_delar=tillstand["nr"])
        return Processforutsattningar(regelverk, tillstand=tillstand)

    @activity.defn(name=AKTIVITET_PROCESSTILLSTAND)
    def tillstand(self, fraga: Tillstandsfraga) -> Tillstandsdel:
        """A part of a state that is too large for one message."""
        vad, senast = (fraga.process, fraga.nr), self._senast
        if senast is None or senast[0] != vad:
            with temporals_fel(), livstecken():
                tillstand = skrivning.tillstand(self._motor, fraga.slag, fraga.process, fraga.nr)
            assert tillstand, "a journal never loses its lines"
            self._senast = senast = (vad, tillstand)
        svar = tillstandsdel(senast[1], fraga.fran)
        if svar.sist:
            self._senast = None
        return svar

    @activity.defn(name=AKTIVITET_JOURNALFOR_PROCESS)
    def journalfor(self, batch: Processbatch) -> Journalkvitto:
        """Write a batch to the journal; see ``processjournal.skriv``."""
        with temporals_fel(om=batch.om):
            return skrivning.skriv(self._motor, batch, epost=self._epost).med_skrivna(batch.poster, batch.nu)
