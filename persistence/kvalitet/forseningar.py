"""What has been late week by week, by whom: the arbetsledare's picture of where help is needed (K0.8, K16.3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Date, Engine, cast, func, select

from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from persistence.databas.motor import transaktion
from persistence.tabeller.grund import SENA, bevakning

VECKOR = 12
"""How many weeks are told, the one under way among them."""
SER_FORSENINGAR = frozenset({Roll.ARBETSLEDARE})
HOS = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE)


@dataclass(frozen=True, slots=True)
class Forsenad:
    """One who owes, and for each week that something of theirs was late in, how many; ``part`` None is nobody."""

    part: str | None
    veckor: Mapping[date, int]

    @property
    def antal(self) -> int:
        """How many were late."""
        return sum(self.veckor.values())


def veckorna(idag: date) -> list[date]:
    """The Mondays of the weeks that are told, oldest first."""
    mandag = idag - timedelta(days=idag.weekday())
    return [mandag - timedelta(weeks=n) for n in reversed(range(VECKOR))]


def forseningar(motor: Engine, som: Aktor, hos: Roll, idag: date) -> Sequence[Forsenad]:
    """Frister of the weeks that were passed before what they were of was done, by who owed it; most first.

    A kund with protected identity is one of the number: a figure names nobody.

    Raises: Avvisning, K0.8, to a role that does not lead the work; DatabasFel.
    """
    prova_roll(som, SER_FORSENINGAR, "K0.8")
    b = bevakning.c
    vecka = cast(func.date_trunc("week", b.frist), Date)
    fraga = (
        select(b.part, vecka.label("vecka"), func.count().label("antal"))
        .where(b.ansvarig == hos.value, b.utfall.in_(SENA), b.frist >= veckorna(idag)[0], b.frist <= idag)
        .group_by(b.part, vecka)
    )
    per_part: dict[str | None, dict[date, int]] = {}
    with transaktion(motor) as forbindelse:
        for r in forbindelse.execute(fraga):
            per_part.setdefault(r.part, {})[r.vecka] = r.antal
    alla = (Forsenad(part, veckor) for part, veckor in per_part.items())
    return sorted(alla, key=lambda f: (-f.antal, f.part or ""))
