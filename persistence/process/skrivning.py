"""The journal's writer for processes beside the cases: lines, rows and messages in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, select
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert

from domain.insats.anteckningar import Avslag
from domain.processer.alla import PROCESSER
from domain.processer.anordnarakt.rutin import ANORDNARAKT
from domain.processer.forlopp import Processlage
from domain.processer.lagring import lage_till_json, vik_json
from domain.processer.process import Processrutin
from kontrakt.insats import Journalkvitto
from kontrakt.process import Processbatch
from persistence.databas.falt import falt
from persistence.databas.motor import transaktion
from persistence.journal.skrivning import FelBatch, Journallucka, journalrader
from persistence.meddelanden import brevlada
from persistence.register.anordnare import personal
from persistence.tabeller.grund import journal
from persistence.tabeller.process import process, processbevakning

Projektion = Callable[[Connection, Processlage | None, Processlage], None]

EGNA: Mapping[str, Projektion] = {ANORDNARAKT.slag: personal.projicera}
"""Tables of a kind's own, by ``slag``: brought from one state to the next in the same transaction."""


def skriv(motor: Engine, batch: Processbatch, *, epost: bool = True) -> Journalkvitto:
    """Write a batch, unless the journal already holds lines that its writer does not know of.

    Idempotent as ``journalen.skriv`` is: the same batch again writes nothing and gives its own lines back.

    Raises:
        FelBatch, Journallucka: nothing is written.
        DataFel: the database refuses a value.
        DatabasFel: the database cannot be used now.
    """
    rutin = PROCESSER[batch.slag]
    with transaktion(motor) as forbindelse:
        # A lock by name, since a new process has no row yet to lock.
        forbindelse.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(batch.process, 0))))
        rader = journalrader(forbindelse, batch.process)
        if len(rader) < batch.efter_nr:
            raise Journallucka(f"journalen för {batch.process} slutar på {len(rader)}, inte på {batch.efter_nr}")
        if len(rader) > batch.efter_nr:
            vantar = brevlada.vantar(forbindelse, batch.process)
            return Journalkvitto.med_okanda(rader[batch.efter_nr :], att_leverera=vantar)
        fore, efter = _fortsatt(rutin, batch, tuple(rader))
        if fore is None and (nej := _upptaget(forbindelse, rutin, efter)):
            return Journalkvitto(avslag=nej)
        _skriv_processrad(forbindelse, rutin, efter)
        forbindelse.execute(plain_insert(journal), [_journalrad(batch.process, p) for p in batch.poster])
        _skriv_bevakningar(forbindelse, rutin, efter)
        if egen := EGNA.get(batch.slag):
            egen(forbindelse, fore, efter)
        att_leverera = brevlada.lagg(forbindelse, batch.process, batch.meddelanden, epost)
    return Journalkvitto(att_leverera=att_leverera)


def tillstand(motor: Engine, slag: str, process_id: str, till_nr: int | None = None) -> dict[str, Any] | None:
    """State as the journal gives it, after line ``till_nr`` or its last, as ``lage_till_json``; None without lines.

    Raises: DatabasFel.
    """
    with transaktion(motor) as forbindelse:
        rader = journalrader(forbindelse, process_id)
    p = vik_json(PROCESSER[slag], process_id, rader[:till_nr])
    return lage_till_json(PROCESSER[slag], p) if p else None


def _fortsatt(
    rutin: Processrutin, batch: Processbatch, rader: tuple[Mapping[str, Any], ...]
) -> tuple[Processlage | None, Processlage]:
    """State before and after the batch. Raises: FelBatch."""
    vantade = list(range(batch.efter_nr + 1, batch.efter_nr + 1 + len(batch.poster)))
    if not batch.poster or [p["nr"] for p in batch.poster] != vantade:
        raise FelBatch(f"raderna till journalen för {batch.process} följer inte på nummer {batch.efter_nr}")
    fore = vik_json(rutin, batch.process, rader)
    try:
        efter = vik_json(rutin, batch.process, batch.poster, fore)
    except (AssertionError, KeyError, ValueError, TypeError):
        raise FelBatch(f"raderna till journalen för {batch.process} kan inte följa på de tidigare") from None
    assert efter is not None
    return fore, efter


def _upptaget(forbindelse: Connection, rutin: Processrutin, p: Processlage) -> Avslag | None:
    """Why it may not begin: another of its kind is about the same, and there is to be one (K16.4)."""
    if (ensam := rutin.rad(p.lage).ensam) is None:
        return None
    # Held until the line is committed: of two at the same instant the second sees the first.
    las = func.pg_advisory_xact_lock(func.hashtextextended(f"ensam:{rutin.slag}:{ensam}", 0))
    forbindelse.execute(select(las))
    fraga = select(process.c.id).where(process.c.slag == rutin.slag, process.c.ensam == ensam)
    finns = forbindelse.execute(fraga).scalar()
    return Avslag(rutin.regel, f"{finns} är redan öppnad om samma sak", "kommando") if finns else None


def _skriv_processrad(forbindelse: Connection, rutin: Processrutin, p: Processlage) -> None:
    rad = {
        "id": p.process,
        "slag": rutin.slag,
        "oppen": not rutin.klar(p.lage),
        "nr": p.nr,
        "senast": p.senast,
        **falt(rutin.rad(p.lage)),
    }
    satt = insert(process).values(rad)
    # What it is alone about was settled with its first line, and two that there were before that go on.
    andras = {k: v for k, v in rad.items() if k not in ("id", "ensam")}
    forbindelse.execute(satt.on_conflict_do_update(index_elements=[process.c.id], set_=andras))


def _skriv_bevakningar(forbindelse: Connection, rutin: Processrutin, p: Processlage) -> None:
    """The few rows are written anew: what they were is in the journal."""
    forbindelse.execute(delete(processbevakning).where(processbevakning.c.process == p.process))
    if rader := [{"process": p.process, **falt(b)} for b in rutin.bevakningar(p.lage)]:
        forbindelse.execute(plain_insert(processbevakning), rader)


def _journalrad(process_id: str, rad: Mapping[str, Any]) -> dict[str, Any]:
    egna = {"arende": process_id, "tid": datetime.fromisoformat(rad["tid"]), "slag": rad["handelse"]["slag"]}
    return {**rad, **egna}
