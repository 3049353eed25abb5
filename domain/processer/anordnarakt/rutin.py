"""§3.2, §1.1: an anordnare's record as a process: its chapters put together, how it is listed, who may see it (K3.4,
K3.5, K16.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.grund.avvisning import Avvisning
from domain.grund.granser import Json
from domain.grund.parter import Aktor, Roll
from domain.processer.anordnarakt import aterkallelse, bevakning, nar_nagon_slutar, personal, villkor
from domain.processer.anordnarakt.akt import Akt, anordnare_av
from domain.processer.anordnarakt.aterkallelse import AterkallaUppgift, UppgiftAterkallad
from domain.processer.anordnarakt.bevakning import AktfristPasserad, AktPaminnelse, bevakningar
from domain.processer.anordnarakt.brev import brev
from domain.processer.anordnarakt.nar_nagon_slutar import OmbemanningBegard, RegistreraOmbemanning, effekter
from domain.processer.anordnarakt.personal import (
    AnsokBehorighet,
    BehorighetAnsokt,
    BehorighetUpphorde,
    PersonalBorjade,
    PersonalBorjar,
    PersonalSlutade,
    PersonalSlutar,
)
from domain.processer.anordnarakt.villkor import (
    AnmalForandring,
    BekraftaVillkor,
    ForandringAnmald,
    SkickaVillkor,
    VillkorBekraftat,
    VillkorSkickat,
)
from domain.processer.process import Processrad, Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.klockslag import Klockslag
from domain.skeende.kommando import Kommando


def _besluta(a: Akt, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    if fall.av.roll is Roll.ANORDNARE and fall.av.organisation != a.anordnare:
        raise Avvisning(k.regel, "akten är en annan anordnares", "av")
    match k:
        case PersonalBorjar() | AnsokBehorighet() | PersonalSlutar():
            yield from personal.besluta(a, k, fall, r)
        case RegistreraOmbemanning():
            yield from nar_nagon_slutar.besluta(a, k)
        case AnmalForandring() | SkickaVillkor() | BekraftaVillkor():
            yield from villkor.besluta(a, k, fall, r)
        case AterkallaUppgift():
            yield from aterkallelse.besluta(a, k, fall)
        case _:
            raise AssertionError(k)


def _tillampa(a: Akt, h: Handelse, tid: datetime) -> Akt:
    match h:
        case PersonalBorjade() | BehorighetAnsokt() | PersonalSlutade() | BehorighetUpphorde():
            return personal.tillampa(a, h, tid)
        case OmbemanningBegard():
            return nar_nagon_slutar.tillampa(a, h)
        case ForandringAnmald() | VillkorSkickat() | VillkorBekraftat():
            return villkor.tillampa(a, h, tid)
        case UppgiftAterkallad():
            return aterkallelse.tillampa(a, h, tid)
        case AktPaminnelse() | AktfristPasserad():
            return bevakning.tillampa(a, h)
    raise AssertionError(h)


def _klockslag(a: Akt) -> Iterator[Klockslag]:
    yield from bevakning.klockslag(a)
    yield from personal.klockslag(a)


def _klar(a: Akt) -> bool:
    """Nothing is awaited; the process goes on when something more is said."""
    vantar = any(b.vantar for b in bevakningar(a))
    return not vantar and all(p.ombemannat and (p.till is None or p.upphord) for p in a.personal.values())


def _rad(a: Akt) -> Processrad:
    data: Json = {
        "anstallda": sum(p.till is None for p in a.personal.values()),
        "forandringar": a.forandringar - len(a.aterkallade),
        "obekraftade": [namn for namn, v in a.villkor.items() if not v.bekraftat],
        "bekraftade": [namn for namn, v in a.villkor.items() if v.bekraftat],
    }
    return Processrad("vilar" if _klar(a) else "vantar", a.anordnare, None, f"Akten för {a.anordnare}", data)


def _far_se(a: Akt, aktor: Aktor) -> bool:
    if aktor.roll is Roll.ANORDNARE:
        return aktor.organisation == a.anordnare
    return aktor.roll in (
        Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.SYSTEMSPECIALIST, Roll.KUNDKOORDINATOR, Roll.SYSTEM,
    )  # fmt: skip


ANORDNARAKT = Processrutin(
    slag="anordnarakt",
    namn="anordnare",
    regel="K3.4",
    tillstand=Akt,
    borjan=lambda process: Akt(anordnare_av(process)),
    kommandon=(
        PersonalBorjar, AnsokBehorighet, PersonalSlutar, RegistreraOmbemanning, AnmalForandring, SkickaVillkor,
        BekraftaVillkor, AterkallaUppgift,
    ),
    handelser=(
        PersonalBorjade, BehorighetAnsokt, PersonalSlutade, OmbemanningBegard, BehorighetUpphorde, ForandringAnmald,
        VillkorSkickat, VillkorBekraftat, UppgiftAterkallad, AktPaminnelse, AktfristPasserad,
    ),
    besluta=_besluta,
    tillampa=_tillampa,
    rad=_rad,
    klar=_klar,
    far_se=_far_se,
    klockslag=_klockslag,
    brev=brev,
    bevakningar=bevakningar,
    effekter=effekter,
)  # fmt: skip
