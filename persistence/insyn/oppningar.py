"""The log of openings: who has opened, or tried to open, what concerns a kund (K3.8), and each list besides in which a
kund with a protected identity stands (K3.2).

A line is written in the transaction that reads, and by a statement that asks the register, so nothing is read that
is not logged, and a protection counts from the moment it is registered.
"""

from __future__ import annotations

from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Executable,
    any_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert
from sqlalchemy.types import Text

from domain.grund.parter import Aktor
from domain.grund.roller import LASER_LOGGEN, prova_roll
from persistence.databas.motor import transaktion
from persistence.insyn.tillgang import STOCKHOLM, prova_tillgang_i
from persistence.insyn.vem_ser import ar_skyddad, far_tala, ser_kund, ser_sitt
from persistence.tabeller.grund import insats
from persistence.tabeller.kund import NAMNET_I_EN_LISTA, kund, oppning

DORR: ContextVar[str] = ContextVar("dorr", default="tjänsten")
"""Which door the reader came by: a tool sets it to its own name."""


@dataclass(frozen=True, slots=True)
class Oppning:
    """A line of the log.

    Attributes:
        arende: the case; None where the register was read.
        dorr: by which tool; ``vad`` what was read there.
        utfall: ``oppnad``, or ``nekad``: then it was answered as what is not there.
    """

    nr: int
    tid: datetime
    aktor: str
    kund: str
    arende: str | None
    dorr: str
    vad: str
    utfall: str


def anteckna(
    forbindelse: Connection,
    som: Aktor | None,
    vad: str,
    sedda: Collection[str] = (),
    *,
    sokt: str | None = None,
    villkor: ColumnElement[bool] | None = None,
) -> None:
    """Log that ``som`` has read of the cases ``sedda``, and has asked for the case ``sokt``.

    A case that was asked for leaves a line, whosever it is; one that only stands in a list does so where the kund is
    protected. What was asked for and not seen is ``nekad`` unless it could have been seen: by ``villkor``, which is
    ``ser_sitt`` unless the door is narrower.
    """
    if som is None or not (sedda or sokt):
        return
    alla = sorted({*sedda, sokt} if sokt else sedda)
    if sokt is None and not _nagon_skyddad(forbindelse, alla):
        return
    kunde = ser_sitt(som) if villkor is None else villkor
    far = true() if sokt is None or sokt in sedda else or_(insats.c.arende != sokt, kunde)
    vilka = ar_skyddad(insats.c.kund) if sokt is None else or_(insats.c.arende == sokt, ar_skyddad(insats.c.kund))
    i_listan = insats.c.arende == any_(bindparam("b_arenden", alla, type_=ARRAY(Text)))
    rad = _rad(som, vad, far, i_listan, vilka)
    if sokt is None:
        forbindelse.execute(rad)
    else:
        _utfallen(forbindelse, rad)


def far_tilltala(motor: Engine, som: Aktor, arende: str, vad: str, *, oppnar: bool = False) -> bool:
    """Whether ``som`` may say something to a case, or ask it, as far as protection goes; it is logged (K3.2).

    ``oppnar``: the case answers with how it stands, so that a line is left whosever it is (K3.8). One whose employment
    has ended may not even ask; both are looked up in one transaction, since this stands before everything that is said.

    Raises:
        Avvisning: K3.4, the access of one who has left has ended.
        DatabasFel.
    """
    with transaktion(motor) as forbindelse:
        prova_tillgang_i(forbindelse, som)
        skyddad = _nagon_skyddad(forbindelse, [arende])
        if not (skyddad or oppnar):
            return True
        fraga = _rad(som, vad, far_tala(som), insats.c.arende == arende).returning(oppning.c.utfall)
        return forbindelse.execute(fraga).scalar() != "nekad" or not skyddad


def nekade(forbindelse: Connection, arende: str, som: Collection[Aktor], *, nytt: bool) -> list[Aktor]:
    """Who of these may not say anything to a case, as far as protection goes: asked where it is written (K3.2).

    Args:
        nytt: the case has just begun, so that only the register tells whose the kund is.
    """
    if not som or not _nagon_skyddad(forbindelse, [arende]):
        return []
    i = insats.c
    nej = []
    for vem in som:
        far = select(i.arende).where(i.arende == arende)
        far = far.join(kund, kund.c.id == i.kund).where(ser_kund(vem)) if nytt else far.where(far_tala(vem))
        if forbindelse.execute(far).first() is None:
            nej.append(vem)
    return nej


def anteckna_nekad(forbindelse: Connection, som: Aktor, arende: str, vad: str) -> None:
    """Log that something was said to a protected kund's case by one who may not, past the doors."""
    forbindelse.execute(_rad(som, vad, false(), insats.c.arende == arende, ar_skyddad(insats.c.kund)))


def _utfallen(forbindelse: Connection, rad: Insert) -> list[str]:
    """Write the lines of what was asked for by name; how each of them turned out.

    What is not there leaves none. It costs the database the same all the same, a record in its own log that is on the
    disk before the answer goes: by how long that takes nobody is to tell another's from what is not there (K3.3).
    """
    skrivna = rad.returning(oppning.c.utfall).cte("skrivna")
    inga = case((func.count() == 0, func.pg_logical_emit_message(true(), "oppning", "").cast(Text)))
    fraga = select(func.array_agg(skrivna.c.utfall), inga).select_from(skrivna)
    return list(forbindelse.execute(fraga).scalar() or ())


_NAGON_SKYDDAD = text(
    "SELECT 1 FROM insats JOIN kund ON kund.id = insats.kund"
    " WHERE insats.arende = ANY(:arenden) AND kund.skydd IS NOT NULL LIMIT 1"
)


def _nagon_skyddad(forbindelse: Connection, arenden: list[str]) -> bool:
    """Whether one of the cases is a protected kund's. Almost none is, so this much is asked as cheaply as it can be."""
    return forbindelse.execute(*nagon_skyddad(arenden)).first() is not None


def nagon_skyddad(arenden: list[str]) -> tuple[Executable, dict[str, Any]]:
    """The question and its values; it is answered with a row where one of the cases is a protected kund's."""
    return _NAGON_SKYDDAD, {"arenden": arenden}


def _rad(som: Aktor, vad: str, far: ColumnElement[bool], *vilka: ColumnElement[bool]) -> Insert:
    utfall = case((far, "oppnad"), else_="nekad")
    varden = (literal(str(som)), insats.c.kund, insats.c.arende, literal(DORR.get()), literal(vad), utfall)
    return insert(oppning).from_select(
        ["aktor", "kund", "arende", "dorr", "vad", "utfall"],
        select(*varden).where(*vilka).order_by(insats.c.arende),
    )


def anteckna_kunder(
    forbindelse: Connection, som: Aktor, vad: str, kunder: Collection[str], *, arende: str | None = None,
    enskilt: bool = False,
) -> bool:  # fmt: skip
    """Log that ``som`` reads of kunder in the register; False if one of them is protected and closed to ``som``.

    ``enskilt``: they were asked for one by one, so each leaves a line; in a list the protected do.
    """
    utfall = case((ser_kund(som), "oppnad"), else_="nekad")
    varden = (literal(str(som)), kund.c.id, literal(arende, Text), literal(DORR.get()), literal(vad), utfall)
    i_kunderna = kund.c.id == any_(bindparam("b_kunder", sorted(kunder), type_=ARRAY(Text)))
    rader = insert(oppning).from_select(
        ["aktor", "kund", "arende", "dorr", "vad", "utfall"],
        select(*varden).where(i_kunderna, true() if enskilt else kund.c.skydd.is_not(None)).order_by(kund.c.id),
    )
    if enskilt:
        return "nekad" not in _utfallen(forbindelse, rader)
    return "nekad" not in forbindelse.execute(rader.returning(oppning.c.utfall)).scalars().all()


def anteckna_namnen(forbindelse: Connection, som: Aktor, arenden: Collection[str]) -> None:
    """Log that ``som`` has been shown, in a list, the names of those whom the cases are about: the first time of a day
    for each, since a list that is looked at again tells nothing more (K6.7)."""
    if not arenden:
        return
    o, i = _REDAN.c, insats.c
    i_dag = func.timezone(STOCKHOLM, func.date_trunc("day", func.timezone(STOCKHOLM, func.now())))
    i_listan = text(f"redan.vad = '{NAMNET_I_EN_LISTA}'")  # in so many words, so that its index is known to hold it
    redan = exists().where(o.aktor == str(som), o.arende == i.arende, i_listan, o.tid >= i_dag)
    dessa = i.arende == any_(bindparam("b_arenden", sorted(arenden), type_=ARRAY(Text)))
    forbindelse.execute(_rad(som, NAMNET_I_EN_LISTA, true(), dessa, ~redan))


_REDAN = oppning.alias("redan")


def las(motor: Engine, som: Aktor, sokt: str, *, fore: int | None = None, antal: int = 1000) -> list[Oppning]:
    """The openings of a kund or a case, newest first; with ``fore`` those before the line of that number.

    Raises:
        Avvisning: K3.2; the log is read by the dataskyddssamordnare and the arbetsledare.
    """
    prova_roll(som, LASER_LOGGEN, "K3.2")
    o = oppning.c
    fraga = select(oppning).where(or_(o.kund == sokt, o.arende == sokt)).order_by(o.nr.desc()).limit(antal)
    if fore is not None:
        fraga = fraga.where(o.nr < fore)
    with transaktion(motor) as forbindelse:
        return [Oppning(**r) for r in forbindelse.execute(fraga).mappings()]


def stickprov(motor: Engine, som: Aktor, fran: datetime, till: datetime, *, antal: int = 20) -> list[Oppning]:
    """A sample of the openings from ``fran`` up to ``till``, to be reviewed: the same lines whoever draws it again.

    Raises:
        Avvisning: K3.2; the log is read by the dataskyddssamordnare and the arbetsledare.
    """
    prova_roll(som, LASER_LOGGEN, "K3.2")
    o = oppning.c
    lott = func.md5(func.concat(o.nr, literal(f"{fran:%Y-%m}")))
    fraga = select(oppning).where(o.tid >= fran, o.tid < till).order_by(lott).limit(antal)
    with transaktion(motor) as forbindelse:
        return sorted((Oppning(**r) for r in forbindelse.execute(fraga).mappings()), key=lambda r: r.nr, reverse=True)
