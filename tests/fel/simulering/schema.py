"""Which schedule it is: a life, an order that things happen in, and where it goes another way than that order alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

GLOMD, LANGSAM, ORO = "uppgiftens svar kommer aldrig fram", "ett steg är långsamt", "något händer en arbetare"
_LUTNINGAR: tuple[Mapping[str, float], ...] = (
    {},
    {GLOMD: 25, LANGSAM: 3},
    {"databasen svarar inte": 5, "förbindelsen bryts före commit": 4, "commit skickad, svaret borta": 4},
    {ORO: 4},
)
_NAMN = re.compile(r"(\d{1,9})(?:\.(\d{1,9}))?((?:-\d{1,9})*)")


@dataclass(frozen=True, slots=True)
class Schema:
    """``17.3-132-240``: life 17 in order 3, which goes another way at its point 132, and that again at its point 240.

    A life is what is said in it and when (``liv``). In order 0 no fault comes by chance, in any other they do. From
    each point that is named on chance is drawn anew, by the name that far; so the name says every choice there is.
    """

    liv: int
    ordning: int = 0
    avvikelser: tuple[int, ...] = ()

    def __str__(self) -> str:
        return "-".join([f"{self.liv}.{self.ordning}", *(str(n) for n in self.avvikelser)])

    @classmethod
    def tolka(cls, text: str) -> Schema:
        """The inverse of ``str``; order 0 may be left out. Raises: ValueError; the points rise from 1."""
        if (traff := _NAMN.fullmatch(text)) is None:
            raise ValueError(f"inget schema: {text}")
        liv, ordning, rest = traff.groups()
        avvikelser = [int(n) for n in rest.split("-")[1:]]
        if avvikelser != sorted({n for n in avvikelser if n}):
            raise ValueError(f"inget schema: {text}")
        return cls(int(liv), int(ordning or 0), tuple(avvikelser))

    def avviker(self, punkt: int) -> Schema:
        """The same that far, and from there another."""
        return Schema(self.liv, self.ordning, (*self.avvikelser, punkt))

    @property
    def lugnt(self) -> bool:
        """No fault comes by chance, only where the name says so."""
        return self.ordning == 0

    @property
    def lutning(self) -> Mapping[str, float]:
        """How many times as often as they else do some faults come in this order: of four one is as they come, in one
        tasks are forgotten while what they asked for is at work, in one the database fails, in one the workers do."""
        return _LUTNINGAR[0 if self.lugnt else self.ordning % len(_LUTNINGAR)]

    @property
    def laser_om(self) -> bool:
        """Of eight schedules one has the workflow's code run on every step of a history that is read."""
        return self.fullt or crc32(str(self).encode()) % 8 == 0

    @property
    def fullt(self) -> bool:
        """Of ten lives one is played without anything that makes it faster: nothing is remembered that the product
        derives, reads or replays, and each step takes a moment of its own."""
        return self.liv % 10 == 5
