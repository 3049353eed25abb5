"""What operations watch, in one look: counts and ages, never who or what (K3.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, func, not_, or_, select

from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.kapitel.uppdrag.bemanning import BEMANNING
from domain.kapitel.uppdrag.uppdrag import UPPDRAG
from domain.tid.tidpunkt import midnatt
from persistence.databas.motor import transaktion
from persistence.tabeller.grund import bevakning, insats, utbetalning
from persistence.tabeller.post import meddelande, utkorg


@dataclass(frozen=True, slots=True)
class Driftlage:
    """How it stands now.

    Attributes:
        vantar: notices in the outbox; ``aldst_sekunder``: how long the oldest of them has waited, 0 without any.
        ohojda: open bevakningar whose frist was before today, which the clock should have raised at midnight; not
            those that rest. ``efter_sekunder``: since when the oldest of them should have been, 0 without any.
        arenden: cases by status; ``forsenade``: late bevakningar by who is to act.
    """

    vantar: int
    aldst_sekunder: float
    ohojda: int
    efter_sekunder: float
    arenden: Mapping[str, int]
    forsenade: Mapping[str, int]


def las(motor: Engine, nu: datetime, idag: date) -> Driftlage:
    """``idag`` is the day in Stockholm at ``nu``. Raises: DatabasFel."""
    vantar = utkorg.c.status == "vantar"
    ur_utkorgen = select(func.count(), func.min(meddelande.c.tid)).select_from(utkorg.join(meddelande)).where(vantar)
    passerade = select(func.count(), func.min(bevakning.c.frist)).where(
        bevakning.c.utfall == "oppen", bevakning.c.frist < idag, not_(_vilar())
    )
    sena = (
        select(bevakning.c.ansvarig, func.count())
        .where(bevakning.c.utfall == "forsenad")
        .group_by(bevakning.c.ansvarig)
    )
    with transaktion(motor) as c:
        antal, aldst = c.execute(ur_utkorgen).one()
        ohojda, frist = c.execute(passerade).one()
        return Driftlage(
            antal,
            _sedan(aldst, nu),
            ohojda,
            _sedan(midnatt(frist + timedelta(days=1)) if frist else None, nu),
            dict(c.execute(select(insats.c.status, func.count()).group_by(insats.c.status)).all()),
            dict(c.execute(sena).all()),
        )


def _sedan(nar: datetime | None, nu: datetime) -> float:
    return max((nu - nar).total_seconds(), 0.0) if nar else 0.0


def _vilar() -> ColumnElement[bool]:
    """What the tables tell of what rests (``Bevakning.vilar``): nobody can do it yet, so no clock raises it.

    An underlag rests while an amount that it must show is not decided (K14.1), an uppdrag while nobody is staffed
    (K6.3). A test holds it against what the chapters derive.
    """
    forst = bevakning.alias("forst")
    obemannad = select(forst.c.arende).where(
        forst.c.arende == bevakning.c.arende, forst.c.nyckel == BEMANNING.nyckel(), forst.c.uppfylld.is_(None)
    )
    # The month's own row, and in the last month that of an avbrott, which is named by a day in it.
    utan_belopp = select(utbetalning.c.arende).where(
        utbetalning.c.arende == bevakning.c.arende,
        utbetalning.c.belopp.is_(None),
        utbetalning.c.avser.startswith(bevakning.c.avser),
    )
    return or_(
        (bevakning.c.slag == UPPDRAG.namn) & obemannad.exists(),
        (bevakning.c.slag == FAKTURERINGSUNDERLAG.namn) & utan_belopp.exists(),
    )
