"""§3.2.1: an anordnare's staff comes and goes, and applies for access to the system (K3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Personid
from domain.grund.parter import Roll
from domain.processer.anordnarakt.akt import Akt, Anstallning, med_person
from domain.processer.anordnarakt.bevakning import paminn
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.klockslag import VIKT_UPPHOR, Klockslag
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import passerad


class PersonalBorjar(Kommando):
    """Someone is employed at the anordnare; ``person`` is an id, the name stands in the register (§3.2.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Anmäl att någon börjar"

    kommando: Literal["personal_borjar"] = "personal_borjar"
    person: Personid = Field(description="Personens id hos anordnaren.")
    fran: date = Field(description="Första dagen.")


class AnsokBehorighet(Kommando):
    """Access to the system is applied for (§3.2.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Ansök om behörighet i verksamhetssystemet"

    kommando: Literal["ansok_behorighet"] = "ansok_behorighet"
    person: Personid = Field(description="Personens id hos anordnaren.")


class PersonalSlutar(Kommando):
    """Someone leaves; ``till`` is the last day of the employment, and said again it puts that day right (§3.2.1)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.SYSTEMSPECIALIST)
    regel: ClassVar = "K3.4"
    rubrik: ClassVar = "Anmäl att någon slutar"

    kommando: Literal["personal_slutar"] = "personal_slutar"
    person: Personid = Field(description="Personens id hos anordnaren.")
    till: date = Field(description="Sista dagen.")


@dataclass(frozen=True, slots=True)
class PersonalBorjade(Handelse):
    """Somebody begins at the anordnare (K3.4)."""

    person: str
    fran: date
    paminn: datetime | None
    slag: Literal["personal_borjade"] = "personal_borjade"


@dataclass(frozen=True, slots=True)
class BehorighetAnsokt(Handelse):
    """Access is applied for."""

    person: str
    slag: Literal["behorighet_ansokt"] = "behorighet_ansokt"


@dataclass(frozen=True, slots=True)
class PersonalSlutade(Handelse):
    """Somebody leaves; ``till`` is the last day."""

    person: str
    till: date
    slag: Literal["personal_slutade"] = "personal_slutade"


@dataclass(frozen=True, slots=True)
class BehorighetUpphorde(Handelse):
    """The last day is over, and access with it."""

    person: str
    till: date
    slag: Literal["behorighet_upphorde"] = "behorighet_upphorde"


def besluta(
    a: Akt, k: PersonalBorjar | AnsokBehorighet | PersonalSlutar, fall: Fall, r: Regelverk
) -> Iterator[Handelse]:
    """Raises: Avvisning, K3.4."""
    match k:
        case PersonalBorjar():
            tidigare = a.personal.get(k.person)
            if tidigare and tidigare.till is None:
                raise Avvisning("K3.4", f"{k.person} är redan anställd", "person")
            if tidigare and not tidigare.upphord:
                text = f"{k.person} är anställd till och med {tidigare.till}; anmäl en ny början efter den dagen"
                raise Avvisning("K3.4", text, "fran")
            if tidigare and tidigare.till and k.fran <= tidigare.till:
                raise Avvisning("K3.4", f"{k.person} var anställd till och med {tidigare.till}", "fran")
            yield PersonalBorjade(k.person, k.fran, paminn(k.fran, fall, r))
        case AnsokBehorighet():
            anstallning = a.personal.get(k.person)
            if anstallning is None or anstallning.till:
                raise Avvisning("K3.4", f"{k.person} är inte anmäld som anställd", "person")
            if anstallning.ansokt:
                raise Avvisning("K3.4", f"behörighet är redan ansökt för {k.person}", "person")
            yield BehorighetAnsokt(k.person)
        case PersonalSlutar():
            yield from _slutar(a, k)


def _slutar(a: Akt, k: PersonalSlutar) -> Iterator[Handelse]:
    """Whoever was employed before the register began may leave too; said again, the day is put right (K0.7)."""
    anstallning = a.personal.get(k.person)
    if anstallning and anstallning.till == k.till:
        raise Avvisning("K3.4", f"{k.person} är redan anmäld att sluta {k.till}", "till")
    if anstallning and anstallning.upphord:
        raise Avvisning("K3.4", f"behörigheten för {k.person} har redan upphört", "person")
    if anstallning and anstallning.fran and k.till < anstallning.fran:
        raise Avvisning("K3.4", f"sista dagen ligger före den första, {anstallning.fran}", "till")
    yield PersonalSlutade(k.person, k.till)


def tillampa(
    a: Akt, h: PersonalBorjade | BehorighetAnsokt | PersonalSlutade | BehorighetUpphorde, tid: datetime
) -> Akt:
    """The fold."""
    match h:
        case PersonalBorjade():
            fore = a.personal.get(h.person)
            ny = Anstallning(h.fran, tid, h.paminn, fore=replace(fore, fore=None) if fore else None)
            return med_person(a, h.person, ny)
        case BehorighetAnsokt():
            return med_person(a, h.person, replace(a.personal[h.person], ansokt=tid))
        case PersonalSlutade():
            den = a.personal.get(h.person) or Anstallning(None, tid)
            return med_person(a, h.person, replace(den, till=h.till, slut_anmalt=tid, ombemannat=False))
        case BehorighetUpphorde():
            return med_person(a, h.person, replace(a.personal[h.person], upphord=True))


def klockslag(a: Akt) -> Iterator[Klockslag]:
    """A leaver's access ends when the last day has passed."""
    for person, p in a.personal.items():
        if p.till and not p.upphord:
            text = f"behörighet upphör {p.till} · K3.4"
            h = BehorighetUpphorde(person, p.till)
            yield Klockslag(passerad(p.till), VIKT_UPPHOR, f"upphor:{person}", h, text)
