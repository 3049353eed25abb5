"""§10.1, §10.2: certificates – from day 8, from day one, and for vård av barn (K10.1, K10.2, K10.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Forstadagskrav, Franvaro, Intyg
from domain.kapitel.franvaro.franvaro import forsta_dagen, kand, perioder
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import dagar_fran
from domain.tid.period import Period
from domain.tid.tidpunkt import datum, midnatt

Intygsslag = Literal["sjuk", "vab"]


LAKARINTYG = Bevakningsslag(
    namn="lakarintyg",
    rubrik="läkarintyg",
    grund={
        "K10.1": Grund(
            "Den dag i sjukperioden då intyg krävs.", {"lakarintyg.dag": forsta_dagen, "lakarintyg.dagar": forsta_dagen}
        ),
        "K10.2": Grund("Första sjukdagen, sedan intyg krävts.", {"forstadagsintyg.dagar": forsta_dagen}),
    },
    ansvarig=Roll.ANORDNARE,
    avser="dag",
    aviseras=True,
)
VABINTYG = Bevakningsslag(
    namn="vabintyg",
    rubrik="VAB-intyg",
    grund={
        "K10.4": Grund(
            "Den dag i frånvaron då intyg krävs.", {"vabintyg.dag": forsta_dagen, "vabintyg.dagar": forsta_dagen}
        )
    },
    ansvarig=Roll.ANORDNARE,
    avser="dag",
    aviseras=True,
)

INTYG: tuple[tuple[Intygsslag, Bevakningsslag, str], ...] = (
    ("sjuk", LAKARINTYG, "K10.1"),
    ("vab", VABINTYG, "K10.4"),
)


class TaEmotIntyg(Kommando):
    """Register that the certificate for a period has reached the KV; ``fran`` is a day of it, default the latest."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K10.1"
    rubrik: ClassVar = "Registrera att intyg har kommit karriärvägledaren till handa"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["ta_emot_intyg"] = "ta_emot_intyg"
    slag: Intygsslag = Field(default="sjuk", description="Slag.")
    fran: date | None = Field(
        default=None, description="En dag i frånvaron som intyget gäller; utelämnad betyder den senaste."
    )


class KravForstadagsintyg(Kommando):
    """Demand, or no longer demand, a certificate from the first day of sickness (§10.1, K10.2)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K10.2"
    rubrik: ClassVar = "Kräv läkarintyg från första sjukdagen"

    kommando: Literal["krav_forstadagsintyg"] = "krav_forstadagsintyg"
    galler: bool = Field(default=True, description="Ska kravet gälla? Nej tar tillbaka det.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class IntygMottaget(Handelse):
    intyg: Intygsslag
    fran: date
    slag: Literal["intyg_mottaget"] = "intyg_mottaget"


@dataclass(frozen=True, slots=True)
class ForstadagsintygKravt(Handelse):
    galler: bool
    slag: Literal["forstadagsintyg_kravt"] = "forstadagsintyg_kravt"


def ta_emot(i: Insats, k: TaEmotIntyg, fall: Fall) -> Iterator[Handelse]:
    regel = "K10.1" if k.slag == "sjuk" else "K10.4"
    alla = perioder(i, k.slag)
    traffar = [p for p in alla if k.fran is None or Period(p.fran, p.till).innehaller(k.fran)]
    if not traffar and fall.star:  # the period has moved away: what has come is kept (K0.7)
        yield IntygMottaget(k.slag, k.fran or max((f.fran for f in i.franvaro if f.slag == k.slag), default=fall.idag))
        return
    if not traffar:
        raise Avvisning(regel, "det finns ingen frånvaro som intyget kan avse", "fran")
    fran = traffar[-1].fran
    if not fall.star and _intyg_for(i, k.slag, traffar[-1]):
        raise Avvisning(regel, f"intyg för frånvaron från {fran} är redan mottaget", "fran")
    yield IntygMottaget(k.slag, fran)


def krav(i: Insats, k: KravForstadagsintyg, fall: Fall) -> Iterator[Handelse]:
    galler_nu = bool(i.forstadagskrav) and i.forstadagskrav[-1].till is None
    if k.galler == galler_nu:
        raise Avvisning(
            "K10.2", "kravet gäller redan" if galler_nu else "det finns inget krav att ta tillbaka", "galler"
        )
    yield ForstadagsintygKravt(k.galler)


def togs_emot(i: Insats, h: IntygMottaget, tid: datetime) -> Insats:
    return med(i, intyg=(*i.intyg, Intyg(h.intyg, h.fran, tid)))


def kravdes(i: Insats, h: ForstadagsintygKravt, tid: datetime) -> Insats:
    if h.galler:
        return med(i, forstadagskrav=(*i.forstadagskrav, Forstadagskrav(tid)))
    return med(i, forstadagskrav=(*i.forstadagskrav[:-1], replace(i.forstadagskrav[-1], till=tid)))


def sjukperioder(i: Insats) -> Iterable[Franvaro]:
    """The sickness, joined (K10.0). Asked for anew with each bevakning that opens, and seldom another."""
    return perioder(i, "sjuk") if i.franvaro else ()


def _intyg_for(i: Insats, slag: Intygsslag, p: Franvaro) -> datetime | None:
    tider = [g.tid for g in i.intyg if g.slag == slag and Period(p.fran, p.till).innehaller(g.fran)]
    return min(tider) if tider else None


def fran_forsta_dagen(i: Insats, p: Franvaro) -> bool:
    """Whether the period began after a demand and before its withdrawal (K10.2)."""
    return any(datum(k.fran) < p.fran and (k.till is None or p.fran <= datum(k.till)) for k in i.forstadagskrav)


def intygsbevakning(
    i: Insats, slag: Intygsslag, typ: Bevakningsslag, regel: str, p: Franvaro, dag: date, tid_nyckel: str
) -> Bevakning:
    oppnas = max(midnatt(dag), kand(i, p, dag))
    mottaget = _intyg_for(i, slag, p)
    return Bevakning(
        typ, p.fran.isoformat(), regel, min(oppnas, mottaget or oppnas),
        dagar_fran(dag, i.regelverk.tal(tid_nyckel, p.fran)), frist_satt=oppnas, uppfylld=mottaget,
    )  # fmt: skip


def brev_intyg(i: Insats, h: IntygMottaget) -> Iterator[Brev]:
    regel, paragraf = ("K10.1", "§10.1") if h.intyg == "sjuk" else ("K10.4", "§10.2")
    yield Brev(Roll.KARRIARVAGLEDARE, regel, f"Intyg för frånvaron från {h.fran} har kommit in ({paragraf}, {regel})")


def brev_kravt(i: Insats, h: ForstadagsintygKravt) -> Iterator[Brev]:
    vad = "krävs från första sjukdagen" if h.galler else "krävs inte längre från första sjukdagen"
    yield Brev(Roll.ANORDNARE, "K10.2", f"Läkarintyg {vad} (§10.1, K10.2)")


def mening_om_intyg(h: IntygMottaget) -> Mening:
    """The timeline's sentence of a certificate."""
    vad, regel = ("Läkarintyg", "K10.1") if h.intyg == "sjuk" else ("VAB-intyg", "K10.4")
    return Mening(f"{vad} har kommit in för frånvaron från {h.fran}", regel)
