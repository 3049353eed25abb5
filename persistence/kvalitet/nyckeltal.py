"""What the yearly review counts, asked of the read tables and the journal (K16.1).

The questions stand in ``kvalitetsfragor``; what their answers mean is decided by ``domain.kvalitet.rakning``.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, select, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Kundval, VisatUtfall
from domain.kvalitet.nyckeltal import Bevakningsgrupp, Handelsegrupp, Insatsgrupp, Meddelandegrupp, Nyckeltal
from domain.kvalitet.rakning import arets_period, krav_insyn, rakna
from domain.regler.regelverk import Regelverk
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import prova_tillgang_i
from persistence.kvalitet import fragor
from persistence.tabeller import anordnarregister
from persistence.tabeller.grund import insats


def nyckeltal(
    motor: Engine,
    ar: int,
    *,
    idag: date,
    regelverk: Regelverk,
    som: Aktor | None = None,
    anordnare: str | None = None,
    kundval: Kundval | None = None,
) -> list[Nyckeltal]:
    """The figures of each anordnare for a calendar year, by name: of those authorised in it, and those with cases.

    Args:
        ar: the year; one under way is counted to the day before ``idag`` (Stockholm).
        regelverk: the rules, for the frist that a message is to be read within (K6.6).
        som: who asks; None is the service itself, which sees all.
        anordnare: only this one's.
        kundval: only the insatser of this kundval, and those authorised for it.

    Raises:
        Avvisning: K3.4, the access of one who has left has ended; K16.1, for a year of which no day has been, an
            anordnare that is unknown, or not for ``som`` to see.
        DatabasFel: the database cannot be used now.
    """
    period = arets_period(ar, idag)
    if som is not None:
        krav_insyn(som, anordnare)
        anordnare = som.organisation if som.roll is Roll.ANORDNARE else anordnare
    with transaktion(motor) as forbindelse:
        # All questions see the same moment, so that the figures agree with each other.
        forbindelse.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        if som is not None:
            prova_tillgang_i(forbindelse, som)
        if anordnare is not None:
            _krav_kand(forbindelse, anordnare)
        bland = fragor.urval(anordnare, kundval)

        def svar(fraga: fragor.Fraga) -> list[tuple[Any, ...]]:
            return [tuple(r) for r in forbindelse.execute(fraga)]

        return rakna(
            period,
            regelverk,
            insatser=[Insatsgrupp(*r) for r in svar(fragor.insatser(period, bland))],
            bevakningar=[_bevakningsgrupp(*r) for r in svar(fragor.bevakningar(period, bland))],
            handelser=[Handelsegrupp(*r) for f in fragor.handelser(period, bland) for r in svar(f)],
            meddelanden=[Meddelandegrupp(*r) for r in svar(fragor.meddelanden(period, anordnare, kundval))],
            aven=[str(namn) for (namn,) in svar(fragor.auktoriserade(period, anordnare, kundval))],
        )


def _krav_kand(forbindelse: Connection, namn: str) -> None:
    """Raises: Avvisning: K16.1, for one that is neither in the register nor has a case."""
    i_registret = select(anordnarregister.anordnare.c.namn).where(anordnarregister.anordnare.c.namn == namn)
    med_arende = select(insats.c.anordnare).where(insats.c.anordnare == namn).limit(1)
    if not forbindelse.execute(i_registret).first() and not forbindelse.execute(med_arende).first():
        raise Avvisning("K16.1", "anordnaren finns inte i registret", "anordnare")


def _bevakningsgrupp(
    anordnare: str,
    slag: str,
    utfall: VisatUtfall,
    gjord: bool,
    ansvarig: str,
    hos: str | None,
    aterkallad: bool,
    antal: int,
) -> Bevakningsgrupp:
    passerad_hos = Roll(hos) if hos else None
    return Bevakningsgrupp(anordnare, slag, utfall, gjord, Roll(ansvarig), passerad_hos, aterkallad, antal)
