"""Contact with Temporal and the database: how it is made, how long it is waited for, and how its lack is told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from temporalio.client import (
    Client,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import ar_arendeid
from kontrakt.insats import Kvitto
from persistence.databas.motor import DatabasFel
from starter.stod.kryptering.anslutning import FelAnslutning, anslut_klient, ingen_svarar
from starter.stod.kryptering.namn import Nyckelfel

T = TypeVar("T")

_PAUS = 0.1
"""Seconds until something is said once more."""


BARA_LASA = "just nu går det att läsa i tjänsten men inte att göra något i den"
"""What it means to whoever works in the service that nothing reaches the cases."""


class IngenKontakt(Exception):
    """Temporal, its workers or the case cannot be reached; the text says which, in Swedish, to who runs the service.

    ``upplysning`` is what all others are told: what it means for what they were doing, and no machine's name.
    """

    def __init__(self, text: str, upplysning: str = BARA_LASA) -> None:
        self.upplysning = upplysning
        super().__init__(text)


class IngetArende(IngenKontakt):
    """There is no such case that takes anything, or it is not one's own to see: what was sent has reached nobody."""


class IngetSvar(IngenKontakt):
    """No receipt came in time; what was said may still be on its way. ``kommando`` is the id to say it again with."""

    def __init__(self, text: str, kommando: str) -> None:
        self.kommando = kommando
        super().__init__(text, "inget svar kom i tid, men det kan ändå vara på väg")


async def anslut(adress: str, namespace: str) -> Client:
    """The Temporal server, for every kind of client. Raises: IngenKontakt."""
    try:
        return await anslut_klient(adress, namespace)
    except (FelAnslutning, Nyckelfel) as fel:
        raise IngenKontakt(str(fel)) from None
    except (RuntimeError, RPCError) as fel:
        raise IngenKontakt(ingen_svarar(adress)) from fel


async def nar_databasen_svarar(gor: Callable[[], T], talamod: timedelta) -> T:
    """What a door does in the database, beside the event loop, which others wait in too; one that is away is waited
    for as an answer is. Raises: DatabasFel."""
    slut = time.monotonic() + talamod.total_seconds()
    while True:
        try:
            return await asyncio.to_thread(gor)
        except DatabasFel:
            if time.monotonic() >= slut:
                raise
        await asyncio.sleep(_PAUS)


async def tills_svar(sag: Callable[[], Awaitable[Kvitto]], talamod: timedelta) -> Kvitto:
    """Say something until it is heard: it may come just as one run hands over to the next.

    Raises: TimeoutError, and whatever ``sag`` raises besides that.
    """
    async with asyncio.timeout(talamod.total_seconds()):
        while True:
            try:
                return await sag()
            except RPCError as fel:
                # The same id again is the same kommando.
                if fel.status not in (RPCStatusCode.FAILED_PRECONDITION, RPCStatusCode.ABORTED):
                    raise
            await asyncio.sleep(_PAUS)


def _status(fel: BaseException) -> RPCStatusCode | None:
    return fel.status if isinstance(fel, RPCError) else None


def finns_inte(arende: str) -> IngetArende:
    """A case that is not there, or not one's own to see."""
    # In the words of ``visa``, so that what is protected is answered as what is not there (K3.2).
    vilket = f"ärendet {arende}" if ar_arendeid(arende) else "ett sådant ärende"
    vad = f"{vilket} finns inte, är slutfört, eller är inte ditt att se"
    return IngetArende(str(Avvisning("K3.3", vad, "arende")))


def aterstalls(samma: str) -> IngenKontakt:
    """The case is in the record and not yet in Temporal, whose database has been lost."""
    igen = f". Säg då om det med samma id: {samma}" if samma else ""
    vad = "ärendet återställs efter ett driftavbrott; försök igen om en stund"
    return IngenKontakt(f"{vad}{igen}", vad)


def _utan_svar(samma: str) -> IngenKontakt:
    igen = f"; det kan ändå vara på väg, så säg om det med samma id: {samma}" if samma else ""
    return IngetSvar(f"ingen arbetare svarar{igen}", samma.rpartition(" ")[2])


def oversatt(fel: BaseException, arende: str, samma: str = "") -> Exception:
    """A failure of Temporal's as the refusal or the lack of contact that it is.

    ``samma`` is how the same thing is said once more: an answer that did not come may still have been on its way.
    """
    if isinstance(fel, Avvisning):
        return fel
    orsak = fel.cause if isinstance(fel, WorkflowUpdateFailedError) else fel
    if isinstance(orsak, ApplicationError) and orsak.type == "Avvisning":
        regel, text, falt = orsak.details
        return Avvisning(regel, text, falt)
    if isinstance(fel, WorkflowUpdateFailedError):
        text = "arbetaren kunde inte utföra det; varför står i arbetarens logg"
        return IngenKontakt(text, "tjänsten kunde inte utföra det; säg till den som sköter den")
    if isinstance(fel, WorkflowQueryFailedError):
        return Avvisning("K3.3", str(fel))
    if isinstance(fel, WorkflowAlreadyStartedError) or _status(fel) is RPCStatusCode.ALREADY_EXISTS:
        return IngetArende(f"ärendet {arende} har redan varit igång och är slut; ett nytt ärende får ett nytt id")
    if isinstance(fel, WorkflowUpdateRPCTimeoutOrCancelledError | TimeoutError):
        return _utan_svar(samma)
    if isinstance(fel, RPCError):
        if fel.status is RPCStatusCode.NOT_FOUND:
            return finns_inte(arende)
        if fel.status in (RPCStatusCode.DEADLINE_EXCEEDED, RPCStatusCode.CANCELLED):
            return _utan_svar(samma)
        return IngenKontakt(f"Temporal svarar inte: {fel.message}")
    return fel if isinstance(fel, Exception) else RuntimeError(str(fel))
