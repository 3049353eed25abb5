"""§14.1: what a span of days is worth – exact fractions, rounded once (K14.1–K14.3).

The input and the output are kept together, so that an amount can be explained long after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from domain.grund.ordval import numerus
from domain.grund.pengar import avrunda, kronor
from domain.grund.slag import Kundval
from domain.regler.regelverk import Regelverk
from domain.tid.manad import dagar_i, forsta, manad, sista
from domain.tid.period import Period


@dataclass(frozen=True, slots=True)
class Delbelopp:
    """Days paid at one monthly amount: ``dagar`` × ``manadsbelopp`` / ``delat_med``."""

    fran: date
    till: date
    dagar: int
    manadsbelopp: Decimal
    delat_med: int


@dataclass(frozen=True, slots=True)
class Ersattning:
    """An amount in kronor with what it was computed from.

    ``utan_belopp`` are the first days of spans that lack a decided amount; ``belopp`` is then None. ``kalla`` is the
    § and krav that say so.
    """

    period: Period
    hel_manad: bool
    delar: tuple[Delbelopp, ...]
    utan_belopp: tuple[date, ...]
    belopp: Decimal | None
    kalla: str = "§14.1, K14.2"

    @property
    def dagar(self) -> int:
        """How many days are paid."""
        return self.period.dagar()


def manadsersattning(regelverk: Regelverk, kundval: Kundval, insatsdagar: Period) -> Ersattning:
    """K14.2: the insatsdagar of one calendar month.

    A whole month pays the month's amount; else amount / 30 a day. **Tolkning**: where the amount changes within a
    whole month, each day is worth its share of that month's days.
    """
    m = manad(insatsdagar.fran)
    hel = insatsdagar.fran == forsta(m) and insatsdagar.sista == sista(m)
    delat_med = dagar_i(m) if hel else regelverk.tal("ersattning.dagar_per_manad", insatsdagar.fran)
    return _rakna(regelverk, kundval, insatsdagar, hel, delat_med)


def avbrottsersattning(regelverk: Regelverk, kundval: Kundval, avslutsdatum: date) -> Ersattning:
    """K14.3: the 14 calendar days after the avslutsdatum, each at the amount / 30 in force that day."""
    dagar = regelverk.tal("ersattning.avbrott_dagar", avslutsdatum)
    efter = Period(avslutsdatum + timedelta(days=1), avslutsdatum + timedelta(days=dagar))
    delat_med = regelverk.tal("ersattning.dagar_per_manad", avslutsdatum)
    return replace(_rakna(regelverk, kundval, efter, False, delat_med), kalla="§12.1.3, §14.1, K14.3")


@lru_cache(maxsize=4096)
def _rakna(regelverk: Regelverk, kundval: Kundval, period: Period, hel: bool, delat_med: int) -> Ersattning:
    """The same span under the same rules is worth the same: computed once."""
    stycken = regelverk.beloppsdelar(f"checkbelopp.{kundval}", period.fran, period.sista)
    delar = [Delbelopp(a, b, (b - a).days + 1, belopp, delat_med) for a, b, belopp in stycken if belopp is not None]
    utan = [a for a, _, belopp in stycken if belopp is None]
    summa = (
        None if utan else avrunda(sum((Fraction(x.manadsbelopp) * x.dagar / x.delat_med for x in delar), Fraction()))
    )
    return Ersattning(period, hel, tuple(delar), tuple(utan), summa)


def forklara(e: Ersattning) -> str:
    """One Swedish line: how the amount came about."""
    till = e.period.till
    if e.utan_belopp:
        return f"{e.period.fran}–{till}: beslutat checkbelopp saknas från {e.utan_belopp[0]} (§14.1, K14.1)"
    assert e.belopp is not None, "what lacks no day's amount has one"
    if e.hel_manad and len(e.delar) == 1:
        return f"{e.period.fran}–{till}: hel månad, {kronor(e.belopp)} ({e.kalla})"
    led = " + ".join(f"{kronor(d.manadsbelopp)} / {d.delat_med} × {numerus(d.dagar, 'dag', 'dagar')}" for d in e.delar)
    return f"{e.period.fran}–{till}: {led} = {kronor(e.belopp)} ({e.kalla})"
