"""The values of the yearly review (K16.1): facts grouped by the database, and an anordnare's figures of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from domain.grund.parter import Roll
from domain.grund.slag import Form, VisatUtfall

Bedomning = Literal["i_tid", "sena", "saknade"]


@dataclass(frozen=True, slots=True)
class Andel:
    """``antal`` of ``av``."""

    antal: int
    av: int

    @property
    def procent(self) -> Decimal | None:
        """Per cent, rounded half up to one decimal; None of nothing."""
        if not self.av:
            return None
        return (Decimal(100 * self.antal) / self.av).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def hela_procent(self) -> int | None:
        """Per cent as a whole number, where 100 means all and 0 means none and nothing else does."""
        if not self.av:
            return None
        if self.antal in (0, self.av):
            return 100 if self.antal else 0
        hela = (Decimal(100 * self.antal) / self.av).to_integral_value(ROUND_HALF_UP)
        return min(99, max(1, int(hela)))


@dataclass(frozen=True, slots=True)
class Punktlighet:
    """How many of those with a frist were done in time, late, and not at all."""

    i_tid: int = 0
    sena: int = 0
    saknade: int = 0

    @property
    def alla(self) -> int:
        """How many there are to count on."""
        return self.i_tid + self.sena + self.saknade

    @property
    def andel(self) -> Andel:
        """Those in time, of all."""
        return Andel(self.i_tid, self.alla)

    def __add__(self, andra: Punktlighet) -> Punktlighet:
        return Punktlighet(self.i_tid + andra.i_tid, self.sena + andra.sena, self.saknade + andra.saknade)


@dataclass(frozen=True, slots=True)
class Nyckeltal:
    """A year's figures of one anordnare; what each of them means stands in ``kvalitetsmatt.MATT``."""

    anordnare: str
    paborjade: int = 0
    pagaende: int = 0
    avslutade: int = 0
    fullfoljda: int = 0
    i_fortid: int = 0
    avbrutna: int = 0
    mal_natt: int = 0
    mal_okant: int = 0
    bemanning: Punktlighet = Punktlighet()
    plan: Punktlighet = Punktlighet()
    manadsrapporter: Punktlighet = Punktlighet()
    slutrapporter: Punktlighet = Punktlighet()
    veckokontakter: Punktlighet = Punktlighet()
    meddelanden: Punktlighet = Punktlighet()
    granskningar: int = 0
    aterremisser: int = 0
    brister_per_sort: Mapping[str, int] = field(default_factory=dict)
    avvikelser: int = 0
    anmalda_avvikelser: int = 0

    @property
    def insatser(self) -> int:
        """With at least one insatsdag in the year: those that go on, and those that have ended."""
        return self.pagaende + self.avslutade

    @property
    def mal(self) -> Andel:
        """Those that reached their goal, of those that ended (K2.3)."""
        return Andel(self.mal_natt, self.avslutade)

    @property
    def returer(self) -> Andel:
        """Återremisser, of all reviews."""
        return Andel(self.aterremisser, self.granskningar)

    @property
    def brister(self) -> int:
        """How many breaches there are, of all kinds."""
        return sum(self.brister_per_sort.values())


@dataclass(frozen=True, slots=True)
class Insatsgrupp:
    """Insatser with an insatsdag in the year. ``mal`` None: nobody has said whether the goal was reached."""

    anordnare: str
    paborjad: bool
    avslutad: bool
    form: Form | None
    mal: bool | None
    antal: int


@dataclass(frozen=True, slots=True)
class Bevakningsgrupp:
    """Bevakningar whose frist has passed in the year.

    Attributes:
        gjord: it has been done, in time or not.
        ansvarig: who owes it as things now stand, or who did it.
        passerad_hos: who owed it when its frist passed, as the journal tells (K0.9); None if no passing was raised.
        aterkallad: the insats was recalled before it began, or what it awaited never came (K13.7).
    """

    anordnare: str
    slag: str
    utfall: VisatUtfall
    gjord: bool
    ansvarig: Roll
    passerad_hos: Roll | None
    aterkallad: bool
    antal: int


@dataclass(frozen=True, slots=True)
class Handelsegrupp:
    """Reviews with the answer that now stands, brister by sort, and reported deviations."""

    anordnare: str
    vad: Literal["godkand", "aterremiss", "brist", "avvikelse"]
    sort: str | None
    antal: int


@dataclass(frozen=True, slots=True)
class Meddelandegrupp:
    """Messages to the anordnare, by the Stockholm dates that they were sent and read."""

    anordnare: str
    sant: date
    last: date | None
    antal: int


def summa(namn: str, alla: Iterable[Nyckeltal]) -> Nyckeltal:
    """The figures of several anordnare together, under one name."""
    alla = list(alla)
    brister = sum((Counter(n.brister_per_sort) for n in alla), Counter[str]())
    summor: dict[str, int | Punktlighet] = {}
    for n in alla:
        for f in fields(n):
            if f.name not in ("anordnare", "brister_per_sort"):
                varde = getattr(n, f.name)
                summor[f.name] = summor[f.name] + varde if f.name in summor else varde
    return Nyckeltal(namn, brister_per_sort=dict(brister), **summor)  # type: ignore[arg-type]
