"""What the hunt for impossible states reads of the cases, a page at a time.

A page is read in one snapshot. Lines, rows and messages are written in one transaction, so what differs within a
snapshot differs for good: a case that moves meanwhile is no false alarm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Table, func, select, union

from domain.grund.parter import Aktor
from domain.kontroll.arende import Skrivet
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.liv.lagring import handelse_fran_json
from domain.liv.rutin import HANDELSER
from domain.skeende.journal import Post
from persistence.databas.motor import transaktion
from persistence.insyn import gallrat
from persistence.kontroll.tabellerna import ar_process, per_rad
from persistence.tabeller.grund import bevakning, dokument, insats, journal, utbetalning
from persistence.tabeller.post import UTANFOR_JOURNALEN, meddelande

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
    av_journalen = select(rad.label("id")).distinct().where(rad > efter, ~ar_process(rad)).order_by(rad).limit(antal)
    alla = union(av_rader, av_journalen).subquery()
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(select(alla.c.id).order_by(alla.c.id).limit(antal)).scalars())


def till_och_med(motor: Engine, arende: str) -> set[str]:
    """The cases up to one, in the order of ``nycklar``."""
    with transaktion(motor) as forbindelse:
        return set(forbindelse.execute(select(insats.c.arende).where(insats.c.arende <= arende)).scalars())


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
    for r in forbindelse.execute(per_rad(meddelande.c.arende.in_(arenden), meddelande.c.ordning < UTANFOR_JOURNALEN)):
        brev[r.arende][r.nr] = r.antal
    papper: dict[str, set[str]] = defaultdict(set)
    fraga = select(dokument.c.arende, dokument.c.id).where(dokument.c.arende.in_(arenden))
    for r in forbindelse.execute(fraga):
        papper[r.arende].add(r.id)
    gallrade = gallrat.gallrade(forbindelse, list(arenden))
    lasta: set[str] = set()
    for arende, grupp in groupby(_journal(forbindelse, arenden), key=lambda r: str(r.arende)):
        poster, olasliga, egen = _poster(grupp)
        lasta.add(arende)
        if egen or arende in rader:
            yield Skrivet(
                arende, rader.get(arende), poster, olasliga, bevakningar[arende], utbetalningar[arende],
                brev[arende], frozenset(papper[arende]), arende in gallrade,
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


# --- small steps ---------------------------------------------------------------------------------------------------


def _ogonblick(motor: Engine) -> Engine:
    """The same database, where all of a transaction sees one instant."""
    return motor.execution_options(isolation_level="REPEATABLE READ")


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
