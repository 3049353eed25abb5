"""The outbox: what waits to be told by e-mail, taken by one deliverer at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import Connection, Engine, Integer, Interval, and_, bindparam, func, select, update

from domain.grund.parter import Roll
from persistence.databas.motor import DatabasFel, transaktion
from persistence.meddelanden import uppgivet
from persistence.tabeller.post import adress, ar_adress_till, meddelande, utkorg

Status = Literal["vantar", "levererad", "utan_adress", "avvisad", "endast_inkorg"]
"""``avvisad``: the receiving server refuses the address for good. ``endast_inkorg``: no e-mail was set up then."""


@dataclass(frozen=True, slots=True)
class Utgaende:
    """One row that waits: the message's id, to whom, and the address, None if there is none.

    ``sista``: it has been refused for so long that a refusal which says nothing of the address is one for good.
    """

    meddelande: int
    till: Roll
    part: str | None
    epost: str | None
    sista: bool = False


@dataclass(frozen=True, slots=True)
class Utfall:
    """What became of one attempt.

    Attributes:
        fel: the name of the error's class; its text may hold an address.
        servern_nere: the mail server itself cannot be used, so that there is no point in trying the next.
        oviss: it may have been taken, and would then go twice.
    """

    status: Status
    fel: str | None = None
    servern_nere: bool = False
    oviss: bool = False


_FLEST_SVAR, _LANGST = 45, timedelta(days=1)
"""A notice is not given up before the mail server has refused it so often, and it is so old: the server may be mended.
"""
_VILA_SVAR = timedelta(minutes=5)
"""What the mail server has refused for now is not asked about again sooner than this by others than its own case."""
_vila = time.sleep
_EFTERAT = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before each further try to note what has been handed over: half a minute, as long as a database that is
started anew takes. What is not noted is sent twice."""


def leverera_nasta(
    motor: Engine, arende: str, skicka: Callable[[Utgaende], Utfall], efter: int = 0, *, bara_mogna: bool = False
) -> tuple[int, Utfall] | None:
    """Take the case's first waiting row after message ``efter``, send it and note what became of it.

    ``bara_mogna``: only what others than the case's own delivery may take along (``far_tas_med``). The
    row is locked while it is sent, so two deliverers never take the same; one that dies leaves it waiting.
    ``skicka`` tells of failure by what it returns. A database that goes away just after a notice has been handed over
    is waited for, so that it need not be sent again.

    Returns:
        The message's id and the outcome; None when nothing is left.

    Raises:
        DatabasFel: the database cannot be used now. If the message had been sent it will be sent again, with the
            same Message-ID.
    """
    sant: tuple[Utgaende, Utfall] | None = None
    try:
        with transaktion(motor) as forbindelse:
            rad = _ta(forbindelse, arende, efter, bara_mogna=bara_mogna)
            if rad is None:
                return None
            sant = rad, skicka(rad) if rad.epost else Utfall("utan_adress")
            _anteckna(forbindelse, *sant)
    except DatabasFel:
        if sant is None or sant[1].status != "levererad":
            raise
        _anteckna_efterat(motor, *sant)
    return sant[0].meddelande, sant[1]


def _anteckna(forbindelse: Connection, rad: Utgaende, utfall: Utfall) -> None:
    """What became of it, unless somebody has noted that already."""
    satt = _NOTERA_LEVERERAD if utfall.status == "levererad" else _NOTERA
    svarade = bool(rad.epost) and not utfall.servern_nere
    varden = {
        "b_meddelande": rad.meddelande, "b_forsok": int(svarade), "b_vila": _VILA_SVAR if svarade else timedelta(),
    }  # fmt: skip
    forbindelse.execute(satt, {**varden, "status": utfall.status, "senaste_fel": utfall.fel})
    if utfall.status == "avvisad":
        uppgivet.beratta(forbindelse, rad.meddelande)


def _anteckna_efterat(motor: Engine, rad: Utgaende, utfall: Utfall) -> None:
    """In a transaction of its own, as soon as there can be one. Raises: DatabasFel: there was none in half a minute."""
    for nr, paus in enumerate(_EFTERAT, start=1):
        _vila(paus)
        try:
            with transaktion(motor) as forbindelse:
                _anteckna(forbindelse, rad, utfall)
        except DatabasFel:
            if nr == len(_EFTERAT):
                raise
        else:
            return


def andras(motor: Engine, arende: str, hogst: int) -> list[str]:
    """Other cases with something that may be taken along, by id: what has waited the longest first."""
    mogna = (utkorg.c.status == "vantar", utkorg.c.far_tas_med <= func.now(), utkorg.c.arende != arende)
    aldst = func.min(utkorg.c.meddelande)
    with transaktion(motor) as forbindelse:
        fraga = select(utkorg.c.arende).where(*mogna).group_by(utkorg.c.arende).order_by(aldst).limit(hogst)
        return list(forbindelse.execute(fraga).scalars())


def antal_som_vantar(motor: Engine) -> int:
    """How many cases have something that waits to be sent. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        fraga = select(func.count(utkorg.c.arende.distinct())).where(utkorg.c.status == "vantar")
        return int(forbindelse.execute(fraga).scalar_one())


def endast_inkorg(motor: Engine, arende: str) -> None:
    """Let what waits stay in the inbox only: there is no e-mail to send it by."""
    with transaktion(motor) as forbindelse:
        vantar = (utkorg.c.arende == arende, utkorg.c.status == "vantar")
        forbindelse.execute(update(utkorg).where(*vantar).values(status="endast_inkorg"))


def _ta(forbindelse: Connection, arende: str, efter: int, *, bara_mogna: bool) -> Utgaende | None:
    sista = and_(utkorg.c.forsok + 1 >= _FLEST_SVAR, meddelande.c.tid <= func.now() - _LANGST)
    fraga = (
        select(meddelande.c.id, meddelande.c.till, meddelande.c.part, sista.label("sista"))
        .join(utkorg, utkorg.c.meddelande == meddelande.c.id)
        .where(utkorg.c.arende == arende, utkorg.c.status == "vantar", utkorg.c.meddelande > efter)
        .order_by(utkorg.c.meddelande)
        .limit(1)
        .with_for_update(of=utkorg, skip_locked=True)
    )
    if bara_mogna:
        fraga = fraga.where(utkorg.c.far_tas_med <= func.now())
    rad = forbindelse.execute(fraga).first()
    if rad is None:
        return None
    egen_forst = adress.c.part.desc()
    var = select(adress.c.epost).where(ar_adress_till(rad.till, rad.part)).order_by(egen_forst).limit(1)
    return Utgaende(rad.id, Roll(rad.till), rad.part, forbindelse.execute(var).scalar(), rad.sista)


_NOTERA = (
    update(utkorg)
    .where(utkorg.c.meddelande == bindparam("b_meddelande"), utkorg.c.status == "vantar")
    .values(
        status=bindparam("status"),
        forsok=utkorg.c.forsok + bindparam("b_forsok", type_=Integer),
        senaste_fel=bindparam("senaste_fel"),
        far_tas_med=func.now() + bindparam("b_vila", type_=Interval),
    )
)
_NOTERA_LEVERERAD = _NOTERA.values(levererad=func.now())
