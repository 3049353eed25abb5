"""§14.1: what is said of decided values: entered by one, attested by another, or taken back (K16.5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.beteckning import Beteckning
from domain.grund.parter import Roll
from domain.grund.text import Text
from domain.regler.nycklar import KUNDVAL
from domain.skeende.kommando import Kommando

REGEL = "K16.5"
_ATTESTERAR = (Roll.EKONOM, Roll.ARBETSLEDARE)

Belopp = Annotated[Decimal, Field(ge=0, decimal_places=2)]


class Forslag(Kommando):
    """What both ways of entering values have in common."""

    roller: ClassVar = (Roll.EKONOM,)
    regel: ClassVar = REGEL

    utgava: Beteckning = Field(description="Utgåvans beteckning, till exempel 2025.")
    beslut: Beteckning = Field(description="Beslutets beteckning, till exempel dnr NAF 2024/131.")
    fran: date = Field(description="Första dagen som värdena gäller.")
    till: date | None = Field(default=None, description="Sista dagen; utelämnad gäller de tills vidare.")
    rattelse: Text | None = Field(
        default=None, description="Varför värden som redan är beslutade i tjänsten från samma dag ersätts."
    )


class ForeslaCheckbelopp(Forslag):
    """Enter decided check amounts, for another to attest (K14.1)."""

    rubrik: ClassVar = "För in beslutade checkbelopp"

    kommando: Literal["foresla_checkbelopp"] = "foresla_checkbelopp"
    fai: Belopp | None = Field(default=None, description="Checkbelopp för FAI, kronor per månad.")
    ami: Belopp | None = Field(default=None, description="Checkbelopp för AMI, kronor per månad.")
    isa: Belopp | None = Field(default=None, description="Checkbelopp för ISA, kronor per månad.")

    def rader(self) -> Iterator[tuple[str, str]]:
        """Key and value of each."""
        for kundval in KUNDVAL:
            belopp: Decimal | None = getattr(self, kundval.lower())
            if belopp is not None:
                yield f"checkbelopp.{kundval}", f"{belopp:.2f}"


class ForeslaVarden(Forslag):
    """Enter other decided values of the rules, for another to attest, and strike what was entered wrongly (K0.7)."""

    rubrik: ClassVar = "För in andra beslutade värden"

    kommando: Literal["foresla_varden"] = "foresla_varden"
    varden: tuple[str, ...] = Field(
        default=(), description="Ett värde per rad, nyckel=värde; nycklarna visas av insats regelverk."
    )
    utgar: tuple[str, ...] = Field(
        default=(), description="Beslutade värden som aldrig skulle ha funnits, ett per rad: nyckel=första dag."
    )

    def rader(self) -> Iterator[tuple[str, str]]:
        """Key and value of each. Raises: Avvisning."""
        for n, rad in enumerate(self.varden):
            yield par(rad, f"varden.{n}", "nyckel=värde, till exempel svar.arbetsdagar=7")


class AttesteraVarden(Kommando):
    """Attest what another has entered; from then it is an edition of the rules."""

    roller: ClassVar = _ATTESTERAR
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Attestera värdena"

    kommando: Literal["attestera_varden"] = "attestera_varden"


class DraTillbakaVarden(Kommando):
    """Take back what was entered, before it is attested."""

    roller: ClassVar = _ATTESTERAR
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Dra tillbaka värdena"

    kommando: Literal["dra_tillbaka_varden"] = "dra_tillbaka_varden"
    skal: Text = Field(description="Skälet till att värdena dras tillbaka.")


class RegistreraInforande(Kommando):
    """Whether it could be put among the rules in force; what the service says to itself."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Utfallet av införandet"

    kommando: Literal["registrera_inforande"] = "registrera_inforande"
    hinder: str | None = Field(default=None, description="Varför det inte gick.")


def par(rad: str, falt: str, form: str) -> tuple[str, str]:
    """Key and value of a line. Raises: Avvisning, saying how it is written."""
    nyckel, lika, varde = rad.partition("=")
    if not lika or not nyckel.strip() or not varde.strip():
        raise Avvisning(REGEL, f"skriv {form}", falt)
    return nyckel.strip(), varde.strip()
