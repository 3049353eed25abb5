"""§8: the monthly report, its review and its approval (K8.1–K8.4, K8.7); what it holds stands in ``innehall``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Roll
from domain.grund.slag import Delmalsstatus, Status
from domain.grund.text import Text
from domain.insats.bevakning import Bevakning, bevaka
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.minne import harled
from domain.kapitel.franvaro.avslutsfragor import BESLUT_OM_AVSLUT
from domain.kapitel.franvaro.ledighet import ska_berattas
from domain.kapitel.franvaro.redovisning import forsok_i, franvaro_i, kompletteringar, om_franvaro
from domain.kapitel.inlamning import innehall
from domain.kapitel.inlamning.mall import granska_rubriker
from domain.kapitel.inlamning.omgang import bollen, granskad, granskningsmening, ny_version
from domain.kapitel.inlamning.rapporthandelser import ManadsrapportGranskad, ManadsrapportInlamnad
from domain.kapitel.inlamning.rapportmanad import (
    MANADSRAPPORT,
    RAPPORTGODKANNANDE,
    RAPPORTGRANSKNING,
    granskningsfrist,
    krav_insatsmanad,
    manadens_ramar,
    sista_insatsdag,
)
from domain.skeende.handelse import DORR_ANDRA_UTGAVAN, Brev, Fall, Handelse
from domain.skeende.kommando import Bilagor, Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import arbetsdagar_fran
from domain.tid.manad import Manad, namn
from domain.tid.tidpunkt import datum


class KlarmarkeraManadsrapport(Kommando):
    """Hand in the month's report by marking it complete (§8.1).

    ``uppfoljning_datum`` is the day of the follow-up made together with the kund (K7.6), ``delmal`` how each delmål of
    the approved plan stands, in the plan's order (K7.8). The month's absence is filled in from what is registered
    (K8.4). ``annan_franvaro_paverkar`` is required when repeated absence affects the planning (§10.3, K10.5).
    """

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K8.1"
    rubrik: ClassVar = "Klarmarkera månadsrapport"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["klarmarkera_manadsrapport"] = "klarmarkera_manadsrapport"
    manad: Manad = Field(description="Månaden, ÅÅÅÅ-MM.")
    uppfoljning_datum: date | None = Field(default=None, description="Dagen för uppföljningen tillsammans med kunden.")
    rubriker: dict[str, Text] = Field(description="Text under en av mallens rubriker, rubrik=text; upprepa för flera.")
    mal: Delmalsstatus | None = Field(default=None, description="Hur planens mål står.")
    delmal: tuple[Delmalsstatus, ...] = Field(
        default=(), description="Hur den godkända planens delmål står, i planens ordning; upprepa för vart och ett."
    )
    annan_franvaro_paverkar: Text | None = Field(
        default=None, description="Hur upprepad frånvaro för möten med andra aktörer påverkar planeringen (§10.3)."
    )
    bilagor: Bilagor = ()


class GranskaManadsrapport(Kommando):
    """Approve a report, with the month's judgement of progression, or return it with a reason (§8.2, §13)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K8.2"
    rubrik: ClassVar = "Granska månadsrapport"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["granska_manadsrapport"] = "granska_manadsrapport"
    manad: Manad = Field(description="Månaden, ÅÅÅÅ-MM.")
    beslut: Literal["godkand", "aterremiss"] = Field(description="Beslutet.")
    progression: Literal["fortsatt", "avsluta"] | None = Field(
        default=None, description="Månadens bedömning av progressionen."
    )
    motivering: Text | None = Field(default=None, description="Motivering.")


def _inlamna(i: Insats, k: KlarmarkeraManadsrapport, fall: Fall) -> Iterator[Handelse]:
    if not fall.om:
        krav_insatsmanad(i, k.manad, "K8.1")
    if not fall.om and fall.idag < (sista_dag := sista_insatsdag(i, k.manad)):
        raise Avvisning("K8.1", f"rapporten kan lämnas tidigast på månadens sista insatsdag {sista_dag}", "manad")
    omgang = i.rapporter.get(k.manad)
    if omgang and omgang.godkand:
        raise Avvisning("K8.3", f"månadsrapporten för {namn(k.manad)} är redan godkänd", "manad")
    uppfoljning = innehall.prova_uppfoljning(i, k.manad, k.uppfoljning_datum, fall)
    innehall.prova_delmal(i, k.delmal, fall)
    granska_rubriker(k.rubriker, i.regelverk.lista(f"mall.manadsrapport.{i.kundval}", fall.idag), "K8.4")
    if not fall.om and k.annan_franvaro_paverkar is None and ska_berattas(i, k.manad):
        raise Avvisning(
            "K10.5",
            "upprepad frånvaro för möten med andra aktörer ska berättas om i rapporten",
            "annan_franvaro_paverkar",
        )
    yield ManadsrapportInlamnad(
        manad=k.manad,
        version=omgang.versioner + 1 if omgang else 1,
        rubrik=f"Månadsrapport, {namn(k.manad)}, KLAR",
        uppfoljning_datum=uppfoljning,
        franvaro=franvaro_i(i, k.manad),
        kontaktforsok=forsok_i(i, k.manad),
        kompletteringar=kompletteringar(i, utom=k.manad) if fall.dorr >= DORR_ANDRA_UTGAVAN else None,
        plan=innehall.planversion(i) if fall.dorr >= DORR_ANDRA_UTGAVAN else None,
        mal=k.mal,
        delmal=k.delmal,
        narvaro=innehall.narvaro(i, k.manad) if fall.dorr >= DORR_ANDRA_UTGAVAN else None,
        bilagor=k.bilagor,
    )


def _granska(i: Insats, k: GranskaManadsrapport, fall: Fall) -> Iterator[Handelse]:
    omgang = i.rapporter.get(k.manad)
    if omgang is None:
        raise Avvisning("K8.2", f"ingen rapport för {k.manad} har kommit in", "manad")
    if not omgang.vantar_pa_granskning:
        vad = "är redan godkänd" if omgang.godkand else "är återremitterad; en ny version har inte kommit in"
        raise Avvisning("K8.2", f"rapporten för {namn(k.manad)} {vad}", "manad")
    if k.beslut == "aterremiss" and k.motivering is None:
        raise Avvisning("K8.2", "en återremiss kräver motivering", "motivering")
    if k.beslut == "godkand" and k.progression is None:
        raise Avvisning("K8.7", "ange månadens bedömning av progressionen: fortsatt eller avsluta", "progression")
    if k.beslut == "aterremiss" and k.progression is not None:
        raise Avvisning("K8.7", "progressionen bedöms när rapporten godkänns", "progression")
    yield ManadsrapportGranskad(k.manad, omgang.versioner, k.beslut, k.progression)


def _inlamnades(i: Insats, h: ManadsrapportInlamnad, tid: datetime) -> Insats:
    redovisad = i.redovisad_franvaro
    if h.kompletteringar is not None:
        redovisad = {**redovisad, h.manad: h.franvaro, **{k.manad: k.rader for k in h.kompletteringar}}
    rapporter = {**i.rapporter, h.manad: ny_version(i.rapporter.get(h.manad), tid)}
    progression = {**i.progression, h.manad: h.delmal} if h.delmal else i.progression
    return med(i, rapporter=rapporter, redovisad_franvaro=redovisad, progression=progression)


def _granskades(i: Insats, h: ManadsrapportGranskad, tid: datetime) -> Insats:
    omgang = granskad(i.rapporter[h.manad], tid, h.beslut == "godkand")
    i = med(i, rapporter={**i.rapporter, h.manad: omgang})
    # Where an end is decided already there is nothing to ask: the question has its answer (K8.7, K13.1).
    if h.progression == "avsluta" and i.avslutsbeslut is None:
        i = med(i, beslut_om_avslut={**i.beslut_om_avslut, h.manad: tid})
    return i


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """Per month: `manadsrapport` (K8.1), `rapportgranskning` (K8.2), `rapportgodkannande` (K8.3).

    And `beslut_om_avslut` (K8.7) where the KV has judged that the insats should end.
    """
    for manad, start, frist, _ in harled(i, manadens_ramar):
        omgang = i.rapporter.get(manad)
        inlamnad = omgang.inlamnad if omgang else None
        yield bevaka(
            MANADSRAPPORT, manad, "K8.1", min(start, inlamnad or start),
            frist, frist_satt=start, uppfylld=inlamnad,
        )  # fmt: skip
        if omgang:
            for typ, regel, hos, klar in (
                (RAPPORTGRANSKNING, "K8.2", None, omgang.granskad),
                (RAPPORTGODKANNANDE, "K8.3", bollen(omgang), omgang.godkand),
            ):
                yield bevaka(
                    typ, manad, regel, omgang.inlamnad, granskningsfrist(i, manad, omgang, typ.namn),
                    frist_satt=omgang.inlamnad, uppfylld=klar, hos=hos,
                )  # fmt: skip
    for avser, bedomd in i.beslut_om_avslut.items():
        bedomningsdag = datum(bedomd)
        yield Bevakning(
            BESLUT_OM_AVSLUT, avser, "K8.7", bedomd,
            arbetsdagar_fran(bedomningsdag, i.regelverk.tal("beslut_om_avslut.arbetsdagar", bedomningsdag)),
            frist_satt=bedomd, uppfylld=i.avslut_besvarat.get(BESLUT_OM_AVSLUT.nyckel(avser)),
        )  # fmt: skip


def _brev_inlamnad(i: Insats, h: ManadsrapportInlamnad) -> Iterator[Brev]:
    yield Brev(Roll.KARRIARVAGLEDARE, "K8.2", f"{h.rubrik}: att granska (§8.2, K8.2)")
    if h.plan is not None and h.plan.version is None:
        text = f"Månadsrapporten för {namn(h.manad)} följer ingen plan, för ingen är godkänd (§7.4, K7.6)"
        yield Brev(Roll.KARRIARVAGLEDARE, "K7.6", text)


def _brev_granskad(i: Insats, h: ManadsrapportGranskad) -> Iterator[Brev]:
    vad = "är godkänd" if h.beslut == "godkand" else "är återremitterad; komplettera och klarmarkera igen"
    yield Brev(Roll.ANORDNARE, "K8.2", f"Månadsrapporten för {namn(h.manad)} {vad} (§8.2, K8.2)")


def _mening_inlamnad(h: ManadsrapportInlamnad) -> Mening:
    version = f" (version {h.version})" if h.version > 1 else ""
    delar = [*innehall.i_ord(h.plan, h.mal, h.delmal, h.narvaro)]
    delar += om_franvaro(h.franvaro, h.kontaktforsok, h.kompletteringar or ())
    return Mening(f"{h.rubrik}{version}{' – ' if delar else ''}{'; '.join(delar)}", "K8.1")


def _mening_granskad(h: ManadsrapportGranskad) -> Mening:
    bedomning = {"fortsatt": "; fortsatt progression", "avsluta": "; bedömningen är att insatsen bör avslutas"}
    tillagg = bedomning[h.progression] if h.progression else ""
    return granskningsmening(f"Månadsrapporten för {namn(h.manad)}", "K8.2", h.beslut, tillagg)


KAPITEL = Kapitel(
    beslut={KlarmarkeraManadsrapport: _inlamna, GranskaManadsrapport: _granska},
    foljder={
        ManadsrapportInlamnad: Foljd(_inlamnades, mening=_mening_inlamnad, brev=_brev_inlamnad),
        ManadsrapportGranskad: Foljd(_granskades, mening=_mening_granskad, brev=_brev_granskad),
    },
    slag=(
        MANADSRAPPORT,
        RAPPORTGRANSKNING,
        RAPPORTGODKANNANDE,
    ),
    bevakningar=bevakningar,
)
