"""The names of those whom a list of cases is about, for the ones who may read them there (K3.2, K3.7, K6.7).

Who reads the register is told what a list of kunder tells; a socialsekreterare, of the kunder it is named for. At an
anordnare it is who is in contact with the kund that day: whom the case is staffed with last, and who stands in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import Connection, Engine, and_, any_, bindparam, case, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from domain.grund.beteckning import samma_person
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import LASER_REGISTRET
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import ser_arende, ser_kund
from persistence.register.kund.kundlasning import Kundpost
from persistence.tabeller.grund import insats, journal
from persistence.tabeller.kund import kund


def i_arenden(
    motor: Engine, som: Aktor, arenden: Collection[str], idag: date, dagar_efter: Callable[[date], int]
) -> dict[str, Kundpost]:
    """Case → its kund as a list shows it, of the cases of a page; none to a role that reads no names.

    Args:
        dagar_efter: so many days after an end date an anordnare's handläggare still reads the name (K6.7).

    A name that an anordnare is shown leaves a line in the log of openings, one a reader, case and day (K3.8).

    Raises: DatabasFel.
    """
    if not arenden:
        return {}
    with transaktion(motor) as forbindelse:
        if som.roll is Roll.ANORDNARE:
            return _anordnarens(forbindelse, som, arenden, idag, dagar_efter)
        return _registrets(forbindelse, som, arenden)


def _registrets(forbindelse: Connection, som: Aktor, arenden: Collection[str]) -> dict[str, Kundpost]:
    k = kund.c
    namnd = and_(k.socialsekreterare == som.id, k.skydd.is_(None)) if som.roll is Roll.SOCIALSEKRETERARE else None
    if som.roll not in LASER_REGISTRET and namnd is None:
        return {}
    visat = case((k.skydd.is_(None), k.namn)).label("namn")
    far = ser_kund(som) if namnd is None else namnd
    fraga = select(insats.c.arende, k.id, visat, k.skydd, k.karriarvagledare).join(kund, k.id == insats.c.kund)
    rader = forbindelse.execute(fraga.where(_DESSA, far), {"b_arenden": sorted(arenden)}).mappings()
    svar = {r["arende"]: Kundpost(r["id"], r["namn"], r["skydd"], r["karriarvagledare"]) for r in rader}
    oppningar.anteckna_kunder(forbindelse, som, "kundlistan", {p.id for p in svar.values()})
    return svar


def _anordnarens(
    forbindelse: Connection, som: Aktor, arenden: Collection[str], idag: date, dagar_efter: Callable[[date], int]
) -> dict[str, Kundpost]:
    """Of one with a protected identity neither the name nor that it is so: the contact goes through the
    karriärvägledare. A case that was recalled is named by its id alone."""
    i, k = insats.c, kund.c
    fraga = select(i.arende, i.handlaggare, i.slutdatum, k.id, k.namn).join(kund, k.id == i.kund)
    villkor = (_DESSA, ser_arende(som), k.skydd.is_(None), i.handlaggare.is_not(None))
    fraga = fraga.where(*villkor, i.avslutsform.is_distinct_from("aterkallad"))
    rader = [
        r
        for r in forbindelse.execute(fraga, {"b_arenden": sorted(arenden)})
        if r.slutdatum is None or idag <= r.slutdatum + timedelta(days=dagar_efter(r.slutdatum))
    ]
    andras = [r.arende for r in rader if not samma_person(r.handlaggare, som.id)]
    vikarierar = _vikarierar_i(forbindelse, som, andras, idag) if andras else set()
    sagda = [r for r in rader if r.arende not in andras or r.arende in vikarierar]
    oppningar.anteckna_namnen(forbindelse, som, [r.arende for r in sagda])
    return {r.arende: Kundpost(r.id, r.namn, None, None) for r in sagda}


def _vikarierar_i(forbindelse: Connection, som: Aktor, arenden: Collection[str], idag: date) -> set[str]:
    """In which of the cases ``som`` stands in that day: by what was said, as it stands when it has been put right."""
    j = journal.c
    kolumner = select(j.arende, j.nr, j.handelse).where(j.arende == any_(bindparam("b_arenden", type_=ARRAY(Text))))
    utsedda = forbindelse.execute(kolumner.where(_UTSES), {"b_arenden": sorted(arenden)}).all()
    if not utsedda:
        return set()
    rattade = kolumner.where(j.slag == "uppgift_rattad", j.handelse["vad"].as_string() == "utse_vikarie")
    rader = forbindelse.execute(rattade.order_by(j.arende, j.nr), {"b_arenden": sorted({r.arende for r in utsedda})})
    rattat = {(r.arende, r.handelse["nr"]): r.handelse["efter"] for r in rader}
    return {r.arende for r in utsedda if _galler(rattat.get((r.arende, r.nr), r.handelse), som, idag)}


def _galler(h: Mapping[str, str] | None, som: Aktor, idag: date) -> bool:
    """None is one that was struck."""
    return h is not None and samma_person(h["vikarie"], som.id) and h["fran"] <= idag.isoformat() <= h["till"]


_UTSES = text("journal.slag = 'vikarie_utsedd'")
"""In so many words, so that the index of these lines is known to hold it."""
_DESSA = insats.c.arende == any_(bindparam("b_arenden", type_=ARRAY(Text)))
