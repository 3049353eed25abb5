"""An id that has its outcome is that saying's for good: the same again is the same, and other words are not (K0.6)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import Engine, select

from domain.grund.avvisning import Avvisning
from domain.skeende.form import las_kommando
from domain.skeende.kommando import Kommando
from persistence.databas.motor import transaktion
from persistence.tabeller.grund import journal
from persistence.tabeller.post import sagt_i_kon


def upptaget() -> Avvisning:
    """Why something else is not said by an id that has been used."""
    return Avvisning("K0.6", "id:t är redan använt för något annat; säg det här med ett nytt id", "id")


def prova(
    motor: Engine, arende: str, inkommet: Mapping[str, Any], kommandon: Mapping[str, type[Kommando]], *,
    i_kon: bool = False,
) -> None:  # fmt: skip
    """Nothing else has been said by that id to the case, or the process.

    What was refused to who waited for the answer has changed nothing and stands nowhere: its id is free.

    Args:
        inkommet: as it travels.
        kommandon: those there are, by verb.
        i_kon: it is to be left in a queue, where nobody would be told of what the id stands for already: an earlier
            refusal is told, and what still waits there counts too.

    Raises:
        Avvisning: something else, or somebody else's, has that id; or an earlier refusal.
        DatabasFel: the database cannot be used now.
    """
    j, s, id_ = journal.c, sagt_i_kon.c, inkommet["id"]
    fraga = (
        select(j.av, j.sagt, j.slag, j.handelse).where(j.arende == arende, j.kommando == id_).order_by(j.nr).limit(1)
    )
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(fraga).one_or_none()
        vantar = i_kon and rad is None
        kvar = (
            forbindelse.execute(select(s.inkommet).where(s.arende == arende, s.id == id_)).scalar() if vantar else None
        )
    forr = (rad.av, rad.sagt) if rad else (kvar["av"], kvar["kommando"]) if kvar else None
    if forr and (forr[0] != inkommet["av"] or _annat(forr[1], inkommet["kommando"], kommandon)):
        raise upptaget()
    if i_kon and rad and rad.slag == "kommando_avvisat":
        h = rad.handelse
        raise Avvisning(h["regel"], h.get("skal") or h["text"], h["falt"])


def _annat(forr: Any, nu: Any, kommandon: Mapping[str, type[Kommando]]) -> bool:
    """Whether another thing was said before. What the journal has kept no words of, or what cannot be read any more, is
    not told from it."""
    if forr is None:
        return False
    with suppress(Avvisning):
        return las_kommando(forr, kommandon, redan_sagt=True) != las_kommando(nu, kommandon, redan_sagt=True)
    return False
