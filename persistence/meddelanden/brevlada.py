"""Where messages are put: in the inbox, and in the outbox as well, in the transaction that they tell of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Boolean, Connection, Executable, Text, bindparam, case, column, exists, func, insert, select
from sqlalchemy.dialects.postgresql import JSONB

from domain.skeende.journal import Meddelande
from persistence.databas.falt import falt
from persistence.tabeller.post import ar_adress_till, meddelande, utkorg


def lagg(forbindelse: Connection, arende: str, meddelanden: Sequence[Meddelande], epost: bool) -> bool:
    """Put messages in the inbox and the outbox; returns whether any of them is to be sent.

    Args:
        arende: the case, or the process beside the cases, that is told of.
        epost: whether there is any e-mail; if not, messages stay in the inbox only.
    """
    if not meddelanden:
        return False
    return ska_sandas(forbindelse.execute(*som_sats(arende, meddelanden, epost)))


def som_sats(arende: str, meddelanden: Sequence[Meddelande], epost: bool) -> tuple[Executable, dict[str, Any]]:
    """The statement that does so, and its values; what it answers is for ``ska_sandas``."""
    rader = [{**falt(m), "tid": m.tid.isoformat()} for m in meddelanden]
    return _LAGG, {"b_arende": arende, "b_epost": epost, "b_rader": rader}


def ska_sandas(lagda: Iterable[Sequence[str]]) -> bool:
    """Whether any of the messages that were put there is to be sent."""
    return any(status == "vantar" for (status,) in lagda)


def vantar(forbindelse: Connection, arende: str) -> bool:
    """Whether something of the case's waits to be sent."""
    return forbindelse.execute(_VANTAR, {"b_arende": arende}).first() is not None


_FALT = tuple(f.name for f in fields(Meddelande))
_RADER = (
    func.jsonb_to_recordset(bindparam("b_rader", type_=JSONB))
    .table_valued(*(column(namn, meddelande.c[namn].type) for namn in _FALT), name="rader")
    .render_derived(with_types=True)
)
_NYA = (
    insert(meddelande)
    .from_select(
        ["arende", *_FALT],
        select(bindparam("b_arende", type_=Text), *_RADER.c).order_by(_RADER.c.nr, _RADER.c.ordning),
    )
    .returning(meddelande.c.id, meddelande.c.arende, meddelande.c.till, meddelande.c.part)
    .cte("nya")
)
_LAGG = (
    insert(utkorg)
    .from_select(
        ["meddelande", "arende", "status"],
        select(
            _NYA.c.id,
            _NYA.c.arende,
            case(
                (~bindparam("b_epost", type_=Boolean), "endast_inkorg"),
                (exists().where(ar_adress_till(_NYA.c.till, _NYA.c.part)), "vantar"),
                else_="utan_adress",
            ),
        ),
    )
    .returning(utkorg.c.status)
)
"""Both at once: there is a message or two to almost every line of the journal, and each question is a walk."""
_VANTAR = (
    select(utkorg.c.meddelande).where(utkorg.c.arende == bindparam("b_arende"), utkorg.c.status == "vantar").limit(1)
)
