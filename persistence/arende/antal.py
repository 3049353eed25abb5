"""How many cases there are under way: what the fleet's load grows with."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from domain.grund.slag import Status
from persistence.databas.motor import transaktion
from persistence.tabeller.grund import insats


def oppna(motor: Engine) -> int:
    """The cases that have not completed. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        fraga = select(func.count()).select_from(insats).where(insats.c.status != str(Status.SLUTFORD))
        return int(forbindelse.execute(fraga).scalar_one())
