"""A routine: chapters put together, and the questions that one can ask of them.

Two stand on each other: the chapters of a life, and the same with what is said of what was said. Both are this class,
so that there is one index of who decides, folds, tells and awaits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import samma_person
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag
from domain.insats.insats import Insats
from domain.insats.kapitel import Beslut, Foljd, Kapitel
from domain.insats.minne import en_gang, harled_i_rad
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import Kommando, per_verb, prova_avsandare, prova_texter
from domain.skeende.mening import Mening

_STATUS = {
    Status.AKTUALISERAD: "aktualiserad men inte bemannad",
    Status.BEMANNAD: "bemannad men utan uppdrag",
    Status.PAGAR: "pågående",
    Status.AVSLUTAD: "avslutad",
    Status.SLUTFORD: "slutförd",
}


class Rutin:
    """The chapters, indexed.

    Attributes:
        kapitel: the chapters, in the routine's order.
        borjar: the kommando that a case begins with; no chapter decides it, and no case takes it twice (K6.1).
        beslut, foljder: decisions by kommando, and what follows by händelse.
        kommandon: every kommando by its verb, the first one among them.
        slagen: every kind of bevakning by its name.
    """

    def __init__(self, kapitel: Iterable[Kapitel], borjar: type[Kommando]) -> None:
        self.kapitel = tuple(kapitel)
        self.borjar = borjar
        self.beslut: dict[type[Kommando], Beslut] = {k: f for kap in self.kapitel for k, f in kap.beslut.items()}
        self.foljder: dict[type[Handelse], Foljd[Any]] = {h: f for kap in self.kapitel for h, f in kap.foljder.items()}
        self.kommandon: Mapping[str, type[Kommando]] = per_verb((borjar, *self.beslut))
        self.slagen: Mapping[str, Bevakningsslag] = {s.namn: s for kap in self.kapitel for s in kap.slag}
        self._bevakar = [kap.bevakningar for kap in self.kapitel if kap.bevakningar]
        self._vacker = [kap.klockslag for kap in self.kapitel if kap.klockslag]
        self._alla = self._bevakningar  # one object, since what is remembered is remembered by it

    def mojliga(self, insats: Insats, roll: Roll) -> list[str]:
        """The kommandon that a roll may say now, by the same table that the decisions are held against."""
        return [
            verb
            for verb, typ in self.kommandon.items()
            if typ is not self.borjar and roll in typ.roller and insats.status in typ.tillstand
        ]

    def besluta(self, insats: Insats, kommando: Kommando, fall: Fall) -> list[Handelse]:
        """What follows from a kommando.

        Raises:
            Avvisning: it is refused, with the rule's id and a Swedish sentence; nothing has changed.
        """
        if isinstance(kommando, self.borjar):
            raise Avvisning("K6.1", f"ärendet {insats.arende} är redan aktualiserat", "kommando")
        prova_behorighet(insats, kommando, fall)
        prova_texter(kommando)
        return list(self.beslut[type(kommando)](insats, kommando, fall))

    def folj(self, insats: Insats, h: Handelse, tid: datetime) -> Insats:
        """What a händelse changes by its chapter; a händelse that changes nothing stands in the journal only."""
        foljd = self.foljder.get(type(h))
        return foljd.vik(insats, h, tid) if foljd and foljd.vik else insats

    def brev(self, insats: Insats, h: Handelse) -> Iterable[Brev]:
        """Who is told of a händelse; ``insats`` is the state right after it."""
        foljd = self.foljder.get(type(h))
        return foljd.brev(insats, h) if foljd and foljd.brev else ()

    def mening(self, h: Handelse) -> Mening:
        """How the timeline tells it."""
        return self.foljder[type(h)].mening(h)

    def bevakningar(self, insats: Insats) -> tuple[Bevakning, ...]:
        """Everything that is, was or will be awaited, in the routine's order."""
        return en_gang(insats, self._alla)

    def _bevakningar(self, insats: Insats) -> tuple[Bevakning, ...]:
        return harled_i_rad(insats, self._bevakar)

    def klockslag(self, insats: Insats) -> tuple[Klockslag, ...]:
        """What the clock will raise in the chapters, bevakningar apart."""
        return harled_i_rad(insats, self._vacker)

    def benamning(self, slag: str, avser: str | None, ansvarig: Roll | None = None) -> str:
        """How staff name a bevakning; one of a kind that there is not is called by its ``slag``."""
        if typ := self.slagen.get(slag):
            return typ.benamning(avser, ansvarig)
        return f"{slag} {avser}" if avser else slag


def prova_behorighet(insats: Insats, kommando: Kommando, fall: Fall) -> None:
    """The table of capabilities: roll × kommando × state, and whose case it is.

    Raises:
        Avvisning: under the kommando's own krav.
    """
    typ, av = type(kommando), fall.av
    prova_avsandare(typ, av)
    if av.roll is Roll.ANORDNARE and av.organisation != insats.anordnare:
        raise Avvisning(typ.regel, "ärendet ligger hos en annan anordnare", "av")
    if av.roll is Roll.KUND and not samma_person(av.id, insats.kund):
        raise Avvisning(typ.regel, "ärendet finns inte, eller är inte ditt", "av")
    if insats.status not in typ.tillstand:
        raise Avvisning(typ.regel, f"kan inte göras när insatsen är {_STATUS[insats.status]}", "kommando")
