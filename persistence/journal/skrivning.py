"""The journal's one writer: lines, rows, messages and documents in one transaction, or nothing (K0.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from sqlalchemy import Connection, Engine, bindparam, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Status
from domain.insats.anteckningar import Avslag
from domain.insats.insats import Insats
from domain.liv import lagesbild, rutin
from domain.liv.lagesbild import Insatsrad
from domain.liv.lagring import post_fran_json
from domain.skeende.journal import KommandoAvvisat, Post
from kontrakt.foljesedel import Foljesedel
from kontrakt.insats import Batch, Journalkvitto
from persistence.databas import falt
from persistence.databas.motor import DataFel, transaktion
from persistence.insyn import gallrat, oppningar
from persistence.journal import ovriga_arenden, projektion, svepet
from persistence.journal.dokument import glom_avvisade
from persistence.journal.projektion import INGA
from persistence.meddelanden import brevlada
from persistence.tabeller.grund import dokument, insats, journal


class FelBatch(DataFel):
    """The batch is no continuation of a journal: its numbers, its lines or its messages do not hold together."""

    typ: ClassVar[str] = "FelBatch"


class Journallucka(DataFel):
    """The journal has fewer lines than the writer knows of; to write would leave a gap for good (K0.7)."""

    typ: ClassVar[str] = "Journallucka"


class _Forekommen(Exception):
    """Someone else has written after ``efter_nr``; undoes the transaction."""


class _Nekad(Exception):
    """The case is a protected kund's, and closed to one who has said something to it; undoes the transaction."""

    def __init__(self, som: Aktor) -> None:
        self.som = som


def skriv(motor: Engine, batch: Batch, sedel: Foljesedel | None = None, *, epost: bool = True) -> Journalkvitto:
    """Write a batch, unless the journal already holds lines that its writer does not know of.

    Idempotent: the same batch again writes nothing and gives its own lines back as ``okanda``, as many of them as pass
    in one message. The state is
    computed before the transaction begins – lines that are written never change – and one conditional statement
    in it both locks the case and sees that nobody came between. A case that its kund may not have beside another that
    has begun meanwhile is not written, and the answer says why (K6.1); nor is what is said to a protected kund's case
    by one to whom it is closed, whichever way it came (K3.2), nor anything to a case that has been weeded out (K3.8).

    Args:
        sedel: how the case stands before and after, of one who knows it; without one the journal is read.
        epost: whether there is any e-mail; if not, messages stay in the inbox only.

    Raises:
        FelBatch, Journallucka: see there; nothing is written.
        DataFel: the database refuses a value.
        DatabasFel: the database cannot be used now. Whether the batch was written is then unknown, and is found
            out by writing it again.
    """
    poster = _las(batch)
    if sedel and svepet.ar_vanlig(sedel.fore, poster) and (kvitto := _skriv_i_ett(motor, batch, poster, sedel, epost)):
        return kvitto
    fore: Insats | None = None
    fores_rader = INGA
    if batch.efter_nr:
        with transaktion(motor) as forbindelse:
            rader = journalrader(forbindelse, batch.arende)
            if len(rader) != batch.efter_nr:
                return _okanda(forbindelse, rader, batch)
            fore, fores_rader = _vik(None, rader), projektion.las_rader(forbindelse, batch.arende)
    efter, foljden = _fortsatt(fore, poster)
    rader_efter = lagesbild.rader(efter)
    try:
        with transaktion(motor) as forbindelse:
            if fore:  # before what is said makes the case one's own
                _prova_insyn(forbindelse, batch, poster)
            _las_arendet(forbindelse, batch, lagesbild.insatsrad(efter))
            if fore is None:
                _prova_insyn(forbindelse, batch, poster)
                ovriga_arenden.prova_borjan(forbindelse, poster[0])
                gallrat.prova_kund_i(forbindelse, efter.kund)
            elif fore.status is Status.SLUTFORD and _nagot_tas(poster):
                gallrat.prova_i(forbindelse, batch.arende)
            forbindelse.execute(_I_JOURNALEN, _journalrader(batch, poster))
            projektion.skriv_andrade(forbindelse, batch.arende, fores_rader, rader_efter)
            att_leverera = brevlada.lagg(forbindelse, batch.arende, batch.meddelanden, epost)
            if avvisade := [(p.kommando, str(p.av)) for p in poster if isinstance(p.handelse, KommandoAvvisat)]:
                glom_avvisade(forbindelse, batch.arende, [(k, av) for k, av in avvisade if k])
            if egna := [d for i, p in foljden for d in projektion.dokument_av(forbindelse, i, p)]:
                forbindelse.execute(plain_insert(dokument), egna)
    except Avvisning as nej:
        return Journalkvitto(avslag=Avslag(nej.regel, nej.text, nej.falt))
    except _Nekad as nej:
        return _nekat(motor, batch.arende, nej.som)
    except _Forekommen:
        with transaktion(motor) as forbindelse:
            return _okanda(forbindelse, journalrader(forbindelse, batch.arende), batch)
    return Journalkvitto(att_leverera=att_leverera)


def _skriv_i_ett(
    motor: Engine, batch: Batch, poster: Sequence[Post], sedel: Foljesedel, epost: bool
) -> Journalkvitto | None:
    """The usual write; None, and nothing is written, if there is more to it."""
    tar = _FORTSATT, _arendets_rad(batch, sedel.efter.insats)
    rader = projektion.andringar(batch.arende, sedel.fore, sedel.efter)
    return svepet.skriv(motor, batch, [tar, (_I_JOURNALEN, _journalrader(batch, poster)), *rader], epost)


def lage(motor: Engine, arende: str, nr: int | None = None) -> Insats | None:
    """State as the journal gives it at line ``nr``, or at the last; None if there is no such case.

    Raises: DatabasFel.
    """
    with transaktion(motor) as forbindelse:
        rader = journalrader(forbindelse, arende)
    return _vik(None, rader[:nr]) if rader else None


def journalrader(forbindelse: Connection, arende: str, efter_nr: int = 0) -> list[dict[str, Any]]:
    """The lines of a case after ``efter_nr``, as ``lagring.post_till_json`` gives them."""
    fraga = select(journal).where(journal.c.arende == arende, journal.c.nr > efter_nr).order_by(journal.c.nr)
    return [
        {
            "nr": r.nr,
            "tid": r.tid.isoformat(),
            "av": r.av,
            "kommando": r.kommando,
            "dokument": r.dokument,
            "handelse": r.handelse,
            "sagt": r.sagt,
        }
        for r in forbindelse.execute(fraga)
    ]


def _las(batch: Batch) -> list[Post]:
    """The batch's lines as values, numbered on from ``efter_nr`` and told of by messages of its own."""
    try:
        poster = [post_fran_json(p) for p in batch.poster]
    except (ValueError, KeyError, TypeError):  # ValidationError is a ValueError, and repeats what was written
        raise FelBatch(f"en rad till journalen för {batch.arende} går inte att läsa") from None
    vantade = list(range(batch.efter_nr + 1, batch.efter_nr + 1 + len(poster)))
    if not poster or batch.efter_nr < 0 or [p.nr for p in poster] != vantade:
        raise FelBatch(f"raderna till journalen för {batch.arende} följer inte på nummer {batch.efter_nr}")
    if not {m.nr for m in batch.meddelanden} <= set(vantade):
        raise FelBatch(f"ett meddelande i {batch.arende} hör inte till raderna som skrivs")
    return poster


def _fortsatt(i: Insats | None, poster: Sequence[Post]) -> tuple[Insats, list[tuple[Insats, Post]]]:
    """State after the lines, and each line with the state right after it."""
    foljden: list[tuple[Insats, Post]] = []
    for post in poster:
        try:
            i = rutin.tillampa(i, post)
        except (AssertionError, KeyError, ValueError, TypeError):
            raise FelBatch(f"rad {post.nr} ({post.handelse.slag}) kan inte följa på de tidigare") from None
        foljden.append((i, post))
    assert i is not None
    return i, foljden


def _vik(i: Insats | None, rader: Sequence[Mapping[str, Any]]) -> Insats:
    for rad in rader:
        i = rutin.tillampa(i, post_fran_json(rad))
    assert i is not None
    return i


def _las_arendet(forbindelse: Connection, batch: Batch, i: Insatsrad) -> None:
    """Take the case's row from ``efter_nr`` to its new state, and so its lock. Raises: _Forekommen."""
    if forbindelse.execute(_FORTSATT if batch.efter_nr else _BORJA, _arendets_rad(batch, i)).first() is None:
        raise _Forekommen


def _arendets_rad(batch: Batch, i: Insatsrad) -> dict[str, Any]:
    """The case's row in its new state, and which one it takes the place of. Raises: FelBatch."""
    rad = falt.falt(i)
    if rad["arende"] != batch.arende:
        raise FelBatch(f"raderna hör till ett annat ärende än {batch.arende}")
    return rad | {"b_arende": batch.arende, "b_nr": batch.efter_nr} if batch.efter_nr else rad


def _journalrader(batch: Batch, poster: Sequence[Post]) -> list[dict[str, Any]]:
    return [
        {"arende": batch.arende, **som_json, "tid": post.tid, "slag": post.handelse.slag}
        for post, som_json in zip(poster, batch.poster, strict=True)
    ]


def _talare(poster: Sequence[Post]) -> set[Aktor]:
    """The people whose sayings have been taken; a refusal may be written of anybody."""
    sagda = (p.av for p in poster if p.kommando and not isinstance(p.handelse, KommandoAvvisat))
    return {av for av in sagda if av.roll is not Roll.SYSTEM}


def _nagot_tas(poster: Sequence[Post]) -> bool:
    """Whether anything but refusals is written."""
    return any(not isinstance(p.handelse, KommandoAvvisat) for p in poster)


def _prova_insyn(forbindelse: Connection, batch: Batch, poster: Sequence[Post]) -> None:
    """Raises: _Nekad."""
    if nekade := oppningar.nekade(forbindelse, batch.arende, _talare(poster), nytt=batch.efter_nr == 0):
        raise _Nekad(nekade[0])


def _nekat(motor: Engine, arende: str, som: Aktor) -> Journalkvitto:
    """The same answer as for a case that is not there; the attempt is logged."""
    with transaktion(motor) as forbindelse:
        oppningar.anteckna_nekad(forbindelse, som, arende, "något sagt vid sidan av dörrarna")
    return Journalkvitto(avslag=Avslag("K3.3", f"ärendet {arende} finns inte, eller är inte ditt att se", "arende"))


def _okanda(forbindelse: Connection, rader: list[dict[str, Any]], batch: Batch) -> Journalkvitto:
    """The lines the writer does not know of, and whether they left something to send. Raises: Journallucka."""
    if len(rader) <= batch.efter_nr:  # equal: the case's row and its journal disagree, and neither may be built on
        raise Journallucka(
            f"journalen för {batch.arende} slutar på {len(rader)} och kan inte fortsättas från {batch.efter_nr}"
        )
    vantar = brevlada.vantar(forbindelse, batch.arende)
    return Journalkvitto.med_okanda(rader[batch.efter_nr :], att_leverera=vantar)


_I_JOURNALEN = plain_insert(journal)
_BORJA = insert(insats).on_conflict_do_nothing(index_elements=[insats.c.arende]).returning(insats.c.nr)
_FORTSATT = (
    update(insats)
    .where(insats.c.arende == bindparam("b_arende"), insats.c.nr == bindparam("b_nr"))
    .values({k.name: bindparam(k.name) for k in insats.c if k.name != "arende"})
    .returning(insats.c.nr)
)
