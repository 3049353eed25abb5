"""The year's cells counted (K16.3): from groups of what is alike, with their sums, and which must be hidden.

The database groups what is alike; what a group counts as is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from domain.grund.parter import Roll
from domain.kapitel.alla import SLAGEN
from domain.kvalitet.namnd import (
    ALLA,
    AVSLUTADE,
    BEVILJADE,
    ERSATTA,
    INSATSER,
    INTE_NATT,
    KUNDVAL,
    MAL,
    OKANT,
    PAGAENDE,
    SIDOR,
    SLUT,
    STEG,
    TID,
    UTAN_SORT,
    Budget,
    Kostnad,
    Kostnadsgrupp,
    Namndgrupp,
    Namndstatistik,
    Ruta,
)
from domain.kvalitet.nyckeltal import Bevakningsgrupp
from domain.kvalitet.rakning import bedom
from domain.kvalitet.rojande import Likhet, dolj
from domain.tid.period import Period


def rakna(
    period: Period,
    minst: int,
    *,
    insatser: Iterable[Namndgrupp],
    kostnader: Iterable[Kostnadsgrupp],
    bevakningar: Iterable[Bevakningsgrupp],
    budget: Iterable[Budget] = (),
    intern: bool = False,
) -> Namndstatistik:
    """The year's cells with their sums, and which of them must be hidden."""
    tal: Counter[Ruta] = Counter()
    dagar: Counter[Ruta] = Counter()
    kronor: dict[Ruta, Kostnad] = {}
    for g in insatser:
        for matt, sort in _raknas_som(g):
            for r in _rutor(matt, g.insats, g.malgrupp, sort):
                tal[r] += g.antal
                if matt == MAL:
                    dagar[r] += g.dagar
    for k in kostnader:
        for r in _rutor(ERSATTA, k.insats, k.malgrupp):
            tal[r] += k.antal
            kronor[r] = kronor.get(r, Kostnad()) + Kostnad(k.utbetalt, k.upparbetat)
    for b in bevakningar:
        for r in _i_tid(b):
            tal[r] += b.antal
    dolda = dolj(_alla_tal(tal), list(_likheter(tal)), minst)
    senaste = {b.kundval: b for b in budget}
    return Namndstatistik(period, minst, tal, kronor, dagar, dolda, senaste, intern)


def _raknas_som(g: Namndgrupp) -> Iterator[tuple[str, str]]:
    if g.beviljad:
        yield BEVILJADE, ""
    if g.pagaende:
        yield PAGAENDE, ""
    if g.avslutad:
        yield AVSLUTADE, ""
        yield SLUT, f"{g.form}:{g.orsak or ''}"
        sort = INTE_NATT if g.natt is False else OKANT if g.natt is None else g.mal or UTAN_SORT
        yield MAL, sort
        if sort == "stegforflyttning":
            yield STEG, f"{g.insats}:{g.steg_till or ''}"


def _rutor(matt: str, insats: str, malgrupp: str, sort: str = "") -> Iterator[Ruta]:
    """The cell and the sums that it is in; of how it ended there is none by insats and målgrupp at once."""
    if matt == STEG:
        yield Ruta(matt, sort=sort)
        return
    i = (insats, insats[:3], ALLA)
    yield from (Ruta(matt, x, ALLA, sort) for x in i)
    for x in (ALLA,) if sort else i:
        yield Ruta(matt, x, malgrupp, sort)


def _i_tid(b: Bevakningsgrupp) -> Iterator[Ruta]:
    if (bedomning := bedom(b)) is None or SLAGEN[b.slag].avvikelse == "aldrig":
        return
    sida = "anordnarna" if (b.passerad_hos or b.ansvarig) is Roll.ANORDNARE else "kommunen"
    for slag in (b.slag, ALLA):
        for vad in (bedomning, ALLA):
            yield Ruta(TID, sida, slag, vad)


def _alla_tal(tal: Mapping[Ruta, int]) -> dict[Ruta, int]:
    """Also of those that are none, which the sums name."""
    return {r: 0 for summa, delar in _likheter(tal) for r in (summa, *delar)} | dict(tal)


def _likheter(tal: Mapping[Ruta, int]) -> Iterator[Likhet[Ruta]]:
    """Every sum that a reader knows of."""
    grupper = sorted({r.malgrupp for r in tal if r.matt != TID and r.malgrupp != ALLA})
    sorter = {m: sorted({r.sort for r in tal if r.matt == m}) for m in (SLUT, MAL, STEG)}
    for matt in (BEVILJADE, PAGAENDE, AVSLUTADE, ERSATTA):
        for g in (*grupper, ALLA):
            yield from _over_insatser(matt, g)
        for i in (*INSATSER, *KUNDVAL, ALLA):
            yield Ruta(matt, i), [Ruta(matt, i, g) for g in grupper]
    for matt in (SLUT, MAL):
        for sort in sorter[matt]:
            yield from _over_insatser(matt, ALLA, sort)
            yield Ruta(matt, sort=sort), [Ruta(matt, ALLA, g, sort) for g in grupper]
        for i in (*INSATSER, *KUNDVAL, ALLA):
            yield Ruta(AVSLUTADE, i), [Ruta(matt, i, ALLA, s) for s in sorter[matt]]
        for g in grupper:
            yield Ruta(AVSLUTADE, ALLA, g), [Ruta(matt, ALLA, g, s) for s in sorter[matt]]
    for i in INSATSER:
        if steg := [Ruta(STEG, sort=s) for s in sorter[STEG] if s.startswith(f"{i}:")]:
            yield Ruta(MAL, i, ALLA, "stegforflyttning"), steg
    for sida in SIDOR:
        slagen = sorted({r.malgrupp for r in tal if r.matt == TID and r.insats == sida} - {ALLA})
        for slag in (*slagen, ALLA):
            yield Ruta(TID, sida, slag, ALLA), [Ruta(TID, sida, slag, b) for b in ("i_tid", "sena", "saknade")]
        for b in ("i_tid", "sena", "saknade", ALLA):
            yield Ruta(TID, sida, ALLA, b), [Ruta(TID, sida, slag, b) for slag in slagen]


def _over_insatser(matt: str, malgrupp: str, sort: str = "") -> Iterator[Likhet[Ruta]]:
    yield Ruta(matt, ALLA, malgrupp, sort), [Ruta(matt, k, malgrupp, sort) for k in KUNDVAL]
    for k in KUNDVAL:
        yield Ruta(matt, k, malgrupp, sort), [Ruta(matt, i, malgrupp, sort) for i in INSATSER if i[:3] == k]
