"""§3.2.1: the cases that a leaver staffed are told, and told again if the leaving is put right or taken back (K3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.processer.anordnarakt.akt import Akt, med_person
from domain.processer.process import Effekt
from domain.skeende.handelse import Handelse
from domain.skeende.kommando import Kommando

AKTIVITET_OMBEMANNA = "ombemanna"


class RegistreraOmbemanning(Kommando):
    """The cases that the leaver staffed have been told; what the service says to itself. ``till`` is what they were
    told, None that the person stays."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Ärendena som ska bemannas på nytt"

    flest: ClassVar = 50_000

    kommando: Literal["registrera_ombemanning"] = "registrera_ombemanning"
    person: str = Field(description="Personens id hos anordnaren.")
    till: date | None = Field(description="Sista dagen.")
    arenden: tuple[str, ...] = Field(description="Ärendena som personen bemannade.")


@dataclass(frozen=True, slots=True)
class OmbemanningBegard(Handelse):
    """The cases that the leaver staffed have been told (K3.4)."""

    person: str
    till: date | None
    arenden: tuple[str, ...]
    slag: Literal["ombemanning_begard"] = "ombemanning_begard"


def besluta(a: Akt, k: RegistreraOmbemanning) -> Iterator[OmbemanningBegard]:
    """Raises: Avvisning, K3.4: the cases were told what is no longer so."""
    anstallning = a.personal.get(k.person)
    if anstallning is None or anstallning.ombemannat or anstallning.till != k.till:
        raise Avvisning("K3.4", "det var en tidigare anmälan som ärendena fick veta", "till")
    yield OmbemanningBegard(k.person, k.till, k.arenden)


def tillampa(a: Akt, h: OmbemanningBegard) -> Akt:
    """The fold."""
    return med_person(a, h.person, replace(a.personal[h.person], ombemannat=True))


def effekter(a: Akt) -> Iterator[Effekt]:
    """Whose cases are to be told, until they have been."""
    for person, p in a.personal.items():
        if not p.ombemannat and p.slut_anmalt:
            yield Effekt(
                f"ombemanna:{person}",
                AKTIVITET_OMBEMANNA,
                {
                    "person": person,
                    "till": p.till.isoformat() if p.till else None,
                    "anmalt": p.slut_anmalt.isoformat(),
                    "anordnare": a.anordnare,
                },
                f"ärenden att bemanna på nytt efter {p.till}" if p.till else "ärenden som inte ska bemannas på nytt",
                f"{p.till}:{p.slut_anmalt.isoformat()}",
            )
