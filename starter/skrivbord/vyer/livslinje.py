"""The life of a case as one line: months, absence, meetings, frister met, late and open, and today.

Places only, in the units of the picture; what is drawn is also told in a table, for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from domain.grund.ord import FRANVARO, UTFALL
from domain.grund.ordval import med_stor
from domain.tid.manad import forsta, manader, namn, sista
from domain.tid.tidpunkt import datum
from starter.tjanster.arendeblad import Blad
from starter.visning.ordval.bevakningsord import vad_vantas

BREDD, _VANSTER, _HOGER = 1000, 10, 10
Sort = Literal["i-tid", "sen-frist", "oppen", "mote", "franvaro"]


@dataclass(frozen=True, slots=True)
class Streck:
    """A month: where it begins and ends; ``text`` its name, empty where there is no room."""

    x: float
    bredd: float
    text: str
    i_insatsen: bool


@dataclass(frozen=True, slots=True)
class Punkt:
    """Something on the line, with its words for the table; ``bredd`` is 0 for what takes one day."""

    x: float
    bredd: float
    sort: Sort
    fran: date
    till: date | None
    text: str
    lage: str


@dataclass(frozen=True, slots=True)
class Livslinje:
    """The picture."""

    manader: tuple[Streck, ...]
    punkter: tuple[Punkt, ...]
    idag: float | None
    borjan: date
    slut: date


def livslinje(b: Blad) -> Livslinje:
    """The line of a case, from aktualisering to its end, or to today where it goes on beyond that."""
    i = b.insats
    borjan = min(filter(None, (datum(i.aktualiserad), i.startdatum)))
    frister = [r for r in b.bevakningar if r.slag != "veckokontakt" or r.utfall != "uppfylld"]
    slut = max(filter(None, (i.slutdatum, datum(i.senast), borjan + timedelta(days=60))))
    if i.slutford is None:
        slut = max(slut, b.idag)
    borjan, slut = borjan.replace(day=1), sista(f"{slut:%Y-%m}")
    skala = (BREDD - _VANSTER - _HOGER) / max(1, (slut - borjan).days + 1)

    def x(d: date) -> float:
        return round(_VANSTER + (min(max(d, borjan), slut) - borjan).days * skala, 1)

    streck = []
    for m in manader(borjan, slut):
        bredd = round(((sista(m) - forsta(m)).days + 1) * skala, 1)
        text = namn(m)[:3] if bredd >= 26 else ""
        streck.append(Streck(x(forsta(m)), bredd, text, m in i.insatsmanader))
    punkter = [*_franvaron(b, x, skala), *_motena(b, x)]
    for r in frister:
        sort: Sort = "i-tid" if r.utfall == "uppfylld" else "oppen" if r.utfall == "oppen" else "sen-frist"
        if r.utfall == "upphord":
            continue
        text = vad_vantas(r.slag, r.avser, r.ansvarig, b.idag)
        punkter.append(Punkt(x(r.frist), 0, sort, r.frist, None, f"Frist: {text}", UTFALL[r.utfall]))
    idag = x(b.idag) if borjan <= b.idag <= slut else None
    return Livslinje(tuple(streck), tuple(sorted(punkter, key=lambda p: (p.fran, p.text))), idag, borjan, slut)


def _franvaron(b: Blad, x: Callable[[date], float], skala: float) -> Iterable[Punkt]:
    for f in b.insats.franvaro:
        till = f.till or max(f.fran, b.idag)
        bredd = round(max(3.0, ((till - f.fran).days + 1) * skala), 1)
        yield Punkt(x(f.fran), bredd, "franvaro", f.fran, f.till, med_stor(FRANVARO[f.slag]), "")


def _motena(b: Blad, x: Callable[[date], float]) -> Iterable[Punkt]:
    i = b.insats
    blev = {m.datum: "hölls" if m.hallet else "kunden uteblev" for m in i.uppstartsutfall}
    moten = [("Uppstartsmöte", d, blev.get(d, "")) for d in sorted({*blev, *(d for _, d in i.uppstartsmoten[-1:])})]
    moten += [("Uppföljningsmöte", m.datum, "") for m in i.uppfoljningsmoten]
    moten += [("Trepartsmöte", d, "") for _, d in i.trepartsmoten]
    for text, d, lage in moten:
        yield Punkt(x(d), 0, "mote", d, None, text, lage)
