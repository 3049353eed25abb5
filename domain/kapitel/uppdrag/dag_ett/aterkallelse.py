"""§6.2: day 1 undone – a case that was not staffed in time, or that was registered by mistake (K6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.kapitel.uppdrag.bemanning import BEMANNING
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening

ATERKALLAD = "aterkallad_aktualisering"
"""The reason of an end by recall (K6.2): it has no date, for the insats never had one."""

FELREGISTRERAD = "felregistrering"
"""The reason of one that should never have been: it counts in no review."""

UTAN_DATUM = (ATERKALLAD, FELREGISTRERAD)


class AterkallaAktualisering(Kommando):
    """Recall a case that was not staffed in time, to choose another anordnare (K6.2).

    ``felregistrerad``: it was registered by mistake; then at any time before the uppdrag, with a motivering.
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K6.2"
    rubrik: ClassVar = "Återkalla aktualiseringen"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD)

    kommando: Literal["aterkalla_aktualisering"] = "aterkalla_aktualisering"
    felregistrerad: bool = Field(default=False, description="Är ärendet registrerat av misstag? Kräver motivering.")
    motivering: Text | None = Field(default=None, description="Motivering.")


@dataclass(frozen=True, slots=True)
class AktualiseringAterkallad(Handelse):
    """Day 1 is taken back; nothing more is awaited."""

    felregistrerad: bool = False
    slag: Literal["aktualisering_aterkallad"] = "aktualisering_aterkallad"


def _aterkalla(i: Insats, k: AterkallaAktualisering, fall: Fall) -> Iterator[Handelse]:
    if k.felregistrerad and k.motivering is None:
        raise Avvisning("K6.2", "ange hur ärendet blev fel registrerat", "motivering")
    if not k.felregistrerad and BEMANNING.nyckel() not in i.passerade:
        raise Avvisning("K6.2", "ärendet kan återkallas först när fristen för bemanning har passerat")
    yield AktualiseringAterkallad(k.felregistrerad)


def _aterkallades(i: Insats, h: AktualiseringAterkallad, tid: datetime) -> Insats:
    orsak = FELREGISTRERAD if h.felregistrerad else ATERKALLAD
    return med(i, avslutad=tid, avslutsform="aterkallad", avslutsorsak=orsak)


def _brev(i: Insats, h: AktualiseringAterkallad) -> Iterator[Brev]:
    skal = "ärendet var registrerat av misstag" if h.felregistrerad else "ärendet bemannades inte i tid"
    yield Brev(Roll.ANORDNARE, "K6.2", f"Aktualiseringen är återkallad: {skal} (§6.2, K6.2)")


def _mening(h: AktualiseringAterkallad) -> Mening:
    return Mening(f"Aktualiseringen är återkallad{': felregistrering' if h.felregistrerad else ''}", "K6.2", "sen")


KAPITEL = Kapitel(
    beslut={AterkallaAktualisering: _aterkalla},
    foljder={AktualiseringAterkallad: Foljd(_aterkallades, mening=_mening, brev=_brev)},
)
