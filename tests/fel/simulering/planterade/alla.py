"""Faults planted on purpose: the simulation is worth what it finds, and each of these must be found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any
from unittest import mock

from sqlalchemy import bindparam, update

from domain.grund.parter import Roll
from domain.skeende.handelse import DORRUTGAVA
from kontrakt.insats import Journalkvitto
from kontrakt.sigill import Sigillfraga
from persistence.journal import skrivning
from persistence.meddelanden import utkorg
from persistence.meddelanden.utkorg import Utgaende
from persistence.tabeller.grund import insats
from tests.fel.simulering.planterade.svepet import PLANTERADE_I_SVEPET
from tests.fel.simulering.servrar.transaktion import Transaktion
from workflows.gemensamt.ko import Vantande
from workflows.gemensamt.skrivare import Budbarare
from workflows.insats import borjan, flode, ko, skrivare
from workflows.insats.flode import Insatsflode


@contextmanager
def utan_nummerprov() -> Iterator[None]:
    """The journal's writer does not ask whether somebody has come between."""
    utan = update(insats).where(insats.c.arende == bindparam("b_arende")).values({"nr": bindparam("nr")})
    with mock.patch.object(skrivning, "_FORTSATT", utan.returning(insats.c.nr)):
        yield


@contextmanager
def kvitto_fore_commit() -> Iterator[None]:
    """The answer is given before the transaction is committed, which the worker does when it comes to it."""
    ratt = Transaktion.bekrafta

    def bekrafta(t: Transaktion) -> None:
        varld = t._b.varld
        varld.om(timedelta(seconds=varld.r.choice((0, 0.1, 2))), partial(ratt, t), varld.i_vem())

    with mock.patch.object(Transaktion, "bekrafta", bekrafta):
        yield


@contextmanager
def besvarat_fore_journalen() -> Iterator[None]:
    """Whoever waits is answered as soon as it has been decided, and the journal is written afterwards."""
    ratt = ko.avgor

    def avgor(i: Any, arende: Vantande, *mer: Any) -> Any:
        steg = ratt(i, arende, *mer)
        arende.besvara(steg.insats.nr)
        return steg

    with mock.patch.object(flode, "avgor", avgor):
        yield


@contextmanager
def glommer_vid_overlamning() -> Iterator[None]:
    """What has been handled is not known to the run that comes after."""
    ratt = Insatsflode._lamna_over

    def lamna_over(sjalv: Insatsflode, i: Any) -> None:
        ratt(sjalv, replace(i, hanterade=type(i.hanterade)()))

    with mock.patch.object(Insatsflode, "_lamna_over", lamna_over):
        yield


@contextmanager
def skickar_om_efter_overlamning() -> Iterator[None]:
    """A run that begins with state sends again what the one before has sent."""
    ratt = Budbarare.__init__

    def borja(sjalv: Budbarare, arende: str, att_leverera: bool) -> None:
        ratt(sjalv, arende, att_leverera=True)

    def ta(t: Transaktion, arende: str, efter: int, **_: Any) -> Any:
        for nr, rad in t._b.utkorg.items():
            if rad["arende"] == arende and nr > efter and t.ta(("utkorg", nr), hoppa=True):
                return Utgaende(nr, Roll.KARRIARVAGLEDARE, "kv1", "x@nacka.example")
        return None

    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(Budbarare, "__init__", borja))
        stack.enter_context(mock.patch.object(utkorg, "_ta", ta))
        yield


@contextmanager
def las_ar_klart() -> Iterator[None]:
    """A deliverer that finds a row taken by another says that all is done."""
    with mock.patch("activities.stod.brevbarare.brevlada.vantar", lambda *_: False):
        yield


@contextmanager
def skiftet_ses_pa_klockan() -> Iterator[None]:
    """A run is handed over when something finds that it is late, also if that leaves no trace (the eighth edition)."""
    with mock.patch.object(flode, "DORR_SKIFTET_RINGER", DORRUTGAVA + 1):
        yield


@contextmanager
def forst_i_kon_borjar() -> Iterator[None]:
    """A case is begun by what comes to its run first, whatever that is (the eighth edition)."""
    with mock.patch.object(borjan, "DORR_BORJAN_FORST", DORRUTGAVA + 1):
        yield


@contextmanager
def laget_ar_det_beslutade() -> Iterator[None]:
    """State is of the lines that were decided, also where the journal holds them at another instant."""
    with mock.patch.object(Journalkvitto, "annat_an", lambda kvitto, _nr, _rader: kvitto.okanda):
        yield


@contextmanager
def sigillet_efter_alder() -> Iterator[None]:
    """A door's note is asked for of what is late by the clock that reads, whichever that is (the ninth edition)."""
    with mock.patch.object(skrivare, "DORR_SIGILL_ALLTID", DORRUTGAVA + 1):
        yield


@contextmanager
def annans_sigill() -> Iterator[None]:
    """What is answered of when things came in is taken for an answer to whatever was asked."""
    with mock.patch.object(Sigillfraga, "besvaras_av", lambda *_: True):
        yield


@contextmanager
def annans_svar() -> Iterator[None]:
    """What the journal answers is taken for an answer to whatever was to be written."""
    with mock.patch.object(Journalkvitto, "ar_svar_pa", lambda *_: True):
        yield


@contextmanager
def beslutar_om_nu() -> Iterator[None]:
    """What is decided after the journal's answer is decided at the instant of whoever reads the history."""
    ratt = Journalkvitto.med_skrivna
    with mock.patch.object(Journalkvitto, "med_skrivna", lambda kvitto, rader, _: ratt(kvitto, rader)):
        yield


PLANTERADE: Mapping[str, Callable[[], AbstractContextManager[None]]] = {
    "numret provas inte": utan_nummerprov,
    "kvitto före commit": kvitto_fore_commit,
    "besvarat före journalen": besvarat_fore_journalen,
    "glömt vid överlämning": glommer_vid_overlamning,
    "skickar om efter överlämning": skickar_om_efter_overlamning,
    "låst är klart": las_ar_klart,
    "skiftet ses på klockan": skiftet_ses_pa_klockan,
    "först i kön börjar": forst_i_kon_borjar,
    "läget är det beslutade": laget_ar_det_beslutade,
    "sigillet efter ålder": sigillet_efter_alder,
    "beslutar om nu": beslutar_om_nu,
    "annans sigill": annans_sigill,
    "annans svar": annans_svar,
    **PLANTERADE_I_SVEPET,
}
