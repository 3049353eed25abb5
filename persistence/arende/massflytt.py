"""Which cases a bulk move has left to move, and which it has moved (K5.1, K13.4)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Engine, and_, func, select

from domain.grund.slag import Status
from domain.processer.bestallning.massbyte import Sort
from persistence.databas.motor import transaktion
from persistence.tabeller.grund import insats, journal


def kvar(motor: Engine, sort: Sort, fran: str) -> list[str]:
    """The cases under way that are still ``fran``'s."""
    with transaktion(motor) as forbindelse:
        return list(
            forbindelse.execute(select(insats.c.arende).where(_egna(sort, fran)).order_by(insats.c.arende)).scalars()
        )


def flyttade(motor: Engine, process: str, sort: Sort, till: str) -> int:
    """How many cases have heard the order and done it, of those that are ``till``'s: the journals of all others,
    which are most, are not read."""
    j = journal.c
    fraga = (
        select(func.count(j.arende.distinct()))
        .join(insats, insats.c.arende == j.arende)
        .where(_vems(sort) == till, j.kommando.startswith(f"{process}:", autoescape=True))
    )
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(fraga).scalar_one()


def _egna(sort: Sort, fran: str) -> ColumnElement[bool]:
    return and_(_vems(sort) == fran, insats.c.status != Status.SLUTFORD.value)


def _vems(sort: Sort) -> ColumnElement[str]:
    return insats.c.karriarvagledare if sort == "karriarvagledare" else insats.c.anordnare
