"""The outbox emptied by e-mail: a case's own, and what others tried in vain while the mail server was away."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import Engine
from temporalio import activity

from activities.stod.epost import AdressAvvisad, Epost, EpostFel
from activities.stod.omtag import BORTA, INTE_NU
from persistence.databas.motor import DatabasFel, transaktion
from persistence.meddelanden import brevlada, utkorg
from persistence.meddelanden.utkorg import Utfall, Utgaende

_ANDRAS, _ANDRAS_SEKUNDER = 1_000, 60.0
"""How many other cases a delivery that got through takes along, and for how long."""
_ANDETAG = 5.0
"""Seconds that a mail server which one delivery found down is left alone by the others of this worker."""


class Brevbarare:
    """Hands over what waits, and says when what could not go is to be tried again.

    Args:
        motor: the database.
        epost: where notices are handed over; None if there is no e-mail, and the inbox is all there is.
    """

    def __init__(self, motor: Engine, epost: Epost | None) -> None:
        self._motor, self._epost = motor, epost
        self._fann_nere: tuple[str, float] | None = None
        """The case whose delivery found the mail server down, and when, by the monotonic clock."""

    def leverera(self, arende: str) -> int:
        """Send what waits of the case's; returns how many notices were handed over.

        Raises:
            EpostFel: something could not go now, and is left waiting; the rest has been tried.
            DatabasFel: the database cannot be used now.
        """
        if self._epost is None:
            utkorg.endast_inkorg(self._motor, arende)
            return 0
        if self._lamnas_ifred(arende):
            raise EpostFel("NyssNere", servern_nere=True)
        levererade, fel = self._tom(arende)
        if fel:
            raise fel
        with transaktion(self._motor) as forbindelse:
            if brevlada.vantar(forbindelse, arende):
                # Somebody else has the row, and may be gone without having sent it: never done, but tried again.
                raise EpostFel(HALLS)
        if levererade:
            self._ta_med_andras(arende)
        return levererade

    def igen_om(self, fel: Exception, alder: timedelta) -> timedelta:
        """How long a delivery that failed of this, and has waited for so long, is left before it is tried again."""
        if isinstance(fel, EpostFel) and (fel.oviss or not (fel.servern_nere or fel.slag == HALLS)):
            return INTE_NU.efter(alder)  # what may have been taken is not sent again and again
        antal = 0
        if isinstance(fel, EpostFel):
            with suppress(DatabasFel):
                antal = utkorg.antal_som_vantar(self._motor)
        return BORTA.bland(antal, alder)

    def _lamnas_ifred(self, arende: str) -> bool:
        """Whether another's delivery found the mail server down just now."""
        fann = self._fann_nere  # read once: another thread may find the server back at this very moment
        return fann is not None and fann[0] != arende and time.monotonic() - fann[1] < _ANDETAG

    def _tom(self, arende: str, *, bara_mogna: bool = False) -> tuple[int, EpostFel | None]:
        """Send what waits in one case's outbox: how many notices were handed over, and why the rest was not."""
        levererade, sista, fel = 0, 0, None
        while not _slutar() and (
            nasta := utkorg.leverera_nasta(self._motor, arende, self._skicka, sista, bara_mogna=bara_mogna)
        ):
            sista, utfall = nasta
            levererade += utfall.status == "levererad"
            if utfall.status == "vantar" and utfall.fel:
                fel = EpostFel(utfall.fel, utfall.servern_nere, oviss=utfall.oviss)
            if utfall.servern_nere:
                self._fann_nere = arende, time.monotonic()
                break
        return levererade, fel

    def _ta_med_andras(self, arende: str) -> None:
        """The mail server takes mail: what other cases tried in vain goes now, not when each of them would try again.

        They have their own deliveries, to which nothing that fails here makes a difference.
        """
        self._fann_nere = None
        slut = time.monotonic() + _ANDRAS_SEKUNDER
        with suppress(DatabasFel):
            for annat in utkorg.andras(self._motor, arende, _ANDRAS):
                _, fel = self._tom(annat, bara_mogna=True)
                if (fel and fel.servern_nere) or time.monotonic() > slut or _slutar():
                    return

    def _skicka(self, rad: Utgaende) -> Utfall:
        assert self._epost and rad.epost
        try:
            self._epost.skicka(rad.epost, rad.meddelande, sista=rad.sista)
        except AdressAvvisad as fel:
            return Utfall("avvisad", fel.slag)
        except EpostFel as fel:
            return Utfall("vantar", fel.slag, fel.servern_nere, fel.oviss)
        return Utfall("levererad")


HALLS = "HallsAvAnnan"
"""Why a notice did not go that another has taken."""


def _slutar() -> bool:
    """The worker has been told to stop: what is under way is finished, and nothing more is begun."""
    return activity.in_activity() and activity.is_worker_shutdown()
