"""§5.1, §6.3: who is responsible, and the uppdrag adjusted (K5.1, K6.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Medarbetarid
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.kapitel.uppdrag.uppdragsjustering import (
    JusteraUppdrag,
    UppdragJusterat,
    brev_justerat,
    justera,
    justerades,
    mening_om_justering,
)
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening


class BytKarriarvagledare(Kommando):
    """Make another karriärvägledare responsible; everything open moves along (§5.1)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE)
    regel: ClassVar = "K5.1"
    rubrik: ClassVar = "Byt kundansvarig karriärvägledare"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["byt_karriarvagledare"] = "byt_karriarvagledare"
    till: Medarbetarid = Field(description="Den nya karriärvägledarens id.")


@dataclass(frozen=True, slots=True)
class KarriarvagledareBytt(Handelse):
    """The kund has another karriärvägledare (K5.1)."""

    fran: str
    till: str
    slag: Literal["karriarvagledare_bytt"] = "karriarvagledare_bytt"


def _byt(i: Insats, k: BytKarriarvagledare, fall: Fall) -> Iterator[Handelse]:
    if k.till == i.karriarvagledare:
        raise Avvisning("K5.1", f"{k.till} är redan kundansvarig", "till")
    yield KarriarvagledareBytt(i.karriarvagledare, k.till)


def _byttes(i: Insats, h: KarriarvagledareBytt, tid: datetime) -> Insats:
    return med(i, karriarvagledare=h.till)


def _brev_bytt(i: Insats, h: KarriarvagledareBytt) -> Iterator[Brev]:
    yield Brev(Roll.KARRIARVAGLEDARE, "K5.1", f"Du är nu kundansvarig; ärendet låg hos {h.fran} (§5.1, K5.1)")
    yield Brev(Roll.ANORDNARE, "K5.1", f"Ny kundansvarig karriärvägledare: {h.till} (§5.1, K5.1)")


KAPITEL = Kapitel(
    beslut={BytKarriarvagledare: _byt, JusteraUppdrag: justera},
    foljder={
        KarriarvagledareBytt: Foljd(
            _byttes,
            mening=lambda h: Mening(f"Ny kundansvarig karriärvägledare: {h.till} (var {h.fran})", "K5.1"),
            brev=_brev_bytt,
        ),
        UppdragJusterat: Foljd(justerades, mening=mening_om_justering, brev=brev_justerat),
    },
)
