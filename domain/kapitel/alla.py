"""The chapters of a life put together: all that is said of an insats, but for what is said of what was said.

Correction decides all of it again, and a write-off asks for all that is awaited; so those two stand above this, and
``rutin`` puts them with the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import BENAMNING, Roll
from domain.insats import bevakningsklocka
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag
from domain.insats.insats import Insats
from domain.insats.kapitel import Beslut, Foljd, Kapitel
from domain.insats.minne import en_gang, harled
from domain.kapitel.dialog import anmalan, avvikelse, brist, forslag
from domain.kapitel.ersattning import betalning
from domain.kapitel.franvaro import franvaro, ledighet, ogiltig, sjukdom
from domain.kapitel.inlamning import genomforandeplan, manadsrapport, slutrapport
from domain.kapitel.kontakt import uppfoljning, veckokontakt
from domain.kapitel.omvarld import auktorisation, nya_regler
from domain.kapitel.slut import avslut, avslutsfraga, forlangning
from domain.kapitel.uppdrag import aktualisering, karriarvagledarbyte, ombemanning, uppdrag
from domain.kapitel.uppdrag.aktualisering import Aktualisera
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando, per_verb, prova_texter

_SAGT: tuple[Kapitel, ...] = (
    aktualisering.KAPITEL,
    auktorisation.KAPITEL,
    uppdrag.KAPITEL,
    ombemanning.KAPITEL,
    karriarvagledarbyte.KAPITEL,
    veckokontakt.KAPITEL,
    genomforandeplan.KAPITEL,
    uppfoljning.KAPITEL,
    manadsrapport.KAPITEL,
    anmalan.KAPITEL,
    avvikelse.KAPITEL,
    franvaro.KAPITEL,
    sjukdom.KAPITEL,
    ogiltig.KAPITEL,
    ledighet.KAPITEL,
    forlangning.KAPITEL,
    slutrapport.KAPITEL,
    avslut.KAPITEL,
    avslutsfraga.KAPITEL,
    forslag.KAPITEL,
    brist.KAPITEL,
    betalning.KAPITEL,
    nya_regler.KAPITEL,
)

SLAGEN: Mapping[str, Bevakningsslag] = {slag.namn: slag for kapitel in _SAGT for slag in kapitel.slag}
"""Every kind of bevakning of a case by its name."""

KAPITEL: tuple[Kapitel, ...] = (bevakningsklocka.kapitel(SLAGEN), *_SAGT)

_BESLUT: dict[type[Kommando], Beslut] = {k: f for kapitel in KAPITEL for k, f in kapitel.beslut.items()}
_FOLJDER: dict[type[Handelse], Foljd[Any]] = {h: f for kapitel in KAPITEL for h, f in kapitel.foljder.items()}
_BEVAKNINGAR = [kapitel.bevakningar for kapitel in KAPITEL if kapitel.bevakningar]

KOMMANDON: Mapping[str, type[Kommando]] = per_verb((Aktualisera, *_BESLUT))
"""Every kommando of these chapters by its verb."""


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


def besluta(
    insats: Insats, kommando: Kommando, fall: Fall, beslut: Mapping[type[Kommando], Beslut] = _BESLUT
) -> list[Handelse]:
    """What follows from a kommando.

    Raises:
        Avvisning: it is refused, with the rule's id and a Swedish sentence; nothing has changed.
    """
    if isinstance(kommando, Aktualisera):
        raise Avvisning("K6.1", f"ärendet {insats.arende} är redan aktualiserat", "kommando")
    prova_behorighet(insats, kommando, fall)
    prova_texter(kommando)
    return list(beslut[type(kommando)](insats, kommando, fall))


def folj(insats: Insats, h: Handelse, tid: datetime, foljder: Mapping[type[Handelse], Foljd[Any]] = _FOLJDER) -> Insats:
    """What a händelse changes by its chapter; a händelse that changes nothing stands in the journal only."""
    vik = foljd.vik if (foljd := foljder.get(type(h))) else None
    return vik(insats, h, tid) if vik else insats


def benamning(slag: str, avser: str | None, ansvarig: Roll | None = None) -> str:
    """How staff name a bevakning; one of a kind that there is not is called by its ``slag``."""
    if typ := SLAGEN.get(slag):
        return typ.benamning(avser, ansvarig)
    return f"{slag} {avser}" if avser else slag


def bevakningar(insats: Insats) -> tuple[Bevakning, ...]:
    """Everything that is, was or will be awaited, in the routine's order."""
    return en_gang(insats, _bevakningar)


def _bevakningar(insats: Insats) -> tuple[Bevakning, ...]:
    return tuple(chain.from_iterable(harled(insats, f) for f in _BEVAKNINGAR))
