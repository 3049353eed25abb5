"""What somebody has to do, a band at a time: late, today, this week, later; and what has been done.

A page's questions do not grow with the number of cases: each reads at most a page of rows by an index, and a count
goes no further than ``RAKNAR_TILL``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import CTE, ColumnElement, Connection, Engine, Select, and_, func, or_, select

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import VANTAR
from domain.liv.lagesbild import Bevakningsrad
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.insyn.vem_ser import riktad_till, ser_arende
from persistence.journal.projektion import bevakningsrad
from persistence.tabeller.grund import bevakning, insats
from persistence.tabeller.kund import karriarvagledare

Vy = Literal["mina", "alla", "ingens", "klara", "kv_sena", "anordnare_sena"]
"""Whose: one's own, one's whole role's, nobody's; what one has done; and for who leads the work, others' late ones."""
Band = Literal["forsenade", "i_dag", "veckan", "senare", "passerade", "klara"]
"""``passerade``: the frist has been, and nothing is late of it (an underlag moves its payment, K14.7)."""
OPPNA_BAND: tuple[Band, ...] = ("forsenade", "i_dag", "veckan", "senare", "passerade")
RAKNAR_TILL = 200
"""A count that reaches this is shown as "fler än": further nobody reads, and each is held against who may see it."""
_STANGDA = 50
FILTRERAR_BLAND = 500
"""What may be filtered by is found among so many of the view, by frist."""


@dataclass(frozen=True, slots=True)
class Urval:
    """Which bevakningar; ``slag`` and ``anordnare`` only those of that kind, and in that anordnare's cases."""

    vy: Vy = "mina"
    slag: str | None = None
    anordnare: str | None = None


@dataclass(frozen=True, slots=True)
class Uppgift:
    """A bevakning with what one needs to know of its case; ``kund`` is the id in the register."""

    arende: str
    insats: str
    anordnare: str
    kund: str
    karriarvagledare: str
    bevakning: Bevakningsrad


@dataclass(frozen=True, slots=True)
class Bandinnehall:
    """A band: how many there are, at most ``RAKNAR_TILL``, and one page of them by frist."""

    band: Band
    antal: int
    rader: tuple[Uppgift, ...]


@dataclass(frozen=True, slots=True)
class Lista:
    """A page of what there is to do: its bands, how many wait in each view, and what one may filter by."""

    band: Sequence[Bandinnehall]
    antal: Mapping[Vy, int]
    anordnare: Sequence[str]
    slag: Sequence[str]


def allt(
    motor: Engine, som: Aktor, urval: Urval, idag: date, *, band: Iterable[Band], per_sida: int, sida: int = 1,
    vyer: Iterable[Vy] = (),
) -> Lista:  # fmt: skip
    """What one page shows, as of one moment. ``vyer`` are those whose counts it tells. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        slutade = _slutade(forbindelse, idag)
        innehall = _band(forbindelse, som, urval, idag, slutade, band=band, per_sida=per_sida, sida=sida)
        antal = {v: _antal(forbindelse, som, Urval(v), slutade, bevakning.c.utfall.in_(VANTAR)) for v in vyer}
        filter_ = _anordnare_och_slag(forbindelse, som, urval, slutade) if urval.vy != "klara" else ([], [])
        oppningar.anteckna(forbindelse, som, "arbetslistan", {u.arende for b in innehall for u in b.rader})
    return Lista(innehall, antal, *filter_)


def antal_mina(motor: Engine, som: Aktor, idag: date, *, kon: str | None = None) -> tuple[int, int]:
    """How many wait for ``som``, and of them those of the kind ``kon``; each counted no further than ``RAKNAR_TILL``.

    Raises: DatabasFel.
    """
    vantar = bevakning.c.utfall.in_(VANTAR)
    with transaktion(motor) as forbindelse:
        slutade = _slutade(forbindelse, idag)
        mina = _antal(forbindelse, som, Urval(), slutade, vantar)
        return mina, _antal(forbindelse, som, Urval(slag=kon), slutade, vantar) if kon and mina else 0


def las(
    motor: Engine, som: Aktor, urval: Urval, idag: date, *, band: Iterable[Band], per_sida: int, sida: int = 1
) -> Sequence[Bandinnehall]:
    """The bands asked for, each with its count and one page of rows. Raises: DatabasFel."""
    return allt(motor, som, urval, idag, band=band, per_sida=per_sida, sida=sida).band


def _band(
    forbindelse: Connection, som: Aktor, urval: Urval, idag: date, slutade: Sequence[str], *, band: Iterable[Band],
    per_sida: int, sida: int,
) -> list[Bandinnehall]:  # fmt: skip
    svar = []
    for b in band:
        i_bandet = _i_bandet(b, idag)
        rader = _rader(forbindelse, and_(_vems(som, urval, slutade), i_bandet), b, per_sida, sida)
        antal = len(rader)
        if antal == per_sida or sida > 1:  # a page that is not full is all there is
            antal = _antal(forbindelse, som, urval, slutade, i_bandet)
        svar.append(Bandinnehall(b, antal, rader))
    return svar


def nagot_arende(motor: Engine) -> bool:
    """Whether there is a case at all. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(select(insats.c.arende).limit(1)).first() is not None


def _anordnare_och_slag(
    forbindelse: Connection, som: Aktor, urval: Urval, slutade: Sequence[str]
) -> tuple[list[str], list[str]]:
    """What one may filter by: the anordnare and kinds among the first ``FILTRERAR_BLAND`` of the view."""
    # The first of the view are found by their own index before their cases are asked for, and not all cases read.
    villkor = and_(_vilka(som, Urval(urval.vy), slutade), bevakning.c.utfall.in_(VANTAR))
    nagra, synlig = _forsta(som, villkor, FILTRERAR_BLAND)
    fraga = select(insats.c.anordnare, nagra.c.slag).join(nagra, nagra.c.arende == insats.c.arende).where(synlig)
    rader = forbindelse.execute(fraga.distinct()).all()
    return sorted({r.anordnare for r in rader}), sorted({r.slag for r in rader})


def _slutade(forbindelse: Connection, idag: date) -> Sequence[str]:
    """The karriärvägledare who have left: what they owed is nobody's."""
    k = karriarvagledare.c
    return list(forbindelse.execute(select(k.id).where(k.till < idag)).scalars())


def _vems(som: Aktor, urval: Urval, slutade: Sequence[str]) -> ColumnElement[bool]:
    b = bevakning.c
    villkor = [_vilka(som, urval, slutade), or_(ser_arende(som), riktad_till(som, b.ansvarig, b.part))]
    if urval.anordnare:
        villkor.append(insats.c.anordnare == urval.anordnare)
    return and_(*villkor)


def _vilka(som: Aktor, urval: Urval, slutade: Sequence[str]) -> ColumnElement[bool]:
    """Those of the view, as a condition on ``bevakning`` alone, which its indexes answer."""
    b = bevakning.c
    roll = {"kv_sena": Roll.KARRIARVAGLEDARE, "anordnare_sena": Roll.ANORDNARE}.get(urval.vy, som.roll)
    villkor = [b.ansvarig == roll.value]
    match urval.vy:
        case "mina" | "klara":
            egen = som.organisation if som.roll is Roll.ANORDNARE else som.id
            villkor.append(b.part == egen if som.roll in _HAR_PART else or_(b.part.is_(None), b.part == egen))
        case "ingens":
            villkor.append(or_(b.part.is_(None), b.part.in_(slutade)))
        case "kv_sena" | "anordnare_sena":
            villkor.append(b.utfall == "forsenad")
        case "alla":
            pass
    if urval.slag:
        villkor.append(b.slag == urval.slag)
    return and_(*villkor)


_HAR_PART = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)


def _i_bandet(band: Band, idag: date) -> ColumnElement[bool]:
    """Late is what the clock has raised as late: what rests until another has done theirs is not (K6.3)."""
    b = bevakning.c
    sondag = idag + timedelta(days=6 - idag.weekday())
    match band:
        case "forsenade":
            return b.utfall == "forsenad"
        case "i_dag":
            return and_(b.utfall == "oppen", b.frist == idag)
        case "veckan":
            return and_(b.utfall == "oppen", b.frist > idag, b.frist <= sondag)
        case "senare":
            return and_(b.utfall == "oppen", b.frist > max(sondag, idag))
        case "passerade":
            return and_(b.utfall == "oppen", b.frist < idag)
        case "klara":
            return b.uppfylld.is_not(None)


def _fran(fraga: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    return fraga.select_from(bevakning.join(insats))


def _rader(
    forbindelse: Connection, villkor: ColumnElement[bool], band: Band, per_sida: int, sida: int
) -> tuple[Uppgift, ...]:
    i, b = insats.c, bevakning.c
    ordning = (b.uppfylld.desc(), b.arende, b.nyckel) if band == "klara" else (b.frist, b.arende, b.nyckel)
    kolumner = (i.slag.label("insats_slag"), i.anordnare, i.kund, i.karriarvagledare)
    fraga = _fran(select(bevakning, *kolumner)).where(villkor).order_by(*ordning)
    rader = forbindelse.execute(fraga.limit(per_sida).offset((sida - 1) * per_sida)).mappings()
    return tuple(
        Uppgift(r["arende"], r["insats_slag"], r["anordnare"], r["kund"], r["karriarvagledare"], bevakningsrad(r))
        for r in rader
    )


def _antal(
    forbindelse: Connection, som: Aktor, urval: Urval, slutade: Sequence[str], vilka: ColumnElement[bool]
) -> int:
    if urval.anordnare:  # a case's, which no index of the bevakningar tells
        hittade = _fran(select(bevakning.c.nyckel)).where(_vems(som, urval, slutade), vilka).limit(RAKNAR_TILL)
    else:
        # Some more, should there be cases among them that are closed to one (K3.2).
        nagra, synlig = _forsta(som, and_(_vilka(som, urval, slutade), vilka), RAKNAR_TILL + _STANGDA)
        hittade = select(nagra.c.slag).join(insats, nagra.c.arende == insats.c.arende).where(synlig).limit(RAKNAR_TILL)
    return int(forbindelse.execute(select(func.count()).select_from(hittade.subquery())).scalar_one())


def _forsta(som: Aktor, villkor: ColumnElement[bool], antal: int) -> tuple[CTE, ColumnElement[bool]]:
    """The first so many, found by their own index before their cases are asked for; and which of them one sees."""
    b = bevakning.c
    fraga = select(b.arende, b.slag, b.ansvarig, b.part).where(villkor).order_by(b.utfall, b.frist).limit(antal)
    nagra = fraga.cte("nagra")
    return nagra, or_(ser_arende(som), riktad_till(som, nagra.c.ansvarig, nagra.c.part))
