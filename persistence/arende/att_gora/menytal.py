"""What the menu counts on every page, in one statement that hangs on nothing but who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import Engine, Select, and_, literal, select, text

from domain.grund.parter import Aktor, Roll
from domain.kapitel.uppdrag.bemanning import BEMANNING
from persistence.arende.att_gora.urvalet import RAKNAR_TILL, STANGDA, Urval, antal, hogst, vantar
from persistence.databas.motor import transaktion
from persistence.insyn.vantar import hos, ogjort
from persistence.meddelanden.inkorg import olasta
from persistence.tabeller.process import processbevakning

KO = BEMANNING.namn
"""What an anordnare's queue waits for: the case is given to it, and it has staffed it with nobody yet (K6.2)."""
_FLEST = 1024


@dataclass(frozen=True, slots=True)
class Menytal:
    """What waits for one, in the cases and beside them; what one has not read; and of an anordnare the cases that it is
    to staff. Each is counted no further than ``RAKNAR_TILL``, and as the list that it leads to counts."""

    i_arenden: int
    vid_sidan: int
    olasta: int
    i_ko: int = 0

    @property
    def att_gora(self) -> int:
        """All that waits for one."""
        return min(self.i_arenden + self.vid_sidan, RAKNAR_TILL)


def menytal(motor: Engine, som: Aktor) -> Menytal:
    """The counts of the menu. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return Menytal(*forbindelse.execute(_fraga(som, RAKNAR_TILL)).one())


@lru_cache(_FLEST)  # to build it costs more than to ask it
def _fraga(som: Aktor, till: int) -> Select[*tuple[int, ...]]:
    """``till`` is how far it counts."""
    ingen = date.min  # one's own hang on no day
    i_kon = text(f"bevakning.slag = '{KO}'")  # in so many words, so that its index is known to hold it
    delar = [
        antal(som, Urval(), ingen, vantar()),
        hogst(select(processbevakning.c.nyckel).where(hos(som), ogjort()), till),
        hogst(olasta(som, till + STANGDA), till),
        antal(som, Urval(slag=KO), ingen, and_(vantar(), i_kon)) if som.roll is Roll.ANORDNARE else literal(0),
    ]
    return select(*(d.label(f"n{n}") for n, d in enumerate(delar)))
