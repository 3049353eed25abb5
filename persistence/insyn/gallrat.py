"""Whether a case has been weeded out: its words and its kund are gone, and it hears nothing more (K3.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text

from domain.grund.avvisning import Avvisning
from persistence.databas.motor import transaktion


@dataclass(frozen=True, slots=True)
class Gallrat:
    """That a case has been weeded out: by which gallring, and when."""

    gallring: str
    tid: datetime


def nar(motor: Engine, arende: str) -> Gallrat | None:
    """When a case was weeded out; None if it was not. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        rad = forbindelse.execute(_NAR, {"arende": arende}).first()
    return Gallrat(rad.gallring, rad.tid) if rad else None


def prova(motor: Engine, arende: str) -> None:
    """Raises: Avvisning, K3.8, for a case that has been weeded out."""
    with transaktion(motor) as forbindelse:
        prova_i(forbindelse, arende)


def prova_i(forbindelse: Connection, arende: str) -> None:
    """The same in the transaction that writes."""
    if gallrade(forbindelse, [arende]):
        raise Avvisning("K3.8", "ärendet är gallrat och tar inte emot något mer", "arende")


def prova_kund_i(forbindelse: Connection, kund: str) -> None:
    """Raises: Avvisning, K3.8, for a kund who has been weeded out: a new insats is another kund's, by its id."""
    if forbindelse.execute(_KUND, {"kund": kund}).first() is not None:
        raise Avvisning("K3.8", "kunden är gallrad; registrera den på nytt", "kund")


def gallrade(forbindelse: Connection, arenden: list[str]) -> set[str]:
    """Those of the cases that have been weeded out."""
    return set(forbindelse.execute(_GALLRADE, {"arenden": arenden}).scalars())


_GALLRADE = text(
    """
    SELECT a FROM gallringsrad g, unnest(g.arenden) a
    WHERE g.status = 'gallrad' AND g.arenden && CAST(:arenden AS text[]) AND a = ANY(:arenden)
    """
)
_NAR = text(
    "SELECT gallring, tid FROM gallringsrad "
    "WHERE status = 'gallrad' AND arenden && ARRAY[CAST(:arende AS text)] LIMIT 1"
)
_KUND = text("SELECT 1 FROM gallringsrad WHERE kund = :kund AND status = 'gallrad'")
