"""§6.2: the anordnare staffs the case (K6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Personid
from domain.grund.parter import Roll
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Bemanning
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando

BEMANNING = Bevakningsslag(
    namn="bemanning",
    rubrik="bemanning",
    grund={
        "K6.2": Grund("Aktualiseringen, dag 1.", {"bemanning.arbetsdagar": fran}),
        "K3.4": Grund("Handläggaren slutar.", {"bemanning.arbetsdagar": fran}),
    },
    ansvarig=Roll.ANORDNARE,
    avser="omgang",
    kvalitet="bemanning",
)


class Bemanna(Kommando):
    """Name the handläggare and tell the KV (§6.2)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K6.2"
    rubrik: ClassVar = "Bemanna ärendet"

    kommando: Literal["bemanna"] = "bemanna"
    handlaggare: Personid = Field(description="Handläggarens id hos anordnaren.")


@dataclass(frozen=True, slots=True)
class ArendeBemannat(Handelse):
    """The anordnare has named who works with the kund (K6.2)."""

    handlaggare: str
    slag: Literal["arende_bemannat"] = "arende_bemannat"


def bemanna(i: Insats, k: Bemanna, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; whoever is named staffs the case already."""
    samma = i.bemanningar and i.bemanningar[-1].handlaggare == k.handlaggare
    # One who was to leave and stays answers for the case anew (K3.4).
    if samma and (not i.ombemanningar or i.ombemanningar[-1].antal < len(i.bemanningar)):
        raise Avvisning("K6.2", f"ärendet är redan bemannat med {k.handlaggare}", "handlaggare")
    yield ArendeBemannat(k.handlaggare)


def bemannades(i: Insats, h: ArendeBemannat, tid: datetime) -> Insats:
    """The fold of it."""
    return med(i, bemanningar=(*i.bemanningar, Bemanning(tid, h.handlaggare)))


def brev_bemannat(i: Insats, h: ArendeBemannat) -> Iterator[Brev]:
    """The KV is told who it is."""
    vad = "Bemanning är klar" if len(i.bemanningar) == 1 else "Ärendet är bemannat på nytt"
    if i.uppdrag is None:
        yield Brev(Roll.KARRIARVAGLEDARE, "K6.2", f"{vad}; lägg in uppdraget (§6.2–6.3, K6.2)")
    else:
        yield Brev(Roll.KARRIARVAGLEDARE, "K6.2", f"{vad} (§6.2, K6.2)")
