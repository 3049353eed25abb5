"""What grows: a case's bytes in PostgreSQL, a kommando late in its life, corrections, and a hundred thousand cases.

``python -m benchmarks.databas.vaxt``, and a part of ``make bench``. Temporal has no part in these.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from statistics import median
from time import perf_counter
from typing import Any

import click
from rich.console import Console
from sqlalchemy import Engine, event, text

from benchmarks.rigg.levda import LIV, levt
from benchmarks.rigg.matning import Matt, p50_p95, tabell
from benchmarks.rigg.servrar import databas
from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.liv import forlopp
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_kommando
from domain.liv.lagring import post_till_json
from domain.skeende.inkommet import Inkommet
from domain.tid.tidpunkt import tolka_tid
from kontrakt.foljesedel import Foljesedel
from kontrakt.insats import Batch
from kontrakt.overlamning import packa
from persistence.journal.skrivning import skriv
from starter.provkorning.fil import las_provfil
from tests.activities.kontroll.conftest import skriv_in
from tests.persistence import test_planer

_ANORDNARE = Aktor.tolka("anordnare:anordnare@Anordnare A")
_FALL, _VARV, _RATTELSER = 50, 150, 2_000
_ARENDEN = 100_000
_STORLEK = text(
    "SELECT relname, pg_total_relation_size(oid) FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)
_nummer = count()
TIDIGT, SENT = "2024-03-28T12:00", "2025-02-25T12:00"
"""Instants in the first month and in the twelfth of the life that is measured."""


def mat(motor: Engine) -> list[Matt]:
    """All of it, in a database that has nothing else."""
    return [*_byte(motor), _sent_i_livet(motor), *_rattelser(motor), *_listor(motor)]


def _byte(motor: Engine) -> list[Matt]:
    """Lines, read rows, messages and texts of a thirteen months' life with a contact a week, indexes included."""

    def storlek() -> dict[str, int]:
        with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
            c.execute(text("VACUUM"))
            return {r.relname: r.pg_total_relation_size for r in c.execute(_STORLEK)}

    fall, nu = las_provfil(LIV), datetime.now(UTC)
    skriv_in(motor, "in-forst", levt(fall, "in-forst", nu))  # what every table takes although it is nearly empty
    fore, rader = storlek(), 0
    for n in range(_FALL):
        ett = levt(fall, f"in-byte-{n}", nu)
        skriv_in(motor, f"in-byte-{n}", ett)
        rader += len(ett.poster)
    efter = storlek()
    per = {t: (efter[t] - fore[t]) / _FALL / 1024 for t in efter}
    return [
        Matt("ett ärende om tretton månader i PostgreSQL, index med", sum(per.values()), "KiB", 250),
        Matt(f"varav journalen, {rader // _FALL} rader", per["journal"], "KiB"),
    ]


def _sent_i_livet(motor: Engine) -> Matt:
    """Decide and journal the same kommando in the first month and in the twelfth, by turns."""
    lagen = [_Lage.vid(motor, dag) for dag in (TIDIGT, SENT)]
    for _ in range(_VARV):
        for lage in lagen:
            lage.sag({"kommando": "registrera_kontaktforsok", "datum": str(lage.insats.senast.date())})
    forst, sist = (median(lage.tider[_VARV // 5 :]) for lage in lagen)
    return Matt("varav att avgöra och skriva", sist, "ms", None, forst)


def _rattelser(motor: Engine) -> list[Matt]:
    """One that corrects the same thing two thousand times, to and fro."""
    lage = _Lage.vid(motor, "2024-04-25T12:00")
    lage.sag({"kommando": "registrera_kundkontakt", "datum": "2024-04-24", "form": "telefon"})
    for n in range(_RATTELSER):
        andringar = {"datum": f"2024-04-{23 + n % 2}"}
        lage.sag(
            {"kommando": "ratta", "vad": "registrera_kundkontakt", "andringar": andringar, "motivering": "skrivfel"}
        )
    forsta, sista = median(lage.tider[50:150]), median(lage.tider[-100:])
    o = packa(lage.insats)
    return [
        Matt(f"en rättelse efter {_RATTELSER} mot efter 100", sista, "ms", None, forsta),
        Matt(f"överlämnat efter {_RATTELSER} rättelser", (len(o.regler) + len(o.tillstand)) / 1024, "KiB"),
    ]


def _listor(motor: Engine) -> list[Matt]:
    """Every list and page that a person waits for among a hundred thousand cases: the slowest of them.

    In PostgreSQL is from each question's leaving to its rows being here; what is made of the rows is in the whole.
    """
    with motor.begin() as c:
        for sats in test_planer._FYLL:
            c.execute(text(sats), {"n": _ARENDEN, "a": test_planer.ANORDNARE} if ":n" in sats else {})
            c.execute(text("ANALYZE"))  # else the keys are held by plans made while the tables were small
    with motor.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
        c.execute(text("VACUUM"))  # as a database that has had its rows for an hour
    tagna = {namn: _p95(motor, fraga) for namn, fraga in test_planer.FRAGOR.items()}
    varst = max(tagna, key=lambda namn: tagna[namn][0])
    i_databasen, langst = tagna[varst][0], max(hela for _, hela in tagna.values())
    return [
        Matt(f"{_ARENDEN} ärenden, den långsammaste listan ({varst}), p95 i PostgreSQL", i_databasen, "ms", 20),
        Matt(f"{_ARENDEN} ärenden, den långsammaste listan, p95 med allt", langst, "ms"),
    ]


def _p95(motor: Engine, fraga: Callable[[Engine], Any]) -> tuple[float, float]:
    """What a reading takes in PostgreSQL, and in all; in milliseconds."""
    fragat: list[float] = []
    i_databasen: list[float] = []
    allt: list[float] = []

    def gar(*_: Any) -> None:
        fragat.append(-perf_counter())

    def ar_har(*_: Any) -> None:
        fragat[-1] += perf_counter()

    event.listen(motor, "before_cursor_execute", gar)
    event.listen(motor, "after_cursor_execute", ar_har)
    try:
        for _ in range(25):
            fragat.clear()
            start = perf_counter()
            fraga(motor)
            allt.append((perf_counter() - start) * 1000)
            i_databasen.append(sum(fragat) * 1000)
    finally:
        event.remove(motor, "before_cursor_execute", gar)
        event.remove(motor, "after_cursor_execute", ar_har)
    return p50_p95(i_databasen[5:])[1], p50_p95(allt[5:])[1]


def levt_till(motor: Engine, nar: str) -> Insats:
    """The life up to an instant, in the journal under a name of its own; its state."""
    return _Lage.vid(motor, nar).insats


class _Lage:
    """A case at an instant, which goes on; what each kommando took to decide and journal, in milliseconds."""

    def __init__(self, motor: Engine, insats: Insats) -> None:
        self.insats, self.tider = insats, list[float]()
        self._motor = motor

    @classmethod
    def vid(cls, motor: Engine, nar: str) -> _Lage:
        """The life up to an instant, under a name of its own."""
        arende = f"in-vaxt-{next(_nummer)}"
        ett = levt(las_provfil(LIV), arende, tolka_tid(nar))
        skriv(motor, Batch(arende, 0, tuple(post_till_json(p) for p in ett.poster), ett.meddelanden))
        return cls(motor, ett.insats)

    def sag(self, kommando: dict[str, Any], av: Aktor = _ANORDNARE) -> None:
        """Decide, write, and go on from there."""
        fore, nu = self.insats, self.insats.senast + timedelta(minutes=1)
        start = perf_counter()
        steg = Steg(fore) + forlopp.utfor(fore, Inkommet(f"matt-{next(_nummer)}", av, las_kommando(kommando)), nu)
        steg += forlopp.lat_ga(steg.insats, nu)
        batch = Batch(fore.arende, fore.nr, tuple(post_till_json(p) for p in steg.poster), steg.meddelanden)
        skriv(self._motor, batch, Foljesedel.av(fore, batch.poster, steg.insats))
        self.tider.append((perf_counter() - start) * 1000)
        self.insats = steg.insats


@click.command()
def main() -> None:
    """Mät det som växer med åren och ärendena."""
    with databas() as motor:
        matt = mat(motor)
    Console(width=140).print(tabell(matt, "Det som växer"))


if __name__ == "__main__":
    main()
