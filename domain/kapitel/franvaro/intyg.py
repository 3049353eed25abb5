"""§10.1, §10.2: certificates – from day 8, from day one, and for vård av barn (K10.1, K10.2, K10.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
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
from domain.skeende.kommando import Bilagor, Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import dagar_fran
from domain.tid.period import Period
from domain.tid.tidpunkt import datum, midnatt

Intygsslag = Literal["sjuk", "vab"]
_DYGN = timedelta(days=1)


LAKARINTYG = Bevakningsslag(
    namn="lakarintyg",
    rubrik="läkarintyg",
    grund={
        "K10.1": Grund(
            "Den dag i sjukperioden då intyg krävs, eller dagen efter den sista som intyget täcker.",
            {"lakarintyg.dag": forsta_dagen, "lakarintyg.dagar": forsta_dagen, "intyg.nytt_dagar": forsta_dagen},
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
            "Den dag i frånvaron då intyg krävs, eller dagen efter den sista som intyget täcker.",
            {"vabintyg.dag": forsta_dagen, "vabintyg.dagar": forsta_dagen, "intyg.nytt_dagar": forsta_dagen},
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
    """Register that the certificate for a period has reached the KV; ``fran`` is a day of it, default the latest.

    ``till`` is the last day it covers, left out: as long as the absence lasts. ``grad`` is the degree in percent.
    """

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K10.1"
    rubrik: ClassVar = "Registrera att intyg har kommit karriärvägledaren till handa"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["ta_emot_intyg"] = "ta_emot_intyg"
    slag: Intygsslag = Field(default="sjuk", description="Slag.")
    fran: date | None = Field(
        default=None, description="En dag i frånvaron som intyget gäller; utelämnad betyder den senaste."
    )
    till: date | None = Field(
        default=None, description="Sista dagen som intyget täcker; utelämnad betyder så länge frånvaron varar."
    )
    grad: int | None = Field(default=None, ge=1, le=100, description="Intygets omfattning i procent.")
    bilagor: Bilagor = ()


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
    """A certificate came in, for the days that it covers (K10.1)."""

    intyg: Intygsslag
    fran: date
    till: date | None = None
    grad: int | None = None
    bilagor: tuple[str, ...] = ()
    """The certificate itself, as files (K4.7)."""
    slag: Literal["intyg_mottaget"] = "intyg_mottaget"


@dataclass(frozen=True, slots=True)
class ForstadagsintygKravt(Handelse):
    """A certificate is required from the first day, or no longer (K10.2)."""

    galler: bool
    slag: Literal["forstadagsintyg_kravt"] = "forstadagsintyg_kravt"


def ta_emot(i: Insats, k: TaEmotIntyg, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; there is no such absence for it to cover."""
    regel = "K10.1" if k.slag == "sjuk" else "K10.4"
    alla = perioder(i, k.slag)
    traffar = [p for p in alla if k.fran is None or Period(p.fran, p.till).innehaller(k.fran)]
    if not traffar and fall.star:  # the period has moved away: what has come is kept (K0.7)
        borjan = k.fran or max((f.fran for f in i.franvaro if f.slag == k.slag), default=fall.idag)
        yield IntygMottaget(k.slag, borjan, k.till, k.grad, k.bilagor)
        return
    if not traffar:
        raise Avvisning(regel, "det finns ingen frånvaro som intyget kan avse", "fran")
    fran = traffar[-1].fran
    if k.till is not None and k.till < (k.fran or fran):
        raise Avvisning(regel, "intygets sista dag ligger före den första", "till")
    if not fall.star and (fore := _intyg_for(i, k.slag, traffar[-1])):
        tackt = max(g.till or date.max for g in fore)
        if tackt == date.max:
            raise Avvisning(regel, f"intyg för frånvaron från {fran} är redan mottaget", "fran")
        if k.till is not None and k.till <= tackt:
            raise Avvisning(regel, f"intyg för frånvaron från {fran} till {tackt} är redan mottaget", "till")
    yield IntygMottaget(k.slag, fran, k.till, k.grad, k.bilagor)


def krav(i: Insats, k: KravForstadagsintyg, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; it is required already, or is not."""
    galler_nu = bool(i.forstadagskrav) and i.forstadagskrav[-1].till is None
    if k.galler == galler_nu:
        raise Avvisning(
            "K10.2", "kravet gäller redan" if galler_nu else "det finns inget krav att ta tillbaka", "galler"
        )
    yield ForstadagsintygKravt(k.galler)


def togs_emot(i: Insats, h: IntygMottaget, tid: datetime) -> Insats:
    """The fold of a certificate."""
    return med(i, intyg=(*i.intyg, Intyg(h.intyg, h.fran, tid, h.till, h.grad)))


def kravdes(i: Insats, h: ForstadagsintygKravt, tid: datetime) -> Insats:
    """The fold of the requirement."""
    if h.galler:
        return med(i, forstadagskrav=(*i.forstadagskrav, Forstadagskrav(tid)))
    return med(i, forstadagskrav=(*i.forstadagskrav[:-1], replace(i.forstadagskrav[-1], till=tid)))


def sjukperioder(i: Insats) -> Iterable[Franvaro]:
    """The sickness, joined (K10.0). Asked for anew with each bevakning that opens, and seldom another."""
    return perioder(i, "sjuk") if i.franvaro else ()


def _intyg_for(i: Insats, slag: Intygsslag, p: Franvaro) -> list[Intyg]:
    """The certificates of the period, as they came."""
    return sorted(
        (g for g in i.intyg if g.slag == slag and Period(p.fran, p.till).innehaller(g.fran)), key=lambda g: g.tid
    )


def nya_intyg(i: Insats, slag: Intygsslag, typ: Bevakningsslag, regel: str, p: Franvaro) -> Iterator[Bevakning]:
    """Absence that goes on past the last day covered asks for a new certificate, each time it does (K10.1)."""
    tackt: date | None = None
    kant = datetime.min.replace(tzinfo=UTC)
    for nr, g in enumerate(alla := _intyg_for(i, slag, p)):
        if g.till is None:
            return
        if tackt is not None and g.till <= tackt:
            continue
        tackt, kant = g.till, max(kant, g.tid)
        dag = tackt + _DYGN
        if dag > (i.slutdatum or dag) or (p.till is not None and p.till < dag):
            return
        if not (inom := i.regelverk.tal("intyg.nytt_dagar", dag)):
            return
        oppnas = max(midnatt(dag), kand(i, p, dag), kant)
        mottaget = next((n.tid for n in alla[nr + 1 :] if n.till is None or n.till > tackt), None)
        yield Bevakning(
            typ, dag.isoformat(), regel, min(oppnas, mottaget or oppnas),
            dagar_fran(max(dag, datum(kant)), inom), frist_satt=oppnas, uppfylld=mottaget,
        )  # fmt: skip


def tackta_slut(i: Insats, p: Franvaro) -> Iterator[tuple[datetime, date]]:
    """Each certificate of a sick period that tells how far it reaches: when it came, and its last day (K10.7)."""
    return ((g.tid, g.till) for g in _intyg_for(i, "sjuk", p) if g.till is not None)


def fran_forsta_dagen(i: Insats, p: Franvaro) -> bool:
    """Whether the period began after a demand and before its withdrawal (K10.2)."""
    return any(datum(k.fran) < p.fran and (k.till is None or p.fran <= datum(k.till)) for k in i.forstadagskrav)


def intygsbevakning(
    i: Insats, slag: Intygsslag, typ: Bevakningsslag, regel: str, p: Franvaro, dag: date, tid_nyckel: str
) -> Bevakning:
    """What is awaited of a certificate that an absence owes (K10.1)."""
    oppnas = max(midnatt(dag), kand(i, p, dag))
    mottaget = next((g.tid for g in _intyg_for(i, slag, p)), None)
    return Bevakning(
        typ, p.fran.isoformat(), regel, min(oppnas, mottaget or oppnas),
        dagar_fran(dag, i.regelverk.tal(tid_nyckel, p.fran)), frist_satt=oppnas, uppfylld=mottaget,
    )  # fmt: skip


def brev_intyg(i: Insats, h: IntygMottaget) -> Iterator[Brev]:
    """The KV is told that a certificate came."""
    regel, paragraf = ("K10.1", "§10.1") if h.intyg == "sjuk" else ("K10.4", "§10.2")
    yield Brev(Roll.KARRIARVAGLEDARE, regel, f"Intyg för frånvaron från {h.fran} har kommit in ({paragraf}, {regel})")


def brev_kravt(i: Insats, h: ForstadagsintygKravt) -> Iterator[Brev]:
    """The anordnare is told what is required."""
    vad = "krävs från första sjukdagen" if h.galler else "krävs inte längre från första sjukdagen"
    yield Brev(Roll.ANORDNARE, "K10.2", f"Läkarintyg {vad} (§10.1, K10.2)")


def mening_om_intyg(h: IntygMottaget) -> Mening:
    """The timeline's sentence of a certificate."""
    vad, regel = ("Läkarintyg", "K10.1") if h.intyg == "sjuk" else ("VAB-intyg", "K10.4")
    tackt = f", till och med {h.till}" if h.till else ""
    grad = f", {h.grad} %" if h.grad else ""
    return Mening(f"{vad} har kommit in för frånvaron från {h.fran}{tackt}{grad}", regel)
