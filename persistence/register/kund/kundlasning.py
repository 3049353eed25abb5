"""To read the register of kunder: only those to whom a kund is open, and every reading of a protected one is logged.

What one may not see is answered as what is not there (K3.2). All raise DatabasFel when the database cannot be used now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, case, literal, select, tuple_

from domain.grund.avvisning import Avvisning, FinnsInte
from domain.grund.parter import Aktor
from domain.grund.roller import LASER_REGISTRET, prova_roll
from domain.grund.slag import Status
from domain.register.falt import som_raden_skrivs
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.tillgang import socialsekreterare_i_tjanst
from persistence.insyn.vem_ser import ser_arende, ser_kund
from persistence.register.kund import namnsok
from persistence.tabeller.grund import insats
from persistence.tabeller.kund import kund, kundhistorik


@dataclass(frozen=True, slots=True)
class Kund:
    """A kund as the register holds it, now or in an earlier version; ``skydd`` None is no protection."""

    id: str
    personnummer: str | None
    fodelsedatum: date
    namn: str | None
    epost: str | None
    telefon: str | None
    adress: str | None
    skydd: str | None
    karriarvagledare: str | None
    andrad: datetime
    andrad_av: str
    socialsekreterare: str | None = None
    sprak: str | None = None
    tolk: str | None = None


@dataclass(frozen=True, slots=True)
class Kundpost:
    """A kund in a list; of one with a protected identity a list tells no name (K3.2)."""

    id: str
    namn: str | None
    skydd: str | None
    karriarvagledare: str | None


def finns_inte(falt: str) -> FinnsInte:
    """The answer for a kund that is not there, or not open to the one who asks."""
    return FinnsInte("K3.3", _FINNS_INTE, falt)


def ingen_att_borja_med() -> Avvisning:
    """The same answer to one who would begin a case for such a kund, with what else there is to do."""
    return Avvisning("K3.3", f"{_FINNS_INTE}; utelämna id:t för en kund utanför det", "kund.id")


_FINNS_INTE = "kunden finns inte i registret, eller är inte din att se"


def en(motor: Engine, som: Aktor, id: str) -> Kund | None:
    """A kund that one may read of; else None."""
    return next(iter(_las(motor, som, "kundens uppgifter", id=id)), None)


def med_personnummer(motor: Engine, som: Aktor, personnummer: str) -> Kund | None:
    """The kund with a personnummer (twelve digits), if one may read of them; else None."""
    return next(iter(_las(motor, som, "kundens uppgifter", personnummer=personnummer)), None)


def lista(
    motor: Engine, som: Aktor, *, namn: str = "", karriarvagledare: str | None = None,
    utan_karriarvagledare: bool = False, efter: str | None = None, antal: int = 50,
) -> list[Kundpost]:  # fmt: skip
    """Kunder that one may read of, by name; those whose name a list does not tell come last, and are found by no name.

    Args:
        namn: only those of whose name each of these words begins a part (``namnsok``).
        karriarvagledare: only those of this one; ``utan_karriarvagledare`` only those who have none.
        efter: only those that come after the kund of this id, which one may read of too; its name is in no address.
        antal: at most so many.
    """
    k = kund.c
    villkor = [ser_kund(som)]
    if karriarvagledare is not None:
        villkor.append(k.karriarvagledare == karriarvagledare)
    if utan_karriarvagledare:
        villkor.append(k.karriarvagledare.is_(None))
    prova_roll(som, LASER_REGISTRET, "K3.3")
    with transaktion(motor) as forbindelse:
        sist = None
        if efter is not None:
            fraga = select(k.id, k.namn, k.skydd).where(k.id == efter, ser_kund(som))
            if (sist := forbindelse.execute(fraga).first()) is None:
                return []
        svar: list[Kundpost] = []
        if sist is None or sist.skydd is None:
            fran = None if sist is None else (sist.namn, sist.id)
            if namn := som_raden_skrivs(namn):
                svar += _med_namnet(forbindelse, namn, villkor, fran, antal)
            else:
                svar += _poster(forbindelse, [*villkor, *_oskyddade(kund, fran)], (k.namn, k.id), antal)
        if len(svar) < antal and not namn:
            utan_namn = [*villkor, k.skydd.is_not(None)]
            if sist is not None and sist.skydd is not None:
                utan_namn.append(k.id > sist.id)
            svar += _poster(forbindelse, utan_namn, (k.id,), antal - len(svar))
        oppningar.anteckna_kunder(forbindelse, som, "kundlistan", [r.id for r in svar])
        return svar


FORST = 500
"""Names that are looked through as they come in the list, before the index of their parts is asked for all that match:
what many have is soon found so, and what few have is not looked for in every name there is."""


def _med_namnet(
    forbindelse: Connection, namn: str, villkor: Sequence[ColumnElement[bool]], fran: tuple[str, str] | None, antal: int
) -> list[Kundpost]:
    """Those of whose name the words begin parts. Which of the two ways is the shorter depends on how many have it,
    which the database cannot know beforehand: it is never left to choose."""
    k, i = kund.c, kund.alias("i_ordning")
    forst = select(i.c.id, i.c.namn).where(*_oskyddade(i, fran)).order_by(i.c.namn, i.c.id).limit(FORST)
    forsta = forst.subquery("forsta")
    bland_dem = select(forsta.c.id).where(namnsok.har(namn, "forsta"))
    svar = _poster(forbindelse, [*villkor, k.id.in_(bland_dem)], (k.namn, k.id), antal)
    if len(svar) == antal:
        return svar
    har = select(k.id, k.namn, k.skydd, k.karriarvagledare)
    a = har.where(*villkor, *_oskyddade(kund, fran), namnsok.har(namn)).cte("alla").prefix_with("MATERIALIZED").c
    fraga = select(*a).order_by(a.namn, a.id).limit(antal)
    with namnsok.genom_indexet(forbindelse):
        return [Kundpost(**r) for r in forbindelse.execute(fraga).mappings()]


def _oskyddade(tabell: FromClause, fran: tuple[str, str] | None) -> list[ColumnElement[bool]]:
    """Those whose name a list tells, after that name and id."""
    c = tabell.c
    efter = [] if fran is None else [tuple_(c.namn, c.id) > tuple_(*map(literal, fran))]
    return [c.skydd.is_(None), *efter]


def _poster(
    forbindelse: Connection, villkor: Sequence[ColumnElement[bool]], ordning: Sequence[ColumnElement[str]], antal: int
) -> list[Kundpost]:
    """A page of those who all have, or all lack, a name that a list tells: each of the two has an index of its own."""
    k = kund.c
    visat = case((k.skydd.is_(None), k.namn)).label("namn")
    fraga = select(k.id, visat, k.skydd, k.karriarvagledare).where(*villkor).order_by(*ordning).limit(antal)
    return [Kundpost(**r) for r in forbindelse.execute(fraga).mappings()]


def historik(motor: Engine, som: Aktor, id: str) -> list[Kund]:
    """Every version of a kund that one may read of, in order: ``andrad`` and ``andrad_av`` tell who made it when."""
    if en(motor, som, id) is None:
        return []
    h = kundhistorik.c
    with transaktion(motor) as forbindelse:
        rader = forbindelse.execute(select(kundhistorik).where(h.id == id).order_by(h.nr)).mappings()
        return [Kund(**{k: v for k, v in r.items() if k != "nr"}) for r in rader]


def arenden(motor: Engine, som: Aktor, id: str) -> list[str]:
    """The kund's cases that one may see, by id."""
    fraga = select(insats.c.arende).where(insats.c.kund == id, ser_arende(som)).order_by(insats.c.arende)
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(fraga).scalars())


def pagaende(motor: Engine, som: Aktor, id: str) -> list[str]:
    """The kund's cases under way that one may see, by id: those to be told of a new socialsekreterare (K9.5)."""
    i = insats.c
    fraga = select(i.arende).where(i.kund == id, i.status != Status.SLUTFORD.value, ser_arende(som)).order_by(i.arende)
    with transaktion(motor) as forbindelse:
        return list(forbindelse.execute(fraga).scalars())


def hos_annan(motor: Engine, som: Aktor, id: str) -> list[tuple[str, str]]:
    """The kund's cases under way, that one may see, whose responsible karriärvägledare is not the kund's own: the
    case and who that is (K5.1).
    """
    i = insats.c
    egen = select(kund.c.karriarvagledare).where(kund.c.id == id).scalar_subquery()
    fraga = select(i.arende, i.karriarvagledare).where(
        i.kund == id, i.karriarvagledare != egen, i.status != Status.SLUTFORD.value, ser_arende(som)
    )
    with transaktion(motor) as forbindelse:
        return [(r.arende, r.karriarvagledare) for r in forbindelse.execute(fraga.order_by(i.arende))]


def till_start(motor: Engine, som: Aktor, id: str, arende: str, dag: date) -> tuple[date, str | None] | None:
    """The birth date and the socialsekreterare of a kund for whom a case is to begin on a day; one who has left since
    the register was told is nobody (K9.5).

    None if the register does not hold the kund.

    Raises: Avvisning, K3.3; the kund is protected and not open to ``som``, which is logged.
    """
    with transaktion(motor) as forbindelse:
        far = oppningar.anteckna_kunder(forbindelse, som, "aktualisering", [id], arende=arende, enskilt=True)
        k = kund.c
        finns = case((socialsekreterare_i_tjanst(k.socialsekreterare, dag), k.socialsekreterare))
        rad = forbindelse.execute(select(k.fodelsedatum, finns.label("socialsekreterare")).where(k.id == id)).first()
    if not far:
        raise ingen_att_borja_med()
    return (rad.fodelsedatum, rad.socialsekreterare) if rad else None


def _las(motor: Engine, som: Aktor, vad: str, **vilken: str) -> list[Kund]:
    with transaktion(motor) as forbindelse:
        fraga = select(kund).filter_by(**vilken)
        svar = [Kund(**r) for r in forbindelse.execute(fraga.where(ser_kund(som))).mappings()]
        sokta = forbindelse.execute(select(kund.c.id).filter_by(**vilken)).scalars().all()
        oppningar.anteckna_kunder(forbindelse, som, vad, sokta, enskilt=True)
    prova_roll(som, LASER_REGISTRET, "K3.3")
    return svar
