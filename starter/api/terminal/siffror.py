"""Figures from the terminal: the rules in force, the yearly review, whom a kund may choose among, whose turn it is
(K5.4, K5.5, K16.1, K16.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.grund.slag import Kundval
from domain.kvalitet.jamforelsen import INGA, Jamforelsetal
from domain.kvalitet.nyckeltal import Nyckeltal
from domain.register.forval.forvalslista import Forvalsperiod
from persistence.kvalitet.nyckeltal import nyckeltal
from persistence.register.anordnare.register import Anordnare, auktoriserade, sedd_av
from starter.api.terminal.fraga import Har, Matt, Visat, fraga, i_ord
from starter.tjanster.kunden import forval
from starter.tjanster.uppfoljning import jamforelse
from starter.visning import reglerna
from starter.visning.tabell import i_tabell


@fraga()
def regelverket(har: Har, som: Aktor, sok: str | None, matt: Matt) -> Visat:
    """The rules in force, with what has been decided in the service; ``sok`` is a part of a key, § or krav."""
    r = har.regelverk()
    parametrar = reglerna.urval(r, sok)
    data = reglerna.som_data(r, parametrar)
    return Visat(
        data, i_ord(matt, lambda ut: i_tabell(ut, reglerna.rubrik(r), reglerna.RUBRIKER, reglerna.i_rader(parametrar)))
    )


@fraga()
def kvalitet(har: Har, som: Aktor, ar: int, anordnare: str | None, kundval: Kundval | None) -> list[Nyckeltal]:
    """A year's figures of each anordnare that one may see. Raises: Avvisning."""
    return nyckeltal(
        har.motor, ar, idag=har.idag, regelverk=har.regelverk(), som=som, anordnare=anordnare, kundval=kundval
    )


@dataclass(frozen=True, slots=True)
class Jamforelsen:
    """Those authorised on a day, with a year's figures of each; what is fewer than ``minst`` is not told (K16.3)."""

    anordnare: Sequence[Anordnare]
    tal: Mapping[str, Jamforelsetal]
    forvald: str | None
    minst: int


@fraga()
def jamfor(har: Har, som: Aktor, kundval: Kundval, dag: date, ar: int) -> Jamforelsen:
    """Whom a kund may choose among. Raises: Avvisning."""
    regelverk = har.regelverk()
    alla = [sedd_av(a, som) for a in auktoriserade(har.motor, kundval, dag)]
    tal = jamforelse.siffror(har.motor, regelverk, kundval, ar, har.idag)
    try:
        forvald = forval.perioden_den(har.motor, regelverk, kundval, dag).den(dag).anordnare
    except Avvisning:
        forvald = None  # the list does not reach that day; the comparison does
    siffror = {a.namn: tal.get(a.namn, INGA) for a in alla}
    return Jamforelsen(alla, siffror, forvald, jamforelse.minst(regelverk, har.idag))


@fraga()
def forvalsperiod(har: Har, som: Aktor, kundval: Kundval, dag: date) -> Forvalsperiod:
    """The period that holds a day. Raises: Avvisning, K5.5."""
    return forval.perioden_den(har.motor, har.regelverk(), kundval, dag)


@fraga()
def forvalsperioder(har: Har, som: Aktor, kundval: Kundval, ar: int) -> list[Forvalsperiod]:
    """The periods that touch a year. Raises: Avvisning, K5.5."""
    return forval.arets_perioder(har.motor, har.regelverk(), kundval, ar)
