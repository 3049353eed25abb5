"""What tools read of the threads of a case, and who has read what in them (K4.6).

A message is a line of the journal, its words a document, and a receipt a row of its own: who has read is no fact of the
case. ``som`` is who asks. A thread that is another's, or of a case that is another's, is answered as one that is not
there. All raise DatabasFel when the database cannot be used now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.parter import Aktor, Roll
from persistence.arende import filer
from persistence.arende.filer import Fil
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import laser_kundens_texter, riktad_till
from persistence.tabeller.grund import dokument, insats, journal
from persistence.tabeller.post import laskvitto, meddelande


@dataclass(frozen=True, slots=True)
class Lasare:
    """A receipt: who has read a message, as ``roll:id``, and when (UTC)."""

    aktor: str
    tid: datetime


@dataclass(frozen=True, slots=True)
class Skrivet:
    """A message of a thread.

    Attributes:
        nummer: its number in the thread, the first is 1.
        nr: the line of the case's journal that it is.
        av: who wrote it, as ``roll:id[@organisation]``.
        svar_av: who is to answer, if it is a question.
        last: the others who have read it, in the order that they did.
        olast: ``som`` has neither written nor read it.
        bilagor: the files that it carries.
    """

    nummer: int
    nr: int
    tid: datetime
    av: str
    text: str
    svar_av: Roll | None
    last: tuple[Lasare, ...]
    olast: bool
    bilagor: tuple[Fil, ...] = ()


@dataclass(frozen=True, slots=True)
class Trad:
    """A thread as one of its readers sees it.

    Attributes:
        trad: its number in the case.
        stangd: when it was closed.
        senast: when something was last written in it.
        olasta: how many messages one has neither written nor read.
    """

    trad: int
    amne: str
    mellan: tuple[Roll, ...]
    intern: bool
    stangd: datetime | None
    senast: datetime
    olasta: int
    skrivet: tuple[Skrivet, ...]


def tradar(motor: Engine, som: Aktor, arende: str) -> list[Trad]:
    """The threads of a case that one reads, the one last written in first."""
    with transaktion(motor) as forbindelse:
        svar = _las(forbindelse, som, arende)
        oppningar.anteckna(forbindelse, som, "trådarna", {arende} if svar else (), sokt=arende)
    return sorted(svar, key=lambda t: t.senast, reverse=True)


def trad(motor: Engine, som: Aktor, arende: str, nummer: int, *, kvittera: bool = False) -> Trad | None:
    """One thread; None if there is none that one reads.

    Args:
        kvittera: note that ``som`` has read it, and the messages in the inbox that told of it. What is returned is
            how it stood before, so that what was unread is seen.
    """
    with transaktion(motor) as forbindelse:
        svar = next(iter(_las(forbindelse, som, arende, journal.c.handelse["trad"].as_integer() == nummer)), None)
        oppningar.anteckna(forbindelse, som, f"tråd {nummer}", {arende} if svar else (), sokt=arende)
        if svar and kvittera:
            _kvittera(forbindelse, som, arende, svar)
    return svar


def _las(forbindelse: Connection, som: Aktor, arende: str, *villkor: ColumnElement[bool]) -> list[Trad]:
    j, d = journal.c, dokument.c
    fraga = (
        select(j.nr, j.tid, j.av, j.slag, j.handelse, d.innehall)
        .select_from(
            journal.join(insats, insats.c.arende == j.arende).outerjoin(
                dokument, and_(d.arende == j.arende, d.id == j.dokument)
            )
        )
        .where(
            j.arende == arende, j.slag.in_(("meddelande_skrivet", "trad_stangd")),
            j.handelse["mellan"].contains([som.roll.value]), laser_kundens_texter(som), *villkor,
        )
        .order_by(j.nr)
    )  # fmt: skip
    per_trad: dict[int, list[RowMapping]] = {}
    for rad in forbindelse.execute(fraga).mappings():
        per_trad.setdefault(rad["handelse"]["trad"], []).append(rad)
    kvitton = _kvitton(forbindelse, arende) if per_trad else {}
    ids = {id for rader in per_trad.values() for r in rader for id in r["handelse"].get("bilagor", ())}
    bilagor = filer.uppgifter(forbindelse, arende, ids)
    return [_trad(som, nummer, rader, kvitton, bilagor) for nummer, rader in per_trad.items()]


def _kvitton(forbindelse: Connection, arende: str) -> dict[int, list[Lasare]]:
    k = laskvitto.c
    svar: dict[int, list[Lasare]] = {}
    for r in forbindelse.execute(select(k.nr, k.aktor, k.tid).where(k.arende == arende).order_by(k.tid, k.aktor)):
        svar.setdefault(r.nr, []).append(Lasare(r.aktor, r.tid))
    return svar


def _trad(
    som: Aktor,
    nummer: int,
    rader: Sequence[RowMapping],
    kvitton: Mapping[int, Iterable[Lasare]],
    bilagor: Mapping[str, Fil],
) -> Trad:
    skrivna = [r for r in rader if r["slag"] == "meddelande_skrivet"]
    stangd = next((r["tid"] for r in rader if r["slag"] == "trad_stangd"), None)
    forsta = skrivna[0]["handelse"]
    skrivet = tuple(_skrivet(som, r, tuple(kvitton.get(r["nr"], ())), bilagor) for r in skrivna)
    return Trad(
        trad=nummer,
        amne=str((skrivna[0]["innehall"] or {}).get("amne", "")),
        mellan=tuple(Roll(r) for r in forsta["mellan"]),
        intern=bool(forsta["intern"]),
        stangd=stangd,
        senast=skrivet[-1].tid,
        olasta=sum(s.olast for s in skrivet),
        skrivet=skrivet,
    )


def _skrivet(som: Aktor, r: RowMapping, last: tuple[Lasare, ...], bilagor: Mapping[str, Fil]) -> Skrivet:
    h, jag = r["handelse"], str(som)
    return Skrivet(
        nummer=h["nummer"],
        nr=r["nr"],
        tid=r["tid"],
        av=r["av"],
        text=str((r["innehall"] or {}).get("text", "")),
        svar_av=Roll(h["svar_av"]) if h["svar_av"] else None,
        last=tuple(k for k in last if k.aktor != r["av"]),
        olast=r["av"] != jag and jag not in {k.aktor for k in last},
        bilagor=tuple(b for id in h.get("bilagor", ()) if (b := bilagor.get(id)) and b.av == r["av"]),
    )


def _kvittera(forbindelse: Connection, som: Aktor, arende: str, lasta: Trad) -> None:
    rader = [{"arende": arende, "nr": s.nr, "aktor": str(som)} for s in lasta.skrivet if s.olast]
    if rader:
        forbindelse.execute(insert(laskvitto).on_conflict_do_nothing(), rader)
    m = meddelande.c
    olasta = (
        select(m.id)
        .select_from(meddelande.join(insats, insats.c.arende == m.arende))
        .where(
            m.arende == arende, m.nr.in_([s.nr for s in lasta.skrivet]), m.last.is_(None),
            riktad_till(som, m.till, m.part),
        )
    )  # fmt: skip
    forbindelse.execute(
        update(meddelande).where(m.id.in_(olasta), m.last.is_(None)).values(last=func.now(), last_av=str(som))
    )
