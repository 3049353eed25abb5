"""The outbox: what waits to be told by e-mail, taken by one deliverer at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, Engine, func, select, update

from domain.grund.parter import Roll
from persistence.databas.motor import transaktion
from persistence.meddelanden import uppgivet
from persistence.tabeller.post import adress, ar_adress_till, meddelande, utkorg

Status = Literal["vantar", "levererad", "utan_adress", "avvisad", "endast_inkorg"]
"""``avvisad``: the receiving server refuses the address for good. ``endast_inkorg``: no e-mail was set up then."""


@dataclass(frozen=True, slots=True)
class Utgaende:
    """One row that waits: the message's id, to whom, and the address, None if there is none."""

    meddelande: int
    till: Roll
    part: str | None
    epost: str | None
    forsok: int = 0


@dataclass(frozen=True, slots=True)
class Utfall:
    """What became of one attempt.

    Attributes:
        fel: the name of the error's class; its text may hold an address.
        servern_nere: the mail server itself cannot be used, so that there is no point in trying the next.
    """

    status: Status
    fel: str | None = None
    servern_nere: bool = False


def leverera_nasta(
    motor: Engine, arende: str, skicka: Callable[[Utgaende], Utfall], efter: int = 0
) -> tuple[int, Utfall] | None:
    """Take the case's first waiting row after message ``efter``, send it and note what became of it.

    The row is locked while it is sent, so two deliverers never take the same; one that dies leaves it waiting.
    ``skicka`` tells of failure by what it returns.

    Returns:
        The message's id and the outcome; None when nothing is left.

    Raises:
        DatabasFel: the database cannot be used now. If the message had been sent it will be sent again, with the
            same Message-ID.
    """
    with transaktion(motor) as forbindelse:
        rad = _ta(forbindelse, arende, efter)
        if rad is None:
            return None
        utfall = skicka(rad) if rad.epost else Utfall("utan_adress")
        forbindelse.execute(
            update(utkorg)
            .where(utkorg.c.meddelande == rad.meddelande)
            .values(
                status=utfall.status,
                forsok=utkorg.c.forsok + (1 if rad.epost else 0),
                senaste_fel=utfall.fel,
                levererad=func.now() if utfall.status == "levererad" else None,
            )
        )
        if utfall.status == "avvisad":
            uppgivet.beratta(forbindelse, rad.meddelande)
        return rad.meddelande, utfall


def endast_inkorg(motor: Engine, arende: str) -> None:
    """Let what waits stay in the inbox only: there is no e-mail to send it by."""
    with transaktion(motor) as forbindelse:
        vantar = (utkorg.c.arende == arende, utkorg.c.status == "vantar")
        forbindelse.execute(update(utkorg).where(*vantar).values(status="endast_inkorg"))


def _ta(forbindelse: Connection, arende: str, efter: int) -> Utgaende | None:
    fraga = (
        select(meddelande.c.id, meddelande.c.till, meddelande.c.part, utkorg.c.forsok)
        .join(utkorg, utkorg.c.meddelande == meddelande.c.id)
        .where(utkorg.c.arende == arende, utkorg.c.status == "vantar", utkorg.c.meddelande > efter)
        .order_by(utkorg.c.meddelande)
        .limit(1)
        .with_for_update(of=utkorg, skip_locked=True)
    )
    rad = forbindelse.execute(fraga).first()
    if rad is None:
        return None
    egen_forst = adress.c.part.desc()
    var = select(adress.c.epost).where(ar_adress_till(rad.till, rad.part)).order_by(egen_forst).limit(1)
    return Utgaende(rad.id, Roll(rad.till), rad.part, forbindelse.execute(var).scalar(), rad.forsok)
