"""The routine put together: every chapter, and the four questions one can ask of a case.

``besluta``: what follows from a kommando. ``tillampa``: state after a händelse. ``bevakningar``: what is awaited.
``klockslag``: what the clock will raise. And ``brev``: who is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain

from domain import (
    aktualisering,
    anmalan,
    auktoriserad,
    avskrivning,
    avslut,
    avslutsfraga,
    avvikelse,
    bevakningsklocka,
    brist,
    ersattning,
    forlangning,
    forslag,
    franvaro,
    genomforandeplan,
    handlaggning,
    kontakt,
    ledighet,
    manadsrapport,
    ogiltig_franvaro,
    ombemanning,
    ratta,
    regelverksutgava,
    sjukfranvaro,
    slutrapport,
    uppfoljning,
    uppstart,
)
from domain.aktualisering import Aktualisera, InsatsAktualiserad
from domain.avskrivning import InsatsSlutford
from domain.avvisning import Avvisning
from domain.bevakning import Bevakning
from domain.insats import Insats, med
from domain.journal import KommandoAvvisat, Post
from domain.kapitel import I_TUR, VIKT_SLUTFORD, Brev, Fall, Handelse, Kapitel, Klockslag, Kommando, prova_texter
from domain.minne import arv, en_gang, harled
from domain.parter import BENAMNING, Roll
from domain.uppgifter import Avslag, Sagt
from domain.utbetalning import utbetalningar

KAPITEL: tuple[Kapitel, ...] = (
    bevakningsklocka.KAPITEL,
    aktualisering.KAPITEL,
    auktoriserad.KAPITEL,
    uppstart.KAPITEL,
    ombemanning.KAPITEL,
    handlaggning.KAPITEL,
    kontakt.KAPITEL,
    genomforandeplan.KAPITEL,
    uppfoljning.KAPITEL,
    manadsrapport.KAPITEL,
    anmalan.KAPITEL,
    avvikelse.KAPITEL,
    franvaro.KAPITEL,
    sjukfranvaro.KAPITEL,
    ogiltig_franvaro.KAPITEL,
    ledighet.KAPITEL,
    forlangning.KAPITEL,
    slutrapport.KAPITEL,
    avslut.KAPITEL,
    avslutsfraga.KAPITEL,
    forslag.KAPITEL,
    brist.KAPITEL,
    ersattning.KAPITEL,
    avskrivning.KAPITEL,
    regelverksutgava.KAPITEL,
    ratta.KAPITEL,
)

_BESLUT = {k: f for kapitel in KAPITEL for k, f in kapitel.beslut.items()}
_FOLJDER = {h: f for kapitel in KAPITEL for h, f in kapitel.foljder.items()}
_BREV = {h: f for kapitel in KAPITEL for h, f in kapitel.brev.items()}
_TYSTA = [h for kapitel in KAPITEL for h in kapitel.tysta]

_TYPER: tuple[type[Kommando], ...] = (Aktualisera, *_BESLUT)

KOMMANDON: Mapping[str, type[Kommando]] = {str(k.model_fields["kommando"].default): k for k in _TYPER}
"""Every kommando by its verb."""

HANDELSER: tuple[type[Handelse], ...] = (
    InsatsAktualiserad,
    KommandoAvvisat,
    *dict.fromkeys((*_FOLJDER, *_BREV, *_TYSTA)),
)
"""Every händelse there is."""


def prova_behorighet(insats: Insats, kommando: Kommando, fall: Fall) -> None:
    """The table of capabilities: roll × kommando × state, and whose case it is.

    Raises:
        Avvisning: under the kommando's own krav.
    """
    typ, av = type(kommando), fall.av
    if av.roll not in typ.roller:
        vem = " eller ".join(BENAMNING[r] for r in typ.roller)
        raise Avvisning(typ.regel, f"det här gör {vem}, inte {BENAMNING[av.roll]}", "av")
    if av.roll is Roll.ANORDNARE and av.organisation != insats.anordnare:
        raise Avvisning(typ.regel, "ärendet ligger hos en annan anordnare", "av")
    if insats.status not in typ.tillstand:
        raise Avvisning(typ.regel, f"kan inte göras när insatsen är {_STATUS[insats.status]}", "kommando")


_STATUS = {
    "aktualiserad": "aktualiserad men inte bemannad",
    "bemannad": "bemannad men utan uppdrag",
    "pagar": "pågående",
    "avslutad": "avslutad",
    "slutford": "slutförd",
}


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
    if isinstance(kommando, Aktualisera):
        raise Avvisning("K6.1", f"ärendet {insats.arende} är redan aktualiserat", "kommando")
    prova_behorighet(insats, kommando, fall)
    prova_texter(kommando)
    return list(_BESLUT[type(kommando)](insats, kommando, fall))


def tillampa(insats: Insats | None, post: Post) -> Insats:
    """State after one line of the journal; the only way that state changes."""
    h = post.handelse
    if isinstance(h, InsatsAktualiserad):
        ny = aktualisering.paborja(h, post.tid)
    else:
        assert insats is not None, "the first line of a journal is insats_aktualiserad"
        ny = folj(insats, h, post.tid)
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


def folj(insats: Insats, h: Handelse, tid: datetime) -> Insats:
    """What a händelse changes by its chapter; a händelse that changes nothing stands in the journal only."""
    vik = _FOLJDER.get(type(h))
    return vik(insats, h, tid) if vik else insats


def bevakningar(insats: Insats) -> tuple[Bevakning, ...]:
    """Everything that is, was or will be awaited, in the routine's order."""
    return en_gang(insats, _bevakningar)


def klockslag(insats: Insats) -> tuple[Klockslag, ...]:
    """What the clock will raise if nothing is said, soonest first; what is due already has its instant behind it."""
    return en_gang(insats, _klockslag)


def _bevakningar(insats: Insats) -> tuple[Bevakning, ...]:
    return tuple(chain.from_iterable(harled(insats, k.bevakningar) for k in KAPITEL if k.bevakningar))


def _klockslag(insats: Insats) -> tuple[Klockslag, ...]:
    if insats.slutford:
        return ()
    alla = bevakningar(insats)
    kommande = list(bevakningsklocka.klockslag(insats, alla))
    kommande += chain.from_iterable(harled(insats, k.klockslag) for k in KAPITEL if k.klockslag)
    if _ar_klar(insats, alla):
        kommande.append(Klockslag(insats.senast, VIKT_SLUTFORD, "slutford", InsatsSlutford()))
    return tuple(sorted(kommande, key=I_TUR))


def _ar_klar(insats: Insats, alla: Iterable[Bevakning]) -> bool:
    """K13.7: the end has come, nothing is awaited, and every row is paid or forfeited."""
    if insats.avslutad is None:
        return False
    if any(b.utfall(insats) in ("oppen", "forsenad") for b in alla):
        return False
    return all(r.status == "utbetald" or r.forfallen for r in harled(insats, utbetalningar))


def brev(insats: Insats, post: Post) -> Iterator[Brev]:
    """Who is told of a händelse; ``insats`` is the state right after it."""
    if skriv := _BREV.get(type(post.handelse)):
        yield from skriv(insats, post.handelse)
