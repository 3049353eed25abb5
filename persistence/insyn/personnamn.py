"""What the people who are responsible for a case are called, to those who see it (K3.4, K5.1).

A karriärvägledare is named to all who see the case, since they are to turn to them. Of an anordnare's staff the
register says who, to those who read it: their own organisation, and those of the municipality who see it all.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

from domain.grund.parter import Aktor
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import SER_ALL_PERSONAL, samma_id
from persistence.tabeller.kund import karriarvagledare
from persistence.tabeller.personal import personal


@dataclass(frozen=True, slots=True)
class Personnamn:
    """The names, None where the register has none or it is not one's own to read."""

    karriarvagledare: str | None
    handlaggare: str | None


def ansvarigas_namn(
    motor: Engine, som: Aktor, karriarvagledare_id: str, anordnare: str, handlaggare: str | None
) -> Personnamn:
    """Who is responsible for a case that ``som`` sees: its karriärvägledare, and its handläggare if it is staffed."""
    p, kv = personal.c, karriarvagledare.c
    with transaktion(motor) as forbindelse:
        namn = forbindelse.execute(select(kv.namn).where(samma_id(kv.id, karriarvagledare_id))).scalar()
        hos = None
        if handlaggare is not None and (som.roll in SER_ALL_PERSONAL or som.organisation == anordnare):
            fraga = select(p.namn).where(p.anordnare == anordnare, samma_id(p.person, handlaggare))
            hos = forbindelse.execute(fraga).scalar()
    return Personnamn(namn, hos)
