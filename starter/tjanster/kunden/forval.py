"""The förvalsanordnare at the door: who is named when the kund takes no other (K5.4), and the list in words (K5.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Kundval
from domain.register.forval.auktorisationslista import Plats
from domain.register.forval.forvalslista import Del, Forvalsperiod, forvalsperiod_den, forvalsperioder
from domain.regler.regelverk import Regelverk
from persistence.register.anordnare.auktorisationslogg import registerhandelser


def perioden_den(motor: Engine, regelverk: Regelverk, kundval: Kundval, dag: date) -> Forvalsperiod:
    """The period that holds the day, by the register as it is. Raises: Avvisning, K5.5; DatabasFel."""
    return forvalsperiod_den(registerhandelser(motor, kundval), kundval, regelverk, dag)


def arets_perioder(motor: Engine, regelverk: Regelverk, kundval: Kundval, ar: int) -> list[Forvalsperiod]:
    """The periods that touch a calendar year. Raises: Avvisning, K5.5; DatabasFel."""
    alla = forvalsperioder(registerhandelser(motor, kundval), kundval, regelverk, date(ar, 12, 31))
    return [p for p in alla if p.slut.year >= ar]


def forvalsanordnare(motor: Engine, regelverk: Regelverk, kundval: Kundval, dag: date) -> tuple[str, str]:
    """Who is förvalsanordnare on a day, and a Swedish sentence that says so and why.

    Raises:
        Avvisning: K5.5, nobody is authorised that day, or the list does not reach it.
        DatabasFel: the database cannot be used now.
    """
    period = perioden_den(motor, regelverk, kundval, dag)
    if (namn := period.den(dag).anordnare) is None:
        text = f"ingen anordnare är auktoriserad för {kundval} den {dag}, så det finns ingen förvalsanordnare"
        raise Avvisning("K5.5", text, "anordnare")
    return namn, i_ord(period, kundval, dag)


def i_ord(period: Forvalsperiod, kundval: Kundval, dag: date) -> str:
    """Who holds the day, as one sentence."""
    d = period.den(dag)
    vem = d.anordnare or "ingen"
    return f"Förvalsanordnare för {kundval} {dag}: {vem} ({veckor(period.start, period.slut)}, {varfor(period, d)})."


def veckor(start: date, slut: date) -> str:
    """``vecka 2–3``: the ISO weeks from one day to another, with their years where they differ."""
    a, b = start.isocalendar(), slut.isocalendar()
    if a.year != b.year:
        return f"vecka {a.week} {a.year}–{b.week} {b.year}"
    return f"vecka {a.week}" if a.week == b.week else f"vecka {a.week}–{b.week}"


def varfor(period: Forvalsperiod, d: Del) -> str:
    """Why the part has the holder that it has."""
    if d.anordnare is None:
        return "ingen är auktoriserad"
    if d.anordnare == period.tur:
        return f"nr {period.plats[0]} av {period.plats[1]} på listan, varv {period.varv}"
    if period.tur is None:
        return "går in: ingen var auktoriserad när perioden började; har sin egen tur kvar"
    return f"går in för {period.tur}, som inte är auktoriserad; har sin egen tur kvar"


def forbigangna(period: Forvalsperiod) -> Iterator[str]:
    """Who was passed over, and why."""
    for p in period.forbigangna:
        yield f"{p.anordnare} förbigås, {_hinder(p, period.start)}"


def _hinder(p: Plats, dag: date) -> str:
    return f"auktoriserad först {p.fran}" if p.fran > dag else f"auktorisationen upphörde {p.till}"
