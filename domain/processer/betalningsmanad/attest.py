"""§14: a closed payment month is prepared by one and attested by another, or sent back (K14.6).

Four eyes by ``totrinnskontroll``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.grund.text import Text
from domain.processer.betalningsmanad.bevakning import gjort, vanta
from domain.processer.betalningsmanad.lage import REGEL, Betalningslage
from domain.skeende.handelse import Handelse
from domain.skeende.kommando import Kommando


class ForberedBetalning(Kommando):
    """Say that the month has been gone through and can be attested."""

    roller: ClassVar = (Roll.EKONOM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Förbered betalningen"

    kommando: Literal["forbered_betalning"] = "forbered_betalning"
    notering: Text | None = Field(default=None, description="Notering till den som attesterar.")


class AttesteraBetalning(Kommando):
    """Attest what another has prepared; final."""

    roller: ClassVar = (Roll.EKONOM, Roll.ARBETSLEDARE)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Attestera betalningen"

    kommando: Literal["attestera_betalning"] = "attestera_betalning"


class AterlamnaBetalning(Kommando):
    """Send back what was prepared, with the reason; it is then prepared anew."""

    roller: ClassVar = (Roll.EKONOM, Roll.ARBETSLEDARE)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Återlämna betalningen"

    kommando: Literal["aterlamna_betalning"] = "aterlamna_betalning"
    skal: Text = Field(description="Skälet till att månaden lämnas tillbaka.")


@dataclass(frozen=True, slots=True)
class BetalningForberedd(Handelse):
    """The first of two has signed (K14.6)."""

    av: str
    slag: Literal["betalning_forberedd"] = "betalning_forberedd"


@dataclass(frozen=True, slots=True)
class BetalningAttesterad(Handelse):
    """The second has: the month is settled."""

    av: str
    slag: Literal["betalning_attesterad"] = "betalning_attesterad"


@dataclass(frozen=True, slots=True)
class BetalningAterlamnad(Handelse):
    """The second has sent it back to be prepared anew."""

    av: str
    slag: Literal["betalning_aterlamnad"] = "betalning_aterlamnad"


def besluta(
    lage: Betalningslage, k: ForberedBetalning | AttesteraBetalning | AterlamnaBetalning, av: Aktor
) -> BetalningForberedd | BetalningAttesterad | BetalningAterlamnad:
    """Raises: Avvisning; it is not closed, it is not its turn, or who prepared it would attest it."""
    if lage.ingar_i:
        raise Avvisning(REGEL, f"{lage.manad} stängdes inte för sig utan ingår i {lage.ingar_i}", "manad")
    if lage.stangd is None:
        raise Avvisning(REGEL, f"{lage.manad} håller på att stängas; vänta tills det är klart", "manad")
    match k:
        case ForberedBetalning():
            lage.kontroll.prova_forbered(REGEL)
            return BetalningForberedd(str(av))
        case AttesteraBetalning():
            lage.kontroll.prova_attestera(av, REGEL)
            return BetalningAttesterad(str(av))
        case AterlamnaBetalning():
            lage.kontroll.prova_aterlamna(REGEL)
            return BetalningAterlamnad(str(av))


def tillampa(
    lage: Betalningslage, h: BetalningForberedd | BetalningAttesterad | BetalningAterlamnad, tid: datetime
) -> Betalningslage:
    """The fold."""
    match h:
        case BetalningForberedd():
            lage = replace(gjort(lage, tid), kontroll=lage.kontroll.forbered(Aktor.tolka(h.av), tid))
            return vanta(lage, "attest", tid, utom=Aktor.tolka(h.av).id)
        case BetalningAttesterad():
            return replace(gjort(lage, tid), kontroll=lage.kontroll.attestera(Aktor.tolka(h.av), tid))
        case BetalningAterlamnad():
            lage = replace(gjort(lage, tid), kontroll=lage.kontroll.aterlamna(Aktor.tolka(h.av), tid))
            return vanta(lage, "forberedelse", tid)
