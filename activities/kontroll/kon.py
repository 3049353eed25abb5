"""The hunt's look at what was taken without waiting: has it come to something, or would it (K0.7)?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.kontroll.fynd import Fynd
from domain.liv import forlopp
from domain.liv.kommandon import las_inkommet
from persistence.arende import lasning
from persistence.journal import kon
from persistence.journal.kon import SagtIKon


def granska(motor: Engine, nu: datetime, fore: datetime, arende: str | None = None) -> list[Fynd]:
    """What had been acknowledged before ``fore`` and has no outcome although it would have one.

    Args:
        nu: the cases' time (UTC).
    """
    return [
        Fynd("ko", s.arende, f"{_verb(s)}, lagt i kön {s.mottaget:%Y-%m-%d %H:%M} UTC, har inget utfall",
             f"säg det igen: insats laga {s.arende}")
        for s in kon.utan_utfall(motor, arende, fore) if not _utan_verkan(motor, s, nu)
    ]  # fmt: skip


def stada(motor: Engine, nu: datetime, fore: datetime) -> int:
    """Let go of what has its outcome, and of what would change nothing, which leaves no line; returns how many."""
    tysta = [(s.arende, s.id) for s in kon.utan_utfall(motor, fore=fore) if _utan_verkan(motor, s, nu)]
    return kon.stada(motor, tysta)


def _utan_verkan(motor: Engine, s: SagtIKon, nu: datetime) -> bool:
    if s.slag:
        return False  # an agent says it until it has its answer
    if (svar := lasning.tillstand(motor, None, s.arende)) is None:
        return True  # it was said to a case that never came to be
    try:
        fore = forlopp.lat_ga(svar[0], max(nu, svar[0].senast)).insats
        return not forlopp.utfor(fore, las_inkommet(dict(s.inkommet)), max(nu, fore.senast)).poster
    except Avvisning:
        return False


def _verb(s: SagtIKon) -> str:
    return str(s.inkommet["kommando"]["kommando"])
