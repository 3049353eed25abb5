"""§14: what a row of payment is, and the month it falls in (K14.5, K14.6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from domain.grund.slag import Utbetalningsslag
from domain.insats.insats import Insats
from domain.tid.manad import Manad, dag, forsta, nasta
from domain.tid.tidpunkt import datum, midnatt

Utbetalningsstatus = Literal["vantar", "klar", "innehallen", "utbetald"]
Hinder = Literal["forslag", "belopp_saknas", "underlag_avviker", "avskrivet", "slutrapport_sen"]

HINDERREGEL: dict[Hinder, str] = {
    "forslag": "K13.1",
    "belopp_saknas": "K14.1",
    "underlag_avviker": "K14.4",
    "avskrivet": "K13.7",
    "slutrapport_sen": "K14.3",
}
"""Why a row can be held, and the krav it is held under."""


@dataclass(frozen=True, slots=True)
class Utbetalning:
    """One row of payment.

    Attributes:
        slag, avser: kind, and the month (for avbrott the avslutsdatum) it concerns.
        dagar, belopp: days paid and kronor; belopp None while no amount is decided.
        utbetalningsmanad: the month it is, or will be, paid in; None while that is not known.
        forfallen: it will not be paid, and nothing more is awaited for it.
        forklaring: Swedish, with § and krav.
    """

    slag: Utbetalningsslag
    avser: str
    dagar: int
    belopp: Decimal | None
    utbetalningsmanad: Manad | None
    status: Utbetalningsstatus
    forklaring: str
    forfallen: bool = False
    hinder: Hinder | None = None
    """Why it is held; a new hinder is told once."""
    skal: str = ""

    @property
    def nyckel(self) -> str:
        """What it is called among the case's rows: kind and what it concerns."""
        return f"{self.slag}:{self.avser}"


def utbetalningsmanad(i: Insats, m: Manad, ankomst: datetime, klart: datetime) -> Manad:
    """K14.5: the first month after ``m`` whose brytdatum the arrival meets and whose run comes after approval."""
    p = nasta(m)
    while datum(ankomst) > dag(p, i.regelverk.tal("utbetalning.brytdag", forsta(p))) or klart >= korning(i, p):
        p = nasta(p)
    return p


def korning(i: Insats, p: Manad) -> datetime:
    """00:00 on the day the payment month is closed (K14.6)."""
    return midnatt(dag(p, i.regelverk.tal("utbetalning.korningsdag", forsta(p))))
