"""Import of a CSV file to a register: every fault is named by row and column, and it is all or nothing.

What a register needs is described in an ``Importsort``: its columns, what a row and the rows together must meet, and
how they are moved from the temporary table. No message repeats a value, since a file is full of personal data (K3.3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from domain.grund.avvisning import Avvisning
from persistence.databas.massinlasning import Inlasning, Traffar, Utfall, inlasning
from starter.stod.filer import csvfil
from starter.stod.filer.csvfil import Kalla

SPARADE_FEL = 1000
"""So many faults are kept to be shown; all are counted."""
_VAR_NTE_RAD = 500
"""How often progress is told of."""

Framsteg = Callable[[str, int, int], None]
"""Is told what is being done, and how much of how much is done."""


@dataclass(frozen=True)
class Kolumn:
    """A column of the file, and of the temporary table.

    Attributes:
        namn: in the header; letters a–z, digits and _.
        regel: the krav that a fault in it is shown under.
        las: the value of a field that is not empty; raises ValueError with a Swedish sentence that does not repeat
            the value, or Avvisning for a rule of its own. ``starter.stod.filer.csvfalt`` has the common ones.
        typ: SQL type of the temporary table's column.
        kravs: the column must be in the header.
        far_vara_tom: an empty field is None, not a fault.
    """

    namn: str
    regel: str
    las: Callable[[str], Any]
    typ: str = "text"
    kravs: bool = True
    far_vara_tom: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Radfel:
    """A fault: row number in the file (the header is 1), column, krav, and a Swedish sentence without the value."""

    rad: int
    kolumn: str
    regel: str
    text: str


@dataclass
class Felsamling:
    """The faults of a file: the first ones, and how many they are."""

    fel: list[Radfel] = field(default_factory=list)
    antal: int = 0

    def lagg_till(self, rad: int, kolumn: str, regel: str, text: str) -> None:
        """Note what stands against a row: the column, the rule and a Swedish sentence."""
        self.antal += 1
        if len(self.fel) < SPARADE_FEL:
            self.fel.append(Radfel(rad, kolumn, regel, text))

    def lagg_till_alla(self, traffar: Traffar, kolumn: str, regel: str, text: str) -> None:
        """The rows that a set-based check found."""
        for rad in traffar.rader:
            self.lagg_till(rad, kolumn, regel, text)
        self.antal += traffar.antal - len(traffar.rader)


class FelIImport(Exception):
    """The file has faults and nothing has been imported. ``fel`` are the first of them by row, ``antal`` how many."""

    def __init__(self, fil: str, fel: Sequence[Radfel], antal: int) -> None:
        self.fel, self.antal = fel, antal
        vad = "1 fel" if antal == 1 else f"{antal} fel"
        super().__init__(f"{fil}: {vad}; ingenting är importerat")


@dataclass(frozen=True)
class Importsort:
    """What a register needs of a file.

    Attributes:
        namn: what is imported, in Swedish plural (``kunder``).
        kolumner: in the order that they are shown.
        flytta: moves the rows from the temporary table; is given the loading and the columns that the file has.
        slutfor_rad: completes or judges a row as a whole, after its fields were read without fault; raises Avvisning
            with the column as ``falt``.
        prova: judges the rows as a set and adds faults; is given the loading, the columns and where faults go.
        harledda: further columns of the temporary table that ``slutfor_rad`` fills in: name → SQL type.
        anteckna: writes down, in a transaction of its own, what is to stand in the log whatever became of the file.
    """

    namn: str
    kolumner: tuple[Kolumn, ...]
    flytta: Callable[[Inlasning, frozenset[str]], Utfall]
    slutfor_rad: Callable[[dict[str, Any]], None] | None = None
    prova: Callable[[Inlasning, frozenset[str], Felsamling], None] | None = None
    harledda: Mapping[str, str] = field(default_factory=dict)
    anteckna: Callable[[Engine], None] | None = None


def importera(
    motor: Engine, fil: Path, sort: Importsort, *, torrkor: bool = False, framsteg: Framsteg = lambda *_: None
) -> Utfall:
    """``las_in``, of a file on this machine."""
    with csvfil.fran_disk(fil) as kalla:
        return las_in(motor, kalla, sort, torrkor=torrkor, framsteg=framsteg)


def las_in(
    motor: Engine, kalla: Kalla, sort: Importsort, *, torrkor: bool = False, framsteg: Framsteg = lambda *_: None
) -> Utfall:
    """Import a file, all of it or nothing; the same file again changes nothing.

    Args:
        torrkor: do it all, tell what it came to, and undo it.

    Raises:
        FelIImport: rows have faults; nothing has been imported.
        Avvisning: the file cannot be read as CSV, or its columns are not those of the register.
        DataFel, DatabasFel: from the database; nothing has been imported.
    """
    try:
        return _las_in(motor, kalla, sort, torrkor, framsteg)
    finally:
        if sort.anteckna:
            sort.anteckna(motor)


def _las_in(motor: Engine, kalla: Kalla, sort: Importsort, torrkor: bool, framsteg: Framsteg) -> Utfall:
    kolumner = {k.namn: k for k in sort.kolumner}
    kravs = [k.namn for k in sort.kolumner if k.kravs]
    typer = {k.namn: k.typ for k in sort.kolumner} | dict(sort.harledda)
    samling = Felsamling()
    oppen = csvfil.oppna(kalla, list(kolumner), kravs)
    with inlasning(motor, sort.namn, typer, torrkor=torrkor) as i:
        har = frozenset(oppen.kolumner)
        i.kopiera(_rader(oppen, kolumner, tuple(typer), sort, samling, framsteg))
        framsteg("prövar", oppen.storlek, oppen.storlek)
        if sort.prova:
            sort.prova(i, har, samling)
        if samling.antal:
            raise FelIImport(kalla.namn, sorted(samling.fel), samling.antal)
        framsteg("skriver", oppen.storlek, oppen.storlek)
        return sort.flytta(i, har)


def _rader(
    oppen: csvfil.Csvfil, kolumner: Mapping[str, Kolumn], ut: tuple[str, ...], sort: Importsort, samling: Felsamling,
    framsteg: Framsteg,
) -> Iterator[list[Any]]:  # fmt: skip
    """The rows without faults of their own, in the temporary table's order; the faults go to ``samling``."""
    i_filen = [kolumner[namn] for namn in oppen.kolumner]
    for antal, (nr, falt) in enumerate(oppen):
        if antal % _VAR_NTE_RAD == 0:
            framsteg("läser", oppen.last, oppen.storlek)
        if len(falt) != len(i_filen):
            text = f"raden har {len(falt)} fält, rubriken {len(i_filen)}"
            samling.lagg_till(nr, "hela raden", csvfil.FORM, text)
            continue
        fore, rad = samling.antal, {}
        for k, text in zip(i_filen, falt, strict=True):
            rad[k.namn] = _varde(k, text.strip(), nr, samling)
        if samling.antal == fore and sort.slutfor_rad:
            try:
                sort.slutfor_rad(rad)
            except Avvisning as fel:
                samling.lagg_till(nr, fel.falt or "hela raden", fel.regel, fel.text)
        if samling.antal == fore:
            yield [nr, *(rad.get(namn) for namn in ut)]


def _varde(k: Kolumn, text: str, nr: int, samling: Felsamling) -> Any:
    if not text:
        if not k.far_vara_tom:
            samling.lagg_till(nr, k.namn, k.regel, "fältet är tomt")
        return None
    try:
        return k.las(text)
    except Avvisning as fel:
        samling.lagg_till(nr, k.namn, fel.regel, fel.text)
    except ValueError as fel:
        samling.lagg_till(nr, k.namn, k.regel, str(fel))
    return None
