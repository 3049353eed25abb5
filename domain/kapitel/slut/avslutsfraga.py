"""§8, §9, §10: the question whether the insats is to end, and its answers (K8.7, K9.3, K10.7).

The bevakningar that ask it stand in their own chapters; a decided end answers them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import numerus
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.kapitel.franvaro import ledighet, sjukdom
from domain.kapitel.franvaro.avslutsfragor import AVSER_PLANERAD, BESLUT_OM_AVSLUT
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening

_FRAGOR = frozenset(s.namn for s in (*ledighet.KAPITEL.slag, *sjukdom.KAPITEL.slag) if s.fragar_om_slut)
"""The kinds that ask; the month's judgement asks the same as a leave does."""

_PLANERAD = tuple(BESLUT_OM_AVSLUT.nyckel(avser) for avser in AVSER_PLANERAD.values())


class BeslutaFortsattning(Kommando):
    """Answer the question of the end with ``fortsatt``: the insats goes on (K8.7)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K8.7"
    rubrik: ClassVar = "Besluta att insatsen fortsätter"

    kommando: Literal["besluta_fortsattning"] = "besluta_fortsattning"
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class FortsattningBeslutad(Handelse):
    """The insats goes on: the questions that were asked are answered so."""

    fragor: tuple[str, ...]
    slag: Literal["fortsattning_beslutad"] = "fortsattning_beslutad"


def _fortsatt(i: Insats, k: BeslutaFortsattning, fall: Fall) -> Iterator[Handelse]:
    oppna = obesvarade(i, fall.nu)
    if not oppna:
        raise Avvisning("K8.7", "det finns ingen obesvarad fråga om avslut")
    if not (fragor := [n for n in oppna if not n.startswith(_PLANERAD)]):
        forsta_dagen = date.fromisoformat(oppna[0].rpartition(" ")[2])
        hogst = i.regelverk.tal("ledighet.max_dagar", forsta_dagen)
        raise Avvisning("K9.3", f"vid planerad frånvaro över {numerus(hogst, 'dag', 'dagar')} ska insatsen avslutas")
    yield FortsattningBeslutad(tuple(fragor))


def obesvarade(i: Insats, tid: datetime) -> list[str]:
    """The questions of the end that stand open at an instant, by the record of their opening; state has none that
    opened later, also when it is decided anew (K0.7)."""
    return [
        nyckel
        for nyckel, o in i.oppnade.items()
        if o.slag in _FRAGOR and nyckel not in i.avslut_besvarat and not _forfallen(i, nyckel, tid)
    ]


def _forfallen(i: Insats, nyckel: str, tid: datetime) -> bool:
    """Whether the question had lapsed then: what a later correction took away was still asked (K0.7), and so was what
    lapsed with the decision itself."""
    return nyckel in i.upphorda and i.upphorda[nyckel].tid < tid


def besvarade(i: Insats, nycklar: Iterable[str], tid: datetime) -> dict[str, datetime]:
    """The answers so far, with these questions answered at an instant; one that was answered before keeps its own."""
    return {**dict.fromkeys(nycklar, tid), **i.avslut_besvarat}


def _fortsattes(i: Insats, h: FortsattningBeslutad, tid: datetime) -> Insats:
    return med(i, avslut_besvarat=besvarade(i, h.fragor, tid))


KAPITEL = Kapitel(
    beslut={BeslutaFortsattning: _fortsatt},
    foljder={
        FortsattningBeslutad: Foljd(_fortsattes, mening=lambda _: Mening("Beslut: insatsen fortsätter", "K8.7")),
    },
)
