"""K0.7: every registered fact can be corrected, with a reason. How the case is decided anew stands in ``rattelse``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Nyckelord, samma_person
from domain.grund.granser import REDAN_SAGT, Json
from domain.grund.kallor import hanvisning
from domain.grund.lasratt import Textslag, ser
from domain.grund.ordval import i_ord
from domain.grund.parter import Roll
from domain.grund.slag import UNDER_OCH_EFTER, Status
from domain.grund.text import Text
from domain.insats.anteckningar import Rattelseforslag, Sagt
from domain.insats.insats import Insats, med
from domain.insats.tradar import Attestfraga, besvarade_attester, forfallna_attester
from domain.kapitel.alla import KOMMANDON
from domain.kapitel.franvaro.redovisning import brev_om_komplettering
from domain.kapitel.slut.avslutsform import tar_betalda_dagar
from domain.skeende.form import pa_svenska, textfalt
from domain.skeende.handelse import DORR_MED_FORARBETE, Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening
from domain.tid.tidpunkt import datum


class Ratta(Kommando):
    """Correct something registered, or strike it.

    ``vad`` is its verb, ``nr`` its number in the journal (default the latest of that verb), ``andringar`` the fields
    to change and their right values. Free text is not changed so: strike, and register anew. It opens a completed
    case again, until what follows from it is settled.
    """

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE, Roll.ARBETSLEDARE, Roll.SOCIALSEKRETERARE, Roll.KUND)
    regel: ClassVar = "K0.7"
    rubrik: ClassVar = "Rätta en registrerad uppgift"
    tillstand: ClassVar = tuple(Status)

    kommando: Literal["ratta"] = "ratta"
    vad: Nyckelord = Field(description="Kommandot som uppgiften registrerades med, till exempel anmal_franvaro.")
    nr: int | None = Field(
        default=None, ge=1, description="Uppgiftens radnummer i tidslinjen; utelämnat betyder den senaste av sitt slag."
    )
    andringar: Json = Field(
        default_factory=dict, description="Fält som ska ändras och dess rätta värde, fält=värde; upprepa för flera."
    )
    stryk: bool = Field(default=False, description="Ska uppgiften strykas helt?")
    motivering: Text = Field(description="Motivering.")

    def prova(self, kommandon: Mapping[str, type[Kommando]], *, redan_sagt: bool = False) -> None:
        """A correction names fields of what it corrects, with values of their kind, and no free text: this is read at
        the door, so that no words travel where only facts may (K3.3).

        Raises: Avvisning, K0.7.
        """
        if (typ := kommandon.get(self.vad)) is None:
            raise Avvisning("K0.7", "det finns inget sådant kommando", "vad")
        for falt, varde in self.andringar.items():
            if falt == "kommando" or falt not in typ.model_fields:
                falten = ", ".join(typ.model_fields)
                raise Avvisning("K0.7", f"uppgiften har inget sådant fält; fälten är {falten}", "andringar")
            if falt == "bilagor":
                skal = "filer byts inte: stryk uppgiften och registrera den på nytt"
                raise Avvisning("K0.7", skal, f"andringar.{falt}")
            if falt in textfalt(typ):
                skal = "text rättas inte: stryk uppgiften och registrera den på nytt"
                raise Avvisning("K0.7", skal, f"andringar.{falt}")
            try:
                som = dict(REDAN_SAGT) if redan_sagt else None
                TypeAdapter[Any](typ.model_fields[falt].rebuild_annotation()).validate_python(varde, context=som)
            except ValidationError as fel:
                raise Avvisning("K0.7", pa_svenska(fel.errors()[0]), f"andringar.{falt}") from None


@dataclass(frozen=True, slots=True)
class UppgiftRattad(Handelse):
    """``efter`` is the saying as it should have been, None when it is struck; ``fore`` as it was, said in the role
    ``sagd_av`` (None in lines older than K0.10). ``dorr`` is the edition of the doors it was decided under,
    ``utan_foremal`` what it leaves without an object, in words."""

    nr: int
    vad: str
    fore: Json
    efter: Json | None
    sagd_av: Roll | None = None
    dorr: int = 1
    utan_foremal: tuple[str, ...] = ()
    slag: Literal["uppgift_rattad"] = "uppgift_rattad"


def far_veta(s: Sagt, fall: Fall) -> bool:
    """Whether the one who corrects knows that it was said: a kund's wish that the anordnare has not registered itself
    it does not (K13.9)."""
    fordold = rattat_textslag(s.kommando["kommando"]) is Textslag.ONSKEMAL and s.av.roll is not Roll.ANORDNARE
    return not (fordold and fall.av.roll is Roll.ANORDNARE and fall.dorr >= DORR_MED_FORARBETE)


class BeslutaRattelse(Kommando):
    """Grant or refuse a correction of an end, as the karriärvägledare has proposed it (K13.2)."""

    roller: ClassVar = (Roll.ARBETSLEDARE,)
    regel: ClassVar = "K13.2"
    rubrik: ClassVar = "Besluta om en föreslagen rättelse av ett avslut"
    tillstand: ClassVar = UNDER_OCH_EFTER
    lases: ClassVar = Textslag.AVSLUTSFORSLAG

    kommando: Literal["besluta_rattelse"] = "besluta_rattelse"
    beslut: Literal["bevilja", "avsla"] = Field(default="bevilja", description="Beslut.")
    motivering: Text = Field(description="Motivering.")


@dataclass(frozen=True, slots=True)
class RattelseForeslagen(Handelse):
    """The correction as it will be if it is granted; ``fore`` and ``efter`` as of ``UppgiftRattad``."""

    lases: ClassVar = Textslag.AVSLUTSFORSLAG

    nr: int
    vad: str
    fore: Json
    efter: Json | None
    av: str
    slag: Literal["rattelse_foreslagen"] = "rattelse_foreslagen"


@dataclass(frozen=True, slots=True)
class RattelseAvslagen(Handelse):
    """The arbetsledare has refused the correction (K13.2)."""

    lases: ClassVar = Textslag.AVSLUTSFORSLAG

    nr: int
    vad: str
    slag: Literal["rattelse_avslagen"] = "rattelse_avslagen"


def tar_tva(i: Insats, ny: Insats, sagt: Sagt, fall: Fall) -> bool:
    """K13.2: whether a correction takes the two people that the end itself would.

    It does where it changes an end that two have decided, and where the insats ends so that approved or paid days are
    taken; a startdatum that moves the whole insats is no end. Raises: Avvisning, K13.2; who proposed would decide.
    """
    vad = sagt.kommando["kommando"]
    if ny.avslutsbeslut != i.avslutsbeslut and vad == "attestera_avslut":
        forslag = [s for s in i.sagda if s.kommando["kommando"] == "foresla_avslut" and s.nr < sagt.nr]
        if forslag and samma_person(forslag[-1].av.id, fall.av.id):
            raise Avvisning("K13.2", "den som har föreslagit avslutet rättar inte beslutet om det", "av")
    if fall.av.roll is not Roll.KARRIARVAGLEDARE or not i.regelverk.ja("avslut.attesteras", fall.idag):
        return False
    if ny.avslutsbeslut != i.avslutsbeslut and vad == "foresla_avslut":
        return True
    if ny.uppdrag is None or i.uppdrag is None or ny.slutdatum is None:
        return False
    flyttad = ny.startdatum != i.startdatum and ny.uppdrag.langd_manader == i.uppdrag.langd_manader
    return not flyttad and tar_betalda_dagar(i, ny.slutdatum)


def foreslogs(i: Insats, h: RattelseForeslagen, tid: datetime) -> Insats:
    """A completed case is open again until the arbetsledare has decided."""
    attest = Attestfraga(f"rattelse-{i.nr + 1}", tid, i.regelverk.tal("attest.arbetsdagar", datum(tid)))
    forslag = Rattelseforslag(tid, h.av, h.nr, h.vad, h.fore, h.efter)
    return med(i, rattelseforslag=forslag, attestfragor=(*forfallna_attester(i.attestfragor), attest), slutford=None)


def avslogs(i: Insats, h: RattelseAvslagen, tid: datetime) -> Insats:
    """The fold of a refusal."""
    return med(i, rattelseforslag=None, attestfragor=besvarade_attester(i.attestfragor, tid))


def brev_foreslagen(i: Insats, h: RattelseForeslagen) -> Iterator[Brev]:
    """The arbetsledare is told that a correction waits."""
    text = f"Förslag att ta ställning till: rättelse av avslutet, {i_ord(h.vad)} nr {h.nr}"
    yield Brev(Roll.ARBETSLEDARE, "K13.2", f"{text} ({hanvisning('K13.2')})")


def brev_avslagen(i: Insats, h: RattelseAvslagen) -> Iterator[Brev]:
    """The KV is told that it was refused."""
    text = f"Arbetsledaren har avslagit din rättelse av avslutet, {i_ord(h.vad)} nr {h.nr}"
    yield Brev(Roll.KARRIARVAGLEDARE, "K13.2", f"{text} ({hanvisning('K13.2')})")


def mening(h: UppgiftRattad) -> Mening:
    """The timeline's sentence: what was struck, or what is otherwise and how it was."""
    return _mening(h, "Struken uppgift", "Rättad uppgift", "K0.7")


def mening_foreslagen(h: RattelseForeslagen) -> Mening:
    """The same of what waits for the arbetsledare."""
    return _mening(h, "Föreslagen strykning", "Föreslagen rättelse", "K13.2")


def _mening(h: UppgiftRattad | RattelseForeslagen, struken: str, rattad: str, regel: str) -> Mening:
    vad = KOMMANDON[h.vad].rubrik
    if h.efter is None:
        return Mening(f"{struken}: {vad}, rad {h.nr}", regel, "sen")
    andrat = [
        f"{falt} {_som_text(h.efter.get(falt))} (var {_som_text(h.fore.get(falt))})"
        for falt in dict.fromkeys((*h.fore, *h.efter))
        if h.fore.get(falt) != h.efter.get(falt)
    ]
    return Mening(f"{rattad}: {vad}, rad {h.nr}{': ' if andrat else ''}{', '.join(andrat)}", regel, "sen")


def _som_text(varde: object) -> str:
    if isinstance(varde, bool):
        return "ja" if varde else "nej"
    if isinstance(varde, list):
        return ", ".join(str(v) for v in varde)
    return "inte angivet" if varde is None else str(varde)


def rattat_textslag(vad: str) -> Textslag:
    """What kind of text a correction of ``vad`` holds: the same as what it corrects (K3.7)."""
    return KOMMANDON[vad].lases if vad in KOMMANDON else Textslag.ARENDE


def brev(i: Insats, h: UppgiftRattad) -> Iterator[Brev]:
    """Both sides are told that the ground has changed, and so is whoever had said it besides (K0.10): those of them who
    may know that it was said (K3.7)."""
    vad = "struken" if h.efter is None else "rättad"
    slag = rattat_textslag(h.vad)
    sidorna = tuple(roll for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE) if ser(roll, slag))
    if slag is Textslag.HELHETSBEDOMNING:
        sidorna = (Roll.KARRIARVAGLEDARE, Roll.SOCIALSEKRETERARE)
    tredje = (h.sagd_av,) if h.sagd_av not in (None, Roll.SYSTEM, *sidorna) else ()
    for roll in (*sidorna, *tredje):
        yield Brev(roll, "K0.7", f"En registrerad uppgift är {vad}: {i_ord(h.vad)} nr {h.nr} (K0.7)")
    over = [f"Efter rättelsen har {vad} inget att avse; det ligger kvar (K0.7)" for vad in h.utan_foremal]
    yield from (Brev(roll, "K0.7", text) for text in over for roll in (Roll.KARRIARVAGLEDARE, Roll.ANORDNARE))
    if h.vad in _AV_TVA and i.avslutsbeslut:  # of a correction of what two have decided the anordnare sees no line
        text = f"Beslutet om avslut är rättat: insatsen avslutas {i.slutdatum}"
        yield Brev(Roll.ANORDNARE, "K13.2", f"{text} ({hanvisning('K13.2')})")
    if h.vad in _OM_FRANVARO:
        yield from brev_om_komplettering(i)


_AV_TVA = ("foresla_avslut", "attestera_avslut")
_OM_FRANVARO = frozenset({
    "anmal_franvaro", "avsluta_franvaro", "lagg_in_uppdrag", "meddela_ogiltig_franvaro", "registrera_uppstartsmote",
    "registrera_uteblivande",
})  # fmt: skip
"""What the absence of a reported month rests on (K8.4)."""
