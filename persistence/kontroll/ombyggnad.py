"""Put right what only follows from the journal: the read tables of one case, written anew from its lines."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.dialects.postgresql import insert as satt

from domain.insats.insats import Insats
from domain.kontroll.arende import journal
from domain.liv.lagesbild import lagesbild
from domain.liv.vikning import GAR_INTE_ATT_VIKA, vik
from persistence.databas.falt import falt
from persistence.databas.motor import DataFel, transaktion
from persistence.kontroll import arenden
from persistence.tabeller.grund import bevakning, insats, utbetalning


class OrubbligtFel(DataFel):
    """The journal itself is not whole, so that nothing can be built from it. Swedish."""

    typ: ClassVar[str] = "OrubbligtFel"


def bygg_om(motor: Engine, arende: str) -> Insats:
    """Write the case's read rows as its journal gives them, and return its state.

    The writer of the journal waits meanwhile: both begin with the case's row.

    Raises:
        OrubbligtFel: there is no such journal, or it has gaps or lines that cannot be read.
        DatabasFel: the database cannot be used now.
    """
    with transaktion(motor) as forbindelse:
        forbindelse.execute(select(insats.c.nr).where(insats.c.arende == arende).with_for_update())
        i = _vik(forbindelse, arende)
        ratt = lagesbild(i)
        egen = falt(ratt.insats)
        forbindelse.execute(satt(insats).values(egen).on_conflict_do_update(index_elements=["arende"], set_=egen))
        for tabell, dessa in ((bevakning, ratt.bevakningar), (utbetalning, ratt.utbetalningar)):
            forbindelse.execute(delete(tabell).where(tabell.c.arende == arende))
            if dessa:
                forbindelse.execute(insert(tabell), [{"arende": arende, **falt(rad)} for rad in dessa.values()])
    return i


def _vik(forbindelse: Connection, arende: str) -> Insats:
    skrivet = next(iter(arenden.ur(forbindelse, [arende])), None)
    if skrivet is None:
        raise OrubbligtFel(f"ärendet {arende} finns inte i journalen")
    if brutna := [f.text for f in journal(skrivet)]:
        raise OrubbligtFel(f"{arende}: {'; '.join(brutna)}; ingenting kan byggas ur den")
    try:
        i = vik(skrivet.poster)
    except GAR_INTE_ATT_VIKA:
        raise OrubbligtFel(f"{arende}: journalens rader kan inte följa på varandra") from None
    assert i is not None
    return i
