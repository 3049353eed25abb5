"""The register of the anordnare's staff, and whose access has ended (§3.2.1, K3.4)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

from sqlalchemy import Connection, Engine, RowMapping, and_, delete, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Status
from domain.processer.anordnarakt.akt import Akt
from domain.processer.forlopp import Processlage
from persistence.databas.falt import Forst
from persistence.databas.massinlasning import Inlasning, Traffar, Utfall
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import SER_ALL_PERSONAL, prova_tillgang_i, samma_id
from persistence.register.anordnare.namn import kand_i
from persistence.tabeller import anordnarregister, grund
from persistence.tabeller.personal import personal


class Felmottagare(Protocol):
    """Where the faults of an import go."""

    def lagg_till_alla(self, traffar: Traffar, kolumn: str, regel: str, text: str) -> None:
        """Note every row that stands against the file."""


@dataclass(frozen=True, slots=True)
class Anstalld:
    """One person at an anordnare; ``till`` is the last day, empty while none is decided."""

    anordnare: str
    person: str
    namn: str | None
    epost: str | None
    uppdrag: str | None
    fran: date | None
    till: date | None
    behorighet_ansokt: datetime | None


def version(rad: Anstalld | RowMapping) -> str:
    """The version of somebody's details: what they say, since a row may be written by an import as well."""
    uppgifter = [rad[f] if isinstance(rad, Mapping) else getattr(rad, f) for f in ("namn", "epost", "uppdrag")]
    return sha256(json.dumps(uppgifter).encode()).hexdigest()[:16]


def lista(motor: Engine, som: Aktor | None, anordnare: str | None = None) -> list[Anstalld]:
    """The staff that one may see, by anordnare and id.

    Raises:
        Avvisning: K3.4, the access of one who has left has ended.
    """
    p = personal.c
    fraga = select(personal).order_by(p.anordnare, p.person)
    if som is not None and som.roll not in SER_ALL_PERSONAL:
        if som.roll is not Roll.ANORDNARE:
            return []
        fraga = fraga.where(p.anordnare == som.organisation)
    if anordnare is not None:
        fraga = fraga.where(p.anordnare == anordnare)
    with transaktion(motor) as forbindelse:
        if som is not None:
            prova_tillgang_i(forbindelse, som)
        return [Anstalld(**r) for r in forbindelse.execute(fraga).mappings()]


def satt_uppgifter(
    motor: Engine, anordnare: str, person: str, uppgifter: Mapping[str, str], *, forst: Forst | None = None
) -> None:
    """Register or change name, e-mail and task; the employment itself stands on the anordnare's record.

    Args:
        forst: asked of the row as it stands, locked, if there is one.

    Raises:
        Avvisning: K3.4, there is no such anordnare.
    """
    with transaktion(motor) as forbindelse:
        anordnare = kand_i(forbindelse, anordnare, regel="K3.4")
        if forst is not None:
            den = select(personal).where(personal.c.anordnare == anordnare, personal.c.person == person)
            if (rad := forbindelse.execute(den.with_for_update()).mappings().first()) is not None:
                forst(rad)
        satt = insert(personal).values(anordnare=anordnare, person=person, **uppgifter)
        if uppgifter:
            satt = satt.on_conflict_do_update(constraint=personal.primary_key, set_=dict(uppgifter))
        else:
            satt = satt.on_conflict_do_nothing()
        forbindelse.execute(satt)


def projicera(forbindelse: Connection, fore: Processlage | None, efter: Processlage) -> None:
    """The employments as the anordnare's record has them, in the transaction that wrote it."""
    akt: Akt = efter.lage
    if fore and (borta := sorted(set(fore.lage.personal) - set(akt.personal))):  # told of by mistake
        p = personal.c
        forbindelse.execute(delete(personal).where(p.anordnare == akt.anordnare, p.person.in_(borta)))
    rader = [
        {"anordnare": akt.anordnare, "person": person, "fran": a.fran, "till": a.till, "behorighet_ansokt": a.ansokt}
        for person, a in akt.personal.items()
    ]
    if not rader:
        return
    ny = insert(personal)
    # One who was employed before the record began has a first day that only the register knows.
    fran = func.coalesce(ny.excluded.fran, personal.c.fran)
    satt = {"fran": fran, "till": ny.excluded.till, "behorighet_ansokt": ny.excluded.behorighet_ansokt}
    forbindelse.execute(ny.on_conflict_do_update(constraint=personal.primary_key, set_=satt), rader)


def flytta(i: Inlasning, har: frozenset[str]) -> Utfall:
    """Move an import of those already employed from the temporary table."""
    kolumner = [k for k in ("anordnare", "person", "namn", "epost", "uppdrag", "fran") if k in har]
    return i.stall_in(personal, ("anordnare", "person"), kolumner)


def arenden_att_bemanna(motor: Engine, anordnare: str, person: str) -> list[str]:
    """The cases under way at an anordnare that someone staffs, or has staffed; each case itself knows who does now."""
    i, j = grund.insats.c, grund.journal.c
    namngiven = or_(
        and_(j.slag == "arende_bemannat", samma_id(j.handelse["handlaggare"].as_string(), person)),
        and_(j.slag == "uppgift_rattad", samma_id(j.handelse["efter"]["handlaggare"].as_string(), person)),
    )
    fraga = (
        select(i.arende)
        .where(i.anordnare == anordnare, i.status != Status.SLUTFORD.value)
        .where(exists().where(j.arende == i.arende, namngiven))
        .order_by(i.arende)
    )
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(fraga).scalars())


def prova(i: Inlasning, _har: frozenset[str], fel: Felmottagare) -> None:
    """Judge an import as a set: every anordnare is known, no one stands twice, and no one who has left comes back."""
    fel.lagg_till_alla(
        i.saknas("anordnare", anordnarregister.anordnare.c.namn), "anordnare", "K3.4", "finns inte i registret"
    )
    text = "står redan på en tidigare rad"
    fel.lagg_till_alla(i.dubbletter("anordnare", "person"), "person", "K3.4", text)
    p, t = personal.c, i.tabell.c
    slutar = exists().where(p.anordnare == t.anordnare, p.person == t.person, p.till.is_not(None))
    fel.lagg_till_alla(i.dar(slutar), "person", "K3.4", "har slutat; anmäl att personen börjar igen")
