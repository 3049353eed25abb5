"""CSV that Swedish Excel opens as it is: UTF-8 with a mark, semicolons, decimal comma."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TextIO

from domain.grund.text import synligt
from domain.tid.tidpunkt import STOCKHOLM

_FORMEL = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""


def cell(varde: object) -> str:
    """A value as the cell it becomes; text that looks like a formula is kept from being one."""
    match varde:
        case None:
            return ""
        case bool():
            return "ja" if varde else "nej"
        case Decimal():
            return f"{varde:f}".replace(".", ",")
        case int():
            return str(varde)
        case datetime():
            return f"{varde.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"
        case date():
            return varde.isoformat()
    text = synligt(str(varde))
    return f"'{text}" if text.startswith(_FORMEL) else text


def skriv(fil: TextIO, kolumner: Sequence[str], rader: Iterable[Sequence[object]]) -> int:
    """Write a heading and rows, one at a time, to a file without newline translation; returns the number of rows."""
    ut = csv.writer(fil, delimiter=";", lineterminator="\r\n")
    ut.writerow(kolumner)
    antal = 0
    for rad in rader:
        ut.writerow([cell(v) for v in rad])
        antal += 1
    return antal


def som_bytes(kolumner: Sequence[str], rader: Iterable[Sequence[object]]) -> bytes:
    """A whole file, as it stands on disk."""
    ut = io.StringIO(newline="")
    skriv(ut, kolumner, rader)
    return ut.getvalue().encode("utf-8-sig")
