"""What a played case has to tell: the one shape that both engines fill and every view is made from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.liv.lagesbild import Bevakningsrad, Insatsrad, Utbetalningsrad
from domain.skeende.journal import Meddelande, Post
from starter.visning.avvisat import Avvisat


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
