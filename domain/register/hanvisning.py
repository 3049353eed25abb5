"""§4.1: what lies outside the anordnare's commission, and where to refer it (K4.4).

A table to read, as data; found by parts of words, in capitals or not, with or without the dots and rings of å ä ö.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from domain.regler.varde import FelIRegelverk
from domain.skeende.form import pa_svenska
from domain.skeende.kommando import Indata

Text = Annotated[str, Field(min_length=1)]


class Hanvisning(Indata):
    """A question and where to take it.

    Attributes:
        fraga: what the kund asks for or needs.
        till: where to refer it.
        hur: what is to be known besides; ``lank`` an address that the routine gives.
        sokord: what one who searches may write.
        status: ``faststalld`` when the routine itself says where, ``tolkning`` where we read it so.
    """

    fraga: Text
    till: Text
    hur: Text | None = None
    lank: Annotated[str, Field(pattern=r"^https://\S+$")] | None = None
    sokord: tuple[Text, ...] = ()
    paragraf: Annotated[str, Field(pattern=r"^§[0-9]+(\.[0-9]+)*$")]
    krav: Annotated[str, Field(pattern=r"^K[0-9]+\.[0-9]+$")]
    status: Literal["faststalld", "tolkning"]


def skapa_hanvisningar(fil: str, innehall: Mapping[str, object]) -> tuple[Hanvisning, ...]:
    """The table of a parsed file, in its own order.

    Raises:
        FelIRegelverk: naming the file, the row and what is wrong.
    """
    rader = innehall.get("hanvisning")
    if not isinstance(rader, list) or not rader or innehall.keys() - {"hanvisning"}:
        raise FelIRegelverk(fil, "[[hanvisning]]", "filen ska ha hänvisningar och inget annat")
    alla: dict[str, Hanvisning] = {}
    for nr, rad in enumerate(rader, start=1):
        try:
            h = Hanvisning.model_validate(rad)
        except ValidationError as fel:
            forsta = fel.errors()[0]
            plats = ".".join(str(del_) for del_ in forsta["loc"])
            raise FelIRegelverk(fil, f"hänvisning nr {nr}", f"{plats}: {pa_svenska(forsta)}") from None
        if h.fraga in alla:
            raise FelIRegelverk(fil, f"hänvisning nr {nr}", "frågan står redan på en tidigare rad")
        alla[h.fraga] = h
    return tuple(alla.values())


def sok(hanvisningar: Iterable[Hanvisning], text: str) -> list[Hanvisning]:
    """Those that have every word of ``text`` as a part of some word; first those that have them in the question."""
    ord_ = _enkel(text).split()
    traffar = [h for h in hanvisningar if all(o in _allt(h) for o in ord_)]
    return sorted(traffar, key=lambda h: not all(o in _enkel(h.fraga) for o in ord_))


def _allt(h: Hanvisning) -> str:
    return _enkel("\n".join((h.fraga, h.till, h.hur or "", *h.sokord)))


def _enkel(text: str) -> str:
    """Small letters without dots, rings and accents."""
    return "".join(t for t in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(t))
