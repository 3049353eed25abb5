"""What stops a gallring: a case that is appealed, in dispute, or to be given out, until somebody says that it is over.

As long as one stands nothing of the kund is weeded out (K3.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import Engine, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor
from domain.grund.roller import STOPPAR_GALLRING, prova_roll
from persistence.databas.motor import transaktion
from persistence.insyn import gallrat
from persistence.tabeller.grund import insats
from persistence.tabeller.kund import gallringsstopp

Orsak = Literal["overklagat", "tvist", "utlamnande"]
ORSAKER: tuple[Orsak, ...] = get_args(Orsak)
"""A decision that is appealed, a dispute about what was paid, somebody who has asked for what is held."""


@dataclass(frozen=True, slots=True)
class Stopp:
    """A stop: its number, of which case, why, and who set it when (UTC)."""

    nr: int
    arende: str
    orsak: str
    satt: datetime
    satt_av: str


def satt(motor: Engine, som: Aktor, arende: str, orsak: Orsak) -> None:
    """Stop the gallring of a case's kund; a stop that stands already is left as it is.

    Raises:
        Avvisning: K3.8, not for this role; the case has been weeded out.
        FinnsInte: there is no such case.
    """
    prova_roll(som, STOPPAR_GALLRING, "K3.8")
    with transaktion(motor) as forbindelse:
        # The same lock as the weeding out: one of the two comes first.
        kund = forbindelse.execute(select(insats.c.kund).where(insats.c.arende == arende).with_for_update()).scalar()
        if kund is None:
            raise FinnsInte("K3.8", "ärendet finns inte", "arende")
        gallrat.prova_i(forbindelse, arende)
        rad = {"kund": kund, "arende": arende, "orsak": orsak, "satt_av": str(som)}
        forbindelse.execute(insert(gallringsstopp).values(rad).on_conflict_do_nothing())


def hav(motor: Engine, som: Aktor, arende: str, orsak: Orsak) -> None:
    """Say that what stopped it is over.

    Raises: Avvisning, K3.8; not for this role, or there is no such stop.
    """
    prova_roll(som, STOPPAR_GALLRING, "K3.8")
    s = gallringsstopp.c
    with transaktion(motor) as forbindelse:
        satt = update(gallringsstopp).where(s.arende == arende, s.orsak == orsak, s.havt.is_(None))
        if forbindelse.execute(satt.values(havt=func.now(), havt_av=str(som))).rowcount == 0:
            raise Avvisning("K3.8", "gallringen är inte stoppad av den orsaken", "arende")


def alla(motor: Engine, som: Aktor, *, efter: int = 0, antal: int | None = None) -> list[Stopp]:
    """The stops that stand, the oldest first. Raises: Avvisning, K3.8, not for this role.

    Args:
        efter: only those after the one of this number; ``antal`` at most so many.
    """
    prova_roll(som, STOPPAR_GALLRING, "K3.8")
    s = gallringsstopp.c
    with transaktion(motor) as forbindelse:
        fraga = select(s.nr, s.arende, s.orsak, s.satt, s.satt_av).where(s.havt.is_(None), s.nr > efter).order_by(s.nr)
        return [Stopp(**r) for r in forbindelse.execute(fraga.limit(antal)).mappings()]
