"""Rows of payment in a database: a few by hand, or those of whole cases as far as they have come."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, insert, update

from domain.insats.insats import Insats
from domain.liv.lagring import post_till_json
from domain.liv.rutin import tillampa
from domain.skeende.journal import Post
from domain.tid.tidpunkt import tolka_tid
from kontrakt.insats import Batch
from persistence.betalning.stangning import Stangning, stang
from persistence.databas.motor import skapa_motor, transaktion
from persistence.journal.skrivning import skriv
from persistence.tabeller.grund import insats, utbetalning
from starter.stod.stack.database.postgres import EmbeddedPostgres
from tests.flotta.kopia import kopia
from tests.verktyg.spel import Spel

NU = tolka_tid("2024-04-16T00:05")


def arende(motor: Engine, id: str, anordnare: str = "A", slag: str = "AMI2", status: str = "pagar") -> str:
    """A case with nothing but its name."""
    with transaktion(motor) as c:
        rad = {"arende": id, "slag": slag, "anordnare": anordnare, "karriarvagledare": "kv1", "kund": "k"}
        c.execute(insert(insats).values(**rad, status=status, nr=1, senast=NU))
    return id


def rad(motor: Engine, id: str, avser: str, belopp: str | None, manad: str | None, status: str = "utbetald",
        slag: str = "manad", anordnare: str = "A", forklaring: str = "hel månad") -> None:  # fmt: skip
    """A row of payment of a case that is there."""
    with transaktion(motor) as c:
        c.execute(
            insert(utbetalning).values(
                arende=id, nyckel=f"{slag}:{avser}", ordning=0, slag=slag, avser=avser, dagar=30,
                belopp=None if belopp is None else Decimal(belopp), utbetalningsmanad=manad, status=status,
                forklaring=forklaring, anordnare=anordnare,
            )
        )  # fmt: skip


@contextmanager
def skapad_motor(postgres: EmbeddedPostgres, mall: str | None) -> Iterator[Engine]:
    """One more database, empty, for as long as the block runs."""
    with kopia(postgres, mall) as url:
        motor = skapa_motor(url)
        try:
            yield motor
        finally:
            motor.dispose()


def satt(motor: Engine, id: str, nyckel: str, **falt: Any) -> None:
    """What the case's own writer would have changed."""
    with transaktion(motor) as c:
        c.execute(update(utbetalning).where(utbetalning.c.arende == id, utbetalning.c.nyckel == nyckel).values(**falt))


def stangd(motor: Engine, manad: str, nu: datetime = NU) -> Stangning:
    svar = stang(motor, manad, nu)
    assert isinstance(svar, Stangning)
    return svar


@dataclass
class Fall:
    """A played case under a name of its own, and how much of it has been written."""

    id: str
    anordnare: str
    poster: tuple[Post, ...]
    skrivna: int = 0

    def som_json(self, post: Post) -> dict[str, Any]:
        text = json.dumps(post_till_json(post)).replace('"arende-1"', json.dumps(self.id))
        text = text.replace('"anordnare": "A"', f'"anordnare": "{self.anordnare}"').replace(
            '@A"', f'@{self.anordnare}"'
        )
        return json.loads(text)  # type: ignore[no-any-return]


@dataclass
class Arenden:
    """Many played cases in one database, written as far as time has gone."""

    motor: Engine
    fall: list[Fall] = field(default_factory=list)

    def lagg_till(self, spel: Spel, anordnare: str = "A") -> str:
        id = f"in-{len(self.fall) + 1:05}"
        self.fall.append(Fall(id, anordnare, tuple(spel.poster)))
        return id

    def skriv_till(self, nu: datetime, utom: Iterable[str] = ()) -> None:
        """What has happened in the cases by ``nu``, but for those that stand still."""
        stilla = set(utom)
        for f in self.fall:
            nya = [p for p in f.poster[f.skrivna :] if p.tid <= nu]
            if nya and f.id not in stilla:
                skriv(self.motor, Batch(f.id, f.skrivna, tuple(f.som_json(p) for p in nya), ()))
                f.skrivna += len(nya)


def vikt(poster: Iterable[Post]) -> Insats:
    i: Insats | None = None
    for p in poster:
        i = tillampa(i, p)
    assert i is not None
    return i
