"""How a process beside the cases walks: a kommando is decided, what the clock raises follows, each line is folded and
told of.

The same walk as an insats takes (``forlopp``), for what is smaller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.grund.avvisning import finns
from domain.grund.granser import Json
from domain.grund.parter import SYSTEMET, Aktor, Roll
from domain.processer.process import Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import DORR_SAGT_TILL_PROCESS, DORRUTGAVA, Fall, Handelse
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import prova_avsandare, prova_texter

_HOGST = 10_000
"""More lines than any clock can raise at once; past it a rule contradicts itself and would never settle."""


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
    rutin: Processrutin, process: str, p: Processlage | None, inkommet: Inkommet, regelverk: Regelverk, nu: datetime,
    dorr: int = DORRUTGAVA,
) -> Processteg:  # fmt: skip
    """Decide one kommando at its registration instant; the first one begins the process. ``dorr``: see ``Fall``.

    Raises:
        Avvisning: it is refused and nothing has happened.
    """
    k, av = inkommet.kommando, inkommet.av
    prova_avsandare(type(k), av)
    prova_texter(k)
    handelser = rutin.besluta(p.lage if p else rutin.borjan(process), k, Fall(nu, av, dorr=dorr), regelverk)
    egna = av.roll is Roll.SYSTEM or dorr < DORR_SAGT_TILL_PROCESS  # what an effect came to stands in the händelse
    sagt = None if egna else k.model_dump(mode="json", exclude_none=True)
    return _skriv(rutin, process, p, list(handelser), nu, av, inkommet, sagt)


def lat_ga(rutin: Processrutin, p: Processlage, till: datetime) -> Processteg:
    """Let the clock go to ``till``: everything it raises by then, one thing at a time, in order."""
    steg = Processteg(p)
    for _ in range(_HOGST):
        assert steg.efter is not None, "the clock is asked of what has begun"
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
    return finns(vik(rutin, process, (post,), p), "a line gives a state")


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
    sagt: Json | None = None,
) -> Processteg:
    poster: list[Post] = []
    meddelanden: list[Meddelande] = []
    for nr, h in enumerate(handelser, start=p.nr + 1 if p else 1):
        id_, dokument = (inkommet.id, inkommet.dokument) if inkommet else (None, None)
        post = Post(nr, tid, av, id_, dokument, h, sagt if not poster else None)
        p = tillampa(rutin, process, p, post)
        poster.append(post)
        for ordning, b in enumerate(rutin.brev(p.lage, h)):
            meddelanden.append(Meddelande(nr, ordning, tid, b.till, b.part, b.regel, b.rubrik))
    return Processteg(p, tuple(poster), tuple(meddelanden))
