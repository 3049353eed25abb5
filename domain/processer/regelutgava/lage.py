"""§14.1: decided values as they stand: what was entered, who has signed, and what came of it (K16.5)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Literal

from domain.grund.parter import Aktor
from domain.processer.totrinnskontroll import Totrinnskontroll
from domain.regler.regelverk import Parameter
from domain.skeende.handelse import Handelse
from domain.tid.frist import arbetsdagar_fran
from domain.tid.tidpunkt import datum


@dataclass(frozen=True, slots=True)
class VardenForeslagna(Handelse):
    """Decided values are entered, to be attested by another (K16.5)."""

    utgava: str
    beslut: str
    parametrar: tuple[Parameter, ...]
    av: str
    utgar: tuple[tuple[str, date], ...] = ()
    arbetsdagar: int = 0
    """Within so many the attest is awaited; 0, and no hour to be reminded at, in what was entered before it was."""
    paminns: time | None = None
    slag: Literal["varden_foreslagna"] = "varden_foreslagna"


@dataclass(frozen=True, slots=True)
class VardenAttesterade(Handelse):
    """Another has: they hold, and are brought to every case."""

    av: str
    slag: Literal["varden_attesterade"] = "varden_attesterade"


@dataclass(frozen=True, slots=True)
class VardenTillbakadragna(Handelse):
    """They are taken back before they held."""

    av: str
    slag: Literal["varden_tillbakadragna"] = "varden_tillbakadragna"


@dataclass(frozen=True, slots=True)
class UtgavaInford(Handelse):
    """``hinder`` is why it could not be."""

    hinder: str | None = None
    slag: Literal["utgava_inford"] = "utgava_inford"


@dataclass(frozen=True, slots=True)
class AttestPaminnelse(Handelse):
    """Those who may attest were reminded."""

    slag: Literal["attest_paminnelse"] = "attest_paminnelse"


@dataclass(frozen=True, slots=True)
class AttestForsenad(Handelse):
    """The attest's day passed."""

    slag: Literal["attest_forsenad"] = "attest_forsenad"


@dataclass(frozen=True, slots=True)
class Attestvantan:
    """The attest as it is awaited, since when and by when, and at what hour it is reminded of."""

    oppnad: datetime
    frist: date
    paminns: time
    pamind: bool = False
    forsenad: bool = False


@dataclass(frozen=True)
class Regelutgava:
    """State: what was entered, who signed, and what came of it. ``vantan``: how the attest is awaited, if it is."""

    process: str
    forslag: VardenForeslagna | None = None
    kontroll: Totrinnskontroll = field(default_factory=Totrinnskontroll)
    utfall: UtgavaInford | None = None
    vantan: Attestvantan | None = None

    @property
    def status(self) -> str:
        """One word of how it stands."""
        if self.utfall:
            return "hindrad" if self.utfall.hinder else "galler"
        if self.kontroll.aterlamnad:
            return "tillbakadragen"
        return "infors" if self.kontroll.attesterad else "foreslagen"


def tillampa(u: Regelutgava, h: Handelse, tid: datetime) -> Regelutgava:
    """The fold."""
    match h:
        case VardenForeslagna():
            kontroll = u.kontroll.forbered(Aktor.tolka(h.av), tid)
            return replace(u, forslag=h, kontroll=kontroll, vantan=_vantan(h, tid))
        case VardenAttesterade():
            return replace(u, kontroll=u.kontroll.attestera(Aktor.tolka(h.av), tid))
        case VardenTillbakadragna():
            return replace(u, kontroll=u.kontroll.aterlamna(Aktor.tolka(h.av), tid))
        case UtgavaInford():
            return replace(u, utfall=h)
    raise AssertionError(h)


def _vantan(h: VardenForeslagna, tid: datetime) -> Attestvantan | None:
    if not h.arbetsdagar or h.paminns is None:
        return None
    return Attestvantan(tid, arbetsdagar_fran(datum(tid), h.arbetsdagar).frist, h.paminns)
