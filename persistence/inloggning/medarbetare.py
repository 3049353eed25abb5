"""The register of the municipality's other roles: who holds each, from when to when, and what was so before (K3.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import visat
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.register.medarbetare import REGEL, SKOTER_MEDARBETARE, prova_inte_sig_sjalv, slutfor_medarbetare
from persistence.databas.falt import Forst
from persistence.databas.motor import transaktion
from persistence.tabeller.inloggning import medarbetare, medarbetarhistorik
from persistence.tabeller.post import adress


@dataclass(frozen=True, slots=True)
class Medarbetare:
    """One who holds a role; both dates included, ``till`` None until further notice."""

    roll: str
    id: str
    namn: str
    epost: str
    fran: date
    till: date | None
    andrad: datetime
    andrad_av: str


def lagg_till(motor: Engine, som: Aktor, uppgifter: Mapping[str, Any]) -> None:
    """Register a medarbetare, and the address that notices to the person go to.

    Args:
        uppgifter: the fields of ``MEDARBETARFALT``, as ``las_falt`` reads them.

    Raises:
        Avvisning: K3.4; not for this role, about oneself, the id is taken, or the fields do not hold together.
    """
    prova_roll(som, SKOTER_MEDARBETARE, REGEL)
    prova_inte_sig_sjalv(Aktor(Roll(uppgifter["roll"]), uppgifter["id"]), som)
    with transaktion(motor) as forbindelse:
        skriv_in(forbindelse, str(som), uppgifter)


def skriv_in(forbindelse: Connection, av: str, uppgifter: Mapping[str, Any]) -> None:
    """The row itself, in a transaction that may do more. Raises: Avvisning, K3.4."""
    slutfor_medarbetare(uppgifter)
    rad = {**uppgifter, "andrad": func.now(), "andrad_av": av}
    satt = insert(medarbetare).values(**rad).on_conflict_do_nothing().returning(medarbetare.c.id)
    if forbindelse.execute(satt).first() is None:
        raise Avvisning(REGEL, "id:t finns redan i registret", "id")
    _satt_adress(forbindelse, uppgifter["roll"], uppgifter["id"], uppgifter["epost"])


def andra(
    motor: Engine, som: Aktor, roll: Roll, id: str, andringar: Mapping[str, Any], *, forst: Forst | None = None
) -> bool:
    """Change a medarbetare; returns whether anything differed.

    A ``till`` that has passed ends the access at the midnight after it, with every session. ``forst``: see there.

    Raises: as ``lagg_till``.
    """
    prova_roll(som, SKOTER_MEDARBETARE, REGEL)
    prova_inte_sig_sjalv(Aktor(roll, id), som)
    m = medarbetare
    vilken = (m.c.roll == roll.value, m.c.id == id)
    with transaktion(motor) as forbindelse:
        var = forbindelse.execute(select(m).where(*vilken).with_for_update()).mappings().first()
        if var is None:
            raise Avvisning(REGEL, f"{roll.value} {visat(id, 'med det id:t')} finns inte i registret", "id")
        if forst is not None:
            forst(var)
        blir = dict(var) | dict(andringar)
        if blir == dict(var):
            return False
        slutfor_medarbetare(blir)
        vem = {"andrad": func.now(), "andrad_av": str(som)}
        forbindelse.execute(update(m).where(*vilken).values(**andringar, **vem))
        _satt_adress(forbindelse, roll.value, id, blir["epost"])
    return True


def alla(motor: Engine, *, roll: Roll | None = None, dag: date | None = None) -> list[Medarbetare]:
    """The medarbetare by role and id, or those employed on a day."""
    m = medarbetare.c
    fraga = select(medarbetare).order_by(m.roll, m.id)
    if roll is not None:
        fraga = fraga.where(m.roll == roll.value)
    if dag is not None:
        fraga = fraga.where(m.fran <= dag, or_(m.till.is_(None), m.till >= dag))
    with transaktion(motor) as forbindelse:
        return [Medarbetare(**r) for r in forbindelse.execute(fraga).mappings()]


def historik(motor: Engine, som: Aktor, roll: Roll, id: str) -> list[Medarbetare]:
    """Every version of a medarbetare, oldest first. Raises: Avvisning, K3.4, for other roles."""
    prova_roll(som, SKOTER_MEDARBETARE, REGEL)
    h = medarbetarhistorik.c
    kolumner = [h[k.name] for k in medarbetare.columns]
    fraga = select(*kolumner).where(h.roll == roll.value, h.id == id).order_by(h.nr)
    with transaktion(motor) as forbindelse:
        return [Medarbetare(**r) for r in forbindelse.execute(fraga).mappings()]


def _satt_adress(forbindelse: Connection, roll: str, id: str, epost: str) -> None:
    """Notices go where the register says (K3.4): one truth of the address."""
    satt = insert(adress).values(roll=roll, part=id, epost=epost)
    forbindelse.execute(satt.on_conflict_do_update(constraint=adress.primary_key, set_={"epost": epost}))
