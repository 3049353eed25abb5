"""§3.2.1: the handläggare leaves, and the case is staffed anew within the time of a first bemanning (K3.4, K6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Personid, samma_person
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.bevakning import Bevakning
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Ombemanning
from domain.kapitel.uppdrag.bemanning import BEMANNING
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import Fristrakning, arbetsdagar_fran


class HandlaggareSlutar(Kommando):
    """The handläggare leaves the anordnare; ``sista_dag`` may lie ahead (§3.2.1).

    Said by the service when the anordnare has told that someone leaves, or by the KV who has learnt it otherwise.
    """

    roller: ClassVar = (Roll.SYSTEM, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Handläggaren slutar"
    tillstand: ClassVar = (Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["handlaggare_slutar"] = "handlaggare_slutar"
    handlaggare: Personid = Field(description="Handläggarens id hos anordnaren.")
    sista_dag: date = Field(description="Sista anställningsdagen.")


class HandlaggareStannar(Kommando):
    """That the handläggare leaves is taken back; the case need not be staffed anew (§3.2.1, K0.7)."""

    roller: ClassVar = (Roll.SYSTEM, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Handläggaren stannar"
    tillstand: ClassVar = (Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["handlaggare_stannar"] = "handlaggare_stannar"
    handlaggare: Personid = Field(description="Handläggarens id hos anordnaren.")


@dataclass(frozen=True, slots=True)
class OmbemanningKravs(Handelse):
    """``fran`` is the day that the frist is counted from."""

    handlaggare: str
    sista_dag: date
    fran: date
    slag: Literal["ombemanning_kravs"] = "ombemanning_kravs"


@dataclass(frozen=True, slots=True)
class OmbemanningAterkallad(Handelse):
    """Whoever was to leave stays (K3.4)."""

    handlaggare: str
    slag: Literal["ombemanning_aterkallad"] = "ombemanning_aterkallad"


def _stannar(i: Insats, k: HandlaggareStannar, _fall: Fall) -> Iterator[Handelse]:
    if not _bemannat_med(i, k.handlaggare) or ombemanning_vantar(i) is None:
        raise Avvisning("K3.4", f"{k.handlaggare} är inte anmäld att sluta i ärendet", "handlaggare")
    yield OmbemanningAterkallad(k.handlaggare)


def _aterkallad(i: Insats, _h: OmbemanningAterkallad, _tid: datetime) -> Insats:
    return med(i, ombemanningar=i.ombemanningar[:-1])


def _slutar(i: Insats, k: HandlaggareSlutar, fall: Fall) -> Iterator[Handelse]:
    if not _bemannat_med(i, k.handlaggare):
        raise Avvisning("K3.4", f"ärendet är inte bemannat med {k.handlaggare}", "handlaggare")
    vantar = ombemanning_vantar(i)
    if vantar and vantar.sista_dag == k.sista_dag:
        raise Avvisning("K3.4", f"{k.handlaggare} är redan anmäld att sluta {k.sista_dag}", "sista_dag")
    # The anordnare's own word counts from its fact date; what another learns late never does (K0.6).
    fran = k.sista_dag if fall.av.roll is Roll.SYSTEM else max(k.sista_dag, fall.idag)
    yield OmbemanningKravs(k.handlaggare, k.sista_dag, fran)


def _bemannat_med(i: Insats, handlaggare: str) -> bool:
    return bool(i.bemanningar) and samma_person(i.bemanningar[-1].handlaggare, handlaggare)


def ombemanning_vantar(i: Insats) -> Ombemanning | None:
    """The leaving that has not been answered by a new bemanning."""
    sist = i.ombemanningar[-1] if i.ombemanningar else None
    return sist if sist and _bemannad_efter(i, sist) is None else None


def _bemannad_efter(i: Insats, o: Ombemanning) -> datetime | None:
    return next((b.tid for b in i.bemanningar[o.antal :]), None)


def _kravs(i: Insats, h: OmbemanningKravs, tid: datetime) -> Insats:
    # Said again before the case is staffed anew, it puts the day right: the same bevakning with another frist.
    kvar = i.ombemanningar[:-1] if (vantar := ombemanning_vantar(i)) else i.ombemanningar
    oppnad = vantar.tid if vantar else tid
    return med(i, ombemanningar=(*kvar, Ombemanning(oppnad, tid, h.sista_dag, h.fran, len(i.bemanningar))))


def _frist(i: Insats, fran: date) -> Fristrakning:
    """As at a first bemanning (K6.2)."""
    return arbetsdagar_fran(fran, i.regelverk.tal("bemanning.arbetsdagar", fran))


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`bemanning` once more, named by which in the row it is (K3.4, K6.2)."""
    for nr, o in enumerate(i.ombemanningar, start=2):
        yield Bevakning(
            BEMANNING, str(nr), "K3.4", o.tid,
            _frist(i, o.fran), frist_satt=o.satt, uppfylld=_bemannad_efter(i, o),
        )  # fmt: skip


def _brev(i: Insats, h: OmbemanningKravs) -> Iterator[Brev]:
    # After the end nothing is staffed anew (K13.7).
    gor = (
        "insatsen är avslutad och bemannas inte på nytt"
        if i.avslutad
        else f"bemanna ärendet på nytt senast {_frist(i, h.fran).frist}"
    )
    yield Brev(Roll.ANORDNARE, "K3.4", f"Handläggaren slutar {h.sista_dag}; {gor} (§3.2.1, K3.4)")
    yield Brev(Roll.KARRIARVAGLEDARE, "K3.4", f"Handläggaren slutar {h.sista_dag} (§3.2.1, K3.4)")


def _brev_aterkallad(i: Insats, h: OmbemanningAterkallad) -> Iterator[Brev]:
    for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
        yield Brev(roll, "K3.4", "Handläggaren stannar; ärendet behöver inte bemannas på nytt (§3.2.1, K3.4)")


KAPITEL = Kapitel(
    beslut={HandlaggareSlutar: _slutar, HandlaggareStannar: _stannar},
    foljder={
        OmbemanningKravs: Foljd(
            _kravs, mening=lambda h: Mening(f"{h.handlaggare} slutar {h.sista_dag}", "K3.4", "sen"), brev=_brev
        ),
        OmbemanningAterkallad: Foljd(
            _aterkallad,
            mening=lambda h: Mening(f"{h.handlaggare} stannar; ärendet behöver inte bemannas på nytt", "K3.4"),
            brev=_brev_aterkallad,
        ),
    },
    slag=(BEMANNING,),
    bevakningar=bevakningar,
)
