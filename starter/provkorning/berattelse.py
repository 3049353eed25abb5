"""What a played case has to tell: the one shape that both engines fill and every view is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.grund.avvisning import Avvisning
from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.skeende.journal import Meddelande, Post
from starter.provkorning.fil import Provsteg


@dataclass(frozen=True, slots=True)
class Avvisat:
    """A step that was refused: under which krav, and why; ``nr`` is the step's number in the file."""

    nr: int
    tid: datetime
    kommando: str
    regel: str
    text: str

    @classmethod
    def av(cls, steg: Provsteg, avvisning: Avvisning) -> Avvisat:
        """A refusal as it is listed; the field it concerns comes first, as staff see it."""
        text = f"{avvisning.falt}: {avvisning.text}" if avvisning.falt else avvisning.text
        return cls(steg.nr, steg.tid, steg.kommando, avvisning.regel, text)


@dataclass(frozen=True, slots=True)
class Berattelse:
    """A case as it stands when the file has been played; ``insats`` is None when the aktualisering was refused."""

    namn: str
    insats: Insatsrad | None
    bevakningar: tuple[Bevakningsrad, ...]
    utbetalningar: tuple[Utbetalningsrad, ...]
    poster: tuple[Post, ...]
    meddelanden: tuple[Meddelande, ...]
    avvisade: tuple[Avvisat, ...]


Lyssnare = Callable[[Sequence[Post], Sequence[Avvisat]], None]
"""Is told what each step brought, as it happens."""
