"""What a process beside the cases is: an incident, an anordnare's record, a payment month, a bulk move.

It says what is its own in a ``Processrutin``; its walk (``processforlopp``), journal, timers, doors and delivery are
shared, so that it cannot be more fragile than a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from domain.grund.granser import LastJson
from domain.grund.parter import Aktor, Roll
from domain.grund.slag import VANTAR
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import Kommando, per_verb

Processutfall = Literal["oppen", "forsenad", "uppfylld", "sen", "upphord"]


@dataclass(frozen=True, slots=True)
class Processbrev:
    """A message as a process writes it; ``part`` is which organisation or person, None for the whole role."""

    till: Roll
    part: str | None
    regel: str
    rubrik: str


BENAMNING_AV: dict[str, str] = {
    "incidentkontakt": "kontakt om incident",
    "incidentbedomning": "bedömning av incident",
    "behorighetsansokan": "ansökan om behörighet",
    "villkorsbekraftelse": "bekräftelse av villkor",
    "atgardssvar": "svar på en åtgärd",
    "betalningsforberedelse": "förberedelse av betalning",
    "betalningsattest": "attest av betalning",
    "vardeattest": "attest av beslutade värden",
}
"""What staff and operations call each kind of bevakning in a process."""


def processbenamning(slag: str) -> str:
    """The name of a kind of bevakning; one without a name is called by its ``slag``."""
    return BENAMNING_AV.get(slag, slag)


@dataclass(frozen=True, slots=True)
class Processbevakning:
    """Something a process awaits, of whom and by when.

    Attributes:
        utom: the person who may not do it, by id: whoever prepared what another is to sign. None where anyone of
            ``ansvarig`` may.
        forfaller: the instant after which it is late (UTC). For a frist that is a date: 00:00 the day after (K0.1).
        frist: that date; None where the routine counts in hours (K3.1).
    """

    nyckel: str
    slag: str
    regel: str
    ansvarig: Roll
    part: str | None
    oppnad: datetime
    forfaller: datetime
    frist: date | None
    utfall: Processutfall
    uppfylld: datetime | None = None
    utom: str | None = None

    @property
    def vantar(self) -> bool:
        """Whether it is open, in time or late."""
        return self.utfall in VANTAR


@dataclass(frozen=True, slots=True)
class Effekt:
    """Something to be carried out in the world: derived from state, as timers are, until its outcome is registered.

    ``aktivitet`` is carried out with ``argument`` as often as needed, so it must bear repetition; it answers with
    the kommando that the system then says to the process. ``nyckel`` is what it is about: of two with the same, the
    one that is no longer derived is stopped before the other begins. ``tur`` tells one such occasion from the next.
    """

    nyckel: str
    aktivitet: str
    argument: LastJson
    sammanfattning: str
    tur: str = ""


@dataclass(frozen=True, slots=True)
class Processrad:
    """How a process is listed: facts without personal data (K3.3).

    Attributes:
        status: one word of its own.
        part: the anordnare it concerns, if one does; it may then see the process.
        arende: the insats it concerns, if one does.
        rubrik: a Swedish line that says what it is.
        data: what tools show besides, as JSON.
        ensam: what only one process of the kind may be about, if that is so; the journal refuses the second.
    """

    status: str
    part: str | None
    arende: str | None
    rubrik: str
    data: LastJson = field(default_factory=dict)
    ensam: str | None = None


@dataclass(frozen=True)
class Processrutin:
    """What a kind of process is. ``lage`` below is the process's own state.

    Attributes:
        slag: the workflow's type and the kind in every table.
        tillstand: the type of ``lage``.
        regel: the krav it lives under.
        besluta: ``(lage, kommando, fall, regelverk) → händelser``, or Avvisning. Numbers of the
            regelverk that are needed later are put into the händelser.
        namn: what the ids of the kind begin with; "" for one that is called by its slag.
        borjar: the kommandon that a process of the kind begins with; none means any of them.
        borjan: the state before the first line, from the process's id; None unless it says otherwise.
        tillampa: the fold, ``(lage, händelse, tid) → lage``.
        klar: nothing remains, and the workflow ends.
        far_se: whether an actor may see the process: for an anordnare its row's ``part`` tells, for the others their
            role alone, whatever ``lage`` is.
        rad, bevakningar: what the tables show; ``klockslag`` what the clock will raise; ``brev`` who is told of a
            händelse, by the state right after it; ``effekter`` what is to be carried out in the world.
    """

    slag: str
    regel: str
    tillstand: type
    kommandon: tuple[type[Kommando], ...]
    handelser: tuple[type[Handelse], ...]
    besluta: Callable[[Any, Any, Fall, Regelverk], Iterable[Handelse]]
    tillampa: Callable[[Any, Any, datetime], Any]
    rad: Callable[[Any], Processrad]
    klar: Callable[[Any], bool]
    far_se: Callable[[Any, Aktor], bool]
    namn: str = ""
    borjar: tuple[type[Kommando], ...] = ()
    borjan: Callable[[str], Any] = lambda _process: None
    klockslag: Callable[[Any], Iterable[Klockslag]] = lambda _lage: ()
    brev: Callable[[Any, Any], Iterable[Processbrev]] = lambda _lage, _h: ()
    bevakningar: Callable[[Any], Iterable[Processbevakning]] = lambda _lage: ()
    effekter: Callable[[Any], Iterable[Effekt]] = lambda _lage: ()

    @property
    def verb(self) -> Mapping[str, type[Kommando]]:
        """Its kommandon by verb."""
        return per_verb(self.kommandon)
