"""§14: the payment month as a process: its chapters put together, and how it is listed (K14.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.grund.avvisning import Avvisning, finns
from domain.processer.betalningsmanad import attest, bevakning, stangning
from domain.processer.betalningsmanad.attest import (
    AterlamnaBetalning,
    AttesteraBetalning,
    BetalningAterlamnad,
    BetalningAttesterad,
    BetalningForberedd,
    ForberedBetalning,
)
from domain.processer.betalningsmanad.bevakning import BetalningForsenad, BetalningPaminnelse, bevakningar, klockslag
from domain.processer.betalningsmanad.brev import brev
from domain.processer.betalningsmanad.lage import REGEL, SER, SLAG, Betalningslage
from domain.processer.betalningsmanad.stangning import (
    BetalningsmanadIngar,
    BetalningsmanadOppnad,
    BetalningsmanadStangd,
    OppnaBetalningsmanad,
    RegistreraIngar,
    RegistreraStangning,
    effekter,
)
from domain.processer.process import Processrad, Processrutin
from domain.regler.regelverk import Regelverk
from domain.skeende.handelse import Fall, Handelse
from domain.skeende.kommando import Kommando


def besluta(lage: Betalningslage | None, k: Kommando, fall: Fall, regelverk: Regelverk) -> Iterator[Handelse]:
    """Raises: Avvisning under K14.6."""
    if isinstance(k, OppnaBetalningsmanad):
        yield stangning.oppna(lage, k, fall, regelverk)
        return
    if lage is None:
        raise Avvisning(REGEL, "betalningsmånaden är inte öppnad för stängning")
    match k:
        case RegistreraStangning() | RegistreraIngar():
            yield stangning.registrera(lage, k)
        case ForberedBetalning() | AttesteraBetalning() | AterlamnaBetalning():
            yield attest.besluta(lage, k, fall.av)
        case _:
            raise AssertionError(k)


def tillampa(lage: Betalningslage | None, h: Handelse, tid: datetime) -> Betalningslage:
    """The fold."""
    if isinstance(h, BetalningsmanadOppnad | BetalningsmanadStangd | BetalningsmanadIngar):
        return stangning.tillampa(lage, h, tid)
    lage = finns(lage, "the first line is betalningsmanad_oppnad")
    match h:
        case BetalningForberedd() | BetalningAttesterad() | BetalningAterlamnad():
            return attest.tillampa(lage, h, tid)
        case BetalningPaminnelse() | BetalningForsenad():
            return bevakning.tillampa(lage, h)
    raise AssertionError(h)


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


BETALNINGSMANAD = Processrutin(
    slag=SLAG,
    borjar=(OppnaBetalningsmanad,),
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
