"""§10.1: a certificate demanded from the first day of sickness, and no longer demanded (K10.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Forstadagskrav, Franvaro
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.tid.tidpunkt import datum


class KravForstadagsintyg(Kommando):
    """Demand, or no longer demand, a certificate from the first day of sickness (§10.1, K10.2)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K10.2"
    rubrik: ClassVar = "Kräv läkarintyg från första sjukdagen"

    kommando: Literal["krav_forstadagsintyg"] = "krav_forstadagsintyg"
    galler: bool = Field(default=True, description="Ska kravet gälla? Nej tar tillbaka det.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class ForstadagsintygKravt(Handelse):
    """A certificate is required from the first day, or no longer (K10.2)."""

    galler: bool
    slag: Literal["forstadagsintyg_kravt"] = "forstadagsintyg_kravt"


def krav(i: Insats, k: KravForstadagsintyg, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; it is required already, or is not."""
    galler_nu = bool(i.forstadagskrav) and i.forstadagskrav[-1].till is None
    if k.galler == galler_nu:
        raise Avvisning(
            "K10.2", "kravet gäller redan" if galler_nu else "det finns inget krav att ta tillbaka", "galler"
        )
    yield ForstadagsintygKravt(k.galler)


def kravdes(i: Insats, h: ForstadagsintygKravt, tid: datetime) -> Insats:
    """The fold of the requirement."""
    if h.galler:
        return med(i, forstadagskrav=(*i.forstadagskrav, Forstadagskrav(tid)))
    return med(i, forstadagskrav=(*i.forstadagskrav[:-1], replace(i.forstadagskrav[-1], till=tid)))


def fran_forsta_dagen(i: Insats, p: Franvaro) -> bool:
    """Whether the period began after a demand and before its withdrawal (K10.2)."""
    return any(datum(k.fran) < p.fran and (k.till is None or p.fran <= datum(k.till)) for k in i.forstadagskrav)


def brev_kravt(i: Insats, h: ForstadagsintygKravt) -> Iterator[Brev]:
    """The anordnare is told what is required."""
    vad = "krävs från första sjukdagen" if h.galler else "krävs inte längre från första sjukdagen"
    yield Brev(Roll.ANORDNARE, "K10.2", f"Läkarintyg {vad} (§10.1, K10.2)")
