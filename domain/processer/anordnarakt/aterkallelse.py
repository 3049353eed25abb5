"""What was put on an anordnare's record by mistake is taken back; what was said stays in the journal (K0.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Beteckning
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.processer.anordnarakt.akt import Akt, med_person
from domain.processer.anordnarakt.personal import AnsokBehorighet, PersonalBorjar, PersonalSlutar
from domain.processer.anordnarakt.villkor import AnmalForandring, BekraftaVillkor, SkickaVillkor
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando

Aterkallbart = Literal["borjan", "ansokan", "slut", "forandring", "villkor", "bekraftelse"]


class AterkallaUppgift(Kommando):
    """Take back something that was put on the record by mistake; what was said stays in the journal (K0.7).

    Whoever may say a thing may take it back. ``avser`` is the person or the conditions, or which change in the order
    they were told: 1, 2, 3. What was told with the wrong day is taken back and told again.
    """

    roller: ClassVar = (Roll.ANORDNARE, Roll.SYSTEMSPECIALIST, Roll.ARBETSLEDARE)
    regel: ClassVar = "K0.7"
    rubrik: ClassVar = "Ta tillbaka en uppgift i akten"

    kommando: Literal["aterkalla_uppgift"] = "aterkalla_uppgift"
    vad: Aterkallbart = Field(description="Vilket slags uppgift det är.")
    avser: Beteckning = Field(
        description="Personens id eller villkorens beteckning; av en förändring 1, 2, 3 … i den ordning de anmäldes."
    )
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class UppgiftAterkallad(Handelse):
    """What was put on the record by mistake is off it (K0.7)."""

    vad: Aterkallbart
    avser: str
    slag: Literal["aktuppgift_aterkallad"] = "aktuppgift_aterkallad"


_FAR: Mapping[Aterkallbart, tuple[Roll, ...]] = {
    "borjan": PersonalBorjar.roller,
    "ansokan": AnsokBehorighet.roller,
    "slut": PersonalSlutar.roller,
    "forandring": AnmalForandring.roller,
    "villkor": SkickaVillkor.roller,
    "bekraftelse": BekraftaVillkor.roller,
}


def besluta(a: Akt, k: AterkallaUppgift, fall: Fall) -> Iterator[UppgiftAterkallad]:
    """Raises: Avvisning, K0.7."""
    if fall.av.roll not in _FAR[k.vad]:
        raise Avvisning("K0.7", "uppgiften tas tillbaka av den som kan anmäla den", "av")
    if not _finns(a, k):
        raise Avvisning("K0.7", f"det finns ingen sådan uppgift om {k.avser} att ta tillbaka", "avser")
    yield UppgiftAterkallad(k.vad, k.avser)


def _finns(a: Akt, k: AterkallaUppgift) -> bool:
    p, v = a.personal.get(k.avser), a.villkor.get(k.avser)
    match k.vad:
        case "borjan":
            return p is not None and p.fran is not None and p.till is None
        case "ansokan":
            return p is not None and p.ansokt is not None and p.till is None
        case "slut":
            return p is not None and p.till is not None and not p.upphord
        case "forandring":
            nr = int(k.avser) if k.avser.isdecimal() else 0
            return 0 < nr <= a.forandringar and nr not in a.aterkallade
        case "villkor":
            return v is not None
        case "bekraftelse":
            return v is not None and v.bekraftat is not None


def tillampa(a: Akt, h: UppgiftAterkallad, tid: datetime) -> Akt:
    """The record without what was taken back. That someone stays is something the cases are to be told."""
    match h.vad:
        case "borjan":
            fore = a.personal[h.avser].fore
            ovriga = {k: v for k, v in a.personal.items() if k != h.avser}
            return replace(a, personal=ovriga | ({h.avser: fore} if fore else {}))
        case "ansokan":
            return med_person(a, h.avser, replace(a.personal[h.avser], ansokt=None))
        case "slut":
            stannar = replace(a.personal[h.avser], till=None, slut_anmalt=tid, ombemannat=False)
            return med_person(a, h.avser, stannar)
        case "forandring":
            return replace(a, aterkallade=a.aterkallade | {int(h.avser)})
        case "villkor":
            return replace(a, villkor={k: v for k, v in a.villkor.items() if k != h.avser})
        case "bekraftelse":
            utskick = replace(a.villkor[h.avser], bekraftat=None, av=None)
            return replace(a, villkor={**a.villkor, h.avser: utskick})
