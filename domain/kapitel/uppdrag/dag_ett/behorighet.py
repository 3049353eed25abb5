"""§1.2, §2: whom the insatser are for – målgrupper with their ages, and behörighet (K1.2, K2.2, K2.4)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field, model_validator

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import OKAND_KUND, Medarbetarid, Personid
from domain.grund.granser import Json, LastJson
from domain.grund.ordval import i_ord
from domain.grund.slag import Insatsslag
from domain.regler.regelverk import Regelverk
from domain.skeende.kommando import Indata
from domain.tid.kalender import alder

Malgrupp = Literal[
    "ekonomiskt_bistand",
    "etableringsprogrammet",
    "kaa",
    "unga_vuxna",
    "anhoriginvandrare",
    "efter_etablering",
]
Etablering = Literal["inskriven", "berattigad", "ej_berattigad", "avslutad"]

ETABLERING: dict[str, Etablering] = {
    "etableringsprogrammet": "inskriven",
    "anhoriginvandrare": "ej_berattigad",
    "efter_etablering": "avslutad",
}


_ERSATTNING = {"ekonomiskt_bistand": "ekonomiskt_bistand", "etableringsersattning": "etableringsprogrammet"}
"""Fact → the målgrupp that has it unless something else is said (K9.4)."""


MED_ALDER = ("ekonomiskt_bistand", "kaa", "unga_vuxna")
"""The målgrupper that have ages (K1.2)."""


class Kundfakta(Indata):
    """What the rules need to know of the kund; who it is stands in the register (K3.3).

    ``alder`` is in whole years on the day of the decision; a change of anordnare decides nothing anew and needs none.
    ``arbetsformaga`` is in per cent, None when unclear.
    What a målgrupp says by itself of etablering and sfi need not be said again.
    """

    id: Personid = OKAND_KUND
    """The kund's id in the register, which tells nothing of who it is."""
    malgrupp: Malgrupp
    alder: int | None = Field(default=None, ge=0, le=130)
    arbetsformaga: int | None = Field(
        default=None, ge=0, le=100, description="Arbetsförmåga i procent; utelämna om den är oklar."
    )
    utan_sysselsattning: bool = False
    etablering: Etablering | None = None
    behov_av_sfi: bool = False
    ekonomiskt_bistand: bool | None = None
    etableringsersattning: bool | None = None
    socialsekreterare: Medarbetarid | None = None
    """The kund's own, an id; of a kund in the register the register says it (K9.5)."""

    @model_validator(mode="before")
    @classmethod
    def _av_malgruppen(cls, data: object) -> object:
        if isinstance(data, dict):
            data = dict(data)
            grupp = data.get("malgrupp")
            if data.get("etablering") is None and isinstance(grupp, str) and grupp in ETABLERING:
                data["etablering"] = ETABLERING[grupp]
            if grupp == "efter_etablering":
                data.setdefault("behov_av_sfi", True)
            for falt, som_har_det in _ERSATTNING.items():
                if data.get(falt) is None:
                    data[falt] = grupp == som_har_det
        return data


def prova_malgrupp(kund: Kundfakta, motiverad: bool, regelverk: Regelverk, dag: date) -> None:
    """K1.2: the ages of the målgrupper that have them. The refusal does not repeat the kund's own (K3.3)."""
    grupp, alder = kund.malgrupp, kund.alder
    if alder is None:
        raise Avvisning("K1.2", "fältet saknas", "kund.alder")
    if grupp not in MED_ALDER:
        return
    yngst, aldst = (regelverk.tal(f"alder.{grupp}.{grans}", dag) for grans in ("min", "max"))
    if not yngst <= alder <= aldst:
        raise Avvisning(
            "K1.2",
            f"målgruppen {i_ord(grupp)} omfattar åldrarna {yngst}–{aldst} år",
            "kund.alder",
        )
    if grupp == "kaa" and alder < (fran := regelverk.tal("alder.kaa.utan_motivering_fran", dag)) and not motiverad:
        raise Avvisning("K1.2", f"för en kund på {yngst}–{fran - 1} år krävs en motivering", "motivering")


def prova_behorighet(insats: Insatsslag, kund: Kundfakta, motiverad: bool, regelverk: Regelverk, dag: date) -> None:
    """K2.2: what each of the six insatser is for; K2.5: FAI1 also for those below what AMI2 asks for, with a reason."""
    match insats:
        case "FAI1":
            lagst = regelverk.tal("arbetsformaga.AMI2", dag)
            if kund.arbetsformaga is not None and kund.arbetsformaga >= lagst:
                text = f"FAI1 är för kunder med oklar arbetsförmåga, eller under {lagst} %"
                raise Avvisning("K2.2", text, "kund.arbetsformaga")
            if kund.arbetsformaga is not None and not motiverad:
                raise Avvisning(
                    "K2.5", f"för en kund med känd arbetsförmåga under {lagst} % krävs en motivering", "motivering"
                )
        case "FAI2":
            if not kund.utan_sysselsattning:
                raise Avvisning(
                    "K2.2", "FAI2 är för kunder som länge saknat sysselsättning", "kund.utan_sysselsattning"
                )
        case "AMI1" | "AMI2":
            lagst = regelverk.tal(f"arbetsformaga.{insats}", dag)
            if kund.arbetsformaga is None or kund.arbetsformaga < lagst:
                raise Avvisning(
                    "K2.2", f"{insats} kräver arbetsförmåga på minst {lagst} %",
                    "kund.arbetsformaga",
                )  # fmt: skip
        case "ISA1" | "ISA2":
            if not kund.behov_av_sfi:
                raise Avvisning("K2.2", f"{insats} är för kunder i behov av sfi", "kund.behov_av_sfi")
            tillats = ("inskriven", "berattigad") if insats == "ISA1" else ("ej_berattigad", "avslutad")
            if kund.etablering not in tillats:
                vem = "har rätt till eller är inskrivna i" if insats == "ISA1" else "inte (längre) omfattas av"
                raise Avvisning("K2.2", f"{insats} är för kunder som {vem} etableringsprogrammet", "kund.etablering")


def kundfakta(kund: LastJson, beslutsdag: date) -> Json:
    """The kund as the rules need it: the birth date becomes an age on the day of the decision (K1.2, K3.3).

    Raises:
        Avvisning: K1.2, if the birth date is not a date or lies after the decision.
    """
    fakta = dict(kund)
    if "fodelsedatum" in fakta:
        fodd = fakta.pop("fodelsedatum")
        try:
            if isinstance(fodd, datetime):
                fodd = fodd.date()
            fodd = date.fromisoformat(str(fodd))
        except ValueError:
            raise Avvisning("K1.2", "ska vara ett datum, ÅÅÅÅ-MM-DD", "kund.fodelsedatum") from None
        if fodd > beslutsdag:
            raise Avvisning("K1.2", "ligger efter beslutet", "kund.fodelsedatum")
        fakta["alder"] = alder(fodd, beslutsdag)
    return fakta
