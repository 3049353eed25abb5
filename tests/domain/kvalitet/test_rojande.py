"""What is hidden cannot be reckoned out of what is told (K16.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import pytest

from domain.kvalitet import rojande
from domain.kvalitet.rojande import Likhet, dolj

pytestmark = pytest.mark.krav("K16.3")
Cell = tuple[int, int]
SUMMA = 9


def tabell(inre: Sequence[Sequence[int]]) -> tuple[dict[Cell, int], list[Likhet[Cell]]]:
    """A table with its row sums, column sums and total."""
    rader, kolumner = range(len(inre)), range(len(inre[0]))
    tal = {(r, k): inre[r][k] for r in rader for k in kolumner}
    likheter: list[Likhet[Cell]] = []
    for r in rader:
        likheter.append(((r, SUMMA), [(r, k) for k in kolumner]))
    for k in (*kolumner, SUMMA):
        likheter.append(((SUMMA, k), [(r, k) for r in rader]))
    likheter.append(((SUMMA, SUMMA), [(SUMMA, k) for k in kolumner]))
    for summa, delar in likheter:
        tal[summa] = sum(tal[d] for d in delar)
    return tal, likheter


def andra_varden(tal: dict[Cell, int], likheter: list[Likhet[Cell]], dolda: frozenset[Cell]) -> Iterator[set[Cell]]:
    """Other tables of whole numbers that agree with what is told: which hidden cells differ in each."""
    gomda = sorted(c for c in dolda if SUMMA not in c)
    for steg in (1, 3):
        for andring in product(range(-steg, steg + 1), repeat=len(gomda)):
            diff = dict(zip(gomda, andring, strict=True))
            for summa, delar in likheter:
                diff[summa] = sum(diff.get(d, 0) for d in delar)
            if all((c in dolda or not d) and tal[c] + d >= 0 for c, d in diff.items()):
                yield {c for c, d in diff.items() if d}


def test_five_is_told_and_four_is_not_and_none_is_told() -> None:
    tal, likheter = tabell([[5, 4, 0, 9], [7, 8, 0, 6]])
    dolda = dolj(tal, likheter, 5)
    assert (0, 1) in dolda
    assert not dolda & {(0, 2), (1, 2), (SUMMA, SUMMA)}
    assert not dolj(*tabell([[5, 6], [7, 0]]), 5)


def test_a_hidden_one_takes_another_of_its_row_and_of_its_column_with_it() -> None:
    tal, likheter = tabell([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    dolda = dolj(tal, likheter, 5)
    for rad in range(2):
        assert len([c for c in dolda if c[0] == rad]) in (0, 2)
    assert (SUMMA, SUMMA) not in dolda


def test_two_that_are_one_each_are_not_hidden_by_each_other_alone() -> None:
    """Their sum is told, and of a sum of two each would be known to be one."""
    tal, likheter = tabell([[1, 1, 30]])
    assert {(0, 0), (0, 1), (0, 2)} <= dolj(tal, likheter, 5)


def test_what_two_sums_together_would_tell_is_hidden_too() -> None:
    """a + b and b + c are told, and so is a + b + c: each sum alone hides two, together they tell all."""
    tal = {"a": 2, "b": 3, "c": 9, "ab": 5, "bc": 12, "abc": 14}
    likheter: list[Likhet[str]] = [("ab", "ab"), ("bc", "bc"), ("abc", "abc")]
    dolda = dolj(tal, likheter, 5)
    assert {"a", "b"} < dolda and dolda & {"ab", "bc", "abc"}


@pytest.mark.krav("K16.3", sort="gräns")
@pytest.mark.parametrize(
    ("delar", "dolda"),
    [
        ({"a": 5, "b": 0}, ""),
        ({"a": 3, "b": 20, "c": 30}, "ab"),  # the smallest other
        ({"a": 3, "b": 30, "c": 20}, "ac"),
        ({"a": 3, "c": 9, "b": 9}, "ab"),  # of two alike the first by name, so that every run hides the same
        ({"a": 3, "b": 0, "c": 30}, "ac"),  # none tells nothing, and hides nothing
        ({"a": 4, "b": 0}, "as"),
        ({"a": 2, "b": 3, "c": 30}, "ab"),
        ({"a": 2, "b": 2, "c": 30}, "abc"),  # together they are too few
        ({"a": 1, "b": 1, "c": 30, "d": 40}, "abc"),
        ({"a": 1, "b": 4, "c": 4, "d": 40}, "abc"),
    ],
)
def test_no_more_is_hidden_than_is_needed_and_of_those_that_could_be_the_one_that_tells_least(
    delar: dict[str, int], dolda: str
) -> None:
    tal = {**delar, "s": sum(delar.values())}
    assert dolj(tal, [("s", list(delar))], 5) == frozenset(dolda)


@pytest.mark.krav("K16.3", sort="gräns")
def test_a_sum_that_is_hidden_takes_a_part_with_it_and_what_stands_under_no_sum_nothing() -> None:
    """The total is told and one of its two parts is small: the other is hidden, and so is a part of that one."""
    tal = {"alla": 34, "x": 4, "y": 30, "y1": 10, "y2": 20, "ensam": 2, "annan": 50}
    likheter: list[Likhet[str]] = [("alla", ["x", "y"]), ("y", ["y1", "y2"])]
    dolda = dolj(tal, likheter, 5)
    assert dolda == {"x", "y", "y1", "ensam"}
    assert dolj(tal, (), 5) == {"x", "ensam"}


def test_three_sums_of_two_each_tell_all_three_and_two_of_them_tell_none() -> None:
    """a + b, b + c and a + c give each: half of what is left when one sum is taken from the two others."""
    tre: list[Likhet[str]] = [("ab", "ab"), ("bc", "bc"), ("ac", "ac")]
    assert rojande._bestamda(tre, set("abc")) == ["a", "b", "c"]
    assert rojande._bestamda(tre[:2], set("abc")) == []
    assert rojande._bestamda([*tre[:2], ("c", "c")], {"a", "b", "c"}) == []
    assert rojande._bestamda([("s", "abc"), ("ab", "ab")], set("abc")) == ["c"]
    assert rojande._bestamda([("s", "abc"), ("ab", "ab")], {"a", "b", "c", "ab"}) == []
    tal = {"a": 4, "b": 10, "c": 20, "ab": 14, "bc": 30, "ac": 24}
    assert len(dolj(tal, tre, 5) & {"ab", "bc", "ac"}) >= 1


@pytest.mark.parametrize("fro", range(60))
def test_every_small_number_has_more_than_one_possible_value(fro: int) -> None:
    r = Random(fro)
    rader, kolumner = r.choice([(1, 3), (2, 2), (2, 3)])
    inre = [[r.choice((0, 0, 1, 2, 3, 4, 5, 8)) for _ in range(kolumner)] for _ in range(rader)]
    tal, likheter = tabell(inre)
    dolda = dolj(tal, likheter, 5)
    sma = [c for c, v in tal.items() if 0 < v < 5]
    assert set(sma) <= dolda
    kvar = set(sma)
    for andrade in andra_varden(tal, likheter, dolda):
        kvar -= andrade
        if not kvar:
            break
    assert not kvar, (inre, sorted(dolda))
