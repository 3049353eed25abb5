"""The effects of a case: what it rests on, its journal, and the notices it sends.

Plain functions, run in the worker's threads. What fails because something is down is raised to be tried again;
what can never succeed is not.
"""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace

from sqlalchemy import Engine
from temporalio import activity

from activities.stod.epost import AdressAvvisad, Epost, EpostFel
from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken, livstecken_asynk
from activities.stod.spridare import Spridare
from domain.regler.regelverk import Regelverk
from kontrakt import namn, overlamning
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
    Sigillfraga,
)
from kontrakt.overlamning import packa_regler, storlek
from kontrakt.spridning import Takt
from persistence.databas.motor import DatabasFel, transaktion
from persistence.journal import kon, ovriga_arenden, skrivning
from persistence.journal.senast_skrivna import Minne
from persistence.meddelanden import brevlada, utkorg
from persistence.meddelanden.utkorg import Utfall, Utgaende
from persistence.register.anordnare import auktorisationer
from persistence.register.utgavor import Gallande

_POSTTRADAR = 4
"""Notices that are handed over at once; each holds a connection to the database meanwhile."""
_ANDRAS, _ANDRAS_SEKUNDER = 20, 20.0
"""How many other cases a delivery that got through takes along, and for how long."""


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
        self._spridare = Spridare(motor, takt) if takt else None
        self._minne = Minne()
        self._post = ThreadPoolExecutor(_POSTTRADAR, thread_name_prefix="epost")

    @activity.defn(name=namn.AKTIVITET_FORUTSATTNINGAR)
    def forutsattningar(self, fraga: Forfragan) -> Forutsattningar:
        """What day 1 rests on."""
        with temporals_fel():
            auktorisation = auktorisationer.auktorisation_for(self._motor, fraga.anordnare, fraga.kundval, fraga.dag)
            with transaktion(self._motor) as forbindelse:
                andra = ovriga_arenden.pagaende(forbindelse, fraga.arende, fraga.kund, fraga.foregaende)
            regelverk = self._gallande()
        return Forutsattningar(None, auktorisation, tuple(andra), packa_regler(regelverk))

    @activity.defn(name=namn.AKTIVITET_JOURNALFOR)
    def journalfor(self, batch: Batch) -> Journalkvitto:
        """Write a batch to the journal; see ``journalen.skriv``."""
        with temporals_fel():
            kvitto = skrivning.skriv(self._motor, batch, self._minne, epost=self._epost is not None)
            kvitto = kvitto.med_skrivna(batch.poster, batch.nu)
            return replace(kvitto, spridning=self._spridare.spridning()) if self._spridare else kvitto

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
        """The ids of what a door has noted as taken in at the instant that it bears (K0.6)."""
        with temporals_fel():
            return list(kon.forseglade(self._motor, fraga.arende, fraga.sagt))

    @activity.defn(name=namn.AKTIVITET_LEVERERA)
    async def leverera_for_sig(self, leverans: Leverans) -> int:
        """``leverera`` in the mail's own few threads: no kommando waits for a mail server."""
        sammanhang = copy_context()
        async with livstecken_asynk():  # so that one whose worker is killed is soon taken up by another
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._post, sammanhang.run, self.leverera, leverans)

    def leverera(self, leverans: Leverans) -> int:
        """Send what waits in the case's outbox; returns how many notices were handed over.

        What could not go now is left waiting, and raised when the rest has been tried.
        """
        with temporals_fel():
            if self._epost is None:
                utkorg.endast_inkorg(self._motor, leverans.arende)
                return 0
            levererade, kvar = self._tom(leverans.arende)
            with transaktion(self._motor) as forbindelse:
                if not kvar and brevlada.vantar(forbindelse, leverans.arende):
                    # Somebody else has the row, and may be gone without having sent it: never done, but tried again.
                    kvar = "HallsAvAnnan"
            if kvar:
                raise EpostFel(kvar)
            if levererade:
                self._ta_med_andras(leverans.arende)
            return levererade

    def _tom(self, arende: str) -> tuple[int, str | None]:
        """Send what waits in one case's outbox: how many notices were handed over, and why the rest was not."""
        levererade, sista, kvar = 0, 0, None
        while not _slutar() and (nasta := utkorg.leverera_nasta(self._motor, arende, self._skicka, efter=sista)):
            sista, utfall = nasta
            levererade += utfall.status == "levererad"
            kvar = utfall.fel if utfall.status == "vantar" else kvar
            if utfall.servern_nere:
                break
        return levererade, kvar

    def _ta_med_andras(self, arende: str) -> None:
        """The mail server takes mail: what other cases tried in vain goes now, not when each of them would try again.

        They have their own deliveries, to which nothing that fails here makes a difference.
        """
        slut = time.monotonic() + _ANDRAS_SEKUNDER
        with suppress(DatabasFel):
            for annat in utkorg.andras(self._motor, arende, _ANDRAS):
                if time.monotonic() > slut or self._tom(annat)[1]:
                    return

    def _skicka(self, rad: Utgaende) -> Utfall:
        assert self._epost and rad.epost
        try:
            self._epost.skicka(rad.epost, rad.meddelande, forsok=rad.forsok)
        except AdressAvvisad as fel:
            return Utfall("avvisad", fel.slag)
        except EpostFel as fel:
            return Utfall("vantar", fel.slag, fel.servern_nere)
        return Utfall("levererad")


def _slutar() -> bool:
    """The worker has been told to stop: what is under way is finished, and nothing more is begun."""
    return activity.in_activity() and activity.is_worker_shutdown()
