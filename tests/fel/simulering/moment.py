"""At which moments of the protocol faults have come: the step that somebody was at, and what happened to it there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fel.simulering.varlden import Agare, Arbete

_VARLDEN = "varlden.py"


def har(arbete: Arbete | None) -> str:
    """The step that is being taken just now: by a piece of work, or by whoever else has its turn."""
    return f"{arbete.vad if arbete else ''}:{_plats(sys._getframe(1))}"


def hos(agare: Agare) -> Iterator[str]:
    """The steps that one is at: where each piece of its work stands, or has been left; that it is at rest, if it is."""
    steg = [f"{arbete.vad}:{_plats(arbete.star)}" for arbete in agare.arbeten]
    yield from steg or ["i vila"]


def _plats(ram: FrameType | None) -> str:
    """By which calls one has come there, and in a walk to the database, at which of its statements."""
    vag: list[str] = []
    while ram is not None:
        kod = ram.f_code
        if kod.co_filename.endswith(_VARLDEN):
            if kod.co_name in {"_kor", "kor"}:
                break
        elif kod.co_name == "_ga_igenom":
            vag.append(f"sats {len(ram.f_locals['svar'])}")
        elif "/contextlib" not in kod.co_filename and "/mock" not in kod.co_filename:
            vag.append(f"{kod.co_name} {ram.f_lineno}")
        ram = ram.f_back
    return " < ".join(vag)
