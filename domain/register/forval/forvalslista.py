"""The förvalslista: whose turn it is, two weeks at a time, in each kundval (§5.4.1, K5.5).

Who holds a date is a pure function of the register's log. Two things are kept apart:

- *The turn* of a period is settled by what was registered before its first day. Rounds go through the list in order;
  a round that has passed a place does not come back to it, and nobody has two turns in a round.
- *The days* of a period are settled with it, known ends included. What is registered after the period has begun
  changes none of them, except that a day's holder must be authorised that day (K1.1): from when its auktorisation has
  ended *and* this is registered, the next in turn steps in for the rest, and keeps its own turn (Tolkning). So does the
  first to be authorised in a period that began when nobody was. Who holds a day holds it for as long as it may, also
  while others are registered on that very day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from domain.grund.avvisning import Avvisning
from domain.grund.slag import Kundval
from domain.register.forval.auktorisationslista import Listhistorik, Plats, Platser, Registerhandelse
from domain.register.forval.forvalsvarv import Varv
from domain.regler.nycklar import FORVALSLISTANS_START
from domain.regler.regelverk import Regelverk
from domain.tid.kalender import SISTA_AR

_DYGN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Del:
    """Days of a period with the same holder, both included; None where nobody is authorised."""

    fran: date
    till: date
    anordnare: str | None


@dataclass(frozen=True, slots=True)
class Forvalsperiod:
    """A period, from a Monday to a Sunday.

    Attributes:
        varv: the number of the round it belongs to; 0 while nobody has had a turn yet.
        tur: whose turn it is; None when nobody was authorised on the first day.
        plats: where on the list the one in turn stood, of how many authorised on the first day.
        forbigangna: places the round came to and passed over, not authorised on the first day.
        delar: who holds the days, in order; more than one when somebody stepped in.
    """

    start: date
    slut: date
    varv: int
    tur: str | None
    plats: tuple[int, int]
    forbigangna: Platser
    delar: tuple[Del, ...]

    @property
    def ingen(self) -> bool:
        """Whether nobody holds any of its days."""
        return all(d.anordnare is None for d in self.delar)

    def den(self, dag: date) -> Del:
        """The part that the day belongs to."""
        return next(d for d in self.delar if d.fran <= dag <= d.till)


def forvalsperioder(
    handelser: Iterable[Registerhandelse], kundval: Kundval, regelverk: Regelverk, till: date
) -> Iterator[Forvalsperiod]:
    """The periods from the first start to the one that holds ``till``; none when it lies before the first start.

    A period that has begun on the day of the last line in ``handelser`` stands; later ones are a forecast.

    Args:
        handelser: the register's log.
        regelverk: the first start, and the length that applies on a period's first day.

    Raises:
        SaknarRegel: the regelverk does not reach so far.
        Avvisning: K5.5, the day lies beyond what is reckoned.
    """
    if till.year > SISTA_AR:
        raise Avvisning("K5.5", f"förvalslistan räknas till och med år {SISTA_AR}", "datum")
    historik = Listhistorik(handelser, kundval)
    varv, start = Varv(), forsta_start(regelverk)
    while start <= till:
        slut = start + timedelta(weeks=regelverk.tal("forvalslista.period", start)) - _DYGN
        lista = historik.kand(start - _DYGN)
        varv, turen, forbigangna = varv.tag_tur(lista, start)
        auktoriserade = [p for p in lista if p.galler(start)]
        plats = (auktoriserade.index(turen) + 1 if turen else 0, len(auktoriserade))
        delar = tuple(_delar(_dagar(historik, varv, turen, start, slut)))
        yield Forvalsperiod(start, slut, varv.nummer, turen.anordnare if turen else None, plats, forbigangna, delar)
        start = slut + _DYGN


def forvalsperiod_den(
    handelser: Iterable[Registerhandelse], kundval: Kundval, regelverk: Regelverk, dag: date
) -> Forvalsperiod:
    """The period that holds the day; ``.den(dag).anordnare`` is its förvalsanordnare, if there is one.

    Raises:
        Avvisning: K5.5, the day lies before the first start or beyond what is reckoned.
    """
    if dag < (forsta := forsta_start(regelverk)):
        raise Avvisning("K5.5", f"förvalslistan börjar {forsta}", "datum")
    *_, sista = forvalsperioder(handelser, kundval, regelverk, dag)
    return sista


def forsta_start(regelverk: Regelverk) -> date:
    """The Monday on which the first period of all begins. Raises: SaknarRegel."""
    return date.fromisoformat(str(regelverk.parameter(FORVALSLISTANS_START).varden[0].varde))


def _dagar(
    historik: Listhistorik, varv: Varv, turen: Plats | None, start: date, slut: date
) -> Iterator[tuple[date, str | None]]:
    """Each day of the period and its holder."""
    kand_da = historik.kand(start - _DYGN)
    planerad, ersattare = turen.anordnare if turen else None, None
    dag = start
    while dag <= slut:
        # What the period was when it began …
        if not _auktoriserad(kand_da, planerad, dag):
            nasta = varv.nasta(kand_da, dag)
            if (ny := nasta.anordnare if nasta else None) != planerad:
                planerad, ersattare = ny, None
        # … and what became of it: whoever holds the day goes on holding it for as long as it may.
        for kand in historik.under(dag):
            innehavare = next((n for n in (ersattare, planerad) if _auktoriserad(kand, n, dag)), None)
            if innehavare is None:
                nasta = varv.nasta(kand, dag)
                innehavare = ersattare = nasta.anordnare if nasta else None
            elif innehavare == planerad:
                ersattare = None
        yield dag, innehavare
        dag += _DYGN


def _auktoriserad(lista: Platser, anordnare: str | None, dag: date) -> bool:
    return any(p.anordnare == anordnare and p.galler(dag) for p in lista)


def _delar(dagar: Iterator[tuple[date, str | None]]) -> Iterator[Del]:
    for anordnare, grupp in groupby(dagar, key=lambda d: d[1]):
        datumen = [dag for dag, _ in grupp]
        yield Del(datumen[0], datumen[-1], anordnare)
