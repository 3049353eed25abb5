"""§11: time beyond the longest, one month at a time, by the arbetsledare only (K11.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, uppdraget
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Forlangning
from domain.kapitel.uppdrag.dag_ett.kedja import kedjans_start
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import fast_datum, periodslut
from domain.tid.tidpunkt import datum, midnatt

FORLANGNINGSBESLUT = Bevakningsslag(
    namn="forlangningsbeslut",
    rubrik="beslut om förlängning",
    grund={
        "K11.1": Grund(
            "Slutdatum närmar sig; fristen är slutdatum.",
            {"forlangning.fraga_dagar_fore": uppdraget, "forlangning.max_manader": uppdraget},
        )
    },
    ansvarig=Roll.ARBETSLEDARE,
    avser="nummer",
    vid_frist="upphord",
    aviseras=True,
)


class BeslutaForlangning(Kommando):
    """Grant or refuse one month more; ``motivering`` says why the goal can be reached within it (§11)."""

    roller: ClassVar = (Roll.ARBETSLEDARE,)
    regel: ClassVar = "K11.1"
    rubrik: ClassVar = "Besluta om förlängning med en månad"

    kommando: Literal["besluta_forlangning"] = "besluta_forlangning"
    beslut: Literal["bevilja", "avsla"] = Field(default="bevilja", description="Beslutet.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class InsatsForlangd(Handelse):
    """A month more is granted, the n:th, and the end moves to ``slutdatum`` (K11.1)."""

    nummer: int
    slutdatum: date
    slag: Literal["insats_forlangd"] = "insats_forlangd"


@dataclass(frozen=True, slots=True)
class ForlangningAvslagen(Handelse):
    """The n:th month is refused."""

    nummer: int
    slag: Literal["forlangning_avslagen"] = "forlangning_avslagen"


def _beviljade(i: Insats) -> int:
    """Months granted, those before a change of anordnare included (K13.4)."""
    return i.forlangda_fore + sum(f.beviljad for f in i.forlangningar)


def forlangd(i: Insats, pa: date) -> tuple[int, int]:
    """Months granted in the chain, and the most that there may be on a day (§11, K11.1)."""
    return _beviljade(i), i.regelverk.tal("forlangning.max_manader", pa)


def _full_tid(i: Insats, pa: date) -> int | None:
    """The longest time in months (K2.1) if the uppdrag has it, else None."""
    langst = i.regelverk.tal(f"insatstid.{i.slag}", pa)
    if i.uppdrag is None:
        return None
    if i.bestamt_slut:  # taken over at a change of anordnare: the chain as a whole has it, or has not (K13.4)
        return langst if i.uppdrag.slutdatum >= periodslut(kedjans_start(i), langst) else None
    return langst if i.uppdrag.langd_manader >= langst else None


def _besluta(i: Insats, k: BeslutaForlangning, fall: Fall) -> Iterator[Handelse]:
    if i.uppdrag is None or i.slutdatum is None:
        raise Avvisning("K11.1", "uppdraget är inte inlagt än")
    if i.avslutsbeslut:
        raise Avvisning("K11.1", f"insatsen är beslutad att avslutas {i.slutdatum}")
    if not fall.star and fall.idag > i.slutdatum:
        raise Avvisning("K11.1", f"insatsen slutade {i.slutdatum}; förlängning beslutas senast den dagen")
    if (langst := _full_tid(i, datum(i.uppdrag.tid))) is None:
        raise Avvisning("K11.1", "uppdraget har inte insatsens längsta tid; justera uppdraget i stället")
    hogst = i.regelverk.tal("forlangning.max_manader", fall.idag)
    nummer = _beviljade(i) + 1
    if nummer > hogst:
        raise Avvisning("K11.1", f"insatsen är redan förlängd med {hogst} månader, som är det längsta")
    dagar = i.regelverk.tal("forlangning.fraga_dagar_fore", fall.idag)
    if not fall.star and nummer > 1 and fall.idag < (tidigast := i.slutdatum - timedelta(days=dagar)):
        raise Avvisning(
            "K11.1",
            f"en månad i taget: nästa månad kan beslutas tidigast {tidigast}, {dagar} dagar före slutdatum",
        )
    if k.beslut == "avsla":
        if any(f.nummer == nummer for f in i.forlangningar):
            raise Avvisning("K11.1", "förlängningen är redan avslagen")
        yield ForlangningAvslagen(nummer)
    else:
        yield InsatsForlangd(nummer, periodslut(kedjans_start(i), langst + nummer))


def _forlangdes(i: Insats, h: InsatsForlangd, tid: datetime) -> Insats:
    return med(
        i,
        uppdrag=replace(i.inlagt, slutdatum=h.slutdatum, slutdatum_satt=tid),
        forlangningar=(*i.forlangningar, Forlangning(tid, h.nummer, True)),
        slutrapport_oppnad=False,
        **i.med_svar(tid, "forlangning"),
    )


def _avslogs(i: Insats, h: ForlangningAvslagen, tid: datetime) -> Insats:
    avslag = (*i.forlangningar, Forlangning(tid, h.nummer, False))
    return med(i, forlangningar=avslag, **i.med_svar(tid, "forlangning"))


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`forlangningsbeslut`: the question of the next month, from 30 days before the end date, which is its frist."""
    if i.uppdrag is None or (langst := _full_tid(i, datum(i.uppdrag.tid))) is None:
        return
    dagar = i.regelverk.tal("forlangning.fraga_dagar_fore", datum(i.uppdrag.tid))
    hogst = i.regelverk.tal("forlangning.max_manader", datum(i.uppdrag.tid))
    satt = i.uppdrag.tid
    for nummer in range(i.forlangda_fore + 1, min(_beviljade(i) + 1, hogst) + 1):
        svar = [f.tid for f in i.forlangningar if f.nummer == nummer]
        if i.avslutsbeslut and not svar:
            return  # an end has been decided: there is nothing left to ask
        slut = periodslut(kedjans_start(i), langst + nummer - 1)
        oppnas = max(midnatt(slut - timedelta(days=dagar)), satt)
        yield Bevakning(
            FORLANGNINGSBESLUT, str(nummer), "K11.1", min(oppnas, *svar, oppnas),
            fast_datum(slut, slut), frist_satt=oppnas, uppfylld=min(svar) if svar else None,
        )  # fmt: skip
        satt = svar[-1] if svar else satt


def _brev_forlangd(i: Insats, h: InsatsForlangd) -> Iterator[Brev]:
    for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
        yield Brev(roll, "K11.1", f"Insatsen är förlängd t.o.m. {h.slutdatum} (§11, K11.1)")


def _brev_avslagen(i: Insats, h: ForlangningAvslagen) -> Iterator[Brev]:
    for roll in (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE):
        yield Brev(roll, "K11.1", f"Insatsen förlängs inte; den slutar {i.slutdatum} (§11, K11.1)")


KAPITEL = Kapitel(
    beslut={BeslutaForlangning: _besluta},
    foljder={
        InsatsForlangd: Foljd(
            _forlangdes,
            mening=lambda h: Mening(f"Insatsen är förlängd t.o.m. {h.slutdatum} (månad {h.nummer})", "K11.1", "god"),
            brev=_brev_forlangd,
        ),
        ForlangningAvslagen: Foljd(
            _avslogs, mening=lambda _: Mening("Förlängning är avslagen", "K11.1"), brev=_brev_avslagen
        ),
    },
    slag=(FORLANGNINGSBESLUT,),
    bevakningar=bevakningar,
)
