"""Kronor: exact, rounded half up to öre once, and written as Swedes write them (K14.2)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_ORE = Decimal("0.01")


def avrunda(exakt: Fraction) -> Decimal:
    """Half up to öre, once per row (K14.2)."""
    return (Decimal(exakt.numerator) / Decimal(exakt.denominator)).quantize(_ORE, ROUND_HALF_UP)


def kronor(belopp: Decimal) -> str:
    """As staff read it: ``3 876,00 kr``, with no-break spaces."""
    return f"{belopp:,.2f} kr".replace(",", " ").replace(".", ",").replace(" ", "\u00a0")
