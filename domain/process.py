"""A process beside the cases – an incident, an anordnare's record, a payment month – and how it walks.

The same walk as an insats takes (``forlopp``), for what is smaller: a kommando is decided, what the clock raises
follows, each line is folded and told of. A process says what is its own in a ``Processrutin``; journal, timers, doors
and delivery are shared, so that it cannot be more fragile than a case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from domain.avvisning import Avvisning
from domain.journal import Meddelande, Post
from domain.kapitel import Fall, Handelse, Klockslag, Kommando, per_verb, prova_texter
from domain.kommando import Inkommet
from domain.parter import BENAMNING, SYSTEMET, Aktor, Roll
from domain.regelverk import Regelverk

_HOGST = 10_000
"""More lines than any clock can raise at once; past it a rule contradicts itself and would never settle."""

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
    "betalningsforberedelse": "förberedelse av betalning",
    "betalningsattest": "attest av betalning",
}
"""What staff and operations call each kind of bevakning in a process."""


def benamning(slag: str) -> str:
    """The name of a kind of bevakning; one without a name is called by its ``slag``."""
    return BENAMNING_AV.get(slag, slag)


@dataclass(frozen=True, slots=True)
class Processbevakning:
    """Something a process awaits, of whom and by when.

    Attributes:
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


@dataclass(frozen=True, slots=True)
class Effekt:
    """Something to be carried out in the world: derived from state, as timers are, until its outcome is registered.

    ``aktivitet`` is carried out with ``argument`` as often as needed, so it must bear repetition; it answers with
    the kommando that the system then says to the process. ``nyckel`` is what it is about: of two with the same, the
    one that is no longer derived is stopped before the other begins. ``tur`` tells one such occasion from the next.
    """

    nyckel: str
    aktivitet: str
    argument: Mapping[str, Any]
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
    """

    status: str
    part: str | None
    arende: str | None
    rubrik: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Processrutin:
    """What a kind of process is. ``lage`` below is the process's own state.

    Attributes:
        slag: the workflow's type and the kind in every table.
        tillstand: the type of ``lage``.
        regel: the krav it lives under.
        besluta: ``(lage, kommando, fall, regelverk) → händelser``, or Avvisning. Numbers of the
            regelverk that are needed later are put into the händelser.
        borjan: the state before the first line, from the process's id; None unless it says otherwise.
        tillampa: the fold, ``(lage, händelse, tid) → lage``.
        klar: nothing remains, and the workflow ends.
        far_se: whether an actor may see the process.
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
    borjan: Callable[[str], Any] = lambda _process: None
    klockslag: Callable[[Any], Iterable[Klockslag]] = lambda _lage: ()
    brev: Callable[[Any, Any], Iterable[Processbrev]] = lambda _lage, _h: ()
    bevakningar: Callable[[Any], Iterable[Processbevakning]] = lambda _lage: ()
    effekter: Callable[[Any], Iterable[Effekt]] = lambda _lage: ()

    @property
    def verb(self) -> Mapping[str, type[Kommando]]:
        """Its kommandon by verb."""
        return per_verb(self.kommandon)


@dataclass(frozen=True, slots=True)
class Processlage:
    """A process: its own state (``lage``) and what every journal keeps.

    ``hanterade`` is each handled kommando's first and last line and instant: the same id again is the same kommando.
    """

    process: str
    nr: int
    senast: datetime
    lage: Any
    hanterade: Mapping[str, tuple[int, int, datetime]]


@dataclass(frozen=True, slots=True)
class Processteg:
    """What one step brought: the state after it, and the journal lines and messages it added."""

    efter: Processlage | None
    poster: tuple[Post, ...] = ()
    meddelanden: tuple[Meddelande, ...] = ()

    def __add__(self, nasta: Processteg) -> Processteg:
        return Processteg(nasta.efter, self.poster + nasta.poster, self.meddelanden + nasta.meddelanden)


def utfor(
    rutin: Processrutin, process: str, p: Processlage | None, inkommet: Inkommet, regelverk: Regelverk, nu: datetime
) -> Processteg:
    """Decide one kommando at its registration instant; the first one begins the process.

    Raises:
        Avvisning: it is refused and nothing has happened.
    """
    k, av = inkommet.kommando, inkommet.av
    if av.roll not in k.roller:
        vem = " eller ".join(BENAMNING[r] for r in k.roller)
        raise Avvisning(k.regel, f"det här gör {vem}, inte {BENAMNING[av.roll]}", "av")
    prova_texter(k)
    handelser = rutin.besluta(p.lage if p else rutin.borjan(process), k, Fall(nu, av), regelverk)
    return _skriv(rutin, process, p, list(handelser), nu, av, inkommet)


def lat_ga(rutin: Processrutin, p: Processlage, till: datetime) -> Processteg:
    """Let the clock go to ``till``: everything it raises by then, one thing at a time, in order."""
    steg = Processteg(p)
    for _ in range(_HOGST):
        assert steg.efter is not None
        kommande = klockslag(rutin, steg.efter)
        if not kommande or kommande[0].nar > till:
            return steg
        tid = max(kommande[0].nar, steg.efter.senast)
        steg += _skriv(rutin, p.process, steg.efter, [kommande[0].handelse], tid, SYSTEMET, None)
    raise AssertionError(f"the clock never settles: {kommande[0]}")


def klockslag(rutin: Processrutin, p: Processlage) -> list[Klockslag]:
    """What the clock will raise if nothing is said, soonest first, one a key."""
    nasta: dict[str, Klockslag] = {}
    for k in sorted(rutin.klockslag(p.lage)):
        nasta.setdefault(k.nyckel, k)
    return list(nasta.values())


def tillampa(rutin: Processrutin, process: str, p: Processlage | None, post: Post) -> Processlage:
    """State after one line of the journal; the only way that state changes."""
    efter = vik(rutin, process, (post,), p)
    assert efter is not None
    return efter


def vik(
    rutin: Processrutin, process: str, poster: Iterable[Post], fran: Processlage | None = None
) -> Processlage | None:
    """State as the fold of journal lines, from nothing or from an earlier state; ``fran`` itself if there are none."""
    lage = fran.lage if fran else rutin.borjan(process)
    hanterade = dict(fran.hanterade) if fran else {}  # copied once, however many the lines are
    post: Post | None = None
    for post in poster:
        lage = rutin.tillampa(lage, post.handelse, post.tid)
        if post.kommando:
            forsta, _, tid = hanterade.get(post.kommando, (post.nr, post.nr, post.tid))
            hanterade[post.kommando] = (forsta, post.nr, tid)
    return Processlage(process, post.nr, post.tid, lage, hanterade) if post else fran


def _skriv(
    rutin: Processrutin,
    process: str,
    p: Processlage | None,
    handelser: Sequence[Handelse],
    tid: datetime,
    av: Aktor,
    inkommet: Inkommet | None,
) -> Processteg:
    poster: list[Post] = []
    meddelanden: list[Meddelande] = []
    for nr, h in enumerate(handelser, start=p.nr + 1 if p else 1):
        post = Post(nr, tid, av, inkommet.id if inkommet else None, inkommet.dokument if inkommet else None, h)
        p = tillampa(rutin, process, p, post)
        poster.append(post)
        for ordning, b in enumerate(rutin.brev(p.lage, h)):
            meddelanden.append(Meddelande(nr, ordning, tid, b.till, b.part, b.regel, b.rubrik))
    return Processteg(p, tuple(poster), tuple(meddelanden))
