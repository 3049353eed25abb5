"""What one parameter of the regelverk held, and from when: dated values that neither overlap nor leave a gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from domain.tid.period import Period

# tal | belopp (decimal text) or text | lista | tabell or perioder (pairs, since a frozen value must be hashable)
Innehall = int | str | tuple[str, ...] | tuple[tuple[str, str], ...]


class FelIRegelverk(ValueError):
    """An edition of the regelverk that cannot be used: which file (or edition), which key, and why."""

    def __init__(self, fil: str, nyckel: str, skal: str) -> None:
        self.fil, self.nyckel, self.skal = fil, nyckel, skal
        super().__init__(f"{fil}: {nyckel}: {skal}")


@dataclass(frozen=True)
class Varde:
    """What holds from `fran` to `till`, both included; `till` None means until further notice."""

    fran: date
    till: date | None
    varde: Innehall

    def galler(self, pa: date) -> bool:
        """Whether this value applies on the day `pa`."""
        return self.fran <= pa and (self.till is None or pa <= self.till)

    def __str__(self) -> str:
        return f"{self.fran.isoformat()}–{self.till.isoformat() if self.till else ''}"


def las_period(dagar: str) -> Period:
    """``2024-10-28/2024-11-01`` as the days from the first to the last. Raises: ValueError."""
    fran, _, till = dagar.partition("/")
    if len(fran) != len(till) or len(fran) != len("2024-10-28"):
        raise ValueError(dagar)
    return Period(date.fromisoformat(fran), date.fromisoformat(till))


def i_stallet(gamla: tuple[Varde, ...], nya: tuple[Varde, ...], bort: set[date]) -> tuple[Varde, ...]:
    """Old and new values together: a new one in the place of the old one with its first day, the struck ones gone.

    Until further notice is until the next value: an old one gives way to a later new one, and a new one in the place
    of an old one to a later old one.
    """
    nya = tuple(v for v in nya if v not in gamla)
    ersatta = {v.fran for v in gamla} & {v.fran for v in nya}
    kvar = [v for v in gamla if v.fran not in ersatta | bort]
    return (
        *(_till_nasta(v, [n.fran for n in nya]) for v in kvar),
        *(_till_nasta(v, [k.fran for k in kvar]) if v.fran in ersatta else v for v in nya),
    )


def _till_nasta(v: Varde, borjor: Iterable[date]) -> Varde:
    nasta = min((b for b in borjor if b > v.fran), default=None)
    return replace(v, till=nasta - timedelta(days=1)) if v.till is None and nasta else v


def fortsatt(gamla: tuple[Varde, ...], nya: tuple[Varde, ...]) -> tuple[Varde, ...]:
    """Old and new values together, where the first new one closes an old one that was open-ended."""
    nya = tuple(v for v in nya if v not in gamla)
    if not nya:
        return gamla
    forst = min(v.fran for v in nya)
    stangda = (replace(v, till=forst - timedelta(days=1)) if v.till is None and v.fran < forst else v for v in gamla)
    return (*stangda, *nya)


def i_foljd(fil: str, nyckel: str, varden: tuple[Varde, ...]) -> tuple[Varde, ...]:
    """The values in date order. Raises: FelIRegelverk when two overlap or leave days between them."""
    ordnade = tuple(sorted(varden, key=lambda v: v.fran))
    for a, b in pairwise(ordnade):
        if a.till is None or b.fran <= a.till:
            raise FelIRegelverk(fil, nyckel, f"perioderna {a} och {b} överlappar varandra")
        if b.fran > a.till + timedelta(days=1):
            raise FelIRegelverk(fil, nyckel, f"det finns ett glapp mellan perioderna {a} och {b}")
    return ordnade
