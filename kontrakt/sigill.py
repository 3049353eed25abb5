"""When what nobody awaits came in: what a case asks of the doors' notes, and their answer (K0.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sigillfraga:
    """Asks whether a door has noted that it took in each of these to a case: pairs of the kommando's id and the
    instant that it bears."""

    arende: str
    sagt: tuple[tuple[str, datetime], ...]

    def svar(self, forseglade: Sequence[str]) -> list[str]:
        """The answer: the ids that are noted, and last, by a sign that no id has, which were asked about."""
        return [*forseglade, self._om]

    def besvaras_av(self, svar: Sequence[str]) -> bool:
        """Whether it is an answer to this, and not to what a forgotten task asked (decision 12). Earlier code did not
        say."""
        return not any(s.startswith("?") for s in svar) or self._om in svar

    @property
    def _om(self) -> str:
        return "?" + " ".join(sorted(id_ for id_, _ in self.sagt))
