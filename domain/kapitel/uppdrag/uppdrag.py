"""§6.2–6.4, §7.1: bemanning, uppdrag and the first meeting (K2.1, K6.2, K6.3, K6.5, K7.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import dagar_i_ord, numerus
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning
from domain.insats.bevakningsslag import Bevakningsslag, Grund, fran
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Uppdrag
from domain.kapitel.uppdrag.bemanning import BEMANNING, ArendeBemannat, Bemanna, bemanna, bemannades, brev_bemannat
from domain.kapitel.uppdrag.dag_ett.kedja import kedjans_langd
from domain.kapitel.uppdrag.uppdragsjustering import prova_omfattning
from domain.kapitel.uppdrag.uppfoljningsdagar import bestam_uppfoljning, var_manad_i_ord
from domain.kapitel.uppdrag.uppstartsmote import BokaUppstartsmote, UppstartsmoteBokat, boka, bokades, brev_bokat
from domain.skeende.handelse import DORR_HELA_ANDRA_UTGAVAN, DORR_MED_FORARBETE, Brev, Fall, Handelse
from domain.skeende.kommando import Bilagor, Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import arbetsdagar_fran, dagar_fran, periodslut, senast
from domain.tid.tidpunkt import datum

UPPDRAG = Bevakningsslag(
    namn="uppdrag",
    rubrik="uppdrag",
    grund={
        "K6.3": Grund(
            "Aktualiseringen eller bemanningen, den som ger den senare fristen.",
            {"uppdrag.arbetsdagar_fran_aktualisering": fran, "uppdrag.arbetsdagar_fran_bemanning": fran},
        )
    },
    ansvarig=Roll.KARRIARVAGLEDARE,
    avser="ensam",
)
UPPSTARTSMOTE = Bevakningsslag(
    namn="uppstartsmote",
    rubrik="bokning av uppstartsmöte",
    grund={"K7.1": Grund("Uppdraget lades in.", {"uppstartsmote.dagar": fran})},
    ansvarig=Roll.ANORDNARE,
    avser="ensam",
)


class LaggInUppdrag(Kommando):
    """Enter the uppdrag (§6.3). ``langd_manader`` defaults to the insats's full time (K2.1).

    Follow-up meetings are held on ``uppfoljningsdagar``, or every ``uppfoljning_var_manad``:th month; where nothing is
    said the interval of the insats holds, and ``utan_uppfoljning`` says why there are none (§7.5, K7.7).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K6.3"
    rubrik: ClassVar = "Lägg in uppdraget"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD)

    kommando: Literal["lagg_in_uppdrag"] = "lagg_in_uppdrag"
    startdatum: date = Field(description="Första dagen i insatsen.")
    langd_manader: int | None = Field(
        default=None, ge=1, description="Längd i månader; utelämnad betyder insatsens längsta tid."
    )
    omfattning: int = Field(default=100, ge=1, le=100, description="Omfattning i procent.")
    uppdragsbeskrivning: Text | None = Field(default=None, description="Uppdragsbeskrivningen.")
    framtidsplan: Text | None = Field(default=None, description="Hänvisning till framtidsplanen.")
    skal_till_deltidsplanering: Text | None = Field(
        default=None, description="Skäl till att planeringen inte är på heltid."
    )
    uppfoljningsdagar: tuple[date, ...] = Field(
        default=(), description="Dag för uppföljningssamtal; upprepa för flera."
    )
    uppfoljning_var_manad: int | None = Field(
        default=None, ge=1, le=12, description="Uppföljningssamtal var så här många månader."
    )
    utan_uppfoljning: Text | None = Field(
        default=None, description="Varför inga uppföljningssamtal ska hållas, om det är så uppdraget är."
    )
    bilagor: Bilagor = ()


@dataclass(frozen=True, slots=True)
class UppdragInlagt(Handelse):
    """The uppdrag: from when to when, how much, and when it is followed up (K6.3)."""

    startdatum: date
    langd_manader: int
    omfattning: int
    slutdatum: date
    uppfoljningsdagar: tuple[date, ...] = ()
    uppfoljning_var_manad: int | None = None
    bilagor: tuple[str, ...] = ()
    insatsens_intervall: bool = False
    """The interval is that of the insats, since the uppdrag said nothing (K7.7)."""
    slag: Literal["uppdrag_inlagt"] = "uppdrag_inlagt"


def _lagg_in_uppdrag(i: Insats, k: LaggInUppdrag, fall: Fall) -> Iterator[Handelse]:
    if i.uppdrag:
        raise Avvisning("K6.3", "uppdraget är redan inlagt")
    if i.avslutsbeslut:
        slut = i.avslutsbeslut.avslutsdatum
        raise Avvisning("K13.2", f"insatsen är beslutad att avslutas {slut}; återkalla det beslutet först")
    if k.startdatum < (dag1 := datum(i.aktualiserad)):
        raise Avvisning("K6.3", f"startdatum kan inte ligga före aktualiseringen {dag1}", "startdatum")
    if i.tidigast_start and k.startdatum < i.tidigast_start:
        raise Avvisning("K13.4", f"den förra insatsen slutar dagen före {i.tidigast_start}", "startdatum")
    if i.bestamt_slut and k.startdatum > i.bestamt_slut:
        raise Avvisning("K13.4", f"insatsen slutar {i.bestamt_slut}, som vid den förra anordnaren", "startdatum")
    if i.bestamt_slut and k.langd_manader is not None:
        raise Avvisning("K13.4", f"slutdatum {i.bestamt_slut} följer med från den förra anordnaren", "langd_manader")
    langst = i.regelverk.tal(f"insatstid.{i.slag}", fall.idag)
    langd = kedjans_langd(i, langst) if k.langd_manader is None else k.langd_manader
    if langd > langst:
        raise Avvisning("K2.1", f"{i.slag} får vara högst {langst} månader", "langd_manader")
    prova_omfattning(i, k.omfattning, k.skal_till_deltidsplanering, fall)
    slut = i.bestamt_slut or periodslut(k.startdatum, langd)
    dagar, var_manad = bestam_uppfoljning(i, k, slut, fall.idag)
    _prova_texter(i, k, fall)
    av_insatsen = var_manad is not None and k.uppfoljning_var_manad is None
    yield UppdragInlagt(k.startdatum, langd, k.omfattning, slut, dagar, var_manad, k.bilagor, av_insatsen)


def _prova_texter(i: Insats, k: LaggInUppdrag, fall: Fall) -> None:
    """K6.3: an uppdrag has its description and the framtidsplan. A run begun before the decision referenced the plan
    (K5.2) takes one that day 1 has told of."""
    if not fall.kraver(DORR_HELA_ANDRA_UTGAVAN):
        return
    if k.uppdragsbeskrivning is None:
        raise Avvisning("K6.3", "ett uppdrag ska ha en uppdragsbeskrivning", "uppdragsbeskrivning")
    if k.framtidsplan is None and (fall.kraver(DORR_MED_FORARBETE) or not i.framtidsplan_angiven):
        raise Avvisning("K6.3", "ett uppdrag ska ha framtidsplanen", "framtidsplan")


def _uppdraget_lades_in(i: Insats, h: UppdragInlagt, tid: datetime) -> Insats:
    return med(
        i,
        uppdrag=Uppdrag(tid, h.startdatum, h.langd_manader, h.omfattning, h.slutdatum, slutdatum_satt=tid),
        uppfoljningsdagar=h.uppfoljningsdagar,
        uppfoljning_var_manad=h.uppfoljning_var_manad,
        insatsens_intervall=h.insatsens_intervall,
    )


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`bemanning` (K6.2), `uppdrag` (K6.3), `uppstartsmote` (K7.1)."""
    dag1 = datum(i.aktualiserad)
    bemannad = i.bemanningar[0].tid if i.bemanningar else None
    yield Bevakning(
        BEMANNING, None, "K6.2", i.aktualiserad,
        arbetsdagar_fran(dag1, i.regelverk.tal("bemanning.arbetsdagar", dag1)),
        frist_satt=i.aktualiserad, uppfylld=bemannad,
    )  # fmt: skip
    frist = arbetsdagar_fran(dag1, i.regelverk.tal("uppdrag.arbetsdagar_fran_aktualisering", dag1))
    if bemannad and not (i.uppdrag and i.uppdrag.tid < bemannad):
        dag = datum(bemannad)
        frist = senast(frist, arbetsdagar_fran(dag, i.regelverk.tal("uppdrag.arbetsdagar_fran_bemanning", dag)))
    yield Bevakning(
        UPPDRAG, None, "K6.3", i.aktualiserad, frist,
        frist_satt=bemannad or i.aktualiserad, uppfylld=i.uppdrag.tid if i.uppdrag else None,
        vilar=bemannad is None,
    )  # fmt: skip
    if i.uppdrag:
        inlagt = datum(i.uppdrag.tid)
        yield Bevakning(
            UPPSTARTSMOTE, None, "K7.1", i.uppdrag.tid,
            dagar_fran(inlagt, i.regelverk.tal("uppstartsmote.dagar", inlagt)),
            frist_satt=i.uppdrag.tid, uppfylld=i.uppstartsmoten[0][0] if i.uppstartsmoten else None,
        )  # fmt: skip


def _brev_uppdrag(i: Insats, h: UppdragInlagt) -> Iterator[Brev]:
    tid = dagar_i_ord(i.regelverk.tal("uppstartsmote.dagar", i.idag))
    yield Brev(
        Roll.ANORDNARE, "K6.3",
        f"Uppdraget är inlagt: {h.startdatum}–{h.slutdatum}; boka uppstartsmöte inom {tid} (§6.3, §7.1, K6.3)",
    )  # fmt: skip


def _mening_inlagt(h: UppdragInlagt) -> Mening:
    # At a change of anordnare the months are the whole chain's, and not those between these days (K13.4).
    hel = h.slutdatum == periodslut(h.startdatum, h.langd_manader)
    langd = f", {numerus(h.langd_manader, 'månad', 'månader')}" if hel else ""
    moten = f", uppföljningsmöte {var_manad_i_ord(h.uppfoljning_var_manad)}" if h.insatsens_intervall else ""
    return Mening(f"Uppdraget är inlagt: {h.startdatum}–{h.slutdatum}{langd}, {h.omfattning} %{moten}", "K6.3")


KAPITEL = Kapitel(
    beslut={Bemanna: bemanna, LaggInUppdrag: _lagg_in_uppdrag, BokaUppstartsmote: boka},
    foljder={
        ArendeBemannat: Foljd(
            bemannades, mening=lambda h: Mening(f"Ärendet är bemannat med {h.handlaggare}", "K6.2"), brev=brev_bemannat
        ),
        UppdragInlagt: Foljd(_uppdraget_lades_in, mening=_mening_inlagt, brev=_brev_uppdrag),
        UppstartsmoteBokat: Foljd(
            bokades,
            mening=lambda h: Mening(
                f"Uppstartsmöte är bokat till {h.datum}{', efter planens frist' if h.efter_planens_frist else ''}",
                "K7.1",
            ),
            brev=brev_bokat,
        ),
    },
    slag=(
        BEMANNING,
        UPPDRAG,
        UPPSTARTSMOTE,
    ),
    bevakningar=bevakningar,
)
