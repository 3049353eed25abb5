"""A year's figures at the desk: of each anordnare (K16.1), as the nämnd is told of it (K16.3), and as one who chooses
among anordnare is (K5.4).

They are kept for a while (``raknat``); that one may see them is asked each time, and so is the budget, which is seen as
soon as it has been entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Kundval
from domain.kvalitet import namnd
from domain.kvalitet.jamforelsen import Jamforelsetal
from domain.kvalitet.namnd import Namndstatistik
from domain.kvalitet.nyckeltal import Nyckeltal
from domain.kvalitet.rakning import krav_insyn, senaste_ar
from domain.regler.regelverk import Regelverk
from domain.tid.tidpunkt import datum
from persistence.insyn.tillgang import prova_tillgang
from persistence.kvalitet.namnd import budgeten, statistik
from persistence.kvalitet.nyckeltal import nyckeltal
from starter.skrivbord.vyer.raknat import Raknas, Raknat, raknat
from starter.tjanster.uppfoljning import jamforelse


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


@dataclass(frozen=True, slots=True)
class Jamforelsear:
    """A kundval's year, by anordnare; ``hittills``: it is the year under way, since there is none before it."""

    ar: int
    hittills: bool
    tal: Mapping[str, Jamforelsetal]


def jamforelsens(motor: Engine, kundval: Kundval, regelverk: Regelverk, nu: datetime) -> Jamforelsear | None:
    """Last year's figures, for anybody; of a kundval that had no insats then, this year's.

    None while they are counted for the first time: who chooses among anordnare need not wait for them.

    Raises: DatabasFel.
    """
    idag = datum(nu)

    def rakna() -> Jamforelsear:
        forra = jamforelse.siffror(motor, regelverk, kundval, idag.year - 1, idag)
        if any(t.insatser != 0 for t in forra.values()) or senaste_ar(idag) < idag.year:
            return Jamforelsear(idag.year - 1, False, forra)
        return Jamforelsear(idag.year, True, jamforelse.siffror(motor, regelverk, kundval, idag.year, idag))

    try:
        return raknat(motor, ("jamforelse", kundval), rakna, nu, talamod=_VANTAR).varde
    except Raknas:
        return None


_VANTAR = 0.1
"""Seconds that the public page waits for figures that nobody has asked for before; then it is shown without them."""
