"""What has been registered of many cases in some days: contacts and absence, for the anordnare's week (K7.2, K10.0).

Read of the journal of the cases that are asked for, and of no other; a line that has been put right is left out, since
the case itself tells what it became.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import Engine, any_, bindparam, exists, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from domain.grund.parter import Aktor
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import ser_arende
from persistence.tabeller.grund import insats, journal

Sort = Literal["kontakt", "franvaro", "uteblev"]
_SLAG: dict[str, Sort] = {
    "kundkontakt_registrerad": "kontakt", "franvaro_anmald": "franvaro", "uteblivande_registrerat": "uteblev",
}  # fmt: skip
_RATTELSE = journal.alias("rattelse")


@dataclass(frozen=True, slots=True)
class Antecknat:
    """What was registered of a day: the form of a contact or the kind of an absence is ``vilken``; ``nr`` is its line
    of the journal, and ``av`` who said it."""

    sort: Sort
    vilken: str
    nr: int
    av: str


def antecknat(
    motor: Engine, som: Aktor, arenden: Collection[str], fran: date, till: date
) -> dict[tuple[str, date], list[Antecknat]]:
    """(Case, day) → what has been registered of it, both days included, in the cases one may see.

    Raises: DatabasFel.
    """
    j, r = journal.c, _RATTELSE.c
    rattad = exists().where(r.arende == j.arende, r.slag == "uppgift_rattad", r.handelse["nr"].as_integer() == j.nr)
    dessa = j.arende == any_(bindparam("b_arenden", sorted(arenden), type_=ARRAY(Text)))
    fraga = (
        select(j.arende, j.nr, j.slag, j.av, j.handelse)
        .join(insats, insats.c.arende == j.arende)
        .where(dessa, j.slag.in_(list(_SLAG)), ser_arende(som), ~rattad)
        .order_by(j.arende, j.nr)
    )
    svar: dict[tuple[str, date], list[Antecknat]] = {}
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(fraga).all()
        oppningar.anteckna(forbindelse, som, "veckan", {rad.arende for rad in rader})
    for rad in rader:
        for dag in _dagarna(rad.handelse, fran, till):
            sort = _SLAG[rad.slag]
            vilken = rad.handelse.get("form") or rad.handelse.get("franvaro") or ""
            svar.setdefault((rad.arende, dag), []).append(Antecknat(sort, vilken, rad.nr, rad.av))
    return svar


def _dagarna(h: dict[str, Any], fran: date, till: date) -> Iterator[date]:
    """The days of the span that a line is of; an absence without an end goes on through it."""
    forsta = date.fromisoformat(h.get("datum") or h["fran"])
    sista = forsta if "datum" in h else date.fromisoformat(h["till"]) if h.get("till") else till
    dag = max(forsta, fran)
    while dag <= min(sista, till):
        yield dag
        dag += timedelta(days=1)
