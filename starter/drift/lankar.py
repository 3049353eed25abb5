"""Ready questions for Temporal's pages: what operations look for, as links."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from kontrakt import namn

_KOR = f"WorkflowType = '{namn.ARBETSFLODE}' AND ExecutionStatus = 'Running'"


@dataclass(frozen=True, slots=True)
class Fraga:
    """A question to the list of workflows. ``text`` is Swedish; ``fraga`` is what the list is asked."""

    text: str
    fraga: str

    def lank(self, sidor: str, namnrymd: str) -> str:
        """Its page. ``sidor`` is what the addresses of Temporal's pages begin with."""
        return f"{sidor.rstrip('/')}/namespaces/{quote(namnrymd)}/workflows?query={quote(self.fraga)}"


def fragor(anordnare: str = "ANORDNARE", karriarvagledare: str = "KV") -> tuple[Fraga, ...]:
    """What is asked most; the names are to be changed for those one means."""
    return (
        Fraga("Försenade ärenden", f"{_KOR} AND InsatsForsenad = true"),
        Fraga(f"Försenade hos {anordnare}", f"{_KOR} AND InsatsForsenad = true AND InsatsAnordnare = '{anordnare}'"),
        Fraga(f"Allt hos {karriarvagledare}", f"{_KOR} AND InsatsKarriarvagledare = '{karriarvagledare}'"),
        Fraga(
            "Kommer inte vidare",
            "TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')",
        ),
    )
