"""A year's figures at the desk: of each anordnare (K16.1), and as the nämnd is told of it (K16.3).

They are kept for a while (``raknat``); that one may see them is asked each time, and so is the budget, which is seen as
soon as it has been entered.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Kundval
from domain.kvalitet import namnd
from domain.kvalitet.namnd import Namndstatistik
from domain.kvalitet.nyckeltal import Nyckeltal
from domain.kvalitet.rakning import krav_insyn
from domain.regler.regelverk import Regelverk
from domain.tid.tidpunkt import datum
from persistence.insyn.tillgang import prova_tillgang
from persistence.kvalitet.namnd import budgeten, statistik
from persistence.kvalitet.nyckeltal import nyckeltal
from starter.skrivbord.vyer.raknat import Raknat, raknat


def arssiffror(
    motor: Engine, som: Aktor, ar: int, kundval: Kundval | None, regelverk: Regelverk, nu: datetime
) -> Raknat[list[Nyckeltal]]:
    """The figures that ``som`` sees. Raises: Avvisning, as ``nyckeltal``; DatabasFel; Raknas."""
    krav_insyn(som, None)
    prova_tillgang(motor, som)
    egen = som.organisation if som.roll is Roll.ANORDNARE else None

    def rakna() -> list[Nyckeltal]:
        return nyckeltal(motor, ar, idag=datum(nu), regelverk=regelverk, anordnare=egen, kundval=kundval)

    return raknat(motor, ("kvalitet", ar, kundval, egen), rakna, nu)


def namndens(
    motor: Engine, som: Aktor, ar: int, regelverk: Regelverk, nu: datetime, *, intern: bool = False
) -> Raknat[Namndstatistik]:
    """The year as the nämnd is told of it. Raises: Avvisning, as ``statistik``; DatabasFel; Raknas."""
    namnd.krav_insyn(som)
    prova_tillgang(motor, som)

    def rakna() -> Namndstatistik:
        return statistik(motor, som, ar, idag=datum(nu), regelverk=regelverk)

    svar = raknat(motor, ("namnd", ar), rakna, nu)
    return Raknat(replace(svar.varde, budget=budgeten(motor, ar), intern=intern), svar.nar)


def namndbild(motor: Engine, s: Raknat[Namndstatistik], nu: datetime) -> bytes:
    """Its picture as SVG, drawn once of the same figures and the same budget. Raises: Raknas."""
    from starter.dokument.namnddiagram import diagram  # what draws is large

    vad = ("namndbild", s.varde.period.fran.year, s.nar, tuple(sorted(s.varde.budget.items())))
    return raknat(motor, vad, lambda: diagram(s.varde, "svg"), nu).varde
