"""§3.2.1: an anordnare's staff comes and goes, and applies for access to the system (K3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from domain.beteckning import Beteckning
from domain.kapitel import Handelse, Kommando
from domain.parter import Roll


class PersonalBorjar(Kommando):
    """Someone is employed at the anordnare; ``person`` is an id, the name stands in the register (§3.2.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Anmäl att någon börjar"

    kommando: Literal["personal_borjar"] = "personal_borjar"
    person: Beteckning
    fran: date


class AnsokBehorighet(Kommando):
    """Access to the system is applied for (§3.2.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Ansök om behörighet i verksamhetssystemet"

    kommando: Literal["ansok_behorighet"] = "ansok_behorighet"
    person: Beteckning


class PersonalSlutar(Kommando):
    """Someone leaves; ``till`` is the last day of the employment, and said again it puts that day right (§3.2.1)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.SYSTEMSPECIALIST)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Anmäl att någon slutar"

    kommando: Literal["personal_slutar"] = "personal_slutar"
    person: Beteckning
    till: date


@dataclass(frozen=True, slots=True)
class PersonalBorjade(Handelse):
    person: str
    fran: date
    paminn: datetime | None
    slag: Literal["personal_borjade"] = "personal_borjade"


@dataclass(frozen=True, slots=True)
class BehorighetAnsokt(Handelse):
    person: str
    slag: Literal["behorighet_ansokt"] = "behorighet_ansokt"


@dataclass(frozen=True, slots=True)
class PersonalSlutade(Handelse):
    person: str
    till: date
    slag: Literal["personal_slutade"] = "personal_slutade"


@dataclass(frozen=True, slots=True)
class BehorighetUpphorde(Handelse):
    person: str
    till: date
    slag: Literal["behorighet_upphorde"] = "behorighet_upphorde"
