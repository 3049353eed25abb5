"""What somebody has to do, a band at a time: late, today, this week, later; and what has been done.

A page's questions do not grow with the number of cases: each reads at most a page of rows by an index, and a count
goes no further than ``RAKNAR_TILL``. The bands are asked for in one statement, and so are the counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Engine, Select, and_, case, func, literal, or_, select, union_all

from domain.grund.parter import Aktor
from domain.liv.lagesbild import Bevakningsrad
from persistence.arende.att_gora.urvalet import (
    Band,
    Ordning,
    Urval,
    Vy,
    antal,
    forsta,
    fran,
    i_bandet,
    vantar,
    vems,
    vilka,
)  # fmt: skip
from persistence.databas.motor import transaktion
from persistence.insyn import oppningar
from persistence.journal.projektion import bevakningsrad
from persistence.tabeller.grund import bevakning, insats
from persistence.tabeller.kund import kund


def hur_manga(motor: Engine, som: Aktor, urval: Urval, idag: date, banden: Sequence[Band]) -> int:
    """How many of the selection stand in these bands, at most ``RAKNAR_TILL``. Raises: DatabasFel."""
    i_nagot = or_(*(i_bandet(b, idag) for b in banden))
    with transaktion(motor) as forbindelse:
        return int(forbindelse.execute(select(antal(som, urval, idag, i_nagot))).scalar_one())


FILTRERAR_BLAND = 500
"""What may be filtered by is found among so many of the view, by frist."""
ORDNAR_BLAND = 500
"""What is in another order than the fristers is so among so many of the band, by frist."""


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
    valda, visade = tuple(band), tuple(vyer)
    with transaktion(motor) as forbindelse:
        rader = _rader(forbindelse, som, urval, idag, valda, per_sida, sida)
        # A band's page that is not full is all there is of it.
        fulla = [b for b in valda if sida > 1 or len(rader[b]) == per_sida]
        tal = [antal(som, urval, idag, i_bandet(b, idag)) for b in fulla]
        tal += [antal(som, Urval(v), idag, vantar()) for v in visade]
        svar = list(forbindelse.execute(select(*(t.label(f"n{n}") for n, t in enumerate(tal)))).one()) if tal else []
        av_band = dict(zip(fulla, svar, strict=False))
        filter_ = _anordnare_och_slag(forbindelse, som, urval, idag) if urval.vy != "klara" else ([], [])
        oppningar.anteckna(forbindelse, som, "arbetslistan", {u.arende for b in valda for u in rader[b]})
    innehall = [Bandinnehall(b, av_band.get(b, len(rader[b])), tuple(rader[b])) for b in valda]
    return Lista(innehall, dict(zip(visade, svar[len(fulla) :], strict=True)), *filter_)


def las(
    motor: Engine, som: Aktor, urval: Urval, idag: date, *, band: Iterable[Band], per_sida: int, sida: int = 1
) -> Sequence[Bandinnehall]:
    """The bands asked for, each with its count and one page of rows. Raises: DatabasFel."""
    return allt(motor, som, urval, idag, band=band, per_sida=per_sida, sida=sida).band


def nagot_arende(motor: Engine) -> bool:
    """Whether there is a case at all. Raises: DatabasFel."""
    with transaktion(motor) as forbindelse:
        return forbindelse.execute(select(insats.c.arende).limit(1)).first() is not None


def _anordnare_och_slag(forbindelse: Connection, som: Aktor, urval: Urval, idag: date) -> tuple[list[str], list[str]]:
    """What one may filter by: the anordnare and kinds among the first ``FILTRERAR_BLAND`` of the view."""
    # The first of the view are found by their own index before their cases are asked for, and not all cases read.
    nagra, synlig = forsta(som, and_(vilka(som, Urval(urval.vy), idag), vantar()), FILTRERAR_BLAND)
    fraga = select(insats.c.anordnare, nagra.c.slag).join(nagra, nagra.c.arende == insats.c.arende).where(synlig)
    rader = forbindelse.execute(fraga.distinct()).all()
    return sorted({r.anordnare for r in rader}), sorted({r.slag for r in rader})


def _rader(
    forbindelse: Connection, som: Aktor, urval: Urval, idag: date, band: Sequence[Band], per_sida: int, sida: int
) -> dict[Band, list[Uppgift]]:
    """A page of each band, each by its own index and in its own order."""
    sidor = [_en_sida(som, urval, idag, b, n, per_sida, sida).subquery() for n, b in enumerate(band)]
    svar: dict[Band, list[Uppgift]] = {b: [] for b in band}
    if not sidor:
        return svar
    delar = [select(s) for s in sidor]
    rader = forbindelse.execute(union_all(*delar) if len(delar) > 1 else delar[0]).mappings()
    for r in rader:
        u = Uppgift(
            r["arende"], r["insats_slag"], r["anordnare"], r["kund"], r["karriarvagledare"], bevakningsrad(r)
        )  # fmt: skip
        svar[band[r["vilket"]]].append(u)
    return svar


def _en_sida(
    som: Aktor, urval: Urval, idag: date, band: Band, nr: int, per_sida: int, sida: int
) -> Select[*tuple[object, ...]]:
    i, b = insats.c, bevakning.c
    ordning = (b.uppfylld.desc(), b.arende, b.nyckel) if band == "klara" else (b.frist, b.arende, b.nyckel)
    kolumner = (i.slag.label("insats_slag"), i.anordnare, i.kund, i.karriarvagledare, literal(nr).label("vilket"))
    fraga = fran(select(bevakning, *kolumner)).where(vems(som, urval, idag), i_bandet(band, idag)).order_by(*ordning)
    if urval.ordning != "frist":
        fraga = _ordnad(fraga.limit(ORDNAR_BLAND), urval.ordning)
    return fraga.limit(per_sida).offset((sida - 1) * per_sida)


def _ordnad(fraga: Select[*tuple[object, ...]], ordning: Ordning) -> Select[*tuple[object, ...]]:
    """The first by frist, in another order: no more are read than that, however many there are."""
    n, k = fraga.subquery(), kund.c
    nycklar: Mapping[str, ColumnElement[object]] = {
        # By the alphabet, which the database's own order of letters is not; a name that no list tells comes last.
        "kund": func.translate(func.lower(case((k.skydd.is_(None), k.namn))), "åäö", "{|}").nulls_last(),
        "vad": n.c.slag, "insats": n.c.insats_slag, "anordnare": n.c.anordnare,
    }  # fmt: skip
    fran_ = n.outerjoin(kund, k.id == n.c.kund) if ordning == "kund" else n
    return select(n).select_from(fran_).order_by(nycklar[ordning], n.c.frist, n.c.arende, n.c.nyckel)
