"""What an explanation rests on is there for every kind of bevakning, and says how its days were counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.bevakning import RUBRIK
from domain.forklaring import rakning
from domain.forklaringsgrund import GRUNDER, grund_for, start_for
from domain.insats import Insats
from domain.journal import Post
from domain.kalender import arbetsdagar_fran, dagar_fran, fast_datum
from domain.regelverkskontroll import skapa_regelverk
from domain.rutin import bevakningar, tillampa
from regelverk import las_utgavor
from starter.provkorning import ren
from starter.provkorning.fil import las_provfil

FALL = sorted((Path(__file__).parents[1] / "fall").glob("*.yaml"))


def test_every_kind_of_bevakning_has_an_entry() -> None:
    assert {slag for slag, _ in GRUNDER} == set(RUBRIK)


def test_every_key_is_one_that_the_regelverk_has() -> None:
    regelverket = skapa_regelverk(las_utgavor())
    for grund in GRUNDER.values():
        for nyckel in grund.nycklar:
            assert regelverket.parameter(nyckel)


@pytest.mark.parametrize("fil", FALL, ids=lambda f: f.stem)
def test_whatever_is_awaited_in_any_case_can_be_explained(fil: Path) -> None:
    poster: list[Post] = []
    ren.spela(las_provfil(fil), skapa_regelverk(las_utgavor()), lambda nya, _: poster.extend(nya))
    i: Insats | None = None
    for nr, post in enumerate(poster, start=1):
        i = tillampa(i, post)
        if nr % 7 and nr != len(poster):
            continue  # every seventh state is enough to meet every kind
        for b in bevakningar(i):
            assert start_for(i, b)
            for nyckel, dag in grund_for(i, b):
                assert i.regelverk.parameter(nyckel)
                assert isinstance(dag, date)


@pytest.mark.krav("K0.3", "K0.4")
def test_the_arithmetic_in_words() -> None:
    assert rakning(arbetsdagar_fran(date(2024, 3, 1), 1)) == (
        "1 arbetsdag från 2024-03-01, som själv inte räknas: 2024-03-04 (K0.3). "
        "Inga arbetsdagar: 2024-03-02 (lördag), 2024-03-03 (söndag)."
    )
    assert rakning(dagar_fran(date(2024, 3, 11), 14)) == (
        "14 dagar från 2024-03-11, som själv inte räknas: 2024-03-25, som är en arbetsdag (K0.4)."
    )
    assert rakning(dagar_fran(date(2024, 6, 7), 14)) == (
        "14 dagar från 2024-06-07, som själv inte räknas: 2024-06-21. Det är ingen arbetsdag, så fristen flyttas till "
        "2024-06-24: 2024-06-21 (midsommarafton), 2024-06-22 (midsommardagen), 2024-06-23 (söndag) (K0.4)."
    )
    assert rakning(fast_datum(date(2024, 3, 31), date(2024, 4, 7))) == (
        "2024-04-07 är ett fast datum, som inte flyttas (K0.4)."
    )
