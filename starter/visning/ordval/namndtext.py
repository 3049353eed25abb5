"""The nämnd's statistics as tables of words (K16.3): the same on the screen, in a page and in a file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from domain.grund.ord import FORM, INSATSMAL, MALGRUPP, ORSAK
from domain.grund.ordval import med_stor
from domain.grund.pengar import kronor
from domain.kapitel.alla import SLAGEN
from domain.kvalitet.namnd import (
    ALLA,
    AVSLUTADE,
    BEVILJADE,
    INSATSER,
    INTE_NATT,
    KUNDVAL,
    MAL,
    MALGRUPPER,
    OKANT,
    PAGAENDE,
    SIDOR,
    SLUT,
    STEG,
    UTAN_SORT,
    Kostnad,
    Namndstatistik,
    Ruta,
    i_tid_slag,
    punktlighet,
)
from domain.kvalitet.nyckeltal import Andel
from domain.tid.manad import manad, namn
from domain.tid.tidpunkt import datum
from starter.stod.filer import csvut
from starter.visning.ordval.kvalitetstext import heltal

DOLT = ".."
"""Stands for a number that is not told."""
ANTAL = {BEVILJADE: "Beviljade", PAGAENDE: "Pågående", AVSLUTADE: "Avslutade"}
MALORD = {**INSATSMAL, UTAN_SORT: "nått, utan uppgift om vilket", INTE_NATT: "inte nått", OKANT: "utan uppgift"}

DEFINITIONER = (
    f"{DOLT} betyder att talet är litet, eller att ett litet tal skulle kunna räknas ut av det. Noll visas.",
    "Beviljade: insatser som aktualiserades under året. Pågående: insatser som går vidare efter årets sista dag, eller "
    "efter gårdagen om året pågår. Avslutade: insatser med slutdatum under året. Återkallade räknas inte.",
    "Målgruppen är den som beslutet vilar på, som rättad (K5.6).",
    "Mål: karriärvägledarens beslut om avslut avgör; finns inget beslut avgör slutrapporten (K2.3). Tid till målet är "
    "insatsdagar från start till slut, i medeltal.",
    "Utbetalt: ersättning för årets månader som är utbetald. Upparbetat: ersättning för årets månader som har gått och "
    "inte är utbetald, också den som hålls inne.",
    "I tid: gjort senast fristens dag, av allt med frist under året. Det som upphörde innan det skulle göras räknas "
    "inte.",
)


@dataclass(frozen=True)
class Tabell:
    """A table: its heading, its columns, and its rows; the first cell of a row is what it is of."""

    namn: str
    rubrik: str
    kolumner: tuple[str, ...]
    rader: tuple[tuple[str, ...], ...]


def titel(s: Namndstatistik) -> str:
    """What the statistics are of."""
    return f"Nämndens statistik {s.period.fran.year}"


def underrubrik(s: Namndstatistik) -> str:
    """How far it has been counted, and what is not told."""
    till = s.period.till
    assert till is not None, "a year's period has an end"
    dagar = f"1 januari–{till.day} {namn(manad(till))} {till.year}"
    lag = "INTERNT: får inte lämnas ut" if s.intern else f"antal under {s.minst} visas inte"
    return f"Nacka kommun, kundval arbete och etablering · räknat {dagar} · {lag} · §1.1, K16.3"


def tabeller(s: Namndstatistik) -> list[Tabell]:
    """All of them, in the order that they are shown."""
    korsade = [_korstabell(s, m) for m in ANTAL]
    return [_insatser(s), _malgrupper(s), _budget(s), _slut(s), _mal(s), _steg(s), _i_tid(s), *korsade]


def antal(n: int | None) -> str:
    """A number as it is told."""
    return DOLT if n is None else heltal(n)


def _rad(s: Namndstatistik, namnet: str, insats: str, malgrupp: str = ALLA) -> tuple[str, ...]:
    k = s.kostnad(Ruta("", insats, malgrupp))
    return (namnet, *(antal(s.antal(Ruta(m, insats, malgrupp))) for m in ANTAL), *_kronor(k))


def _kronor(k: Kostnad | None) -> tuple[str, str]:
    return (DOLT, DOLT) if k is None else (kronor(k.utbetalt), kronor(k.upparbetat))


_OM_INSATSER = (*ANTAL.values(), "Utbetalt", "Upparbetat")


def _insatser(s: Namndstatistik) -> Tabell:
    rader: list[tuple[str, ...]] = []
    for k in KUNDVAL:
        rader += [_rad(s, i, i) for i in INSATSER if i.startswith(k)] + [_rad(s, f"{k} tillsammans", k)]
    return Tabell(
        "insatser", "Insatser och kostnad", ("Insats", *_OM_INSATSER), (*rader, _rad(s, "Alla", ALLA))
    )  # fmt: skip


def _malgrupper(s: Namndstatistik) -> Tabell:
    rader = (*(_rad(s, MALGRUPP[g], ALLA, g) for g in MALGRUPPER), _rad(s, "Alla", ALLA))
    return Tabell("malgrupper", "Målgrupper och kostnad", ("Målgrupp", *_OM_INSATSER), rader)


def _korstabell(s: Namndstatistik, matt: str) -> Tabell:
    rader = tuple(
        ("Alla" if i == ALLA else i, *(antal(s.antal(Ruta(matt, i, g))) for g in (*MALGRUPPER, ALLA)))
        for i in (*INSATSER, *KUNDVAL, ALLA)
    )
    kolumner = ("Insats", *(med_stor(MALGRUPP[g]) for g in MALGRUPPER), "Alla")
    return Tabell(matt, f"{ANTAL[matt]} per insats och målgrupp", kolumner, rader)


def _per_insats(s: Namndstatistik, matt: str, sort: str) -> tuple[str, ...]:
    return tuple(antal(s.antal(Ruta(matt, i, ALLA, sort))) for i in (*INSATSER, ALLA))


def slutord(sort: str) -> str:
    """How an insats ended, in words."""
    form, _, orsak = sort.partition(":")
    return FORM.get(form, form) + (f": {ORSAK.get(orsak, orsak)}" if orsak else "")


def _slut(s: Namndstatistik) -> Tabell:
    rader = tuple((slutord(sort), *_per_insats(s, SLUT, sort)) for sort in sorted(s.sorter(SLUT)))
    return Tabell(SLUT, "Så slutade insatserna", ("Form och orsak", *INSATSER, "Alla"), rader)


def _mal(s: Namndstatistik) -> Tabell:
    rader = []
    for sort in s.sorter(MAL):
        dagar = s.medeltid(Ruta(MAL, sort=sort))
        tid = "–" if sort in (INTE_NATT, OKANT) or dagar is None else f"{dagar} dagar"
        rader.append((MALORD.get(sort, sort), *_per_insats(s, MAL, sort), tid))
    return Tabell(MAL, "Mål", ("Mål", *INSATSER, "Alla", "Tid till målet"), tuple(rader))


def _steg(s: Namndstatistik) -> Tabell:
    rader = []
    for sort in s.sorter(STEG):
        fran, _, till = sort.partition(":")
        rader.append((f"{fran} till {till or 'okänd insats'}", antal(s.antal(Ruta(STEG, sort=sort)))))
    return Tabell(STEG, "Stegförflyttningar", ("Från och till", "Antal"), tuple(rader))


def _budget(s: Namndstatistik) -> Tabell:
    rader = []
    for k in KUNDVAL:
        b, kostnad = s.budget.get(k), s.kostnad(Ruta("", k))  # type: ignore[call-overload]
        kvar = kronor(b.belopp - kostnad.utbetalt - kostnad.upparbetat) if b and kostnad else DOLT if b else "–"
        beslut = f"{b.beslut}, införd {datum(b.tid)} av {b.av}" if b else "ingen budget införd"
        rader.append((k, kronor(b.belopp) if b else "–", *_kronor(kostnad), kvar, beslut))
    kolumner = ("Kundval", "Budget", "Utbetalt", "Upparbetat", "Kvar", "Beslut")
    return Tabell("budget", "Kostnad mot budget", kolumner, tuple(rader))


def _i_tid(s: Namndstatistik) -> Tabell:
    rader = []
    for sida in SIDOR:
        for slag in (*i_tid_slag(s, sida), ALLA):
            p = punktlighet(s, sida, slag)
            namnet = f"{med_stor(sida)}: {'allt' if slag == ALLA else SLAGEN[slag].rubrik.removesuffix(' på')}"
            rader.append((namnet, *(antal(p[d]) for d in ("i_tid", "sena", "saknade", "alla")), andel(p)))
    return Tabell("i_tid", "I tid", ("Vem och vad", "I tid", "Sena", "Saknas", "Alla", "Andel i tid"), tuple(rader))


def andel(p: Mapping[str, int | None]) -> str:
    """The share that was done in time, where both numbers are told."""
    if (gjort := p["i_tid"]) is None or (alla := p["alla"]) is None:
        return DOLT
    hela = Andel(gjort, alla).hela_procent
    return "–" if hela is None else f"{hela}\u00a0%"


def i_ord(s: Namndstatistik) -> Iterator[str]:
    """The tables as sentences, for those who do not see the picture."""
    for t in tabeller(s):
        for rad in t.rader:
            delar = (f"{k.lower()} {v}" for k, v in zip(t.kolumner[1:], rad[1:], strict=True))
            yield f"{t.rubrik}, {rad[0]}: {', '.join(delar)}."


_TAL = re.compile(r"(-?[0-9\u00a0 ]+(?:,[0-9]+)?)(?:[\u00a0 ]kr)?")


def _som_tal(ord_: str) -> object:
    """A number that a spreadsheet can add; what is none stays in words."""
    if not (m := _TAL.fullmatch(ord_.replace("\u2212", "-"))):
        return ord_
    return Decimal("".join(m[1].split()).replace(",", "."))


def som_csv(s: Namndstatistik) -> bytes:
    """A file for Excel: every table under its heading, then the definitions."""
    rader: list[tuple[object, ...]] = [(underrubrik(s),)]
    for t in tabeller(s):
        rader += [(), (t.rubrik,), t.kolumner, *((rad[0], *map(_som_tal, rad[1:])) for rad in t.rader)]
    ut = io.StringIO(newline="")
    csvut.skriv(ut, (titel(s),), [*rader, (), *((d,) for d in DEFINITIONER)])
    return ut.getvalue().encode("utf-8-sig")
