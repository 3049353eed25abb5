"""What operations watch, in one look: counts and ages, never who or what (K3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, func, select

from persistence.databas.motor import transaktion
from persistence.tabeller.grund import bevakning, insats
from persistence.tabeller.post import meddelande, utkorg


@dataclass(frozen=True, slots=True)
class Driftlage:
    """How it stands now.

    Attributes:
        vantar: notices in the outbox; ``aldst_sekunder``: how long the oldest of them has waited, 0 without any.
        ohojda: open bevakningar whose frist was before today, which the clock should have raised at midnight.
        arenden: cases by status; ``forsenade``: late bevakningar by who is to act.
    """

    vantar: int
    aldst_sekunder: float
    ohojda: int
    arenden: Mapping[str, int]
    forsenade: Mapping[str, int]


def las(motor: Engine, nu: datetime, idag: date) -> Driftlage:
    """``idag`` is the day in Stockholm at ``nu``. Raises: DatabasFel."""
    vantar = utkorg.c.status == "vantar"
    ur_utkorgen = select(func.count(), func.min(meddelande.c.tid)).select_from(utkorg.join(meddelande)).where(vantar)
    passerade = select(func.count()).where(bevakning.c.utfall == "oppen", bevakning.c.frist < idag)
    sena = (
        select(bevakning.c.ansvarig, func.count())
        .where(bevakning.c.utfall == "forsenad")
        .group_by(bevakning.c.ansvarig)
    )
    with transaktion(motor) as c:
        antal, aldst = c.execute(ur_utkorgen).one()
        return Driftlage(
            antal,
            max((nu - aldst).total_seconds(), 0.0) if aldst else 0.0,
            c.execute(passerade).scalar_one(),
            dict(c.execute(select(insats.c.status, func.count()).group_by(insats.c.status)).all()),
            dict(c.execute(sena).all()),
        )
