"""§1.1: the anordnare's auktorisation ends, or is changed, during the insats: nothing ends by itself (K1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Avslutsanledning
from domain.kapitel.franvaro.avslutsfragor import BESLUT_OM_AVSLUT
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import VIKT_SLUT, Klockslag
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum, passerad

UPPHORD = "auktorisation_upphord"
"""What the question of an end is named by when the auktorisation has put it (K13.10)."""


class AndraAuktorisation(Kommando):
    """The register has another last day of the auktorisation than the case knows; what the service says."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = "K1.1"
    rubrik: ClassVar = "Anordnarens auktorisation är ändrad"

    kommando: Literal["andra_auktorisation"] = "andra_auktorisation"
    till: date | None = Field(default=None, description="Sista dagen.")


@dataclass(frozen=True, slots=True)
class AuktorisationAndrad(Handelse):
    """``till`` is the last day, None until further notice."""

    till: date | None
    slag: Literal["auktorisation_andrad"] = "auktorisation_andrad"


@dataclass(frozen=True, slots=True)
class AuktorisationUpphord(Handelse):
    """The anordnare's auktorisation ends or has ended (K1.1)."""

    sista_dag: date
    slag: Literal["auktorisation_upphord"] = "auktorisation_upphord"


def _andra(i: Insats, k: AndraAuktorisation, fall: Fall) -> Iterator[Handelse]:
    if k.till == i.auktoriserad_till:
        raise Avvisning("K1.1", "ärendet har redan den uppgiften", "till")
    yield AuktorisationAndrad(k.till)


def _andrades(i: Insats, h: AuktorisationAndrad, tid: datetime) -> Insats:
    # An end that has passed is raised anew when it turns out to have been another day, and so is the question of it.
    andra = tuple(a for a in i.avslutsanledningar if a.sort != UPPHORD or _besvarad(i, a))
    return med(i, auktoriserad_till=h.till, auktorisation_upphord=False, avslutsanledningar=andra)


def _besvarad(i: Insats, a: Avslutsanledning) -> bool:
    return BESLUT_OM_AVSLUT.nyckel(f"{a.sort}-{a.datum}") in i.avslut_besvarat


def _auktorisationen_upphorde(i: Insats, h: AuktorisationUpphord, tid: datetime) -> Insats:
    if not i.regelverk.ja("beslut_om_avslut.auktorisation", datum(tid)):
        return med(i, auktorisation_upphord=True)
    ny = Avslutsanledning(tid, UPPHORD, h.sista_dag)
    return med(i, auktorisation_upphord=True, avslutsanledningar=(*i.avslutsanledningar, ny))


def med_klockans_fraga(ny: Insats, i: Insats, tid: datetime) -> tuple[Avslutsanledning, ...]:
    """What puts the question of an end in a case decided anew: what has been said, and what the clock had found by an
    instant, which no saying gives (K0.7)."""
    upphorda = [a for a in i.avslutsanledningar if a.sort == UPPHORD and a.tid <= tid]
    sagda = [a for a in ny.avslutsanledningar if a.sort != UPPHORD]
    return tuple(sorted((*sagda, *upphorda), key=lambda a: a.tid))


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """K1.1: an auktorisation that ends during the insats is raised to the KV, the day after its last day."""
    sista = i.auktoriserad_till
    if sista is None or i.auktorisation_upphord or i.avslutad:
        return
    yield Klockslag(
        passerad(sista),
        VIKT_SLUT,
        "auktorisation",
        AuktorisationUpphord(sista),
        f"auktorisationen gäller t.o.m. {sista} · K1.1",
    )


def _brev_andrad(i: Insats, h: AuktorisationAndrad) -> Iterator[Brev]:
    nar = f"gäller till och med {h.till}" if h.till else "gäller tills vidare"
    yield Brev(Roll.KARRIARVAGLEDARE, "K1.1", f"Anordnarens auktorisation är ändrad: den {nar} (§1.1, K1.1)")


def _brev_auktorisation(i: Insats, h: AuktorisationUpphord) -> Iterator[Brev]:
    yield Brev(
        Roll.KARRIARVAGLEDARE,
        "K1.1",
        f"Anordnarens auktorisation upphörde {h.sista_dag}; insatsen fortsätter tills du beslutar annat (§1.1, K1.1)",
    )


KAPITEL = Kapitel(
    beslut={AndraAuktorisation: _andra},
    foljder={
        AuktorisationAndrad: Foljd(
            _andrades,
            mening=lambda h: Mening(
                f"Anordnarens auktorisation är ändrad, den gäller {f't.o.m. {h.till}' if h.till else 'tills vidare'}",
                "K1.1",
            ),
            brev=_brev_andrad,
        ),
        AuktorisationUpphord: Foljd(
            _auktorisationen_upphorde,
            mening=lambda h: Mening(f"Anordnarens auktorisation upphörde {h.sista_dag}", "K1.1", "sen"),
            brev=_brev_auktorisation,
        ),
    },
    klockslag=klockslag,
)
