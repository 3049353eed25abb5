"""§3.2, §1.1: what follows from what is put on an anordnare's record (K3.4, K3.5, K16.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from domain import anordnaraterkallelse
from domain.anordnarakt import Akt, Anstallning, Villkorsutskick, anordnare_av
from domain.anordnaraterkallelse import AterkallaUppgift, UppgiftAterkallad
from domain.anordnarbevakning import AktfristPasserad, AktPaminnelse
from domain.anordnarbrev import brev
from domain.anordnarombemanning import AKTIVITET_OMBEMANNA, OmbemanningBegard, RegistreraOmbemanning
from domain.anordnarpersonal import (
    AnsokBehorighet,
    BehorighetAnsokt,
    BehorighetUpphorde,
    PersonalBorjade,
    PersonalBorjar,
    PersonalSlutade,
    PersonalSlutar,
)
from domain.anordnarvillkor import (
    AnmalForandring,
    BekraftaVillkor,
    ForandringAnmald,
    SkickaVillkor,
    VillkorBekraftat,
    VillkorSkickat,
)
from domain.avvisning import Avvisning
from domain.kalender import arbetsdag_fore, arbetsdagar_fran
from domain.kapitel import VIKT_FRIST, VIKT_UPPHOR, Fall, Handelse, Klockslag, Kommando
from domain.parter import Aktor, Roll
from domain.process import Effekt, Processbevakning, Processrad, Processrutin, Processutfall, benamning
from domain.regelverk import Regelverk
from domain.tid import datum, klockan, passerad


def _besluta(a: Akt, k: Kommando, fall: Fall, r: Regelverk) -> Iterator[Handelse]:
    if fall.av.roll is Roll.ANORDNARE and fall.av.organisation != a.anordnare:
        raise Avvisning(k.regel, "akten är en annan anordnares", "av")
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
            yield PersonalBorjade(k.person, k.fran, _paminn(k.fran, fall, r))
        case AnsokBehorighet():
            anstallning = a.personal.get(k.person)
            if anstallning is None or anstallning.till:
                raise Avvisning("K3.4", f"{k.person} är inte anmäld som anställd", "person")
            if anstallning.ansokt:
                raise Avvisning("K3.4", f"behörighet är redan ansökt för {k.person}", "person")
            yield BehorighetAnsokt(k.person)
        case PersonalSlutar():
            yield from _slutar(a, k)
        case RegistreraOmbemanning():
            anstallning = a.personal.get(k.person)
            if anstallning is None or anstallning.ombemannat or anstallning.till != k.till:
                raise Avvisning("K3.4", "det var en tidigare anmälan som ärendena fick veta", "till")
            yield OmbemanningBegard(k.person, k.till, k.arenden)
        case AnmalForandring():
            yield ForandringAnmald(k.sort, k.fran)
        case SkickaVillkor():
            if k.villkor in a.villkor:
                raise Avvisning("K16.2", f"{k.villkor} är redan skickat till {a.anordnare}", "villkor")
            dagar = r.tal("villkor.bekraftelse_arbetsdagar", fall.idag)
            frist = arbetsdagar_fran(fall.idag, dagar).frist
            yield VillkorSkickat(k.villkor, k.galler_fran, frist, _paminn(frist, fall, r))
        case BekraftaVillkor():
            utskick = a.villkor.get(k.villkor)
            if utskick is None:
                raise Avvisning("K16.2", f"{k.villkor} har inte skickats till {a.anordnare}", "villkor")
            if utskick.bekraftat:
                raise Avvisning("K16.2", f"{k.villkor} är redan bekräftat av {utskick.av}", "villkor")
            yield VillkorBekraftat(k.villkor, fall.av.id)
        case AterkallaUppgift():
            yield from anordnaraterkallelse.besluta(a, k, fall)


def _paminn(frist: date, fall: Fall, r: Regelverk) -> datetime | None:
    """K0.8: on the last arbetsdag before, or, if that is behind us, on the day itself; None if that is too.

    What is told long afterwards has no day before it: it may be the calendar's first.
    """
    nar = time.fromisoformat(r.text_varde("paminnelse.klockslag", fall.idag))
    if (pa_dagen := klockan(frist, nar)) < fall.nu:
        return None
    fore = klockan(arbetsdag_fore(frist), nar)
    return fore if fore >= fall.nu else pa_dagen


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


def _tillampa(a: Akt, h: Handelse, tid: datetime) -> Akt:
    match h:
        case PersonalBorjade():
            fore = a.personal.get(h.person)
            ny = Anstallning(h.fran, tid, h.paminn, fore=replace(fore, fore=None) if fore else None)
            return _med_person(a, h.person, ny)
        case BehorighetAnsokt():
            return _med_person(a, h.person, replace(a.personal[h.person], ansokt=tid))
        case PersonalSlutade():
            den = a.personal.get(h.person) or Anstallning(None, tid)
            return _med_person(a, h.person, replace(den, till=h.till, slut_anmalt=tid, ombemannat=False))
        case OmbemanningBegard():
            return _med_person(a, h.person, replace(a.personal[h.person], ombemannat=True))
        case BehorighetUpphorde():
            return _med_person(a, h.person, replace(a.personal[h.person], upphord=True))
        case ForandringAnmald():
            return replace(a, forandringar=a.forandringar + 1)
        case VillkorSkickat():
            utskick = Villkorsutskick(h.galler_fran, h.frist, tid, h.paminn)
            return replace(a, villkor={**a.villkor, h.villkor: utskick})
        case VillkorBekraftat():
            utskick = replace(a.villkor[h.villkor], bekraftat=tid, av=h.av)
            return replace(a, villkor={**a.villkor, h.villkor: utskick})
        case UppgiftAterkallad():
            return anordnaraterkallelse.tillampa(a, h, tid)
        case AktPaminnelse():
            return replace(a, paminda=a.paminda | {h.nyckel})
        case AktfristPasserad():
            return replace(a, passerade=a.passerade | {h.nyckel})
    raise AssertionError(h)


def _med_person(a: Akt, person: str, anstallning: Anstallning) -> Akt:
    return replace(a, personal={**a.personal, person: anstallning})


def _bevakningar(a: Akt) -> Iterator[Processbevakning]:
    return (b for b, _ in _bevakade(a))


def _bevakade(a: Akt) -> Iterator[tuple[Processbevakning, datetime | None]]:
    """What is awaited, and when to remind of it."""
    for person, p in a.personal.items():
        if p.fran:
            # The frist is the first day itself, whatever day of the week that is.
            upphord = p.till is not None and p.ansokt is None
            yield _bevakning(a, "behorighetsansokan", person, "K3.4", p.anmald, p.fran, p.ansokt, upphord), p.paminn
    for namn, v in a.villkor.items():
        yield _bevakning(a, "villkorsbekraftelse", namn, "K16.2", v.skickat, v.frist, v.bekraftat), v.paminn


def _bevakning(
    a: Akt,
    slag: str,
    avser: str,
    regel: str,
    oppnad: datetime,
    frist: date,
    gjord: datetime | None,
    upphord: bool = False,
) -> Processbevakning:
    nyckel = f"{slag}:{avser}:{oppnad.isoformat()}"
    utfall: Processutfall = "forsenad" if nyckel in a.passerade else "oppen"
    if upphord:
        utfall = "upphord"
    elif gjord:
        utfall = "uppfylld" if datum(gjord) <= frist else "sen"
    return Processbevakning(
        nyckel, slag, regel, Roll.ANORDNARE, a.anordnare, oppnad, passerad(frist), frist, utfall, gjord
    )  # fmt: skip


def _klockslag(a: Akt) -> Iterator[Klockslag]:
    for b, nar in _bevakade(a):
        if b.utfall != "oppen" or b.frist is None:
            continue
        text = f"{benamning(b.slag)} senast {b.frist} · {b.regel}"
        yield Klockslag(b.forfaller, VIKT_FRIST, b.nyckel, AktfristPasserad(b.nyckel, b.frist), text)
        if nar and b.nyckel not in a.paminda:
            nyckel = f"paminn:{b.nyckel}"
            yield Klockslag(nar, VIKT_FRIST, nyckel, AktPaminnelse(b.nyckel, b.frist), f"påminnelse: {text}")
    for person, p in a.personal.items():
        if p.till and not p.upphord:
            text = f"behörighet upphör {p.till} · K3.4"
            h = BehorighetUpphorde(person, p.till)
            yield Klockslag(passerad(p.till), VIKT_UPPHOR, f"upphor:{person}", h, text)


def _effekter(a: Akt) -> Iterator[Effekt]:
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


def _klar(a: Akt) -> bool:
    """Nothing is awaited; the process goes on when something more is said."""
    vantar = any(b.utfall in ("oppen", "forsenad") for b in _bevakningar(a))
    return not vantar and all(p.ombemannat and (p.till is None or p.upphord) for p in a.personal.values())


def _rad(a: Akt) -> Processrad:
    data: dict[str, Any] = {
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


RUTIN = Processrutin(
    slag="anordnarakt",
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
    bevakningar=_bevakningar,
    effekter=_effekter,
)  # fmt: skip
