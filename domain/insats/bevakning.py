"""Bevakningar: what is awaited, of whom, by when, under which rule (K0.8, K0.9).

A bevakning is derived from state by its chapter; how it stands (``utfall``) follows from the facts and from what
the clock has raised, which ``bevakningsklocka`` does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from domain.grund.parter import Roll
from domain.insats.insats import Insats
from domain.tid.frist import Fristrakning
from domain.tid.kalender import arbetsdag_fore
from domain.tid.tidpunkt import datum, klockan, passerad

Utfall = Literal["uppfylld", "sen", "oppen", "forsenad", "avskriven", "upphord", "planerad"]

EFTER_SLUTET = frozenset(
    {"manadsrapport", "rapportgranskning", "rapportgodkannande", "faktureringsunderlag", "slutrapport"}
)
"""The bevakningar that live on after the end date (K13.7)."""

RUBRIK: dict[str, str] = {
    "bemanning": "bemanning",
    "uppdrag": "uppdrag",
    "uppstartsmote": "bokning av uppstartsmöte",
    "veckokontakt": "veckokontakt",
    "genomforandeplan": "genomförandeplan",
    "plangranskning": "granskning av genomförandeplan",
    "planrevidering": "reviderad genomförandeplan",
    "uppfoljningsmote": "uppföljningsmöte",
    "manadsrapport": "månadsrapport",
    "rapportgranskning": "granskning av månadsrapport",
    "rapportgodkannande": "godkännande av månadsrapport",
    "beslut_om_avslut": "beslut om avslut",
    "lakarintyg": "läkarintyg",
    "vabintyg": "VAB-intyg",
    "trepartsmote": "bokning av trepartsmöte",
    "sjukskrivning_avbrott": "beslut om avbrott för sjukskrivning",
    "franvaroanmalan": "meddelande om ogiltig frånvaro",
    "forlangningsbeslut": "beslut om förlängning",
    "slutrapport": "slutrapport",
    "faktureringsunderlag": "faktureringsunderlag",
}
"""What staff call each kind of bevakning."""

_ATERREMITTERAD: dict[str, str] = {
    "plangranskning": "ny version av genomförandeplan",
    "rapportgodkannande": "komplettering av månadsrapport",
}
"""What the anordnare owes while a bevakning of the KV's is its own, after an återremiss (K0.9)."""


@dataclass(frozen=True, slots=True)
class Bevakning:
    """One thing awaited.

    Attributes:
        slag, avser: the kind, and which one of it (month, first day of absence, end date …).
        regel: krav id.
        ansvarig: who owes it now (K0.9).
        oppnas: instant (UTC) at which its clock starts.
        berakning: how its frist was found.
        frist_satt: since when the frist is what it is; no reminder is sent for a time before that.
        uppfylld: instant at which it was done.
        vid_frist: what it becomes when the frist passes: late and still open, or closed for good (K0.8).
        vilar: the ball lies elsewhere, so neither reminder nor passing is raised yet (K6.3).
    """

    slag: str
    avser: str | None
    regel: str
    ansvarig: Roll
    oppnas: datetime
    berakning: Fristrakning
    frist_satt: datetime
    uppfylld: datetime | None = None
    vid_frist: Literal["forsenad", "sen", "upphord"] = "forsenad"
    vilar: bool = False
    nyckel: str = field(init=False)
    """``slag``, or ``slag:avser``: its name within the case."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "nyckel", f"{self.slag}:{self.avser}" if self.avser else self.slag)

    @property
    def frist(self) -> date:
        return self.berakning.frist

    @property
    def rubrik(self) -> str:
        """How staff name it, e.g. ``månadsrapport 2024-03``."""
        return benamning(self.slag, self.avser)

    def utfall(self, insats: Insats) -> Utfall:
        """How it stands, by the facts and by what the clock has raised."""
        nyckel = self.nyckel
        if self.uppfylld:
            return "uppfylld" if datum(self.uppfylld) <= self.frist else "sen"
        if nyckel in insats.avskrivna:
            return "avskriven"
        if nyckel in insats.upphorda:
            return "upphord"
        if nyckel in insats.passerade and self.har_passerat(insats):
            return self.vid_frist
        return "oppen" if nyckel in insats.oppnade else "planerad"

    def har_passerat(self, insats: Insats) -> bool:
        """Whether its frist has passed; where the end has come, whether it had passed by then (K13.7).

        After a correction that is by the end as it now stands: what passed only while the end stood later lapses with
        it (K0.7). What had passed when an end behind it was decided, stays.
        """
        if insats.avslutad and self.slag not in EFTER_SLUTET and insats.slutdatum and insats.slutdatum_satt:
            return insats.har_passerat(self.nyckel, self.frist, max(passerad(insats.slutdatum), insats.slutdatum_satt))
        return insats.har_passerat(self.nyckel, self.frist)

    def paminnelse(self, klockslag: time) -> datetime | None:
        """When its responsible party is reminded (K0.8); None if it became known too late for that."""
        for dag in (arbetsdag_fore(self.frist), self.frist):
            if (nar := klockan(dag, klockslag)) >= self.frist_satt:
                return nar
        return None


if TYPE_CHECKING:
    bevaka = Bevakning
else:
    bevaka = lru_cache(maxsize=16384)(Bevakning)
"""The bevakning of these facts, made once: of the months' all are derived anew when anything has come, and nearly all
are what they were."""


def benamning(slag: str, avser: str | None, ansvarig: Roll | None = None) -> str:
    """How staff name a bevakning; with ``ansvarig``, as what that one owes."""
    namn = RUBRIK.get(slag, slag)
    if ansvarig is Roll.ANORDNARE:
        namn = _ATERREMITTERAD.get(slag, namn)
    return f"{namn} {avser}" if avser else namn
