"""The cases of the kunder that a socialsekreterare is named for: that they are there, and about whom (K3.7)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, case, select

from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import laser_kundens_texter
from persistence.tabeller.grund import insats
from persistence.tabeller.kund import kund


@dataclass(frozen=True, slots=True)
class Egen:
    """A case of a kund that one is named for; of one with a protected identity no name is told (K3.2)."""

    arende: str
    namn: str | None
    skyddad: bool


def egna(motor: Engine, som: Aktor, *, antal: int, arende: str | None = None) -> list[Egen]:
    """The cases, latest touched first; with ``arende`` that one alone (K9.5). Raises: DatabasFel."""
    if som.roll is not Roll.SOCIALSEKRETERARE:
        return []
    i, k = insats.c, kund.c
    fraga = select(i.arende, case((k.skydd.is_(None), k.namn)), k.skydd.is_not(None))
    fraga = fraga.join(kund, k.id == i.kund).where(laser_kundens_texter(som)).order_by(i.senast.desc(), i.arende)
    if arende is not None:
        fraga = fraga.where(i.arende == arende)
    with transaktion(motor) as forbindelse:
        svar = [Egen(*rad) for rad in forbindelse.execute(fraga.limit(antal))]
        oppningar.anteckna(forbindelse, som, "de egna kundernas ärenden", {e.arende for e in svar})
    return svar


def laser(forbindelse: Connection, som: Aktor, arende: str) -> bool:
    """Whether it is a case that ``som`` is told of something in, seen or not."""
    fraga = select(insats.c.arende).where(insats.c.arende == arende, laser_kundens_texter(som))
    return forbindelse.execute(fraga).first() is not None
