"""What a kund reads of its own insatser: how they stand, the next meetings, and its wishes; nothing else of the case.

The kund sees no timeline and no text of the case but its own words (K3.7, K13.9), so the page is made here of what it
is told of anyway: by the decision, the uppdrag and the calls to meetings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.insats.insats import Insats
from domain.insats.tradar import Onskemal
from domain.liv import rutin
from domain.liv.lagesbild import Insatsrad
from persistence.arende import lasning
from starter.tjanster.arende import finns_inte

VERB = ("framfor_onskemal", "ta_tillbaka_onskemal")
"""What a kund says, in the order of the page (K13.9)."""


@dataclass(frozen=True, slots=True)
class Mote:
    """A meeting that lies ahead: its day and what it is."""

    dag: date
    vad: str


@dataclass(frozen=True, slots=True)
class MinInsats:
    """An insats as its kund reads it; ``kan`` are the kommandon that may be said now."""

    rad: Insatsrad
    moten: Sequence[Mote]
    onskemal: Sequence[Onskemal]
    kan: Sequence[str]


def mina(motor: Engine, som: Aktor, idag: date) -> list[MinInsats]:
    """One's own insatser, the latest first. Raises: Avvisning, K3.7, for any other than a kund."""
    prova_roll(som, frozenset({Roll.KUND}), "K3.7")
    return [_min(motor, som, rad.arende, idag) for rad in reversed(lasning.arenden(motor, som))]


def _min(motor: Engine, som: Aktor, arende: str, idag: date) -> MinInsats:
    rad = lasning.ett_arende(motor, som, arende)  # the opening is the kund's own, and logged as such (K3.8)
    hela = lasning.tillstand(motor, None, arende)
    if rad is None or hela is None:
        raise finns_inte(arende)
    i = hela[0]
    kan = set(rutin.mojliga(i, Roll.KUND))
    return MinInsats(rad, moten(i, idag), tuple(reversed(i.onskemal)), [v for v in VERB if v in kan])


def moten(i: Insats, idag: date) -> list[Mote]:
    """The meetings that the kund is to come to, today's among them, the next one first."""
    alla = [Mote(dag, "uppstartsmöte") for _, dag in i.uppstartsmoten[-1:]]
    alla += (Mote(k.datum, "uppföljningssamtal") for k in i.kallelser)
    alla += (Mote(dag, "trepartssamtal") for _, dag in i.trepartsmoten)
    alla += (Mote(o.samtal, "samtal om ditt önskemål") for o in i.onskemal if o.samtal and o.besvarad is None)
    return sorted((m for m in alla if m.dag >= idag), key=lambda m: (m.dag, m.vad))
