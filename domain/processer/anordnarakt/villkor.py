"""§3.2, §1.1: the conditions that an anordnare is told and confirms, and the changes that it must tell of since they
affect its ability to meet them (K16.2, K3.5).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Beteckning
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.processer.anordnarakt.akt import Akt, Villkorsutskick
from domain.processer.anordnarakt.bevakning import paminn
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.tid.frist import arbetsdagar_fran

Forandringssort = Literal["bemanning", "lokaler", "agare", "ekonomi", "verksamhet", "annat"]


class AnmalForandring(Kommando):
    """A change, known or coming, that affects the ability to meet the conditions (§3.2)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K3.5"
    rubrik: ClassVar = "Anmäl en förändring (informationsplikt)"

    kommando: Literal["anmal_forandring"] = "anmal_forandring"
    sort: Forandringssort = Field(description="Vad förändringen gäller.")
    fran: date | None = Field(default=None, description="Första dagen.")
    beskrivning: Text = Field(description="Beskrivning.")


class SkickaVillkor(Kommando):
    """New conditions, or a new edition of the rules, that the anordnare is to read and confirm (§3.2)."""

    roller: ClassVar = (Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST)
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Skicka nya villkor"

    kommando: Literal["skicka_villkor"] = "skicka_villkor"
    villkor: Beteckning = Field(description="Villkorens beteckning.")
    galler_fran: date = Field(description="Första dagen som villkoren gäller.")


class BekraftaVillkor(Kommando):
    """The anordnare has read the conditions (§3.2)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K16.2"
    rubrik: ClassVar = "Bekräfta att villkoren är lästa"

    kommando: Literal["bekrafta_villkor"] = "bekrafta_villkor"
    villkor: Beteckning = Field(description="Villkorens beteckning.")


@dataclass(frozen=True, slots=True)
class ForandringAnmald(Handelse):
    """The anordnare tells of a change that it must tell of (K3.5)."""

    sort: Forandringssort
    fran: date | None
    slag: Literal["forandring_anmald"] = "forandring_anmald"


@dataclass(frozen=True, slots=True)
class VillkorSkickat(Handelse):
    """Conditions are told, to be confirmed by a day."""

    villkor: str
    galler_fran: date
    frist: date
    paminn: datetime | None
    slag: Literal["villkor_skickat"] = "villkor_skickat"


@dataclass(frozen=True, slots=True)
class VillkorBekraftat(Handelse):
    """The anordnare has confirmed them."""

    villkor: str
    av: str
    slag: Literal["villkor_bekraftat"] = "villkor_bekraftat"


def besluta(
    a: Akt, k: AnmalForandring | SkickaVillkor | BekraftaVillkor, fall: Fall, r: Regelverk
) -> Iterator[Handelse]:
    """Raises: Avvisning, K16.2."""
    match k:
        case AnmalForandring():
            yield ForandringAnmald(k.sort, k.fran)
        case SkickaVillkor():
            fall.prova_beteckning(k.villkor, "villkor")
            if k.villkor in a.villkor:
                raise Avvisning("K16.2", f"{k.villkor} är redan skickat till {a.anordnare}", "villkor")
            dagar = r.tal("villkor.bekraftelse_arbetsdagar", fall.idag)
            frist = arbetsdagar_fran(fall.idag, dagar).frist
            yield VillkorSkickat(k.villkor, k.galler_fran, frist, paminn(frist, fall, r))
        case BekraftaVillkor():
            utskick = a.villkor.get(k.villkor)
            if utskick is None:
                raise Avvisning("K16.2", f"{k.villkor} har inte skickats till {a.anordnare}", "villkor")
            if utskick.bekraftat:
                raise Avvisning("K16.2", f"{k.villkor} är redan bekräftat av {utskick.av}", "villkor")
            yield VillkorBekraftat(k.villkor, fall.av.id)


def tillampa(a: Akt, h: ForandringAnmald | VillkorSkickat | VillkorBekraftat, tid: datetime) -> Akt:
    """The fold."""
    match h:
        case ForandringAnmald():
            return replace(a, forandringar=a.forandringar + 1)
        case VillkorSkickat():
            utskick = Villkorsutskick(h.galler_fran, h.frist, tid, h.paminn)
            return replace(a, villkor={**a.villkor, h.villkor: utskick})
        case VillkorBekraftat():
            utskick = replace(a.villkor[h.villkor], bekraftat=tid, av=h.av)
            return replace(a, villkor={**a.villkor, h.villkor: utskick})
