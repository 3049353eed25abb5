"""A month's sample of the log of openings, to be reviewed: the same lines whoever draws it again (K3.8)."""

from __future__ import annotations

from datetime import datetime, time

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.tid.manad import forsta, nasta
from domain.tid.tidpunkt import STOCKHOLM
from persistence.insyn import oppningar
from persistence.insyn.oppningar import Oppning


def dra_stickprov(motor: Engine, som: Aktor, manad: str) -> list[Oppning]:
    """Raises: Avvisning; K3.2, the log is read by others, or K3.8, it is no month."""
    try:
        fran, till = (datetime.combine(forsta(m), time(), STOCKHOLM) for m in (manad, nasta(manad)))
    except (ValueError, OverflowError):
        raise Avvisning("K3.8", "ska vara en månad, ÅÅÅÅ-MM", "manad") from None
    return oppningar.stickprov(motor, som, fran, till)
