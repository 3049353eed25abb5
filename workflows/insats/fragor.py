"""Answers to queries: derived from state, in the rows that every tool shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ApplicationError

with workflow.unsafe.imports_passed_through():
    from domain.forklaring.belopp import forklaring_av_belopp
    from domain.grund.parter import Aktor
    from domain.grund.roller import far_se_arende
    from domain.insats.insats import Insats
    from domain.liv.insyn import orsak_for, ser_bevakning
    from domain.liv.lagesbild import (
        Bevakningsrad,
        Insatsrad,
        Utbetalningsrad,
        bevakningsrader,
        insatsrad,
        utbetalningsrader,
    )


@dataclass(frozen=True, slots=True)
class Lage:
    """How a case stands."""

    insats: Insatsrad
    bevakningar: list[Bevakningsrad]
    utbetalningar: list[Utbetalningsrad]


def for_nagon(insats: Insats | None, som: str) -> Insats:
    """State, for somebody who may see it; a query of anybody else fails (ApplicationError)."""
    try:
        aktor = Aktor.tolka(str(som))
    except ValueError as fel:
        raise ApplicationError(str(fel), type="Avvisning") from None
    if insats is None or not far_se_arende(aktor, insats.anordnare):
        raise ApplicationError("ärendet finns inte, eller är inte ditt att se", type="Avvisning")
    return insats


def lage(insats: Insats, som: Aktor) -> Lage:
    """The whole picture, as ``som`` may see it: a hidden reason stays hidden (K13.3)."""
    rad = insatsrad(insats)
    rad = replace(rad, avslutsorsak=orsak_for(som, rad.avslutsorsak, dold=insats.orsak_dold))
    return Lage(rad, _bevakningar(insats, som), utbetalningsrader(insats))


def _bevakningar(insats: Insats, som: Aktor) -> list[Bevakningsrad]:
    return [b for b in bevakningsrader(insats) if ser_bevakning(som, b.slag, b.avser)]


def oppna_bevakningar(insats: Insats, som: Aktor) -> list[Bevakningsrad]:
    """What is awaited now, as ``som`` may see it, late first, then by frist."""
    oppna = [b for b in _bevakningar(insats, som) if b.vantar]
    return sorted(oppna, key=lambda b: (b.utfall != "forsenad", b.frist, b.nyckel))


def belopp(insats: Insats, manad: str) -> dict[str, Any]:
    """How the amount of a month came about.

    Raises: ApplicationError in Swedish for a month without insatsdagar.
    """
    if manad not in insats.insatsmanader:
        raise ApplicationError(f"{manad} har inga insatsdagar i det här ärendet", type="Avvisning")
    return forklaring_av_belopp(insats, manad)
