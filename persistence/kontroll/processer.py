"""What the hunt for impossible states reads of the processes beside the cases; see ``persistence.kontroll.arenden``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, exists, func, select, true, union

from domain.kontroll.process import SLAG, Processkrivet
from domain.processer.process import Processbevakning
from persistence.databas.motor import transaktion
from persistence.insyn import gallrat
from persistence.tabeller.grund import dokument, insats, journal
from persistence.tabeller.post import UTANFOR_JOURNALEN, meddelande
from persistence.tabeller.process import process, processbevakning


def nycklar(motor: Engine, id: str | None = None) -> list[str]:
    """The ids of all processes, or of one: those that have a row, and those that have a journal only."""
    har_rad = exists().where(process.c.id == journal.c.arende) | exists().where(insats.c.arende == journal.c.arende)
    av_rader = select(process.c.id.label("id")).where(process.c.id == id if id else true())
    av_journalen = (
        select(journal.c.arende.label("id"))
        .where(journal.c.slag.in_(SLAG), ~har_rad, journal.c.arende == id if id else true())
        .distinct()
    )
    with transaktion(motor) as forbindelse:
        return sorted(forbindelse.execute(union(av_rader, av_journalen)).scalars())


def slag(motor: Engine, id: str) -> str | None:
    """What kind of process it is; None if it is none."""
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(select(process.c.slag).where(process.c.id == id)).scalar()


def las(motor: Engine, ids: Sequence[str]) -> Iterator[Processkrivet]:
    """What the tables hold of these processes, as of one instant."""
    ogonblick = motor.execution_options(isolation_level="REPEATABLE READ")
    with transaktion(ogonblick) as forbindelse:
        rader = {r["id"]: dict(r) for r in forbindelse.execute(select(process).where(process.c.id.in_(ids))).mappings()}
        bevakningar: dict[str, dict[str, Processbevakning]] = defaultdict(dict)
        for r in map(dict, forbindelse.execute(_bevakningar(ids)).mappings()):
            vems = bevakningar[r.pop("process")]
            vems[r["nyckel"]] = Processbevakning(**r)
        journaler = _journaler(forbindelse, ids)
        brev: dict[str, dict[int, int]] = defaultdict(dict)
        for id, nr, antal in forbindelse.execute(_meddelanden(ids)):
            brev[id][nr] = antal
        papper: dict[str, set[str]] = defaultdict(set)
        for av, id in forbindelse.execute(_dokument(ids)):
            papper[av].add(id)
        gallrade = gallrat.gallrade(forbindelse, [r["arende"] for r in rader.values() if r["arende"]])
        for id in ids:
            rad = rader.get(id)
            yield Processkrivet(
                id, rad, journaler[id], bevakningar[id], brev[id], frozenset(papper[id]),
                rad is not None and rad["arende"] in gallrade,
            )  # fmt: skip


def _journaler(forbindelse: Connection, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    ut: dict[str, list[dict[str, Any]]] = defaultdict(list)
    fraga = select(journal).where(journal.c.arende.in_(ids)).order_by(journal.c.arende, journal.c.nr)
    for r in map(dict, forbindelse.execute(fraga).mappings()):
        ut[r["arende"]].append(r | {"tid": r["tid"].isoformat()})
    return ut


def _bevakningar(ids: Sequence[str]) -> Any:
    return select(processbevakning).where(processbevakning.c.process.in_(ids))


def _dokument(ids: Sequence[str]) -> Any:
    return select(dokument.c.arende, dokument.c.id).where(dokument.c.arende.in_(ids))


def _meddelanden(ids: Sequence[str]) -> Any:
    m = meddelande.c
    bara = m.arende.in_(ids) & (m.ordning < UTANFOR_JOURNALEN)
    return select(m.arende, m.nr, func.count().label("antal")).where(bara).group_by(m.arende, m.nr)
