"""Writing off what will not come, and the completion of the case (K0.8, K13.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Nyckelord
from domain.grund.kallor import hanvisning
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.kapitel.alla import benamning, bevakningar
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening


class Avskriv(Kommando):
    """Write off a bevakning whose frist has passed: ``slag`` and ``avser`` as the list of bevakningar shows them."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K0.8"
    rubrik: ClassVar = "Skriv av en försenad bevakning"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["avskriv"] = "avskriv"
    slag: Nyckelord = Field(description="Slag.")
    avser: Nyckelord | None = Field(
        default=None, description="Vilken av dem: månad, första dag, slutdatum … som listan över bevakningar visar."
    )
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class BevakningAvskriven(Handelse):
    nyckel: str
    bevakning: str
    avser: str | None
    regel: str
    slag: Literal["bevakning_avskriven"] = "bevakning_avskriven"


@dataclass(frozen=True, slots=True)
class InsatsSlutford(Handelse):
    slag: Literal["insats_slutford"] = "insats_slutford"


def _avskriv(i: Insats, k: Avskriv, fall: Fall) -> Iterator[Handelse]:
    nyckel = f"{k.slag}:{k.avser}" if k.avser else k.slag
    b = next((b for b in bevakningar(i) if b.nyckel == nyckel and nyckel in i.oppnade), None)
    if b is None:
        raise Avvisning("K0.8", f"det finns ingen öppen bevakning {benamning(k.slag, k.avser)}", "slag")
    utfall = b.utfall(i)
    if utfall == "avskriven":
        raise Avvisning("K0.8", "bevakningen är redan avskriven", "slag")
    if utfall != "forsenad":
        vad = "vars frist har passerat" if utfall == "oppen" else "som fortfarande är öppen"
        raise Avvisning("K0.8", f"bara en bevakning {vad} kan skrivas av", "slag")
    yield BevakningAvskriven(nyckel, k.slag, k.avser, b.regel)


def _avskrevs(i: Insats, h: BevakningAvskriven, tid: datetime) -> Insats:
    return med(i, avskrivna={**i.avskrivna, h.nyckel: tid})


def _slutfordes(i: Insats, h: InsatsSlutford, tid: datetime) -> Insats:
    return med(i, slutford=tid)


def _brev_avskriven(i: Insats, h: BevakningAvskriven) -> Iterator[Brev]:
    yield Brev(Roll.ANORDNARE, h.regel, f"Avskriven: {benamning(h.bevakning, h.avser)} ({hanvisning(h.regel)}, K0.8)")


KAPITEL = Kapitel(
    beslut={Avskriv: _avskriv},
    foljder={
        BevakningAvskriven: Foljd(
            _avskrevs,
            mening=lambda h: Mening(f"Avskriven: {benamning(h.bevakning, h.avser)}", h.regel, "sen"),
            brev=_brev_avskriven,
        ),
        InsatsSlutford: Foljd(
            _slutfordes,
            mening=lambda _: Mening(
                "Ärendet är slutfört: inget väntas, allt är betalt eller avskrivet", "K13.7", "god"
            ),
        ),
    },
)
