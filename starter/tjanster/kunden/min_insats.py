"""What a kund reads of its own insatser: how they stand, the next meetings, and its wishes; nothing else of the case.

The kund sees no timeline and no text of the case but its own words (K3.7, K13.9), so the page is made here of what it
is told of anyway: by the decision, the uppdrag and the calls to meetings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.roller import prova_roll
from domain.insats.insats import Insats
from domain.insats.tradar import Onskemal
from domain.kapitel.uppdrag.kundlage import kundlage
from domain.liv import rutin
from domain.liv.lagesbild import Insatsrad
from persistence.arende import lasning
from persistence.register.anordnare import register
from persistence.register.kund import karriarvagledare
from starter.tjanster.arendet import finns_inte

VERB = ("framfor_onskemal", "ta_tillbaka_onskemal")
"""What a kund says, in the order of the page (K13.9)."""


@dataclass(frozen=True, slots=True)
class Mote:
    """A meeting that lies ahead: its day and what it is."""

    dag: date
    vad: str


@dataclass(frozen=True, slots=True)
class MinInsats:
    """An insats as its kund reads it.

    Attributes:
        nas: whom the kund may turn to: what they are, their name, and how they are reached.
        far_sluta: the kund may end it at any time, and nobody may say no (K9.2).
        kan: the kommandon that may be said now.
    """

    rad: Insatsrad
    nas: Sequence[tuple[str, str, Sequence[str]]]
    moten: Sequence[Mote]
    onskemal: Sequence[Onskemal]
    kan: Sequence[str]
    far_sluta: bool


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
    return MinInsats(
        rad, _nas(motor, i, idag), moten(i, idag), tuple(reversed(i.onskemal)),
        [v for v in VERB if v in kan], not kundlage(i, idag).ekonomiskt_bistand,
    )  # fmt: skip


def _nas(motor: Engine, i: Insats, idag: date) -> list[tuple[str, str, Sequence[str]]]:
    """The karriärvägledare and the anordnare, as the registers have them; nobody who works for either."""
    svar: list[tuple[str, str, Sequence[str]]] = []
    if kv := next((k for k in karriarvagledare.alla(motor, dag=idag) if k.id == i.karriarvagledare), None):
        svar.append(("Din karriärvägledare hos kommunen", kv.namn, (kv.epost,)))
    try:
        a = register.en_anordnare(motor, i.anordnare)
    except Avvisning:  # a case may be of one that the register does not have
        return [*svar, ("Din anordnare", i.anordnare, ())]
    return [*svar, ("Din anordnare", a.namn, tuple(v for v in (a.telefon, a.epost, a.adress) if v))]


def moten(i: Insats, idag: date) -> list[Mote]:
    """The meetings that the kund is to come to, today's among them, the next one first."""
    varit = {m.datum for m in i.uppstartsutfall}
    alla = [Mote(dag, "uppstartsmöte") for _, dag in i.uppstartsmoten[-1:] if dag not in varit]
    alla += (Mote(k.datum, "uppföljningssamtal") for k in i.kallelser)
    alla += (Mote(dag, "trepartssamtal") for _, dag in i.trepartsmoten)
    alla += (Mote(o.samtal, "samtal om ditt önskemål") for o in i.onskemal if o.samtal and o.besvarad is None)
    return sorted((m for m in alla if m.dag >= idag), key=lambda m: (m.dag, m.vad))
