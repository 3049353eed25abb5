"""What the tests of the weeding set, sign and look for."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Engine, insert, text

from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.process.gallring import gallringsprotokoll, verkstallning
from persistence.tabeller.process import process

DS = Aktor(Roll.DATASKYDDSSAMORDNARE, "ds1")
AL = Aktor(Roll.ARBETSLEDARE, "al1")
DAG, FORE = date(2029, 6, 20), date(2029, 6, 19)
"""The first day on which a kund whose last entry is of 2024-06-20 may go, 60 months after, and the day before."""
SLUT = "2024-06-20T09:00:00+02:00"


def satt(motor: Engine, sats: str) -> None:
    with motor.begin() as c:
        c.execute(text(sats))


def _process(
    motor: Engine, id: str, om: str | None, *, oppen: bool, status: str = "anmals", slag: str = "personuppgiftsincident"
) -> None:
    rad = {"id": id, "slag": slag, "status": status, "arende": om, "rubrik": "R", "data": {}, "oppen": oppen, "nr": 1,
           "senast": datetime(2024, 4, 1, tzinfo=UTC)}  # fmt: skip
    with transaktion(motor) as c:
        c.execute(insert(process).values(rad))


def undertecknad(motor: Engine, gallring: str = "gallring-1", av: tuple[str, ...] = (str(AL), str(DS))) -> None:
    """A frozen list with its signatures in the journal."""
    verkstallning.lista(motor, gallring, DAG, 60, 24)
    with motor.begin() as c:
        for nr, vem in enumerate(av, start=1):
            rad = {"a": gallring, "n": nr, "v": vem}
            c.execute(text("INSERT INTO journal (arende, nr, tid, slag, av, handelse)"
                           " VALUES (:a, :n, now(), 'gallring_undertecknad', :v, '{}')"), rad)  # fmt: skip


def gallra(motor: Engine, gallring: str = "gallring-1") -> list[tuple[str, str | None]]:
    for nr in verkstallning.kvar(motor, gallring):
        verkstallning.gallra(motor, gallring, nr, DAG, 60)
    return [(r.status, r.skal) for r in gallringsprotokoll.protokoll(motor, DS, gallring)]
