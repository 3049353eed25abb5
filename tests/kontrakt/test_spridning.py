"""How what comes at once is spread: by how many cases there are, and evenly among them."""

from datetime import timedelta

from domain.kontroll.fynd import Granser
from kontrakt.spridning import HOGST, HOGST_OVERLAMNING, Spridning, Takt, plats

TAKT = Takt(klockslag=150, overlamningar=10)


def test_the_spans_grow_with_the_cases_up_to_a_bound() -> None:
    assert Spridning.for_antal(300, TAKT) == Spridning(timedelta(seconds=2), timedelta(seconds=30))
    assert Spridning.for_antal(0, TAKT) == Spridning()
    assert Spridning.for_antal(10**7, TAKT) == Spridning(HOGST, HOGST_OVERLAMNING)


def test_a_case_whose_turn_comes_last_is_no_finding_of_the_hunt() -> None:
    assert Granser().andrum >= 2 * HOGST


def test_ten_thousand_come_no_faster_than_the_fleet_is_told_to_take() -> None:
    assert 10_000 / Spridning.for_antal(10_000, Takt()).klockslag.total_seconds() <= Takt().klockslag


def test_cases_lie_evenly_in_the_span_and_each_always_at_its_place() -> None:
    platser = sorted(plats(f"in-{nr:05}") for nr in range(10_000))
    tiondelar = [sum(n / 10 <= p < (n + 1) / 10 for p in platser) for n in range(10)]
    assert max(tiondelar) < 1_150 and min(tiondelar) > 850
    assert plats("in-00007") == plats("in-00007")
