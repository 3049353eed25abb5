"""§12: the karriärvägledare reviews the final report (K12.6).

A final report that is returned has come in all the same: what it lets be paid is not held for the review (K14.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Slutrapport
from domain.kapitel.inlamning.omgang import granskningsmening
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.tid.frist import arbetsdagar_fran
from domain.tid.tidpunkt import datum

SLUTRAPPORTGRANSKNING = Bevakningsslag(
    namn="slutrapportgranskning",
    rubrik="granskning av slutrapport",
    rubrik_igen="ny version av slutrapporten",
    grund={"K12.6": Grund("Slutrapportens första version kom in.", {"slutrapportgranskning.arbetsdagar": fran})},
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="dag",
    efter_slutet=True,
    kan_utebli=True,
)


class GranskaSlutrapport(Kommando):
    """Approve the final report or return it with a reason (§12)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K12.6"
    rubrik: ClassVar = "Granska slutrapporten"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["granska_slutrapport"] = "granska_slutrapport"
    beslut: Literal["godkand", "aterremiss"] = Field(description="Beslutet.")
    motivering: Text | None = Field(default=None, description="Motivering.")


@dataclass(frozen=True, slots=True)
class SlutrapportGranskad(Handelse):
    """The review of version ``version`` of the final report for the end date ``for_slut``."""

    for_slut: date
    version: int
    beslut: Literal["godkand", "aterremiss"]
    slag: Literal["slutrapport_granskad"] = "slutrapport_granskad"


def versioner(i: Insats, slut: date | None) -> list[Slutrapport]:
    """What has been handed in for that end date, in order."""
    return [s for s in i.slutrapporter if s.for_slut == slut]


def aterremitterad(i: Insats, slut: date | None) -> bool:
    """Whether the final report for that end date lies returned with the anordnare (K0.9)."""
    alla = versioner(i, slut)
    return bool(alla) and alla[-1].granskad is not None and not alla[-1].godkand


def krav_ej_godkand(i: Insats, slut: date | None) -> None:
    """What is approved stands. Raises: Avvisning, K12.6."""
    if any(s.godkand for s in versioner(i, slut)):
        raise Avvisning("K12.6", "slutrapporten är redan godkänd")


def _granska(i: Insats, k: GranskaSlutrapport, fall: Fall) -> Iterator[Handelse]:
    alla = versioner(i, i.slutdatum)
    if not alla or i.slutdatum is None:
        raise Avvisning("K12.6", "ingen slutrapport har kommit in")
    krav_ej_godkand(i, i.slutdatum)
    if alla[-1].granskad is not None:
        raise Avvisning("K12.6", "slutrapporten är återremitterad; en ny version har inte kommit in")
    if k.beslut == "aterremiss" and k.motivering is None:
        raise Avvisning("K12.6", "en återremiss kräver motivering", "motivering")
    yield SlutrapportGranskad(i.slutdatum, len(alla), k.beslut)


def _granskades(i: Insats, h: SlutrapportGranskad, tid: datetime) -> Insats:
    sista = versioner(i, h.for_slut)[-1]
    svar = replace(sista, granskad=tid, godkand=h.beslut == "godkand")
    return med(i, slutrapporter=tuple(svar if s is sista else s for s in i.slutrapporter))


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`slutrapportgranskning` of the report for the end as now decided, and of those approved for an earlier one."""
    for slut in dict.fromkeys(s.for_slut for s in i.slutrapporter):
        alla = versioner(i, slut)
        godkand = next((s.granskad for s in alla if s.godkand), None)
        if alla[0].granskas_inom and (slut == i.slutdatum or godkand):
            yield Bevakning(
                SLUTRAPPORTGRANSKNING, slut.isoformat(), "K12.6", alla[0].tid,
                arbetsdagar_fran(datum(alla[0].tid), alla[0].granskas_inom),
                frist_satt=alla[0].tid, uppfylld=godkand,
                hos=Roll.ANORDNARE if aterremitterad(i, slut) else None,
            )  # fmt: skip


def _brev(i: Insats, h: SlutrapportGranskad) -> Iterator[Brev]:
    vad = "är godkänd" if h.beslut == "godkand" else "är återremitterad; lämna en ny version"
    yield Brev(Roll.ANORDNARE, "K12.6", f"Slutrapporten {vad} (§12, K12.6)")


KAPITEL = Kapitel(
    beslut={GranskaSlutrapport: _granska},
    foljder={
        SlutrapportGranskad: Foljd(
            _granskades, mening=lambda h: granskningsmening("Slutrapporten", "K12.6", h.beslut), brev=_brev
        ),
    },
    slag=(SLUTRAPPORTGRANSKNING,),
    bevakningar=bevakningar,
)
