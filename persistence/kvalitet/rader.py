"""What several questions of the reviews read alike: a line with its last correction, the goal, a frist that passed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on

from domain.insats.bevakningsklocka import KOM_ALDRIG
from domain.kapitel.slut.avslutsbeslut import MAL_NATT
from domain.tid.period import Period
from domain.tid.tidpunkt import passerad
from persistence.tabeller.grund import bevakning, insats, journal


def mal(slag: str, villkor: ColumnElement[bool], period: Period) -> Subquery:
    """What the last line of a kind that stands says of the goal, for the cases that ended in the period (K2.3).

    Whether it was reached, which it was, and which insats a stegförflyttning leads to.
    """
    j, rattelse = journal.c, rattelser()
    efter = rattelse.c.efter
    rattat = or_(
        func.coalesce(efter["mal_uppnatt"].as_boolean(), False),
        func.coalesce(efter["orsak"].as_string().in_(MAL_NATT), False),
    )
    natt = case((rattelse.c.arende.is_(None), j.handelse["mal_uppnatt"].as_boolean()), else_=rattat)
    vilket = func.coalesce(nu(rattelse, "natt_mal"), nu(rattelse, "forsorjning"))
    return (
        select(j.arende, natt.label("mal"), vilket.label("vilket"), nu(rattelse, "steg_till").label("steg_till"))
        .select_from(med_rattelse(rattelse))
        .where(j.slag == slag, star(rattelse), villkor)
        .where(insats.c.slutdatum.between(period.fran, period.till))
        .ext(distinct_on(j.arende))
        .order_by(j.arende, j.nr.desc())
        .subquery()
    )


def rattelser() -> Subquery:
    """The last correction of each line: ``efter`` is what then stands, JSON null if it is struck (K0.7)."""
    r = journal.alias().c
    nr = cast(r.handelse["nr"].as_string(), Integer)
    return (
        select(r.arende, nr.label("nr"), r.handelse["efter"].label("efter"))
        .where(r.slag == "uppgift_rattad")
        .ext(distinct_on(r.arende, nr))
        .order_by(r.arende, nr, r.nr.desc())
        .subquery()
    )


def med_rattelse(rattelse: Subquery) -> FromClause:
    """The journal with its cases and the corrections of its lines."""
    j = journal.c
    samma = and_(rattelse.c.arende == j.arende, rattelse.c.nr == j.nr)
    return journal.join(insats, insats.c.arende == j.arende).outerjoin(rattelse, samma)


def star(rattelse: Subquery) -> ColumnElement[bool]:
    """The line has not been struck."""
    return or_(rattelse.c.arende.is_(None), func.jsonb_typeof(rattelse.c.efter) != "null")


def nu(rattelse: Subquery, falt: str) -> ColumnElement[str]:
    """A field of the line as it now stands."""
    return case(
        (rattelse.c.arende.is_(None), journal.c.handelse[falt].as_string()),
        else_=rattelse.c.efter[falt].as_string(),
    )


def efter(period: Period) -> datetime:
    """The instant at which the period has passed."""
    assert period.till is not None, "a year's period has an end"
    return passerad(period.till)


def iso(period: Period) -> tuple[str, str]:
    """First and last day, as dates stand in the journal's JSON."""
    assert period.till is not None, "a year's period has an end"
    return period.fran.isoformat(), period.till.isoformat()


def kom_aldrig() -> ColumnElement[bool]:
    """The bevakning ended with the case because what it awaited never came (K13.7)."""
    j = journal.alias().c
    samma = and_(j.arende == bevakning.c.arende, j.handelse["nyckel"].as_string() == bevakning.c.nyckel)
    ended = and_(j.slag == "bevakning_upphord", j.handelse["skal"].as_string() == KOM_ALDRIG)
    return exists(select(literal(1)).where(samma, ended))


def passerade(period: Period) -> Subquery:
    """Who owed each thing when its frist passed (K0.9), as the journal tells."""
    j = journal.c
    nyckel, frist = j.handelse["nyckel"].as_string(), j.handelse["frist"].as_string()
    return (
        select(
            j.arende, nyckel.label("nyckel"), frist.label("frist"), j.handelse["ansvarig"].as_string().label("ansvarig")
        )
        .where(j.slag == "frist_passerad", frist.between(*iso(period)))
        .where(j.tid >= passerad(period.fran))  # follows from the frist, and spares the years before
        .ext(distinct_on(j.arende, nyckel, frist))
        .order_by(j.arende, nyckel, frist, j.nr.desc())
        .subquery()
    )
