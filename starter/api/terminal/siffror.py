"""Figures from the terminal: the yearly review, whom a kund may choose among, whose turn it is (K5.4, K5.5, K16.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from domain.kvalitet.nyckeltal import Nyckeltal
from domain.register.forval.forvalslista import Forvalsperiod
from persistence.kvalitet.nyckeltal import nyckeltal
from persistence.register.anordnare.register import Anordnare, auktoriserade
from starter.api.terminal.fraga import Har, fraga
from starter.tjanster.kunden import forval


@fraga()
def kvalitet(har: Har, som: Aktor, ar: int, anordnare: str | None, kundval: Kundval | None) -> list[Nyckeltal]:
    """A year's figures of each anordnare that one may see. Raises: Avvisning."""
    return nyckeltal(
        har.motor, ar, idag=har.idag, regelverk=har.regelverk(), som=som, anordnare=anordnare, kundval=kundval
    )


@dataclass(frozen=True, slots=True)
class Jamforelsen:
    """Those authorised on a day, with a year's figures of each; a goal is told from ``minst`` ended insatser."""

    anordnare: Sequence[Anordnare]
    tal: Mapping[str, Nyckeltal]
    forvald: str | None
    minst: int


@fraga()
def jamfor(har: Har, som: Aktor, kundval: Kundval, dag: date, ar: int) -> Jamforelsen:
    """Whom a kund may choose among. Raises: Avvisning."""
    regelverk = har.regelverk()
    alla = auktoriserade(har.motor, kundval, dag)
    tal = {n.anordnare: n for n in nyckeltal(har.motor, ar, idag=har.idag, regelverk=regelverk, kundval=kundval)}
    try:
        forvald = forval.perioden_den(har.motor, regelverk, kundval, dag).den(dag).anordnare
    except Avvisning:
        forvald = None  # the list does not reach that day; the comparison does
    siffror = {a.namn: tal.get(a.namn, Nyckeltal(a.namn)) for a in alla}
    return Jamforelsen(alla, siffror, forvald, regelverk.tal("jamforelse.minst_avslutade", dag))


@fraga()
def forvalsperiod(har: Har, som: Aktor, kundval: Kundval, dag: date) -> Forvalsperiod:
    """The period that holds a day. Raises: Avvisning, K5.5."""
    return forval.perioden_den(har.motor, har.regelverk(), kundval, dag)


@fraga()
def forvalsperioder(har: Har, som: Aktor, kundval: Kundval, ar: int) -> list[Forvalsperiod]:
    """The periods that touch a year. Raises: Avvisning, K5.5."""
    return forval.arets_perioder(har.motor, har.regelverk(), kundval, ar)
