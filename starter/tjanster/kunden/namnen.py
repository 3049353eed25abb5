"""Whom the cases of a list are about, by name, for those who may read it there (K3.7, K6.7)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import Engine

from domain.grund.parter import Aktor
from domain.kapitel.uppdrag.kontaktuppgifter import DAGAR_EFTER_SLUT
from domain.regler.regelverk import Regelverk
from persistence.register.kund import namnen
from persistence.register.kund.kundlasning import Kundpost


def i_listan(
    motor: Engine, som: Aktor, arenden: Collection[str], idag: date, regelverk: Regelverk
) -> dict[str, Kundpost]:
    """Case → its kund as a list shows it. Raises: DatabasFel."""
    return namnen.i_arenden(motor, som, arenden, idag, lambda slut: regelverk.tal(DAGAR_EFTER_SLUT, slut))
