"""The list of a gallring, and the weeding out of what is in it: one transaction a row, each done once or not at all.

What is killed anywhere goes on where it was; what has come to be under way, appealed or unpaid since the list was made
is left, and the protocol says why (K3.8).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, CursorResult, Engine, delete, func, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from domain.grund.parter import Aktor, Roll
from persistence.databas.motor import transaktion
from persistence.insyn import inloggad
from persistence.process.gallring.mogna import HINDER, Mogen, mogna, mogna_i, slutade
from persistence.tabeller.kund import gallringsrad, kundhistorik
from persistence.tabeller.personal import personal
from persistence.tabeller.process import process
from persistence.tabeller.skrivbord import sparat_urval, urval_som_namner, utkast, utkast_om


@dataclass(frozen=True, slots=True)
class Omfattning:
    """How many kunder, cases and former staff a list holds."""

    kunder: int
    arenden: int
    personal: int


def lista(motor: Engine, gallring: str, dag: date, arende_manader: int, personal_manader: int) -> Omfattning:
    """Freeze the list of a gallring; asked again it is the one that was frozen. Raises: DatabasFel."""
    akter = [m for m in mogna(motor, dag, arende_manader) if m.hinder is None]
    rader = [{"kund": m.kund, "arenden": list(m.arenden), "anordnare": None, "person": None} for m in akter]
    rader += [
        {"kund": None, "arenden": [], "anordnare": p.anordnare, "person": p.person}
        for p in slutade(motor, dag, personal_manader)
    ]
    numrerade = [{"gallring": gallring, "nr": nr, **rad} for nr, rad in enumerate(rader, start=1)]
    g = gallringsrad.c
    with transaktion(motor) as forbindelse:
        forbindelse.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:g, 1))"), {"g": gallring})
        fanns = forbindelse.execute(select(g.nr).where(g.gallring == gallring).limit(1)).first()
        if numrerade and fanns is None:
            forbindelse.execute(insert(gallringsrad), numrerade)
        fraga = select(
            func.count(g.kund), func.coalesce(func.sum(func.cardinality(g.arenden)), 0), func.count(g.person)
        ).where(g.gallring == gallring)
        return Omfattning(*forbindelse.execute(fraga).one())


def framsteg(motor: Engine, gallring: str) -> Mapping[str, int]:
    """Rows of the protocol by status: ``vantar``, ``gallrad``, ``undantagen``. Raises: DatabasFel."""
    g = gallringsrad.c
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(
            select(g.status, func.count().label("antal")).where(g.gallring == gallring).group_by(g.status)
        )
        return {r.status: r.antal for r in rader}


def kvar(motor: Engine, gallring: str) -> Sequence[int]:
    """The rows that are still to be done, in order. Raises: DatabasFel."""
    g = gallringsrad.c
    with transaktion(motor) as forbindelse:
        fraga = select(g.nr).where(g.gallring == gallring, g.status == "vantar").order_by(g.nr)
        return list(forbindelse.execute(fraga).scalars())


def gallra(motor: Engine, gallring: str, nr: int, dag: date, arende_manader: int) -> None:
    """Weed out one row of the list, or note why it is left. Done already, nothing happens.

    Raises:
        DataFel: the database refuses it, and nothing of the row is done.
        DatabasFel: the database cannot be used now; whether it was done is found out by doing it again.
    """
    g = gallringsrad.c
    with transaktion(motor) as forbindelse:
        vilken = (g.gallring == gallring, g.nr == nr)
        rad = forbindelse.execute(select(gallringsrad).where(*vilken, g.status == "vantar").with_for_update()).first()
        if rad is None:
            return
        if rad.person is not None:
            vem = Aktor(Roll.ANORDNARE, rad.person, rad.anordnare)
            antal = {"personal": _personal(forbindelse, vem)}
            antal["inloggning"] = _inloggningen(forbindelse, gallring, nr, vem)
            forbindelse.execute(
                update(gallringsrad).where(*vilken).values(status="gallrad", antal=antal, tid=func.now())
            )
            return
        skal = _hinder(forbindelse, rad.kund, list(rad.arenden), dag, arende_manader)
        if skal is not None:
            forbindelse.execute(
                update(gallringsrad).where(*vilken).values(status="undantagen", skal=skal, tid=func.now())
            )
            return
        antal = _orden(forbindelse, rad.kund, list(rad.arenden))
        if rad.kund is not None:
            antal["inloggning"] = _inloggningen(forbindelse, gallring, nr, Aktor(Roll.KUND, rad.kund))
            vad = {"gallring": gallring, "kund": rad.kund}
            antal["register"] = forbindelse.execute(
                text("SELECT gallra_ur_registret(:gallring, :kund)"), vad
            ).scalar_one()
        forbindelse.execute(update(gallringsrad).where(*vilken).values(status="gallrad", antal=antal, tid=func.now()))


def _hinder(forbindelse: Connection, kund: str | None, arenden: list[str], dag: date, manader: int) -> str | None:
    """Why the row may not be done any more. What would change it waits meanwhile: the cases' rows, and a new case."""
    forbindelse.execute(
        text("SELECT arende FROM insats WHERE arende = ANY(:a) ORDER BY arende FOR UPDATE"), {"a": arenden}
    )
    enhet = kund or arenden[0]
    if kund is not None:  # as ``ovriga_arenden.prova_borjan``, which a new case of the kund's is written under
        las = text("SELECT pg_advisory_xact_lock(hashtextextended('aktualisering:' || :kund, 0))")
        forbindelse.execute(las, {"kund": kund})
    mogen: list[Mogen] = mogna_i(forbindelse, dag, manader, enhet=enhet)
    if not mogen:
        return "en ny anteckning har gjorts"
    if mogen[0].hinder:
        return HINDER[mogen[0].hinder]
    return None if list(mogen[0].arenden) == arenden else "kunden har fått ett ärende till"


def _orden(forbindelse: Connection, kund: str | None, arenden: list[str]) -> dict[str, int]:
    """Words, documents, files, drafts, read receipts and saved filters; table → rows that went.

    What was written to a process about one of the cases goes too, and what was begun of a new one.
    """
    antal: dict[str, int] = {}
    for tabell, sats in _ORDEN.items():
        svar = forbindelse.execute(sats, {"arenden": arenden})
        assert isinstance(svar, CursorResult)
        antal[tabell] = svar.rowcount
    om = select(process.c.id).where(process.c.arende.in_(arenden))
    processer = list(forbindelse.execute(om).scalars())
    bort = delete(utkast).where(utkast_om(kund, [*arenden, *processer]))
    antal["utkast"] = forbindelse.execute(bort).rowcount
    h = kundhistorik.c
    namn = forbindelse.execute(select(h.namn, h.personnummer).where(h.id == kund).distinct()).all()
    orden = [o for rad in namn for o in rad if o] + ([kund] if kund else [])
    eget = sparat_urval.c.aktor.in_(inloggad.skrivs_som(Aktor(Roll.KUND, kund)) if kund else ())
    bort = delete(sparat_urval).where(or_(urval_som_namner([*orden, *arenden]), eget))
    return antal | {"sparat_urval": forbindelse.execute(bort).rowcount}


def _inloggningen(forbindelse: Connection, gallring: str, nr: int, vem: Aktor) -> int:
    """What the doors keep: the sessions first, which are told from the login."""
    antal = 0
    for tabell in inloggad.GALLRAS:
        villkor = inloggad.hos_dorrarna(tabell, vem)
        assert villkor is not None
        antal += forbindelse.execute(delete(tabell).where(villkor)).rowcount
    bort = text("SELECT gallra_inloggningen(:gallring, :nr)")
    return antal + int(forbindelse.execute(bort, {"gallring": gallring, "nr": nr}).scalar_one())


def _personal(forbindelse: Connection, vem: Aktor) -> int:
    p = personal.c
    forbindelse.execute(delete(sparat_urval).where(func.lower(sparat_urval.c.aktor) == str(vem).lower()))
    bort = update(personal).where(p.anordnare == vem.organisation, p.person == vem.id)
    return forbindelse.execute(bort.values(namn=None, epost=None, uppdrag=None)).rowcount


_HORTILL = "(arende = ANY(:arenden) OR arende IN (SELECT id FROM process WHERE arende = ANY(:arenden)))"
_ORDEN = {
    "dokument": text(f"DELETE FROM dokument WHERE {_HORTILL}"),
    "fil": text(f"DELETE FROM fil WHERE {_HORTILL}"),
    "laskvitto": text(f"DELETE FROM laskvitto WHERE {_HORTILL}"),
}
