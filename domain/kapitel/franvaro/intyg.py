"""§10.1, §10.2: certificates – from day 8, from day one, and for vård av barn (K10.1, K10.2, K10.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund
from domain.insats.insats import Insats, med
from domain.insats.uppgifter import Franvaro, Intyg
from domain.kapitel.franvaro.franvaro import forsta_dagen, kand, perioder
from domain.skeende.handelse import DORR_FRAGAN_STAR, Brev, Fall, Handelse
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

    ``tacker_fran`` and ``till`` are the first and the last day it covers, left out: from its beginning, and as long as
    the absence lasts. ``grad`` is the degree in percent.
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
    tacker_fran: date | None = Field(
        default=None, description="Första dagen som intyget täcker; utelämnad betyder från frånvarons första dag."
    )
    till: date | None = Field(
        default=None, description="Sista dagen som intyget täcker; utelämnad betyder så länge frånvaron varar."
    )
    grad: int | None = Field(default=None, ge=1, le=100, description="Intygets omfattning i procent.")
    bilagor: Bilagor = ()


@dataclass(frozen=True, slots=True)
class IntygMottaget(Handelse):
    """A certificate came in, for the days that it covers (K10.1)."""

    intyg: Intygsslag
    fran: date
    till: date | None = None
    grad: int | None = None
    bilagor: tuple[str, ...] = ()
    """The certificate itself, as files (K4.7)."""
    tacker_fran: date | None = None
    slag: Literal["intyg_mottaget"] = "intyg_mottaget"


def ta_emot(i: Insats, k: TaEmotIntyg, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; there is no such absence for it to cover."""
    regel = "K10.1" if k.slag == "sjuk" else "K10.4"
    alla = perioder(i, k.slag)
    traffar = [p for p in alla if k.fran is None or Period(p.fran, p.till).innehaller(k.fran)]
    if not traffar and fall.star and fall.dorr >= DORR_FRAGAN_STAR:  # a day of it that the insats does not reach now
        hela = [Period(f.fran, f.till) for f in i.franvaro if f.slag == k.slag]
        traffar = [p for p in alla if any(f.innehaller(k.fran) and f.innehaller(p.fran) for f in hela if k.fran)]
    if not traffar and fall.star:  # the period has moved away: what has come is kept (K0.7)
        borjan = k.fran or max((f.fran for f in i.franvaro if f.slag == k.slag), default=fall.idag)
        yield IntygMottaget(k.slag, borjan, k.till, k.grad, k.bilagor, k.tacker_fran)
        return
    if not traffar:
        raise Avvisning(regel, "det finns ingen frånvaro som intyget kan avse", "fran")
    fran = traffar[-1].fran
    if k.till is not None and k.till < (k.tacker_fran or k.fran or fran):
        raise Avvisning(regel, "intygets sista dag ligger före den första", "till")
    if not fall.star and k.tacker_fran and k.tacker_fran > (traffar[-1].till or k.tacker_fran):
        raise Avvisning(regel, f"frånvaron slutar {traffar[-1].till}, före intygets första dag", "tacker_fran")
    borjar = k.tacker_fran or date.min
    fore = [g for g in _intyg_for(i, k.slag, traffar[-1]) if (g.tacker_fran or date.min) <= borjar]
    if not fall.star and fore:
        tackt = max(g.till or date.max for g in fore)
        if tackt == date.max:
            raise Avvisning(regel, f"intyg för frånvaron från {fran} är redan mottaget", "fran")
        if k.till is not None and k.till <= tackt:
            raise Avvisning(regel, f"intyg för frånvaron från {fran} till {tackt} är redan mottaget", "till")
    yield IntygMottaget(k.slag, fran, k.till, k.grad, k.bilagor, k.tacker_fran)


def togs_emot(i: Insats, h: IntygMottaget, tid: datetime) -> Insats:
    """The fold of a certificate."""
    return med(i, intyg=(*i.intyg, Intyg(h.intyg, h.fran, tid, h.till, h.grad, h.tacker_fran)))


def sjukperioder(i: Insats) -> Iterable[Franvaro]:
    """The sickness, joined (K10.0). Asked for anew with each bevakning that opens, and seldom another."""
    return perioder(i, "sjuk") if i.franvaro else ()


def _intyg_for(i: Insats, slag: Intygsslag, p: Franvaro) -> list[Intyg]:
    """The certificates of the period, as they came."""
    return sorted(
        (g for g in i.intyg if g.slag == slag and Period(p.fran, p.till).innehaller(g.fran)), key=lambda g: g.tid
    )


def _tacker(g: Intyg, dag: date) -> bool:
    return (g.tacker_fran or date.min) <= dag <= (g.till or date.max)


def nya_intyg(i: Insats, slag: Intygsslag, typ: Bevakningsslag, regel: str, p: Franvaro) -> Iterator[Bevakning]:
    """Absence that goes on past the last day covered asks for a new certificate, each time it does (K10.1): one that
    covers that day. What comes later and begins later leaves a gap, and the gap is asked for."""
    fragade: set[date] = set()
    for nr, g in enumerate(alla := _intyg_for(i, slag, p)):
        dag = (g.till or date.max - _DYGN) + _DYGN
        utanfor = dag > (i.slutdatum or date.max - _DYGN) or (p.till is not None and p.till < dag)
        if g.till is None or utanfor or dag in fragade or any(_tacker(e, dag) for e in alla[:nr]):
            continue
        fragade.add(dag)
        if not (inom := i.regelverk.tal("intyg.nytt_dagar", dag)):
            return
        oppnas = max(midnatt(dag), kand(i, p, dag), g.tid)
        mottaget = next((n.tid for n in alla[nr + 1 :] if _tacker(n, dag)), None)
        yield Bevakning(
            typ, dag.isoformat(), regel, min(oppnas, mottaget or oppnas),
            dagar_fran(max(dag, datum(g.tid)), inom), frist_satt=oppnas, uppfylld=mottaget,
        )  # fmt: skip


def tackta_slut(i: Insats, p: Franvaro) -> Iterator[tuple[datetime, date]]:
    """Each certificate of a sick period that tells how far it reaches: when it came, and its last day (K10.7)."""
    return ((g.tid, g.till) for g in _intyg_for(i, "sjuk", p) if g.till is not None)


def intygsbevakning(
    i: Insats, slag: Intygsslag, typ: Bevakningsslag, regel: str, p: Franvaro, dag: date, tid_nyckel: str
) -> Bevakning:
    """What is awaited of a certificate that an absence owes (K10.1)."""
    oppnas = max(midnatt(dag), kand(i, p, dag))
    mottaget = next((g.tid for g in _intyg_for(i, slag, p) if (g.tacker_fran or dag) <= dag), None)
    return Bevakning(
        typ, p.fran.isoformat(), regel, min(oppnas, mottaget or oppnas),
        dagar_fran(dag, i.regelverk.tal(tid_nyckel, p.fran)), frist_satt=oppnas, uppfylld=mottaget,
    )  # fmt: skip


def brev_intyg(i: Insats, h: IntygMottaget) -> Iterator[Brev]:
    """The KV is told that a certificate came."""
    regel, paragraf = ("K10.1", "§10.1") if h.intyg == "sjuk" else ("K10.4", "§10.2")
    tacker = f" och täcker den från {h.tacker_fran}" if h.tacker_fran else ""
    text = f"Intyg för frånvaron från {h.fran} har kommit in{tacker} ({paragraf}, {regel})"
    yield Brev(Roll.KARRIARVAGLEDARE, regel, text)


def mening_om_intyg(h: IntygMottaget) -> Mening:
    """The timeline's sentence of a certificate."""
    vad, regel = ("Läkarintyg", "K10.1") if h.intyg == "sjuk" else ("VAB-intyg", "K10.4")
    tackt = f", från och med {h.tacker_fran}" if h.tacker_fran else ""
    tackt += f", till och med {h.till}" if h.till else ""
    grad = f", {h.grad} %" if h.grad else ""
    return Mening(f"{vad} har kommit in för frånvaron från {h.fran}{tackt}{grad}", regel)
