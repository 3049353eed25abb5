"""What the hunt for impossible states came to."""

from __future__ import annotations

from dataclasses import dataclass

from domain.kontroll.fynd import Fynd, Kontroll


@dataclass(frozen=True, slots=True)
class Utfall:
    """What the hunt came to.

    Attributes:
        arenden: how many cases were looked at.
        provade: the checks that were carried out in full.
        hinder: Swedish, why the others were not; empty if all were.
    """

    fynd: tuple[Fynd, ...]
    arenden: int
    provade: frozenset[Kontroll]
    hinder: str = ""

    @property
    def fel(self) -> tuple[Fynd, ...]:
        """Those that are more than information."""
        return tuple(f for f in self.fynd if not f.upplysning)
