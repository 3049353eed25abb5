"""K0.7: every registered fact can be corrected, with a reason. How the case is decided anew stands in ``rattelse``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import Field, TypeAdapter, ValidationError

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Nyckelord
from domain.grund.granser import REDAN_SAGT, Json
from domain.grund.lasratt import Textslag, ser
from domain.grund.ordval import i_ord
from domain.grund.parter import Roll
from domain.grund.slag import Status
from domain.grund.text import Text
from domain.insats.insats import Insats
from domain.kapitel import alla as kapitlen
from domain.kapitel.franvaro.redovisning import brev_om_komplettering
from domain.skeende.form import pa_svenska, textfalt
from domain.skeende.handelse import Brev, Handelse
from domain.skeende.kommando import Kommando


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
    ``sagd_av`` (None in lines older than K0.10). ``dorr`` is the edition of the doors it was decided under."""

    nr: int
    vad: str
    fore: Json
    efter: Json | None
    sagd_av: Roll | None = None
    dorr: int = 1
    slag: Literal["uppgift_rattad"] = "uppgift_rattad"


def rattat_textslag(vad: str) -> Textslag:
    """What kind of text a correction of ``vad`` holds: the same as what it corrects (K3.7)."""
    return kapitlen.KOMMANDON[vad].lases if vad in kapitlen.KOMMANDON else Textslag.ARENDE


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
    if h.vad in _OM_FRANVARO:
        yield from brev_om_komplettering(i)


_OM_FRANVARO = frozenset(
    {"anmal_franvaro", "avsluta_franvaro", "meddela_ogiltig_franvaro", "registrera_uteblivande", "lagg_in_uppdrag"}
)
"""What the absence of a reported month rests on (K8.4)."""
