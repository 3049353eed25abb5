"""The register of karriärvägledare (K5.1): who they are, from when, and where notices to them are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import visat
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import SKOTER_KARRIARVAGLEDARE, prova_roll
from domain.register.karriarvagledare import slutfor_karriarvagledare
from persistence.databas.falt import Forst
from persistence.databas.massinlasning import Inlasning, Utfall
from persistence.databas.motor import transaktion
from persistence.tabeller.kund import karriarvagledare
from persistence.tabeller.post import adress

REGEL = "K5.1"


@dataclass(frozen=True, slots=True)
class Karriarvagledare:
    """A karriärvägledare; both dates included, ``till`` None until further notice."""

    id: str
    namn: str
    epost: str
    fran: date
    till: date | None
    andrad: datetime
    andrad_av: str


def lagg_till(motor: Engine, som: Aktor, uppgifter: Mapping[str, Any], idag: date) -> None:
    """Register a karriärvägledare, and the address that notices go to.

    Args:
        uppgifter: the fields of ``kund.KARRIARVAGLEDARFALT``, as ``kund.las_falt`` reads them.

    Raises:
        Avvisning: K5.1; not for this role, the id is taken, or the fields do not hold together.
    """
    prova_roll(som, SKOTER_KARRIARVAGLEDARE, REGEL)
    rad = dict(uppgifter)
    slutfor_karriarvagledare(rad, idag)
    with transaktion(motor) as forbindelse:
        satt = insert(karriarvagledare).values(**rad, **_vem(som)).on_conflict_do_nothing()
        if forbindelse.execute(satt.returning(karriarvagledare.c.id)).first() is None:
            raise Avvisning(REGEL, "id:t finns redan i registret", "id")
        _satt_adresser(forbindelse, rad["id"])


def andra(
    motor: Engine, som: Aktor, id: str, andringar: Mapping[str, Any], idag: date, *, forst: Forst | None = None
) -> bool:
    """Change a karriärvägledare; returns whether anything differed. ``forst``: see there. Raises as ``lagg_till``."""
    prova_roll(som, SKOTER_KARRIARVAGLEDARE, REGEL)
    k = karriarvagledare
    with transaktion(motor) as forbindelse:
        var = forbindelse.execute(select(k).where(k.c.id == id).with_for_update()).mappings().first()
        if var is None:
            raise Avvisning(REGEL, f"karriärvägledaren {visat(id, 'med det id:t')} finns inte i registret", "id")
        if forst is not None:
            forst(var)
        blir = dict(var) | dict(andringar)
        if blir == dict(var):
            return False
        slutfor_karriarvagledare(blir, idag)
        forbindelse.execute(update(k).where(k.c.id == id).values(**andringar, **_vem(som)))
        _satt_adresser(forbindelse, id)
    return True


def alla(motor: Engine, *, dag: date | None = None) -> list[Karriarvagledare]:
    """The karriärvägledare by id, or those employed on a day."""
    k = karriarvagledare.c
    fraga = select(karriarvagledare).order_by(k.id)
    if dag is not None:
        fraga = fraga.where(k.fran <= dag, or_(k.till.is_(None), k.till >= dag))
    with transaktion(motor) as forbindelse:
        return [Karriarvagledare(**r) for r in forbindelse.execute(fraga).mappings()]


def flytta(i: Inlasning, kolumner: frozenset[str], som: Aktor) -> Utfall:
    """Move the rows of a file to the register, and their addresses."""
    utfall = i.stall_in(karriarvagledare, ["id"], sorted(kolumner), _vem(som))
    _satt_adresser(i.forbindelse)
    return utfall


def _vem(som: Aktor) -> dict[str, Any]:
    return {"andrad": func.now(), "andrad_av": str(som)}


def _satt_adresser(forbindelse: Connection, id: str | None = None) -> None:
    """Notices go where the register says (K3.4): one truth of the address."""
    k = karriarvagledare.c
    ur = select(literal(Roll.KARRIARVAGLEDARE.value), k.id, k.epost).where(k.id == id if id else k.id.is_not(None))
    ny = insert(adress).from_select(["roll", "part", "epost"], ur)
    forbindelse.execute(
        ny.on_conflict_do_update(
            index_elements=["roll", "part"],
            set_={"epost": ny.excluded.epost},
            where=adress.c.epost.is_distinct_from(ny.excluded.epost),
        )
    )
