"""Values that the municipality has decided in the service: an edition like those on disk (K16.5).

Pure: the rules of the files and the values that have been attested, put together. A file that says otherwise of a day
that is decided is wrong, and is told of by name of key and day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.regler.nycklar import slag_for
from domain.regler.provning import kontrollera_helhet
from domain.regler.regelverk import Parameter, Regelverk, SaknarRegel
from domain.regler.varde import FelIRegelverk, Innehall, Varde


@dataclass(frozen=True, slots=True)
class BeslutatVarde:
    """A value as it was attested, in the order that they were; ``varde`` None strikes the one of that first day.

    beslut: the decision's reference. till: the last day; None is until further notice.
    """

    utgava: str
    beslut: str
    nyckel: str
    fran: date
    till: date | None
    varde: Innehall | None


def med_beslutade(grund: Regelverk, beslutade: Iterable[BeslutatVarde]) -> Regelverk:
    """The rules of the files (``grund``) with what has been decided; of two with one first day the later counts.

    Raises: FelIRegelverk; the files say otherwise of a decided day, or what is decided overlaps or leaves a gap.
    """
    alla = list(beslutade)
    galler = {(b.nyckel, b.fran): b for b in alla}
    regelverk = grund
    for b in sorted(galler.values(), key=lambda b: (b.fran, b.nyckel)):
        pa_disk = _pa_disk(grund, b)
        if pa_disk is not None:
            _prova_filen(grund, b, pa_disk)
        elif b.varde is not None:
            if b.utgava in grund.utgavor:
                raise FelIRegelverk(_filerna(grund), b.nyckel, f"värdet från {b.fran} saknas, {_beslutat(b)}")
            p = replace(_parameter(grund, b), varden=(Varde(b.fran, b.till, b.varde),))
            regelverk = regelverk.tillfor((p,), b.utgava, f"beslutet {b.beslut}")
    # Also one that nothing is left of: a case that has it is to be told what took its place (``att_infora``).
    regelverk = replace(regelverk, utgavor=tuple(dict.fromkeys((*grund.utgavor, *(b.utgava for b in alla)))))
    kontrollera_helhet(regelverk, {})
    return regelverk


def _pa_disk(grund: Regelverk, b: BeslutatVarde) -> Varde | None:
    return next((v for v in _parameter(grund, b).varden if v.fran == b.fran), None)


def _parameter(grund: Regelverk, b: BeslutatVarde) -> Parameter:
    try:
        return grund.parameter(b.nyckel)
    except SaknarRegel:
        raise FelIRegelverk(f"beslutet {b.beslut}", b.nyckel, "regelverket har ingen sådan regel") from None


def _prova_filen(grund: Regelverk, b: BeslutatVarde, pa_disk: Varde) -> None:
    """What stood until further notice in a file may have been ended there by a later value."""
    if pa_disk.varde != b.varde or (b.till is not None and pa_disk.till != b.till):
        star = f"{pa_disk.varde} {pa_disk}"
        raise FelIRegelverk(_filerna(grund), b.nyckel, f"{star} skiljer sig från det som gäller, {_beslutat(b)}")


def _beslutat(b: BeslutatVarde) -> str:
    if b.varde is None:
        return f"struket från {b.fran} genom beslutet {b.beslut} (utgåva {b.utgava})"
    return f"{b.varde} {Varde(b.fran, b.till, b.varde)} genom beslutet {b.beslut} (utgåva {b.utgava})"


def _filerna(grund: Regelverk) -> str:
    return f"filerna med utgåva {', '.join(grund.utgavor)}"


def prova_nya(regelverk: Regelverk, nya: tuple[Parameter, ...], utgava: str, utgar: Iterable[tuple[str, date]]) -> None:
    """Whether an edition can be laid on the rules in force, ``utgar`` struck (key and first day).

    Raises: FelIRegelverk; a first day has a value already, or values overlap or leave a gap.
    """
    bort = set(utgar)
    for p in nya:
        finns = {v.fran for v in regelverk.parameter(p.nyckel).varden}
        for v in p.varden:
            if v.fran in finns and (p.nyckel, v.fran) not in bort:
                raise FelIRegelverk(utgava, p.nyckel, f"har redan ett värde från {v.fran}")
    ersatta = {(p.nyckel, v.fran) for p in nya for v in p.varden}
    kontrollera_helhet(regelverk.rattat(nya, utgava, bort - ersatta), {})


def las_varde(nyckel: str, text: str) -> object:
    """A value as staff write it on one line, in the form that an edition's file has; what is no such is left as it is.

    A number is written in figures, a choice ``ja`` or ``nej``, an amount with comma or point, a list with commas
    between, a table as ``ord: ord`` with commas between, periods as ``ord: första dagen/sista dagen`` likewise.
    """
    slag, text = slag_for(nyckel), text.strip()
    match slag.form if slag else None:
        case "tal" if text.isascii() and text.isdecimal():
            return int(text)
        case "ja_nej" if text in ("ja", "nej"):
            return text == "ja"
        case "belopp":
            return "".join(text.replace(",", ".").split()).removesuffix("kr")
        case "lista":
            return [del_.strip() for del_ in text.split(",")]
        case "tabell" | "perioder":
            par = (del_.partition(":") for del_ in text.split(","))
            return {a.strip(): b.strip() for a, _, b in par}
    return text
