"""What the hunt for impossible states reads: cases a page at a time, and questions that are put to whole tables.

A page is read in one snapshot. Lines, rows and messages are written in one transaction, so what differs within a
snapshot differs for good: a case that moves meanwhile is no false alarm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, delete, exists, func, not_, select, true, union

from domain.grund.parter import Aktor
from domain.grund.slag import Status
from domain.kontroll.arende import Skrivet
from domain.kontroll.fynd import Fynd, Granser
from domain.kontroll.fynd import meddelanden as ord_
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.liv.lagring import handelse_fran_json
from domain.liv.rutin import HANDELSER
from domain.skeende.journal import Post
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import ar_i_tjanst
from persistence.tabeller.grund import bevakning, dokument, insats, journal, meddelande, utbetalning, utkorg
from persistence.tabeller.process import process

_R = TypeVar("_R")

_RADER_I_TAGET = 500
"""Journal lines that are held at a time: the first one of a case carries its whole regelverk."""

_SLAG = frozenset(str(h.__dataclass_fields__["slag"].default) for h in HANDELSER)  # type: ignore[attr-defined]
"""What the lines of an insats are called; processes beside the cases share the journal."""


def antal_arenden(motor: Engine) -> int:
    """How many cases there are, for showing how far one has come."""
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(select(func.count()).select_from(insats)).scalar_one()


def nycklar(motor: Engine, efter: str, antal: int) -> list[str]:
    """The next cases by id: those that have a row, and those that have a journal only."""
    # Ordered by the database alone: its idea of the alphabet need not be ours.
    rader, rad = insats.c.arende, journal.c.arende
    av_rader = select(rader.label("id")).where(rader > efter).order_by(rader).limit(antal)
    av_journalen = select(rad.label("id")).distinct().where(rad > efter, ~_ar_process(rad)).order_by(rad).limit(antal)
    alla = union(av_rader, av_journalen).subquery()
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(select(alla.c.id).order_by(alla.c.id).limit(antal)).scalars())


def las(motor: Engine, arenden: Sequence[str]) -> Iterator[Skrivet]:
    """What the tables hold of these cases, in order, as of one instant."""
    with transaktion(_ogonblick(motor)) as forbindelse:
        yield from ur(forbindelse, arenden)


def ur(forbindelse: Connection, arenden: Sequence[str]) -> Iterator[Skrivet]:
    """What the tables hold of these cases; the journal is streamed.

    A journal that is no insats's, and has no case row, is passed over.
    """
    rader = {r.arende: _varde(Insatsrad, insats, r) for r in _av(forbindelse, insats, arenden)}
    bevakningar = _per_arende(forbindelse, bevakning, arenden, Bevakningsrad)
    utbetalningar = _per_arende(forbindelse, utbetalning, arenden, Utbetalningsrad)
    brev: dict[str, dict[int, int]] = defaultdict(dict)
    for r in forbindelse.execute(_meddelanden(meddelande.c.arende.in_(arenden))):
        brev[r.arende][r.nr] = r.antal
    papper: dict[str, set[str]] = defaultdict(set)
    fraga = select(dokument.c.arende, dokument.c.id).where(dokument.c.arende.in_(arenden))
    for r in forbindelse.execute(fraga):
        papper[r.arende].add(r.id)
    lasta: set[str] = set()
    for arende, grupp in groupby(_journal(forbindelse, arenden), key=lambda r: str(r.arende)):
        poster, olasliga, egen = _poster(grupp)
        lasta.add(arende)
        if egen or arende in rader:
            yield Skrivet(
                arende, rader.get(arende), poster, olasliga, bevakningar[arende], utbetalningar[arende],
                brev[arende], frozenset(papper[arende]),
            )  # fmt: skip
    for arende in sorted(rader.keys() - lasta):
        yield Skrivet(arende, rader[arende])


def finns(motor: Engine, arenden: Iterable[str]) -> set[str]:
    """Which of these have a journal or a case row."""
    dessa = list(arenden)
    with transaktion(motor) as forbindelse:
        i_journalen = select(journal.c.arende).distinct().where(journal.c.arende.in_(dessa))
        som_rad = select(insats.c.arende).where(insats.c.arende.in_(dessa))
        return {*forbindelse.execute(i_journalen).scalars(), *forbindelse.execute(som_rad).scalars()}


# --- whole tables --------------------------------------------------------------------------------------------------


def utan_utkorg(motor: Engine, arende: str | None = None) -> Iterator[Fynd]:
    """Messages that were never put in the outbox."""
    saknas = ~exists().where(utkorg.c.meddelande == meddelande.c.id)
    with transaktion(motor) as forbindelse:
        for r in forbindelse.execute(_meddelanden(saknas, _bara(meddelande, arende))):
            text = f"{ord_(r.antal)} om rad {r.nr} ligger i inkorgen men inte i utkorgen"
            yield Fynd("utkorg", r.arende, text, "underrätta parten på annat sätt; e-post om dem går aldrig ut")


def vantar_lange(motor: Engine, fore: datetime, arende: str | None = None) -> Iterator[Fynd]:
    """Messages that have waited to be sent since before ``fore``."""
    # When it was written, not what it tells of: after an outage a line is written later than what it says.
    skriven = func.coalesce(journal.c.skriven, meddelande.c.tid)
    fraga = (
        select(utkorg.c.arende, func.min(skriven).label("sedan"))
        .join(meddelande, meddelande.c.id == utkorg.c.meddelande)
        .outerjoin(journal, (journal.c.arende == meddelande.c.arende) & (journal.c.nr == meddelande.c.nr))
        .where(utkorg.c.status == "vantar", skriven < fore, _bara(utkorg, arende))
        .group_by(utkorg.c.arende)
        .order_by(utkorg.c.arende)
    )
    with transaktion(motor) as forbindelse:
        for r in forbindelse.execute(fraga):
            text = f"meddelanden har väntat på att skickas sedan {r.sedan:%Y-%m-%d %H:%M} UTC"
            yield Fynd("utkorg", r.arende, text, "se att e-postservern svarar (SMTP_URL) och vad arbetaren loggar")


def vantar(motor: Engine, arende: str | None = None) -> dict[str, int]:
    """How many messages wait to be sent, per case that is completed."""
    fraga = (
        select(utkorg.c.arende, func.count())
        .join(insats, insats.c.arende == utkorg.c.arende)
        .where(utkorg.c.status == "vantar", insats.c.status == "slutford", _bara(utkorg, arende))
        .group_by(utkorg.c.arende)
    )
    with transaktion(motor) as forbindelse:
        return {r[0]: r[1] for r in forbindelse.execute(fraga)}


def utan_arende(motor: Engine, fore: datetime, arende: str | None = None) -> list[tuple[str, str]]:
    """Documents stored before ``fore`` that belong to no case and no process: id, and the case that never was."""
    fraga = select(dokument.c.id, dokument.c.arende).where(_foraldralost(fore), _bara(dokument, arende))
    with transaktion(motor) as forbindelse:
        return [(r.id, r.arende) for r in forbindelse.execute(fraga.order_by(dokument.c.id))]


def stada(motor: Engine, dessa: Iterable[str], fore: datetime) -> int:
    """Remove documents that still belong to no case; returns how many."""
    with transaktion(motor) as forbindelse:
        bort = delete(dokument).where(dokument.c.id.in_(list(dessa)), _foraldralost(fore))
        return forbindelse.execute(bort).rowcount


def i_tabellerna(motor: Engine, nu: datetime, granser: Granser, arende: str | None = None) -> list[Fynd]:
    """Every check that is put to whole tables; documents without a case are told one by one, and do no harm."""
    ut = [*utan_utkorg(motor, arende), *vantar_lange(motor, nu - granser.oskickat, arende)]
    ut += [*utan_ansvarig(motor, arende), *avvisade_adresser(motor, arende)]
    for id, av in utan_arende(motor, nu - granser.foraldralost, arende):
        text = f"dokumentet {id} hör till ett ärende som aldrig blev till"
        ut.append(Fynd("dokument_utan_arende", av, text, "rensa: insats kontrollera --stada", upplysning=True))
    return ut


def avvisade_adresser(motor: Engine, arende: str | None = None) -> list[Fynd]:
    """Notices that were given up since the address takes no mail: they lie in the inbox, and nobody has been told."""
    u = utkorg.c
    fraga = select(u.arende, func.count()).where(u.status == "avvisad", _bara(utkorg, arende)).group_by(u.arende)
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga.order_by(u.arende)).all()
    return [
        Fynd(
            "utkorg", a, f"{ord_(antal)} har inte kunnat skickas; mottagarens adress avvisas",
            "rätta adressen (insats adress); meddelandet ligger i inkorgen", upplysning=True,
        )
        for a, antal in rader
    ]  # fmt: skip


def utan_ansvarig(motor: Engine, arende: str | None = None) -> list[Fynd]:
    """Cases under way whose karriärvägledare is in no register, or no longer employed: no notice reaches anyone."""
    i = insats.c
    fraga = select(i.arende).where(
        i.status != Status.SLUTFORD.value, not_(ar_i_tjanst(i.karriarvagledare)), _bara(insats, arende)
    )
    text = "kundansvarig karriärvägledare finns inte i registret, eller är inte i tjänst"
    with transaktion(motor) as forbindelse:
        arenden = forbindelse.execute(fraga.order_by(i.arende)).scalars().all()
    return [
        Fynd("ansvarig", a, text, f"byt karriärvägledare: insats sag {a} byt_karriarvagledare --till ID")
        for a in arenden
    ]


# --- small steps ---------------------------------------------------------------------------------------------------


def _ogonblick(motor: Engine) -> Engine:
    """The same database, where all of a transaction sees one instant."""
    return motor.execution_options(isolation_level="REPEATABLE READ")


def _ar_process(arende: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(process.c.id == arende)


def _foraldralost(fore: datetime) -> ColumnElement[bool]:
    har_arende = exists().where(insats.c.arende == dokument.c.arende)
    har_journal = exists().where(journal.c.arende == dokument.c.arende)
    return (dokument.c.skapad < fore) & ~har_arende & ~har_journal & ~_ar_process(dokument.c.arende)


def _bara(tabell: Table, arende: str | None) -> ColumnElement[bool]:
    return tabell.c.arende == arende if arende else true()


def _meddelanden(*villkor: ColumnElement[bool]) -> Any:
    m = meddelande.c
    return select(m.arende, m.nr, func.count().label("antal")).where(*villkor).group_by(m.arende, m.nr).order_by(
        m.arende, m.nr
    )  # fmt: skip


def _av(forbindelse: Connection, tabell: Table, arenden: Sequence[str]) -> Iterable[Row[Any]]:
    return forbindelse.execute(select(tabell).where(tabell.c.arende.in_(arenden)))


def _per_arende(
    forbindelse: Connection, tabell: Table, arenden: Sequence[str], typ: Callable[..., _R]
) -> Mapping[str, dict[str, _R]]:
    ut: dict[str, dict[str, _R]] = defaultdict(dict)
    for r in _av(forbindelse, tabell, arenden):
        ut[r.arende][r.nyckel] = _varde(typ, tabell, r, utom=("arende",))
    return ut


def _varde(typ: Callable[..., _R], tabell: Table, rad: Row[Any], utom: Sequence[str] = ()) -> _R:
    """A row as a value, with its words as they stand: one that is no word of ours must be found, not stop the hunt."""
    varden = rad._mapping
    return typ(**{k.name: varden[k.name] for k in tabell.c if k.name not in utom})


def _journal(forbindelse: Connection, arenden: Sequence[str]) -> Iterable[Row[Any]]:
    fraga = select(journal).where(journal.c.arende.in_(arenden)).order_by(journal.c.arende, journal.c.nr)
    return forbindelse.execute(fraga, execution_options={"yield_per": _RADER_I_TAGET})


def _poster(rader: Iterable[Row[Any]]) -> tuple[list[Post], list[int], bool]:
    """The lines that can be read, the numbers of those that cannot, and whether any of them is an insats's."""
    poster: list[Post] = []
    olasliga: list[int] = []
    egen = False
    for r in rader:
        egen = egen or r.slag in _SLAG
        try:
            handelse = handelse_fran_json(r.handelse)
            if handelse.slag != r.slag:
                raise ValueError
            poster.append(Post(r.nr, r.tid, Aktor.tolka(r.av), r.kommando, r.dokument, handelse, r.sagt))
        except (ValueError, KeyError, TypeError):  # a ValidationError is a ValueError
            olasliga.append(r.nr)
    return poster, olasliga, egen
