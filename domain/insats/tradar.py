"""What the parties say to each other, as far as it is kept: a question, an anmälan, a förslag (K4.6), a call (K7.7),
a wish of the kund's (K13.9), leave that is consented to (K9.3), an end that is proposed or asked about (K13.2, K13.10),
a judgement made together (K9.5), a shortcoming (K13.6).

Of a thread: who it is between and how many messages there are. The words are in the document store, and the subjects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from domain.grund.parter import Roll
from domain.grund.slag import Form


@dataclass(frozen=True, slots=True)
class Fraga:
    """A question asked as such: in which message, by whom and of whom; ``svar_inom`` is the number of arbetsdagar that
    the rules gave when it was asked, 0 for none."""

    nummer: int
    tid: datetime
    av: Roll
    till: Roll
    svar_inom: int
    besvarad: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trad:
    """A thread. ``mellan`` are the roles that read it and write in it; ``intern`` a note of one organisation's own."""

    mellan: tuple[Roll, ...]
    intern: bool = False
    meddelanden: int = 1
    fragor: tuple[Fraga, ...] = ()
    stangd: datetime | None = None

    def obesvarade(self) -> tuple[Fraga, ...]:
        """The questions that nobody has answered."""
        return tuple(f for f in self.fragor if f.besvarad is None)

    def besvarad_av(self, roll: Roll, tid: datetime) -> Trad:
        """With every question of a role answered: whoever was asked has written."""
        fragor = (replace(f, besvarad=tid) if f.till is roll and f.besvarad is None else f for f in self.fragor)
        return replace(self, fragor=tuple(fragor))


@dataclass(frozen=True, slots=True)
class Anmalan:
    """Something the anordnare has brought to the KV, and when it was answered (§4, §8.4); ``svar_inom`` is the number
    of arbetsdagar that the rules gave when it was made, 0 for none (K4.6)."""

    tid: datetime
    arende: str
    besvarad: datetime | None = None
    svar_inom: int = 0


Onskemalssvar = Literal["foljt", "avslag", "aterkallat"]
"""What came of a kund's wish: what it asks for, a refusal, or that the kund took it back (K13.9)."""


@dataclass(frozen=True, slots=True)
class Onskemal:
    """A wish of the kund's own (K13.9), and the day it was said; ``svar_inom`` is as that of ``Anmalan``.

    ``foljs``: it must be followed. ``samtal``: the day of the talk that it has been put off to, at ``skjutet``.
    ``av``: who registered it, and ``hur`` it was answered; None in state from before that was kept.
    ``aven_anordnaren``: the anordnare has registered the same for the kund, without knowing that it waited."""

    tid: datetime
    sort: str
    sagt: date
    svar_inom: int = 0
    foljs: bool = False
    besvarad: datetime | None = None
    samtal: date | None = None
    skjutet: datetime | None = None
    av: Roll | None = None
    hur: Onskemalssvar | None = None
    aven_anordnaren: bool = False

    @property
    def kant_av_anordnaren(self) -> bool:
        """Whether the anordnare knows of it, since it has registered it itself (K13.9)."""
        return self.av is Roll.ANORDNARE or self.aven_anordnaren


@dataclass(frozen=True, slots=True)
class Forslag:
    """Something the anordnare has proposed; ``besvarad`` when it was decided or refused, and by whom it is.

    ``namn`` tells it from the case's others, and ``svar_inom`` is as that of ``Anmalan`` (K4.6)."""

    tid: datetime
    avslutsdatum: date | None = None
    namn: str = ""
    till: Roll = Roll.KARRIARVAGLEDARE
    svar_inom: int = 0
    besvarad: datetime | None = None


@dataclass(frozen=True, slots=True)
class MedgivenLedighet:
    """Leave outside the breaks that the KV has consented to, from a day to a day, both included (K9.3)."""

    tid: datetime
    fran: date
    till: date


@dataclass(frozen=True, slots=True)
class Moteskallelse:
    """A follow-up meeting that the parties are called to: the day of it and its form, and when that was said (K7.7)."""

    tid: datetime
    datum: date
    form: str


@dataclass(frozen=True, slots=True)
class Uppstartsutfall:
    """What came of the first meeting on a day: ``hallet``, or the kund did not come; and when that was said (K7.1)."""

    tid: datetime
    datum: date
    hallet: bool


@dataclass(frozen=True, slots=True)
class Avslutsforslag:
    """An end that waits for the arbetsledare (K13.2): by whom it is proposed, and what would be decided."""

    tid: datetime
    av: str
    orsak: str
    avslutsdatum: date
    form: Form
    samtal_datum: date | None
    mal_uppnatt: bool
    orsak_dold: bool = False
    natt_mal: str | None = None
    steg_till: str | None = None
    forsorjning: str | None = None


@dataclass(frozen=True, slots=True)
class Attestfraga:
    """What the karriärvägledare has proposed for the arbetsledare to decide (K13.2, K13.7), as it is awaited.

    ``namn`` tells it from the case's others, and ``svar_inom`` is as that of ``Anmalan``. ``galler`` is the bevakning
    that would be written off, None where it is an end or a correction. ``forfallen``: it was taken back, or another
    took its place, before it was decided.
    """

    namn: str
    tid: datetime
    svar_inom: int = 0
    galler: str | None = None
    besvarad: datetime | None = None
    forfallen: bool = False

    @property
    def vantar(self) -> bool:
        """Whether it is neither decided nor gone."""
        return self.besvarad is None and not self.forfallen


Attestfragor = tuple[Attestfraga, ...]


def besvarade_attester(fragor: Attestfragor, tid: datetime, galler: str | None = None) -> Attestfragor:
    """With what waits, of that bevakning or of none, decided."""
    return tuple(replace(f, besvarad=tid) if f.vantar and f.galler == galler else f for f in fragor)


def forfallna_attester(fragor: Attestfragor, galler: str | None = None) -> Attestfragor:
    """With what waits, of that bevakning or of none, gone undecided."""
    return tuple(replace(f, forfallen=True) if f.vantar and f.galler == galler else f for f in fragor)


@dataclass(frozen=True, slots=True)
class Avslutsanledning:
    """What puts the question whether the insats is to end, from which day, and when it became known (K13.10)."""

    tid: datetime
    sort: str
    datum: date


@dataclass(frozen=True, slots=True)
class Helhetsbedomning:
    """The common judgement of a month (§9.1): when and by whom it was registered, and when the other confirmed it."""

    tid: datetime
    av: str | None
    bekraftad: datetime | None = None


@dataclass(frozen=True, slots=True)
class Brist:
    """A shortcoming of the anordnare's on its record (§13.5), and the journal line that put it there."""

    tid: datetime
    sort: str
    avser: str | None
    nr: int | None = None
