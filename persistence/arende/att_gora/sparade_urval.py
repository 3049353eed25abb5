"""The filters of the start page that somebody keeps, under names of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from persistence.databas.motor import transaktion
from persistence.tabeller.skrivbord import sparat_urval

FLEST = 20
LANGST = 60
"""Characters of a name."""


def alla(motor: Engine, som: Aktor) -> dict[str, Mapping[str, str]]:
    """Name → what is filtered by, in the order of their names. Raises: DatabasFel."""
    s = sparat_urval.c
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(select(s.namn, s.fraga).where(s.aktor == str(som)).order_by(s.namn))
        return {r.namn: r.fraga for r in rader}


def spara(motor: Engine, som: Aktor, namn: str, fraga: Mapping[str, str], nu: datetime) -> None:
    """Keep a filter; one of the same name is replaced.

    Raises:
        Avvisning: K0.8, no name, too long a one, or too many filters.
        DataFel, DatabasFel: as ``transaktion``.
    """
    namn = " ".join(namn.split())
    if not 1 <= len(namn) <= LANGST:
        raise Avvisning("K0.8", f"urvalet behöver ett namn på högst {LANGST} tecken", "namn")
    s = sparat_urval.c
    varden = {"fraga": dict(fraga), "sparat": nu}
    with transaktion(motor) as forbindelse:
        andra = select(func.count()).select_from(sparat_urval).where(s.aktor == str(som), s.namn != namn)
        if int(forbindelse.execute(andra).scalar_one()) >= FLEST:
            raise Avvisning("K0.8", f"högst {FLEST} urval kan sparas; ta bort något först", "namn")
        satt = insert(sparat_urval).values(aktor=str(som), namn=namn, **varden)
        forbindelse.execute(satt.on_conflict_do_update(index_elements=["aktor", "namn"], set_=varden))


def ta_bort(motor: Engine, som: Aktor, namn: str) -> None:
    """Keep it no more; what is not there is no fault. Raises: DatabasFel."""
    s = sparat_urval.c
    with transaktion(motor) as forbindelse:
        forbindelse.execute(delete(sparat_urval).where(s.aktor == str(som), s.namn == namn))
