"""§10.1, §10.2, §13.4: certificates, repeated sickness, and sickness that asks whether to end (K10.1–K10.4, K10.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning, finns
from domain.grund.parter import Roll
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsklocka import BevakningUpphord
from domain.insats.bevakningsslag import Bevakningsslag, Grund
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.minne import harled
from domain.insats.uppgifter import Franvaro
from domain.kapitel.franvaro.avslutsfragor import SJUKSKRIVNING_AVBROTT
from domain.kapitel.franvaro.forstadagsintyg import (
    ForstadagsintygKravt,
    KravForstadagsintyg,
    brev_kravt,
    fran_forsta_dagen,
    krav,
    kravdes,
)
from domain.kapitel.franvaro.franvaro import forsta_dagen, kand, perioder
from domain.kapitel.franvaro.intyg import (
    INTYG,
    LAKARINTYG,
    VABINTYG,
    IntygMottaget,
    TaEmotIntyg,
    brev_intyg,
    intygsbevakning,
    mening_om_intyg,
    nya_intyg,
    sjukperioder,
    ta_emot,
    tackta_slut,
    togs_emot,
)
from domain.kapitel.uppdrag.kundlage import brev_om_foljda_onskemal
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.klockslag import VIKT_UPPHOR, Klockslag
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import arbetsdagar_fran, dagar_fran
from domain.tid.period import Period
from domain.tid.tidpunkt import datum, midnatt, passerad

TREPARTSMOTE = Bevakningsslag(
    namn="trepartsmote",
    rubrik="bokning av trepartsmöte",
    grund={
        "K10.3": Grund(
            "Upprepad sjukfrånvaro anmäldes.",
            {
                "trepartsmote.antal": forsta_dagen,
                "trepartsmote.inom_dagar": forsta_dagen,
                "trepartsmote.dagar": forsta_dagen,
            },
        )
    },
    ansvarig=Roll.ANORDNARE,
    avser="dag",
)


class BokaTrepartsmote(Kommando):
    """Book the trepartsmöte that repeated sickness asks for; ``datum`` is the day of the meeting (§10.1, K10.3)."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K10.3"
    rubrik: ClassVar = "Boka trepartsmöte"

    kommando: Literal["boka_trepartsmote"] = "boka_trepartsmote"
    datum: date = Field(description="Dagen för mötet.")


@dataclass(frozen=True, slots=True)
class TrepartsmoteBokat(Handelse):
    """A meeting about the sickness is booked to a day (K10.3)."""

    datum: date
    slag: Literal["trepartsmote_bokat"] = "trepartsmote_bokat"


def _boka(i: Insats, k: BokaTrepartsmote, fall: Fall) -> Iterator[Handelse]:
    if k.datum < datum(i.aktualiserad):
        raise Avvisning("K10.3", f"mötet kan inte ligga före aktualiseringen {datum(i.aktualiserad)}", "datum")
    if any(dag == k.datum for _, dag in i.trepartsmoten):
        raise Avvisning("K10.3", f"ett trepartsmöte är redan bokat till {k.datum}", "datum")
    yield TrepartsmoteBokat(k.datum)


def _bokades(i: Insats, h: TrepartsmoteBokat, tid: datetime) -> Insats:
    onskemal = i.med_besvarade_onskemal(tid, "trepartssamtal")  # what the kund wished for (K13.9)
    return med(i, trepartsmoten=(*i.trepartsmoten, (tid, h.datum)), onskemal=onskemal)


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`lakarintyg`, `vabintyg` (K10.1, K10.2, K10.4), `trepartsmote` (K10.3), `sjukskrivning_avbrott` (K10.7)."""
    if not i.franvaro or i.slutdatum is None:
        return
    for slag, typ, regel in INTYG:
        for p in perioder(i, slag):
            yield from nya_intyg(i, slag, typ, regel, p)
            if slag == "sjuk" and fran_forsta_dagen(i, p):
                yield intygsbevakning(i, slag, typ, "K10.2", p, p.fran, "forstadagsintyg.dagar")
                continue
            intygsdag = p.fran + timedelta(days=i.regelverk.tal(f"{typ.namn}.dag", p.fran) - 1)
            if intygsdag <= i.slutdatum and (p.till is None or p.till >= intygsdag):
                yield intygsbevakning(i, slag, typ, regel, p, intygsdag, f"{typ.namn}.dagar")
    yield from _upprepad(i)
    yield from _lang(i)


def _upprepad(i: Insats) -> Iterator[Bevakning]:
    """Every third sick period that begins within 90 days of the first (K10.3)."""
    vantar: list[Franvaro] = []
    for p in harled(i, sjukperioder):
        inom = timedelta(days=i.regelverk.tal("trepartsmote.inom_dagar", p.fran) - 1)
        vantar = [v for v in vantar if p.fran - v.fran <= inom] + [p]
        if len(vantar) < i.regelverk.tal("trepartsmote.antal", p.fran):
            continue
        kant = max(v.tid for v in vantar)
        vantar = []
        bokat = [tid for tid, _ in i.trepartsmoten if tid >= kant]
        yield Bevakning(
            TREPARTSMOTE, p.fran.isoformat(), "K10.3", kant,
            dagar_fran(p.fran, i.regelverk.tal("trepartsmote.dagar", p.fran)),
            frist_satt=kant, uppfylld=min(bokat) if bokat else None,
        )  # fmt: skip


def _lang(i: Insats) -> Iterator[Bevakning]:
    """Sickness of more than two weeks asks the KV whether to end; gone when the sickness is (K10.7)."""
    for p in harled(i, sjukperioder):
        dag = p.fran + timedelta(days=i.regelverk.tal("sjukskrivning_avbrott.dag", p.fran) - 1)
        if i.slutdatum is None or dag > i.slutdatum or (p.till is not None and p.till < dag):
            continue
        for avser, oppnas in _fragor(i, p, dag):
            svar = i.avslut_besvarat.get(SJUKSKRIVNING_AVBROTT.nyckel(avser))
            # An end that has passed takes the question with it, unless it was answered first.
            if svar is None and p.till is not None and p.till < datum(i.senast):
                continue
            start = datum(oppnas)
            yield Bevakning(
                SJUKSKRIVNING_AVBROTT, avser.isoformat(), "K10.7", min(oppnas, svar or oppnas),
                arbetsdagar_fran(start, i.regelverk.tal("sjukskrivning_avbrott.arbetsdagar", start)),
                frist_satt=oppnas, uppfylld=svar,
            )  # fmt: skip


def _fragor(i: Insats, p: Franvaro, dag: date) -> Iterator[tuple[date, datetime]]:
    """When the period asks: on that day of it, and again each time the certified end has moved far enough (K10.1)."""
    fragad = max(midnatt(dag), kand(i, p, dag))
    yield p.fran, fragad
    slut: date | None = None
    for tid, till in tackta_slut(i, p):
        igen = i.regelverk.tal("sjukskrivning_avbrott.igen_dagar", till)
        if slut is None or tid <= fragad:
            slut = max(slut or till, till)
        elif igen and till - slut > timedelta(days=igen):
            yield slut + timedelta(days=1), tid
            slut, fragad = till, tid


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """00:00 after the last day of sickness: an unanswered question of avbrott lapses with it (K10.7)."""
    if i.avslutad:
        return
    for p in harled(i, sjukperioder):
        if p.till is None or i.idag > p.till:
            continue
        for nyckel, o in i.oppnade.items():
            if o.slag != SJUKSKRIVNING_AVBROTT.namn or not Period(p.fran, p.till).innehaller(_avsedd(o.avser)):
                continue
            if nyckel not in i.upphorda and nyckel not in i.avslut_besvarat and nyckel not in i.avskrivna:
                skal = "sjukfrånvaron har upphört"
                handelse = BevakningUpphord(nyckel, o.slag, o.avser, "K10.7", skal)
                text = f"sjukfrånvaron slutar {p.till} · K10.7"
                yield Klockslag(passerad(p.till), VIKT_UPPHOR, nyckel, handelse, text)


def _avsedd(avser: str | None) -> date:
    return date.fromisoformat(finns(avser, "a bevakning of sickness says of which period"))


def _brev_bokat(i: Insats, h: TrepartsmoteBokat) -> Iterator[Brev]:
    for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE):
        yield Brev(roll, "K10.3", f"Trepartsmöte är bokat till {h.datum} (§10.1, K10.3)")
    yield from brev_om_foljda_onskemal(i, f"mötet är bokat till {h.datum}")


KAPITEL = Kapitel(
    beslut={TaEmotIntyg: ta_emot, KravForstadagsintyg: krav, BokaTrepartsmote: _boka},
    foljder={
        IntygMottaget: Foljd(togs_emot, mening=mening_om_intyg, brev=brev_intyg),
        ForstadagsintygKravt: Foljd(
            kravdes,
            mening=lambda h: Mening(
                f"Läkarintyg krävs {'' if h.galler else 'inte längre '}från första sjukdagen", "K10.2"
            ),
            brev=brev_kravt,
        ),
        TrepartsmoteBokat: Foljd(
            _bokades, mening=lambda h: Mening(f"Trepartsmöte är bokat till {h.datum}", "K10.3"), brev=_brev_bokat
        ),
    },
    slag=(
        LAKARINTYG,
        VABINTYG,
        TREPARTSMOTE,
        SJUKSKRIVNING_AVBROTT,
    ),
    bevakningar=bevakningar,
    klockslag=klockslag,
)
