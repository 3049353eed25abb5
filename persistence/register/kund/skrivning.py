"""To write in the register of kunder: every version stays, with who made it and when (K3.2, K5.1).

All raise DatabasFel when the database cannot be used now.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from psycopg.errors import ForeignKeyViolation, UniqueViolation
from sqlalchemy import Connection, Engine, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_REGISTRET, prova_roll
from domain.register.kund import slutfor_kund
from persistence.databas.falt import Forst
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.tillgang import socialsekreterare_i_tjanst
from persistence.insyn.vem_ser import ser_kund
from persistence.register.kund.kundlasning import finns_inte
from persistence.tabeller.kund import karriarvagledare, kund

_ALFABET = "23456789abcdefghjkmnpqrstvwxyz"


def nytt_kund_id() -> str:
    """A new id: it tells nothing of who it is, and is short enough to say (K3.3)."""
    return "ku-" + "".join(secrets.choice(_ALFABET) for _ in range(12))


def lagg_till(motor: Engine, som: Aktor, uppgifter: Mapping[str, Any], idag: date) -> str:
    """Register a kund and return the id, a new one unless it is given.

    A karriärvägledare who is in the register becomes the kund's own unless another is named.

    Args:
        uppgifter: fields of ``kund.kundfalt``, as ``kund.las_falt`` reads them.

    Raises:
        Avvisning: K1.2, K3.2 or K5.1; not for this role, or the fields do not hold together; the id or the
            personnummer is taken.
    """
    prova_roll(som, LASER_REGISTRET, "K5.1")
    rad = {k: v for k, v in uppgifter.items() if v is not None}
    slutfor_kund(rad, idag)
    rad.setdefault("id", nytt_kund_id())
    with transaktion(motor) as forbindelse:
        if som.roll is Roll.KARRIARVAGLEDARE and "karriarvagledare" not in rad and _anstalld(forbindelse, som.id, idag):
            rad["karriarvagledare"] = som.id
        elif "karriarvagledare" in rad:
            _prova_karriarvagledare(forbindelse, rad["karriarvagledare"], idag)
        _prova_socialsekreterare(forbindelse, rad, idag)
        _skriv(forbindelse, insert(kund).values(**rad, **_vem(som)))
    return str(rad["id"])


def andra(
    motor: Engine, som: Aktor, id: str, andringar: Mapping[str, Any], idag: date, *, forst: Forst | None = None
) -> bool:
    """Change a kund's fields, None empties one; returns whether anything differed. Raises as ``lagg_till``.

    A protection counts from now on, also in the cases that are under way (K3.2). ``forst``: see there.
    """
    # Apart, so that what is refused is logged all the same.
    with transaktion(motor) as forbindelse:
        fick = oppningar.anteckna_kunder(forbindelse, som, "ändring", [id], enskilt=True)
    prova_roll(som, LASER_REGISTRET, "K5.1")
    with transaktion(motor) as forbindelse:
        var = (
            forbindelse.execute(select(kund).where(kund.c.id == id, ser_kund(som)).with_for_update()).mappings().first()
        )
        if fick and var is not None:
            if forst is not None:
                forst(var)
            blir = dict(var) | dict(andringar)
            if "personnummer" in andringar and "fodelsedatum" not in andringar and blir["personnummer"]:
                blir["fodelsedatum"] = None  # the new number tells
            slutfor_kund(blir, idag)
            nya = {k: v for k, v in blir.items() if v != var[k]}
            if nya.get("karriarvagledare"):
                _prova_karriarvagledare(forbindelse, nya["karriarvagledare"], idag)
            _prova_socialsekreterare(forbindelse, nya, idag)
            if nya:
                _skriv(forbindelse, update(kund).where(kund.c.id == id).values(**nya, **_vem(som)))
            return bool(nya)
    raise finns_inte("id")


def byt_ansvarig(motor: Engine, som: Aktor, fran: str, till: str) -> tuple[int, int]:
    """Give a karriärvägledare's kunder to another: how many moved, and how many are not ``som``'s to move (K3.2).

    Said again it moves what is left. Raises: DataFel, ``till`` is not in the register.
    """
    k = kund.c
    with transaktion(motor) as forbindelse:
        egna = list(forbindelse.execute(select(k.id).where(k.karriarvagledare == fran).with_for_update()).scalars())
        oppningar.anteckna_kunder(forbindelse, som, f"byte av karriärvägledare till {till}", egna)
        satt = update(kund).where(k.id.in_(egna), ser_kund(som)).values(karriarvagledare=till, **_vem(som))
        flyttade = forbindelse.execute(satt).rowcount if egna else 0
        return flyttade, len(egna) - flyttade


def antal_hos(motor: Engine, karriarvagledare: str) -> int:
    """How many kunder of the register a karriärvägledare is responsible for."""
    fraga = select(func.count()).where(kund.c.karriarvagledare == karriarvagledare)
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(fraga).scalar_one()


def _anstalld(forbindelse: Connection, id: str, dag: date) -> bool:
    k = karriarvagledare.c
    galler = (k.id == id, k.fran <= dag, or_(k.till.is_(None), k.till >= dag))
    return forbindelse.execute(select(k.id).where(*galler)).first() is not None


def _prova_karriarvagledare(forbindelse: Connection, id: str, dag: date) -> None:
    if not _anstalld(forbindelse, id, dag):
        raise Avvisning("K5.1", "karriärvägledaren finns inte i registret den dagen", "karriarvagledare")


def _prova_socialsekreterare(forbindelse: Connection, rad: Mapping[str, Any], dag: date) -> None:
    id = rad.get("socialsekreterare")
    if id is not None and not forbindelse.execute(select(socialsekreterare_i_tjanst(id, dag))).scalar():
        raise Avvisning("K9.5", "socialsekreteraren finns inte i registret den dagen", "socialsekreterare")


def _skriv(forbindelse: Connection, satt: Any) -> None:
    try:
        forbindelse.execute(satt)
    except IntegrityError as fel:
        namn = getattr(getattr(fel.orig, "diag", None), "constraint_name", "") or ""
        if isinstance(fel.orig, UniqueViolation):
            falt = "personnummer" if "personnummer" in namn else "id"
            raise Avvisning("K5.1", "finns redan i registret", falt) from None
        if isinstance(fel.orig, ForeignKeyViolation):
            raise Avvisning("K5.1", "karriärvägledaren finns inte i registret", "karriarvagledare") from None
        raise


def _vem(som: Aktor) -> dict[str, Any]:
    return {"andrad": func.now(), "andrad_av": str(som)}
