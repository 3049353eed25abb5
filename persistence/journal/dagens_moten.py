"""Whom one is to meet on a day, in all one's cases: first meetings, follow-ups, trepartsmöten (K7.1, K7.7, K10.3).

The lines of that day are found by their own index; then the few lines about meetings of those cases alone are read, so
that what was moved, cancelled, struck or put right since counts as it came to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, and_, any_, bindparam, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Status
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import ser_arende
from persistence.tabeller.grund import insats, journal, motesdag, om_moten

Motesslag = Literal["uppstartsmote", "uppfoljningsmote", "trepartsmote"]
MED_MOTEN = (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE)
"""The roles that meet the kund."""
_FLEST = 100
"""Cases with a line of the day that are looked into; nobody has so many meetings in a day."""


@dataclass(frozen=True, slots=True)
class Dagsmote:
    """A meeting of the day; ``kund`` is the id in the register."""

    arende: str
    insats: str
    anordnare: str
    kund: str
    vad: Motesslag


def dagens_moten(motor: Engine, som: Aktor, dag: date) -> list[Dagsmote]:
    """The meetings of ``dag`` in ``som``'s own cases that are not over, by case; none to a role that holds none.

    Raises: DatabasFel.
    """
    if som.roll not in MED_MOTEN:
        return []
    j, i = journal.c, insats.c
    fraga = (
        select(i.arende, i.slag, i.anordnare, i.kund)
        .join(journal, j.arende == i.arende)
        .where(om_moten, motesdag == dag.isoformat(), i.status.in_(_PAGAR), _egna(som))
        .distinct()
        .order_by(i.arende)
        .limit(_FLEST)
    )
    dessa = j.arende == any_(bindparam("b_arenden", type_=ARRAY(Text)))
    raderna = select(j.arende, j.nr, j.slag, j.handelse).where(dessa, om_moten).order_by(j.arende, j.nr)
    with transaktion(motor) as forbindelse:
        arenden = {r.arende: r for r in forbindelse.execute(fraga)}
        rader = forbindelse.execute(raderna, {"b_arenden": list(arenden)}).all() if arenden else []
        grupper = groupby(rader, lambda r: r.arende)
        motena = {a: motesdagar((r.nr, r.slag, r.handelse) for r in egna) for a, egna in grupper}
        svar = [
            Dagsmote(a, rad.slag, rad.anordnare, rad.kund, vad)
            for a, rad in arenden.items()
            for vad, nar in motena.get(a, ())
            if nar == dag
        ]
        oppningar.anteckna(forbindelse, som, "dagens möten", {m.arende for m in svar})
    return svar


_PAGAR = [s.value for s in (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR)]


def _egna(som: Aktor) -> ColumnElement[bool]:
    """A karriärvägledare's own; an anordnare's are those of its organisation."""
    if som.roll is Roll.KARRIARVAGLEDARE:
        return and_(insats.c.karriarvagledare == som.id, ser_arende(som))
    return ser_arende(som)


def motesdagar(rader: Iterable[tuple[int, str, Mapping[str, Any]]]) -> list[tuple[Motesslag, date]]:
    """The meetings of a case and their days, by its lines about meetings (number, kind, what it says) in order.

    Of first meetings the one last booked counts. A line that has been put right is what it came to be; one that has
    been struck is none.
    """
    alla = list(rader)
    rattat = {h["nr"]: h["efter"] for _, slag, h in alla if slag == "uppgift_rattad"}
    moten: list[tuple[Motesslag, str]] = []
    for nr, slag, sagt in alla:
        h = rattat.get(nr, sagt)
        if h is None:
            continue
        match slag:
            case "uppstartsmote_bokat":
                moten = [*(m for m in moten if m[0] != "uppstartsmote"), ("uppstartsmote", h["datum"])]
            case "trepartsmote_bokat":
                moten.append(("trepartsmote", h["datum"]))
            case "uppfoljningsmote_kallat":
                moten.append(("uppfoljningsmote", h["datum"]))
            case "uppfoljningsmote_flyttat":
                moten = [(v, h["till"] if (v, d) == ("uppfoljningsmote", h["fran"]) else d) for v, d in moten]
            case "uppfoljningsmote_installt":
                moten = [m for m in moten if m != ("uppfoljningsmote", h["datum"])]
            case _:
                pass
    return [(vad, date.fromisoformat(dag)) for vad, dag in moten]
