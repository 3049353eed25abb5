"""What was taken without waiting: kept here, as it travelled, until its outcome stands in the journal.

A signal lies in Temporal alone, and is gone if its database is. What a door has acknowledged is therefore found from
the record's side, and said again by its own id (``insats laga``): a case takes an id once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, exists, func, select, true
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from persistence.databas.motor import transaktion
from persistence.tabeller.grund import journal
from persistence.tabeller.post import UTANFOR_JOURNALEN, meddelande, sagt_i_kon

_FLEST = 1_000
"""Read at once."""


@dataclass(frozen=True, slots=True)
class SagtIKon:
    """Something said to a case, as it travelled; ``mottaget`` is when its door had acknowledged it (UTC).

    ``slag`` is the workflow type of what an agent is to say it to (``kontrakt.ombud``): a process, or a case that it
    begins, of which ``arende`` is the id; None for a case that has it in its own queue.
    """

    arende: str
    id: str
    inkommet: Mapping[str, Any]
    mottaget: datetime
    slag: str | None = None


def anteckna(motor: Engine, arende: str, inkommet: Mapping[str, Any], slag: str | None = None) -> None:
    """Note what the queue, or with ``slag`` an agent, has taken; the same id again changes nothing. What has its
    outcome is let go of.

    Raises: DatabasFel.
    """
    with transaktion(motor) as forbindelse:
        forbindelse.execute(delete(sagt_i_kon).where(sagt_i_kon.c.arende == arende, _AVGJORT))
        rad = {"arende": arende, "id": inkommet["id"], "inkommet": dict(inkommet), "slag": slag}
        forbindelse.execute(insert(sagt_i_kon).values(rad).on_conflict_do_nothing())


def har_utfall(motor: Engine, arende: str, id: str) -> bool:
    """Whether a line of the journal bears the id. Raises: DatabasFel."""
    fraga = select(exists().where(journal.c.arende == arende, journal.c.kommando == id))
    with transaktion(motor) as forbindelse:
        return bool(forbindelse.execute(fraga).scalar())


def framfort(motor: Engine, arende: str, id: str, nej: Avvisning | None) -> None:
    """An agent has said it: it is let go of, and a refusal told in its sender's inbox, once however often it is tried.

    Raises: DatabasFel.
    """
    s, m = sagt_i_kon.c, meddelande.c
    sista = select(func.coalesce(func.max(m.ordning), UTANFOR_JOURNALEN - 1)).where(
        m.arende == arende, m.nr == 0, m.ordning >= UTANFOR_JOURNALEN
    )  # fmt: skip
    with transaktion(motor) as forbindelse:
        # One at a time of what is said to the same: their messages are numbered.
        forbindelse.execute(select(s.id).where(s.arende == arende).order_by(s.id).with_for_update())
        borta = delete(sagt_i_kon).where(s.arende == arende, s.id == id).returning(s.inkommet)
        inkommet = forbindelse.execute(borta).scalar()
        if inkommet is None or nej is None:
            return
        av, verb = Aktor.tolka(inkommet["av"]), inkommet["kommando"]["kommando"]
        brev = {
            "arende": arende, "nr": 0, "ordning": sista.scalar_subquery() + 1, "tid": func.now(), "till": av.roll.value,
            "part": av.organisation or av.id, "regel": nej.regel, "rubrik": f"Avvisat: {verb} – {nej}",
        }  # fmt: skip
        forbindelse.execute(insert(meddelande).values(brev))


def utan_utfall(motor: Engine, arende: str | None = None, fore: datetime | None = None) -> Sequence[SagtIKon]:
    """What has no outcome, in the order it came in. ``fore``: only what had been acknowledged by then.

    Raises: DatabasFel.
    """
    s = sagt_i_kon.c
    bara = s.arende == arende if arende else true()
    gammalt: ColumnElement[bool] = s.mottaget < fore if fore else true()
    fraga = select(sagt_i_kon).where(bara, gammalt, ~_AVGJORT).order_by(s.arende, s.mottaget, s.id).limit(_FLEST)
    with transaktion(motor) as forbindelse:
        return [SagtIKon(**r) for r in forbindelse.execute(fraga).mappings()]


def forseglade(motor: Engine, arende: str, sagt: Collection[tuple[str, datetime]]) -> Sequence[str]:
    """Of pairs of id and instant (UTC), the ids that a door has noted as taken in at just that instant.

    Raises: DatabasFel.
    """
    s = sagt_i_kon.c
    fraga = select(s.id, s.inkommet["inkom"].as_string()).where(s.arende == arende, s.id.in_([id for id, _ in sagt]))
    with transaktion(motor) as forbindelse:
        noterat = {r[0]: str(r[1]) for r in forbindelse.execute(fraga) if r[1]}
    return sorted(id for id, nar in sagt if id in noterat and datetime.fromisoformat(noterat[id]) == nar)


def stada(motor: Engine, utan_verkan: Collection[tuple[str, str]] = ()) -> int:
    """Let go of what has its outcome, and of what is known to have none to write (case and id); returns how many.

    Raises: DatabasFel.
    """
    s = sagt_i_kon.c
    with transaktion(motor) as forbindelse:
        antal = forbindelse.execute(delete(sagt_i_kon).where(_AVGJORT)).rowcount
        for arende, id in utan_verkan:
            antal += forbindelse.execute(delete(sagt_i_kon).where(s.arende == arende, s.id == id)).rowcount
    return antal


_AVGJORT = exists().where(journal.c.arende == sagt_i_kon.c.arende, journal.c.kommando == sagt_i_kon.c.id)
