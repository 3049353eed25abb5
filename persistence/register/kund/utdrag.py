"""Everything that is held on one kund, whatever table it lies in (K3.8).

No table is named here: what hangs on a case or on a kund does so by a column of that name, so that a new table is in
the extract from the day that it is there.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, insert, or_, select

from domain.grund.parter import Aktor, Roll
from domain.grund.roller import GER_UT_UTDRAG, prova_roll
from domain.register.personnummer import tolka_personnummer
from persistence.databas.motor import transaktion
from persistence.insyn.inloggad import hos_dorrarna, skrivs_som
from persistence.insyn.oppningar import DORR
from persistence.register.kund.kundlasning import finns_inte
from persistence.tabeller.alla import metadata
from persistence.tabeller.grund import insats
from persistence.tabeller.inloggning import session, terminalkod
from persistence.tabeller.kund import gallringsrad, kund, kundhistorik, oppning
from persistence.tabeller.process import process, processbevakning
from persistence.tabeller.skrivbord import bara_om, sparat_urval, urval_som_namner, utkast, utkast_om

Rader = dict[str, list[dict[str, Any]]]
"""Table → its rows, each a field → its value."""

_EGET_ID = (kund, kundhistorik)
"""Where a kund is known by ``id``."""
_INTE_PERSONLIGT = "regelverk"
"""What the first line of a case holds besides: the rules that all cases have."""
HEMLIGT = {session: {"hash"}, terminalkod: {"hash", "utmaning"}}
"""What a secret is known again by: it tells nothing of the kund, and could open a door."""


def vem_det_galler(motor: Engine, som: Aktor, sokt: str, idag: date) -> str:
    """The id of the kund that somebody asks of: by that id, by the id of one of their cases, or by personnummer.

    Only the drawing itself opens anything, and is what is logged.

    Raises:
        Avvisning: K3.8, not for this role; K1.2, figures that are no personnummer; K3.3, there is no such kund.
        DatabasFel: the database cannot be used now.
    """
    prova_roll(som, GER_UT_UTDRAG, "K3.8")
    k, sokt = kund.c, sokt.strip()
    arendets = select(insats.c.kund).where(insats.c.arende == sokt)
    with transaktion(motor) as forbindelse:
        id_ = forbindelse.execute(select(k.id).where(or_(k.id == sokt, k.id.in_(arendets)))).scalar()
        if id_ is None and sokt[:1].isdecimal():
            siffror = tolka_personnummer(sokt, idag, "kund").siffror
            id_ = forbindelse.execute(select(k.id).where(k.personnummer == siffror)).scalar()
    if id_ is None:
        raise finns_inte("kund")
    return str(id_)


def allt_om(motor: Engine, som: Aktor, id: str) -> Rader:
    """The rows as they stand, as of one instant; the extract itself is logged as an opening.

    Raises:
        Avvisning: K3.8, not for this role; K3.3, there is no such kund.
        DatabasFel: the database cannot be used now.
    """
    prova_roll(som, GER_UT_UTDRAG, "K3.8")
    with transaktion(motor) as forbindelse:
        if forbindelse.execute(select(kund.c.id).where(kund.c.id == id)).first() is None:
            raise finns_inte("kund")
        rad = {"aktor": str(som), "kund": id, "dorr": DORR.get(), "vad": "registerutdraget", "utfall": "oppnad"}
        forbindelse.execute(insert(oppning).values(rad))
    with transaktion(motor.execution_options(isolation_level="REPEATABLE READ")) as forbindelse:
        arenden = list(forbindelse.execute(select(insats.c.arende).where(insats.c.kund == id)).scalars())
        processer = forbindelse.execute(select(process.c.id).where(process.c.arende.in_(arenden))).scalars().all()
        alla = [*arenden, *processer]
        ut: Rader = {}
        h = kundhistorik.c
        orden = [o for r in forbindelse.execute(select(h.namn, h.personnummer).where(h.id == id).distinct()) for o in r]
        for tabell in metadata.sorted_tables:
            villkor = _villkor(tabell, id, alla, orden)
            if villkor is not None and (rader := _las(forbindelse, tabell, villkor)):
                ut[tabell.name] = _utan_andra(tabell, rader, id, alla)
        return ut


def _villkor(tabell: Table, id: str, arenden: list[str], orden: list[str | None]) -> ColumnElement[bool] | None:
    """What of a table is of the kund; None for a table that knows of none.

    A filter that somebody keeps is of the kund where it names it: by id, by case, by ``orden`` (name and number).
    """
    vem = Aktor(Roll.KUND, id)
    if (som_den_loggar_in := hos_dorrarna(tabell, vem)) is not None:
        return som_den_loggar_in
    if tabell is sparat_urval:
        eget = tabell.c.aktor.in_(skrivs_som(vem))
        return or_(eget, urval_som_namner([id, *arenden, *(o for o in orden if o)]))
    if tabell is oppning:  # of the kund and of its cases, and what it has opened itself, or tried to
        return or_(tabell.c.kund == id, tabell.c.arende.in_(arenden), tabell.c.aktor.in_(skrivs_som(vem)))
    if tabell is gallringsrad:
        return or_(tabell.c.kund == id, tabell.c.arenden.overlap(arenden))
    if tabell is utkast:
        return utkast_om(id, arenden)
    if tabell in _EGET_ID:
        return tabell.c.id == id
    if tabell is process:
        return tabell.c.id.in_(arenden)
    if tabell is processbevakning:
        return tabell.c.process.in_(arenden)
    delar: list[ColumnElement[bool]] = [tabell.c.arende.in_(arenden)] if "arende" in tabell.c else []
    delar += [tabell.c.kund == id] if "kund" in tabell.c else []
    return or_(*delar) if delar else None


def _las(forbindelse: Connection, tabell: Table, villkor: ColumnElement[bool]) -> list[dict[str, Any]]:
    ordning = list(tabell.primary_key)
    kolumner = [k for k in tabell.c if k.name not in HEMLIGT.get(tabell, ())]
    rader = forbindelse.execute(select(*kolumner).where(villkor).order_by(*ordning)).mappings()
    return [{k: _lamnas_ut(v) for k, v in r.items()} for r in rader]


def _utan_andra(
    tabell: Table, rader: list[dict[str, Any]], kund: str, arenden: Collection[str]
) -> list[dict[str, Any]]:
    """The rows without what they hold of other kunder: in drafts that are about many, and whose door was knocked at."""
    if tabell is utkast:
        return [u | {"innehall": bara_om(u["innehall"], arenden)} for u in rader]
    if tabell is oppning:
        return [o if o["kund"] == kund or o["arende"] in arenden else o | {"kund": None, "arende": None} for o in rader]
    return rader


def _lamnas_ut(varde: Any) -> Any:
    """A value as it is given out: without the rules, and what a file holds as base64."""
    if isinstance(varde, bytes):
        return b64encode(varde).decode()
    if isinstance(varde, dict) and _INTE_PERSONLIGT in varde:
        return {k: v for k, v in varde.items() if k != _INTE_PERSONLIGT}
    return varde
