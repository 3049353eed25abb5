"""§7.3: the genomförandeplan and its review (K7.3, K7.4, K7.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran, uppdraget
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.kapitel.inlamning.mall import granska_rubriker, planmall, rubriktexter, saknade_rubriker
from domain.kapitel.inlamning.omgang import bollen, granskad, granskningsmening, ny_version
from domain.kapitel.uppdrag.planfrist import planfrist
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, Brev, Fall, Handelse
from domain.skeende.kommando import Bilagor, Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import arbetsdagar_fran
from domain.tid.tidpunkt import datum

GENOMFORANDEPLAN = Bevakningsslag(
    namn="genomforandeplan",
    rubrik="genomförandeplan",
    grund={
        "K7.3": Grund(
            "Startdatum, eller uppdraget eller rättelsen av det, om det ger en senare frist.",
            {"genomforandeplan.dagar": uppdraget, "genomforandeplan.dagar_fran_uppdrag": uppdraget},
        )
    },
    ansvarig=Roll.ANORDNARE,
    avser="ensam",
    kvalitet="plan",
)
PLANGRANSKNING = Bevakningsslag(
    namn="plangranskning",
    rubrik="granskning av genomförandeplan",
    rubrik_igen="ny version av genomförandeplan",
    grund={"K7.4": Grund("Planens första version kom in.", {"plangranskning.arbetsdagar": fran})},
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="omgang",
)


class LamnaGenomforandeplan(Kommando):
    """Send the plan, or a new version of it, to the KV (§7.3).

    ``rubriker`` are the further headings of the insats's own template; a plan that lacks one is refused (K4.5, K7.5).
    Before the second edition of the routine a plan without them was taken, and the KV told which were missing; those
    stand.
    """

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K7.5"
    rubrik: ClassVar = "Lämna genomförandeplan"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["lamna_genomforandeplan"] = "lamna_genomforandeplan"
    mal: Text = Field(description="Målet i planen.")
    delmal: tuple[Text, ...] = Field(min_length=1, description="Delmål i planen; upprepa för flera.")
    aktiviteter: tuple[Text, ...] = Field(min_length=1, description="Aktivitet i planen; upprepa för flera.")
    rubriker: dict[str, Text] = Field(
        default_factory=dict, description="Text under en av mallens rubriker, rubrik=text; upprepa för flera."
    )
    bilagor: Bilagor = ()


class GranskaPlan(Kommando):
    """Approve the plan or return it with a reason (§7.3)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K7.4"
    rubrik: ClassVar = "Granska genomförandeplanen"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["granska_plan"] = "granska_plan"
    beslut: Literal["godkand", "aterremiss"] = Field(description="Beslutet.")
    motivering: Text | None = Field(default=None, description="Motivering.")


@dataclass(frozen=True, slots=True)
class GenomforandeplanLamnad(Handelse):
    """A version of the plan came in (K7.3)."""

    omgang: int
    version: int
    saknade_rubriker: tuple[str, ...]
    delmal: int = 0
    """How many it has; none is known of lines older than the rule (K7.8)."""
    bilagor: tuple[str, ...] = ()
    slag: Literal["genomforandeplan_lamnad"] = "genomforandeplan_lamnad"


@dataclass(frozen=True, slots=True)
class PlanGranskad(Handelse):
    """The KV has approved it or sent it back (K7.4)."""

    omgang: int
    version: int
    beslut: Literal["godkand", "aterremiss"]
    slag: Literal["plan_granskad"] = "plan_granskad"


def _lamna(i: Insats, k: LamnaGenomforandeplan, fall: Fall) -> Iterator[Handelse]:
    if i.uppdrag is None:
        raise Avvisning("K7.3", "uppdraget är inte inlagt än")
    mall = planmall(i, fall.idag)
    # What was taken stands, also under a template that came to the case afterwards (K0.7).
    if not fall.om and (k.rubriker or fall.kraver(DORR_ANDRA_UTGAVAN)):
        granska_rubriker(k.rubriker, mall, "K7.5" if k.rubriker else "K4.5")
    sista = i.planer[-1] if i.planer else None
    ny_omgang = sista is None or sista.godkand is not None
    yield GenomforandeplanLamnad(
        omgang=len(i.planer) + ny_omgang,
        version=1 if sista is None or ny_omgang else sista.versioner + 1,
        saknade_rubriker=saknade_rubriker(k.rubriker, mall),
        delmal=len(k.delmal) if fall.dorr >= DORR_ANDRA_UTGAVAN else 0,
        bilagor=k.bilagor,
    )


def _granska(i: Insats, k: GranskaPlan, fall: Fall) -> Iterator[Handelse]:
    if not i.planer:
        raise Avvisning("K7.4", "ingen genomförandeplan har kommit in")
    sista = i.planer[-1]
    if not sista.vantar_pa_granskning:
        vad = "är redan godkänd" if sista.godkand else "är återremitterad; en ny version har inte kommit in"
        raise Avvisning("K7.4", f"planen {vad}")
    if k.beslut == "aterremiss" and k.motivering is None:
        raise Avvisning("K7.4", "en återremiss kräver motivering", "motivering")
    yield PlanGranskad(len(i.planer), sista.versioner, k.beslut)


def _lamnades(i: Insats, h: GenomforandeplanLamnad, tid: datetime) -> Insats:
    pagaende = i.planer[h.omgang - 1] if h.omgang <= len(i.planer) else None
    return med(i, planer=(*i.planer[: h.omgang - 1], ny_version(pagaende, tid, h.delmal)))


def _granskades(i: Insats, h: PlanGranskad, tid: datetime) -> Insats:
    return med(i, planer=(*i.planer[:-1], granskad(i.planer[-1], tid, h.beslut == "godkand")))


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`genomforandeplan` (K7.3) and, for each round, `plangranskning` (K7.4)."""
    if i.uppdrag is None:
        return
    yield Bevakning(
        GENOMFORANDEPLAN, None, "K7.3", i.uppdrag.tid, planfrist(i),
        frist_satt=i.uppdrag.tid, uppfylld=i.planer[0].inlamnad if i.planer else None,
    )  # fmt: skip
    for nr, omgang in enumerate(i.planer, start=1):
        dag = datum(omgang.inlamnad)
        yield Bevakning(
            PLANGRANSKNING, str(nr) if nr > 1 else None, "K7.4", omgang.inlamnad,
            arbetsdagar_fran(dag, i.regelverk.tal("plangranskning.arbetsdagar", dag)),
            frist_satt=omgang.inlamnad, uppfylld=omgang.godkand, hos=bollen(omgang),
        )  # fmt: skip


def _brev_lamnad(i: Insats, h: GenomforandeplanLamnad) -> Iterator[Brev]:
    rubriker = rubriktexter(h.saknade_rubriker, i.regelverk, i.idag)
    saknas = f"; mallens rubriker saknas: {rubriker}" if rubriker else ""
    version = f" (version {h.version})" if h.version > 1 else ""
    yield Brev(
        Roll.KARRIARVAGLEDARE, "K7.4", f"Genomförandeplan att granska{version}{saknas} (§7.3, K7.4)"
    )  # fmt: skip


def _brev_granskad(i: Insats, h: PlanGranskad) -> Iterator[Brev]:
    vad = "är godkänd" if h.beslut == "godkand" else "är återremitterad; lämna en ny version"
    yield Brev(Roll.ANORDNARE, "K7.4", f"Genomförandeplanen {vad} (§7.3, K7.4)")


def _mening_lamnad(h: GenomforandeplanLamnad) -> Mening:
    version = f", version {h.version}" if h.version > 1 else ""
    vilken = "Genomförandeplanen" if h.omgang == 1 else f"Reviderad genomförandeplan ({h.omgang})"
    return Mening(f"{vilken} är inlämnad{version}", "K7.3")


KAPITEL = Kapitel(
    beslut={LamnaGenomforandeplan: _lamna, GranskaPlan: _granska},
    foljder={
        GenomforandeplanLamnad: Foljd(_lamnades, mening=_mening_lamnad, brev=_brev_lamnad),
        PlanGranskad: Foljd(
            _granskades, mening=lambda h: granskningsmening("Genomförandeplanen", "K7.4", h.beslut), brev=_brev_granskad
        ),
    },
    slag=(
        GENOMFORANDEPLAN,
        PLANGRANSKNING,
    ),
    bevakningar=bevakningar,
)
