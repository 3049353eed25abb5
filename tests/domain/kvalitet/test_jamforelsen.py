"""§5.4: what one who chooses is told of an anordnare's year, and no number so small that somebody shows (K16.3)."""

from __future__ import annotations

import pytest

from domain.kvalitet.jamforelsen import for_den_som_valjer
from domain.kvalitet.nyckeltal import Andel, Nyckeltal, Punktlighet

pytestmark = pytest.mark.krav("K5.4", "K16.3")


def av(namn: str, avslutade: int, natt: int, *, pagaende: int = 0, plan: Punktlighet = Punktlighet()) -> Nyckeltal:  # noqa: B008
    return Nyckeltal(namn, pagaende=pagaende, avslutade=avslutade, mal_natt=natt, plan=plan)


def stora(namn: str) -> Nyckeltal:
    return av(namn, 40, 20, pagaende=30, plan=Punktlighet(30, 10))


def test_numbers_that_are_large_are_told() -> None:
    t = for_den_som_valjer([stora("A"), stora("B")], 5, 5)["A"]
    assert (t.insatser, t.mal, t.plan) == (70, Andel(20, 40), Andel(30, 40))
    assert t.veckokontakter == Andel(0, 0), "of none there is nothing to hide"


@pytest.mark.krav("K5.4", "K16.3", sort="gräns")
@pytest.mark.parametrize(("natt", "visas"), [(4, False), (5, True), (15, True), (16, False), (20, True), (0, True)])
def test_a_share_is_told_where_neither_those_who_did_nor_those_who_did_not_are_few(natt: int, visas: bool) -> None:
    alla = [av("A", 20, natt, pagaende=20), av("B", 400, 200, pagaende=200), av("C", 300, 150, pagaende=100)]
    assert (for_den_som_valjer(alla, 5, 5)["A"].mal is not None) == visas


@pytest.mark.krav("K5.4", sort="gräns")
@pytest.mark.parametrize(("avslutade", "visas"), [(9, False), (10, True)])
def test_goals_are_told_from_so_many_ended_as_the_rules_say(avslutade: int, visas: bool) -> None:
    alla = [av("A", avslutade, 0, pagaende=20), stora("B"), stora("C")]
    assert (for_den_som_valjer(alla, 5, 10)["A"].mal is not None) == visas


@pytest.mark.krav("K5.4", sort="gräns")
@pytest.mark.parametrize(("avslutade", "mal"), [(0, Andel(0, 0)), (1, None), (4, None), (5, Andel(0, 5))])
def test_goals_of_a_few_are_not_told_though_no_number_is_too_small(avslutade: int, mal: Andel | None) -> None:
    assert for_den_som_valjer([av("A", avslutade, 0, pagaende=20)], 1, 5)["A"].mal == mal


def test_what_is_hidden_of_one_does_not_follow_from_the_sums_of_all() -> None:
    """The nämnd tells the kundval's own sums: hidden for one alone, it would be what is left."""
    alla = [av("A", 20, 2, pagaende=20), stora("B"), stora("C")]
    visade = for_den_som_valjer(alla, 5, 5)
    assert visade["A"].mal is None
    assert [visade[n].mal for n in "BC"].count(None) >= 1


def test_what_is_late_of_few_is_hidden_as_what_is_reached_by_few() -> None:
    alla = [av("A", 40, 20, pagaende=30, plan=Punktlighet(38, 2)), stora("B"), stora("C")]
    visade = for_den_som_valjer(alla, 5, 5)["A"]
    assert visade.plan is None and visade.mal == Andel(20, 40), "one figure hides no other"
