"""Small numbers are not told, and cannot be reckoned out of what is told (K16.3).

A table has cells, and sums that bind them. A cell of one to ``minst`` − 1 is hidden; then so many more that no hidden
one follows from the sums: not from one, and not from several together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

N = TypeVar("N")

Likhet = tuple[N, Sequence[N]]
"""A cell that is the sum of the others."""

_PRIMTAL = 2**61 - 1
"""What the elimination counts by; whole numbers of which no sum of cells is a multiple."""


def dolj(tal: Mapping[N, int], likheter: Iterable[Likhet[N]], minst: int) -> frozenset[N]:
    """The cells that are not told.

    Args:
        tal: every cell's number; a sum's also.
        likheter: the sums that a reader knows of.
        minst: the least number that is told, none (0) apart.
    """
    alla = [(summa, tuple(delar)) for summa, delar in likheter]
    dolda = {n for n, antal in tal.items() if 0 < antal < minst}
    while ny := _mer(tal, alla, dolda, minst):
        dolda.add(ny)
    return frozenset(dolda)


def _mer(tal: Mapping[N, int], likheter: Sequence[Likhet[N]], dolda: set[N], minst: int) -> N | None:
    """One more to hide; None when no hidden cell follows from what is told."""
    for summa, delar in likheter:
        gomda = [n for n in delar if n in dolda]
        if summa in dolda:
            avslojad = not gomda
        else:
            # Those that are hidden together are their sum: of so few, each would be known.
            avslojad = bool(gomda) and (len(gomda) == 1 or sum(tal[n] for n in gomda) < minst)
        if avslojad:
            return _billigast(tal, delar, dolda) or (summa if summa not in dolda else None)
    for n in _bestamda(likheter, dolda):
        for summa, delar in likheter:
            if n in (summa, *delar) and (ny := _billigast(tal, (*delar, summa), dolda)):
                return ny
    return None


def _billigast(tal: Mapping[N, int], bland: Sequence[N], dolda: set[N]) -> N | None:
    """The one that tells least: the smallest that is not none, else one that is none."""
    kvar = [n for n in bland if n not in dolda]
    return min(kvar, key=lambda n: (tal[n] == 0, tal[n], str(n)), default=None)


def _bestamda(likheter: Sequence[Likhet[N]], dolda: set[N]) -> list[N]:
    """The hidden cells that the sums together determine: those that stand alone in a line of the reduced system."""
    ledande: dict[N, dict[N, int]] = {}
    for summa, delar in likheter:
        rad: dict[N, int] = {}
        for n, tecken in ((summa, 1), *((d, -1) for d in delar)):
            if n in dolda:
                rad[n] = (rad.get(n, 0) + tecken) % _PRIMTAL
        rad = _reducerad({n: v for n, v in rad.items() if v}, ledande)
        if not rad:
            continue
        ledare = min(rad, key=str)
        invers = pow(rad[ledare], -1, _PRIMTAL)
        rad = {n: v * invers % _PRIMTAL for n, v in rad.items()}
        for annan in ledande.values():
            if faktor := annan.get(ledare):
                _dra(annan, rad, faktor)
        ledande[ledare] = rad
    return sorted((n for n, rad in ledande.items() if len(rad) == 1), key=str)


def _reducerad(rad: dict[N, int], ledande: Mapping[N, dict[N, int]]) -> dict[N, int]:
    for n in [n for n in rad if n in ledande]:
        if faktor := rad.get(n):
            _dra(rad, ledande[n], faktor)
    return rad


def _dra(rad: dict[N, int], annan: Mapping[N, int], faktor: int) -> None:
    for n, v in annan.items():
        if nytt := (rad.get(n, 0) - faktor * v) % _PRIMTAL:
            rad[n] = nytt
        else:
            rad.pop(n, None)
