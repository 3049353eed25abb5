"""What may be read of a gallring: what would be weeded out, and the protocol of what was (K3.8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, select

from domain.grund.parter import Aktor
from domain.grund.roller import SER_GALLRING, prova_roll
from domain.regler.regelverk import Regelverk
from persistence.databas.motor import transaktion
from persistence.process.gallring.mogna import Mogen, Slutade, mogna, slutade
from persistence.tabeller.kund import gallringsrad


@dataclass(frozen=True, slots=True)
class Torrkorning:
    """What a gallring to ``dag`` would take, and whose time has come but may not go, with the reason."""

    dag: date
    att_gallra: Sequence[Mogen]
    undantas: Sequence[Mogen]
    personal: Sequence[Slutade]


@dataclass(frozen=True, slots=True)
class Protokollrad:
    """A row of the protocol; ``antal`` is table → rows that went, ``tid`` when (UTC)."""

    nr: int
    kund: str | None
    arenden: Sequence[str]
    anordnare: str | None
    person: str | None
    status: str
    skal: str | None
    antal: Mapping[str, int] | None
    tid: datetime | None


def torrkor(motor: Engine, som: Aktor, regelverk: Regelverk, dag: date) -> Torrkorning:
    """What a gallring to ``dag`` would take; nothing is changed.

    Raises: Avvisning, K3.8; not for this role.
    """
    prova_roll(som, SER_GALLRING, "K3.8")
    alla = mogna(motor, dag, regelverk.tal("gallring.arende_manader", dag))
    return Torrkorning(
        dag,
        [m for m in alla if m.hinder is None],
        [m for m in alla if m.hinder],
        slutade(motor, dag, regelverk.tal("gallring.personal_manader", dag)),
    )


def protokoll(
    motor: Engine, som: Aktor, gallring: str, *, efter: int = 0, antal: int | None = None
) -> list[Protokollrad]:
    """The protocol, row by row, done or not: ``antal`` rows at most, after the one of number ``efter``.

    Raises: Avvisning, K3.8; not for this role.
    """
    prova_roll(som, SER_GALLRING, "K3.8")
    g = gallringsrad.c
    falt = (g.nr, g.kund, g.arenden, g.anordnare, g.person, g.status, g.skal, g.antal, g.tid)
    with transaktion(motor) as forbindelse:
        fraga = select(*falt).where(g.gallring == gallring, g.nr > efter).order_by(g.nr).limit(antal)
        return [Protokollrad(**r) for r in forbindelse.execute(fraga).mappings()]
