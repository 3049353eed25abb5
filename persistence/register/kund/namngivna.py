"""Who is named for a kund with a protected identity: by whom, from when, until when (K3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, func, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_REGISTRET, NAMNGER
from domain.register.skydd import prova_namngivning
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import ansvarar_for, ser_kund
from persistence.register.kund.kundlasning import finns_inte
from persistence.tabeller.kund import kund, skyddsbehorighet

_GALLER = skyddsbehorighet.c.upphord.is_(None)


@dataclass(frozen=True, slots=True)
class Namngiven:
    """Someone named for a kund; ``upphord`` None is still named."""

    aktor: str
    beviljad: datetime
    beviljad_av: str
    upphord: datetime | None
    upphord_av: str | None


def namnge(motor: Engine, av: Aktor, id: str, vem: Aktor) -> bool:
    """Name someone for a kund; False if they were already. Also before there is a protection, to be ready for it.

    Raises: Avvisning, K3.2 or K3.3.
    """
    _prova(motor, av, id, vem)
    with transaktion(motor) as forbindelse:
        satt = insert(skyddsbehorighet).values(kund=id, aktor=str(vem), beviljad_av=str(av))
        satt = satt.on_conflict_do_nothing(index_elements=["kund", "aktor"], index_where=_GALLER)
        return forbindelse.execute(satt.returning(skyddsbehorighet.c.nr)).first() is not None


def ta_bort(motor: Engine, av: Aktor, id: str, vem: Aktor) -> bool:
    """End it; False if they were not named. It counts at once. Raises: Avvisning, K3.2 or K3.3."""
    b = skyddsbehorighet
    _prova(motor, av, id, vem)
    with transaktion(motor) as forbindelse:
        slut = update(b).where(b.c.kund == id, b.c.aktor == str(vem), _GALLER)
        return forbindelse.execute(slut.values(upphord=func.now(), upphord_av=str(av))).rowcount == 1


def namngivna(motor: Engine, som: Aktor, id: str, *, alla: bool = False) -> list[Namngiven]:
    """Who is named for a kund, in order; ``alla`` also those who no longer are. Raises: Avvisning, K3.3."""
    b = skyddsbehorighet.c
    fraga = select(b.aktor, b.beviljad, b.beviljad_av, b.upphord, b.upphord_av).where(b.kund == id).order_by(b.nr)
    with transaktion(motor) as forbindelse:
        oppen = _oppen(forbindelse, som, id)
        rader = forbindelse.execute(fraga if alla else fraga.where(_GALLER)).mappings().all() if oppen else ()
    if not oppen:
        raise finns_inte("kund")
    return [Namngiven(**r) for r in rader]


def har_namngiven(motor: Engine, id: str, anordnare: str) -> bool:
    """Whether a case of the kund's can be opened by anyone at the anordnare: true for one who is not protected."""
    b = skyddsbehorighet.c
    med = b.aktor.like(f"{Roll.ANORDNARE.value}:%") & b.aktor.endswith(f"@{anordnare}", autoescape=True)
    with transaktion(motor) as forbindelse:
        skyddad = _ar(forbindelse, id, kund.c.skydd.is_not(None))
        return not skyddad or forbindelse.execute(select(b.nr).where(b.kund == id, _GALLER, med)).first() is not None


def _prova(motor: Engine, av: Aktor, id: str, vem: Aktor) -> None:
    """Raises: Avvisning. That a kund is there is told only to those who may name staff for them."""
    with transaktion(motor) as forbindelse:
        ansvarig = _ar(forbindelse, id, ansvarar_for(av))
        oppen = _oppen(forbindelse, av, id)
    if not oppen and av.roll in LASER_REGISTRET:
        raise finns_inte("kund")
    prova_namngivning(vem, av, ansvarig=ansvarig)
    if not oppen:
        raise finns_inte("kund")


def _oppen(forbindelse: Connection, som: Aktor, id: str) -> bool:
    """Whether the kund is there, and ``som`` may know it; a refusal is logged."""
    if som.roll in NAMNGER:
        return _ar(forbindelse, id)
    if _ar(forbindelse, id, ser_kund(som)):
        return True
    oppningar.anteckna_kunder(forbindelse, som, "behörigheterna", [id], enskilt=True)
    return False


def _ar(forbindelse: Connection, id: str, *villkor: ColumnElement[bool]) -> bool:
    return forbindelse.execute(select(kund.c.id).where(kund.c.id == id, *villkor)).first() is not None
