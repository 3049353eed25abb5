"""§5.3: what the decision rests on is kept with it, and can be put right (K5.6, K0.10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.granser import Json
from domain.grund.lasratt import Textslag
from domain.grund.ord import ETABLERING_I_ORD, MALGRUPP
from domain.grund.parter import Roll
from domain.grund.slag import Anordnarval, Insatsslag, Status
from domain.grund.text import Text
from domain.insats.anteckningar import Beslutsgrund
from domain.insats.insats import Insats, med
from domain.kapitel.uppdrag.dag_ett.behorighet import (
    ETABLERING,
    MED_ALDER,
    Etablering,
    Kundfakta,
    Malgrupp,
    prova_behorighet,
    prova_malgrupp,
)
from domain.kapitel.uppdrag.dag_ett.forarbete import forarbetet_i_ord, forklarat, prova_kartlagd
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum

_FAKTA = ("malgrupp", "alder", "arbetsformaga", "utan_sysselsattning", "etablering", "behov_av_sfi")
"""The facts of the kund that a decision rests on."""


class RattaBeslutsgrund(Kommando):
    """Put right what the decision of day 1 rests on; what is not named stays (K5.6).

    One under which the insats would not have been granted is let through, and told to the arbetsledare.
    """

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K5.6"
    rubrik: ClassVar = "Rätta beslutets underlag"
    tillstand: ClassVar = (Status.AKTUALISERAD, Status.BEMANNAD, Status.PAGAR, Status.AVSLUTAD)
    lases: ClassVar = Textslag.BESLUTSGRUND

    kommando: Literal["ratta_beslutsgrund"] = "ratta_beslutsgrund"
    malgrupp: Malgrupp | None = Field(default=None, description="Kundens målgrupp den dag beslutet fattades.")
    alder: int | None = Field(default=None, ge=0, le=130, description="Kundens ålder i år den dag beslutet fattades.")
    arbetsformaga: int | None = Field(default=None, ge=0, le=100, description="Arbetsförmåga i procent.")
    arbetsformaga_oklar: bool = Field(default=False, description="Var arbetsförmågan oklar?")
    utan_sysselsattning: bool | None = Field(default=None, description="Hade kunden länge saknat sysselsättning?")
    etablering: Etablering | None = Field(default=None, description="Kundens ställning till etableringsprogrammet.")
    behov_av_sfi: bool | None = Field(default=None, description="Hade kunden behov av sfi?")
    kartlagd: date | None = Field(default=None, description="Dagen då kartläggningen med kunden gjordes.")
    anordnarval: Anordnarval | None = Field(default=None, description="Vems val anordnaren var.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class BeslutsgrundRattad(Handelse):
    """``fore`` is None in a case begun before the basis was kept."""

    lases: ClassVar = Textslag.BESLUTSGRUND
    fore: Beslutsgrund | None
    efter: Beslutsgrund
    slag: Literal["beslutsgrund_rattad"] = "beslutsgrund_rattad"


def grunden(
    insats: Insatsslag, kund: Kundfakta, motiverad: bool, *, foljer_med: bool, kartlagd: date | None = None,
    anordnarval: Anordnarval | None = None,
) -> Beslutsgrund:  # fmt: skip
    """The basis of a decision that has been let through; ``foljer_med``: the insats came along from the anordnare
    before, and nothing was decided anew (K13.4)."""
    regel = "K2.5" if insats == "FAI1" and kund.arbetsformaga is not None else "K2.2"
    return Beslutsgrund(
        malgrupp=kund.malgrupp,
        alder=kund.alder,
        arbetsformaga=kund.arbetsformaga,
        utan_sysselsattning=kund.utan_sysselsattning,
        etablering=kund.etablering,
        behov_av_sfi=kund.behov_av_sfi,
        regel="K13.4" if foljer_med else regel,
        motiverad=motiverad,
        kartlagd=kartlagd,
        anordnarval=anordnarval,
    )


def ratta_grunden(i: Insats, k: RattaBeslutsgrund, fall: Fall) -> Iterator[Handelse]:
    """Raises: Avvisning, K5.6 (nothing is changed, or it says two things of the arbetsförmåga) or K5.2."""
    if k.arbetsformaga_oklar and k.arbetsformaga is not None:
        raise Avvisning("K5.6", "ange antingen procent eller att den var oklar", "arbetsformaga")
    fore = i.beslutsgrund
    if k.kartlagd is not None:
        prova_kartlagd(k.kartlagd, datum(i.aktualiserad))
    efter = replace(
        _provad(i, Kundfakta.model_validate(_fakta(i, k))),
        kartlagd=k.kartlagd or (fore.kartlagd if fore else None),
        anordnarval=k.anordnarval or (fore.anordnarval if fore else None),
    )
    if fore is not None and replace(efter, ej_beviljad=fore.ej_beviljad, motiverad=fore.motiverad) == fore:
        raise Avvisning("K5.6", "rättelsen ändrar ingenting")
    yield BeslutsgrundRattad(fore, efter)


def _fakta(i: Insats, k: RattaBeslutsgrund) -> Json:
    """The facts with those that are put right; what a målgrupp says of the etablering goes with the målgrupp."""
    g = i.beslutsgrund
    fakta: Json = {f: getattr(g, f) for f in _FAKTA} if g else {"malgrupp": i.malgrupp}
    nya = {f: v for f in _FAKTA if (v := getattr(k, f)) is not None}
    if "malgrupp" in nya and fakta.get("etablering") == ETABLERING.get(fakta["malgrupp"]):
        fakta["etablering"] = None
    if k.arbetsformaga_oklar:
        nya["arbetsformaga"] = None
    return {**fakta, **nya}


def _provad(i: Insats, kund: Kundfakta) -> Beslutsgrund:
    """The basis as put right, held against what day 1 asked; a correction has its reason, so none is missing.

    Raises: Avvisning, K5.6, where the age is not known: it was not kept.
    """
    if (i.beslutsgrund and i.beslutsgrund.regel == "K13.4") or i.bestamt_slut is not None:
        return grunden(i.slag, kund, True, foljer_med=True)
    if kund.alder is None:
        raise Avvisning("K5.6", "ange kundens ålder den dag beslutet fattades", "alder")
    grund = grunden(i.slag, kund, True, foljer_med=False)
    dag1 = datum(i.aktualiserad)
    try:
        prova_malgrupp(kund, True, i.regelverk, dag1)
        prova_behorighet(i.slag, kund, True, i.regelverk, dag1)
    except Avvisning as avvisning:
        return replace(grund, ej_beviljad=avvisning.regel)
    return grund


def rattades(i: Insats, h: BeslutsgrundRattad, tid: datetime) -> Insats:
    """The målgrupp of day 1 is that of the basis, until the day of a registered change (K9.4); the ersättning is a fact
    of its own, and stays."""
    forsta, *resten = i.kundlagen
    return med(
        i,
        beslutsgrund=h.efter,
        malgrupp=h.efter.malgrupp,
        kundlagen=(replace(forsta, malgrupp=h.efter.malgrupp), *resten),
    )


def brev_om_rattelse(i: Insats, h: BeslutsgrundRattad) -> Iterator[Brev]:
    """The anordnare is told of what of the ground it may know."""
    if h.efter.ej_beviljad:
        text = f"Insatsen hade inte beviljats på det rättade underlaget ({h.efter.ej_beviljad}): ta ställning"
        yield Brev(Roll.ARBETSLEDARE, "K5.6", f"{text} (§5.3, K5.6)")


def fakta_i_ord(g: Beslutsgrund) -> dict[str, str]:
    """The facts of a basis as staff read them, by what each is called."""
    return {
        "målgrupp": MALGRUPP[g.malgrupp],
        "ålder": "inte angiven" if g.alder is None else f"{g.alder} år",
        "arbetsförmåga": "oklar" if g.arbetsformaga is None else f"{g.arbetsformaga} %",
        "länge utan sysselsättning": "ja" if g.utan_sysselsattning else "nej",
        "etablering": ETABLERING_I_ORD[g.etablering] if g.etablering else "inte angiven",
        "behov av sfi": "ja" if g.behov_av_sfi else "nej",
    } | forarbetet_i_ord(g)


def mening_om_rattelse(h: BeslutsgrundRattad) -> Mening:
    """The timeline's sentence: what is otherwise, and whether the insats would have been granted."""
    fore = fakta_i_ord(h.fore) if h.fore else {}
    andrat = [
        f"{vad} {nu}{f' (var {fore[vad]})' if vad in fore else ''}"
        for vad, nu in fakta_i_ord(h.efter).items()
        if fore.get(vad) != nu
    ]
    inte = f"; insatsen hade inte beviljats ({h.efter.ej_beviljad})" if h.efter.ej_beviljad else ""
    return Mening(f"Beslutets underlag är rättat: {', '.join(andrat)}{inte}", "K5.6", "sen")


def grunden_i_ord(i: Insats, g: Beslutsgrund) -> str:
    """Why the decision was let through, or would not have been, and what came before it, in Swedish."""
    return " ".join((_behorigheten_i_ord(i, g), *forklarat(i, g)))


def _behorigheten_i_ord(i: Insats, g: Beslutsgrund) -> str:
    if g.regel == "K13.4":
        return "Insatsen följde med från den förra anordnaren; behörigheten prövades när den beviljades (§13.2, K13.4)."
    dag1 = datum(i.aktualiserad)
    match i.slag:
        case "FAI1":
            lagst = i.regelverk.tal("arbetsformaga.AMI2", dag1)
            krav = f"oklar arbetsförmåga, eller med motivering en känd under {lagst} %"
        case "FAI2":
            krav = "att kunden länge saknat sysselsättning"
        case "AMI1" | "AMI2":
            krav = f"arbetsförmåga på minst {i.regelverk.tal(f'arbetsformaga.{i.slag}', dag1)} %"
        case "ISA1":
            krav = "behov av sfi, och rätt till eller inskrivning i etableringsprogrammet"
        case _:
            krav = "behov av sfi, och att kunden inte (längre) omfattas av etableringsprogrammet"
    svar = "det rättade underlaget räcker inte" if g.ej_beviljad else "kunden uppfyllde det"
    if g.ej_beviljad == "K1.2":
        svar = "men kundens ålder ligger utanför målgruppens"
    return f"{i.slag} kräver {krav}; {svar} (§2, {g.regel}).{_aldern_i_ord(i, g)}"


def _aldern_i_ord(i: Insats, g: Beslutsgrund) -> str:
    """The ages of the målgrupp, where it has any (K1.2)."""
    if g.malgrupp not in MED_ALDER:
        return ""
    yngst, aldst = (i.regelverk.tal(f"alder.{g.malgrupp}.{grans}", datum(i.aktualiserad)) for grans in ("min", "max"))
    return f" Målgruppen {MALGRUPP[g.malgrupp]} omfattar åldrarna {yngst}–{aldst} år (§1.2, K1.2)."
