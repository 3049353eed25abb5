"""§10: absence, and the certificates it asks for (K10.0, K10.1, K10.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Literal

from domain.avvisning import Avvisning
from domain.bevakning import Bevakning
from domain.insats import Franvaro, Franvaroslag, Insats, Intyg, Status
from domain.kalender import dagar_fran, nasta_arbetsdag
from domain.kapitel import Brev, Fall, Handelse, Kapitel, Kommando
from domain.manad import Manad, forsta, sista
from domain.parter import Roll
from domain.period import Period
from domain.text import Text
from domain.tid import datum, midnatt

Intygsslag = Literal["sjuk", "vab"]
_PLANERAS = ("ledighet", "annan")
"""Absence that can be planned; of the others only the end may lie ahead (K0.6)."""


class AnmalFranvaro(Kommando):
    """Register absence: kind, first day, last day if it is known, and the reason (§10)."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K10.0"
    rubrik: ClassVar = "Anmäl frånvaro"
    tillstand: ClassVar = (
        Status.PAGAR,
        Status.AVSLUTAD,
    )

    kommando: Literal["anmal_franvaro"] = "anmal_franvaro"
    slag: Franvaroslag
    fran: date
    till: date | None = None
    orsak: Text


class AvslutaFranvaro(Kommando):
    """Register the last day of an absence that is open or was planned to go on longer."""

    roller: ClassVar = (Roll.ANORDNARE,)
    regel: ClassVar = "K10.0"
    rubrik: ClassVar = "Avsluta frånvaro"
    tillstand: ClassVar = (
        Status.PAGAR,
        Status.AVSLUTAD,
    )

    kommando: Literal["avsluta_franvaro"] = "avsluta_franvaro"
    slag: Franvaroslag
    till: date


class TaEmotIntyg(Kommando):
    """Register that a certificate has reached the KV; ``fran`` is a day of its period, default the latest one."""

    roller: ClassVar = (Roll.ANORDNARE, Roll.KARRIARVAGLEDARE)
    regel: ClassVar = "K10.1"
    rubrik: ClassVar = "Registrera att intyg har kommit karriärvägledaren till handa"
    tillstand: ClassVar = (
        Status.PAGAR,
        Status.AVSLUTAD,
    )

    kommando: Literal["ta_emot_intyg"] = "ta_emot_intyg"
    slag: Intygsslag = "sjuk"
    fran: date | None = None


@dataclass(frozen=True, slots=True)
class Franvarorad:
    """A line of the monthly report's absence (§10, K8.4)."""

    slag: Franvaroslag
    fran: date
    till: date


@dataclass(frozen=True, slots=True)
class FranvaroAnmald(Handelse):
    franvaro: Franvaroslag
    fran: date
    till: date | None
    slag: Literal["franvaro_anmald"] = "franvaro_anmald"


@dataclass(frozen=True, slots=True)
class FranvaroAvslutad(Handelse):
    franvaro: Franvaroslag
    fran: date
    till: date
    slag: Literal["franvaro_avslutad"] = "franvaro_avslutad"


@dataclass(frozen=True, slots=True)
class IntygMottaget(Handelse):
    intyg: Intygsslag
    fran: date
    slag: Literal["intyg_mottaget"] = "intyg_mottaget"


def perioder(i: Insats, slag: Franvaroslag) -> list[Franvaro]:
    """The absence of one kind, clipped to the insats, joined where no arbetsdag lies between (K10.0)."""
    ramar = i.insatsperiod
    if ramar is None:
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


def franvaro_i(i: Insats, manad: Manad) -> tuple[Franvarorad, ...]:
    """All absence that touches the month, for its report (K10.0)."""
    if (ramar := i.insatsperiod) is None:
        return ()
    fonster = Period(forsta(manad), sista(manad)).snitt(ramar)
    rader = []
    for f in i.franvaro:
        if fonster and (snitt := Period(f.fran, f.till).snitt(fonster)) and snitt.till:
            rader.append(Franvarorad(f.slag, snitt.fran, snitt.till))
    return tuple(sorted(rader, key=lambda r: (r.fran, r.slag)))


def _anmal(i: Insats, k: AnmalFranvaro, fall: Fall) -> Iterator[Handelse]:
    ramar = i.insatsperiod
    if ramar is None:
        raise Avvisning("K10.0", "uppdraget är inte inlagt än")
    if k.till is not None and k.till < k.fran:
        raise Avvisning("K10.0", "sista dagen ligger före den första", "till")
    if k.fran > fall.idag and k.slag not in _PLANERAS:
        raise Avvisning("K0.6", f"{k.fran} ligger i framtiden; bara planerad frånvaro kan anmälas i förväg", "fran")
    ny = Period(k.fran, k.till)
    if ny.snitt(ramar) is None:
        raise Avvisning("K10.0", f"frånvaron ligger utanför insatsen {ramar.fran}–{ramar.till}", "fran")
    for f in i.franvaro:
        if f.slag == k.slag and Period(f.fran, f.till).overlappar(ny):
            raise Avvisning("K10.0", f"frånvaro av samma slag är redan anmäld från {f.fran}", "fran")
    yield FranvaroAnmald(k.slag, k.fran, k.till)


def _avsluta(i: Insats, k: AvslutaFranvaro, fall: Fall) -> Iterator[Handelse]:
    oppna = [f for f in i.franvaro if f.slag == k.slag and (f.till is None or f.till > k.till) and f.fran <= k.till]
    if not oppna:
        raise Avvisning("K10.0", f"ingen frånvaro av slaget {k.slag} pågår den {k.till}", "till")
    if k.till > fall.idag:
        raise Avvisning("K0.6", f"{k.till} ligger i framtiden", "till")
    yield FranvaroAvslutad(k.slag, max(f.fran for f in oppna), k.till)


def _ta_emot(i: Insats, k: TaEmotIntyg, fall: Fall) -> Iterator[Handelse]:
    regel = "K10.1" if k.slag == "sjuk" else "K10.4"
    alla = perioder(i, k.slag)
    traffar = [p for p in alla if k.fran is None or Period(p.fran, p.till).innehaller(k.fran)]
    if not traffar:
        raise Avvisning(regel, "det finns ingen frånvaro som intyget kan avse", "fran")
    fran = traffar[-1].fran
    if _intyg_for(i, k.slag, traffar[-1]):
        raise Avvisning(regel, f"intyg för frånvaron från {fran} är redan mottaget", "fran")
    yield IntygMottaget(k.slag, fran)


def _anmaldes(i: Insats, h: FranvaroAnmald, tid: datetime) -> Insats:
    return replace(i, franvaro=(*i.franvaro, Franvaro(h.franvaro, h.fran, h.till, tid)))


def _avslutades(i: Insats, h: FranvaroAvslutad, tid: datetime) -> Insats:
    def stangd(f: Franvaro) -> Franvaro:
        return replace(f, till=h.till) if (f.slag, f.fran) == (h.franvaro, h.fran) else f

    return replace(i, franvaro=tuple(stangd(f) for f in i.franvaro))


def _togs_emot(i: Insats, h: IntygMottaget, tid: datetime) -> Insats:
    return replace(i, intyg=(*i.intyg, Intyg(h.intyg, h.fran, tid)))


def _intyg_for(i: Insats, slag: Intygsslag, p: Franvaro) -> datetime | None:
    tider = [g.tid for g in i.intyg if g.slag == slag and Period(p.fran, p.till).innehaller(g.fran)]
    return min(tider) if tider else None


_INTYG: tuple[tuple[Intygsslag, str, str], ...] = (
    ("sjuk", "lakarintyg", "K10.1"),
    ("vab", "vabintyg", "K10.4"),
)


def _kand(i: Insats, p: Franvaro, dag: date) -> datetime:
    """When it was known that the period reaches that day: the last registration of what it needs to do so."""
    hela, behovs = Period(p.fran, p.till), nasta_arbetsdag(dag)
    delar = (f for f in i.franvaro if f.slag == p.slag and f.fran <= behovs)
    return max(f.tid for f in delar if Period(f.fran, f.till).overlappar(hela))


def bevakningar(i: Insats) -> Iterator[Bevakning]:
    """`lakarintyg` and `vabintyg`: from day 8 of a period, within a week of day 8 (K10.1, K10.4)."""
    if not i.franvaro or i.slutdatum is None:
        return
    for slag, namn, regel in _INTYG:
        for p in perioder(i, slag):
            intygsdag = p.fran + timedelta(days=i.regelverk.tal(f"{namn}.dag", p.fran) - 1)
            if intygsdag > i.slutdatum or (p.till is not None and p.till < intygsdag):
                continue
            oppnas = max(midnatt(intygsdag), _kand(i, p, intygsdag))
            mottaget = _intyg_for(i, slag, p)
            yield Bevakning(
                namn, p.fran.isoformat(), regel, Roll.ANORDNARE, min(oppnas, mottaget or oppnas),
                dagar_fran(intygsdag, i.regelverk.tal(f"{namn}.dagar", p.fran)),
                frist_satt=oppnas, uppfylld=mottaget,
            )  # fmt: skip


def _brev_anmald(i: Insats, h: FranvaroAnmald) -> Iterator[Brev]:
    yield Brev(Roll.KARRIARVAGLEDARE, "K10.0", f"Frånvaro anmäld från {h.fran} (§10, K10.0)")


def _brev_intyg(i: Insats, h: IntygMottaget) -> Iterator[Brev]:
    regel = "K10.1" if h.intyg == "sjuk" else "K10.4"
    yield Brev(
        Roll.KARRIARVAGLEDARE,
        regel,
        f"Intyg för frånvaron från {h.fran} har kommit in ({datum(i.senast)}, {regel})",
    )


KAPITEL = Kapitel(
    beslut={AnmalFranvaro: _anmal, AvslutaFranvaro: _avsluta, TaEmotIntyg: _ta_emot},
    foljder={FranvaroAnmald: _anmaldes, FranvaroAvslutad: _avslutades, IntygMottaget: _togs_emot},
    brev={FranvaroAnmald: _brev_anmald, IntygMottaget: _brev_intyg},
    bevakningar=bevakningar,
)
