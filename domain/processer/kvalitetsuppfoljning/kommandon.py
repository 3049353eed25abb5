"""§1.1: what is said in the yearly review of an anordnare (K16.4)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.beteckning import Beteckning, Namn
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.skeende.kommando import Kommando

REGEL = "K16.4"
_FOLJER_UPP = (Roll.ARBETSLEDARE,)

Bedomning = Literal["uppfyllt", "delvis", "inte_uppfyllt"]


class OppnaUppfoljning(Kommando):
    """Open the review of a year; the year's figures are taken as they stand that day."""

    roller: ClassVar = _FOLJER_UPP
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Öppna kvalitetsuppföljning av en anordnare"

    kommando: Literal["oppna_uppfoljning"] = "oppna_uppfoljning"
    anordnare: Namn = Field(description="Anordnarens namn i registret.")
    ar: int = Field(ge=2024, le=2200, description="Året som följs upp.")


class RegistreraSiffror(Kommando):
    """The year's figures (K16.1), heading and value of each; what the service says to itself."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Årets siffror"

    kommando: Literal["registrera_siffror"] = "registrera_siffror"
    siffror: tuple[tuple[str, str], ...] = Field(description="Rubrik och värde.")


class RegistreraIakttagelse(Kommando):
    """What was found of a villkor."""

    roller: ClassVar = _FOLJER_UPP
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera en iakttagelse"

    kommando: Literal["registrera_iakttagelse"] = "registrera_iakttagelse"
    villkor: Beteckning = Field(description="Villkorets beteckning, till exempel 4.2.")
    bedomning: Bedomning = Field(description="Om villkoret är uppfyllt.")
    iakttagelse: Text = Field(description="Vad som iakttagits.")


class BeslutaAtgard(Kommando):
    """What the anordnare is to do about a finding, and by when it is to have answered."""

    roller: ClassVar = _FOLJER_UPP
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Besluta om en åtgärd"

    kommando: Literal["besluta_atgard"] = "besluta_atgard"
    iakttagelse: int = Field(ge=1, description="Iakttagelsens nummer.")
    atgard: Text = Field(description="Vad anordnaren ska göra.")
    frist: date = Field(description="Sista dagen för anordnarens svar.")


class SvaraAtgard(Kommando):
    """What the anordnare has done about it."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Svara på en åtgärd"

    kommando: Literal["svara_atgard"] = "svara_atgard"
    atgard: int = Field(ge=1, description="Åtgärdens nummer.")
    svar: Text = Field(description="Vad ni har gjort.")


class GranskaAtgard(Kommando):
    """Take the answer, or ask again with a new frist."""

    roller: ClassVar = _FOLJER_UPP
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Granska svaret på en åtgärd"

    kommando: Literal["granska_atgard"] = "granska_atgard"
    atgard: int = Field(ge=1, description="Åtgärdens nummer.")
    beslut: Literal["godkand", "aterremiss"] = Field(description="Om svaret räcker.")
    motivering: Text | None = Field(default=None, description="Krävs vid återremiss.")
    frist: date | None = Field(default=None, description="Ny sista dag, vid återremiss.")


class StrykIUppfoljning(Kommando):
    """Take back what was registered by mistake (K0.10)."""

    roller: ClassVar = _FOLJER_UPP
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Stryk en iakttagelse eller åtgärd"

    kommando: Literal["stryk_i_uppfoljning"] = "stryk_i_uppfoljning"
    vad: Literal["iakttagelse", "atgard"] = Field(description="Det som stryks.")
    nummer: int = Field(ge=1, description="Dess nummer.")
    motivering: Text = Field(description="Varför.")


class SigneraUppfoljning(Kommando):
    """Sign the review off; nothing is added to it after that."""

    roller: ClassVar = _FOLJER_UPP
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Signera kvalitetsuppföljningen"

    kommando: Literal["signera_uppfoljning"] = "signera_uppfoljning"
    sammanfattning: Text = Field(description="Uppföljningens slutsats.")
