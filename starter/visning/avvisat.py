"""What was refused in a case, as every view shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.grund.avvisning import Avvisning


@dataclass(frozen=True, slots=True)
class Avvisat:
    """A step that was refused: under which krav, and why; ``nr`` is the step's number in the file."""

    nr: int
    tid: datetime
    kommando: str
    regel: str
    text: str

    @classmethod
    def av(cls, nr: int, tid: datetime, kommando: str, avvisning: Avvisning) -> Avvisat:
        """A refusal as it is listed; the field it concerns comes first, as staff see it."""
        text = f"{avvisning.falt}: {avvisning.text}" if avvisning.falt else avvisning.text
        return cls(nr, tid, kommando, avvisning.regel, text)
