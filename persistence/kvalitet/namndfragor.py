"""The questions of the nämnd's statistics to the database (K16.3), each one statement whatever the number of cases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Select, and_, case, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import distinct_on

from domain.kapitel.uppdrag.dag_ett.aterkallelse import FELREGISTRERAD
from domain.kvalitet.namnd import Budget
from domain.tid.manad import manad, sista
from domain.tid.period import Period
from domain.tid.tidpunkt import midnatt
from persistence.kvalitet.rader import efter, kom_aldrig, mal, passerade
from persistence.tabeller.betalning import budget
from persistence.tabeller.grund import bevakning, insats, journal, utbetalning

Fraga = Select[*tuple[Any, ...]]


def insatser(period: Period) -> Fraga:
    """Those granted in the period or with an insatsdag in it; a recalled one is none (K13.2)."""
    i, forsta = insats.c, journal.alias("forsta")
    beslutat = mal("avslut_beslutat", i.avslutsorsak.is_not(None), period)
    rapporterat = mal("slutrapport_lamnad", i.avslutsorsak.is_(None), period)
    rattad = _rattad_malgrupp()
    natt = func.coalesce(beslutat.c.mal, rapporterat.c.mal)
    beviljad = and_(forsta.c.tid >= midnatt(period.fran), forsta.c.tid < efter(period))
    med_dagar = and_(i.startdatum <= period.till, i.slutdatum >= func.greatest(i.startdatum, period.fran))
    pagaende = and_(med_dagar, i.slutdatum > period.till)
    avslutad = and_(med_dagar, i.slutdatum <= period.till)
    dagar = case((and_(avslutad, natt), i.slutdatum - i.startdatum + 1), else_=0)
    kolumner = (
        i.slag,
        func.coalesce(rattad.c.malgrupp, forsta.c.handelse["malgrupp"].as_string()),
        beviljad,
        func.coalesce(pagaende, False),
        func.coalesce(avslutad, False),
        case((avslutad, i.avslutsform)),
        case((avslutad, i.avslutsorsak)),
        natt,
        func.coalesce(beslutat.c.vilket, rapporterat.c.vilket),
        func.coalesce(beslutat.c.steg_till, rapporterat.c.steg_till),
    )
    return (
        select(*kolumner, func.count(), cast(func.sum(dagar), Integer))
        .select_from(
            insats.join(forsta, and_(forsta.c.arende == i.arende, _borjar(forsta)))
            .outerjoin(rattad, rattad.c.arende == i.arende)
            .outerjoin(beslutat, beslutat.c.arende == i.arende)
            .outerjoin(rapporterat, rapporterat.c.arende == i.arende)
        )
        .where(or_(beviljad, med_dagar), func.coalesce(i.avslutsform, "") != "aterkallad")
        .group_by(*kolumner)
    )


def _rattad_malgrupp() -> Any:
    """What the målgrupp has been put right to (K5.6)."""
    j = journal.c
    return (
        select(j.arende, j.handelse["efter"]["malgrupp"].as_string().label("malgrupp"))
        .where(j.slag == "beslutsgrund_rattad")
        .ext(distinct_on(j.arende))
        .order_by(j.arende, j.nr.desc())
        .subquery()
    )


def kostnader(period: Period) -> Fraga:
    """What was paid for the year's months, and what has been earned in those that have passed and is not paid."""
    i, u, forsta, rattad = insats.c, utbetalning.c, journal.alias("forsta"), _rattad_malgrupp()
    assert period.till is not None, "a year's period has an end"
    pagar = sista(manad(period.till)) != period.till  # a month under way has earned nothing yet
    manaden = func.left(u.avser, 7)
    betald = u.status == "utbetald"
    passerad = manaden < manad(period.till) if pagar else manaden <= manad(period.till)
    upparbetad = and_(u.status != "utbetald", passerad)
    per_arende = (
        select(
            u.arende,
            func.coalesce(func.sum(u.belopp).filter(betald), 0).label("utbetalt"),
            func.coalesce(func.sum(u.belopp).filter(upparbetad), 0).label("upparbetat"),
        )
        .where(func.left(u.avser, 4) == str(period.fran.year), or_(betald, upparbetad), u.belopp != 0)
        .group_by(u.arende)
        .subquery()
    )
    malgrupp = func.coalesce(rattad.c.malgrupp, forsta.c.handelse["malgrupp"].as_string())
    return (
        select(i.slag, malgrupp, func.sum(per_arende.c.utbetalt), func.sum(per_arende.c.upparbetat), func.count())
        .select_from(
            insats.join(per_arende, per_arende.c.arende == i.arende)
            .join(forsta, and_(forsta.c.arende == i.arende, _borjar(forsta)))
            .outerjoin(rattad, rattad.c.arende == i.arende)
        )
        .group_by(i.slag, malgrupp)
    )


def _borjar(forsta: FromClause) -> ColumnElement[bool]:
    """The line that a case begins with; said so that its index finds it."""
    return and_(forsta.c.nr == 1, forsta.c.slag == "insats_aktualiserad")


def bevakningar(period: Period) -> Fraga:
    """What had its frist in the period, whoever owed it."""
    b, i, p = bevakning.c, insats.c, passerade(period)
    samma = and_(
        p.c.arende == b.arende,
        p.c.nyckel == b.nyckel,
        p.c.frist == func.to_char(b.frist, "YYYY-MM-DD"),
        b.utfall != "uppfylld",
    )
    aterkallad = or_(func.coalesce(i.avslutsform == "aterkallad", False), and_(b.utfall == "upphord", kom_aldrig()))
    kolumner = (b.slag, b.utfall, b.uppfylld.is_not(None), b.ansvarig, p.c.ansvarig, aterkallad)
    return (
        select(literal(""), *kolumner, func.count())
        .select_from(bevakning.join(insats, i.arende == b.arende).outerjoin(p, samma))
        .where(b.frist.between(period.fran, period.till))
        .where(func.coalesce(i.avslutsorsak, "") != FELREGISTRERAD)
        .group_by(*kolumner)
    )


def budgeten(ar: int) -> Fraga:
    """All that has been entered for the year, in order."""
    k = budget.c
    return select(*(getattr(k, f) for f in Budget.__dataclass_fields__)).where(k.ar == ar).order_by(k.nr)
