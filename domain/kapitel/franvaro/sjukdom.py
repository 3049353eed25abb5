"""§10.1, §10.2, §13.4: certificates, repeated sickness, and sickness that asks whether to end (K10.1–K10.4, K10.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsklocka import BevakningUpphord
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Kapitel
from domain.insats.minne import harled
from domain.insats.uppgifter import Forstadagskrav, Franvaro, Intyg
from domain.kapitel.franvaro.franvaro import kand, perioder
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import VIKT_UPPHOR, Klockslag
from domain.skeende.kommando import Kommando
from domain.tid.frist import arbetsdagar_fran, dagar_fran
from domain.tid.period import Period
from domain.tid.tidpunkt import datum, midnatt, passerad

Intygsslag = Literal["sjuk", "vab"]
_INTYG: tuple[tuple[Intygsslag, str, str], ...] = (("sjuk", "lakarintyg", "K10.1"), ("vab", "vabintyg", "K10.4"))


class TaEmotIntyg(Kommando):
    """Register that the certificate for a period has reached the KV; ``fran`` is a day of it, default the latest."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K10.1"
    rubrik: ClassVar = "Registrera att intyg har kommit karriärvägledaren till handa"
    tillstand: ClassVar = UNDER_OCH_EFTER

    kommando: Literal["ta_emot_intyg"] = "ta_emot_intyg"
    slag: Intygsslag = "sjuk"
    fran: date | None = None


class KravForstadagsintyg(Kommando):
    """Demand, or no longer demand, a certificate from the first day of sickness (§10.1, K10.2)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K10.2"
    rubrik: ClassVar = "Kräv läkarintyg från första sjukdagen"

    kommando: Literal["krav_forstadagsintyg"] = "krav_forstadagsintyg"
    galler: bool = True
    motivering: Text


class BokaTrepartsmote(Kommando):
    """Book the trepartsmöte that repeated sickness asks for; ``datum`` is the day of the meeting (§10.1, K10.3)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K10.3"
    rubrik: ClassVar = "Boka trepartsmöte"

    kommando: Literal["boka_trepartsmote"] = "boka_trepartsmote"
    datum: date


@dataclass(frozen=True, slots=True)
class IntygMottaget(Handelse):
    intyg: Intygsslag
    fran: date
    slag: Literal["intyg_mottaget"] = "intyg_mottaget"


@dataclass(frozen=True, slots=True)
class ForstadagsintygKravt(Handelse):
    galler: bool
    slag: Literal["forstadagsintyg_kravt"] = "forstadagsintyg_kravt"


@dataclass(frozen=True, slots=True)
class TrepartsmoteBokat(Handelse):
    datum: date
    slag: Literal["trepartsmote_bokat"] = "trepartsmote_bokat"


def _ta_emot(i: Insats, k: TaEmotIntyg, fall: Fall) -> Iterator[Handelse]:
    regel = "K10.1" if k.slag == "sjuk" else "K10.4"
    alla = perioder(i, k.slag)
    traffar = [p for p in alla if k.fran is None or Period(p.fran, p.till).innehaller(k.fran)]
    if not traffar:
        raise Avvisning(regel, "det finns ingen frånvaro som intyget kan avse", "fran")
    fran = traffar[-1].fran
    if _intyg_for(i, k.slag, traffar[-1]):
        raise Avvisning(regel, f"intyg för frånvaron från {fran} är redan mottaget", "fran")
    yield IntygMottaget(k.slag, fran)


def _krav(i: Insats, k: KravForstadagsintyg, fall: Fall) -> Iterator[Handelse]:
    galler_nu = bool(i.forstadagskrav) and i.forstadagskrav[-1].till is None
    if k.galler == galler_nu:
        raise Avvisning(
            "K10.2", "kravet gäller redan" if galler_nu else "det finns inget krav att ta tillbaka", "galler"
        )
    yield ForstadagsintygKravt(k.galler)


def _boka(i: Insats, k: BokaTrepartsmote, fall: Fall) -> Iterator[Handelse]:
    if k.datum < datum(i.aktualiserad):
        raise Avvisning("K10.3", f"mötet kan inte ligga före aktualiseringen {datum(i.aktualiserad)}", "datum")
    if any(dag == k.datum for _, dag in i.trepartsmoten):
        raise Avvisning("K10.3", f"ett trepartsmöte är redan bokat till {k.datum}", "datum")
    yield TrepartsmoteBokat(k.datum)


def _togs_emot(i: Insats, h: IntygMottaget, tid: datetime) -> Insats:
    return med(i, intyg=(*i.intyg, Intyg(h.intyg, h.fran, tid)))


def _kravdes(i: Insats, h: ForstadagsintygKravt, tid: datetime) -> Insats:
    if h.galler:
        return med(i, forstadagskrav=(*i.forstadagskrav, Forstadagskrav(tid)))
    return med(i, forstadagskrav=(*i.forstadagskrav[:-1], replace(i.forstadagskrav[-1], till=tid)))


def _bokades(i: Insats, h: TrepartsmoteBokat, tid: datetime) -> Insats:
    return med(i, trepartsmoten=(*i.trepartsmoten, (tid, h.datum)))


def _sjukperioder(i: Insats) -> Iterable[Franvaro]:
    """The sickness, joined (K10.0). Asked for anew with each bevakning that opens, and seldom another."""
    return perioder(i, "sjuk") if i.franvaro else ()


def _intyg_for(i: Insats, slag: Intygsslag, p: Franvaro) -> datetime | None:
    tider = [g.tid for g in i.intyg if g.slag == slag and Period(p.fran, p.till).innehaller(g.fran)]
    return min(tider) if tider else None


def _fran_forsta_dagen(i: Insats, p: Franvaro) -> bool:
    """Whether the period began after a demand and before its withdrawal (K10.2)."""
    return any(datum(k.fran) < p.fran and (k.till is None or p.fran <= datum(k.till)) for k in i.forstadagskrav)


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`lakarintyg`, `vabintyg` (K10.1, K10.2, K10.4), `trepartsmote` (K10.3), `sjukskrivning_avbrott` (K10.7)."""
    if not i.franvaro or i.slutdatum is None:
        return
    for slag, namn, regel in _INTYG:
        for p in perioder(i, slag):
            if slag == "sjuk" and _fran_forsta_dagen(i, p):
                yield _intyg(i, slag, namn, "K10.2", p, p.fran, "forstadagsintyg.dagar")
                continue
            intygsdag = p.fran + timedelta(days=i.regelverk.tal(f"{namn}.dag", p.fran) - 1)
            if intygsdag <= i.slutdatum and (p.till is None or p.till >= intygsdag):
                yield _intyg(i, slag, namn, regel, p, intygsdag, f"{namn}.dagar")
    yield from _upprepad(i)
    yield from _lang(i)


def _intyg(i: Insats, slag: Intygsslag, namn: str, regel: str, p: Franvaro, dag: date, tid_nyckel: str) -> Bevakning:
    oppnas = max(midnatt(dag), kand(i, p, dag))
    mottaget = _intyg_for(i, slag, p)
    return Bevakning(
        namn, p.fran.isoformat(), regel, Roll.ANORDNARE, min(oppnas, mottaget or oppnas),
        dagar_fran(dag, i.regelverk.tal(tid_nyckel, p.fran)), frist_satt=oppnas, uppfylld=mottaget,
    )  # fmt: skip


def _upprepad(i: Insats) -> Iterator[Bevakning]:
    """Every third sick period that begins within 90 days of the first (K10.3)."""
    vantar: list[Franvaro] = []
    for p in harled(i, _sjukperioder):
        inom = timedelta(days=i.regelverk.tal("trepartsmote.inom_dagar", p.fran) - 1)
        vantar = [v for v in vantar if p.fran - v.fran <= inom] + [p]
        if len(vantar) < i.regelverk.tal("trepartsmote.antal", p.fran):
            continue
        kant = max(v.tid for v in vantar)
        vantar = []
        bokat = [tid for tid, _ in i.trepartsmoten if tid >= kant]
        yield Bevakning(
            "trepartsmote", p.fran.isoformat(), "K10.3", Roll.ANORDNARE, kant,
            dagar_fran(p.fran, i.regelverk.tal("trepartsmote.dagar", p.fran)),
            frist_satt=kant, uppfylld=min(bokat) if bokat else None,
        )  # fmt: skip


def _lang(i: Insats) -> Iterator[Bevakning]:
    """Sickness of more than two weeks asks the KV whether to end; gone when the sickness is (K10.7)."""
    for p in harled(i, _sjukperioder):
        dag = p.fran + timedelta(days=i.regelverk.tal("sjukskrivning_avbrott.dag", p.fran) - 1)
        avser = p.fran.isoformat()
        if i.slutdatum is None or dag > i.slutdatum or (p.till is not None and p.till < dag):
            continue
        svar = i.avslut_besvarat.get(f"sjukskrivning_avbrott:{avser}")
        # An end that has passed takes the question with it, unless it was answered first.
        if svar is None and p.till is not None and p.till < datum(i.senast):
            continue
        oppnas = max(midnatt(dag), kand(i, p, dag))
        start = datum(oppnas)
        yield Bevakning(
            "sjukskrivning_avbrott", avser, "K10.7", Roll.KARRIARVAGLEDARE, min(oppnas, svar or oppnas),
            arbetsdagar_fran(start, i.regelverk.tal("sjukskrivning_avbrott.arbetsdagar", start)),
            frist_satt=oppnas, uppfylld=svar,
        )  # fmt: skip


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """00:00 after the last day of sickness: an unanswered question of avbrott lapses with it (K10.7)."""
    if i.avslutad:
        return
    for p in harled(i, _sjukperioder):
        nyckel = f"sjukskrivning_avbrott:{p.fran.isoformat()}"
        oppen = nyckel in i.oppnade and nyckel not in i.upphorda and nyckel not in i.avslut_besvarat
        if p.till is None or not oppen or nyckel in i.avskrivna or i.idag > p.till:
            continue
        handelse = BevakningUpphord(
            nyckel, "sjukskrivning_avbrott", p.fran.isoformat(), "K10.7", "sjukfrånvaron har upphört"
        )
        yield Klockslag(passerad(p.till), VIKT_UPPHOR, nyckel, handelse, f"sjukfrånvaron slutar {p.till} · K10.7")


def _brev_intyg(i: Insats, h: IntygMottaget) -> Iterator[Brev]:
    regel, paragraf = ("K10.1", "§10.1") if h.intyg == "sjuk" else ("K10.4", "§10.2")
    yield Brev(Roll.KARRIARVAGLEDARE, regel, f"Intyg för frånvaron från {h.fran} har kommit in ({paragraf}, {regel})")


def _brev_kravt(i: Insats, h: ForstadagsintygKravt) -> Iterator[Brev]:
    vad = "krävs från första sjukdagen" if h.galler else "krävs inte längre från första sjukdagen"
    yield Brev(Roll.ANORDNARE, "K10.2", f"Läkarintyg {vad} (§10.1, K10.2)")


def _brev_bokat(i: Insats, h: TrepartsmoteBokat) -> Iterator[Brev]:
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE):
        yield Brev(roll, "K10.3", f"Trepartsmöte är bokat till {h.datum} (§10.1, K10.3)")


KAPITEL = Kapitel(
    beslut={TaEmotIntyg: _ta_emot, KravForstadagsintyg: _krav, BokaTrepartsmote: _boka},
    foljder={IntygMottaget: _togs_emot, ForstadagsintygKravt: _kravdes, TrepartsmoteBokat: _bokades},
    brev={IntygMottaget: _brev_intyg, ForstadagsintygKravt: _brev_kravt, TrepartsmoteBokat: _brev_bokat},
    bevakningar=bevakningar,
    klockslag=klockslag,
)
