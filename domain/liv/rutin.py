"""The routine put together: every chapter, and the four questions one can ask of a case.

``besluta``: what follows from a kommando. ``tillampa``: state after a händelse. ``bevakningar``: what is awaited.
``klockslag``: what the clock will raise. And ``brev``: who is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from domain.grund.parter import Roll
from domain.insats import bevakningsklocka
from domain.insats.anteckningar import Avslag, Sagt
from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Kapitel
from domain.insats.minne import arv, en_gang, harled
from domain.kapitel import alla as kapitlen
from domain.kapitel.alla import bevakningar
from domain.kapitel.ersattning.utbetalningsplan import utbetalningar
from domain.kapitel.uppdrag import aktualisering
from domain.kapitel.uppdrag.aktualisering import Aktualisera, InsatsAktualiserad
from domain.liv import avskrivning, omspelning
from domain.liv.avskrivning import InsatsSlutford
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.journal import KommandoAvvisat, Post
from domain.skeende.klockslag import I_TUR, VIKT_SLUTFORD, Klockslag
from domain.skeende.kommando import Kommando, per_verb
from domain.skeende.mening import Mening

__all__ = (
    "HANDELSER", "KAPITEL", "KOMMANDON", "besluta", "bevakningar", "brev", "klockslag", "mening", "mojliga", "tillampa",
)  # fmt: skip

KAPITEL: tuple[Kapitel, ...] = (*kapitlen.KAPITEL, avskrivning.KAPITEL, omspelning.KAPITEL)

_BESLUT = {k: f for kapitel in KAPITEL for k, f in kapitel.beslut.items()}
_FOLJDER = {h: f for kapitel in KAPITEL for h, f in kapitel.foljder.items()}
_KLOCKSLAG = [kapitel.klockslag for kapitel in KAPITEL if kapitel.klockslag]

KOMMANDON: Mapping[str, type[Kommando]] = per_verb((Aktualisera, *_BESLUT))
"""Every kommando by its verb."""

HANDELSER: tuple[type[Handelse], ...] = tuple(dict.fromkeys((InsatsAktualiserad, KommandoAvvisat, *_FOLJDER)))
"""Every händelse there is."""


def mojliga(insats: Insats, roll: Roll) -> list[str]:
    """The kommandon that a roll may say now, by the same table that the decisions are held against."""
    return [
        verb
        for verb, typ in KOMMANDON.items()
        if typ is not Aktualisera and roll in typ.roller and insats.status in typ.tillstand
    ]


def besluta(insats: Insats, kommando: Kommando, fall: Fall) -> list[Handelse]:
    """What follows from a kommando.

    Raises:
        Avvisning: it is refused, with the rule's id and a Swedish sentence; nothing has changed.
    """
    return kapitlen.besluta(insats, kommando, fall, _BESLUT)


def tillampa(insats: Insats | None, post: Post) -> Insats:
    """State after one line of the journal; the only way that state changes."""
    h = post.handelse
    if isinstance(h, InsatsAktualiserad):
        ny = aktualisering.paborja(h, post.tid)
    else:
        assert insats is not None, "the first line of a journal is insats_aktualiserad"
        ny = kapitlen.folj(insats, h, post.tid, _FOLJDER)
    hanterade = ny.hanterade
    if post.kommando:
        forsta, _, tid = hanterade.get(post.kommando, (post.nr, post.nr, post.tid))
        hanterade = {**hanterade, post.kommando: (forsta, post.nr, tid)}
    sagda = (*ny.sagda, Sagt(post.nr, post.tid, post.av, post.sagt)) if post.sagt else ny.sagda
    avvisade = ny.avvisade
    if post.kommando and isinstance(h, KommandoAvvisat):
        avvisade = {**avvisade, post.kommando: Avslag(h.regel, h.skal or h.text, h.falt)}
    ny = med(ny, nr=post.nr, senast=post.tid, hanterade=hanterade, sagda=sagda, avvisade=avvisade)
    if insats is not None:
        arv(insats, ny)
    return ny


def klockslag(insats: Insats) -> tuple[Klockslag, ...]:
    """What the clock will raise if nothing is said, soonest first; what is due already has its instant behind it."""
    return en_gang(insats, _klockslag)


def _klockslag(insats: Insats) -> tuple[Klockslag, ...]:
    if insats.slutford:
        return ()
    alla = bevakningar(insats)
    kommande = list(bevakningsklocka.klockslag(insats, alla))
    kommande += chain.from_iterable(harled(insats, f) for f in _KLOCKSLAG)
    if _ar_klar(insats, alla):
        kommande.append(Klockslag(insats.senast, VIKT_SLUTFORD, "slutford", InsatsSlutford()))
    return tuple(sorted(kommande, key=I_TUR))


def _ar_klar(insats: Insats, alla: Iterable[Bevakning]) -> bool:
    """K13.7: the end has come, nothing is awaited, and every row is paid or forfeited."""
    if insats.avslutad is None:
        return False
    if any(b.vantar(insats) for b in alla):
        return False
    return all(r.status == "utbetald" or r.forfallen for r in harled(insats, utbetalningar))


def brev(insats: Insats, post: Post) -> Iterator[Brev]:
    """Who is told of a händelse; ``insats`` is the state right after it."""
    if (foljd := _FOLJDER.get(type(post.handelse))) and foljd.brev:
        yield from foljd.brev(insats, post.handelse)


def mening(post: Post) -> Mening:
    """How the timeline tells a line of the journal."""
    h = post.handelse
    if isinstance(h, KommandoAvvisat):
        return Mening(f"Avvisat: {h.verb} – {h.text}", h.regel, "sen")
    return _FOLJDER[type(h)].mening(h)
