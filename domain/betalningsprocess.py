"""§14: the payment month as a process: opened on the 16th, closed once, prepared, and attested by another (K14.6).

Four eyes by ``totrinnskontroll``; each of the two steps is awaited, reminded of and late as any bevakning (K0.8).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any, Literal

from domain.avvisning import Avvisning
from domain.betalningsbrev import VAD, brev
from domain.betalningsmanad import (
    AKTIVITET_STANG,
    REGEL,
    SER,
    SLAG,
    AterlamnaBetalning,
    AttesteraBetalning,
    BetalningAterlamnad,
    BetalningAttesterad,
    BetalningForberedd,
    BetalningForsenad,
    BetalningPaminnelse,
    Betalningslage,
    BetalningsmanadIngar,
    BetalningsmanadOppnad,
    BetalningsmanadStangd,
    ForberedBetalning,
    OppnaBetalningsmanad,
    RegistreraIngar,
    RegistreraStangning,
    Status,
    Summa,
    Vantan,
    kan_stangas,
)
from domain.kalender import arbetsdag_fore, arbetsdagar_fran
from domain.kapitel import VIKT_FRIST, Fall, Handelse, Klockslag, Kommando
from domain.parter import Aktor, Roll
from domain.process import Effekt, Processbevakning, Processrad, Processrutin, Processutfall
from domain.regelverk import Regelverk
from domain.tid import datum, klockan, passerad


def besluta(lage: Betalningslage | None, k: Kommando, fall: Fall, regelverk: Regelverk) -> Iterator[Handelse]:
    """Raises: Avvisning under K14.6."""
    if isinstance(k, OppnaBetalningsmanad):
        yield _oppna(lage, k, fall, regelverk)
        return
    if lage is None:
        raise Avvisning(REGEL, "betalningsmånaden är inte öppnad för stängning")
    match k:
        case RegistreraStangning() | RegistreraIngar() if lage.status != "stangs":
            raise Avvisning(REGEL, f"betalningsmånaden {lage.manad} är redan stängd")
        case RegistreraStangning():
            yield BetalningsmanadStangd(tuple(Summa(**s.model_dump()) for s in k.summor), k.ej_svarat)
        case RegistreraIngar():
            yield BetalningsmanadIngar(k.i)
        case _:
            yield _i_tva_steg(lage, k, fall.av)


def _oppna(
    lage: Betalningslage | None, k: OppnaBetalningsmanad, fall: Fall, regelverk: Regelverk
) -> BetalningsmanadOppnad:
    if lage is not None:
        raise Avvisning(REGEL, f"betalningsmånaden {lage.manad} {_HUR[lage.status]}", "manad")
    if fall.nu < (tidigast := kan_stangas(k.manad, regelverk)):
        raise Avvisning(REGEL, f"{k.manad} kan stängas tidigast {datum(tidigast)} klockan 00:00", "manad")
    return BetalningsmanadOppnad(
        k.manad,
        fall.nu + timedelta(minutes=regelverk.tal("betalningsmanad.vantan", fall.idag)),
        regelverk.tal("betalningsmanad.arbetsdagar", fall.idag),
        time.fromisoformat(regelverk.text_varde("paminnelse.klockslag", fall.idag)),
    )


def _i_tva_steg(lage: Betalningslage, k: Kommando, av: Aktor) -> Handelse:
    if lage.ingar_i:
        raise Avvisning(REGEL, f"{lage.manad} stängdes inte för sig utan ingår i {lage.ingar_i}", "manad")
    if lage.stangd is None:
        raise Avvisning(REGEL, f"{lage.manad} håller på att stängas; vänta tills det är klart", "manad")
    match k:
        case ForberedBetalning():
            lage.kontroll.prova_forbered(REGEL)
            return BetalningForberedd(str(av))
        case AttesteraBetalning():
            lage.kontroll.prova_attestera(av, REGEL)
            return BetalningAttesterad(str(av))
        case _:
            lage.kontroll.prova_aterlamna(REGEL)
            return BetalningAterlamnad(str(av))


_HUR: dict[Status, str] = {
    "stangs": "håller redan på att stängas",
    "stangd": "är redan stängd",
    "forberedd": "är redan stängd och förberedd",
    "attesterad": "är redan stängd och attesterad",
    "ingar": "ingår i en senare månad som redan är stängd",
}


def tillampa(lage: Betalningslage | None, h: Handelse, tid: datetime) -> Betalningslage:
    """The fold."""
    if isinstance(h, BetalningsmanadOppnad):
        return Betalningslage(h.manad, tid, h.vantar_till, h.arbetsdagar, h.paminns)
    assert lage is not None
    kontroll = lage.kontroll
    match h:
        case BetalningsmanadStangd():
            lage = replace(lage, stangd=tid, summor=h.summor, ej_svarat=h.ej_svarat)
            return _vanta(lage, "forberedelse", tid)
        case BetalningsmanadIngar():
            return replace(lage, ingar_i=h.i)
        case BetalningForberedd():
            lage = replace(_gjort(lage, tid), kontroll=kontroll.forbered(Aktor.tolka(h.av), tid))
            return _vanta(lage, "attest", tid)
        case BetalningAttesterad():
            return replace(_gjort(lage, tid), kontroll=kontroll.attestera(Aktor.tolka(h.av), tid))
        case BetalningAterlamnad():
            lage = replace(_gjort(lage, tid), kontroll=kontroll.aterlamna(Aktor.tolka(h.av), tid))
            return _vanta(lage, "forberedelse", tid)
        case BetalningPaminnelse():
            return _sist(lage, pamind=True)
        case BetalningForsenad():
            return _sist(lage, forsenad=True)
    raise AssertionError(h)


def _vanta(lage: Betalningslage, slag: Literal["forberedelse", "attest"], tid: datetime) -> Betalningslage:
    frist = arbetsdagar_fran(datum(tid), lage.arbetsdagar).frist
    return replace(lage, steg=(*lage.steg, Vantan(slag, lage.kontroll.omgang, tid, frist)))


def _gjort(lage: Betalningslage, tid: datetime) -> Betalningslage:
    return _sist(lage, klar=tid)


def _sist(lage: Betalningslage, **andras: Any) -> Betalningslage:
    return replace(lage, steg=(*lage.steg[:-1], replace(lage.steg[-1], **andras)))


def klockslag(lage: Betalningslage) -> Iterator[Klockslag]:
    """A reminder on the last arbetsdag before the frist, or on its day, and the frist passed (K0.8)."""
    if (v := lage.vantan) is None or v.forsenad:
        return
    vad = f"{VAD[v.slag]} av {lage.manad} senast {v.frist} · {REGEL}"
    if not v.pamind:
        fore = klockan(arbetsdag_fore(v.frist), lage.paminns)
        nar = fore if fore >= v.oppnad else klockan(v.frist, lage.paminns)
        yield Klockslag(nar, VIKT_FRIST, f"paminnelse:{_nyckel(v)}", BetalningPaminnelse(), f"påminnelse: {vad}")
    yield Klockslag(passerad(v.frist), VIKT_FRIST, f"frist:{_nyckel(v)}", BetalningForsenad(), vad)


def bevakningar(lage: Betalningslage) -> Iterator[Processbevakning]:
    """Each step that has been awaited, in order."""
    for v in lage.steg:
        utfall: Processutfall = "sen" if v.forsenad else "uppfylld"
        if v.klar is None:
            utfall = "forsenad" if v.forsenad else "oppen"
        slag = "betalningsforberedelse" if v.slag == "forberedelse" else "betalningsattest"
        yield Processbevakning(
            _nyckel(v), slag, REGEL, Roll.EKONOM, None, v.oppnad, passerad(v.frist), v.frist, utfall, v.klar
        )


def effekter(lage: Betalningslage) -> Iterator[Effekt]:
    """The closing itself, until what it came to is registered."""
    if lage.status == "stangs":
        yield Effekt(
            "stang",
            AKTIVITET_STANG,
            {"manad": lage.manad, "vantar_till": lage.vantar_till.isoformat()},
            f"stänger betalningsmånaden {lage.manad} · {REGEL}",
        )


def _nyckel(v: Vantan) -> str:
    return f"{v.slag}:{v.omgang}"


def rad(lage: Betalningslage) -> Processrad:
    """The month as it is listed; no case is named."""
    k = lage.kontroll
    data = {
        "manad": lage.manad,
        "stangd": lage.stangd.isoformat() if lage.stangd else None,
        "ingar_i": lage.ingar_i,
        "vantar_till": lage.vantar_till.isoformat(),
        "att_betala": str(lage.att_betala),
        "ej_svarat": lage.ej_svarat,
        "omgang": k.omgang,
        **{
            steg: {"av": str(s.av), "tid": s.tid.isoformat()} if s else None
            for steg, s in (("forberedd", k.forberedd), ("attesterad", k.attesterad), ("aterlamnad", k.aterlamnad))
        },
    }
    return Processrad(lage.status, None, None, f"Betalningsmånad {lage.manad}", data)


RUTIN = Processrutin(
    slag=SLAG,
    tillstand=Betalningslage,
    regel=REGEL,
    kommandon=(
        OppnaBetalningsmanad,
        RegistreraStangning,
        RegistreraIngar,
        ForberedBetalning,
        AttesteraBetalning,
        AterlamnaBetalning,
    ),
    handelser=(
        BetalningsmanadOppnad,
        BetalningsmanadStangd,
        BetalningsmanadIngar,
        BetalningForberedd,
        BetalningAttesterad,
        BetalningAterlamnad,
        BetalningPaminnelse,
        BetalningForsenad,
    ),
    besluta=besluta,
    tillampa=tillampa,
    rad=rad,
    klar=lambda lage: lage.status in ("attesterad", "ingar"),
    far_se=lambda _lage, aktor: aktor.roll in SER,
    klockslag=klockslag,
    brev=brev,
    bevakningar=bevakningar,
    effekter=effekter,
)
