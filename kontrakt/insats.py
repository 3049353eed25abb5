"""What passes between the rooms: names, and the shapes that workflow, activities and doors exchange.

Kept here, below them all, so that no room imports its neighbour for the sake of a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from domain.grund.beteckning import OKAND_KUND
from domain.insats.anteckningar import Avslag
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.samtidiga import Kundarende
from domain.register.auktorisation import Auktorisation
from domain.regler.regelverk import Regelverk
from domain.skeende.journal import Meddelande
from kontrakt import omfang, overlamning
from kontrakt.omfang import sagda, som_ryms, storlek
from kontrakt.overlamning import Overlamning
from kontrakt.spridning import INGEN, Spridning


@dataclass(frozen=True, slots=True)
class Start:
    """What a run of the workflow begins with.

    ``lage`` is None for a new case, whose first kommando then follows, and for one that has completed and is said
    something to, which reads its journal; else the state that an earlier run hands over. ``insats`` is that state in
    the form that earlier code gave it. ``att_leverera`` says that it left messages in the outbox. ``tidsskillnad`` is
    how far the case's clock is from the server's: nothing in operations; a rehearsal plays 2024 on a server whose time
    cannot be set back. ``dorr`` is the edition of the doors (``domain.insats.kapitel``); a run from before there were
    any says none. ``spridning``: the spans that the run before had been told of. ``i_journalen``: the line that state
    stood at, where it was too large to be handed over, and is to be asked of the journal.
    """

    arende: str
    insats: Insats | None = None
    att_leverera: bool = False
    tidsskillnad: timedelta = timedelta()
    dorr: int = 0
    lage: Overlamning | None = None
    spridning: Spridning = INGEN
    i_journalen: int | None = None

    @classmethod
    def med(cls, insats: Insats, **hur: Any) -> Start:
        """A run that goes on from a state, however large; ``hur`` are the other fields."""
        o = overlamning.packa(insats)
        if overlamning.ryms(o):
            return cls(insats.arende, lage=o, **hur)
        return cls(insats.arende, i_journalen=insats.nr, **hur)

    def tillstand(self) -> Insats | None:
        """The state that was handed over, if any."""
        return overlamning.las(self.lage) if self.lage else self.insats


@dataclass(frozen=True, slots=True)
class Slut:
    """What a workflow ends with: the last status and form, or ``avvisad`` for a case that never began."""

    arende: str
    status: str
    avslutsform: str | None = None


@dataclass(frozen=True, slots=True)
class Forfragan:
    """Asks for what day 1 rests on; ``foregaende`` is the case that the new one follows on."""

    anordnare: str
    kundval: str
    dag: date
    arende: str = ""
    kund: str = OKAND_KUND
    foregaende: str | None = None

    @property
    def om(self) -> tuple[str, ...]:
        """What a failure to answer it says that it is about: as ``besvaras_av``, never the day."""
        return self.anordnare, self.kundval, self.arende, self.kund, self.foregaende or ""

    def besvaras_av(self, svar: Forutsattningar) -> bool:
        """Whether it is an answer to this, and not to what a forgotten task asked (decision 12). The day is not asked
        for: whoever reads the history may have another."""
        return svar.fraga is None or replace(svar.fraga, dag=self.dag) == self


@dataclass(frozen=True, slots=True)
class Forutsattningar:
    """What day 1 rests on: the rules in force, the anordnare's auktorisation that covers the day, if any, and the
    kund's other cases under way (K6.1).

    ``regler`` are the rules as ``overlamning`` writes them; ``regelverk`` is how earlier code answered. ``fraga``: what
    it answers; earlier code did not say. ``svar``: see ``Journalkvitto``.
    """

    regelverk: Regelverk | None
    auktorisation: Auktorisation | None
    pagaende: tuple[Kundarende, ...] = ()
    regler: str | None = None
    fraga: Forfragan | None = None
    svar: Literal["forutsattningar"] = "forutsattningar"

    def reglerna(self) -> Regelverk:
        """The rules in force."""
        regelverk = overlamning.las_regler(self.regler) if self.regler else self.regelverk
        assert regelverk is not None
        return regelverk


@dataclass(frozen=True, slots=True)
class Lasning:
    """Asks for a case's state."""

    arende: str


@dataclass(frozen=True, slots=True)
class Lage:
    """State as the journal gives it; None if there is no such case.

    ``i_delar``: the journal's last number, where the state is too large to pass whole, and is to be asked for in parts.
    ``svar``: see ``Journalkvitto``.
    """

    insats: Insats | None
    i_delar: int | None = None
    svar: Literal["lage"] = "lage"


@dataclass(frozen=True, slots=True)
class Delfraga:
    """Asks for a part of a case's state after line ``nr``, from the character ``fran``."""

    arende: str
    nr: int
    fran: int


@dataclass(frozen=True, slots=True)
class Del:
    """A part of a state as text, and whether it is the last. What a journal gives at a line never changes."""

    text: str
    sist: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Journal lines to write in one transaction, with the messages they are told by.

    ``efter_nr`` is the last number the writer knows of; ``poster`` are ``lagring.post_till_json``; ``nu`` is the
    instant that they were decided at, which comes back with the answer.
    """

    arende: str
    efter_nr: int
    poster: tuple[dict[str, Any], ...]
    meddelanden: tuple[Meddelande, ...]
    nu: datetime | None = None

    @property
    def om(self) -> tuple[str, ...]:
        """What a failure to write it says that it is about."""
        return sagda(self.poster)


@dataclass(frozen=True, slots=True)
class Journalkvitto:
    """The journal's answer.

    ``okanda`` is empty when the batch was written; ``att_leverera`` then says whether it left e-mail to send.
    Otherwise nothing was written: the journal already holds these lines after ``efter_nr``, and the writer takes them
    in before it decides anew. So a line that was committed just before its writer was killed is neither lost nor
    doubled. ``avslag`` says why a case may not begin after all, whose kund has got another since it was decided (K6.1).
    ``spridning`` is told with what is written, so that what it is set to reaches every case, and stands in its history.
    ``skrivna`` are the lines that were written. What a writer decided when they were need not be what its history,
    played anew, decides: the server may have lost a task and given it again at another instant. The lines are what has
    happened, and state is theirs. None: they do not pass in one message, or earlier code answered. So with ``nu``, the
    instant that the writer had: what it decides next it decides at that one, or a frist between the two would be raised
    in the one reading and not in the other. ``mer``: of ``okanda`` there are more than pass in one message.
    ``om``: with ``avslag``, the kommandon that were to be written of, by id; earlier code did not say. ``svar``: what
    kind of answer it is. All else may be left out here, so any other answer would be read as one that says "written";
    each of those therefore bears a word of its own, which this one does not take.
    """

    okanda: tuple[dict[str, Any], ...] = ()
    att_leverera: bool = False
    avslag: Avslag | None = None
    spridning: Spridning | None = None
    skrivna: tuple[dict[str, Any], ...] | None = None
    nu: datetime | None = None
    mer: bool = False
    om: tuple[str, ...] | None = None
    svar: Literal["journal"] = "journal"

    @classmethod
    def med_okanda(cls, rader: Sequence[dict[str, Any]], *, att_leverera: bool) -> Journalkvitto:
        """The answer to a writer that is behind: of the lines as many, from the first on, as one message holds.

        It takes them in and asks again, and is told the next.
        """
        forsta = som_ryms(rader)
        return cls(tuple(forsta), att_leverera, mer=len(forsta) < len(rader))

    def med_skrivna(self, rader: Sequence[dict[str, Any]], nu: datetime | None = None) -> Journalkvitto:
        """The same answer, with the lines that it is about if they were written and pass in one message, and the
        instant that they were decided at."""
        skrevs = not self.okanda and self.avslag is None
        ryms = skrevs and sum(map(storlek, rader)) <= omfang.SOM_RYMS
        return replace(self, skrivna=tuple(rader) if ryms else None, nu=nu, om=sagda(rader) if self.avslag else None)

    def ar_svar_pa(self, efter_nr: int, rader: Sequence[dict[str, Any]]) -> bool:
        """Whether it is an answer to who asks to have these lines written, and not to what a forgotten task asked
        (decision 12): a refusal of them, or lines that the asker, who knows of those up to ``efter_nr``, can take in.
        Their instants are not asked for: whoever reads the history may have others."""
        if self.avslag is not None:
            return self.om in (None, sagda(rader))
        annat = self.okanda or self.skrivna
        return not annat or any(rad["nr"] == efter_nr + 1 for rad in annat)

    def annat_an(self, efter_nr: int, rader: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
        """The lines that the journal holds after ``efter_nr``, if they are not the ones that the writer asked to have
        written: it takes them in, once, and decides anew."""
        lika = self.okanda or self.skrivna is None or list(self.skrivna) == list(rader)
        return tuple(rad for rad in (self.okanda if lika else self.skrivna or ()) if rad["nr"] > efter_nr)


@dataclass(frozen=True, slots=True)
class Leverans:
    """Asks for delivery of what lies in the outbox of a case."""

    arende: str


@dataclass(frozen=True, slots=True)
class Kvitto:
    """The receipt for a kommando: the journal numbers it got, and its registration instant."""

    arende: str
    kommando: str
    fran_nr: int
    till_nr: int
    tid: datetime
