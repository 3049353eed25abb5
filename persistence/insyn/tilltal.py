"""Whether somebody may say something to a case: asked before everything that is said, so by one question (K3.2, K3.4).

What one may not speak to is answered as what is not there. Where the kund is protected the attempt is logged, in the
transaction that asks.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import Connection, Select, bindparam, select

from domain.grund.parter import Aktor
from persistence.insyn import oppningar
from persistence.insyn.tillgang import prova_tillgang_i
from persistence.insyn.vem_ser import ar_skyddad, far_tala
from persistence.tabeller.grund import insats


def att_tala_till(forbindelse: Connection, som: Aktor, arende: str, vad: str) -> int | None:
    """The last line of a case that ``som`` may say something to; None where there is no such.

    It is one that ``som`` sees, and for a socialsekreterare one of a kund that it is named for (K9.5, K4.6).

    Args:
        vad: what would be said, as the log of openings tells it.

    Raises:
        Avvisning: K3.4 or K5.1, the access of one who has left has ended; only where the case is not seen.
    """
    rad = forbindelse.execute(_fraga(som), {"b_arende": arende}).first()
    if rad is not None and not rad[1]:
        return int(rad[0])  # almost every case, and then this was all
    if rad is None:
        prova_tillgang_i(forbindelse, som)
    oppningar.anteckna(forbindelse, som, vad, () if rad is None else {arende}, sokt=arende)
    return None if rad is None else int(rad[0])


@lru_cache(maxsize=2048)
def _fraga(som: Aktor) -> Select[int, bool]:
    """The question of one who speaks. To build it takes longer than its answer, and it is the same each time."""
    i = insats.c
    return select(i.nr, ar_skyddad(i.kund)).where(i.arende == bindparam("b_arende"), far_tala(som))
