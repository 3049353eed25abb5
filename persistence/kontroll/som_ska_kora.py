"""What should have a running workflow, by the record alone: cases and processes that have something left to do."""

from __future__ import annotations

from sqlalchemy import Engine, exists, or_, select

from domain.grund.slag import Status
from persistence.databas.motor import transaktion
from persistence.tabeller.grund import insats
from persistence.tabeller.post import utkorg
from persistence.tabeller.process import process


def arenden(motor: Engine) -> list[str]:
    """Cases that are not completed, or have messages to send; those with the nearest changes first.

    Raises: DatabasFel.
    """
    att_skicka = exists().where(utkorg.c.arende == insats.c.arende, utkorg.c.status == "vantar")
    fraga = select(insats.c.arende).where(or_(insats.c.status != Status.SLUTFORD.value, att_skicka))
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(fraga.order_by(insats.c.senast.desc(), insats.c.arende)).scalars())


def processer(motor: Engine) -> list[tuple[str, str]]:
    """Kind and id of the processes that have something left to do. Raises: DatabasFel."""
    fraga = select(process.c.slag, process.c.id).where(process.c.oppen).order_by(process.c.id)
    with transaktion(motor) as forbindelse:
        return [(slag, id) for slag, id in forbindelse.execute(fraga)]
