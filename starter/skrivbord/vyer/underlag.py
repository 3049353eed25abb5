"""What stands beside a form: what a month's report is written on (§8.1) and what its underlag must show (§14), what a
follow-up meeting goes by (§7.5), and what an extension is decided on (§11)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.grund.parter import Aktor, Roll
from domain.grund.slag import VANTAR
from domain.insats.insats import Insats
from domain.insats.uppgifter import Franvarorad
from domain.kapitel.ersattning.faktureringsunderlag import FAKTURERINGSUNDERLAG
from domain.kapitel.ersattning.varde import vantat_underlag
from domain.kapitel.franvaro.redovisning import Komplettering, forsok_i, franvaro_i, kompletteringar
from domain.kapitel.inlamning.rapportmanad import MANADSRAPPORT
from domain.kapitel.slut.forlangning import forlangd
from domain.liv.lagesbild import Utbetalningsrad, bevakningsrader, utbetalningsrader
from domain.tid.manad import Manad, fore, manad
from persistence.journal.dokument import Dokument
from starter.skrivbord.vyer.formular import Falt
from starter.tjanster import arendeblad, handlingar
from starter.tjanster.arendeblad import Blad
from starter.tjanster.handlingar import Handling
from starter.visning.datum import skriven_manad

RAPPORT, FORLANGNING, SLUTRAPPORT = "klarmarkera_manadsrapport", "besluta_forlangning", "lamna_slutrapport"
UNDERLAG = "lamna_faktureringsunderlag"
UPPFOLJNING = frozenset({"kalla_till_uppfoljningsmote", "registrera_uppfoljningsmote"})
"""A follow-up meeting, called or held: the progression and the attendance of the case stand beside it (K7.8)."""
_MANAD = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])")
_OM_FORLANGNING = frozenset(
    {"foresla", "besvara_forslag", "registrera_uppfoljningsmote", "klarmarkera_manadsrapport", "granska_manadsrapport"}
)
_FLEST_ORD = 3
"""Kinds of text that an extension is decided on; and how many of each party's, the latest first."""


@dataclass(frozen=True, slots=True)
class Ifyllt:
    """What a month's report has filled in: its absence of every kind, the attempts that failed, and what has changed in
    months reported before (K8.4)."""

    manad: Manad
    rader: Sequence[Franvarorad]
    forsok: Sequence[date]
    kompletteringar: Sequence[Komplettering]


@dataclass(frozen=True, slots=True)
class Bredvid:
    """Beside the decision of an extension: months granted of those there may be, the end as it is, and whose words."""

    beviljade: int
    hogst: int
    slut: date | None
    ord_: list[tuple[str, list[Handling]]]


def rapportmanad(b: Blad) -> Manad:
    """The month whose report is written where none is asked for: the first that is awaited, else the last that has
    ended."""
    sist = fore(manad(b.idag))
    vantas = (r.avser for r in b.bevakningar if r.slag == MANADSRAPPORT.namn and r.utfall in VANTAR and r.avser)
    return min([sist, *vantas])


def rapportens(
    som: Aktor, b: Blad, texter: Sequence[Dokument], falt: list[Falt], varden: Mapping[str, str]
) -> tuple[list[Falt], Mapping[str, str], Ifyllt]:
    """A month's report: each delmål by its words and as it stood last, and what is filled in by what is registered.

    The month is the one that is asked for, else the last that has ended; what is written in the form goes first.
    """
    k = arendeblad.korthet(som, b.insats, b.poster, texter)
    delmal = k.oversikt.plan.delmal if k.oversikt.plan else ()
    sist = {f"delmal.{d.nummer}": d.manader[-1][1] for d in delmal if d.manader}
    ord_ = {f"delmal.{n}": text for n, text in enumerate(k.delmal, start=1)}
    falt = [replace(f, hjalp=ord_[f.namn]) if f.namn in ord_ else f for f in falt]
    manaden = skriven_manad(varden.get("manad", ""))
    m = manaden if _MANAD.fullmatch(manaden) else rapportmanad(b)
    i = b.insats
    return falt, {**sist, **varden}, Ifyllt(m, franvaro_i(i, m), forsok_i(i, m), kompletteringar(i, utom=m))


def bredvid(b: Blad, texter: Sequence[Dokument]) -> Bredvid:
    """What an extension is decided on: what the anordnare and the karriärvägledare have said, what is left (§11)."""
    alla = handlingar.handlingar(b.insats, b.poster, [d for d in texter if d.slag in _OM_FORLANGNING])
    sagt = {d.id: d for d in texter}
    rubriker = {Roll.ANORDNARE: "Anordnarens ord", Roll.KARRIARVAGLEDARE: "Karriärvägledarens ord"}
    ord_ = [
        (rubrik, [h for h in alla if Aktor.tolka(sagt[h.id].av).roll is roll][:_FLEST_ORD])
        for roll, rubrik in rubriker.items()
    ]
    beviljade, hogst = forlangd(b.insats, b.idag)
    return Bredvid(beviljade, hogst, b.insats.slutdatum, ord_)


@dataclass(frozen=True, slots=True)
class Manadsunderlag:
    """What is paid for a month when its report is in: what the underlag must show (None while no amount is decided),
    by when, None where that is not open or has been done; and its row, with what holds it and why (K14.4)."""

    manad: Manad
    visar: Decimal | None
    senast: date | None
    rad: Utbetalningsrad


def manadens_underlag(efter: Insats, verb: str, manaden: str) -> Manadsunderlag | None:
    """Of the month that a report or an underlag is of, as the case stands with it; of the final report, the last month.

    None where what is said is no report, or no month is paid by it.
    """
    m = {RAPPORT: manaden, SLUTRAPPORT: efter.sista_manad, UNDERLAG: manaden}.get(verb)
    if m is None or m not in efter.insatsmanader:
        return None
    rad = next((r for r in utbetalningsrader(efter) if (r.slag, r.avser) == ("manad", m)), None)
    if rad is None:
        return None
    vantas = (
        b.frist for b in bevakningsrader(efter) if b.nyckel == FAKTURERINGSUNDERLAG.nyckel(m) and b.utfall in VANTAR
    )
    return Manadsunderlag(m, vantat_underlag(efter, m), next(vantas, None), rad)
