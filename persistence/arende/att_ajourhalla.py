"""What the cases under way rest on, and what the registers say now (K1.1, K14.1)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import Date, Engine, Subquery, Text, and_, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on

from domain.grund.slag import Status
from domain.tid.tidpunkt import datum
from kontrakt.nattligt import Ajourlage
from persistence.databas.motor import transaktion
from persistence.tabeller.anordnarregister import auktorisation
from persistence.tabeller.grund import insats, journal

Auktorisationer = Mapping[tuple[str, str], list[tuple[date, date | None]]]


def lagen(motor: Engine) -> list[Ajourlage]:
    """Every case that has not come to its end, with what its journal says that it rests on."""
    i = insats.c
    forsta = journal.alias("forsta")
    auktoriserad, infort = _senaste("auktorisation_andrad"), _infort()
    fraga = (
        select(
            i.arende,
            i.anordnare,
            i.slag,
            forsta.c.tid,
            auktoriserad.c.nr.label("andrad"),
            cast(auktoriserad.c.handelse["till"].as_string(), Date).label("andrad_till"),
            cast(forsta.c.handelse["auktoriserad_till"].as_string(), Date).label("forst_till"),
            func.md5(cast(forsta.c.handelse["regelverk"], Text)).label("regelverk"),
            infort.c.marken,
        )
        .join(forsta, and_(forsta.c.arende == i.arende, forsta.c.nr == 1))
        .outerjoin(auktoriserad, auktoriserad.c.arende == i.arende)
        .outerjoin(infort, infort.c.arende == i.arende)
        .where(i.status != Status.SLUTFORD.value)
        .order_by(i.arende)
    )
    with transaktion(motor) as forbindelse:
        return [
            Ajourlage(
                r.arende,
                r.anordnare,
                r.slag[:3],
                datum(r.tid),
                r.forst_till if r.andrad is None else r.andrad_till,
                r.regelverk + (r.marken or ""),
            )
            for r in forbindelse.execute(fraga)
        ]


def auktorisationer(motor: Engine) -> Auktorisationer:
    """First and last days by anordnare and kundval, in order."""
    a = auktorisation.c
    svar: dict[tuple[str, str], list[tuple[date, date | None]]] = defaultdict(list)
    with transaktion(motor) as forbindelse:
        for r in forbindelse.execute(select(a.anordnare, a.kundval, a.fran, a.till).order_by(a.fran)):
            svar[r.anordnare, r.kundval].append((r.fran, r.till))
    return svar


def _infort() -> Subquery:
    """What each case has been told of the rules since it began, as a mark of every line of it, in order."""
    j = journal.c
    marke = func.md5(cast(j.handelse, Text))
    return (
        select(j.arende, func.string_agg(marke, aggregate_order_by(literal(""), j.nr)).label("marken"))
        .where(j.slag == "regelverk_infort")
        .group_by(j.arende)
        .subquery()
    )


def _senaste(slag: str) -> Subquery:
    """The last line of a kind in each case."""
    j = journal.c
    return (
        select(j.arende, j.nr, j.handelse)
        .where(j.slag == slag)
        .ext(distinct_on(j.arende))
        .order_by(j.arende, j.nr.desc())
        .subquery()
    )
