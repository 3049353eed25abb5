"""The usual write, in one go: lines, rows and messages of an open case, sent together and answered together.

A write is some statements, and to send them one by one is a walk to the database and back for each, in which the thread
gives up the interpreter and asks for it again. What is out of the ordinary is found and left to ``skrivning``, which
asks one thing at a time.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine

from domain.grund.slag import Status
from domain.kapitel.slut.avslutsbeslut import AvslutBeslutat
from domain.liv.lagesbild import Lagesbild
from domain.skeende.journal import KommandoAvvisat, Post
from kontrakt.insats import Batch, Journalkvitto
from persistence.databas.motor import transaktion
from persistence.databas.svep import Sats, Tvekan, svep
from persistence.insyn import oppningar
from persistence.meddelanden import brevlada


def ar_vanlig(fore: Lagesbild, poster: Sequence[Post]) -> bool:
    """Whether nothing but lines, rows and messages is written, and nothing more is asked first."""
    mer = any(isinstance(p.handelse, KommandoAvvisat | AvslutBeslutat) for p in poster)
    return not mer and fore.insats.status is not Status.SLUTFORD


def skriv(motor: Engine, batch: Batch, satser: Sequence[Sats], epost: bool) -> Journalkvitto | None:
    """Write it; None, and nothing is written, if there is more to it than the usual.

    It is what ``skrivning.skriv`` says, in the same order and one transaction. What that sees before it says the next
    thing, a protected kund (K3.2) or somebody who came between, is seen here when all is answered, before the commit.

    Args:
        satser: first what takes the case's row from the number that the writer knew, then the lines and the rows.

    Raises: DataFel, DatabasFel, as ``skrivning.skriv``.
    """
    alla = [oppningar.nagon_skyddad([batch.arende]), *satser]
    if batch.meddelanden:
        alla.append(brevlada.som_sats(batch.arende, batch.meddelanden, epost))
    try:
        with transaktion(motor) as forbindelse:
            skyddad, tagen, *_, sist = svep(forbindelse, alla)
            if skyddad or not tagen:
                raise Tvekan
    except Tvekan:
        return None
    return Journalkvitto(att_leverera=bool(batch.meddelanden) and brevlada.ska_sandas(sist))
