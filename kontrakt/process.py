"""What passes between workflow, activities and doors for a process beside the cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from domain.processer.lagring import tillstandstext
from domain.regler.regelverk import Regelverk
from domain.skeende.journal import Meddelande
from kontrakt.omfang import sagda

DELLANGD = 500_000
"""Characters in a part of a state that is read in parts. They are ASCII, and at the most doubled where they stand in
a message as text: so a part is 1 MB at the most, where Temporal takes 2 MiB in a value and 4 in a message."""


HEL = 1_000_000
"""Characters of a state, as ``DELLANGD`` counts them, that still passes whole."""


@dataclass(frozen=True, slots=True)
class Processtart:
    """What a run of a process's workflow begins with.

    Attributes:
        tillstand: ``lage_till_json`` of an earlier run; None for a new workflow, and for one whose state was too
            large to be handed over: they ask the journal.
        att_leverera: the earlier run left messages in the outbox.
        tidsskillnad: how far its clock is from the server's; rehearsals only.
        dorr: the edition of the doors, as in ``kontrakt.insats.Start``.
    """

    process: str
    tillstand: dict[str, Any] | None = None
    att_leverera: bool = False
    tidsskillnad: timedelta = timedelta()
    dorr: int = 0


@dataclass(frozen=True, slots=True)
class Processlut:
    """What a process's workflow ends with: its last status, or ``avvisad`` if it never began."""

    process: str
    status: str


@dataclass(frozen=True, slots=True)
class Processbatch:
    """Lines to write in one transaction, with the messages they are told by; see ``kontrakt.Batch``."""

    slag: str
    process: str
    efter_nr: int
    poster: tuple[dict[str, Any], ...]
    meddelanden: tuple[Meddelande, ...]
    nu: datetime | None = None

    @property
    def om(self) -> tuple[str, ...]:
        """What a failure to write it says that it is about."""
        return sagda(self.poster)


@dataclass(frozen=True, slots=True)
class Processfraga:
    """Asks for what a run rests on: the state too, unless an earlier run handed it over (``har_tillstand``)."""

    slag: str
    process: str
    har_tillstand: bool = False


@dataclass(frozen=True, slots=True)
class Tillstandsfraga:
    """Asks for a part of the state after line ``nr``, as JSON text, from the character ``fran``."""

    slag: str
    process: str
    nr: int
    fran: int


@dataclass(frozen=True, slots=True)
class Tillstandsdel:
    """A part of a state as JSON text, and whether it is the last. What a journal gives at a line never changes."""

    text: str
    sist: bool


@dataclass(frozen=True, slots=True)
class Processforutsattningar:
    """What a run rests on: the rules in force, and the state that the journal gives.

    A process that has come to its end and is spoken to again has one; so has one whose workflow was lost.

    Attributes:
        journal: the lines themselves, as the histories of earlier builds have them; empty since.
        tillstand: ``lage_till_json``; None where there is no journal, or no need, or too much for one message.
        i_delar: the journal's last number, where the state is too large and is to be asked for in parts.
        svar: see ``kontrakt.insats.Journalkvitto``.
    """

    regelverk: Regelverk
    journal: tuple[dict[str, Any], ...] = ()
    tillstand: dict[str, Any] | None = None
    i_delar: int | None = None
    svar: Literal["processforutsattningar"] = "processforutsattningar"


def tillstandsdel(tillstand: Mapping[str, Any], fran: int) -> Tillstandsdel:
    """The part of a state that begins at a character of its text."""
    text = tillstandstext(tillstand)
    return Tillstandsdel(text[fran : fran + DELLANGD], fran + DELLANGD >= len(text))


def ar_for_stort(tillstand: Mapping[str, Any]) -> bool:
    """Whether a state is too large to pass whole, between runs or from the journal."""
    return len(tillstandstext(tillstand)) > HEL
