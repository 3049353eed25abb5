"""When something said without waiting came in: the door's own note is asked, where there is one (K0.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from kontrakt import namn
from kontrakt.sigill import Sigillfraga
from workflows.gemensamt.ko import Vantande, ar_sen
from workflows.gemensamt.lokalt import fraga_journalen


async def prova(till: str, fragade: Sequence[Vantande], nu: datetime) -> None:
    """What says of itself that it came in long ago, and that no door has noted so, came in now (K0.6).

    Args:
        till: the case or process that it is said to.
        fragade: what is asked of: never chosen by how late it is, which another reading of the history may see
            otherwise.
    """
    if not fragade:
        return
    fraga = Sigillfraga(till, tuple((v.inkommet.id, v.tid) for v in fragade))
    while True:
        forseglade = await fraga_journalen(
            namn.AKTIVITET_SIGILL, fraga, list[str], timedelta(seconds=10), "läsa när det sagda kom in"
        )
        if fraga.besvaras_av(forseglade):
            break
    for v in fragade:
        if v.inkommet.id not in forseglade and ar_sen(v, nu):
            v.tid = nu
