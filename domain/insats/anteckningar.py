"""What is noted of a case beside its facts: what was said and refused, what the clock has raised, what was paid.

A correction changes facts; what stands here has happened (K0.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.grund.granser import Json, LastJson
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import Anordnarval
from domain.tid.manad import Manad


@dataclass(frozen=True, slots=True)
class Beslutsgrund:
    """What the decision of day 1 rests on (§5.3, K5.6), as it was said or has been put right.

    ``alder`` is in years on the day of the decision, ``arbetsformaga`` in percent, None when unclear. ``regel`` is the
    krav that lets it through, ``motiverad`` that the decision gave a reason; ``ej_beviljad`` the krav under which the
    insats would not have been granted on these facts, None where it would. ``kartlagd`` is the day of the
    karriärvägledare's kartläggning with the kund (K5.2), ``anordnarval`` whose choice the anordnare was (K5.4); each
    None where it was not told.
    """

    malgrupp: str
    alder: int | None
    arbetsformaga: int | None
    utan_sysselsattning: bool
    etablering: str | None
    behov_av_sfi: bool
    regel: str
    motiverad: bool = False
    ej_beviljad: str | None = None
    kartlagd: date | None = None
    anordnarval: Anordnarval | None = None


@dataclass(frozen=True, slots=True)
class Sagt:
    """A kommando that was taken: its first journal number, registration instant, who said it, and what, as JSON."""

    nr: int
    tid: datetime
    av: Aktor
    kommando: LastJson


@dataclass(frozen=True, slots=True)
class Avslag:
    """Why something said was refused."""

    regel: str
    text: str
    falt: str | None


@dataclass(frozen=True, slots=True)
class Oppnad:
    """A bevakning as it was when it opened; what is needed to tell of it if it falls away."""

    tid: datetime
    slag: str
    avser: str | None
    regel: str
    ansvarig: Roll
    frist: date


@dataclass(frozen=True, slots=True)
class Passerad:
    """A frist of a bevakning's that has passed, and when that was raised: later, if it was registered late (K0.6)."""

    tid: datetime
    frist: date


@dataclass(frozen=True, slots=True)
class Upphord:
    """A bevakning whose ground fell away: when, and why in Swedish."""

    tid: datetime
    skal: str


@dataclass(frozen=True, slots=True)
class Avskrivning:
    """A bevakning that has been written off: by which line, whether it was the anordnare's to complete (K0.9), and
    whether the arbetsledare has decided it (K13.7)."""

    nr: int
    aterremitterad: bool = False
    attesterad: bool = False


@dataclass(frozen=True, slots=True)
class Avskrivningsforslag:
    """A write-off that costs pay, as the karriärvägledare ``av`` has proposed it (K13.7)."""

    nr: int
    tid: datetime
    av: str


@dataclass(frozen=True, slots=True)
class Utbetald:
    """A payment as it was decided; never changed afterwards (K0.7)."""

    tid: datetime
    dagar: int
    belopp: Decimal
    utbetalningsmanad: Manad
    forklaring: str


@dataclass(frozen=True, slots=True)
class Rattelseforslag:
    """A correction of an end that waits for the arbetsledare (K13.2): who has said it, of which line, and what the line
    said and is to say (None: it is struck)."""

    tid: datetime
    av: str
    nr: int
    vad: str
    fore: Json
    efter: Json | None
