"""What operations watch, held against the routine: a frist counts as not raised only where the clock should have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from sqlalchemy import Engine, insert

from domain.insats.insats import Insats
from domain.liv.lagesbild import lagesbild
from domain.liv.rutin import bevakningar
from persistence.databas.falt import falt
from persistence.kontroll import driftlage
from persistence.tabeller.grund import bevakning, insats, utbetalning
from tests.verktyg.slumpliv.levnad import lev_till
from tests.verktyg.spel import Spel


def lagg_in(motor: Engine, lagen: list[Insats]) -> None:
    """The rows of cases as they stand, each by an id of its own."""
    with motor.begin() as c:
        for n, i in enumerate(lagen):
            bild, eget = lagesbild(i), {"arende": f"in-{n}"}
            c.execute(insert(insats).values({**falt(bild.insats), **eget}))
            for tabell, rader in ((bevakning, bild.bevakningar), (utbetalning, bild.utbetalningar)):
                if rader:
                    c.execute(insert(tabell), [{**falt(rad), **eget} for rad in rader.values()])


def ohojda(motor: Engine, idag: date) -> int:
    return driftlage.las(motor, datetime.now(UTC), idag).ohojda


def passerade(i: Insats, idag: date, *, vilar: bool) -> int:
    """By the routine: open ones whose frist has passed, those that rest or those that do not."""
    return sum(b.utfall(i) == "oppen" and b.frist < idag and b.vilar is vilar for b in bevakningar(i))


def utan_belopp() -> Insats:
    """A case in a year whose amounts nobody has decided."""
    return Spel.pagaende(langd_manader=12).till("2025-02-20").insats


def obemannat() -> Insats:
    return Spel.aktualiserat().till("2024-04-15").insats


@pytest.mark.krav("K14.1", "K6.3")
@pytest.mark.parametrize(("lage", "idag"), [(utan_belopp, date(2025, 2, 20)), (obemannat, date(2024, 4, 15))])
def test_what_rests_is_no_frist_that_the_clock_has_missed(
    motor: Engine, lage: Callable[[], Insats], idag: date
) -> None:
    i = lage()
    assert (passerade(i, idag, vilar=True), passerade(i, idag, vilar=False)) == (1, 0)
    lagg_in(motor, [i])
    assert ohojda(motor, idag) == 0


@pytest.mark.krav("K0.8", sort="gräns")
def test_what_the_clock_should_have_raised_counts_from_the_day_after_its_frist(motor: Engine) -> None:
    i = Spel.pagaende().till("2024-03-07").insats
    (mote,) = (b for b in bevakningar(i) if b.slag == "uppstartsmote")
    lagg_in(motor, [i])
    assert [ohojda(motor, mote.frist + timedelta(n)) for n in (0, 1)] == [0, 1]


@pytest.mark.krav("K0.8", "K14.1", "K6.3")
def test_the_tables_tell_of_any_life_what_its_chapters_derive(motor: Engine) -> None:
    lagen = [lev_till(Random(fro), 9).insats for fro in range(40)]
    lagen += [utan_belopp(), obemannat()]
    idag = max(i.idag for i in lagen) + timedelta(60)  # no clock has gone since
    lagg_in(motor, lagen)
    assert sum(passerade(i, idag, vilar=True) for i in lagen) >= 2
    vantat = sum(passerade(i, idag, vilar=False) for i in lagen)
    assert vantat >= 5 and ohojda(motor, idag) == vantat
