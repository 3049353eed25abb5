"""§4, §6.3, §8.4: what the anordnare brings to the KV, and the KV's answer (K4.2, K4.3, K6.4, K8.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.kallor import hanvisning
from domain.grund.ord import ANLEDNING, SVAR_OM_INSATS
from domain.grund.ordval import dagar_i_ord, i_ord
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.tradar import Anmalan
from domain.kapitel.inlamning.rapportmanad import den_sjunde
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.manad import forsta, manad, nasta
from domain.tid.tidpunkt import datum

Anledning = Literal[
    "andrade_ataganden",
    "svarigheter_med_andra_aktorer",
    "behov_av_uppfoljningsmote",
    "behov_av_flerpartsmote",
    "behov_av_sip",
    "behov_av_stod_fran_annan_enhet",
    "klarar_inte_forvantningarna",
    "oklart_uppdrag",
    "saknar_forutsattningar",
    "annan_insats",
]

_REGEL: dict[str, str] = {"andrade_ataganden": "K4.2", "saknar_forutsattningar": "K6.4", "annan_insats": "K8.6"}


class AnmalTillKarriarvagledare(Kommando):
    """Bring something to the KV, who answers it (§4, §4.1, §6.3, §13.1)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K4.3"
    rubrik: ClassVar = "Anmäl till karriärvägledaren"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["anmal_till_karriarvagledare"] = "anmal_till_karriarvagledare"
    anledning: Literal[
        "andrade_ataganden",
        "svarigheter_med_andra_aktorer",
        "behov_av_uppfoljningsmote",
        "behov_av_flerpartsmote",
        "behov_av_sip",
        "behov_av_stod_fran_annan_enhet",
        "klarar_inte_forvantningarna",
        "oklart_uppdrag",
        "saknar_forutsattningar",
    ] = Field(description="Vad anmälan gäller.")
    beskrivning: Text = Field(description="Beskrivning.")


class AnmalBehovAvAnnanInsats(Kommando):
    """Bring up the need of another insats: at once by message, or in a report that is due soon enough (§8.4)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K8.6"
    rubrik: ClassVar = "Anmäl behov av annan insats"

    kommando: Literal["anmal_behov_av_annan_insats"] = "anmal_behov_av_annan_insats"
    vag: Literal["meddelande", "manadsrapport"] = Field(
        default="meddelande",
        description="Hur behovet tas upp: i ett meddelande nu, eller i en månadsrapport som strax ska in.",
    )
    beskrivning: Text = Field(description="Varför kunden behöver en annan insats.")


class BesvaraAnmalan(Kommando):
    """Answer what was brought up; ``nummer`` as the list of it shows, default the oldest unanswered.

    For another insats ``beslut`` is required: go on side by side (with the judgement that the kund can make
    stegförflyttningar), end (decided by ``besluta_avslut``) or continue (§8.4).
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K4.3"
    rubrik: ClassVar = "Besvara en anmälan"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["besvara_anmalan"] = "besvara_anmalan"
    nummer: int | None = Field(default=None, description="Anmälans nummer; utelämnat betyder den äldsta obesvarade.")
    beslut: Literal["parallell", "avsluta", "fortsatt"] | None = Field(
        default=None, description="Beslutet, när anmälan gäller en annan insats."
    )
    stegforflyttning_bedoms_mojlig: bool = Field(
        default=False, description="Bedöms kunden kunna göra stegförflyttningar?"
    )
    svar: Text = Field(description="Svaret.")


@dataclass(frozen=True, slots=True)
class AnmalanGjord(Handelse):
    """The anordnare has told the KV of what it cannot decide itself (K4.3)."""

    nummer: int
    anledning: Anledning
    vag: Literal["meddelande", "manadsrapport"]
    slag: Literal["anmalan_gjord"] = "anmalan_gjord"


@dataclass(frozen=True, slots=True)
class AnmalanBesvarad(Handelse):
    """The KV has answered."""

    nummer: int
    anledning: Anledning
    beslut: Literal["parallell", "avsluta", "fortsatt"] | None
    slag: Literal["anmalan_besvarad"] = "anmalan_besvarad"


def _anmal(i: Insats, k: AnmalTillKarriarvagledare, fall: Fall) -> Iterator[Handelse]:
    yield AnmalanGjord(len(i.anmalningar) + 1, k.anledning, "meddelande")


def _annan_insats(i: Insats, k: AnmalBehovAvAnnanInsats, fall: Fall) -> Iterator[Handelse]:
    if i.uppdrag is None:
        raise Avvisning("K8.6", "uppdraget är inte inlagt än")
    if k.vag == "manadsrapport":
        frist = _nasta_rapportfrist(i, fall)
        dagar = i.regelverk.tal("annan_insats.rapport_inom_dagar", fall.idag)
        if frist is None or frist - fall.idag > timedelta(days=dagar):
            nar = f"senast {frist}" if frist else "inte väntad"
            tid = dagar_i_ord(dagar)
            raise Avvisning(
                "K8.6", f"nästa månadsrapport är {nar}, inte inom {tid}: meddela karriärvägledaren nu", "vag"
            )
    yield AnmalanGjord(len(i.anmalningar) + 1, "annan_insats", k.vag)


def _nasta_rapportfrist(i: Insats, fall: Fall) -> date | None:
    """The frist of the report that is due next, of a month that has begun."""
    for m in i.insatsmanader:
        if m not in i.rapporter and nasta(m) >= manad(fall.idag):
            frist = den_sjunde(i, m, "manadsrapport.dag").frist
            if frist >= fall.idag and forsta(m) <= fall.idag:
                return frist
    return None


def _besvara(i: Insats, k: BesvaraAnmalan, fall: Fall) -> Iterator[Handelse]:
    obesvarade = [n for n, a in enumerate(i.anmalningar, start=1) if a.besvarad is None]
    if not obesvarade:
        raise Avvisning("K4.3", "det finns ingen obesvarad anmälan")
    nummer = obesvarade[0] if k.nummer is None else k.nummer
    if nummer not in obesvarade:
        raise Avvisning("K4.3", f"anmälan {nummer} finns inte eller är redan besvarad", "nummer")
    anledning: Anledning = i.anmalningar[nummer - 1].arende  # type: ignore[assignment]
    if (anledning == "annan_insats") != (k.beslut is not None):
        vad = "kräver ett beslut" if anledning == "annan_insats" else "besvaras utan beslut om annan insats"
        raise Avvisning("K8.6", f"anmälan {nummer} {vad}", "beslut")
    if k.beslut == "parallell" and not k.stegforflyttning_bedoms_mojlig:
        raise Avvisning(
            "K8.6",
            "parallella insatser kräver bedömningen att kunden kan göra stegförflyttningar",
            "stegforflyttning_bedoms_mojlig",
        )
    yield AnmalanBesvarad(nummer, anledning, k.beslut)


def _gjordes(i: Insats, h: AnmalanGjord, tid: datetime) -> Insats:
    dagar = i.regelverk.tal("svar.arbetsdagar", datum(tid))
    return med(i, anmalningar=(*i.anmalningar, Anmalan(tid, h.anledning, svar_inom=dagar)))


def _besvarades(i: Insats, h: AnmalanBesvarad, tid: datetime) -> Insats:
    alla = list(i.anmalningar)
    alla[h.nummer - 1] = replace(alla[h.nummer - 1], besvarad=tid)
    return med(i, anmalningar=tuple(alla))


def _brev_gjord(i: Insats, h: AnmalanGjord) -> Iterator[Brev]:
    regel = _krav(h.anledning)
    vad = i_ord(h.anledning)
    yield Brev(Roll.KARRIARVAGLEDARE, regel, f"Anmälan {h.nummer} att besvara: {vad} ({hanvisning(regel)})")


_BESLUT = {
    "parallell": "en parallell insats kan beviljas",
    "avsluta": "insatsen ska avslutas",
    "fortsatt": "insatsen fortsätter",
}
"""What the KV has decided where another insats was needed (§8.4)."""


def _brev_besvarad(i: Insats, h: AnmalanBesvarad) -> Iterator[Brev]:
    regel = _krav(h.anledning)
    beslut = f": {_BESLUT[h.beslut]}" if h.beslut else ""
    yield Brev(Roll.ANORDNARE, regel, f"Anmälan {h.nummer} är besvarad{beslut} ({hanvisning(regel)})")


def _mening_gjord(h: AnmalanGjord) -> Mening:
    vag = ", i månadsrapporten" if h.vag == "manadsrapport" else ""
    return Mening(f"Anmälan {h.nummer} till karriärvägledaren: {ANLEDNING[h.anledning]}{vag}", _krav(h.anledning))


def _mening_besvarad(h: AnmalanBesvarad) -> Mening:
    beslut = f": {SVAR_OM_INSATS[h.beslut]}" if h.beslut else ""
    return Mening(f"Anmälan {h.nummer} ({ANLEDNING[h.anledning]}) är besvarad{beslut}", _krav(h.anledning))


def _krav(anledning: str) -> str:
    """The krav that the matter lives under."""
    return _REGEL.get(anledning, "K4.3")


KAPITEL = Kapitel(
    beslut={
        AnmalTillKarriarvagledare: _anmal,
        AnmalBehovAvAnnanInsats: _annan_insats,
        BesvaraAnmalan: _besvara,
    },
    foljder={
        AnmalanGjord: Foljd(_gjordes, mening=_mening_gjord, brev=_brev_gjord),
        AnmalanBesvarad: Foljd(_besvarades, mening=_mening_besvarad, brev=_brev_besvarad),
    },
)
