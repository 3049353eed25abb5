"""§14: the payment month: what is said to it, what happens to it, and how it stands (K14.6).

Each insats has already marked its own rows as paid; closing freezes them, per anordnare. What is frozen is never
changed: what is put right later is a row of its own in a later month (K0.7).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from domain.avvisning import Avvisning
from domain.kapitel import Handelse, Indata, Kommando
from domain.manad import Manad, dag, forsta
from domain.parter import Aktor, Roll
from domain.regelverk import Regelverk, SaknarRegel
from domain.text import Text
from domain.tid import midnatt
from domain.totrinnskontroll import Totrinnskontroll

SLAG = "betalningsmanad"
AKTIVITET_STANG = "stang_betalningsmanad"
REGEL = "K14.6"
SER = frozenset({Roll.EKONOM, Roll.ARBETSLEDARE, Roll.SYSTEM})
"""Roles that see payment months whole; an anordnare sees its own part once it is attested."""


def process_id(m: Manad) -> str:
    """The id of a month's process and workflow."""
    return f"{SLAG}-{m}"


def kan_stangas(m: Manad, regelverk: Regelverk) -> datetime:
    """The first instant (UTC) at which a month can be closed: 00:00 on its 16th (K14.6).

    Raises: Avvisning, for a month that the rules do not reach.
    """
    try:
        return midnatt(dag(m, regelverk.tal("utbetalning.korningsdag", forsta(m))))
    except (SaknarRegel, ValueError):
        raise Avvisning(REGEL, f"{m} ligger före regelverket eller är ingen månad", "manad") from None


# --- what is said --------------------------------------------------------------------------------------------------


class Anordnarsumma(Indata):
    """What the closing came to for one anordnare, in kronor; ``overfors`` is negative, what is carried forward."""

    anordnare: str
    att_betala: Decimal
    overfors: Decimal
    rader: int = Field(ge=0)
    innehallna: int = Field(ge=0)


class OppnaBetalningsmanad(Kommando):
    """Begin to close a month; the calendar says it on the 16th (K14.6)."""

    roller: ClassVar = (Roll.EKONOM, Roll.ARBETSLEDARE, Roll.SYSTEM)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Stäng betalningsmånaden"

    kommando: Literal["oppna_betalningsmanad"] = "oppna_betalningsmanad"
    manad: Manad


class RegistreraStangning(Kommando):
    """What the closing came to; ``ej_svarat`` is how many insatser had not marked a row as paid in time."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera stängningen"

    kommando: Literal["registrera_stangning"] = "registrera_stangning"
    summor: tuple[Anordnarsumma, ...]
    ej_svarat: int = Field(ge=0)


class RegistreraIngar(Kommando):
    """A later month is already closed, and what this one would have held is in it."""

    roller: ClassVar = (Roll.SYSTEM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Registrera att månaden ingår i en senare"

    kommando: Literal["registrera_ingar"] = "registrera_ingar"
    i: Manad


class ForberedBetalning(Kommando):
    """Say that the month has been gone through and can be attested."""

    roller: ClassVar = (Roll.EKONOM,)
    regel: ClassVar = REGEL
    rubrik: ClassVar = "Förbered betalningen"

    kommando: Literal["forbered_betalning"] = "forbered_betalning"
    notering: Text | None = None


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
    skal: Text


# --- what has happened ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BetalningsmanadOppnad(Handelse):
    """``vantar_till``: how long insatser that have not marked their rows are waited for (UTC)."""

    manad: Manad
    vantar_till: datetime
    arbetsdagar: int
    paminns: time
    slag: Literal["betalningsmanad_oppnad"] = "betalningsmanad_oppnad"


@dataclass(frozen=True, slots=True)
class Summa:
    """``Anordnarsumma`` as it stands in the journal."""

    anordnare: str
    att_betala: Decimal
    overfors: Decimal
    rader: int
    innehallna: int


@dataclass(frozen=True, slots=True)
class BetalningsmanadStangd(Handelse):
    summor: tuple[Summa, ...]
    ej_svarat: int
    slag: Literal["betalningsmanad_stangd"] = "betalningsmanad_stangd"


@dataclass(frozen=True, slots=True)
class BetalningsmanadIngar(Handelse):
    i: Manad
    slag: Literal["betalningsmanad_ingar"] = "betalningsmanad_ingar"


@dataclass(frozen=True, slots=True)
class BetalningForberedd(Handelse):
    av: str
    slag: Literal["betalning_forberedd"] = "betalning_forberedd"


@dataclass(frozen=True, slots=True)
class BetalningAttesterad(Handelse):
    av: str
    slag: Literal["betalning_attesterad"] = "betalning_attesterad"


@dataclass(frozen=True, slots=True)
class BetalningAterlamnad(Handelse):
    av: str
    slag: Literal["betalning_aterlamnad"] = "betalning_aterlamnad"


@dataclass(frozen=True, slots=True)
class BetalningPaminnelse(Handelse):
    slag: Literal["betalning_paminnelse"] = "betalning_paminnelse"


@dataclass(frozen=True, slots=True)
class BetalningForsenad(Handelse):
    slag: Literal["betalning_forsenad"] = "betalning_forsenad"


# --- state ---------------------------------------------------------------------------------------------------------

Status = Literal["stangs", "stangd", "forberedd", "attesterad", "ingar"]


@dataclass(frozen=True, slots=True)
class Vantan:
    """One of the two steps as it is awaited: ``forberedelse`` or ``attest``, and which time."""

    slag: Literal["forberedelse", "attest"]
    omgang: int
    oppnad: datetime
    frist: date
    pamind: bool = False
    forsenad: bool = False
    klar: datetime | None = None


@dataclass(frozen=True, slots=True)
class Betalningslage:
    """A payment month. ``arbetsdagar`` and ``paminns`` are the rules' as it was opened."""

    manad: Manad
    oppnad: datetime
    vantar_till: datetime
    arbetsdagar: int
    paminns: time
    stangd: datetime | None = None
    ingar_i: Manad | None = None
    summor: tuple[Summa, ...] = ()
    ej_svarat: int = 0
    kontroll: Totrinnskontroll = field(default_factory=Totrinnskontroll)
    steg: tuple[Vantan, ...] = ()

    @property
    def status(self) -> Status:
        if self.ingar_i:
            return "ingar"
        if self.stangd is None:
            return "stangs"
        if self.kontroll.attesterad:
            return "attesterad"
        return "forberedd" if self.kontroll.forberedd else "stangd"

    @property
    def att_betala(self) -> Decimal:
        return sum((s.att_betala for s in self.summor), Decimal())

    @property
    def vantan(self) -> Vantan | None:
        """The step that is awaited now."""
        return self.steg[-1] if self.steg and self.steg[-1].klar is None else None


def far_se_del(aktor: Aktor, anordnare: str, status: Status) -> bool:
    """Whether ``aktor`` may see what a month holds of one anordnare's; an anordnare its own, when it is attested."""
    if aktor.roll is Roll.ANORDNARE:
        return aktor.organisation == anordnare and status == "attesterad"
    return aktor.roll in SER
