"""What tools read of closed payment months. The rows come one at a time, so that a month of any size takes no memory.

Who may see what is settled before these are called (``domain.processer.betalningsmanad.lage.far_se_del``). All raise
DatabasFel when the database cannot be used now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, func, select

from domain.processer.betalningsmanad.lage import SLAG, process_id
from domain.tid.manad import Manad
from persistence.betalning.stangning import Stangning, hamta
from persistence.databas.motor import transaktion
from persistence.journal.dokument import Dokument
from persistence.tabeller.betalning import betalning_anordnare, betalning_innehallen, betalningsmanad, betalningsrad
from persistence.tabeller.grund import dokument
from persistence.tabeller.process import process

_BUNT = 1000


@dataclass(frozen=True, slots=True)
class Betalningsrad:
    """A row that is paid or set off; ``arende`` and ``insats`` are None for a balance carried in (``overfort``)."""

    anordnare: str
    arende: str | None
    insats: str | None
    slag: str
    avser: str
    utbetalningsmanad: Manad
    dagar: int
    belopp: Decimal
    forklaring: str


@dataclass(frozen=True, slots=True)
class InnehallenRad:
    """A row that was not paid, and why; ``belopp`` None where no amount is decided."""

    anordnare: str
    arende: str
    insats: str
    slag: str
    avser: str
    dagar: int
    belopp: Decimal | None
    status: str
    forklaring: str


@dataclass(frozen=True, slots=True)
class Manadsprocess:
    """Where the month stands: ``status`` and ``data`` as ``domain.processer.betalningsmanad.rutin.rad`` gives them."""

    manad: Manad
    status: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Manadstotal:
    """A closed month in one row."""

    manad: Manad
    stangd: datetime
    ersattning: Decimal
    justeringar: Decimal
    ingaende: Decimal
    att_betala: Decimal
    utgaende: Decimal
    rader: int
    innehallna: int


def manader(
    motor: Engine, anordnare: str | None = None, *, bara: Collection[Manad] | None = None, fore: Manad | None = None,
    antal: int | None = None,
) -> list[Manadstotal]:  # fmt: skip
    """Every closed month, newest first; with a name, those that hold something of that anordnare's, and that alone.

    Args:
        bara: none but these.
        fore: only those before this one; ``antal`` at most so many.
    """
    a, m = betalning_anordnare.c, betalningsmanad.c
    summor = [func.coalesce(func.sum(a[f.name]), 0).label(f.name) for f in fields(Manadstotal)[2:]]
    fraga = (
        select(m.manad, m.stangd, *summor)
        .join_from(betalningsmanad, betalning_anordnare, isouter=True)
        .group_by(m.manad, m.stangd)
        .order_by(m.manad.desc())
    )
    if anordnare is not None:
        fraga = fraga.where(a.anordnare == anordnare)
    if bara is not None:
        fraga = fraga.where(m.manad.in_(list(bara)))
    if fore is not None:
        fraga = fraga.where(m.manad < fore)
    with transaktion(motor) as forbindelse:
        return [Manadstotal(**r) for r in forbindelse.execute(fraga.limit(antal)).mappings()]


def processer(motor: Engine) -> dict[Manad, Manadsprocess]:
    """Every month that has been opened, by month."""
    fraga = select(process.c.status, process.c.data).where(process.c.slag == SLAG)
    with transaktion(motor) as forbindelse:
        alla = [Manadsprocess(r.data["manad"], r.status, r.data) for r in forbindelse.execute(fraga)]
    return {p.manad: p for p in alla}


def process_for(motor: Engine, manad: Manad) -> Manadsprocess | None:
    """Where one month stands; None if it has not been opened."""
    fraga = select(process.c.status, process.c.data).where(process.c.id == process_id(manad))
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(fraga).first()
    return Manadsprocess(manad, rad.status, rad.data) if rad else None


def stangning(motor: Engine, manad: Manad) -> Stangning | None:
    """A closed month with its totals by anordnare; None if it is not closed."""
    with transaktion(motor) as forbindelse:
        return hamta(forbindelse, manad)


def stangd_efter(motor: Engine, manad: Manad) -> Manad | None:
    """The first closed month after ``manad``; one that was not closed by then is in it."""
    with transaktion(motor) as forbindelse:
        m = betalningsmanad.c.manad
        return forbindelse.execute(select(func.min(m)).where(m > manad)).scalar()


def rader(motor: Engine, manad: Manad, anordnare: str | None = None) -> Iterator[Betalningsrad]:
    """What is paid, in order, by anordnare."""
    with transaktion(motor) as forbindelse:
        yield from (Betalningsrad(**r) for r in _strom(forbindelse, betalningsrad, Betalningsrad, manad, anordnare))


def innehallna(motor: Engine, manad: Manad, anordnare: str | None = None) -> Iterator[InnehallenRad]:
    """What is held, in order, by anordnare."""
    with transaktion(motor) as forbindelse:
        alla = _strom(forbindelse, betalning_innehallen, InnehallenRad, manad, anordnare)
        yield from (InnehallenRad(**r) for r in alla)


R = TypeVar("R", Betalningsrad, InnehallenRad)
_TABELL = {Betalningsrad: betalningsrad, InnehallenRad: betalning_innehallen}


def radsida(
    motor: Engine, typ: type[R], manad: Manad, anordnare: str, efter: int, antal: int
) -> list[tuple[int, R]]:  # fmt: skip
    """A page of an anordnare's rows of a kind, each with its place: those after ``efter`` (-1: from the first)."""
    t = _TABELL[typ].c
    namn = [f.name for f in fields(typ)]
    fraga = select(t.ordning, *(t[n] for n in namn)).where(
        t.manad == manad, t.anordnare == anordnare, t.ordning > efter
    )  # fmt: skip
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga.order_by(t.ordning).limit(antal)).mappings()
        return [(r["ordning"], typ(**{n: r[n] for n in namn})) for r in rader]


def anteckningar(motor: Engine, manad: Manad) -> list[Dokument]:
    """What was written with a preparation or a return, in order."""
    fraga = select(dokument).where(dokument.c.arende == process_id(manad)).order_by(dokument.c.skapad, dokument.c.id)
    with transaktion(motor) as forbindelse:
        alla = [Dokument(**r) for r in forbindelse.execute(fraga).mappings()]
    return [Dokument(d.id, d.arende, d.slag, d.av, d.innehall, d.skapad.astimezone(UTC)) for d in alla]


def _strom(
    forbindelse: Connection, tabell: Table, typ: type[Any], manad: Manad, anordnare: str | None
) -> Iterator[Mapping[str, Any]]:
    kolumner = [tabell.c[f.name] for f in fields(typ)]
    fraga = select(*kolumner).where(tabell.c.manad == manad)
    if anordnare is not None:
        fraga = fraga.where(tabell.c.anordnare == anordnare)
    fraga = fraga.order_by(tabell.c.anordnare.collate("C"), tabell.c.ordning)
    yield from forbindelse.execution_options(yield_per=_BUNT).execute(fraga).mappings()  # type: ignore[misc]
