"""The daily hunt for impossible states, as an activity: look, store, and tell the systemspecialist of what is new."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from temporalio import activity

from activities.kontroll import kon
from activities.kontroll.bokmarke import Bokmarke, ur_livstecken
from activities.kontroll.jakt import jaga
from activities.stod.fel import temporals_fel
from domain.kontroll.fynd import Granser
from domain.regler.regelverk import Regelverk
from kontrakt.nattligt import AKTIVITET_KONTROLLERA, Kontrollsvar
from persistence.arende import utkast
from persistence.inloggning import sessioner
from persistence.kontroll import korningar
from persistence.kontroll.korningar import Korning

_AVSLUTADE_SESSIONER = timedelta(days=30)
"""How long a session that has ended is kept: as long as somebody may ask what ended it."""
_ANDEL = 1 / 3
"""How much of the time the hunt works: the rest is for those whose commands the same worker carries out."""


class _Livstecken:
    """Heartbeats that tell where the hunt is, as long as Temporal has room for it; else where it last was."""

    def __init__(self) -> None:
        self._sist = Bokmarke()

    def __call__(self, bokmarke: Bokmarke) -> None:
        self._sist = bokmarke if bokmarke.ryms else self._sist
        activity.heartbeat(self._sist)


class Kontrollaktiviteter:
    """The activity of ``kontroll``.

    Args:
        motor: the database.
        regelverk: the rules of the files.
        epost: whether there is any e-mail.
    """

    def __init__(self, motor: Engine, regelverk: Regelverk, *, epost: bool) -> None:
        self._motor, self._regelverk, self._epost = motor, regelverk, epost

    @activity.defn(name=AKTIVITET_KONTROLLERA)
    async def kontrollera(self) -> Kontrollsvar:
        """Look at all cases by the server that this was asked by. Begun again, it goes on from where it was."""
        borjade = datetime.now(UTC)
        with temporals_fel():
            utfall = await jaga(
                self._motor,
                activity.client(),
                regelverk=self._regelverk,
                framsteg=_Livstecken(),
                fran=ur_livstecken(activity.info().heartbeat_details),
                andel=_ANDEL,
            )
            korning = Korning(
                activity.info().workflow_run_id or "", borjade, datetime.now(UTC), utfall.arenden, utfall.provade,
                utfall.hinder,
            )  # fmt: skip
            await asyncio.to_thread(self._stada, borjade)
            sparat = await asyncio.to_thread(korningar.spara, self._motor, korning, utfall.fynd, epost=self._epost)
        return Kontrollsvar(utfall.arenden, len(utfall.fel), len(sparat.nya), utfall.hinder, sparat.att_leverera)

    def _stada(self, nu: datetime) -> None:
        """What is kept for a while alone is kept no longer: drafts nobody goes on with, sessions that have ended,
        what was put in a queue and has its outcome."""
        utkast.stada(self._motor, nu - utkast.HALLS)
        sessioner.stada(self._motor, nu - _AVSLUTADE_SESSIONER)
        kon.stada(self._motor, nu, nu - Granser().andrum)
