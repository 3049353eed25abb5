"""§8: what happens to a monthly report: it comes in, and is reviewed (K8.1, K8.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.grund.slag import Delmalsstatus
from domain.insats.uppgifter import Franvarorad
from domain.kapitel.franvaro.redovisning import Komplettering
from domain.kapitel.inlamning import innehall
from domain.skeende.handelse import Handelse
from domain.tid.manad import Manad


@dataclass(frozen=True, slots=True)
class ManadsrapportInlamnad(Handelse):
    """A version of the month's report came in (K8.1)."""

    manad: Manad
    version: int
    rubrik: str
    uppfoljning_datum: date
    franvaro: tuple[Franvarorad, ...]
    kontaktforsok: tuple[date, ...] = ()
    kompletteringar: tuple[Komplettering, ...] | None = None
    """The absence of months reported before that is another now; None in lines from before that was told (K8.4)."""
    plan: innehall.Planversion | None = None
    """The approved plan that it follows, also that there is none; None in lines from before it was told (K7.6)."""
    mal: Delmalsstatus | None = None
    delmal: tuple[Delmalsstatus, ...] = ()
    narvaro: innehall.Narvaro | None = None
    bilagor: tuple[str, ...] = ()
    slag: Literal["manadsrapport_inlamnad"] = "manadsrapport_inlamnad"


@dataclass(frozen=True, slots=True)
class ManadsrapportGranskad(Handelse):
    """The KV has approved it or sent it back (K8.2)."""

    manad: Manad
    version: int
    beslut: Literal["godkand", "aterremiss"]
    progression: Literal["fortsatt", "avsluta"] | None
    slag: Literal["manadsrapport_granskad"] = "manadsrapport_granskad"
