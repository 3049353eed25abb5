"""§10: absence – what is registered, how it is joined and clipped (K10.0, K9.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from pydantic import Field

from domain.grund.avvisning import Avvisning
from domain.grund.ord import FRANVARO
from domain.grund.parter import Roll
from domain.grund.slag import Franvaroslag, Status
from domain.grund.text import Text
from domain.insats.insats import Insats, med
from domain.insats.kapitel import Foljd, Kapitel
from domain.insats.uppgifter import Franvaro
from domain.kapitel.franvaro.lov import prova_lov
from domain.kapitel.franvaro.redovisning import brev_om_komplettering
from domain.kapitel.uppdrag.kundlage import prova_ledighet, till_socialsekreteraren
from domain.skeende.handelse import Brev, Fall, Handelse
from domain.skeende.kommando import Kommando
from domain.skeende.mening import Mening, spann
from domain.tid.frist import Fristrakning
from domain.tid.kalender import nasta_arbetsdag
from domain.tid.period import Period

_PLANERAS = ("ledighet", "annan")
"""Absence that can be planned; of the others only the end may lie ahead (K0.6)."""


def forsta_dagen(i: Insats, rakning: Fristrakning, avser: str) -> date:
    """The first day of the absence, which a bevakning that absence calls for is named by."""
    return date.fromisoformat(avser)


class AnmalFranvaro(Kommando):
    """Register absence: kind, first day, last day if it is known, and the reason (§10).

    Leave outside the summer and other breaks needs the karriärvägledare's consent first (K9.3).
    """

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K10.0"
    rubrik: ClassVar = "Anmäl frånvaro"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["anmal_franvaro"] = "anmal_franvaro"
    slag: Franvaroslag = Field(description="Slag.")
    fran: date = Field(description="Första dagen.")
    till: date | None = Field(default=None, description="Sista dagen.")
    orsak: Text = Field(description="Orsaken.")


class AvslutaFranvaro(Kommando):
    """Register the last day of an absence that is open or was planned to go on longer."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K10.0"
    rubrik: ClassVar = "Avsluta frånvaro"
    tillstand: ClassVar = (Status.PAGAR, Status.AVSLUTAD)

    kommando: Literal["avsluta_franvaro"] = "avsluta_franvaro"
    slag: Franvaroslag = Field(description="Slag.")
    till: date = Field(description="Sista dagen.")


@dataclass(frozen=True, slots=True)
class FranvaroAnmald(Handelse):
    """Absence is told of; ``till`` None while it goes on (K10.0)."""

    franvaro: Franvaroslag
    fran: date
    till: date | None
    slag: Literal["franvaro_anmald"] = "franvaro_anmald"


@dataclass(frozen=True, slots=True)
class FranvaroAvslutad(Handelse):
    """Absence that went on has come to its last day."""

    franvaro: Franvaroslag
    fran: date
    till: date
    slag: Literal["franvaro_avslutad"] = "franvaro_avslutad"


def perioder(i: Insats, slag: Franvaroslag, ramar: Period | None = None) -> list[Franvaro]:
    """The absence of one kind, clipped to the insats, joined where no arbetsdag lies between (K10.0).

    ``ramar`` are other limits than the insats as now decided.
    """
    if (ramar := ramar or i.insatsperiod) is None:
        return []
    sammanslagna: list[Franvaro] = []
    for f in sorted((f for f in i.franvaro if f.slag == slag), key=lambda f: f.fran):
        if (snitt := Period(f.fran, f.till).snitt(ramar)) is None:
            continue
        till = None if f.till is None else snitt.till
        forra = sammanslagna[-1] if sammanslagna else None
        if forra and (forra.till is None or Period(forra.fran, forra.till).angransar(snitt)):
            slut = None if till is None or forra.till is None else max(forra.till, till)
            sammanslagna[-1] = replace(forra, till=slut, tid=min(forra.tid, f.tid))
        else:
            sammanslagna.append(Franvaro(slag, snitt.fran, till, f.tid))
    return sammanslagna


def kand(i: Insats, p: Franvaro, dag: date) -> datetime:
    """When it was known that the period reaches that day: the last registration of what it needs to do so."""
    hela, behovs = Period(p.fran, p.till), nasta_arbetsdag(dag)
    delar = (f for f in i.franvaro if f.slag == p.slag and f.fran <= behovs)
    return max(f.tid for f in delar if Period(f.fran, f.till).overlappar(hela))


def _anmal(i: Insats, k: AnmalFranvaro, fall: Fall) -> Iterator[Handelse]:
    ramar = i.insatsperiod
    if ramar is None:
        skal = "insatsen avslutas innan den börjar" if i.uppdrag else "uppdraget är inte inlagt än"
        raise Avvisning("K10.0", skal)
    if k.till is not None and k.till < k.fran:
        raise Avvisning("K10.0", "sista dagen ligger före den första", "till")
    if k.fran > fall.idag and k.slag not in _PLANERAS:
        raise Avvisning("K0.6", f"{k.fran} ligger i framtiden; bara planerad frånvaro kan anmälas i förväg", "fran")
    ny = Period(k.fran, k.till)
    if not fall.om and ny.snitt(ramar) is None:
        raise Avvisning("K10.0", f"frånvaron ligger utanför insatsen {ramar.fran}–{ramar.till}", "fran")
    if k.slag == "ledighet" and not fall.om:
        prova_ledighet(i, k.fran)
        prova_lov(i, k.fran, k.till, fall.ledigt)
    for f in i.franvaro:
        if f.slag == k.slag and Period(f.fran, f.till).overlappar(ny):
            raise Avvisning("K10.0", f"frånvaro av samma slag är redan anmäld från {f.fran}", "fran")
    yield FranvaroAnmald(k.slag, k.fran, k.till)


def _avsluta(i: Insats, k: AvslutaFranvaro, fall: Fall) -> Iterator[Handelse]:
    oppna = [f for f in i.franvaro if f.slag == k.slag and (f.till is None or f.till > k.till) and f.fran <= k.till]
    if not oppna and fall.star:
        return  # what it ended has been struck, or ends before it (K0.7)
    if not oppna:
        raise Avvisning("K10.0", f"ingen frånvaro av slaget {k.slag} pågår den {k.till}", "till")
    if k.till > fall.idag:
        raise Avvisning("K0.6", f"{k.till} ligger i framtiden", "till")
    yield FranvaroAvslutad(k.slag, max(f.fran for f in oppna), k.till)


def _anmaldes(i: Insats, h: FranvaroAnmald, tid: datetime) -> Insats:
    return med(i, franvaro=(*i.franvaro, Franvaro(h.franvaro, h.fran, h.till, tid)))


def _avslutades(i: Insats, h: FranvaroAvslutad, tid: datetime) -> Insats:
    def stangd(f: Franvaro) -> Franvaro:
        return replace(f, till=h.till) if (f.slag, f.fran) == (h.franvaro, h.fran) else f

    return med(i, franvaro=tuple(stangd(f) for f in i.franvaro))


def _brev_anmald(i: Insats, h: FranvaroAnmald) -> Iterator[Brev]:
    if h.franvaro == "ogiltig" and ar_meddelande(i, h.fran):
        yield Brev(Roll.KARRIARVAGLEDARE, "K10.6", f"Ogiltig frånvaro {spann(h.fran, h.till)} (§10.4, K10.6)")
        yield from till_socialsekreteraren(i, h.fran)
    else:
        yield Brev(Roll.KARRIARVAGLEDARE, "K10.0", f"Frånvaro anmäld från {h.fran} (§10, K10.0)")
    yield from brev_om_komplettering(i, h.fran, h.till)


def _brev_avslutad(i: Insats, h: FranvaroAvslutad) -> Iterator[Brev]:
    yield from brev_om_komplettering(i, h.fran)


def ar_meddelande(i: Insats, dag: date) -> bool:
    """K10.6: whether invalid absence that is registered is itself the message of it."""
    return i.regelverk.ja("franvaroanmalan.genom_franvaro", dag)


KAPITEL = Kapitel(
    beslut={AnmalFranvaro: _anmal, AvslutaFranvaro: _avsluta},
    foljder={
        FranvaroAnmald: Foljd(
            _anmaldes,
            mening=lambda h: Mening(f"Anmäld {FRANVARO[h.franvaro]} {spann(h.fran, h.till)}", "K10.0"),
            brev=_brev_anmald,
        ),
        FranvaroAvslutad: Foljd(
            _avslutades,
            mening=lambda h: Mening(f"Avslutad {FRANVARO[h.franvaro]} {spann(h.fran, h.till)}", "K10.0"),
            brev=_brev_avslutad,
        ),
    },
)
