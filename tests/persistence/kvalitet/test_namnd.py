"""The nämnd's statistics counted from lives that were played and journaled, and the budget beside them (K16.3)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine, text

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.kvalitet.namnd import ALLA, AVSLUTADE, BEVILJADE, PAGAENDE, SLUT, Namndstatistik, Ruta
from domain.liv.lagesbild import utbetalningsrader
from domain.liv.lagring import post_till_json
from domain.tid.tidpunkt import datum
from kontrakt.insats import Batch
from persistence.databas.motor import DatabasFel, transaktion
from persistence.journal.skrivning import skriv
from persistence.kvalitet import namnd
from starter.tjanster.uppfoljning import budget
from tests.verktyg.slumpliv.levnad import lev
from tests.verktyg.spel import Spel, regelverket

ARBETSLEDARE, EKONOM = Aktor(Roll.ARBETSLEDARE, "al1"), Aktor(Roll.EKONOM, "e1")
IDAG = date(2030, 1, 1)
NASTA = count(1)
pytestmark = pytest.mark.krav("K16.3")


def spara(motor: Engine, spel: Spel) -> None:
    arende = f"in-{next(NASTA)}"
    poster = [p if p.nr != 1 else replace(p, handelse=replace(p.handelse, arende=arende)) for p in spel.poster]  # type: ignore[call-arg]
    skriv(motor, Batch(arende, 0, tuple(map(post_till_json, poster)), tuple(spel.meddelanden)))


def statistik(motor: Engine, ar: int, som: Aktor = ARBETSLEDARE, **val: Any) -> Namndstatistik:
    return namnd.statistik(motor, som, ar, idag=val.pop("idag", IDAG), regelverk=regelverket(), **val)


def facit(levda: list[Spel], ar: int) -> tuple[Counter[tuple[str, ...]], Decimal]:
    """The same from the states."""
    tal: Counter[tuple[str, ...]] = Counter()
    kronor = Decimal()
    for fall in levda:
        i = fall.insats
        for u in utbetalningsrader(i):
            kronor += u.belopp or 0 if u.avser[:4] == str(ar) and u.status == "utbetald" else 0
        if i.avslutsform == "aterkallad":
            continue
        start, slut = i.startdatum, i.slutdatum
        tal[BEVILJADE, i.slag, i.malgrupp] += datum(i.aktualiserad).year == ar
        if start is None or slut is None or slut < start or start.year > ar or slut.year < ar:
            continue
        tal[PAGAENDE, i.slag, i.malgrupp] += slut.year > ar
        if slut.year == ar:
            tal[AVSLUTADE, i.slag, i.malgrupp] += 1
            tal[SLUT, f"{i.avslutsform}:{i.avslutsorsak or ''}"] += 1
    return tal, kronor


def test_random_lives_count_the_same_from_the_tables_as_from_their_states_and_every_sum_is_its_parts(
    motor: Engine,
) -> None:
    levda = [lev(r, r.randint(5, 40)) for r in map(Random, range(41_000, 41_040))]
    over_aret = (lev(Random(fro), 40) for fro in range(41_040, 41_400))
    levda.append(next(liv for liv in over_aret if facit([liv], 2025)[0].total()))
    for fall in levda:
        spara(motor, fall)
    for ar in (2024, 2025):
        s = statistik(motor, ar, intern=True)
        vantat, kronor = facit(levda, ar)
        assert sum(vantat.values()) > (20 if ar == 2024 else 0)
        for nyckel, antal in vantat.items():
            ruta = Ruta(SLUT, sort=nyckel[1]) if nyckel[0] == SLUT else Ruta(*nyckel)
            assert s.antal(ruta) == antal, nyckel
        for matt in (BEVILJADE, PAGAENDE, AVSLUTADE):
            assert s.antal(Ruta(matt)) == sum(n for k, n in vantat.items() if k[0] == matt)
        kostnad = s.kostnad(Ruta(""))
        assert kostnad is not None and kostnad.utbetalt == kronor
        visat = statistik(motor, ar)
        assert all(visat.antal(r) is None for r, n in s.tal.items() if 0 < n < 5)
        assert visat.antal(Ruta(AVSLUTADE, ALLA)) in (None, s.antal(Ruta(AVSLUTADE)))


def test_a_small_number_is_hidden_and_seen_only_inside(motor: Engine) -> None:
    liven = (lev(Random(fro), 30) for fro in range(41_001, 41_100))
    spara(motor, next(liv for liv in liven if facit([liv], 2024)[0][BEVILJADE, liv.insats.slag, liv.insats.malgrupp]))
    assert statistik(motor, 2024).antal(Ruta(BEVILJADE)) is None
    assert statistik(motor, 2024, intern=True).antal(Ruta(BEVILJADE)) == 1
    assert statistik(motor, 2025).antal(Ruta(BEVILJADE)) == 0, "ingen är inget litet tal"


@pytest.mark.krav("K16.3", sort="avslag")
def test_it_is_for_the_municipality_and_for_a_year_that_has_begun(motor: Engine) -> None:
    with pytest.raises(Avvisning, match="kommunens handläggare"):
        statistik(motor, 2024, Aktor(Roll.ANORDNARE, "h1", "A"))
    with pytest.raises(Avvisning, match="ingen dag som kan följas upp"):
        statistik(motor, 2030, idag=date(2030, 1, 1))


def test_the_budget_says_by_which_decision_and_a_change_says_why(motor: Engine) -> None:
    data = {"kundval": "AMI", "belopp": "1000000", "beslut": "NAF 2024/140"}
    budget.for_in(motor, EKONOM, 2024, data)
    b = statistik(motor, 2024).budget["AMI"]
    assert (b.belopp, b.beslut, b.av, b.ar) == (Decimal("1000000.00"), "NAF 2024/140", "ekonom:e1", 2024)
    with pytest.raises(Avvisning, match="redan införd"):
        budget.for_in(motor, EKONOM, 2024, data)
    with pytest.raises(Avvisning, match="säg varför den ändras"):
        budget.for_in(motor, EKONOM, 2024, data | {"belopp": "2"})
    budget.for_in(motor, EKONOM, 2024, data | {"belopp": "2", "motivering": "tilläggsbudget"})
    s = statistik(motor, 2024)
    assert (s.budget["AMI"].belopp, set(s.budget), statistik(motor, 2025).budget) == (Decimal(2), {"AMI"}, {})
    with transaktion(motor) as c:
        assert c.execute(text("SELECT count(*) FROM budget")).scalar() == 2
    with pytest.raises(DatabasFel), transaktion(motor) as c:
        c.execute(text("UPDATE budget SET belopp = 1"))


@pytest.mark.krav("K16.3", sort="avslag")
@pytest.mark.parametrize(
    ("andrat", "skal"),
    [
        ({"belopp": "-1"}, "belopp: ska vara minst 0"),
        ({"belopp": "x"}, "belopp: ska vara ett tal"),
        ({"kundval": "XXX"}, "kundval: ska vara någon av"),
        ({"beslut": "19850505-1234"}, "beslut: får inte vara ett personnummer"),
        ({"annat": "1"}, "fältet hör inte till kommandot"),
    ],
)
def test_a_budget_that_is_none_is_refused_in_a_line(motor: Engine, andrat: dict[str, str], skal: str) -> None:
    data = {"kundval": "AMI", "belopp": "1", "beslut": "b"} | andrat
    with pytest.raises(Avvisning) as fel:
        budget.for_in(motor, EKONOM, 2024, data)
    assert skal in str(fel.value) and "19850505" not in str(fel.value)
    with pytest.raises(Avvisning, match="budgeten för ekonomen in"):
        budget.for_in(motor, ARBETSLEDARE, 2024, {"kundval": "AMI", "belopp": "1", "beslut": "b"})
