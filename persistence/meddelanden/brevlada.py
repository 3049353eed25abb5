"""Where messages are put: in the inbox, and in the outbox as well, in the transaction that they tell of."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Boolean, Connection, bindparam, case, exists, insert, select

from domain.skeende.journal import Meddelande
from persistence.databas.falt import falt
from persistence.tabeller.post import ar_adress_till, meddelande, utkorg


def lagg(forbindelse: Connection, arende: str, efter_nr: int, meddelanden: Sequence[Meddelande], epost: bool) -> bool:
    """Put messages in the inbox and the outbox; returns whether any of them is to be sent.

    Args:
        arende: the case, or the process beside the cases, that is told of.
        efter_nr: the journal line before the first that is told of.
        epost: whether there is any e-mail; if not, messages stay in the inbox only.
    """
    if not meddelanden:
        return False
    forbindelse.execute(insert(meddelande), [{"arende": arende, **falt(m)} for m in meddelanden])
    vad = {"b_arende": arende, "b_nr": efter_nr, "b_epost": epost}
    return "vantar" in forbindelse.execute(_TILL_UTKORGEN, vad).scalars().all()


def vantar(forbindelse: Connection, arende: str) -> bool:
    """Whether something of the case's waits to be sent."""
    return forbindelse.execute(_VANTAR, {"b_arende": arende}).first() is not None


_TILL_UTKORGEN = (
    insert(utkorg)
    .from_select(
        ["meddelande", "arende", "status"],
        select(
            meddelande.c.id,
            meddelande.c.arende,
            case(
                (~bindparam("b_epost", type_=Boolean), "endast_inkorg"),
                (exists().where(ar_adress_till(meddelande.c.till, meddelande.c.part)), "vantar"),
                else_="utan_adress",
            ),
        ).where(meddelande.c.arende == bindparam("b_arende"), meddelande.c.nr > bindparam("b_nr")),
    )
    .returning(utkorg.c.status)
)
_VANTAR = (
    select(utkorg.c.meddelande).where(utkorg.c.arende == bindparam("b_arende"), utkorg.c.status == "vantar").limit(1)
)
