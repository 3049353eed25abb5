"""The nämnd's statistics, asked of the read tables and the journal, and the budget beside the cost (K16.3).

The questions stand in ``namndfragor``; what their answers mean is decided by ``domain.kvalitet.namndrakning``.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine, insert, select, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Kundval
from domain.kvalitet.namnd import Budget, Kostnadsgrupp, Namndgrupp, Namndstatistik, krav_fora_in, krav_insyn
from domain.kvalitet.namndrakning import rakna
from domain.kvalitet.nyckeltal import Bevakningsgrupp
from domain.kvalitet.rakning import arets_period
from domain.regler.regelverk import Regelverk
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import prova_tillgang_i
from persistence.kvalitet import namndfragor
from persistence.tabeller.betalning import budget


def statistik(
    motor: Engine, som: Aktor, ar: int, *, idag: date, regelverk: Regelverk, intern: bool = False
) -> Namndstatistik:
    """A calendar year; one under way is counted to the day before ``idag`` (Stockholm).

    Args:
        intern: with the small numbers, for the municipality's own eyes.

    Raises:
        Avvisning: K16.3, not for ``som`` to see; K16.1, a year of which no day has been; K3.4.
        DatabasFel: the database cannot be used now.
    """
    krav_insyn(som)
    period = arets_period(ar, idag)
    minst = regelverk.tal("namnd.minsta_antal", period.fran)
    with transaktion(motor) as forbindelse:
        # All questions see the same moment, so that the figures agree with each other.
        forbindelse.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        prova_tillgang_i(forbindelse, som)

        def svar(fraga: namndfragor.Fraga) -> list[tuple[Any, ...]]:
            return [tuple(r) for r in forbindelse.execute(fraga)]

        return rakna(
            period,
            minst,
            insatser=[Namndgrupp(*r) for r in svar(namndfragor.insatser(period))],
            kostnader=[Kostnadsgrupp(*r) for r in svar(namndfragor.kostnader(period))],
            bevakningar=[_bevakningsgrupp(*r) for r in svar(namndfragor.bevakningar(period))],
            budget=[Budget(*r) for r in svar(namndfragor.budgeten(ar))],
            intern=intern,
        )


def _bevakningsgrupp(
    anordnare: str, slag: str, utfall: Any, gjord: bool, ansvarig: str, hos: str | None, aterkallad: bool, antal: int
) -> Bevakningsgrupp:
    return Bevakningsgrupp(
        anordnare, slag, utfall, gjord, Roll(ansvarig), Roll(hos) if hos else None, aterkallad, antal
    )


def budgeten(motor: Engine, ar: int) -> dict[Kundval, Budget]:
    """What has been decided for a year: of each kundval what was entered last. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return {b.kundval: b for b in (Budget(*r) for r in forbindelse.execute(namndfragor.budgeten(ar)))}


def for_in_budget(
    motor: Engine, som: Aktor, ar: int, kundval: Kundval, belopp: Decimal, beslut: str, motivering: str | None
) -> None:
    """Enter what has been decided; in the place of what was entered before, if a motivering says why (K0.7).

    Raises:
        Avvisning: K16.3, not for ``som`` to enter, the same once more, or a change without motivering.
    """
    krav_fora_in(som)
    with transaktion(motor) as forbindelse:
        forbindelse.execute(text("LOCK TABLE budget IN SHARE ROW EXCLUSIVE MODE"))
        k = budget.c
        fraga = select(k.belopp, k.beslut).where(k.ar == ar, k.kundval == kundval).order_by(k.nr.desc()).limit(1)
        fore = forbindelse.execute(fraga).first()
        if fore is not None and tuple(fore) == (belopp, beslut):
            raise Avvisning("K16.3", f"budgeten för {kundval} {ar} är redan införd", "belopp")
        if fore is not None and not motivering:
            redan = f"budgeten för {kundval} {ar} är redan införd; säg varför den ändras"
            raise Avvisning("K16.3", redan, "motivering")
        varden = {"ar": ar, "kundval": kundval, "belopp": belopp, "beslut": beslut, "motivering": motivering}
        forbindelse.execute(insert(budget).values(**varden, av=str(som)))
