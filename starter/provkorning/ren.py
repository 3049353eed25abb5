"""The pure engine: the domain in a plain loop. Same story as the service, in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.kapitel.uppdrag.dag_ett.behorighet import kundfakta
from domain.liv import forlopp
from domain.liv.forlopp import Steg
from domain.liv.kommandon import las_kommando
from domain.liv.lagesbild import bevakningsrader, insatsrad, utbetalningsrader
from domain.regler.regelverk import Regelverk
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from domain.tid.tidpunkt import datum, midnatt
from starter.provkorning.berattelse import Berattelse, Lyssnare
from starter.provkorning.fil import Provfall, Provsteg
from starter.provkorning.ifyllt import stegen
from starter.visning.avvisat import Avvisat

ARENDE = "provfall"


def tyst(*_: object) -> None:
    """Nobody listens."""


class _Spelning:
    """A case being played: where it stands, and what has been told so far."""

    def __init__(self, lyssna: Lyssnare) -> None:
        self.insats: Insats | None = None
        self.poster: list[Post] = []
        self.meddelanden: list[Meddelande] = []
        self.avvisade: list[Avvisat] = []
        self._lyssna = lyssna

    def hande(self, steg: Iterable[Steg], avvisade: Iterable[Avvisat] = ()) -> None:
        """Take in what happened, and tell of it."""
        poster: list[Post] = []
        meddelanden: list[Meddelande] = []
        for s in steg:
            self.insats = s.insats
            poster += s.poster
            meddelanden += s.meddelanden
        self.poster += poster
        self.meddelanden += meddelanden
        self.avvisade += (nya := list(avvisade))
        if poster or nya:
            self._lyssna(poster, nya)

    def till(self, tid: datetime) -> None:
        """Let the clock go."""
        if self.insats:
            self.hande([forlopp.lat_ga(self.insats, tid)])


def spela(fall: Provfall, regelverk: Regelverk, lyssna: Lyssnare = tyst) -> Berattelse:
    """Play a case to its last step, or to ``till``. The registration instant of a step is the file's, exactly."""
    spelning = _Spelning(lyssna)
    for steg in fall.steg:
        spelning.till(steg.tid)
        for del_ in stegen(fall, steg, spelning.insats):
            try:
                spelning.hande([_utfor(spelning.insats, fall, del_, regelverk)])
            except Avvisning as avvisning:
                spelning.hande((), [Avvisat.av(steg.nr, steg.tid, steg.kommando, avvisning)])
                break
            spelning.till(steg.tid)
        if spelning.insats is None:
            break  # the aktualisering was refused: there is no case to say anything to
    if fall.till:
        spelning.till(midnatt(fall.till))
    i = spelning.insats
    return Berattelse(
        namn=fall.namn,
        insats=insatsrad(i) if i else None,
        bevakningar=tuple(bevakningsrader(i)) if i else (),
        utbetalningar=tuple(utbetalningsrader(i)) if i else (),
        poster=tuple(spelning.poster),
        meddelanden=tuple(spelning.meddelanden),
        avvisade=tuple(spelning.avvisade),
    )


def _utfor(insats: Insats | None, fall: Provfall, steg: Provsteg, regelverk: Regelverk) -> Steg:
    data = dict(steg.data)
    if insats is None:
        data["kund"] = kundfakta(data["kund"], datum(steg.tid))
    inkommet = Inkommet(f"{ARENDE}-{steg.nr}", steg.av, las_kommando(data))
    if insats is None:
        return forlopp.paborja(ARENDE, inkommet, regelverk, fall.auktorisation(), steg.tid)
    return forlopp.utfor(insats, inkommet, steg.tid)
