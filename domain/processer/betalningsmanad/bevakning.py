"""§14: each of the two steps of a payment month is awaited, reminded of and late as any bevakning (K0.8, K14.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from domain.grund.parter import Roll
from domain.processer.betalningsmanad.lage import REGEL, Betalningslage, Vantan
from domain.processer.process import Processbevakning, Processutfall
from domain.skeende.handelse import Handelse
from domain.skeende.klockslag import VIKT_FRIST, Klockslag
from domain.tid.frist import arbetsdagar_fran
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import datum, klockan, passerad

VAD = {"forberedelse": "förberedelsen", "attest": "attesten"}
"""What each step is called in a sentence."""


@dataclass(frozen=True, slots=True)
class BetalningPaminnelse(Handelse):
    """Whoever is to take the next step was reminded."""

    slag: Literal["betalning_paminnelse"] = "betalning_paminnelse"


@dataclass(frozen=True, slots=True)
class BetalningForsenad(Handelse):
    """The step's day passed."""

    slag: Literal["betalning_forsenad"] = "betalning_forsenad"


def vanta(
    lage: Betalningslage, slag: Literal["forberedelse", "attest"], tid: datetime, utom: str | None = None
) -> Betalningslage:
    """The month as it awaits the step, from ``tid`` (UTC), of anyone but ``utom``."""
    frist = arbetsdagar_fran(datum(tid), lage.arbetsdagar).frist
    return replace(lage, steg=(*lage.steg, Vantan(slag, lage.kontroll.omgang, tid, frist, utom=utom)))


def gjort(lage: Betalningslage, tid: datetime) -> Betalningslage:
    """The month when what was awaited is done."""
    return _sist(lage, klar=tid)


def tillampa(lage: Betalningslage, h: BetalningPaminnelse | BetalningForsenad) -> Betalningslage:
    """The fold."""
    match h:
        case BetalningPaminnelse():
            return _sist(lage, pamind=True)
        case BetalningForsenad():
            return _sist(lage, forsenad=True)


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
            _nyckel(v), slag, REGEL, Roll.EKONOM, None, v.oppnad, passerad(v.frist), v.frist, utfall, v.klar, v.utom
        )


def _nyckel(v: Vantan) -> str:
    return f"{v.slag}:{v.omgang}"
