"""§3.2.1: the cases that a leaver staffed are told, and told again if the leaving is put right or taken back (K3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from domain.kapitel import Handelse, Kommando
from domain.parter import Roll

AKTIVITET_OMBEMANNA = "ombemanna"


class RegistreraOmbemanning(Kommando):
    """The cases that the leaver staffed have been told; what the service says to itself. ``till`` is what they were
    told, None that the person stays."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Ärendena som ska bemannas på nytt"

    kommando: Literal["registrera_ombemanning"] = "registrera_ombemanning"
    person: str
    till: date | None
    arenden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OmbemanningBegard(Handelse):
    person: str
    till: date | None
    arenden: tuple[str, ...]
    slag: Literal["ombemanning_begard"] = "ombemanning_begard"
