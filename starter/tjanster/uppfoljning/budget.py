"""To enter what has been decided for a year and a kundval, the same for every door (K16.3)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, ValidationError
from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Beteckning
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from domain.kvalitet.namnd import krav_fora_in
from domain.skeende.form import pa_svenska
from domain.skeende.kommando import Indata
from domain.tid.kalender import FORSTA_AR, SISTA_AR
from persistence.kvalitet import namnd


class Budgetpost(Indata):
    """What is entered. ``motivering`` is for one that takes the place of another."""

    kundval: Kundval = Field(description="Kundvalet.")
    belopp: Annotated[Decimal, Field(ge=0, decimal_places=2, max_digits=14)] = Field(description="Kronor för året.")
    beslut: Beteckning = Field(description="Beslutets beteckning, till exempel dnr NAF 2024/140.")
    motivering: str | None = Field(default=None, description="Varför en budget som redan är införd ändras.")


def for_in(motor: Engine, som: Aktor, ar: int, data: Mapping[str, Any]) -> None:
    """Enter it. Raises: Avvisning, K16.3."""
    krav_fora_in(som)
    if not FORSTA_AR <= ar <= SISTA_AR:
        raise Avvisning("K16.3", f"kalendern omfattar åren {FORSTA_AR}–{SISTA_AR}", "ar")
    try:
        b = Budgetpost.model_validate(dict(data))
    except ValidationError as fel:
        forsta = fel.errors()[0]
        falt = next((str(d) for d in forsta["loc"] if d in Budgetpost.model_fields), "budget")
        regel = "K3.3" if forsta["type"] == "personnummer" else "K16.3"
        raise Avvisning(regel, pa_svenska(forsta), falt) from None
    namnd.for_in_budget(motor, som, ar, b.kundval, b.belopp, b.beslut, b.motivering)
