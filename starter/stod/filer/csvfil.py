"""A CSV file as staff's programs write it: UTF-8, ``;`` or ``,``, a row of column names – read in flat memory."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from domain.grund.avvisning import Avvisning

_LANGSTA_RAD = 1 << 20
"""Bytes. What is longer is no row of a register but a file of another kind."""
_AAO = str.maketrans("åäöÅÄÖ", "aaoAAO")
_VARFOR: dict[type[OSError], str] = {
    FileNotFoundError: "den finns inte",
    IsADirectoryError: "det är en katalog",
    PermissionError: "du har inte rätt att läsa den",
}
FORM = "K0.6"
"""The krav that a file is refused under for its form, as a kommando is."""


@dataclass
class Csvfil:
    """An open file after its header.

    Attributes:
        kolumner: the header's names in order, as the register writes them (``Född datum`` → ``fodd_datum``).
        last: bytes read so far; ``storlek`` is all of them.
    """

    kolumner: Sequence[str]
    storlek: int
    _lasare: Iterator[list[str]] = field(repr=False)
    _rader: _Rader = field(repr=False)

    @property
    def last(self) -> int:
        """How many bytes have been read."""
        return self._rader.last

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with their line numbers in the file, empty rows left out.

        Raises: Avvisning, naming the line, where the file is no longer UTF-8 or no longer CSV.
        """
        while (rad := _nasta(self._lasare, self._rader)) is not None:
            nr, varden = rad
            if any(varden):
                yield nr, varden


@dataclass(frozen=True, slots=True)
class Kalla:
    """Where a file is read from: what it is called where a fault is told, and its bytes, from the first one."""

    namn: str
    strom: BinaryIO
    storlek: int


@contextmanager
def fran_disk(fil: Path) -> Iterator[Kalla]:
    """A file of this machine's. Raises: Avvisning, K0.6; it cannot be read."""
    try:
        strom = fil.open("rb")
    except OSError as fel:
        varfor = next((text for typ, text in _VARFOR.items() if isinstance(fel, typ)), "den går inte att öppna")
        raise Avvisning(FORM, f"filen går inte att läsa: {varfor}", fil.name) from None
    with strom:
        yield Kalla(fil.name, strom, fil.stat().st_size)


def oppna(kalla: Kalla, tillatna: Sequence[str], kravs: Sequence[str]) -> Csvfil:
    """Hold a file's header against the columns that are allowed, and those that must be there.

    Raises: Avvisning, K0.6, which names the file's fault: empty, columns missing, unknown or doubled.
    """
    rader = _Rader(kalla.strom)
    rubrik = next(rader, None)
    if rubrik is None or not rubrik.strip():
        raise Avvisning(FORM, "filen är tom; första raden ska vara kolumnernas namn", kalla.namn)
    rader.backa(rubrik)
    lasare = csv.reader(rader, delimiter=";" if ";" in rubrik else ",", strict=True)
    forsta = _nasta(lasare, rader)
    assert forsta is not None
    kolumner = [_kolumnnamn(namn) for namn in forsta[1]]
    _prova_rubrik(kalla.namn, kolumner, tillatna, kravs)
    return Csvfil(kolumner, kalla.storlek, lasare, rader)


def _prova_rubrik(fil: str, kolumner: Sequence[str], tillatna: Sequence[str], kravs: Sequence[str]) -> None:
    fel = []
    if saknas := [k for k in kravs if k not in kolumner]:
        fel.append(f"kolumner saknas: {', '.join(saknas)}")
    if not set(kolumner) & set(tillatna):  # a row of persons, it may be: it is not repeated (K3.3)
        fel.append("första raden är inte kolumnernas namn")
    elif okanda := [k or "(utan namn)" for k in dict.fromkeys(kolumner) if k not in tillatna]:
        fel.append(f"okända kolumner: {', '.join(okanda)}")
    if dubbla := [k for k in dict.fromkeys(kolumner) if k in tillatna and kolumner.count(k) > 1]:
        fel.append(f"kolumner som står flera gånger: {', '.join(dubbla)}")
    if fel:
        raise Avvisning(FORM, f"{'; '.join(fel)}. Kolumnerna är {', '.join(tillatna)}", fil)


def _kolumnnamn(text: str) -> str:
    return "_".join(text.casefold().translate(_AAO).replace("-", " ").split())


def _nasta(lasare: Iterator[list[str]], rader: _Rader) -> tuple[int, list[str]] | None:
    """The next row, with the number of the line that it begins on; None after the last."""
    nr = rader.nr + 1
    try:
        return nr, next(lasare)
    except StopIteration:
        return None
    except csv.Error:
        text = f"rad {nr} är inte CSV: ett citattecken saknas, eller står mitt i ett fält"
        raise Avvisning(FORM, text, "filen") from None


class _Rader(Iterator[str]):
    """The file's lines as text, one at a time; ``nr`` is the number of the last one, ``last`` the bytes read."""

    def __init__(self, strom: BinaryIO) -> None:
        self._strom = strom
        self._kvar: str | None = None
        self.nr = 0
        self.last = 0

    def __next__(self) -> str:
        if self._kvar is not None:
            rad, self._kvar = self._kvar, None
        else:
            rad = self._las()
        self.nr += 1
        return rad

    def backa(self, rad: str) -> None:
        """Put back the line that was read last."""
        self._kvar = rad
        self.nr -= 1

    def _las(self) -> str:
        bytes_ = self._strom.readline(_LANGSTA_RAD)
        if not bytes_:
            raise StopIteration
        nr = self.nr + 1
        if len(bytes_) == _LANGSTA_RAD:
            raise Avvisning(FORM, f"rad {nr} är längre än {_LANGSTA_RAD} tecken; är det en CSV-fil?", "filen")
        try:
            # Programs on Windows put a mark of three bytes first, which is no part of the first name.
            rad = bytes_.decode("utf-8-sig" if self.last == 0 else "utf-8")
        except UnicodeDecodeError:
            text = f"rad {nr} är inte UTF-8; spara filen som ”CSV UTF-8” och försök igen"
            raise Avvisning(FORM, text, "filen") from None
        if "\0" in rad:
            raise Avvisning(FORM, f"rad {nr} innehåller tecken som inte hör hemma i en textfil", "filen")
        self.last += len(bytes_)
        return rad
