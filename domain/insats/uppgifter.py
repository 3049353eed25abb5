"""What a case consists of: the facts that have been registered.

Values only, each small enough to read at a glance; ``insats`` puts them together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from domain.grund.slag import Form, Franvaroslag


@dataclass(frozen=True, slots=True)
class Bemanning:
    """Who works with the kund at the anordnare, and since when (§6.2)."""

    tid: datetime
    handlaggare: str


@dataclass(frozen=True, slots=True)
class Vikarie:
    """Who stands in for the handläggare, from a day to a day, both included (K6.7)."""

    tid: datetime
    vikarie: str
    fran: date
    till: date


@dataclass(frozen=True, slots=True)
class Ombemanning:
    """The handläggare leaves (K3.4): told at ``tid``, put right at ``satt``; the frist is counted from ``fran``.
    ``antal`` bemanningar had been made then, and the next one answers it."""

    tid: datetime
    satt: datetime
    sista_dag: date
    fran: date
    antal: int


@dataclass(frozen=True, slots=True)
class Uppdrag:
    """§6.3: what the karriärvägledare has commissioned. ``slutdatum`` is the planned end, extensions included."""

    tid: datetime
    startdatum: date
    langd_manader: int
    omfattning: int
    slutdatum: date
    slutdatum_satt: datetime


@dataclass(frozen=True, slots=True)
class SagdStart:
    """A startdatum as a correction has first told of it; ``planfrist`` is the plan's frist that stood until then."""

    tid: datetime
    startdatum: date
    planfrist: date


@dataclass(frozen=True, slots=True)
class Granskning:
    """A review of what was handed in, and its outcome."""

    tid: datetime
    godkand: bool


@dataclass(frozen=True, slots=True)
class Omgang:
    """Something handed in, perhaps in several versions, until it is approved (plan §7.3, report §8)."""

    inlamningar: tuple[datetime, ...]
    granskningar: tuple[Granskning, ...] = ()
    vantar_pa_granskning: bool = True
    delmal: int = 0
    """Of a plan: how many delmål its latest version has (K7.8)."""

    @property
    def inlamnad(self) -> datetime:
        """When the first version came in; what starts the clocks."""
        return self.inlamningar[0]

    @property
    def versioner(self) -> int:
        """How many times it has been handed in."""
        return len(self.inlamningar)

    @property
    def godkand(self) -> datetime | None:
        """When it was approved; None while it is not."""
        sista = self.granskningar[-1] if self.granskningar else None
        return sista.tid if sista and sista.godkand else None

    @property
    def granskad(self) -> datetime | None:
        """When it was first reviewed, whatever the answer."""
        return self.granskningar[0].tid if self.granskningar else None


@dataclass(frozen=True, slots=True)
class Franvaro:
    """Absence from its first day to its last; None while it goes on (§10)."""

    slag: Franvaroslag
    fran: date
    till: date | None
    tid: datetime


@dataclass(frozen=True, slots=True)
class Franvarorad:
    """A line of the monthly report's absence (§10, K8.4). ``nr`` is the journal line whose document has the reason."""

    slag: Franvaroslag
    fran: date
    till: date
    nr: int | None = None


@dataclass(frozen=True, slots=True)
class Intyg:
    """A certificate of the absence with the day ``fran`` (§10.1): the days it covers (None: all), and percent."""

    slag: Literal["sjuk", "vab"]
    fran: date
    tid: datetime
    till: date | None = None
    grad: int | None = None
    tacker_fran: date | None = None


@dataclass(frozen=True, slots=True)
class Underlag:
    """An invoice basis (§14): ``vantat`` is what had been computed when it came, None if no amount was decided.

    ``stamde_till`` is when a correction changed the amount that it showed (K14.4), ``ankom`` when the anordnare put it
    right, if it was not enough until then."""

    tid: datetime
    belopp: Decimal
    fakturanummer: str
    vantat: Decimal | None
    stamde_till: datetime | None = None
    ankom: datetime | None = None


@dataclass(frozen=True, slots=True)
class Avslutsbeslut:
    """A decision that the insats ends (§13)."""

    tid: datetime
    avslutsdatum: date
    orsak: str
    form: Form


@dataclass(frozen=True, slots=True)
class Slutrapport:
    """A version of a final report: ``for_slut`` is the end date it was written for (K11.1: an extension asks for a new
    one). ``granskas_inom`` is how many arbetsdagar the rules gave the review when it came, 0 for none (K12.6);
    ``granskad`` when it was approved or returned."""

    tid: datetime
    for_slut: date
    granskas_inom: int = 0
    granskad: datetime | None = None
    godkand: bool = False


@dataclass(frozen=True, slots=True)
class Forlangning:
    """The arbetsledare's answer to the question of month number ``nummer`` (§11)."""

    tid: datetime
    nummer: int
    beviljad: bool


@dataclass(frozen=True, slots=True)
class Kontakt:
    """A contact with the kund (§7.2): the day of it, and when it was registered."""

    datum: date
    form: str
    tid: datetime


@dataclass(frozen=True, slots=True)
class Kundlage:
    """What holds of the kund from a day on (K9.4)."""

    fran: date
    malgrupp: str
    ekonomiskt_bistand: bool
    etableringsersattning: bool


@dataclass(frozen=True, slots=True)
class Uppfoljningsmote:
    """A follow-up meeting (§7.5, §8.3): whether the plan is to be revised."""

    tid: datetime
    datum: date
    revideras: bool


@dataclass(frozen=True, slots=True)
class Kontaktforsok:
    """An attempt to reach the kund (§10.4)."""

    datum: date
    lyckat: bool
    tid: datetime


@dataclass(frozen=True, slots=True)
class OgiltigFranvaro:
    """A message of invalid absence (§10.4): the first and last day it tells of, and when it was sent.

    ``dagar`` are the days of absence it names, ``forsok`` those of the contact attempts."""

    tid: datetime
    forsta_dag: date
    sista_dag: date
    dagar: tuple[date, ...] = ()
    forsok: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Forstadagskrav:
    """A certificate demanded from the first day of sickness (§10.1), until withdrawn."""

    fran: datetime
    till: datetime | None = None
