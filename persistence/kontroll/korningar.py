"""What the daily hunt has found: kept from the first run that saw it to the one that no longer did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, insert, select, update

from domain.grund.parter import Roll
from domain.kontroll.fynd import KONTROLLER, Fynd, Kontroll
from domain.skeende.journal import Meddelande
from kontrakt.nattligt import ARBETSFLODE_KONTROLL
from persistence.databas.motor import transaktion
from persistence.meddelanden import brevlada
from persistence.tabeller.kontroll import kontrollfynd, kontrollkorning

AVSANDARE = ARBETSFLODE_KONTROLL
"""What the messages of the hunt belong to, as those of a case belong to it."""


@dataclass(frozen=True, slots=True)
class Korning:
    """A run of the hunt: when (UTC), how many cases, which checks were carried out in full, and why not the others."""

    korning: str
    borjade: datetime
    klar: datetime
    arenden: int
    provade: frozenset[Kontroll]
    hinder: str


@dataclass(frozen=True, slots=True)
class Sparat:
    """What storing a run came to: its new findings, and whether a message about them is to be sent by e-mail."""

    nya: tuple[Fynd, ...]
    att_leverera: bool = False


@dataclass(frozen=True, slots=True)
class Stallning:
    """How it stands after the latest run: findings that stand, by check, and when it was (UTC)."""

    klar: datetime
    antal: dict[Kontroll, int]


def spara(motor: Engine, korning: Korning, fynd: Iterable[Fynd], *, epost: bool) -> Sparat:
    """Store a run and what it found, and tell the systemspecialist of what is new.

    The same run again stores nothing. What was not found is gone only if its check was carried out.

    Raises:
        DatabasFel: the database cannot be used now.
    """
    with transaktion(motor) as forbindelse:
        if (nr := _borja(forbindelse, korning)) is None:
            return Sparat((), brevlada.vantar(forbindelse, AVSANDARE))
        star = {(r.kontroll, r.arende, r.text): r.id for r in forbindelse.execute(_STAR)}
        nu = {(f.kontroll, f.arende, f.text): f for f in fynd}
        nya = tuple(f for nyckel, f in nu.items() if nyckel not in star)
        om = kontrollfynd.c.id
        kvar = [id for nyckel, id in star.items() if nyckel in nu]
        borta = [id for nyckel, id in star.items() if nyckel not in nu and nyckel[0] in korning.provade]
        forbindelse.execute(update(kontrollfynd).where(om.in_(kvar)).values(senast=nr))
        forbindelse.execute(update(kontrollfynd).where(om.in_(borta)).values(borta=nr))
        if nya:
            forbindelse.execute(insert(kontrollfynd), [_rad(f, nr) for f in nya])
        return Sparat(nya, _beratta(forbindelse, nr, korning.klar, nya, epost))


def stallning(motor: Engine) -> Stallning | None:
    """How it stands; None before the first run. Information is not counted. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        klar = forbindelse.execute(select(func.max(kontrollkorning.c.klar))).scalar()
        fraga = select(kontrollfynd.c.kontroll, func.count()).where(
            kontrollfynd.c.borta.is_(None), ~kontrollfynd.c.upplysning
        )
        antal = {r[0]: r[1] for r in forbindelse.execute(fraga.group_by(kontrollfynd.c.kontroll))}
    return Stallning(klar, {k: antal.get(k, 0) for k in KONTROLLER}) if klar else None


def _borja(forbindelse: Connection, k: Korning) -> int | None:
    """The run's number; None if it has been stored before."""
    # One at a time: what is new is what no other run has stored.
    forbindelse.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(AVSANDARE, 0))))
    if forbindelse.execute(select(kontrollkorning.c.nr).where(kontrollkorning.c.korning == k.korning)).first():
        return None
    rad = insert(kontrollkorning).values(
        korning=k.korning, borjade=k.borjade, klar=k.klar, arenden=k.arenden, hinder=k.hinder
    )
    return int(forbindelse.execute(rad.returning(kontrollkorning.c.nr)).scalar_one())


def _rad(f: Fynd, nr: int) -> dict[str, object]:
    return {
        "kontroll": f.kontroll, "arende": f.arende, "text": f.text, "atgard": f.atgard,
        "upplysning": f.upplysning, "forst": nr, "senast": nr,
    }  # fmt: skip


def _beratta(forbindelse: Connection, nr: int, tid: datetime, nya: Iterable[Fynd], epost: bool) -> bool:
    """One message, however many they are; information is listed, not told."""
    antal = sum(not f.upplysning for f in nya)
    if not antal:
        return False
    rubrik = f"Kontrollen hittade {'ett nytt' if antal == 1 else f'{antal} nya'} fel; se insats kontrollera (K0.7)"
    brev = Meddelande(nr, 0, tid, Roll.SYSTEMSPECIALIST, None, "K0.7", rubrik)
    return brevlada.lagg(forbindelse, AVSANDARE, [brev], epost)


_STAR = select(kontrollfynd).where(kontrollfynd.c.borta.is_(None))
