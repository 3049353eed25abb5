"""A process played in the plain loop: what is said and what the clock raises, in order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor
from domain.processer.forlopp import Processlage, Processteg, lat_ga, utfor
from domain.processer.process import Processbevakning, Processrutin
from domain.skeende.form import las_kommando
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from tests.verktyg.meningar import prova_avslag
from tests.verktyg.spel import regelverket, tid


class Processpel:
    """One process and its clock."""

    def __init__(self, rutin: Processrutin, process: str) -> None:
        self.rutin, self.process = rutin, process
        self.p: Processlage | None = None
        self.poster: list[Post] = []
        self.meddelanden: list[Meddelande] = []
        self._nummer = count(1)

    def sag(self, av: Aktor, nar: str, verb: str, **fakta: Any) -> Processpel:
        """Let the clock go to ``nar``, and decide what is said then. Raises: Avvisning."""
        self.till(nar)
        kommando = las_kommando({"kommando": verb, **fakta}, self.rutin.verb)
        inkommet = Inkommet(self._nasta_id(), av, kommando)
        self._ta(utfor(self.rutin, self.process, self.p, inkommet, regelverket(), tid(nar)))
        return self.till(nar)

    def _nasta_id(self) -> str:
        return f"k{next(self._nummer)}"

    def till(self, nar: str) -> Processpel:
        if self.p:
            self._ta(lat_ga(self.rutin, self.p, tid(nar)))
        return self

    def avvisas(self, regel: str, av: Aktor, nar: str, verb: str, **fakta: Any) -> str:
        """What is said is refused under ``regel``, and nothing changes; gives the sentence.

        The sentence, which names the field, must be one that has been read (``meningar.AVSLAG``).
        """
        self.till(nar)
        fore = self.p
        try:
            self.sag(av, nar, verb, **fakta)
        except Avvisning as avvisning:
            assert avvisning.regel == regel, str(avvisning)
            prova_avslag(str(avvisning))
            assert self.p == fore
            return str(avvisning)
        raise AssertionError(f"{verb} {fakta}: avvisades inte")

    @property
    def lage(self) -> Any:
        assert self.p is not None
        return self.p.lage

    def slagen(self) -> list[str]:
        return [p.handelse.slag for p in self.poster]

    def nar(self, slag: str) -> list[Any]:
        """The instants of the lines of a kind."""
        return [p.tid for p in self.poster if p.handelse.slag == slag]

    def bevakning(self, slag: str) -> Processbevakning:
        (b,) = (b for b in self.rutin.bevakningar(self.lage) if b.slag == slag)
        return b

    def till_roller(self, innehaller: str) -> Iterable[str]:
        return sorted({str(m.till) for m in self.meddelanden if innehaller in m.rubrik})

    def _ta(self, steg: Processteg) -> None:
        self.p = steg.efter
        self.poster += steg.poster
        self.meddelanden += steg.meddelanden
