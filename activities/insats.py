"""The effects of a case: what it rests on, its journal, and the notices it sends.

Plain functions, run in the worker's threads. What fails because something is down is raised to be tried again;
what can never succeed is not.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine
from temporalio import activity

from activities.stod.brevbarare import Brevbarare
from activities.stod.epost import Epost
from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken, livstecken_asynk
from activities.stod.spridare import Spridare
from domain.regler.regelverk import Regelverk
from kontrakt import foljesedel, namn, overlamning
from kontrakt.foljesedel import Foljesedel
from kontrakt.insats import (
    Batch,
    Del,
    Delfraga,
    Forfragan,
    Forutsattningar,
    Journalkvitto,
    Lage,
    Lasning,
    Leverans,
)
from kontrakt.overlamning import packa_regler, storlek
from kontrakt.sigill import Sigillfraga
from kontrakt.spridning import Takt
from persistence.databas.motor import DatabasFel, transaktion
from persistence.journal import kon, ovriga_arenden, projektion, skrivning
from persistence.register.anordnare import auktorisationer
from persistence.register.utgavor import Gallande

_FLEST_SKRIVNA = 50_000
"""Cases that a process knows the last line of as its own; above that it begins anew."""
_POSTTRADAR = 4
"""Notices that are handed over at once; each holds a connection to the database meanwhile."""


class Insatsaktiviteter:
    """The activities of ``insats``.

    Args:
        motor: the database.
        regelverk: the rules of the files, which new cases begin under with what has been decided (K16.5).
        epost: where notices are handed over; None if there is no e-mail, and the inbox is all there is.
        takt: how fast the fleet is to take what comes at once; None lets it come at once.
    """

    def __init__(self, motor: Engine, regelverk: Regelverk, epost: Epost | None, takt: Takt | None = None) -> None:
        self._motor = motor
        self._gallande = Gallande(motor, regelverk)
        self._epost = epost
        self._brevbarare = Brevbarare(motor, epost)
        self._spridare = Spridare(motor, takt) if takt else None
        self._skrivna: dict[str, int] = {}
        self._post = ThreadPoolExecutor(_POSTTRADAR, thread_name_prefix="epost")

    @activity.defn(name=namn.AKTIVITET_FORUTSATTNINGAR)
    def forutsattningar(self, fraga: Forfragan) -> Forutsattningar:
        """What day 1 rests on."""
        with temporals_fel(om=fraga.om):
            auktorisation = auktorisationer.auktorisation_for(self._motor, fraga.anordnare, fraga.kundval, fraga.dag)
            with transaktion(self._motor) as forbindelse:
                andra = ovriga_arenden.pagaende(forbindelse, fraga.arende, fraga.kund, fraga.foregaende)
            regelverk = self._gallande()
        return Forutsattningar(None, auktorisation, tuple(andra), packa_regler(regelverk), fraga)

    @activity.defn(name=namn.AKTIVITET_JOURNALFOR)
    def journalfor(self, batch: Batch) -> Journalkvitto:
        """Write a batch to the journal; see ``journalen.skriv``."""
        with temporals_fel(om=batch.om):
            kvitto = skrivning.skriv(self._motor, batch, self._sedel(batch), epost=self._epost is not None)
            if not (kvitto.okanda or kvitto.avslag):
                if len(self._skrivna) >= _FLEST_SKRIVNA:
                    self._skrivna = {}
                self._skrivna[batch.arende] = batch.efter_nr + len(batch.poster)
            kvitto = kvitto.med_skrivna(batch.poster, batch.nu)
            return replace(kvitto, spridning=self._spridare.spridning()) if self._spridare else kvitto

    def _sedel(self, batch: Batch) -> Foljesedel | None:
        """The slip of a batch. What the tables hold of a case that another has written last may be as another version
        of the code derived it: they are read then, so that the rows that differ are put right."""
        sedel = foljesedel.till(batch)
        if sedel is None or self._skrivna.get(batch.arende) == batch.efter_nr:
            return sedel
        with transaktion(self._motor) as forbindelse:
            star = projektion.las_rader(forbindelse, batch.arende)
        fore = replace(sedel.fore, bevakningar=star.bevakningar, utbetalningar=star.utbetalningar)
        return replace(sedel, fore=fore)

    @activity.defn(name=namn.AKTIVITET_LAS_LAGE)
    def las_lage(self, lasning: Lasning) -> Lage:
        """State as the journal gives it, for a run that begins without any."""
        with temporals_fel():
            i = skrivning.lage(self._motor, lasning.arende)
            return Lage(None, i.nr) if i and storlek(i) > overlamning.HEL else Lage(i)

    @activity.defn(name=namn.AKTIVITET_LAS_LAGE_I_DELAR)
    def las_lage_i_delar(self, fraga: Delfraga) -> Del:
        """A part of a state that is too large to pass whole."""
        with temporals_fel(), livstecken():
            i = skrivning.lage(self._motor, fraga.arende, fraga.nr)
            if i is None or i.nr != fraga.nr:
                raise DatabasFel(f"journalen för {fraga.arende} når inte till rad {fraga.nr}")
            return Del(*overlamning.del_av(overlamning.packa(i), fraga.fran))

    @activity.defn(name=namn.AKTIVITET_SIGILL)
    def sigill(self, fraga: Sigillfraga) -> list[str]:
        """What a door has noted as taken in at the instant that it bears (K0.6): ``Sigillfraga.svar``."""
        with temporals_fel():
            return fraga.svar(kon.forseglade(self._motor, fraga.arende, fraga.sagt))

    @activity.defn(name=namn.AKTIVITET_LEVERERA)
    async def leverera_for_sig(self, leverans: Leverans) -> int:
        """``leverera`` in the mail's own few threads: no kommando waits for a mail server."""
        sammanhang = copy_context()
        async with livstecken_asynk():  # so that one whose worker is killed is soon taken up by another
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._post, sammanhang.run, self.leverera, leverans)

    def leverera(self, leverans: Leverans) -> int:
        """Send what waits in the case's outbox; returns how many notices were handed over.

        What could not go now is left waiting, and raised when the rest has been tried, with when to try it again.
        """
        with temporals_fel(lambda fel: self._brevbarare.igen_om(fel, _alder())):
            return self._brevbarare.leverera(leverans.arende)


def _alder() -> timedelta:
    """How long what is being done has waited, by the server's clock, with the tries that it has had."""
    if not activity.in_activity():
        return timedelta()
    info = activity.info()
    return max(info.started_time - info.scheduled_time, timedelta())
