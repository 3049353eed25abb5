"""The pure walk: hostile payloads read and decided on, without a server, in cases that stand in different places."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from domain.grund.avvisning import Avvisning
from domain.insats.insats import Insats
from domain.liv import forlopp
from domain.liv.kommandon import las_inkommet
from domain.liv.tjanstefel import Tjanstefel
from tests.fel.fientligt.laster import last
from tests.verktyg.slumpliv.levnad import lev_till
from workflows.insats.ko import ta_emot

ENGELSKA = re.compile(
    r"\b(Traceback|Error|Exception|must be|expected|invalid|missing|object|NoneType|input should)\b", re.I
)
_STAR_TILL = 400
"""Payloads that meet a case before the next case is taken."""


@dataclass
class Vandring:
    """What came of it; ``fel`` is what must not be."""

    laster: int = 0
    tagna: int = 0
    avvisade: int = 0
    fel: Counter[str] = field(default_factory=Counter)
    tider: list[float] = field(default_factory=list)

    def p95(self) -> float:
        """Milliseconds that a refusal takes, for nineteen of twenty."""
        return sorted(self.tider)[int(len(self.tider) * 0.95)] * 1000 if self.tider else 0.0

    def rader(self) -> list[str]:
        hur = f"{self.laster} fientliga laster: {self.avvisade} avvisade, {self.tagna} tagna"
        return [
            f"{hur}; avvisning p95 {self.p95():.1f} ms",
            *(f"BROTT {antal} × {vad}" for vad, antal in self.fel.most_common(20)),
        ]


def ga(fro: int, antal: int) -> Vandring:
    """Walk ``antal`` payloads through cases of the seed's."""
    v, r, insats = Vandring(), Random(fro), None
    while v.laster < antal:
        if insats is None or v.laster % _STAR_TILL == 0:
            insats = lev_till(Random(r.randrange(10**9)), r.randint(1, 25)).insats
        v.laster += 1
        _en(v, insats, last(r, v.laster, insats.senast), vantar=r.random() < 0.5)
    return v


def _en(v: Vandring, insats: Insats, sagt: object, *, vantar: bool) -> None:
    fore, borjan = insats.nr, time.perf_counter()
    nu = insats.senast + timedelta(seconds=1)
    try:
        arende = ta_emot(sagt, nu, vantar=vantar)
        if arende.fel_form:
            raise arende.fel_form
        inkommet = las_inkommet(sagt, med_ord=not vantar)
        steg = forlopp.lat_ga(insats, max(arende.tid, insats.senast))
        forlopp.utfor(steg.insats, inkommet, max(arende.tid, steg.insats.senast))
    except Avvisning as nej:
        v.avvisade += 1
        v.tider.append(time.perf_counter() - borjan)
        if isinstance(nej, Tjanstefel):
            v.fel[f"en regel faller: {nej.slag}"] += 1
        if traff := ENGELSKA.search(str(nej)):
            v.fel[f"engelska i en avvisning: {traff.group()}"] += 1
    except Exception as fel:
        v.fel[f"annat än en avvisning: {type(fel).__name__}: {str(fel)[:80]}"] += 1
    else:
        v.tagna += 1
    if insats.nr != fore:
        v.fel["ärendet ändrades av en prövning"] += 1
