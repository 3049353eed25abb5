"""§6.3: the uppdrag adjusted (K4.2, K6.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ordval import numerus
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.kapitel.uppdrag.dag_ett.kedja import kedjans_start
from domain.skeende.handelse import DORR_DELTID_MED_SKAL, Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.frist import periodslut


class JusteraUppdrag(Kommando):
    """Adjust the uppdrag: a longer time up to the insats's longest, another degree; never shorter (§6.3, K6.4)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K6.4"
    rubrik: ClassVar = "Justera uppdraget"
    tillstand: ClassVar = (Status.PAGAR,)

    kommando: Literal["justera_uppdrag"] = "justera_uppdrag"
    langd_manader: int | None = Field(
        default=None, ge=1, description="Längd i månader; utelämnad betyder insatsens längsta tid."
    )
    omfattning: int | None = Field(default=None, ge=1, le=100, description="Omfattning i procent.")
    skal_till_deltidsplanering: Text | None = Field(
        default=None, description="Skäl till att planeringen inte är på heltid."
    )
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class UppdragJusterat(Handelse):
    """The uppdrag has another length or extent, and so another end (K6.3)."""

    langd_manader: int
    omfattning: int
    slutdatum: date
    slag: Literal["uppdrag_justerat"] = "uppdrag_justerat"


def prova_omfattning(i: Insats, omfattning: int, skal: Text | None, fall: Fall) -> None:
    """§6.4.1, K6.5: less than full time has its reasons, in the kundval that the regelverk lists.

    Raises: Avvisning. What was said before another kundval than AMI was listed is not asked for them.
    """
    lista = i.regelverk.lista("omfattning.heltid_kundval", fall.idag)
    galler = i.kundval.lower() in lista if fall.kraver(DORR_DELTID_MED_SKAL) else i.kundval == "AMI"
    if galler and skal is None and omfattning < i.regelverk.tal("omfattning.heltid", fall.idag):
        raise Avvisning("K6.5", "huvudregeln är heltid: ange skäl till deltidsplanering", "omfattning")


def justera(i: Insats, k: JusteraUppdrag, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning; it changes nothing, or takes more than there is."""
    u = i.inlagt
    langd, omfattning = k.langd_manader or u.langd_manader, k.omfattning or u.omfattning
    if (langd, omfattning) == (u.langd_manader, u.omfattning):
        raise Avvisning("K6.4", "justeringen ändrar ingenting")
    langst = i.regelverk.tal(f"insatstid.{i.slag}", fall.idag)
    if langd > langst:
        raise Avvisning("K2.1", f"{i.slag} får vara högst {langst} månader", "langd_manader")
    if langd < u.langd_manader:
        raise Avvisning("K6.4", "uppdraget kan inte kortas; insatsen avslutas i stället (§13)", "langd_manader")
    if i.avslutsbeslut and langd != u.langd_manader:
        raise Avvisning("K6.4", f"insatsen är beslutad att avslutas {i.slutdatum}", "langd_manader")
    if omfattning != u.omfattning:
        prova_omfattning(i, omfattning, k.skal_till_deltidsplanering, fall)
    slut = periodslut(kedjans_start(i), langd) if langd != u.langd_manader else u.slutdatum
    yield UppdragJusterat(langd, omfattning, slut)


def justerades(i: Insats, h: UppdragJusterat, tid: datetime) -> Insats:
    """The fold of it."""
    u = i.inlagt
    satt = tid if h.slutdatum != u.slutdatum else u.slutdatum_satt
    nytt = replace(
        u, langd_manader=h.langd_manader, omfattning=h.omfattning, slutdatum=h.slutdatum, slutdatum_satt=satt
    )
    return med(i, uppdrag=nytt, **i.med_svar(tid, "andrat_uppdrag"))


def brev_justerat(i: Insats, h: UppdragJusterat) -> Iterator[Brev]:
    """The anordnare is told of the new end."""
    yield Brev(
        Roll.ANORDNARE, "K6.4", f"Uppdraget är justerat: {h.omfattning} %, t.o.m. {h.slutdatum} (§6.3, K6.4)"
    )  # fmt: skip


def mening_om_justering(h: UppdragJusterat) -> Mening:
    """The timeline's sentence of an adjusted uppdrag."""
    langd = numerus(h.langd_manader, "månad", "månader")
    return Mening(f"Uppdraget är justerat: {langd}, {h.omfattning} %, t.o.m. {h.slutdatum}", "K6.4")
