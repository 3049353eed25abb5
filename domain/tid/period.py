"""A period of whole days, named as the routine names it: by its first and its last day, both included.

An insats, an absence and a paid span are all of this kind. The rules speak of "första dag" and "sista dag"
(K0.5, K10.0), so the last day belongs to the period; there is no half-open variant beside it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from domain.tid.kalender import nasta_arbetsdag

_DYGN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `fran` to `till`, both included; `till` None means that no last day is known yet.

    Raises: ValueError in Swedish when the last day is before the first.
    """

    fran: date
    till: date | None = None

    def __post_init__(self) -> None:
        if self.till is not None and self.till < self.fran:
            raise ValueError(f"perioden slutar {self.till.isoformat()}, före första dagen {self.fran.isoformat()}")

    @classmethod
    def av(cls, fran: date, till: date | None = None) -> Self:
        """The period with first day `fran` and last day `till`; ValueError if `till` is before `fran`."""
        return cls(fran, till)

    @property
    def sista(self) -> date:
        """The last day, of a period that is known to have one. Raises: ValueError, where none is known yet."""
        if self.till is None:
            raise ValueError(f"perioden från {self.fran.isoformat()} har ingen sista dag")
        return self.till

    def innehaller(self, d: date) -> bool:
        """Whether `d` is one of the period's days."""
        return self.fran <= d and (self.till is None or d <= self.till)

    def snitt(self, other: "Period") -> "Period | None":
        """The days that belong to both, or None when there are none."""
        fran = max(self.fran, other.fran)
        slut = [t for t in (self.till, other.till) if t is not None]
        till = min(slut) if slut else None
        return None if till is not None and till < fran else Period(fran, till)

    def overlappar(self, other: "Period") -> bool:
        """Whether any day belongs to both."""
        return self.snitt(other) is not None

    def dagar(self) -> int:
        """The number of calendar days. ValueError for a period without a last day."""
        if self.till is None:
            raise ValueError(f"perioden från {self.fran.isoformat()} är öppen och har inget antal dagar")
        return (self.till - self.fran).days + 1

    def angransar(self, other: "Period") -> bool:
        """Whether no arbetsdag lies between the two, so that absence of the same kind is one period (K10.0).

        Periods that overlap or follow day upon day have nothing between them, and so adjoin too.
        """
        tidig, sen = (self, other) if self.fran <= other.fran else (other, self)
        if tidig.till is None or tidig.till >= sen.fran:
            return True
        return nasta_arbetsdag(tidig.till + _DYGN) >= sen.fran
