"""§1–2, §5.3, §6.1: who may be granted which insats, and day 1 – the kund is put in the anordnare's kö.

K1.1 (auktorisation), K1.2 (målgrupper, ages), K2.1–K2.2 (the six insatser, behörighet), K5.3, K6.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from domain.avvisning import Avvisning
from domain.insats import Insats, Insatsslag, Kundlage, Status
from domain.kapitel import VIKT_SLUT, Brev, Fall, Handelse, Indata, Kapitel, Klockslag, Kommando
from domain.parter import Roll
from domain.regelverk import Regelverk
from domain.text import Text
from domain.tid import datum, passerad

Malgrupp = Literal[
    "ekonomiskt_bistand",
    "etableringsprogrammet",
    "kaa",
    "unga_vuxna",
    "anhoriginvandrare",
    "efter_etablering",
]
Etablering = Literal["inskriven", "berattigad", "ej_berattigad", "avslutad"]

_ETABLERING: dict[str, Etablering] = {
    "etableringsprogrammet": "inskriven",
    "anhoriginvandrare": "ej_berattigad",
    "efter_etablering": "avslutad",
}


_ERSATTNING = {"ekonomiskt_bistand": "ekonomiskt_bistand", "etableringsersattning": "etableringsprogrammet"}
"""Fact → the målgrupp that has it unless something else is said (K9.4)."""


class Kundfakta(Indata):
    """What the rules need to know of the kund; who it is stands in the register (K3.3).

    ``alder`` is in whole years on the day of the decision. ``arbetsformaga`` is in per cent, None when unclear.
    What a målgrupp says by itself of etablering and sfi need not be said again.
    """

    id: str = "kund"
    malgrupp: Malgrupp
    alder: int = Field(ge=0, le=130)
    arbetsformaga: int | None = Field(default=None, ge=0, le=100)
    utan_sysselsattning: bool = False
    etablering: Etablering | None = None
    behov_av_sfi: bool = False
    ekonomiskt_bistand: bool | None = None
    etableringsersattning: bool | None = None

    @model_validator(mode="before")
    @classmethod
    def _av_malgruppen(cls, data: object) -> object:
        if isinstance(data, dict):
            data = dict(data)
            grupp = data.get("malgrupp")
            if data.get("etablering") is None and isinstance(grupp, str) and grupp in _ETABLERING:
                data["etablering"] = _ETABLERING[grupp]
            if grupp == "efter_etablering":
                data.setdefault("behov_av_sfi", True)
            for falt, som_har_det in _ERSATTNING.items():
                if data.get(falt) is None:
                    data[falt] = grupp == som_har_det
        return data


class Foregaende(Indata):
    """The case that this one follows on: a change of anordnare (§13.2) or another insats (§13.1).

    For a change of anordnare the end date is taken over, and extension months are counted from the first start.
    """

    arende: str = Field(min_length=1)
    sort: Literal["byte_av_anordnare", "annan_insats"]
    insats: Insatsslag
    avslutsdatum: date
    forsta_start: date
    planerat_slut: date
    forlangda_manader: int = Field(default=0, ge=0)


class Aktualisera(Kommando):
    """Grant an insats and put the kund in the anordnare's kö (§5.3, §6.1)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K6.1"
    rubrik: ClassVar = "Aktualisera en kund hos en anordnare"

    kommando: Literal["aktualisera"] = "aktualisera"
    insats: Insatsslag
    anordnare: str = Field(min_length=1)
    kund: Kundfakta
    foregaende: Foregaende | None = None
    framtidsplan: Text | None = None
    motivering: Text | None = None


class AterkallaAktualisering(Kommando):
    """Recall a case that was not staffed in time, to choose another anordnare (K6.2)."""

    roller: ClassVar = (Roll.KARRIARVAGLEDARE,)
    regel: ClassVar = "K6.2"
    rubrik: ClassVar = "Återkalla aktualiseringen"
    tillstand: ClassVar = (
        Status.AKTUALISERAD,
        Status.BEMANNAD,
    )

    kommando: Literal["aterkalla_aktualisering"] = "aterkalla_aktualisering"


@dataclass(frozen=True, slots=True)
class Auktorisation:
    """The anordnare's auktorisation for one kundval, both dates included (K1.1)."""

    fran: date
    till: date | None = None


@dataclass(frozen=True, slots=True)
class InsatsAktualiserad(Handelse):
    arende: str
    insats: Insatsslag
    anordnare: str
    karriarvagledare: str
    kund: str
    malgrupp: str
    ekonomiskt_bistand: bool
    etableringsersattning: bool
    auktoriserad_till: date | None
    regelverk: Regelverk
    foregaende: str | None = None
    forsta_start: date | None = None
    bestamt_slut: date | None = None
    forlangda_fore: int = 0
    tidigast_start: date | None = None
    slag: Literal["insats_aktualiserad"] = "insats_aktualiserad"


@dataclass(frozen=True, slots=True)
class AktualiseringAterkallad(Handelse):
    slag: Literal["aktualisering_aterkallad"] = "aktualisering_aterkallad"


@dataclass(frozen=True, slots=True)
class AuktorisationUpphord(Handelse):
    sista_dag: date
    slag: Literal["auktorisation_upphord"] = "auktorisation_upphord"


def aktualisera(
    arende: str, k: Aktualisera, regelverk: Regelverk, auktorisation: Auktorisation | None, fall: Fall
) -> InsatsAktualiserad:
    """Decide on day 1.

    Args:
        arende: the case id, the name of its workflow.
        regelverk: the rules the case is to run under.
        auktorisation: the anordnare's for this kundval; None if there is none.

    Raises:
        Avvisning: K1.1, K1.2 or K2.2.
    """
    dag = fall.idag
    kundval = k.insats[:3]
    if auktorisation is None or auktorisation.fran > dag:
        raise Avvisning("K1.1", f"anordnaren är inte auktoriserad för {kundval} den {dag}", "anordnare")
    if auktorisation.till is not None and auktorisation.till < dag:
        raise Avvisning("K1.1", f"anordnarens auktorisation för {kundval} upphörde {auktorisation.till}", "anordnare")
    byte = k.foregaende if k.foregaende and k.foregaende.sort == "byte_av_anordnare" else None
    if byte and byte.insats != k.insats:
        raise Avvisning("K13.4", f"vid byte av anordnare är insatsen densamma, {byte.insats}", "insats")
    _prova_malgrupp(k, regelverk, dag)
    _prova_behorighet(k, regelverk, dag)
    return InsatsAktualiserad(
        arende=arende,
        insats=k.insats,
        anordnare=k.anordnare,
        karriarvagledare=fall.av.id,
        kund=k.kund.id,
        malgrupp=k.kund.malgrupp,
        ekonomiskt_bistand=bool(k.kund.ekonomiskt_bistand),
        etableringsersattning=bool(k.kund.etableringsersattning),
        auktoriserad_till=auktorisation.till,
        regelverk=regelverk,
        foregaende=k.foregaende.arende if k.foregaende else None,
        forsta_start=byte.forsta_start if byte else None,
        bestamt_slut=byte.planerat_slut if byte else None,
        forlangda_fore=byte.forlangda_manader if byte else 0,
        tidigast_start=k.foregaende.avslutsdatum + timedelta(days=1) if k.foregaende else None,
    )


def _prova_malgrupp(k: Aktualisera, regelverk: Regelverk, dag: date) -> None:
    """K1.2: the ages of the målgrupper that have them."""
    grupp, alder = k.kund.malgrupp, k.kund.alder
    if grupp not in ("ekonomiskt_bistand", "kaa", "unga_vuxna"):
        return
    yngst, aldst = (regelverk.tal(f"alder.{grupp}.{grans}", dag) for grans in ("min", "max"))
    if not yngst <= alder <= aldst:
        raise Avvisning(
            "K1.2",
            f"målgruppen {grupp} omfattar åldrarna {yngst}–{aldst} år; kunden är {alder}",
            "kund.alder",
        )
    if grupp == "kaa" and alder < regelverk.tal("alder.kaa.utan_motivering_fran", dag):
        if k.motivering is None or not k.motivering.ifylld:
            raise Avvisning("K1.2", "för en kund på 16–17 år krävs en motivering", "motivering")


def _prova_behorighet(k: Aktualisera, regelverk: Regelverk, dag: date) -> None:
    """K2.2: what each of the six insatser is for."""
    kund = k.kund
    match k.insats:
        case "FAI1":
            if kund.arbetsformaga is not None:
                raise Avvisning("K2.2", "FAI1 är för kunder med oklar arbetsförmåga", "kund.arbetsformaga")
        case "FAI2":
            if not kund.utan_sysselsattning:
                raise Avvisning(
                    "K2.2", "FAI2 är för kunder som länge saknat sysselsättning", "kund.utan_sysselsattning"
                )
        case "AMI1" | "AMI2":
            lagst = regelverk.tal(f"arbetsformaga.{k.insats}", dag)
            if kund.arbetsformaga is None or kund.arbetsformaga < lagst:
                har = "oklar" if kund.arbetsformaga is None else f"{kund.arbetsformaga} %"
                raise Avvisning(
                    "K2.2", f"{k.insats} kräver arbetsförmåga på minst {lagst} %; kundens är {har}",
                    "kund.arbetsformaga",
                )  # fmt: skip
        case "ISA1" | "ISA2":
            if not kund.behov_av_sfi:
                raise Avvisning("K2.2", f"{k.insats} är för kunder i behov av sfi", "kund.behov_av_sfi")
            tillats = ("inskriven", "berattigad") if k.insats == "ISA1" else ("ej_berattigad", "avslutad")
            if kund.etablering not in tillats:
                vem = "har rätt till eller är inskrivna i" if k.insats == "ISA1" else "inte (längre) omfattas av"
                raise Avvisning("K2.2", f"{k.insats} är för kunder som {vem} etableringsprogrammet", "kund.etablering")


def _aterkalla(i: Insats, k: AterkallaAktualisering, fall: Fall) -> Iterator[Handelse]:
    if i.uppdrag:
        raise Avvisning("K6.2", "uppdraget är redan inlagt; insatsen kan bara avslutas")
    if "bemanning" not in i.passerade:
        raise Avvisning("K6.2", "ärendet kan återkallas först när fristen för bemanning har passerat")
    yield AktualiseringAterkallad()


def _aterkallades(i: Insats, h: AktualiseringAterkallad, tid: datetime) -> Insats:
    return replace(i, avslutad=tid, avslutsform="aterkallad", avslutsorsak="aterkallad_aktualisering")


def _auktorisationen_upphorde(i: Insats, h: AuktorisationUpphord, tid: datetime) -> Insats:
    return replace(i, auktorisation_upphord=True)


def klockslag(i: Insats) -> Iterator[Klockslag]:
    """K1.1: an auktorisation that ends during the insats is raised to the KV, the day after its last day."""
    sista = i.auktoriserad_till
    if sista is None or i.auktorisation_upphord or i.avslutad:
        return
    yield Klockslag(
        passerad(sista),
        VIKT_SLUT,
        "auktorisation",
        AuktorisationUpphord(sista),
        f"auktorisationen gäller t.o.m. {sista} · K1.1",
    )


def _brev_aktualiserad(i: Insats, h: InsatsAktualiserad) -> Iterator[Brev]:
    yield Brev(
        Roll.ANORDNARE,
        "K6.1",
        f"Ny kund i kö för {h.insats}: bemanna ärendet och meddela karriärvägledaren (§6.2, K6.2)",
    )


def _brev_aterkallad(i: Insats, h: AktualiseringAterkallad) -> Iterator[Brev]:
    yield Brev(Roll.ANORDNARE, "K6.2", "Aktualiseringen är återkallad: ärendet bemannades inte i tid (§6.2, K6.2)")


def _brev_auktorisation(i: Insats, h: AuktorisationUpphord) -> Iterator[Brev]:
    yield Brev(
        Roll.KARRIARVAGLEDARE,
        "K1.1",
        f"Anordnarens auktorisation upphörde {h.sista_dag}; insatsen fortsätter tills du beslutar annat (§1.1, K1.1)",
    )


def paborja(h: InsatsAktualiserad, tid: datetime) -> Insats:
    """The first fold: there is nothing before it."""
    return Insats(
        arende=h.arende,
        regelverk=h.regelverk,
        slag=h.insats,
        anordnare=h.anordnare,
        karriarvagledare=h.karriarvagledare,
        kund=h.kund,
        malgrupp=h.malgrupp,
        kundlagen=(Kundlage(datum(tid), h.malgrupp, h.ekonomiskt_bistand, h.etableringsersattning),),
        aktualiserad=tid,
        auktoriserad_till=h.auktoriserad_till,
        foregaende=h.foregaende,
        forsta_start=h.forsta_start,
        bestamt_slut=h.bestamt_slut,
        forlangda_fore=h.forlangda_fore,
        tidigast_start=h.tidigast_start,
        senast=tid,
    )


KAPITEL = Kapitel(
    beslut={AterkallaAktualisering: _aterkalla},
    foljder={AktualiseringAterkallad: _aterkallades, AuktorisationUpphord: _auktorisationen_upphorde},
    brev={
        InsatsAktualiserad: _brev_aktualiserad,
        AktualiseringAterkallad: _brev_aterkallad,
        AuktorisationUpphord: _brev_auktorisation,
    },
    klockslag=klockslag,
)
