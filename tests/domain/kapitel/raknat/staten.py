"""States of a case put together by hand: what its pay is reckoned from needs no clock and nothing said."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Avslutsbeslut, Underlag
from tests.verktyg.spel import Spel, d, tid

MARS = "2024-03"
BELOPP = Decimal("2713.20")
"""What 21 days of March are worth."""
AVBROTT = Decimal("1808.80")


@cache
def insatsen() -> Insats:
    """AMI2 from Monday 11 March 2024 to 10 September, as it was begun."""
    return Spel.pagaende(start="2024-03-11", langd_manader=6).insats


def fran(start: str, i: Insats | None = None) -> Insats:
    """The same, begun on another day."""
    i = i or insatsen()
    return med(i, uppdrag=replace(i.inlagt, startdatum=d(start)))


def avslutad(slut: str, form: Any = "avbruten", beslut: str = "2024-04-10", **fakta: Any) -> Insats:
    """The same, with an end decided."""
    return med(insatsen(), avslutsbeslut=Avslutsbeslut(tid(beslut), d(slut), "flytt", form), **fakta)


def underlag(nar: str, belopp: str = "2713.20", vantat: str | None = "2713.20", **mer: str) -> Underlag:
    """An underlag of a time; ``stamde_till`` and ``ankom`` as times."""
    tider: dict[str, datetime] = {falt: tid(t) for falt, t in mer.items() if falt != "nummer"}
    nummer = mer.get("nummer", f"F{nar}")
    return Underlag(tid(nar), Decimal(belopp), nummer, Decimal(vantat) if vantat else None, **tider)
