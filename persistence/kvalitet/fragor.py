"""The questions of the yearly review to the database (K16.1), each one statement whatever the number of cases.

Each groups what is alike and counts it. What a correction has put right or struck counts as it now stands (K0.7): the
read tables know it already, and a line of the journal is read together with the last correction of it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
)

from domain.grund.parter import Roll
from domain.kapitel.uppdrag.dag_ett.aterkallelse import FELREGISTRERAD
from domain.tid.period import Period
from domain.tid.tidpunkt import STOCKHOLM, midnatt
from persistence.kvalitet.rader import efter, iso, kom_aldrig, mal, med_rattelse, nu, passerade, rattelser, star
from persistence.tabeller.anordnarregister import auktorisation
from persistence.tabeller.grund import bevakning, insats, journal
from persistence.tabeller.post import meddelande

Fraga = Select[*tuple[Any, ...]]

_LANGST_OLAST = timedelta(days=60)
"""How long before the year a message may have been sent that is to be read within it; far more than any frist."""

_ANORDNARE = Roll.ANORDNARE.value


def urval(anordnare: str | None, kundval: str | None) -> ColumnElement[bool]:
    """The cases asked for."""
    return and_(
        true() if anordnare is None else insats.c.anordnare == anordnare,
        true() if kundval is None else func.left(insats.c.slag, len(kundval)) == kundval,
    )


def auktoriserade(period: Period, anordnare: str | None, kundval: str | None) -> Select[str]:
    """Those authorised any day of the period, with or without cases."""
    a = auktorisation.c
    fraga = select(a.anordnare).distinct().where(a.fran <= period.till, func.coalesce(a.till >= period.fran, True))
    if kundval is not None:
        fraga = fraga.where(a.kundval == kundval)
    if anordnare is not None:  # asked for by name it is shown in any case
        return select(literal(anordnare))
    return fraga


def insatser(period: Period, bland: ColumnElement[bool]) -> Fraga:
    """Those with an insatsdag in the period. A recalled one ends before it starts, or has no startdatum (K13.2)."""
    i = insats.c
    mal_beslutat = mal("avslut_beslutat", i.avslutsorsak.is_not(None), period)
    mal_rapporterat = mal("slutrapport_lamnad", i.avslutsorsak.is_(None), period)
    malet = func.coalesce(mal_beslutat.c.mal, mal_rapporterat.c.mal)
    ur = insats.outerjoin(mal_beslutat, mal_beslutat.c.arende == i.arende).outerjoin(
        mal_rapporterat, mal_rapporterat.c.arende == i.arende
    )
    kolumner = (i.anordnare, i.startdatum >= period.fran, i.slutdatum <= period.till, i.avslutsform, malet)
    return (
        select(*kolumner, func.count())
        .select_from(ur)
        .where(i.startdatum <= period.till, i.slutdatum >= func.greatest(i.startdatum, period.fran), bland)
        .where(func.coalesce(i.avslutsform, "") != "aterkallad")
        .group_by(*kolumner)
    )


def bevakningar(period: Period, bland: ColumnElement[bool]) -> Fraga:
    """What had its frist in the period and was the anordnare's, now or when the frist passed."""
    b, i, p = bevakning.c, insats.c, passerade(period)
    # Only what is not done in time can have had its frist pass; the join is spared the rest.
    samma = and_(
        p.c.arende == b.arende,
        p.c.nyckel == b.nyckel,
        p.c.frist == func.to_char(b.frist, "YYYY-MM-DD"),
        b.utfall != "uppfylld",
    )
    aterkallad = or_(func.coalesce(i.avslutsform == "aterkallad", False), and_(b.utfall == "upphord", kom_aldrig()))
    kolumner = (i.anordnare, b.slag, b.utfall, b.uppfylld.is_not(None), b.ansvarig, p.c.ansvarig, aterkallad)
    return (
        select(*kolumner, func.count())
        .select_from(bevakning.join(insats, i.arende == b.arende).outerjoin(p, samma))
        .where(b.frist.between(period.fran, period.till), bland)
        .where(or_(b.ansvarig == _ANORDNARE, p.c.ansvarig == _ANORDNARE))
        .where(func.coalesce(i.avslutsorsak, "") != FELREGISTRERAD)  # it counts in no review (K6.2)
        .group_by(*kolumner)
    )


def _struken() -> ColumnElement[bool]:
    """The brist has been struck: it was put on the wrong record (K0.10)."""
    s = journal.alias().c
    nr = cast(s.handelse["nr"].as_string(), Integer)
    return exists(select(literal(1)).where(s.arende == journal.c.arende, s.slag == "brist_struken", nr == journal.c.nr))


_GRANSKADE = ("plan_granskad", "manadsrapport_granskad", "slutrapport_granskad")


def handelser(period: Period, bland: ColumnElement[bool]) -> list[Fraga]:
    """Reviews and brister by when they were registered, reported deviations by their own day (K0.6)."""
    j, i, rattelse = journal.c, insats.c, rattelser()
    under_aret = and_(j.tid >= midnatt(period.fran), j.tid < efter(period))
    beslut = nu(rattelse, "beslut")
    granskat = (
        select(i.anordnare, beslut, null(), func.count())
        .select_from(med_rattelse(rattelse))
        .where(j.slag.in_(_GRANSKADE), under_aret, star(rattelse), bland)
        .group_by(i.anordnare, beslut)
    )
    dag = nu(rattelse, "datum")
    anmalt = (
        select(i.anordnare, literal("avvikelse"), null(), func.count())
        .select_from(med_rattelse(rattelse))
        .where(j.slag == "avvikelse_anmald", star(rattelse), bland)
        .where(dag.between(*iso(period)))
        .group_by(i.anordnare)
    )
    sort = j.handelse["sort"].as_string()
    brister = (
        select(i.anordnare, literal("brist"), sort, func.count())
        .select_from(journal.join(insats, i.arende == j.arende))
        .where(j.slag == "brist_konstaterad", under_aret, bland, not_(_struken()))
        .group_by(i.anordnare, sort)
    )
    return [granskat, anmalt, brister]


def meddelanden(period: Period, anordnare: str | None, kundval: str | None) -> Fraga:
    """Messages to the anordnare by the dates that they were sent and read; whose, says the message itself."""
    m = meddelande.c
    sant, last = (cast(func.timezone(STOCKHOLM.key, tid), Date) for tid in (m.tid, m.last))
    fraga = (
        select(m.part, sant, last, func.count())
        .where(m.till == _ANORDNARE, m.part.is_not(None))
        .where(m.tid >= midnatt(period.fran - _LANGST_OLAST), m.tid < efter(period))
        .group_by(m.part, sant, last)
    )
    if kundval is not None:
        fraga = fraga.join(insats, insats.c.arende == m.arende).where(urval(None, kundval))
    return fraga if anordnare is None else fraga.where(m.part == anordnare)
