"""§14: the payment month: its id, when it can be closed, who sees it, and how it stands (K14.6)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

from domain.grund.avvisning import Avvisning
from domain.grund.parter import Aktor, Roll
from domain.processer.totrinnskontroll import Totrinnskontroll
from domain.regler.regelverk import Regelverk, SaknarRegel
from domain.tid.manad import Manad, dag, forsta
from domain.tid.tidpunkt import midnatt

Status = Literal["stangs", "stangd", "forberedd", "attesterad", "ingar"]

SLAG = "betalningsmanad"
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


def far_se_del(aktor: Aktor, anordnare: str, status: Status) -> bool:
    """Whether ``aktor`` may see what a month holds of one anordnare's; an anordnare its own, when it is attested."""
    if aktor.roll is Roll.ANORDNARE:
        return aktor.organisation == anordnare and status == "attesterad"
    return aktor.roll in SER


@dataclass(frozen=True, slots=True)
class Summa:
    """What the closing came to for one anordnare, in kronor; ``overfors`` is negative, what is carried forward."""

    anordnare: str
    att_betala: Decimal
    overfors: Decimal
    rader: int
    innehallna: int


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
    utom: str | None = None
    """Who may not do it, by id: the attest, whoever prepared (K14.6)."""


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
        """How far the month has come."""
        if self.ingar_i:
            return "ingar"
        if self.stangd is None:
            return "stangs"
        if self.kontroll.attesterad:
            return "attesterad"
        return "forberedd" if self.kontroll.forberedd else "stangd"

    @property
    def att_betala(self) -> Decimal:
        """What is to be paid in it, in kronor."""
        return sum((s.att_betala for s in self.summor), Decimal())

    @property
    def vantan(self) -> Vantan | None:
        """The step that is awaited now."""
        return self.steg[-1] if self.steg and self.steg[-1].klar is None else None
