"""The effect of the payment month: its closing (K14.6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities.stod.fel import temporals_fel
from activities.stod.livstecken import livstecken
from domain.processer.betalningsmanad.stangning import AKTIVITET_STANG
from persistence.betalning import stangning
from persistence.betalning.stangning import IngarI, Stangning
from persistence.databas.motor import DataFel

_HOGST = timedelta(minutes=1)
"""The longest between two looks at what the cases have marked."""


class Betalningsaktiviteter:
    """The activity of ``betalningsmanad``; ``motor`` is the database."""

    def __init__(self, motor: Engine) -> None:
        self._motor = motor

    @activity.defn(name=AKTIVITET_STANG)
    def stang(self, argument: dict[str, Any]) -> dict[str, Any]:
        """Close the month ``manad``; what it came to, as the kommando that the process is told it by.

        Not until every case has marked its rows, or ``vantar_till`` has passed: till then each try ends at once and
        is made again by Temporal, so that nothing stands and waits in a worker. It may be repeated, and may be killed
        anywhere: the month is closed by one transaction, which answers the same ever after.
        """
        manad, vantar_till = str(argument["manad"]), datetime.fromisoformat(str(argument["vantar_till"]))
        with temporals_fel(), livstecken():
            kvar = stangning.kvar(self._motor, manad)
            if kvar and datetime.now(UTC) < vantar_till:
                raise _inte_an(kvar, vantar_till)
            try:
                stangd = stangning.stang(self._motor, manad, datetime.now(UTC))
            except DataFel as fel:  # a fault of ours: it is tried again, since a month must not be left unpaid for it
                raise ApplicationError(str(fel), type=fel.typ) from None
        return _som_kommando(stangd)


def _inte_an(kvar: int, vantar_till: datetime) -> ApplicationError:
    forsok = activity.info().attempt
    paus = min(timedelta(seconds=2 ** min(forsok, 6)), _HOGST, vantar_till - datetime.now(UTC))
    return ApplicationError(
        f"{kvar} utbetalningar är inte markerade än",
        type="UtbetalningarKvar",
        next_retry_delay=max(paus, timedelta(seconds=1)),
        category=ApplicationErrorCategory.BENIGN,
    )


def _som_kommando(stangd: Stangning | IngarI) -> dict[str, Any]:
    if isinstance(stangd, IngarI):
        return {"kommando": "registrera_ingar", "i": stangd.manad}
    summor: list[Mapping[str, Any]] = [
        {
            "anordnare": t.anordnare,
            "att_betala": str(t.att_betala),
            "overfors": str(t.utgaende),
            "rader": t.rader,
            "innehallna": t.innehallna,
        }
        for t in stangd.totaler
    ]
    return {"kommando": "registrera_stangning", "summor": summor, "ej_svarat": stangd.ej_svarat}
