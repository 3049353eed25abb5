"""How soon a delivery is tried again: soon after an outage ends, however long it was, and never so that it hammers."""

import heapq
import random
from datetime import timedelta

import pytest

from activities.stod.omtag import BORTA, INTE_NU


def s(sekunder: float) -> timedelta:
    return timedelta(seconds=sekunder)


@pytest.mark.parametrize(
    ("alder", "borta", "inte_nu"),
    [
        (0, 2, 2),
        (3.9, 2, 2),
        (10, 5, 5),
        (40, 20, 20),
        (41, 20, 20.5),
        (300, 20, 60),
        (899, 20, 60),
        (900, 20, 60),
        (1800, 40, 120),
        (3600, 60, 240),
        (8 * 3600, 60, 900),
        (7 * 86400, 60, 900),
    ],
)
def test_the_pause_is_half_of_how_long_it_has_waited_and_is_bounded(alder: float, borta: float, inte_nu: float) -> None:
    assert (BORTA.efter(s(alder)), INTE_NU.efter(s(alder))) == (s(borta), s(inte_nu))


@pytest.mark.parametrize(("antal", "lang"), [(0, 20), (1, 20), (100, 20), (1_000, 200), (100_000, 3600)])
def test_of_many_that_wait_each_waits_longer_and_not_all_as_long(antal: int, lang: float) -> None:
    pauser = [BORTA.bland(antal, s(300)) for _ in range(500)]
    assert s(20) <= min(pauser) and max(pauser) <= s(lang)
    if lang > 20:
        assert min(pauser) < s(20) + (s(lang) - s(20)) / 20 and max(pauser) > s(20) + (s(lang) - s(20)) * 0.9


def fragor(antal: int, borta: float) -> tuple[list[float], float]:
    """When a server that is away for so long is asked by so many that wait, and how long after it is back somebody is
    the first to know."""
    tider: list[float] = []
    kvar = [(random.uniform(0, min(borta, 60)),) * 2 for _ in range(antal)]
    heapq.heapify(kvar)
    while True:
        nar, fran = heapq.heappop(kvar)
        if nar >= borta:
            return tider, nar - borta
        tider.append(nar)
        heapq.heappush(kvar, (nar + BORTA.bland(antal, s(nar - fran)).total_seconds(), fran))


@pytest.mark.parametrize("antal", [1, 40, 250, 3_000])
@pytest.mark.parametrize("borta", [10, 60, 600, 3600])
def test_the_wait_never_outlasts_the_outage_by_minutes_and_a_dead_server_is_not_hammered(
    antal: int, borta: float
) -> None:
    random.seed(f"{antal} {borta}")
    tider, efter = fragor(antal, borta)
    assert efter <= 60
    if antal >= 250:
        assert efter <= 5, "av många är det snart någon"
    # After the first minute, in which each finds out for itself.
    senare = [t for t in tider if t > 120]
    assert len(senare) <= 12 * max(borta - 120, 0) + 10, "högst omkring tio i sekunden, hur många som än väntar"
    if antal == 1:
        assert len(senare) <= max(borta - 120, 0) / 15 + 1
