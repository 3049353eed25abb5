"""The payment basis of one anordnare: its facts (K14.6)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from domain.tid.manad import Manad
from persistence.betalning import lasning
from persistence.betalning.lasning import Betalningsrad, InnehallenRad, Manadsprocess, R
from persistence.betalning.stangning import Anordnartotal

_LANGSTA_FILNAMN = 80
"""Letters; a file system counts bytes, of which a Swedish one takes two."""


@dataclass(frozen=True, slots=True)
class Underlag:
    """What a payment basis is made of; its rows are read when they are written."""

    motor: Engine
    manad: Manad
    stangd: datetime
    total: Anordnartotal
    process: Manadsprocess | None

    @property
    def anordnare(self) -> str:
        """Whose part of the month it is."""
        return self.total.anordnare

    @property
    def attesterad(self) -> bool:
        """Whether two have signed the month."""
        return self.process is not None and self.process.status == "attesterad"

    @property
    def filnamn(self) -> str:
        """A name for its files, without the ending, that every file system takes and no other anordnare has."""
        namn_ = re.sub(r"[^\w .-]", "_", self.anordnare)[:_LANGSTA_FILNAMN].strip(" .")
        if namn_ != self.anordnare:
            namn_ = f"{namn_} {zlib.crc32(self.anordnare.encode()):08x}"
        return f"betalning {self.manad} {namn_}"

    def rader(self) -> Iterator[Betalningsrad]:
        """What is paid, a row at a time."""
        return lasning.rader(self.motor, self.manad, self.anordnare)

    def innehallna(self) -> Iterator[InnehallenRad]:
        """What is not, and why, a row at a time."""
        return lasning.innehallna(self.motor, self.manad, self.anordnare)

    def sida(self, typ: type[R], efter: int, antal: int) -> list[tuple[int, R]]:
        """A page of either, each row with its place in it; ``efter`` is where the page before ended, or -1."""
        return lasning.radsida(self.motor, typ, self.manad, self.anordnare, efter, antal)


def las(motor: Engine, manad: Manad) -> Iterator[Underlag]:
    """The payment bases of a closed month, by anordnare; none if it is not closed. Raises: DatabasFel."""
    if (stangd := lasning.stangning(motor, manad)) is None:
        return
    process = lasning.process_for(motor, manad)
    for total in stangd.totaler:
        yield Underlag(motor, manad, stangd.stangd, total, process)
