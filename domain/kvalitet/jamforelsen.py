"""What one who chooses is told of an anordnare's year (K5.4): shares and sums, and no small numbers (K16.3).

The nämnd's own tables tell the sums of a kundval, so that a number that is hidden here must not follow from those
either: each anordnare's figures and the sums of all are hidden together, as the nämnd's are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.kvalitet.nyckeltal import Andel, Nyckeltal, Punktlighet
from domain.kvalitet.rojande import Likhet, dolj

TIDSMATT = ("plan", "manadsrapporter", "veckokontakter")
"""The figures of timeliness that tell a kund something of how the anordnare works."""
_Ruta = tuple[str, str]
"""Whose (empty is all of them together), and what is counted."""
_ALLA = ""


@dataclass(frozen=True, slots=True)
class Jamforelsetal:
    """An anordnare's year as anybody may read it; None for what must not be told.

    Attributes:
        insatser: those that had a day in the year.
        mal: of those that ended, how many reached the goal; told from so many ended as the rules say.
        plan, manadsrapporter, veckokontakter: those done in time, of all.
    """

    insatser: int | None
    mal: Andel | None
    plan: Andel | None
    manadsrapporter: Andel | None
    veckokontakter: Andel | None


INGA = Jamforelsetal(0, Andel(0, 0), Andel(0, 0), Andel(0, 0), Andel(0, 0))
"""Of one that had no insats and no frist in the year."""


def for_den_som_valjer(alla: Iterable[Nyckeltal], minst: int, minst_avslutade: int) -> Mapping[str, Jamforelsetal]:
    """By anordnare, the figures of a kundval's year.

    Args:
        alla: every anordnare's figures of the kundval, since the sums are theirs together.
        minst: the least number that is told (``namnd.minsta_antal``).
        minst_avslutade: from how many ended insatser the goals are told (``jamforelse.minst_avslutade``).
    """
    dessa = list(alla)
    tal: dict[_Ruta, int] = {}
    likheter: list[Likhet[_Ruta]] = []
    for n in dessa:
        for summa, delar in _delarna(n):
            (vad, antal), egna = summa, dict(delar)
            tal |= {(n.anordnare, vad): antal} | {(n.anordnare, d): t for d, t in egna.items()}
            likheter.append(((n.anordnare, vad), [(n.anordnare, d) for d in egna]))
    for vad in sorted({vad for _, vad in tal}):
        egna_rutor = [(n.anordnare, vad) for n in dessa]
        tal[_ALLA, vad] = sum(tal[r] for r in egna_rutor)
        likheter.append(((_ALLA, vad), egna_rutor))
    dolda = dolj(tal, likheter, minst)

    def visad(n: Nyckeltal, matt: str) -> Andel | None:
        # Where the sum of the two is hidden, one of them is: ``dolj`` leaves no hidden sum with its parts told.
        return None if any((n.anordnare, f"{matt}{d}") in dolda for d in (_JA, _NEJ)) else _andel(n, matt)

    return {
        n.anordnare: Jamforelsetal(
            insatser=None if (n.anordnare, _INSATSER) in dolda else n.insatser,
            mal=visad(n, _MAL) if not 0 < n.avslutade < minst_avslutade else None,
            **{m: visad(n, m) for m in TIDSMATT},
        )
        for n in dessa
    }


_INSATSER, _PAGAR, _MAL, _JA, _NEJ = "insatser", "pagar", "mal", ".ja", ".nej"
_Tal = tuple[str, int]


def _delarna(n: Nyckeltal) -> Iterator[tuple[_Tal, tuple[_Tal, _Tal]]]:
    """The figures as sums: insatser are those under way and those that ended, a share those that are and are not."""
    yield (_INSATSER, n.insatser), ((_PAGAR, n.pagaende), (_MAL, n.avslutade))
    for matt in (_MAL, *TIDSMATT):
        a = _andel(n, matt)
        yield (matt, a.av), ((f"{matt}{_JA}", a.antal), (f"{matt}{_NEJ}", a.av - a.antal))


def _andel(n: Nyckeltal, matt: str) -> Andel:
    if matt == _MAL:
        return n.mal
    punktlighet: Punktlighet = getattr(n, matt)
    return punktlighet.andel
