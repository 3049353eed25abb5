"""§3.1: what is no longer needed is weeded out: proposed with a list, signed by two, carried out kund by kund (K3.8).

The list is drawn up by the service and frozen; both sign that list. What has come to be under way, appealed or unpaid
meanwhile is left, with the reason. Kunder and cases are known by their ids alone, and who is in the list stands in the
protocol (``gallringsrad``), never here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.parter import Roll
from domain.grund.roller import SER_GALLRING
from domain.grund.text import Text
from domain.skeende.handelse import Handelse
from domain.skeende.kommando import Kommando

SLAG = "gallring"
REGEL = "K3.8"
AKTIVITET_LISTA = "lista_gallring"
AKTIVITET_GALLRA = "gallra"
UNDERSKRIFTER = 2
"""How many must sign: two people."""
SKOTER = tuple(sorted(SER_GALLRING))
"""Who may propose."""
UNDERTECKNAR = (Roll.ARBETSLEDARE, Roll.DATASKYDDSSAMORDNARE)
Status = Literal["listas", "undertecknas", "gallras", "gallrad", "aterlamnad", "tom"]


class ForeslaGallring(Kommando):
    """Propose that what was done with so long before ``dag`` as the rules say is weeded out."""

    roller: ClassVar = SKOTER
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Föreslå gallring"

    kommando: Literal["foresla_gallring"] = "foresla_gallring"
    dag: date = Field(description="Dagen som gallringsfristerna räknas till, senast i dag.")


class UndertecknaGallring(Kommando):
    """Sign the list; the second signature, by another person, begins the weeding, which is final."""

    roller: ClassVar = UNDERTECKNAR
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Underteckna gallringen"

    kommando: Literal["underteckna_gallring"] = "underteckna_gallring"


class AterlamnaGallring(Kommando):
    """Say no to the list; nothing is weeded out."""

    roller: ClassVar = SKOTER
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Återlämna gallringen"

    kommando: Literal["aterlamna_gallring"] = "aterlamna_gallring"
    skal: Text = Field(description="Skälet till att gallringen inte ska göras.")


class RegistreraGallringslista(Kommando):
    """How many the list holds; what the service says to itself."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera gallringslistan"

    kommando: Literal["registrera_gallringslista"] = "registrera_gallringslista"
    kunder: int = Field(ge=0, description="Kunder i listan.")
    arenden: int = Field(ge=0, description="Ärenden i listan.")
    personal: int = Field(ge=0, description="Tidigare anställda hos anordnare i listan.")


class RegistreraGallring(Kommando):
    """What the weeding came to; what the service says to itself."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera gallringens utfall"

    kommando: Literal["registrera_gallring"] = "registrera_gallring"
    gallrade: int = Field(ge=0, description="Rader i listan som är gallrade.")
    undantagna: int = Field(ge=0, description="Rader som inte längre fick gallras.")


@dataclass(frozen=True, slots=True)
class GallringForeslagen(Handelse):
    """``arende_manader``, ``personal_manader``: how long after the last entry, resp. the last day at work."""

    av: str
    dag: date
    arende_manader: int
    personal_manader: int
    slag: Literal["gallring_foreslagen"] = "gallring_foreslagen"


@dataclass(frozen=True, slots=True)
class GallringListad(Handelse):
    """The list is frozen: so many of each (K3.8)."""

    kunder: int
    arenden: int
    personal: int
    slag: Literal["gallring_listad"] = "gallring_listad"


@dataclass(frozen=True, slots=True)
class GallringUndertecknad(Handelse):
    """One of the two has signed the list."""

    av: str
    slag: Literal["gallring_undertecknad"] = "gallring_undertecknad"


@dataclass(frozen=True, slots=True)
class GallringAterlamnad(Handelse):
    """The list is given up; nothing is weeded out."""

    av: str
    slag: Literal["gallring_aterlamnad"] = "gallring_aterlamnad"


@dataclass(frozen=True, slots=True)
class GallringKlar(Handelse):
    """It is done; ``undantagna`` were no longer to go when their turn came."""

    gallrade: int
    undantagna: int
    slag: Literal["gallring_klar"] = "gallring_klar"


@dataclass(frozen=True)
class Gallring:
    """State: what is proposed, how much it is, who has signed, and what it came to."""

    process: str
    forslag: GallringForeslagen | None = None
    lista: GallringListad | None = None
    underskrifter: tuple[str, ...] = ()
    aterlamnad_av: str | None = None
    utfall: GallringKlar | None = None

    @property
    def status(self) -> Status:
        """How far it has come."""
        if self.aterlamnad_av:
            return "aterlamnad"
        if self.lista is None:
            return "listas"
        if self.utfall:
            return "gallrad"
        if not (self.lista.kunder or self.lista.arenden or self.lista.personal):
            return "tom"
        return "gallras" if len(self.underskrifter) >= UNDERSKRIFTER else "undertecknas"
