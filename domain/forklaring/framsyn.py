"""What will happen if nothing is said, and what would happen if something were (K0.8, K13.7, K14.5).

The same walk as the service takes, on a state that is thrown away afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from domain.grund.parter import Aktor
from domain.insats.insats import Insats
from domain.kapitel.ersattning.varde import avbrott_for, ersattning_for
from domain.liv import forlopp
from domain.liv.forlopp import Steg
from domain.liv.insyn import ser_bevakning, synliga
from domain.liv.lagesbild import Bevakningsrad, Utbetalningsrad, bevakningsrader, insatsrad, utbetalningsrader
from domain.skeende.inkommet import Inkommet
from domain.skeende.journal import Meddelande, Post
from domain.tid.tidpunkt import midnatt

_EFTER_SLUTET = timedelta(days=62)
"""How long after the end there is something to see: the last month's report, its review and its payment."""


def framat(insats: Insats, till: date) -> Steg:
    """Everything the clock raises by the end of ``till`` if nobody does anything."""
    return forlopp.lat_ga(insats, midnatt(till + timedelta(days=1)) - timedelta(microseconds=1))


def horisont(insats: Insats, idag: date) -> date:
    """How far ahead it is worth looking: until what follows the end has come, or a month when there is no end yet."""
    slut = insats.slutdatum
    return max(idag, slut) + _EFTER_SLUTET if slut else idag + timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Andring:
    """One fact of the case that would be another."""

    falt: str
    fore: object
    efter: object


@dataclass(frozen=True, slots=True)
class Bevakningsandring:
    """A bevakning that would open, move, or close; ``fore`` is None for one that is new."""

    vad: Literal["oppnas", "flyttas", "avslutas", "andras"]
    fore: Bevakningsrad | None
    efter: Bevakningsrad


@dataclass(frozen=True, slots=True)
class Pengar:
    """What a month, an avbrott or an adjustment would be worth instead."""

    avser: str
    fore: Decimal | None
    efter: Decimal | None


@dataclass(frozen=True, slots=True)
class Skillnad:
    """What a kommando would change: ``steg`` is what would be written and told, the rest how the case would differ."""

    steg: Steg
    insats: tuple[Andring, ...]
    bevakningar: tuple[Bevakningsandring, ...]
    pengar: tuple[Pengar, ...]

    @property
    def poster(self) -> tuple[Post, ...]:
        """The lines that would be written."""
        return self.steg.poster

    @property
    def meddelanden(self) -> tuple[Meddelande, ...]:
        """Who would be told of what."""
        return self.steg.meddelanden

    def sedd_av(self, aktor: Aktor) -> Skillnad:
        """As ``aktor`` may see it: no line and no bevakning that the case itself would not show (K3.7, K4.6, K13.3)."""
        poster = synliga(aktor, self.steg.poster, dold=self.steg.insats.orsak_dold)
        sedda = (b for b in self.bevakningar if ser_bevakning(aktor, b.efter.slag, b.efter.avser))
        return replace(self, steg=replace(self.steg, poster=tuple(poster)), bevakningar=tuple(sedda))


def tank_om(insats: Insats, inkommet: Inkommet, nu: datetime) -> Skillnad:
    """What would change if the kommando came now, with what the clock raises at once because of it.

    Raises:
        Avvisning: it would be refused.
    """
    fore = forlopp.lat_ga(insats, nu).insats
    steg = forlopp.utfor(fore, inkommet, nu)
    steg += forlopp.lat_ga(steg.insats, nu)
    efter = steg.insats
    return Skillnad(steg, tuple(_fakta(fore, efter)), tuple(_bevakningar(fore, efter)), tuple(_pengar(fore, efter)))


def _fakta(fore: Insats, efter: Insats) -> list[Andring]:
    a, b = insatsrad(fore), insatsrad(efter)
    return [
        Andring(f.name, getattr(a, f.name), getattr(b, f.name))
        for f in fields(a)
        if f.name not in ("nr", "senast") and getattr(a, f.name) != getattr(b, f.name)
    ]


def _bevakningar(fore: Insats, efter: Insats) -> list[Bevakningsandring]:
    forut = {r.nyckel: r for r in bevakningsrader(fore)}
    andringar = []
    for rad in bevakningsrader(efter):
        if (var := forut.get(rad.nyckel)) is None:
            andringar.append(Bevakningsandring("oppnas" if rad.vantar else "avslutas", None, rad))
        elif var.utfall != rad.utfall:
            andringar.append(Bevakningsandring("andras" if rad.vantar else "avslutas", var, rad))
        elif var.frist != rad.frist:
            andringar.append(Bevakningsandring("flyttas", var, rad))
        elif var.ansvarig != rad.ansvarig:
            andringar.append(Bevakningsandring("andras", var, rad))
    return andringar


def _pengar(fore: Insats, efter: Insats) -> list[Pengar]:
    a, b = _varde(fore), _varde(efter)
    return [Pengar(avser, a.get(avser), b.get(avser)) for avser in sorted({*a, *b}) if a.get(avser) != b.get(avser)]


def _varde(i: Insats) -> dict[str, Decimal | None]:
    """What the case is worth as now decided: its months, its avbrott, and what corrections have to settle."""
    varden = {m: ersattning_for(i, m).belopp for m in i.insatsmanader}
    if a := avbrott_for(i):
        varden[f"avbrott {i.slutdatum}"] = a.belopp
    for rad in utbetalningsrader(i):
        if rad.slag == "justering":
            varden[f"justering {rad.avser}"] = rad.belopp
    return varden


def vantade_utbetalningar(steg: Steg) -> list[Utbetalningsrad]:
    """The rows of payment that have not been paid, as they stand after a look ahead."""
    return [r for r in utbetalningsrader(steg.insats) if r.status != "utbetald"]
