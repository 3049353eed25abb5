"""§3.2: what is on an anordnare's record: its staff's coming and going, changes it must tell of, and the conditions it
has been told and confirms (K3.4, K3.5, K16.2).

One process an anordnare. It has come to rest when nothing is awaited, and goes on when something more is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from domain.beteckning import Beteckning
from domain.kapitel import Handelse, Kommando
from domain.parter import Roll
from domain.text import Text

Aterkallbart = Literal["borjan", "ansokan", "slut", "forandring", "villkor", "bekraftelse"]
Forandringssort = Literal["bemanning", "lokaler", "agare", "ekonomi", "verksamhet", "annat"]


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


class AnmalForandring(Kommando):
    """A change, known or coming, that affects the ability to meet the conditions (§3.2)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K3.5"
    rubrik: ClassVar = "Anmäl en förändring (informationsplikt)"

    kommando: Literal["anmal_forandring"] = "anmal_forandring"
    sort: Forandringssort
    fran: date | None = None
    beskrivning: Text


class SkickaVillkor(Kommando):
    """New conditions, or a new edition of the rules, that the anordnare is to read and confirm (§3.2)."""

    roller: ClassVar = (Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST)
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Skicka nya villkor"

    kommando: Literal["skicka_villkor"] = "skicka_villkor"
    villkor: Beteckning
    galler_fran: date


class BekraftaVillkor(Kommando):
    """The anordnare has read the conditions (§3.2)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Bekräfta att villkoren är lästa"

    kommando: Literal["bekrafta_villkor"] = "bekrafta_villkor"
    villkor: Beteckning


class AterkallaUppgift(Kommando):
    """Take back something that was put on the record by mistake; what was said stays in the journal (K0.7).

    Whoever may say a thing may take it back. ``avser`` is the person or the conditions, or which change in the order
    they were told: 1, 2, 3. What was told with the wrong day is taken back and told again.
    """

    roller: ClassVar = (Roll.ANORDNARE, Roll.SYSTEMSPECIALIST, Roll.ARBETSLEDARE)
    regel: ClassVar = "K0.7"
    rubrik: ClassVar = "Ta tillbaka en uppgift i akten"

    kommando: Literal["aterkalla_uppgift"] = "aterkalla_uppgift"
    vad: Aterkallbart
    avser: Beteckning
    motivering: Text


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
class OmbemanningBegard(Handelse):
    person: str
    till: date | None
    arenden: tuple[str, ...]
    slag: Literal["ombemanning_begard"] = "ombemanning_begard"


@dataclass(frozen=True, slots=True)
class BehorighetUpphorde(Handelse):
    person: str
    till: date
    slag: Literal["behorighet_upphorde"] = "behorighet_upphorde"


@dataclass(frozen=True, slots=True)
class ForandringAnmald(Handelse):
    sort: Forandringssort
    fran: date | None
    slag: Literal["forandring_anmald"] = "forandring_anmald"


@dataclass(frozen=True, slots=True)
class VillkorSkickat(Handelse):
    villkor: str
    galler_fran: date
    frist: date
    paminn: datetime | None
    slag: Literal["villkor_skickat"] = "villkor_skickat"


@dataclass(frozen=True, slots=True)
class VillkorBekraftat(Handelse):
    villkor: str
    av: str
    slag: Literal["villkor_bekraftat"] = "villkor_bekraftat"


@dataclass(frozen=True, slots=True)
class UppgiftAterkallad(Handelse):
    vad: Aterkallbart
    avser: str
    slag: Literal["aktuppgift_aterkallad"] = "aktuppgift_aterkallad"


@dataclass(frozen=True, slots=True)
class AktPaminnelse(Handelse):
    nyckel: str
    frist: date
    slag: Literal["aktpaminnelse"] = "aktpaminnelse"


@dataclass(frozen=True, slots=True)
class AktfristPasserad(Handelse):
    nyckel: str
    frist: date
    slag: Literal["aktfrist_passerad"] = "aktfrist_passerad"


@dataclass(frozen=True)
class Anstallning:
    """One person's employment: when it was registered, when to remind, when access was applied for, how it ends.

    ``slut_anmalt`` is when the cases last had something new to be told, and ``ombemannat`` that they have been.
    ``fore`` is an employment that had ended before this one.
    """

    fran: date | None
    anmald: datetime
    paminn: datetime | None = None
    ansokt: datetime | None = None
    till: date | None = None
    slut_anmalt: datetime | None = None
    ombemannat: bool = True
    upphord: bool = False
    fore: Anstallning | None = None


@dataclass(frozen=True)
class Villkorsutskick:
    galler_fran: date
    frist: date
    skickat: datetime
    paminn: datetime | None = None
    bekraftat: datetime | None = None
    av: str | None = None


@dataclass(frozen=True)
class Akt:
    """State: employments by person, conditions by name; changes by number, of which some are
    taken back; ``passerade`` and ``paminda`` by bevakning."""

    anordnare: str
    personal: Mapping[str, Anstallning] = field(default_factory=dict)
    villkor: Mapping[str, Villkorsutskick] = field(default_factory=dict)
    forandringar: int = 0
    aterkallade: frozenset[int] = frozenset()
    passerade: frozenset[str] = frozenset()
    paminda: frozenset[str] = frozenset()


def akt_id(anordnare: str) -> str:
    """The process's id: one record an anordnare."""
    return f"anordnare-{anordnare}"


def anordnare_av(process: str) -> str:
    """The inverse of ``akt_id``."""
    return process.removeprefix("anordnare-")
